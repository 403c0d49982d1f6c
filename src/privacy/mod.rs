//! Two kinds of text that must not be mixed up: what a customer may read, and what stays inside.
//! Knows nothing of the program, so that every layer can use it. `secrets.rs` finds what must not
//! be stored at all, `quote.rs` cuts and masks what is quoted, `redaction.rs` takes words out of what
//! leaves.

pub mod quote;
pub mod redaction;
pub mod secrets;
mod text;

pub use text::{CustomerText, InternalText};
