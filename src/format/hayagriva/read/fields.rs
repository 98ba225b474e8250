//! The fields of an entry: names, places, taking them one by one.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use crate::format::shared::yaml_node::flow;
use crate::grammar::yaml::{Value, Yaml};

/// What is left of a mapping while it is read.
#[derive(Debug, Default)]
pub(super) struct Fields<'a> {
    /// Where the mapping stands in its entry: nothing, or names with a dot after each.
    path: String,
    pairs: Vec<(Yaml<'a>, Option<Yaml<'a>>)>,
}

impl<'a> Fields<'a> {
    /// The fields of a mapping that stands at a path in its entry.
    ///
    /// # Errors
    /// Anything else comes back as it is.
    pub(super) fn of(yaml: Yaml<'a>, path: String) -> Result<Self, Yaml<'a>> {
        match yaml.value {
            Value::Map(pairs) => {
                let pairs = pairs.into_iter().map(|(key, value)| (key, Some(value))).collect();
                Ok(Self { path, pairs })
            }
            value => Err(Yaml { value, span: yaml.span }),
        }
    }

    /// The path of a field of the mapping.
    pub(super) fn path(&self, name: &str) -> String {
        format!("{}{name}", self.path)
    }

    /// The path of the fields of a mapping in the mapping.
    pub(super) fn path_into(&self, name: &str) -> String {
        format!("{}{name}.", self.path)
    }

    /// Moves the mapping to another path.
    pub(super) fn at(self, path: &str) -> Self {
        Self { path: path.to_owned(), ..self }
    }

    /// Takes the first field of that name that means anything.
    pub(super) fn take(&mut self, name: &str) -> Option<Yaml<'a>> {
        let is = |key: &Yaml<'_>| key.text().is_some_and(|key| key == name);
        let found = |value: &Option<Yaml<'_>>| value.as_ref().is_some_and(|value| !value.is_null());
        self.pairs.iter_mut().find(|(key, value)| is(key) && found(value)).and_then(|(_, value)| value.take())
    }

    /// Whether there is a field of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.pairs.iter().any(|(key, value)| value.is_some() && key.text().is_some_and(|key| key == name))
    }

    fn find(&self, name: &str) -> Option<&Yaml<'a>> {
        let is = |key: &Yaml<'_>| key.text().is_some_and(|key| key == name);
        self.pairs.iter().find(|(key, _)| is(key)).and_then(|(_, value)| value.as_ref())
    }

    /// The value of a field, left where it is.
    pub(super) fn get(&self, name: &str) -> Option<&Value<'a>> {
        self.find(name).map(|yaml| &yaml.value)
    }

    /// Whether a field is there and means nothing.
    pub(super) fn is_null(&self, name: &str) -> bool {
        self.find(name).is_some_and(Yaml::is_null)
    }

    /// Whether any field means nothing.
    pub(super) fn any_null(&self) -> bool {
        self.pairs.iter().filter_map(|(_, value)| value.as_ref()).any(Yaml::is_null)
    }

    /// Where the value of a field stands.
    pub(super) fn span_of(&self, name: &str) -> Range<usize> {
        self.find(name).map_or(0..0, |yaml| yaml.span.clone())
    }

    /// Adds a field before all others, or puts back what was taken.
    pub(super) fn put_back(&mut self, name: &'static str, value: Yaml<'a>) {
        let key = Yaml { value: Value::Scalar(Cow::Borrowed(name), true), span: value.span.clone() };
        self.pairs.insert(0, (key, Some(value)));
    }

    /// With a type before all other fields.
    pub(super) fn with_type(mut self, of_type: &'static str) -> Self {
        self.put_first("type", of_type);
        self
    }

    /// Adds a field before all others.
    pub(super) fn put_first(&mut self, name: &'static str, text: &'static str) {
        let scalar = |text| Yaml { value: Value::Scalar(Cow::Borrowed(text), true), span: 0..0 };
        self.pairs.insert(0, (scalar(name), Some(scalar(text))));
    }

    /// The first name that stands a second time, and where.
    pub(super) fn repeated(&self) -> Option<(String, Range<usize>)> {
        let mut seen = HashSet::with_capacity(self.pairs.len());
        let names = self.pairs.iter().filter_map(|(key, _)| Some((key.text()?, &key.span)));
        let mut again = names.filter(|(name, _)| !seen.insert(*name));
        again.next().map(|(name, span)| (name.to_string(), span.clone()))
    }

    /// What no one has taken: paths and values.
    pub(super) fn rest(&self) -> impl Iterator<Item = (String, &Yaml<'a>)> {
        self.pairs.iter().filter_map(|(key, value)| {
            let value = value.as_ref().filter(|value| !value.is_null())?;
            let path = match &key.value {
                // The other name of the field; below it, `serial` is a key.
                Value::Scalar(name, _) if name == "serial" && !self.path.ends_with("serial-number.") => {
                    self.path("serial-number")
                }
                Value::Scalar(name, _) => self.path(name),
                _ => self.path(&flow(key)),
            };
            Some((path, value))
        })
    }

    /// The mapping again.
    pub(super) fn into_yaml(self, span: Range<usize>) -> Yaml<'a> {
        let pairs = self.pairs.into_iter().filter_map(|(key, value)| Some((key, value?)));
        Yaml { value: Value::Map(pairs.collect()), span }
    }
}
