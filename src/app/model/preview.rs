//! The document of Wrap up as its readers get it. Laying it out takes longer than a frame, so it is done in
//! the background, again whenever something changes.

use std::sync::Arc;

use crate::export::{Audience, Letterhead, PagePreview};
use crate::ticket::TicketId;

/// The pages, and what they are of.
#[derive(Clone, Debug, Default)]
pub struct DocumentPreview {
    /// What was asked for last.
    pub(super) asked: Option<Previewed>,
    /// Whether the pages asked for are still to come.
    pub(super) is_awaited: bool,
    /// The pages that came last, with their ticket and audience.
    pub(super) pages: Option<(TicketId, Audience, Arc<Vec<PagePreview>>)>,
}

/// What the pages depend on.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Previewed {
    pub(super) ticket: TicketId,
    /// The number of its events. The complaint that is being typed becomes one after a moment.
    pub(super) events: usize,
    pub(super) audience: Audience,
    pub(super) with_pictures: bool,
    pub(super) letterhead: Letterhead,
    pub(super) removed_words: Vec<String>,
    /// Documents tell times to the minute.
    pub(super) minute: i64,
}
