//! Seeded pages as they are copied from the web: every family and shape, one after another.

use std::io::{self, Write};

use super::Random;

const GIVEN: &[&str] = &["Ana", "Bo", "Chen", "Dörte", "Emi", "Fei", "Gül", "Hao", "Ines", "Ming"];
const FAMILY: &[&str] =
    &["Lopes", "Iversen", "Ode", "Kaya", "Moreau", "van Dijk", "LI", "Wang", "Sato", "Erdős"];
const WORDS: &[&str] = &[
    "parsing",
    "long",
    "documents",
    "remains",
    "hard",
    "for",
    "small",
    "models",
    "we",
    "present",
    "a",
    "two-stage",
    "method",
    "that",
    "plans",
    "before",
    "it",
    "labels",
    "tests",
    "on",
    "six",
    "corpora",
    "show",
    "gains",
    "of",
    "3.1%",
    "over",
    "strong",
    "baselines",
    "model’s",
    "**DKX**",
    "$O(n \\log n)$",
];
const VENUES: &[&str] = &[
    "Findings of the Association for Plum Research: APR 2026",
    "Proceedings of the 64th Annual Meeting of the Association for Plum Research (Volume 1: Long Papers)",
    "Transactions of the Association for Plum Research, Volume 12",
];
const MONTHS: &[&str] = &["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn name(random: &mut Random) -> String {
    format!("{} {}", random.of(GIVEN), random.of(FAMILY))
}

fn names(random: &mut Random, separator: &str) -> String {
    (0..=random.below(6)).map(|_| name(random)).collect::<Vec<_>>().join(separator)
}

fn title(random: &mut Random) -> String {
    let mut title = String::from("Steering");
    for _ in 0..4 + random.below(6) {
        title.push(' ');
        title.push_str(random.of(WORDS));
    }
    title
}

fn abstract_text(random: &mut Random) -> String {
    let mut text = String::from("Parsing");
    let length = 900 + random.below(700);
    while text.len() < length {
        text.push_str(if random.percent(6) { ". We" } else { " " });
        text.push_str(random.of(WORDS));
    }
    text + "."
}

fn marked(random: &mut Random, entries: usize, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}\n\n\n2026\n", name(random))?;
    for _ in 0..entries {
        writeln!(out, "pdf bib\n{}\n{}\n{}\n", title(random), names(random, " | "), random.of(VENUES))?;
        writeln!(out, "{}\n", abstract_text(random))?;
    }
    writeln!(out, "Co-authors\n{} 3\n\nVenues\nAPR 4\nFix author", name(random))
}

fn doubled(random: &mut Random, entries: usize, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}\n2026", name(random))?;
    for _ in 0..entries {
        let (names, venue) = (names(random, " | "), random.of(VENUES));
        writeln!(out, "{}\n{names}\n{venue}\n{names}\n{venue}\n{}", title(random), abstract_text(random))?;
    }
    Ok(())
}

fn abstracts(random: &mut Random, entries: usize, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}\n\n", name(random))?;
    for year in [2026, 2025] {
        writeln!(out, "{year}\n")?;
        for _ in 0..=entries / 2 {
            writeln!(out, "{}", abstract_text(random))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn catalyzex(random: &mut Random, entries: usize, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "Institute of Plums, Orchard University")?;
    for _ in 0..entries {
        writeln!(out, "Abstract:{}", abstract_text(random))?;
        if random.percent(20) {
            writeln!(out, "\n\n\n")?;
        }
    }
    Ok(())
}

fn scholarfeed(random: &mut Random, entries: usize, out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "{}\n\nCL\nh-index10\n{entries}papers\n32citations\nNovelty58%\nAI Score56\n",
        name(random)
    )?;
    writeln!(out, "{entries} Papers\n")?;
    for _ in 0..entries {
        let (month, day) = (random.of(MONTHS), 1 + random.below(28));
        let year = if random.percent(50) { ", 2025" } else { "" };
        writeln!(out, "{}.{}CL{month} {day}{year}", random.below(99), random.below(9))?;
        writeln!(out, "{}\n\n{}, {}, {} et al.\n", title(random), name(random), name(random), name(random))?;
        writeln!(out, "{}\n", abstract_text(random))?;
    }
    Ok(())
}

/// Writes pages until there are so many bytes.
pub(crate) fn write(bytes: usize, random: &mut Random, out: &mut impl Write) -> io::Result<()> {
    let mut written = 0;
    let mut page = Vec::new();
    while written < bytes {
        page.clear();
        let entries = 3 + random.below(40);
        match random.below(5) {
            0 => marked(random, entries, &mut page)?,
            1 => doubled(random, entries, &mut page)?,
            2 => abstracts(random, entries, &mut page)?,
            3 => catalyzex(random, entries, &mut page)?,
            _ => scholarfeed(random, entries, &mut page)?,
        }
        page.push(b'\n');
        out.write_all(&page)?;
        written += page.len();
    }
    Ok(())
}
