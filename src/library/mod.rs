//! Operations on records.

pub mod check;
pub mod keys;
