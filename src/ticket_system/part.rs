//! The part of a document that becomes a comment.

use crate::export::{Block, Span};

/// What is written of a document.
pub(super) struct Part<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its blocks that fit.
    pub blocks: &'a [Block],
    /// Its last line.
    pub footer: &'a [Span],
    /// What says that something was left out, if it was.
    pub shortened: Option<&'a str>,
}
