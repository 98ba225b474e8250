//! ACL Anthology: pages of people, volumes, events and single papers.
//!
//! ```text
//! people = owner NL note* BL BL ( year NL BL entry* )* [ tail ]
//! volume = title NL BL [ editors " (Editors)" NL ] BL BL ( label ":" NL [ value NL ] )+ BL entry*
//! event  = name " (" year ")" NL ( heading | entry )*
//! paper  = title NL BL authors NL BL BL "Abstract" NL abstract NL ( label ":" NL [ value NL ] )+
//! entry  = [ marker NL ] title NL authors NL [ venue NL [ authors NL venue NL ] ] BL [ abstract NL BL ]
//!        | abstract NL
//! ```
//!
//! Which blank lines, markers, headings and repetitions are there depends on how the text
//! was taken from the page, and changes within one page; so what a line is follows from
//! the lines around it. See `forms` for the entries.

mod build;
mod context;
mod forms;
mod labels;
mod marks;
mod start;
mod venue;
mod walk;

use super::start as start_walk;
use crate::format::{Confidence, Format, ReadOptions, Reader, Start};

/// ACL Anthology pages.
pub const ACL_ANTHOLOGY: Format = Format {
    name: FAMILY,
    aliases: &["acl"],
    extensions: &["txt"],
    about: "Text copied from an ACL Anthology page of a person, volume, event or paper",
    sniff: |text| Confidence::Certain.when(start::is_page(text)),
    begins: Some(start::begins),
    reader: Some(&Page),
    writer: None,
};

const FAMILY: &str = "acl-anthology";

struct Page;

impl Reader for Page {
    fn start(&self, _options: &ReadOptions) -> Start {
        start_walk(walk::Anthology::default())
    }
}
