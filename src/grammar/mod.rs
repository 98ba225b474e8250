//! Grammars that several formats share.

pub(crate) mod csv;
pub(crate) mod dates;
pub(crate) mod entity;
pub(crate) mod json;
pub(crate) mod markup;
pub(crate) mod tagged;
pub mod xml;
pub mod yaml;
