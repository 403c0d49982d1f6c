//! How the open ticket is about to end, before it is recorded, and its document as it was saved last.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::app::command::Ending;
use crate::app::effects::platform::DocumentMark;

/// What is chosen for the end of a ticket.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EndingDraft {
    /// How it ends or goes on; `None` until it is chosen.
    pub choice: Option<Ending>,
    /// When it goes on; `None` for the time that is suggested.
    pub until: Option<Timestamp>,
    /// The document as it was saved last.
    pub saved: Option<SavedDocument>,
    /// Whether the path of the document is typed, because no dialog opened.
    pub types_path: bool,
}

/// A document that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedDocument {
    /// Where it is.
    pub path: PathBuf,
    /// Which document it is, and as of when.
    pub mark: DocumentMark,
}
