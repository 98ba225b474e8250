//! A seeded RIS file of any size, as databases export it: about 1.3 kB a record.

use std::io::{self, Write};

use super::Random;

const NAMES: &[&str] =
    &["Lopes, Ana", "Iversen, Bo", "Müller, Jürgen", "van der Berg, J. A.", "García, María", "Wang, Ming"];
const KEYWORDS: &[&str] = &["plums", "cold storage", "Fruit/physiology", "ripening"];
const JOURNALS: &[&str] = &["Annals of Orchard Medicine", "Journal of Plum Research", "The Prune"];

fn record(random: &mut Random, n: usize, out: &mut impl Write) -> io::Result<()> {
    let (year, page) = (1970 + random.below(55), 1 + random.below(2000));
    let kind = random.of(&["JOUR", "JOUR", "JOUR", "CHAP", "BOOK", "CONF"]);
    writeln!(out, "TY  - {kind}\nTI  - {}", random.prose(10, &[]))?;
    for _ in 0..1 + random.below(6) {
        writeln!(out, "AU  - {}", random.of(NAMES))?;
    }
    writeln!(
        out,
        "T2  - {}\nPY  - {year}\nDA  - {year}/0{}/1{}",
        random.of(JOURNALS),
        1 + random.below(9),
        random.below(10)
    )?;
    writeln!(
        out,
        "VL  - {}\nIS  - {}\nSP  - {page}\nEP  - {}",
        random.below(90),
        random.below(12),
        page + random.below(20)
    )?;
    writeln!(out, "DO  - 10.5555/p.{n}\nSN  - 0378-5955\nUR  - https://www.example.org/paper/{n}")?;
    writeln!(
        out,
        "AB  - {}.\nKW  - {}\nKW  - {}",
        random.prose(130, &[]),
        random.of(KEYWORDS),
        random.of(KEYWORDS)
    )?;
    writeln!(out, "ID  - {n}\nER  - \n")
}

/// Writes a file of so many records.
pub(crate) fn write(records: usize, random: &mut Random, out: &mut impl Write) -> io::Result<()> {
    (0..records).try_for_each(|n| record(random, n, out))
}
