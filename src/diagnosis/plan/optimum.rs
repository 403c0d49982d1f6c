//! For small knowledge bases: the cost of the best plan there is, by exact search, and the cost of
//! following the advice. What cannot be told is left out: every question gets a yes or a no.

use std::collections::HashMap;

use thiserror::Error;

use super::decide::decide;
use super::repair::{after_failure, fault_known};
use super::search::{Action, choose};
use super::situation::{Situation, split};
use crate::diagnosis::{Case, belief::Belief};
use crate::kb::KnowledgeBase;

/// The most causes, and the most questions, for which every plan is searched.
const MOST: usize = 8;

/// Too many causes or questions to search every plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{0} causes and {1} questions are too many to search every plan; at most {MOST} of each")]
pub struct TooLarge(usize, usize);

/// The expected cost, in minutes, of the best plan for a case.
///
/// # Errors
/// When the knowledge base is too large to search.
pub fn cost_of_optimum(kb: &KnowledgeBase, case: &Case) -> Result<f64, TooLarge> {
    let situation = situation(kb, case)?;
    let mut known = HashMap::new();
    let answers = 0;
    Ok(optimum(&situation, &situation.weights, answers, 0, &mut known))
}

/// The expected cost, in minutes, of following the search for a case to its end, as if everything
/// believed were proven.
///
/// # Errors
/// When the knowledge base is too large to follow every branch.
pub fn cost_of_search(kb: &KnowledgeBase, case: &Case) -> Result<f64, TooLarge> {
    Ok(follow(&situation(kb, case)?, &choose))
}

/// The expected cost, in minutes, of following the advice for a case to its end: the search behind
/// its gate.
///
/// # Errors
/// When the knowledge base is too large to follow every branch.
pub fn cost_of_following(kb: &KnowledgeBase, case: &Case) -> Result<f64, TooLarge> {
    let gate = kb.numbers().gate();
    Ok(follow(&situation(kb, case)?, &|situation| decide(situation, &gate).0))
}

fn situation(kb: &KnowledgeBase, case: &Case) -> Result<Situation, TooLarge> {
    let situation = Situation::new(kb, case, &Belief::of(kb, case), &Belief::proof(kb, case));
    let size = (situation.fixes.len(), situation.questions.len());
    if size.0 > MOST || size.1 > MOST {
        return Err(TooLarge(size.0, size.1));
    }
    Ok(situation)
}

/// Expectimax with memory. `answers` holds two bits a question: asked, and yes.
fn optimum(
    situation: &Situation,
    weights: &[f64],
    answers: u32,
    tried: u64,
    known: &mut HashMap<(u32, u64), f64>,
) -> f64 {
    if let Some(&cost) = known.get(&(answers, tried)) {
        return cost;
    }
    let reached: f64 = weights.iter().sum();
    let mut best = reached * situation.escalation;
    let least = |weights: &[f64], tried| fault_known(situation, weights, tried);
    for (at, fix) in situation.fixes.iter().enumerate().filter(|(at, _)| tried & (1 << at) == 0) {
        let now = fix.cost * reached;
        let failed = after_failure(situation, weights, at);
        if now + least(&failed, tried | 1 << at) < best {
            best = best.min(now + optimum(situation, &failed, answers, tried | 1 << at, known));
        }
    }
    for (at, question) in situation.questions.iter().enumerate() {
        let asked = 1 << (2 * at);
        let now = question.cost * reached;
        if answers & asked != 0 || now + least(weights, tried) >= best {
            continue;
        }
        let (there, not_there) = split(weights, &question.yes);
        let yes = optimum(situation, &there, answers | asked | asked << 1, tried, known);
        let no = optimum(situation, &not_there, answers | asked, tried, known);
        best = best.min(now + yes + no);
    }
    known.insert((answers, tried), best);
    best
}

/// The advice at a situation, and what follows from each way in which it may end.
fn follow(situation: &Situation, advice: &dyn Fn(&Situation) -> Action) -> f64 {
    let reached: f64 = situation.weights.iter().sum();
    match advice(situation) {
        Action::HandOver => situation.escalation * reached,
        Action::Fix(at) => {
            situation.fixes[at].cost * reached + follow(&situation.failed(at), advice)
        }
        Action::Ask(at) => {
            let asking = situation.questions[at].cost * reached;
            let goes_on = |yes| follow(&situation.answered(at, yes), advice);
            asking + goes_on(true) + goes_on(false)
        }
    }
}
