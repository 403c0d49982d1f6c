//! What is shown of a step. It is made only from the knowledge base and the results of steps, so that
//! it cannot contain a name, address or note of a ticket.

use crate::kb::scene::{Click, Scene};
use crate::kb::{KnowledgeBase, Link, Step};
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

/// The page of a step, to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// What stands on it.
    pub scene: Scene,
    /// Where it is.
    pub link: Link,
    /// What to do on it, in order.
    pub clicks: Vec<Click>,
}

impl Page {
    /// The page of a step; `None` if it is not drawn.
    pub fn of(kb: &KnowledgeBase, step: &Step) -> Option<Self> {
        let link = kb.link(step.link.as_ref()?)?.clone();
        Some(Self { scene: step.scene.clone()?, link, clicks: step.clicks.clone() })
    }

    /// What the drawing is called: what screen readers say of it.
    pub fn caption(&self) -> String {
        format!("Drawing of {} in {}", self.link.page, self.link.product.name())
    }
}

/// A step as anyone may see it.
#[derive(Clone, Debug, PartialEq)]
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
    /// The page with what to do on it; `None` if it is not drawn.
    pub page: Option<Page>,
    /// How long it takes to work, as a heading: "Takes up to 24 hours".
    pub wait: Option<String>,
    /// What the customer has to know before it is done.
    pub warning: Option<String>,
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
            page: Page::of(kb, step),
            wait: step.wait.as_ref().map(|wait| match wait.hours {
                1.0 => "Takes up to an hour".to_owned(),
                hours => format!("Takes up to {hours} hours"),
            }),
            warning: step.warning_customer.clone(),
            see: step.see.clone(),
            progress: progress.collect(),
        })
    }

    /// Returns the position as text: "Step 3 of 5".
    pub fn position(&self) -> String {
        format!("Step {} of {}", self.number, self.progress.len())
    }
}
