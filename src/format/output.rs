//! Where an emitter writes.

use std::borrow::Cow;

use crate::diagnostic::Loss;
use crate::record::{Extra, Record};

/// The bytes that an emitter writes, and what it could not write.
#[derive(Debug, Default)]
pub struct Output {
    /// What is written; always whole UTF-8.
    pub bytes: Vec<u8>,
    /// What could not be written of the current record.
    pub losses: Vec<Loss>,
    /// Where generated keys end, so that the pipeline can make them unique.
    pub(crate) key_ends: Vec<usize>,
    /// Whether the current record's key was generated.
    pub(crate) key_is_generated: bool,
    /// Where a number may be put to the current record's own key ([`Output::unique_key`]).
    pub(crate) number_at: Option<usize>,
    /// The key of its own that the generated one stands for ([`Writer::renames`]).
    ///
    /// [`Writer::renames`]: super::Writer::renames
    pub(crate) former_key: Option<String>,
}

impl Output {
    /// Writes a string.
    #[inline]
    pub fn push(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// Writes an ASCII byte.
    #[inline]
    pub fn byte(&mut self, byte: u8) {
        debug_assert!(byte.is_ascii());
        self.bytes.push(byte);
    }

    /// Writes anything that can be displayed.
    pub fn display(&mut self, value: impl std::fmt::Display) {
        use std::io::Write;
        // Writing into a vector does not fail.
        let _ = write!(self.bytes, "{value}");
    }

    /// Writes a number.
    pub fn number(&mut self, number: i64) {
        // Years, months and days, without the machinery of formatting.
        let Some(mut rest) = u16::try_from(number).ok().filter(|number| *number < 10_000) else {
            return self.display(number);
        };
        let mut digits = [b'0'; 4];
        let mut start = digits.len();
        while rest > 0 || start == digits.len() {
            start -= 1;
            digits[start] += (rest % 10) as u8;
            rest /= 10;
        }
        self.bytes.extend_from_slice(&digits[start..]);
    }

    /// Writes the record's key as `spell` spells it in this format. A generated key must
    /// come out as it is (it holds only `[A-Za-z0-9-]`); its end is noted, and the
    /// pipeline puts a suffix there if the key was used before.
    pub fn key(&mut self, record: &Record<'_>, spell: impl FnOnce(&str, &mut Output)) {
        if self.key_is_generated {
            self.push(&record.key);
            self.key_ends.push(self.bytes.len());
        } else {
            spell(&record.key, self);
        }
    }

    /// [`Output::key`] for formats in which no key may stand twice: `spell` gives where in
    /// the output a number is put, should the record's own key have been used before.
    pub fn unique_key(&mut self, record: &Record<'_>, spell: impl FnOnce(&str, &mut Output) -> usize) {
        let mut number_at = None;
        self.key(record, |key, out| number_at = Some(spell(key, out)));
        self.number_at = number_at;
    }

    /// Says that a value of the current record has no place in this format.
    pub fn lose(&mut self, field: impl Into<Cow<'static, str>>, value: impl Into<String>, why: &'static str) {
        self.losses.push(Loss { field: field.into(), value: value.into(), why });
    }
}

/// Loses every extra field of the record that no one wrote: those of other formats than
/// `own`, unless the record carries their value as well.
pub fn lose_extra(record: &Record<'_>, own: &str, out: &mut Output) {
    lose_extra_but(record, |extra| extra.format == own, out);
}

/// Loses every extra field of the record but those that were written, unless the record
/// carries their value as well.
pub fn lose_extra_but(record: &Record<'_>, is_written: impl Fn(&Extra<'_>) -> bool, out: &mut Output) {
    let lost = |extra: &&Extra<'_>| !extra.mapped && !is_written(extra);
    for extra in record.extra.iter().filter(lost) {
        out.lose(
            format!("{}:{}", extra.format, extra.name),
            extra.value.as_ref(),
            "the field is known to its own format only",
        );
    }
}
