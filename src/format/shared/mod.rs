//! What several formats share: neither grammar nor format of its own.

pub(crate) mod affiliations;
pub(crate) mod attachments;
pub(crate) mod carried;
pub(crate) mod csl;
pub(crate) mod dblp;
pub(crate) mod endnote;
pub(crate) mod extent;
pub(crate) mod json;
pub(crate) mod medline;
pub(crate) mod relators;
pub(crate) mod tagged;
pub(crate) mod xml;
pub(crate) mod yaml_node;
pub(crate) mod yaml_scalar;
pub(crate) mod zotero;
