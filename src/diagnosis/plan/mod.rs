//! What to do next, by expected cost of repair in minutes of the technician's time.
//!
//! ```text
//! situation.rs what is believed, what fixes and questions cost: all that planning needs
//! repair.rs    the expected cost of fixes alone, and of knowing the fault
//! search.rs    looks some actions ahead and chooses
//! optimum.rs   the best there is, and what following the advice costs, for small knowledge bases
//! ```
//!
//! Jensen et al., AI EDAM 15 (2001), and Langseth and Jensen, Reliability Engineering and System
//! Safety 80 (2003): fixes in the order of probability over cost, a question only where asking now
//! beats asking later and never.

mod optimum;
mod repair;
mod search;
mod situation;

pub use optimum::{TooLarge, cost_of_following, cost_of_optimum};
pub use situation::cost_of_cause;

use super::Case;
use super::belief::Belief;
use crate::kb::{CauseId, KnowledgeBase, SymptomId};
use search::Action;
use situation::{Question, Situation};

/// A question about scope that settles less than this share of what is open does not come first.
const SCOPE_MATTERS: f64 = 0.03;
/// A question that settles less than this share of what is open is not asked for its own sake.
const WORTH_ASKING: f64 = 0.02;
/// Handing over is not advised before so many answers were given.
const LEAST_SAID: usize = 2;
/// Handing over is not advised before what is not covered has more than this share.
const MOSTLY_NOT_COVERED: f64 = 0.2;

/// The next thing to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Next {
    /// Ask about a symptom.
    Ask {
        /// The symptom.
        symptom: SymptomId,
        /// The share of what is still open that the answer is expected to settle, from 0 to 1.
        settles: f64,
    },
    /// Carry out the fix of a cause.
    Try {
        /// The cause.
        cause: CauseId,
    },
    /// Nothing covered is likely enough: hand over.
    Escalate,
}

/// Chooses the next thing to do.
pub(super) fn next(kb: &KnowledgeBase, case: &Case, belief: &Belief) -> Next {
    let situation = Situation::new(kb, case, &belief.probabilities());
    match decide(&situation) {
        Action::Ask(question) => {
            let question = &situation.questions[question];
            let symptom = kb.symptoms()[question.symptom].id.clone();
            Next::Ask { symptom, settles: situation.settles(question) }
        }
        Action::Fix(fix) => Next::Try { cause: kb.causes()[situation.fixes[fix].cause].id.clone() },
        Action::HandOver => Next::Escalate,
    }
}

/// The causes whose fixes pay without a further question, in the order in which to try them.
pub(super) fn fixes_in_order(kb: &KnowledgeBase, belief: &Belief) -> Vec<usize> {
    let situation = Situation::new(kb, &Case::default(), &belief.probabilities());
    let mut weights = situation.weights.clone();
    let (mut order, mut tried) = (Vec::new(), 0);
    while let (_, Some(fix)) = repair::fixes_alone(&situation, &weights, tried) {
        order.push(situation.fixes[fix].cause);
        weights = repair::after_failure(&situation, &weights, fix);
        tried |= 1 << fix;
    }
    order
}

/// The action to take. Where something is to be asked, how far the problem reaches comes first,
/// unless that hardly matters.
fn decide(situation: &Situation) -> Action {
    match search::choose(situation) {
        Action::Ask(question) => Action::Ask(scope(situation).unwrap_or(question)),
        Action::HandOver => ask_on(situation).map_or(Action::HandOver, Action::Ask),
        Action::Fix(fix) => Action::Fix(fix),
    }
}

/// The question that settles most for its cost, while hardly anything speaks for what is not covered,
/// or hardly anything was asked: words alone can be vague.
fn ask_on(situation: &Situation) -> Option<usize> {
    let all: f64 = situation.weights.iter().sum();
    let not_covered = situation.weights.last().copied().unwrap_or(all);
    if situation.said >= LEAST_SAID && not_covered > MOSTLY_NOT_COVERED * all {
        return None;
    }
    let worth = |question: &Question| situation.settles(question) / question.cost;
    let questions = situation.questions.iter().enumerate();
    let open = questions.filter(|(_, q)| situation.settles(q) >= WORTH_ASKING);
    open.max_by(|a, b| worth(a.1).total_cmp(&worth(b.1)).then(b.0.cmp(&a.0))).map(|(at, _)| at)
}

/// The question about how far the problem reaches that settles most, where it settles enough.
fn scope(situation: &Situation) -> Option<usize> {
    let mut best: Option<(f64, usize)> = None;
    for (at, question) in situation.questions.iter().enumerate().filter(|(_, q)| q.scope) {
        let settles = situation.settles(question);
        if settles >= SCOPE_MATTERS && best.is_none_or(|(most, _)| settles > most) {
            best = Some((settles, at));
        }
    }
    best.map(|(_, at)| at)
}
