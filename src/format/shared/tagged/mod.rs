//! What the formats of tagged lines share (RIS, MEDLINE, EndNote's and RefWorks' tags,
//! Web of Science, Ovid): tables that say what a tag means, how a record comes of its
//! fields, and how fields come of a record.

pub(crate) mod date;
mod draft;
pub(crate) mod echo;
pub(crate) mod emit;
pub(crate) mod entry;
pub(crate) mod group;
pub(crate) mod lines;
pub(crate) mod serial;
mod table;
pub(crate) mod work;

pub(crate) use draft::Draft;
pub(crate) use table::{On, Place, Row, Table, row};
