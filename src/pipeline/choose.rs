//! Which format an input is in.

use crate::diagnostic::{Code, codes};
use crate::format::{Format, registry};

/// The one format that fits: by content, and between equals by the file's extension if
/// one of them alone has it.
pub(super) fn choose(
    found: &[&'static Format],
    extension: Option<&str>,
) -> Result<&'static Format, (&'static Code, String)> {
    let mut named = found.iter().copied().filter(|f| extension.is_some_and(|e| f.extensions.contains(&e)));
    match (found, named.next(), named.next()) {
        ([only], ..) => Ok(only),
        ([], ..) => extension.and_then(of_extension).ok_or((codes::UNKNOWN_FORMAT, String::new())),
        (_, Some(only), None) => Ok(only),
        (several, ..) => {
            let names: Vec<_> = several.iter().map(|f| f.name).collect();
            Err((codes::AMBIGUOUS_FORMAT, names.join(", ")))
        }
    }
}

/// The format that an extension names. One that text of any kind has names none.
fn of_extension(extension: &str) -> Option<&'static Format> {
    let any = registry::by_extension(extension).any(|f| f.begins.is_some());
    registry::by_extension(extension).find(|f| !any && f.reader.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::registry::FORMATS;

    #[test]
    fn what_fits_two_formats_equally_is_neither() {
        let names = |found: Result<&Format, (&Code, String)>| match found {
            Ok(format) => format.name.to_owned(),
            Err((_, names)) => names,
        };
        let [one, other, ..] = FORMATS else { panic!("two formats") };
        let both = [*one, *other];
        let own = one.extensions.iter().copied().find(|e| !other.extensions.contains(e));
        assert_eq!(names(choose(&both, None)), format!("{}, {}", one.name, other.name));
        assert_eq!(names(choose(&both, own)), one.name);
        let shared = one.extensions.iter().copied().find(|e| other.extensions.contains(e));
        assert_eq!(names(choose(&both, shared)), format!("{}, {}", one.name, other.name));
    }

    #[test]
    fn an_extension_of_any_text_names_no_format() {
        let pages = FORMATS.iter().filter(|format| format.begins.is_some());
        for extension in pages.flat_map(|format| format.extensions) {
            assert_eq!(choose(&[], Some(extension)), Err((codes::UNKNOWN_FORMAT, String::new())));
        }
        let [format, ..] = FORMATS else { panic!("a format") };
        assert_eq!(choose(&[], format.extensions.first().copied()), Ok(*format));
    }
}
