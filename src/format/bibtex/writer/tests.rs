//! Whole entries, as they are written and as others read them.

use biblatex::{Bibliography, ChunksExt};

use super::super::{BIBLATEX, BIBTEX};
use crate::format::{Format, Output, ReadOptions, WriteOptions};
use crate::record::{
    Date, DateField, Field, Kind, Mark, MarkKind, Matter, Name, Person, Point, Record, Role, Text,
};

fn written(format: &Format, record: &Record<'_>) -> String {
    crate::write(format, std::slice::from_ref(record), &WriteOptions::default())
}

/// A text in one dialect, written in another.
fn converted(from: &Format, text: &str, to: &Format, options: &WriteOptions) -> String {
    let read = crate::read(from, text, &ReadOptions::default());
    let writer = to.writer.expect("a writer");
    let mut items: Vec<(usize, Result<&Record<'_>, &Matter<'_>>)> = Vec::new();
    items.extend(read.records.iter().map(|record| (record.span.start, Ok(record))));
    items.extend(read.matter.iter().map(|matter| (matter.span.start, Err(matter))));
    items.sort_by_key(|(at, _)| *at);
    let mut out = Output::default();
    for (i, (_, item)) in items.iter().enumerate() {
        if i > 0 {
            out.push(writer.separator());
        }
        match item {
            Ok(record) => writer.record(record, options, &mut out),
            Err(matter) => writer.matter(matter, options, &mut out),
        }
    }
    String::from_utf8(out.bytes).expect("UTF-8")
}

fn paper() -> Record<'static> {
    let mut record = Record::new(Kind::PaperConference);
    record.key = "lopes2021dna".into();
    record.push(Field::Title, "Reading DNA with BERT & 100% of a corpus");
    record.push(Field::ContainerTitle, "Proceedings of the Third Workshop on Invented Things");
    record.push(Field::Publisher, "Barnes and Noble");
    record.push(Field::PublisherPlace, "Lisbon");
    record.push(Field::Page, "12-34");
    record.push(Field::Doi, "10.1000/a_b%c");
    record.push(Field::Url, "https://example.org/~x?a_b#c");
    record.push(Field::Keyword, "genes");
    record.push(Field::Keyword, "models, large");
    record.push(Field::Language, "en-US");
    record.contribute(Role::Author, Name::person("Lopes", "Ana"));
    record.contribute(Role::Author, Name::literal("Barnes and Noble"));
    record.contribute(Role::Author, Name::Others);
    record.contribute(Role::Director, Name::person("Li", "Bo"));
    record.set_date(DateField::Issued, Date::ymd(2021, Some(5), Some(9)));
    record.set_date(DateField::Accessed, Date::ymd(2022, Some(1), Some(2)));
    record
}

#[test]
fn a_paper_in_both_dialects() {
    assert_eq!(
        written(&BIBTEX, &paper()),
        r"@inproceedings{lopes2021dna,
  author = {Lopes, Ana and {Barnes and Noble} and others},
  editora = {Li, Bo},
  editoratype = {director},
  title = {Reading {DNA} with {BERT} \& 100\% of a corpus},
  booktitle = {Proceedings of the Third Workshop on Invented Things},
  pages = {12--34},
  publisher = {Barnes and Noble},
  address = {Lisbon},
  year = {2021},
  month = may,
  day = {9},
  doi = {10.1000/a_b%c},
  url = {https://example.org/~x?a_b#c},
  urldate = {2022-01-02},
  langid = {american},
  keywords = {genes, {models, large}},
}
"
    );
    assert_eq!(
        written(&BIBLATEX, &paper()),
        r"@inproceedings{lopes2021dna,
  author = {Lopes, Ana and {Barnes and Noble} and others},
  editora = {Li, Bo},
  editoratype = {director},
  title = {Reading {DNA} with {BERT} \& 100\% of a corpus},
  booktitle = {Proceedings of the Third Workshop on Invented Things},
  pages = {12--34},
  publisher = {{Barnes and Noble}},
  location = {Lisbon},
  date = {2021-05-09},
  doi = {10.1000/a_b%c},
  url = {https://example.org/~x?a_b#c},
  urldate = {2022-01-02},
  langid = {american},
  keywords = {genes, {models, large}},
}
"
    );
}

#[test]
fn nothing_is_invented() {
    let mut record = Record::new(Kind::Document);
    record.key = "x".into();
    for format in [&BIBTEX, &BIBLATEX] {
        assert_eq!(written(format, &record), "@misc{x,\n}\n");
    }
}

#[test]
fn each_kind_has_its_dialect() {
    let mut record = Record::new(Kind::Webpage);
    record.key = "k e,y".into();
    record.push(Field::Title, "A page");
    record.push(Field::Subtitle, "with a subtitle");
    record.push(Field::ContainerTitle, "A site");
    record.push(Field::Url, "https://example.org/a_b");
    assert_eq!(
        written(&BIBTEX, &record),
        "@misc{k_e_y,\n  title = {A page: with a subtitle},\n  howpublished = {\\url{https://example.org/a_b}},\n  \
         organization = {A site},\n}\n"
    );
    assert_eq!(
        written(&BIBLATEX, &record),
        "@online{k_e_y,\n  title = {A page},\n  subtitle = {with a subtitle},\n  organization = {A site},\n  \
         url = {https://example.org/a_b},\n}\n"
    );
    let mut record = Record::new(Kind::Thesis);
    record.key = "t".into();
    record.push(Field::Genre, "PhD thesis");
    record.push(Field::Publisher, "A University");
    record.set_date(DateField::Issued, Date::literal("in press"));
    assert_eq!(
        written(&BIBTEX, &record),
        "@phdthesis{t,\n  school = {A University},\n  year = {in press},\n}\n"
    );
    assert_eq!(
        written(&BIBLATEX, &record),
        "@thesis{t,\n  type = {phdthesis},\n  institution = {A University},\n  year = {in press},\n}\n"
    );
}

#[test]
fn dates_in_both_dialects() {
    let point = |y, m, d| Point { year: Some(y), month: m, day: d, ..Point::default() };
    let range = Date::range;
    for (date, bibtex, biblatex) in [
        (Date::from_year(2020), "year = {2020}", "date = {2020}"),
        (Date::parse("1999-21").unwrap(), "year = {1999},month = {Spring}", "date = {1999-21}"),
        (Date::parse("1997/..").unwrap(), "year = {1997--}", "date = {1997/..}"),
        (Date::parse("1723~").unwrap(), "year = {ca. 1723}", "date = {1723~}"),
        (Date::parse("19XX").unwrap(), "year = {19XX}", "date = {19XX}"),
        (Date::parse("--05-28").unwrap(), "month = may,day = {28}", "month = may,day = {28}"),
        (
            range(point(2020, Some(1), None), point(2020, Some(2), None)),
            "year = {2020},month = jan # \"--\" # feb",
            "date = {2020-01/2020-02}",
        ),
        (
            range(point(2020, Some(8), Some(3)), point(2020, Some(8), Some(6))),
            "year = {2020},month = aug # \"~3--6\"",
            "date = {2020-08-03/2020-08-06}",
        ),
        (
            range(point(2020, Some(12), Some(30)), point(2021, Some(1), Some(2))),
            "year = {2020--2021},month = dec # \"~30--\" # jan # \"~2\"",
            "date = {2020-12-30/2021-01-02}",
        ),
    ] {
        let mut record = Record::new(Kind::Document);
        record.set_date(DateField::Issued, date.clone());
        for (format, expected) in [(&BIBTEX, bibtex), (&BIBLATEX, biblatex)] {
            let text = written(format, &record);
            let fields: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("  ")).collect();
            assert_eq!(fields.join("").trim_end_matches(','), expected);
            if date.year().is_some() && !text.contains("year = {19XX}") {
                let read = crate::read(format, &text, &ReadOptions::default());
                assert_eq!(read.records[0].date(DateField::Issued), Some(&date), "{text}");
            }
        }
    }
}

#[test]
fn the_biblatex_crate_reads_the_same() {
    let mut record = paper();
    let gogh =
        Person { family: "Gogh".into(), given: "Vincent".into(), prefix: "van".into(), ..Person::default() };
    record.contributors.clear();
    record.contribute(Role::Author, Name::Person(gogh));
    record.contribute(Role::Author, Name::person("Müller & Söhne", "Ana, B."));
    record.contribute(
        Role::Author,
        Name::Person(Person {
            family: "King".into(),
            given: "Martin".into(),
            suffix: "Jr.".into(),
            ..Person::default()
        }),
    );
    record.contribute(Role::Author, Name::literal("Barnes and Noble"));
    let math = Text::with_marks("H2O and x^2 {", vec![Mark::new(1..2, MarkKind::Subscript)]);
    record.set(Field::TitleShort, math);
    for format in [&BIBTEX, &BIBLATEX] {
        for ascii in [false, true] {
            let options = WriteOptions { ascii, ..WriteOptions::default() };
            let text = crate::write(format, &[record.clone()], &options);
            let read = Bibliography::parse(&text).expect("readable");
            let entry = read.get("lopes2021dna").expect("the entry");
            assert_eq!(entry.title().expect("a title").format_verbatim(), record.str(Field::Title));
            let names: Vec<_> = entry
                .author()
                .expect("authors")
                .into_iter()
                .map(|p| [p.prefix, p.name, p.suffix, p.given_name].join("|"))
                .collect();
            assert_eq!(
                names,
                ["van|Gogh||Vincent", "|Müller & Söhne||Ana, B.", "|King|Jr.|Martin", "|Barnes and Noble||"]
            );
            let date = entry.date().expect("a date");
            assert!(format!("{date:?}").contains("year: 2021, month: Some(4), day: Some(8)"), "{date:?}");
            assert_eq!(entry.doi().expect("a DOI"), "10.1000/a_b%c");
        }
    }
}

const LIBRARY: &str = r#"% What this is

@string{inv = "Journal of Invented Things"}

@Comment{kept {as} it is}

@ARTICLE{Key:1,
  Author = "Ana L{\'o}pez and Bo Li",
  TITLE = {A {DNA} study
           of \emph{X}},
  journal = inv # { (B)},
  year = 1999,
  Month = "10~" # jan,
  foo-bar = {b},
}
"#;

#[test]
fn an_entry_stays_in_its_dialect_to_the_letter() {
    for format in [&BIBTEX, &BIBLATEX] {
        assert_eq!(converted(format, LIBRARY, format, &WriteOptions::default()), LIBRARY);
    }
    let loose = "@ARTICLE(k, Title=\"T\",year = 1999 , month=jan)";
    let tidy = "@ARTICLE{k,\n  Title = \"T\",\n  year = 1999,\n  month = jan,\n}\n";
    assert_eq!(converted(&BIBTEX, loose, &BIBTEX, &WriteOptions::default()), tidy);
    let wide = WriteOptions { indent: Some(4), align: true, ..WriteOptions::default() };
    assert_eq!(
        converted(&BIBTEX, loose, &BIBTEX, &wide),
        "@ARTICLE{k,\n    Title        = \"T\",\n    year         = 1999,\n    month        = jan,\n}\n"
    );
}

#[test]
fn the_other_dialect_renames_and_rewrites() {
    let to_biblatex = converted(&BIBTEX, LIBRARY, &BIBLATEX, &WriteOptions::default());
    assert!(
        to_biblatex.contains("  journaltitle = inv # { (B)},\n  date = {1999-01-10},\n  foo-bar = {b},\n")
    );
    assert!(to_biblatex.contains("  TITLE = {A {DNA} study\n           of \\emph{X}},\n"));
    let biblatex = "@thesis{t,
  author = {family=Gogh, given=Vincent, prefix=van, useprefix=true},
  title = {Main {T}itle},
  subtitle = {Sub},
  type = {mathesis},
  institution = {A University},
  location = {Lisbon},
  date = {2020-05/2020-06},
  url = {http://a.b/c_d},
  titleaddon = {more},
}
";
    assert_eq!(
        converted(&BIBLATEX, biblatex, &BIBTEX, &WriteOptions::default()),
        "@mastersthesis{t,
  author = {van Gogh, Vincent},
  title = {Main {T}itle: Sub},
  school = {A University},
  address = {Lisbon},
  year = {2020},
  month = may # \"--\" # jun,
  url = {http://a.b/c_d},
  titleaddon = {more},
}
"
    );
}

#[test]
fn a_source_in_ascii_keeps_its_commands() {
    let text = "@misc{k,\n  title = {Caf\\'e é $α$ \\v{c}},\n  url = {http://a.b/é},\n}\n";
    let ascii = WriteOptions { ascii: true, ..WriteOptions::default() };
    assert_eq!(
        converted(&BIBTEX, text, &BIBTEX, &ascii),
        "@misc{k,\n  title = {Caf\\'e {\\'e} ${\\alpha}$ \\v{c}},\n  url = {http://a.b/%C3%A9},\n}\n"
    );
}

#[test]
fn whatever_is_not_written_is_said_to_be_lost() {
    for &kind in Kind::ALL {
        let mut record = Record::new(kind);
        record.key = "k".into();
        let mut tokens = Vec::new();
        for &field in Field::ALL {
            let token = format!("q{}zq", field.name().replace(['-', '_'], "x"));
            record.push(field, token.clone());
            tokens.push((field.name(), token));
        }
        for &role in Role::ALL {
            let token = format!("q{}Zq", role.name().replace('-', "x"));
            record.contribute(role, Name::literal(token.clone()));
            tokens.push((role.name(), token));
        }
        for (i, &field) in DateField::ALL.iter().enumerate() {
            let year = 3000 + i64::try_from(i).unwrap();
            record.set_date(field, Date::from_year(year));
            tokens.push((field.name(), year.to_string()));
        }
        record.keep("ris", "XX", "foreignzq");
        tokens.push(("ris:XX", "foreignzq".to_owned()));
        for format in [&BIBTEX, &BIBLATEX] {
            let mut out = Output::default();
            format.writer.expect("a writer").record(&record, &WriteOptions::default(), &mut out);
            let text = String::from_utf8(out.bytes).expect("UTF-8");
            for (name, token) in &tokens {
                let lost = out.losses.iter().any(|loss| loss.field == *name && loss.value == *token);
                assert!(text.contains(token.as_str()) != lost, "{name} of {kind} in {format:?}\n{text}");
            }
            let names: Vec<&str> = text.lines().filter_map(|line| line.split(" = ").next()).collect();
            let mut once = names.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), names.len(), "a field stands twice in {format:?}\n{text}");
        }
    }
}

#[test]
fn only_sound_fields_come_back_from_other_formats() {
    let mut record = Record::new(Kind::Book);
    record.key = "k".into();
    record.push(Field::Title, "T");
    for (name, value) in [
        ("file", "{a.pdf}"),
        ("owner", "\"me {\"}you\" # x # 12"),
        ("title", "{Another}"),
        ("bad", "{a}}, evil = {x}"),
        ("open", "{a"),
        ("empty", ""),
        ("a b", "{c}"),
        ("quote", "\"a\" b"),
    ] {
        record.keep("bibtex", name, value);
    }
    let mut out = Output::default();
    BIBTEX.writer.expect("a writer").record(&record, &WriteOptions::default(), &mut out);
    assert_eq!(
        String::from_utf8(out.bytes).unwrap(),
        "@book{k,\n  title = {T},\n  file = {a.pdf},\n  owner = \"me {\"}you\" # x # 12,\n}\n"
    );
    let lost: Vec<&str> = out.losses.iter().map(|loss| &*loss.field).collect();
    assert_eq!(
        lost,
        ["bibtex:title", "bibtex:bad", "bibtex:open", "bibtex:empty", "bibtex:a b", "bibtex:quote"]
    );
}

#[test]
fn orcids_annotate_names() {
    let mut record = Record::new(Kind::Book);
    record.key = "k".into();
    record.contribute(Role::Author, Name::person("Lopes", "Ana"));
    let orcid = ("ORCID".into(), "https://orcid.org/0000-0002-1825-0097".into());
    let place = ("affiliation".into(), "Nowhere".into());
    let person =
        Person { family: "Li".into(), given: "Bo".into(), extra: vec![orcid, place], ..Person::default() };
    record.contribute(Role::Author, Name::Person(person));
    let mut out = Output::default();
    BIBLATEX.writer.expect("a writer").record(&record, &WriteOptions::default(), &mut out);
    assert_eq!(
        String::from_utf8(out.bytes).unwrap(),
        "@book{k,\n  author = {Lopes, Ana and Li, Bo},\n  author+an:orcid = {2=\"0000-0002-1825-0097\"},\n  affiliation = {Nowhere},\n}\n"
    );
    assert!(out.losses.is_empty());
}

#[test]
fn preprints_have_eprints() {
    let mut record = Record::new(Kind::Article);
    record.key = "k".into();
    record.push(Field::Title, "T");
    record.push(Field::Number, "arXiv:2501.01234");
    // On the way back a state of publication tells it from a web page; `@misc` says nothing,
    // but its eprint does.
    let misc = "@misc{k,\n  title = {T},\n  eprint = {2501.01234},\n  archiveprefix = {arXiv},\n}\n";
    let online = "@online{k,\n  title = {T},\n  pubstate = {prepublished},\n  eprint = {2501.01234},\n  \
                  eprinttype = {arxiv},\n}\n";
    for (format, expected) in [(&BIBTEX, misc), (&BIBLATEX, online)] {
        let mut out = Output::default();
        format.writer.expect("a writer").record(&record, &WriteOptions::default(), &mut out);
        assert_eq!(out.losses, []);
        let text = String::from_utf8(out.bytes).unwrap();
        assert_eq!(text, expected);
        let read = crate::read(format, &text, &ReadOptions::default());
        assert_eq!((read.records[0].kind, read.records[0].has(Field::Status)), (Kind::Article, false));
    }
}

#[test]
fn a_thesis_of_no_kind_is_no_phd_thesis() {
    let mut record = Record::new(Kind::Thesis);
    record.key = "k".into();
    assert_eq!(written(&BIBTEX, &record), "@phdthesis{k,\n  type = {Thesis},\n}\n");
    assert_eq!(written(&BIBLATEX, &record), "@thesis{k,\n}\n");
    let source = "@thesis{k,\n  title = {T},\n}\n";
    assert_eq!(
        converted(&BIBLATEX, source, &BIBTEX, &WriteOptions::default()),
        "@phdthesis{k,\n  type = {Thesis},\n  title = {T},\n}\n"
    );
}
