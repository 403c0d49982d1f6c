//! The way to and from the ticket system that a helpdesk works in. Nothing here speaks to one: what
//! comes is shown before it is used, and what leaves goes to the clipboard or the browser.
//!
//! ```text
//! arrival.rs   what fills a new ticket, read from an address and kept in the store until it is decided
//! address.rs   the page of a ticket in one's own system, from a template
//! system.rs    the systems, with the markup and the length that their comments take
//! comment.rs   a document as a comment for one of them, part.rs as much as fits: markdown.rs, html.rs
//! ```

mod address;
mod arrival;
mod comment;
mod html;
mod markdown;
mod part;
mod system;

pub use address::{AddressTemplate, TemplateError, TicketAddress};
pub use arrival::{Arrival, ArrivalError, MOST_ADDRESS, MOST_NAME, MOST_REFERENCE, MOST_TEXT};
pub use comment::{Comment, comment};
pub use system::{Markup, TicketSystem};
