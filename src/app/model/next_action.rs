//! What comes next in a ticket: the next fix, the next method.

use super::open_ticket::OpenTicket;
use crate::app::settings::navigation::Screen;
use crate::diagnosis::{Next, RankedCause};
use crate::kb::{CauseId, LinkId, SymptomId};

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

    /// The symptom the answer keys are for: the one picked, else the one asked about.
    pub fn symptom_in_question(&self) -> Option<&SymptomId> {
        self.picked.as_ref().or(match &self.diagnosis.next {
            Next::Ask { symptom, .. } => Some(symptom),
            Next::AskScreen | Next::Try { .. } | Next::Escalate => None,
        })
    }

    /// The pages on which the symptom in question can be looked up.
    pub fn places_to_look(&self) -> &[LinkId] {
        let symptom = self.symptom_in_question().and_then(|id| self.kb().symptom(id));
        symptom.map_or(&[], |symptom| &symptom.places)
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
            _ => None,
        }
    }

    /// Whether the fix of a cause is in hand.
    pub fn has_in_hand(&self, cause: &CauseId) -> bool {
        self.ticket().fix.as_ref().is_some_and(|fix| fix.cause == *cause)
    }

    /// Whether the fix in hand has more than one method.
    pub fn has_other_methods(&self) -> bool {
        let fix = self.ticket().current_fix(self.kb());
        fix.is_some_and(|(cause, _)| cause.methods.len() > 1)
    }
}
