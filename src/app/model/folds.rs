//! What is folded and unfolded on the screens of one ticket, kept while the window is open.

use std::collections::BTreeSet;

use crate::app::command::Fold;
use crate::kb::{CauseId, SymptomId};

/// What is folded and unfolded in one ticket.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folds {
    changed: BTreeSet<Fold>,
    /// The causes whose why is unfolded below their row.
    pub causes: BTreeSet<CauseId>,
    /// The causes of which all reasons are shown, not the strongest alone.
    pub reasons: BTreeSet<CauseId>,
    /// The finding whose quote is unfolded.
    pub finding: Option<SymptomId>,
}

impl Folds {
    /// Whether a part is open.
    pub fn is_open(&self, fold: Fold) -> bool {
        self.changed.contains(&fold) != fold.is_open_at_first()
    }

    /// Opens a part, or closes it.
    pub fn set(&mut self, fold: Fold, is_open: bool) {
        if self.is_open(fold) != is_open && !self.changed.remove(&fold) {
            self.changed.insert(fold);
        }
    }
}
