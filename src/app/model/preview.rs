//! The document of the open ticket as it will look, and what it was made from.

use crate::export::{Audience, Preview};
use crate::ticket::TicketId;

/// What a preview was made from.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Source {
    pub(super) ticket: TicketId,
    pub(super) events: usize,
    pub(super) complaint: String,
    pub(super) audience: Audience,
    pub(super) removed_words: Vec<String>,
}

/// A preview and what it was made from.
#[derive(Clone, Debug)]
pub struct ShownPreview {
    pub(super) source: Source,
    /// The pages.
    pub preview: Preview,
}
