//! Operations on records.

pub mod keys;
