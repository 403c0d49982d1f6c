//! What comes next in a ticket: the next fix, the next method.

use super::open_ticket::OpenTicket;
use crate::app::settings::navigation::Screen;
use crate::diagnosis::{Next, RankedCause};
use crate::kb::{CauseId, MethodId};

impl OpenTicket {
    /// The fix to try if the one in hand does not help: the one the diagnosis suggests, else the most
    /// likely one not yet tried. `None` if none is left.
    pub fn next_fix(&self) -> Option<&RankedCause> {
        let tried = self.ticket().tried();
        let in_hand = self.ticket().fix.as_ref().map(|fix| &fix.cause);
        let is_open = |c: &&RankedCause| Some(&c.id) != in_hand && !tried.contains(&c.id);
        let causes = &self.diagnosis.causes;
        let suggested = match &self.diagnosis.next {
            Next::Try { cause, .. } => causes.iter().filter(is_open).find(|c| c.id == *cause),
            Next::Ask { .. } | Next::AskScreen | Next::Escalate => None,
        };
        suggested.or_else(|| causes.iter().find(is_open))
    }

    /// Whether the diagnosis suggests handing the ticket over.
    pub fn is_to_hand_over(&self) -> bool {
        self.diagnosis.next == Next::Escalate
    }

    /// The cause whose fix `FixCommand::StartSuggested` starts on a screen: the one whose button shows
    /// the key. `None` if no button does.
    pub fn suggested_fix(&self, screen: Screen) -> Option<&CauseId> {
        match (screen, &self.diagnosis.next) {
            (Screen::Diagnose, Next::Try { cause, .. }) => self.picked.is_none().then_some(cause),
            (Screen::Diagnose, Next::Ask { .. }) => self.next_fix().map(|next| &next.id),
            (Screen::Fix, _) if self.ticket().has_current_fix_failed(self.kb()) => {
                self.next_fix().map(|next| &next.id)
            }
            _ => None,
        }
    }

    /// Whether the fix of a cause is in hand.
    pub fn has_in_hand(&self, cause: &CauseId) -> bool {
        self.ticket().fix.as_ref().is_some_and(|fix| fix.cause == *cause)
    }

    /// The method after the one in hand; after the last, the first. `None` if there is only one.
    pub fn next_method(&self) -> Option<(CauseId, MethodId)> {
        let (cause, in_hand) = self.ticket().current_fix(self.kb())?;
        let at = cause.methods.iter().position(|method| method.id == in_hand.id)?;
        let next = &cause.methods[(at + 1) % cause.methods.len()];
        (next.id != in_hand.id).then(|| (cause.id.clone(), next.id.clone()))
    }
}
