//! A seeded, realistic BibTeX file of any size: LaTeX accents and Unicode, protected capitals, particles and suffixes, corporate
//! names, strings, months, cross-references, mathematics, abstracts in half of the
//! entries: about 700 bytes an entry.

use std::io::{self, Write};

use super::Random;

const GIVEN: &[&str] = &[
    "Ana",
    "Bo",
    "Chen",
    "J{\\\"u}rgen",
    "Zoë",
    "{\\L}ukasz",
    "Mar{\\'\\i}a",
    "Fatima",
    "K. R.",
    "Ming",
    "Olga",
    "S{\\o}ren",
];
const FAMILY: &[&str] = &[
    "Lopes",
    "Iversen",
    "M{\\\"u}ller",
    "Schröder",
    "van der Berg",
    "Garc{\\'{\\i}}a",
    "de la Cruz",
    "Smith-Jones",
    "Dvo{\\v{r}}{\\'a}k",
    "Erd\\H{o}s",
    "Wang",
    "Nguyen",
    "Ortega y Gasset",
    "{\\O}ster",
    "Gr{\\\"u}n",
    "Kowalska",
];
const BODIES: &[&str] = &["{World Reference Council}", "{The {PLUM} Collaboration}", "{Barnes and Noble}"];
const WORDS: &[&str] = &[
    "analysis",
    "estimation",
    "of",
    "the",
    "in",
    "for",
    "with",
    "adaptive",
    "robust",
    "learning",
    "network",
    "model",
    "inference",
    "sparse",
    "graph",
    "kernel",
    "plans",
    "parsing",
    "and",
    "small",
    "transport",
    "quantum",
    "dynamics",
];
const SPECIAL: &[&str] =
    &["{DNA}", "{Bayesian}", "{\\LaTeX}", "$x^2$", "$\\beta$-decay", "\\emph{ad hoc}", "H$_2$O", "{GPU}"];
const JOURNALS: &[&str] =
    &["jpp", "{Journal of Plans \\& Parsing}", "{Annals of Orchards}", "cacm", "{Letters in Fruit}"];
const CONFERENCES: &[&str] =
    &["Conference on Plums", "Symposium on Small Models", "Workshop on Parsing {LaTeX}"];
const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

impl Random {
    fn words(&mut self, n: usize) -> String {
        (0..n).map(|_| self.of(WORDS)).collect::<Vec<_>>().join(" ")
    }

    fn name(&mut self) -> String {
        if self.percent(3) {
            return self.of(BODIES).to_owned();
        }
        let (given, family) = (self.of(GIVEN), self.of(FAMILY));
        match self.below(20) {
            0 => format!("{family}, Jr., {given}"),
            1..=4 if !family.contains(' ') => format!("{given} {family}"),
            _ => format!("{family}, {given}"),
        }
    }

    fn names(&mut self) -> String {
        let mut names: Vec<_> = (0..=self.below(4)).map(|_| self.name()).collect();
        if self.percent(3) {
            names.push("others".to_owned());
        }
        names.join(" and ")
    }

    fn title(&mut self) -> String {
        let length = 4 + self.below(8);
        let words: Vec<_> =
            (0..length).map(|_| if self.percent(12) { self.of(SPECIAL) } else { self.of(WORDS) }).collect();
        let title = words.join(" ");
        title[..1].to_uppercase() + &title[1..]
    }

    fn abstract_text(&mut self) -> String {
        let mut text = String::new();
        while text.len() < 600 {
            let length = 8 + self.below(10);
            let sentence = self.words(length);
            text.push_str(&sentence[..1].to_uppercase());
            text.push_str(&sentence[1..]);
            text.push_str(if self.percent(10) { " at the 5\\% level. " } else { ". " });
        }
        text.trim_end().to_owned()
    }
}

fn entry(random: &mut Random, i: usize, parent: &str, out: &mut impl Write) -> io::Result<()> {
    let year = 1950 + random.below(76);
    let kind = random.below(100);
    let name = match kind {
        0..60 => "article",
        60..85 => "inproceedings",
        85..95 => "book",
        95..97 => "phdthesis",
        97..99 => "techreport",
        _ => "misc",
    };
    writeln!(out, "@{name}{{key{year}x{i},")?;
    let mut field = |name: &str, value: &str| writeln!(out, "  {name:9} = {value},");
    field("author", &format!("{{{}}}", random.names()))?;
    let title = random.title();
    match random.below(20) {
        0 => field("title", &format!("{{{{{title}}}}}"))?,
        1 => field("title", &format!("\"{title}\""))?,
        _ => field("title", &format!("{{{title}}}"))?,
    }
    let first = 1 + random.below(3000);
    let pages = format!("{{{first}--{}}}", first + random.below(40));
    match name {
        "article" => {
            field("journal", random.of(JOURNALS))?;
            field("volume", &format!("{{{}}}", 1 + random.below(400)))?;
            field("number", &format!("{{{}}}", 1 + random.below(24)))?;
            field("pages", &pages)?;
        }
        "inproceedings" if random.percent(12) => {
            field("crossref", &format!("{{{parent}}}"))?;
            field("pages", &pages)?;
        }
        "inproceedings" => {
            let conference = random.of(CONFERENCES);
            field("booktitle", &format!("{{Proceedings of the {}th {conference}}}", 2 + random.below(60)))?;
            field("series", "lncs")?;
            field("pages", &pages)?;
        }
        "book" => {
            field("publisher", "{Orchard {\\&} Sons}")?;
            field("address", "{Z{\\\"u}rich}")?;
            field("isbn", "{978-0-306-40615-7}")?;
        }
        "phdthesis" => field("school", "{Universit{\\'e} de Prune}")?,
        "techreport" => {
            field("institution", "{Orchard Institute}")?;
            field("number", &format!("{{TR-{}}}", random.below(999)))?;
        }
        _ => field("note", "{Accessed: 2024-01-15}")?,
    }
    if random.percent(55) {
        field("month", MONTHS[random.below(12)])?;
    }
    if random.percent(65) {
        field("doi", &format!("{{10.{}/s.{}.{i}}}", 1000 + random.below(8999), random.below(999)))?;
    }
    if random.percent(35) {
        field(
            "url",
            &format!("{{https://www.example.org/paper/{i}?id={}&q=a_b%20c#sec_2}}", random.below(999)),
        )?;
    }
    if random.percent(50) {
        field("abstract", &format!("{{{}}}", random.abstract_text()))?;
    }
    if random.percent(30) {
        field("keywords", &format!("{{{}, {}, {}}}", random.of(WORDS), random.of(WORDS), random.of(WORDS)))?;
    }
    field("year", &format!("{{{year}}}"))?;
    writeln!(out, "}}\n")
}

/// Writes a file of so many entries.
pub(crate) fn write(entries: usize, random: &mut Random, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "@string{{jpp = \"Journal of Plums and Plans\"}}")?;
    writeln!(out, "@string{{cacm = {{Communications of the Orchard}}}}")?;
    writeln!(out, "@string{{lncs = \"Lecture Notes in \" # \"Computer Science\"}}\n")?;
    for i in 0..entries {
        // A volume of proceedings for every two hundred entries, after its papers.
        let parent = format!("proc{}", i / 200);
        entry(random, i, &parent, out)?;
        if i % 200 == 199 || i + 1 == entries {
            let conference = random.of(CONFERENCES);
            writeln!(out, "@proceedings{{{parent},\n  title = {{Proceedings of the {conference}}},")?;
            writeln!(out, "  editor = {{{}}},\n  year = {{{}}},\n}}\n", random.names(), 1950 + i % 76)?;
        }
    }
    Ok(())
}
