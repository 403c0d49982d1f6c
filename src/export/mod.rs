//! A ticket out as a document: a checklist for the customer or for the helpdesk, or the packet for
//! the next level. Knows `ticket`, `evidence`, `diagnosis` and `kb`.
//!
//! ```text
//! run.rs        what documents are made from, and what they say alike
//! customer.rs   the customer's checklist; internal.rs the helpdesk's; packet.rs the escalation packet
//! history.rs    events in words
//! words.rs      words, whose readers are part of their type; document.rs blocks made of them
//! format.rs     the formats, and one file for each: html.rs, pdf/, markdown.rs, text.rs, comment.rs, json.rs
//! visible.rs    characters that would hide something; csv.rs cells that are no formulas
//! users.rs      affected users as CSV; inspected.rs what exported files showed, in documents
//! file.rs       a file replaced whole or not at all; clean_copy.rs a file without its secrets
//! ```

pub mod clean_copy;
pub mod comment;
mod context;
pub mod csv;
mod customer;
mod document;
mod format;
mod history;
mod html;
mod inspected;
mod internal;
mod json;
mod markdown;
mod packet;
mod pdf;
mod text;
pub mod users;
mod words;

pub use context::{DocumentContext, StepPictures};
pub use customer::for_customers;
pub use document::{Block, CustomerDocument, Document, InternalDocument, Picture, Png, Tick};
pub use format::{Audience, Format, Kind, WriteError, document, write};
pub use history::{Entry, happened, history};
pub use internal::for_insiders;
pub use json::{
    ImportError, Imported, looks_like_ticket, read as read_json, read_file as read_ticket_file,
};
pub use packet::for_next_level;
pub use words::{Customers, Insiders, Known, Span, Words, text_of};
