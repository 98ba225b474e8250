//! How lists are spelled.

pub(super) mod html;
pub(super) mod markdown;
pub(super) mod text;
