//! The year of a date that the page prints without one.

use crate::format::page::calendar::days;
use crate::record::Point;

/// The year of the latest such day that is not after the day on which the page was
/// copied. What is not known of that day is taken to be as late as it can be.
pub(super) fn latest_year(month: u8, day: u8, copied: &Point) -> Option<i64> {
    let year = copied.year?;
    let known = (copied.month.unwrap_or(12), copied.day.unwrap_or(31));
    let year = if (month, day) <= known { year } else { year - 1 };
    // Two leap years are eight years apart at most.
    (0..=8).map(|back| year - back).find(|year| day <= days(*year, month))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_paper_is_newer_than_its_page() {
        let copied = |year, month, day| Point { year: Some(year), month, day, ..Point::default() };
        let late_may = copied(2026, Some(5), Some(28));
        assert_eq!(latest_year(5, 28, &late_may), Some(2026));
        assert_eq!(latest_year(5, 29, &late_may), Some(2025));
        assert_eq!(latest_year(12, 31, &copied(2026, None, None)), Some(2026));
        assert_eq!(latest_year(5, 31, &copied(2026, Some(5), None)), Some(2026));
        assert_eq!(latest_year(6, 1, &copied(2026, Some(5), None)), Some(2025));
        assert_eq!(latest_year(2, 29, &late_may), Some(2024));
        assert_eq!(latest_year(2, 30, &late_may), None);
        assert_eq!(latest_year(1, 1, &Point::default()), None);
    }
}
