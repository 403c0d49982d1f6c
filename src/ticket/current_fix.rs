//! Where the fix in hand stands: its steps, how they ended, and which is next.

use jiff::Timestamp;

use super::event::StepResult;
use super::fold::Ticket;
use super::records::{ProofRecord, StepOfMethod, StepRecord};
use crate::kb::{Cause, CauseId, KnowledgeBase, Method, Step};

impl Ticket {
    /// Returns the cause and method of the current fix; `None` if no fix was started, or if the
    /// knowledge base lacks it.
    pub fn current_fix<'a>(&self, kb: &'a KnowledgeBase) -> Option<(&'a Cause, &'a Method)> {
        let fix = self.fix.as_ref()?;
        let cause = kb.cause(&fix.cause)?;
        Some((cause, cause.method(fix.method.as_ref())?))
    }

    /// Returns the steps of the current fix, the confirmation last.
    pub fn current_steps<'a>(&self, kb: &'a KnowledgeBase) -> Vec<&'a Step> {
        self.current_fix(kb).map_or_else(Vec::new, |(cause, method)| kb.steps_of(cause, method))
    }

    /// Returns the result of a step of a method. A step that has to be done only once counts
    /// wherever it was done, and any step where it was done for another method of the same cause; but
    /// whether a repair works is found out for each method.
    pub fn record(&self, cause: &Cause, method: &Method, step: &Step) -> Option<StepRecord> {
        let here = (cause.id.clone(), method.id.clone(), step.id.clone());
        let elsewhere = |(at, record): (&StepOfMethod, &StepRecord)| {
            let is_shared = step.once || (at.0 == cause.id && step.id != cause.confirm.id);
            (is_shared && at.2 == step.id && record.result == StepResult::Done).then_some(*record)
        };
        self.steps.get(&here).copied().or_else(|| self.steps.iter().find_map(elsewhere))
    }

    /// Returns the result of a step of the current fix.
    pub fn current_record(&self, kb: &KnowledgeBase, step: &Step) -> Option<StepRecord> {
        let (cause, method) = self.current_fix(kb)?;
        self.record(cause, method, step)
    }

    /// Returns what proves that a step of a method worked; `None` if nothing does.
    pub fn proof(&self, cause: &Cause, method: &Method, step: &Step) -> Option<&ProofRecord> {
        self.proofs.get(&(cause.id.clone(), method.id.clone(), step.id.clone()))
    }

    /// Returns when the step before this one of the current fix ended; `None` if none did. What happened
    /// before that is older than the change that this step makes.
    pub fn changed_since(&self, kb: &KnowledgeBase, step: &Step) -> Option<Timestamp> {
        let before = self.current_steps(kb).into_iter().take_while(|other| other.id != step.id);
        before.filter_map(|other| self.current_record(kb, other)).map(|record| record.at).max()
    }

    /// Returns the steps of the current fix with their results.
    pub fn current_results<'a>(
        &self,
        kb: &'a KnowledgeBase,
    ) -> Vec<(&'a Step, Option<StepResult>)> {
        let steps = self.current_steps(kb).into_iter();
        steps
            .map(|step| (step, self.current_record(kb, step).map(|record| record.result)))
            .collect()
    }

    /// Returns the causes whose fix had no effect, by id.
    pub fn tried(&self) -> Vec<CauseId> {
        let failed = self.steps.iter().filter(|(_, record)| record.result == StepResult::NoEffect);
        let mut tried: Vec<CauseId> = failed.map(|((cause, _, _), _)| cause.clone()).collect();
        tried.dedup();
        tried
    }

    /// Returns whether the current fix was tried and had no effect.
    pub fn has_current_fix_failed(&self, kb: &KnowledgeBase) -> bool {
        self.current_fix(kb).is_some_and(|(current, current_method)| {
            self.steps.iter().any(|((cause, method, _), record)| {
                *cause == current.id
                    && *method == current_method.id
                    && record.result == StepResult::NoEffect
            })
        })
    }

    /// Returns how many steps of the current fix have ended, and how many there are.
    pub fn progress(&self, kb: &KnowledgeBase) -> (usize, usize) {
        let steps = self.current_steps(kb);
        let ended = steps.iter().filter(|step| self.current_record(kb, step).is_some()).count();
        (ended, steps.len())
    }

    /// Returns the first step of the current fix that has not ended.
    pub fn current_step<'a>(&self, kb: &'a KnowledgeBase) -> Option<&'a Step> {
        let mut steps = self.current_steps(kb).into_iter();
        steps.find(|step| self.current_record(kb, step).is_none())
    }
}
