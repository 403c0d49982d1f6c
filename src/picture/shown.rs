//! What is shown of a step. It is made only from the knowledge base and the results of steps, so that
//! it cannot contain a name, address or note of a ticket.

use crate::kb::{KnowledgeBase, Step};
use crate::ticket::StepResult;

/// The progress of one step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepProgress {
    /// Done.
    Done,
    /// Skipped, or done without effect.
    Ended,
    /// Shown now.
    Now,
    /// To be done.
    ToDo,
}

impl StepProgress {
    /// Returns the progress as shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Ended => "skipped or did not help",
            Self::Now => "shown now",
            Self::ToDo => "to do",
        }
    }
}

/// A step as anyone may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its number in the fix, from 1; the same as in the checklist.
    pub number: usize,
    /// The console in which it is done; `None` if it is done elsewhere.
    pub product: Option<String>,
    /// The title.
    pub title: String,
    /// The menu path to the page.
    pub breadcrumb: Vec<String>,
    /// The instructions, with `**bold**` for what is written on the screen.
    pub action: String,
    /// What you should see afterwards; empty if that is on another picture.
    pub see: String,
    /// The progress of every step of the fix, in order.
    pub progress: Vec<StepProgress>,
}

impl Shown {
    /// Returns what is shown of every step of a fix, given their results.
    pub fn steps(kb: &KnowledgeBase, steps: &[(&Step, Option<StepResult>)]) -> Vec<Self> {
        (0..steps.len()).filter_map(|at| Self::step(kb, steps, at)).collect()
    }

    /// Returns what is shown of one step of a fix; `None` if it has no such step.
    pub fn step(
        kb: &KnowledgeBase,
        steps: &[(&Step, Option<StepResult>)],
        at: usize,
    ) -> Option<Self> {
        let (step, _) = steps.get(at)?;
        let link = step.link.as_ref().and_then(|id| kb.link(id));
        let progress = steps.iter().enumerate().map(|(other, (_, result))| match result {
            _ if other == at => StepProgress::Now,
            Some(StepResult::Done) => StepProgress::Done,
            Some(StepResult::Skipped | StepResult::NoEffect) => StepProgress::Ended,
            None => StepProgress::ToDo,
        });
        Some(Self {
            number: at + 1,
            product: link.map(|link| link.product.name().to_owned()),
            title: step.title.clone(),
            breadcrumb: link.map_or_else(Vec::new, |link| link.breadcrumb.clone()),
            action: step.action.clone(),
            see: step.see.clone(),
            progress: progress.collect(),
        })
    }

    /// Returns the position as text: "Step 3 of 5".
    pub fn position(&self) -> String {
        format!("Step {} of {}", self.number, self.progress.len())
    }
}
