//! JSON, one item at a time.
//!
//! A list is cut between its items ([`Items`]) with the structure of JSON alone; each item
//! is read in place ([`Lexer`], [`Object`]), its strings slices of the input, and forgotten.
//! What is broken costs its own item at most. Depth does not matter: what is passed over
//! is passed over without recursion.

pub(crate) mod compact;
pub(crate) mod escape;
mod lexer;
mod object;
mod split;
mod write;

pub(crate) use lexer::{Broken, Lexer, Quoted, Value, elements, members};
pub(crate) use object::{Member, Object, kept};
pub(crate) use split::{Items, Read};
pub(crate) use write::{Layout, escaped};
