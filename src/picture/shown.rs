//! What is shown of a step. It is made from the knowledge base and from how the steps ended, so that
//! no name, address or note of a ticket can be in it.

use crate::kb::{KnowledgeBase, Step};
use crate::ticket::StepResult;

/// How far one step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It was done.
    Done,
    /// It ended otherwise: it was skipped or did not help.
    Ended,
    /// It is the one shown.
    Now,
    /// It is still to come.
    ToCome,
}

impl Progress {
    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Ended => "not done",
            Self::Now => "shown now",
            Self::ToCome => "to come",
        }
    }
}

/// A step as anybody may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its number in the fix, from 1; the same as in the checklist.
    pub number: usize,
    /// The console it is done in; nothing where it is done elsewhere.
    pub product: Option<String>,
    /// What to do, in a few words.
    pub title: String,
    /// The menu path to the page.
    pub breadcrumb: Vec<String>,
    /// What to do, in full, with `**bold**` for what is written on the screen.
    pub action: String,
    /// What you should then see; empty where that follows on another picture.
    pub see: String,
    /// How far every step of the fix is, in order.
    pub progress: Vec<Progress>,
}

impl Shown {
    /// What is shown of every step of a fix, in order, given how each ended.
    pub fn steps(kb: &KnowledgeBase, steps: &[(&Step, Option<StepResult>)]) -> Vec<Self> {
        (0..steps.len()).filter_map(|at| Self::step(kb, steps, at)).collect()
    }

    /// What is shown of one of the steps of a fix; nothing where it has no such step.
    pub fn step(
        kb: &KnowledgeBase,
        steps: &[(&Step, Option<StepResult>)],
        at: usize,
    ) -> Option<Self> {
        let (step, _) = steps.get(at)?;
        let link = step.link.as_ref().and_then(|id| kb.link(id));
        let progress = steps.iter().enumerate().map(|(other, (_, result))| match result {
            _ if other == at => Progress::Now,
            Some(StepResult::Done) => Progress::Done,
            Some(StepResult::Skipped | StepResult::NoEffect) => Progress::Ended,
            None => Progress::ToCome,
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

    /// "Step 3 of 5".
    pub fn place(&self) -> String {
        format!("Step {} of {}", self.number, self.progress.len())
    }
}
