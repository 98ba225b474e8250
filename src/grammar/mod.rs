//! Grammars that several formats share.

pub mod yaml;
