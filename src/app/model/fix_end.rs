//! The end of a fix: whether it works now, and what follows each answer.

use jiff::Timestamp;

use super::open_ticket::OpenTicket;
use crate::kb::{Cause, Method, Step};
use crate::ticket::{EventKind, StepResult};

/// A step that was done and changed something that can be changed back.
pub struct Changed<'a> {
    /// The step.
    pub step: &'a Step,
    /// When it was done.
    pub at: Timestamp,
}

impl OpenTicket {
    /// Whether the end of the fix is in view, which asks whether it works: no step is left, or the fix
    /// did not help, and no step was chosen in the list.
    pub fn is_at_end(&self) -> bool {
        self.step.is_none() && self.has_end()
    }

    /// Whether the fix in hand has come to its end.
    pub fn has_end(&self) -> bool {
        let (ticket, kb) = (self.ticket(), self.kb());
        let has_steps = !self.steps().is_empty();
        has_steps && (ticket.current_step(kb).is_none() || ticket.has_current_fix_failed(kb))
    }

    /// Whether the end of a fix is in view, and it is still open how it went.
    pub fn asks_if_it_works(&self) -> bool {
        self.is_at_end() && self.ticket().outcome.is_none()
    }

    /// Whether it may work now: it is asked, and the fix in hand is not known to have failed.
    pub fn may_work(&self) -> bool {
        self.asks_if_it_works() && !self.ticket().has_current_fix_failed(self.kb())
    }

    /// When every change of the fix in hand has taken hold at the latest; `None` if nothing waits.
    pub fn works_by(&self) -> Option<Timestamp> {
        let ends = self.steps().into_iter().filter_map(|step| {
            let wait = step.wait.as_ref()?;
            let record = self.ticket().current_record(self.kb(), step)?;
            wait.ends(record.at).filter(|_| record.result == StepResult::Done)
        });
        ends.max()
    }

    /// The method after the one in hand that has not failed yet, with the cause.
    pub fn other_method(&self) -> Option<(&Cause, &Method)> {
        let (cause, in_hand) = self.ticket().current_fix(self.kb())?;
        let at = cause.methods.iter().position(|method| method.id == in_hand.id)?;
        let others = cause.methods.iter().cycle().skip(at + 1).take(cause.methods.len() - 1);
        let failed = |method: &Method| {
            self.ticket().steps.iter().any(|((of, on, _), record)| {
                *of == cause.id && *on == method.id && record.result == StepResult::NoEffect
            })
        };
        others.into_iter().find(|method| !failed(method)).map(|method| (cause, method))
    }

    /// What was changed by the steps of the fix in hand and can be changed back.
    pub fn changed(&self) -> Vec<Changed<'_>> {
        let steps = self.steps().into_iter();
        let changed = steps.filter(|step| step.risk.is_some() || step.change.is_some());
        let changed = changed.filter_map(|step| {
            let record = self.ticket().current_record(self.kb(), step)?;
            let is_done = record.result != StepResult::Skipped;
            is_done.then_some(Changed { step, at: record.at })
        });
        changed.collect()
    }

    /// The event that says that the fix in hand did not help; `None` if that is known.
    pub fn failure(&self) -> Option<EventKind> {
        let (cause, method) = self.ticket().current_fix(self.kb())?;
        if self.ticket().has_current_fix_failed(self.kb()) {
            return None;
        }
        let step = self.steps().last()?.id.clone();
        let (cause, method) = (cause.id.clone(), method.id.clone());
        let result = StepResult::NoEffect;
        Some(EventKind::Stepped { step, cause, method, result, wait_until: None })
    }
}
