//! Attributes of a tag.

use std::borrow::Cow;

use quick_xml::events::attributes::Attributes;

use super::text::decode;

/// The value of the attribute with this local name, references decoded.
pub(super) fn value<'a>(attributes: &'a str, name: &str) -> Option<Cow<'a, str>> {
    if attributes.is_empty() {
        return None;
    }
    all(attributes).find(|(known, _)| *known == name).map(|(_, value)| value)
}

/// All attributes: local names and values. What is no attribute is passed over.
pub(super) fn all(attributes: &str) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
    let mut html = Attributes::html(attributes, 0);
    html.with_checks(false);
    html.filter_map(Result::ok).map(|attribute| {
        let value = match attribute.value {
            Cow::Borrowed(value) => decode(value),
            Cow::Owned(value) => Cow::Owned(decode(&value).into_owned()),
        };
        (attribute.key.local_name().into_inner(), value)
    })
}
