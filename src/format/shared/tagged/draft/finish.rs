//! What needs all fields of a record: its date, its pages, one list of keywords.

use super::super::date;
use super::super::group::WHOLES;
use super::{Dated, Draft};
use crate::diagnostic::{Diagnostic, codes};
use crate::format::Sink;
use crate::format::shared::extent;
use crate::record::{Date, DateField, Field, Text, full_range, last_page};

impl<'a> Draft<'a> {
    /// Puts the last pieces together; reports a date of no form that is known.
    pub(crate) fn finish(&mut self, sink: &mut dyn Sink<'a>) {
        self.finish_date(sink);
        self.finish_pages();
        self.finish_keywords();
    }

    /// Of several dates the one whose line comes first, made more precise by the others;
    /// a month without its year takes the year of the others.
    fn finish_date(&mut self, sink: &mut dyn Sink<'a>) {
        self.issued.sort_by_key(|dated| dated.rank);
        let year = self.issued.iter().find_map(|dated| dated.date.year());
        let mut best: Option<(Date<'a>, usize)> = None;
        for Dated { date, extra, field, .. } in std::mem::take(&mut self.issued) {
            let date = match (date, year) {
                (Date::Literal(text), year) => {
                    let Some(date) = year.and_then(|year| date::of_year(&text, year)) else {
                        if !is_no_date(&text) {
                            let finding = Diagnostic::new(codes::ODD_DATE, field.span());
                            sink.report(finding.detail(field.tag.to_owned()));
                        }
                        if best.is_none() && year.is_none() {
                            best = Some((Date::Literal(text), extra));
                            self.set_mapped(extra, true);
                        }
                        continue;
                    };
                    self.set_mapped(extra, true);
                    date
                }
                (date, _) => date,
            };
            best = Some(match best {
                Some((known, known_extra)) => {
                    let (best, other) = match date::is_finer(&date, &known) {
                        true => ((date, extra), (known, known_extra)),
                        false => ((known, known_extra), (date, extra)),
                    };
                    if !date::says(&best.0, &other.0) {
                        self.set_mapped(other.1, false);
                    }
                    best
                }
                None => (date, extra),
            });
        }
        // What has appeared online only has no other date yet.
        let online = || self.record.date(DateField::AvailableDate).cloned();
        if let Some(date) = best.map(|(date, _)| date).or_else(online) {
            self.record.set_date(DateField::Issued, date);
        }
    }

    fn finish_pages(&mut self) {
        let (first, last) = (std::mem::take(&mut self.first_page), std::mem::take(&mut self.last_page));
        if self.record.has(Field::Page) {
            return;
        }
        let range = first.contains(['-', '–']);
        if last.is_empty() && !range && WHOLES.contains(&self.record.kind) {
            match extent::pages(&first).filter(|count| *count != first).map(str::to_owned) {
                Some(count) => self.record.push(Field::NumberOfPages, count),
                None => self.record.push(Field::NumberOfPages, first),
            }
        } else if last.is_empty() || first == last || (range && first.ends_with(&*last)) {
            match full_range(&first) {
                Some(full) => self.record.push(Field::Page, full),
                None => self.record.push(Field::Page, first),
            }
        } else if last == "+" {
            // The rest stands elsewhere.
            self.record.push(Field::Page, format!("{first}+"));
        } else if first.is_empty() || (last.contains(['-', '–']) && last.starts_with(&*first)) {
            self.record.push(Field::Page, last);
        } else {
            self.record.push(Field::Page, format!("{first}-{}", last_page(&first, &last)));
        }
    }

    /// One keyword with commas is a list.
    fn finish_keywords(&mut self) {
        let is_list = |text: &Text<'_>| text.plain().contains(", ") && text.marks().is_empty();
        if self.record.all(Field::Keyword).count() != 1 || !self.record.all(Field::Keyword).all(is_list) {
            return;
        }
        let Some(list) = self.record.take(Field::Keyword) else { return };
        for keyword in list.plain().split(", ").map(str::trim) {
            self.record.push(Field::Keyword, keyword.to_owned());
        }
    }
}

/// What stands in the place of a date until there is one.
fn is_no_date(text: &str) -> bool {
    const WORDS: &[&str] =
        &["in press", "inpress", "forthcoming", "submitted", "accepted", "n.d.", "nd", "no date", "undated"];
    WORDS.iter().any(|word| text.trim_matches(['(', ')', '[', ']']).eq_ignore_ascii_case(word))
}
