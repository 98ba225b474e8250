//! What the tags of the Web of Science say.

use std::sync::LazyLock;

use crate::format::shared::tagged::group::WHOLES;
use crate::format::shared::tagged::{On, Place, Row, Table, row};
use crate::record::{DateField, Field, Kind, Role};

use On::{Any, In, Not};
use Place::{Date, Doi, FirstPage, Keywords, Language, LastPage, Names, Serial, Text, Year};

const PATENT: &[Kind] = &[Kind::Patent];

/// The tags in the order of Clarivate's list. Of those that share a place the first says it.
#[rustfmt::skip]
static READ: &[Row] = &[
    row("PT", Place::Kind, Any),
    row("AU", Names(Role::Author), Any),
    row("AF", Names(Role::Author), Any),
    row("BE", Names(Role::Editor), Any),
    row("ED", Names(Role::Editor), Any),
    row("TI", Text(Field::Title), Any),
    row("SO", Text(Field::ContainerTitle), Not(WHOLES)),
    row("SE", Text(Field::CollectionTitle), Any),
    row("LA", Language, Any),
    row("CT", Text(Field::EventTitle), Any),
    row("CY", Date(DateField::EventDate), Not(PATENT)),
    row("CL", Text(Field::EventPlace), Any),
    row("DE", Keywords, Any),
    row("ID", Keywords, Any),
    row("AB", Text(Field::Abstract), Any),
    row("PU", Text(Field::Publisher), Any),
    row("PI", Text(Field::PublisherPlace), Any),
    row("SN", Serial, Any),
    row("EI", Serial, Any),
    row("BN", Serial, Any),
    row("JI", Text(Field::ContainerTitleShort), Any),
    row("J9", Text(Field::ContainerTitleShort), Any),
    row("PD", Date(DateField::Issued), Not(PATENT)),
    row("PY", Year, Any),
    row("VL", Text(Field::Volume), Any),
    row("IS", Text(Field::Issue), Any),
    row("PN", Text(Field::Number), In(PATENT)),
    row("PN", Text(Field::PartNumber), Any),
    row("SU", Text(Field::SupplementNumber), Any),
    row("MA", Text(Field::Number), Any),
    row("BP", FirstPage, Any),
    row("EP", LastPage, Any),
    // INSPEC's, in one.
    row("PS", FirstPage, Any),
    row("AR", Text(Field::Eid), Any),
    row("DI", Doi, Any),
    row("D2", Doi, In(WHOLES)),
    row("EA", Date(DateField::AvailableDate), Any),
    row("PG", Text(Field::NumberOfPages), In(WHOLES)),
    row("PM", Text(Field::Pmid), Any),
];

/// The tags.
pub(super) static TAGS: LazyLock<Table> = LazyLock::new(|| Table::new(&[], READ));

/// Tags whose value is a list with an item a line, or separated by semicolons in a table.
pub(super) const LISTS: &[&str] = &["AU", "AF", "BA", "BF", "BE", "ED", "CA", "GP", "AE"];

/// The tags of Clarivate's lists, in their order, which are the columns of a table.
#[rustfmt::skip]
pub(super) const COLUMNS: &[&str] = &[
    "PT", "AU", "BA", "BE", "GP", "AF", "BF", "CA", "TI", "SO", "SE", "BS", "LA", "DT", "CT", "CY", "CL",
    "SP", "HO", "DE", "ID", "AB", "C1", "C3", "RP", "EM", "RI", "OI", "FU", "FP", "FX", "CR", "NR", "TC",
    "Z9", "U1", "U2", "PU", "PI", "PA", "SN", "EI", "BN", "J9", "JI", "PD", "PY", "VL", "IS", "PN", "SU",
    "SI", "MA", "BP", "EP", "AR", "DI", "DL", "D2", "EA", "EY", "PG", "P2", "WC", "WE", "SC", "GA", "PM",
    "UT", "OA", "HC", "HP", "DA", "ED", "AE", "DC", "MC", "IP", "AD", "FD", "PS", "Z1", "Z2", "Z3", "Z4",
    "Z5", "Z6", "Z7", "Z8", "ZB", "ZR", "ZS", "ZA", "C2", "DP", "MI", "OR", "DS", "GE", "MQ", "CC", "NT",
];
