//! A ticket as a document: a checklist for the customer or the helpdesk, or the escalation packet for
//! the next level of support. Knows `ticket`, `evidence`, `diagnosis` and `kb`.
//!
//! ```text
//! context.rs    what documents are made from, and the parts that they share
//! customer.rs   the customer's checklist; internal.rs the helpdesk's; packet.rs the escalation packet
//! history.rs    events in words
//! inspected.rs  what exported files showed
//! words.rs      text typed by its audience; document.rs a document of it; blocks.rs what it is made of;
//!               removal.rs blocks without words
//! format.rs     the formats, one file for each: html.rs, pdf/, markdown.rs, text.rs, comment.rs, json.rs
//! users.rs      affected users as CSV; csv.rs cells that are not formulas
//! redacted_copy.rs a file without its secrets
//! ```

mod blocks;
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
mod letterhead;
pub mod logo;
pub(crate) mod markdown;
mod packet;
mod pdf;
pub mod redacted_copy;
mod removal;
mod speaker;
mod step_to_do;
mod text;
pub mod users;
mod walkthrough;
mod words;

pub use comment::write_within as plain_comment;
pub use context::DocumentContext;
pub use customer::for_customers;
pub use document::{
    Block, Clicks, CustomerDocument, Document, Image, InternalDocument, Picture, Png, Table, Tick,
};
pub use format::{
    Audience, DocumentKind, Format, WriteError, document, preview, with_secrets_masked, write,
};
pub use history::{HistoryEntry, describe_event, history};
pub use internal::for_insiders;
pub use json::{
    ImportError, Imported, looks_like_ticket, read as read_json, read_file as read_ticket_file,
};
pub use letterhead::{
    DocumentPreferences, Letterhead, SETTING as LETTERHEAD_SETTING, UnreadablePreferences,
    customers_zone, readable_or_default,
};
pub use packet::for_next_level;
pub use pdf::{PageItem, PagePreview, pages};
pub use speaker::Speaker;
pub use walkthrough::walkthrough as for_one_alone;
pub use words::{Customers, Insiders, Known, Span, Words, text_of};
