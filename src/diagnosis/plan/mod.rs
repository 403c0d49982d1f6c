//! What to do next, by expected cost of repair in minutes of the technician's time.
//!
//! ```text
//! situation.rs what is believed and proven, what fixes and questions cost: all that planning needs
//! cost.rs      what a fix costs
//! repair.rs    the expected cost of fixes alone, and of knowing the fault
//! search.rs    looks some actions ahead and chooses
//! decide.rs    the gate: no fix without proof, no handing over before the checks that matter
//! screen.rs    when to ask what the screen says
//! optimum.rs   the best there is, and what following the advice costs, for small knowledge bases
//! ```
//!
//! Jensen et al., AI EDAM 15 (2001), and Langseth and Jensen, Reliability Engineering and System
//! Safety 80 (2003): fixes in the order of probability over cost, a question only where asking now
//! beats asking later and never.

mod cost;
mod decide;
mod optimum;
mod repair;
mod screen;
mod search;
mod situation;

pub use cost::cost_of_cause;
pub use optimum::{TooLarge, cost_of_following, cost_of_optimum, cost_of_search};

use super::Case;
use super::belief::Belief;
use super::method::method_for;
use crate::kb::{CauseId, KnowledgeBase, LinkId, MethodId, SymptomId};
use decide::{Unconfirmed, best_question, decide};
use search::Action;
use situation::Situation;

/// What is asked as a whole sentence, before anything that needs a yes or a no.
pub const SCREEN_QUESTION: &str = "What does the screen say, word for word?";

/// The most questions that are asked together with another.
const COMPANIONS: usize = 3;
/// A question that settles less than this share of what is open does not go along with another.
const WORTH_ASKING_TOO: f64 = 0.02;

/// The next thing to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Next {
    /// Ask about a symptom.
    Ask {
        /// The symptom.
        symptom: SymptomId,
        /// The share of what is still open that the answer is expected to settle, from 0 to 1.
        settles: f64,
        /// Whether the customer could not tell, so that the technician is to look it up.
        look_up: bool,
        /// Other questions that the same page answers.
        companions: Vec<SymptomId>,
    },
    /// Ask what the screen says: [`SCREEN_QUESTION`].
    AskScreen,
    /// Carry out the fix of a cause.
    Try {
        /// The cause.
        cause: CauseId,
        /// The way to do it that what is known calls for.
        method: MethodId,
        /// Whether its cause is not proven, and nobody can tell.
        unconfirmed: bool,
    },
    /// Nothing covered is likely enough: hand over.
    Escalate,
}

/// What to do next, and what could still be asked.
pub(super) struct Plan {
    /// What to do next.
    pub(super) next: Next,
    /// The best question that is left, if asking is to go on all the same.
    pub(super) keep_asking: Option<SymptomId>,
}

/// Chooses the next thing to do.
pub(super) fn plan(kb: &KnowledgeBase, case: &Case, belief: &Belief, proof: &Belief) -> Plan {
    let situation = Situation::new(kb, case, belief, proof);
    let (action, Unconfirmed(unconfirmed)) = decide(&situation, &kb.numbers().gate());
    let is_proven_fix = matches!(action, Action::Fix(_)) && !unconfirmed;
    let gives_up = action == Action::HandOver;
    let probabilities = belief.probabilities();
    let next = if !is_proven_fix && screen::is_worth_asking(kb, case, &probabilities, gives_up) {
        Next::AskScreen
    } else {
        next(kb, case, &situation, action, unconfirmed)
    };
    let symptom = |question: usize| kb.symptoms()[situation.questions[question].symptom].id.clone();
    Plan { next, keep_asking: best_question(&situation).map(symptom) }
}

fn next(
    kb: &KnowledgeBase,
    case: &Case,
    situation: &Situation,
    action: Action,
    unconfirmed: bool,
) -> Next {
    match action {
        Action::Ask(at) => {
            let question = &situation.questions[at];
            Next::Ask {
                symptom: kb.symptoms()[question.symptom].id.clone(),
                settles: situation.settles(question),
                look_up: question.is_look_up,
                companions: companions(kb, situation, at),
            }
        }
        Action::Fix(fix) => {
            let cause = &kb.causes()[situation.fixes[fix].cause];
            match method_for(cause, case) {
                Some(method) => {
                    let (cause, method) = (cause.id.clone(), method.id.clone());
                    Next::Try { cause, method, unconfirmed }
                }
                None => Next::Escalate,
            }
        }
        Action::HandOver => Next::Escalate,
    }
}

/// The other questions worth an answer that the page of a question answers too, the most telling
/// first.
fn companions(kb: &KnowledgeBase, situation: &Situation, asked: usize) -> Vec<SymptomId> {
    let symptom = |at: usize| &kb.symptoms()[situation.questions[at].symptom];
    let page = |at: usize| -> Option<&LinkId> { symptom(at).places.first() };
    let Some(here) = page(asked) else { return Vec::new() };
    let others = (0..situation.questions.len()).filter(|&at| at != asked && page(at) == Some(here));
    let mut others: Vec<(f64, usize)> =
        others.map(|at| (situation.settles(&situation.questions[at]), at)).collect();
    others.retain(|&(settles, at)| {
        settles >= WORTH_ASKING_TOO && situation.parts_leaders(&situation.questions[at])
    });
    others.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    others.iter().take(COMPANIONS).map(|&(_, at)| symptom(at).id.clone()).collect()
}

/// The causes whose fixes pay without a further question, in the order in which to try them.
pub(super) fn fixes_in_order(kb: &KnowledgeBase, belief: &Belief) -> Vec<usize> {
    let situation = Situation::new(kb, &Case::default(), belief, belief);
    let mut weights = situation.weights.clone();
    let (mut order, mut tried) = (Vec::new(), 0);
    while let (_, Some(fix)) = repair::fixes_alone(&situation, &weights, tried) {
        order.push(situation.fixes[fix].cause);
        weights = repair::after_failure(&situation, &weights, fix);
        tried |= 1 << fix;
    }
    order
}
