//! A table of simulated calls: what following the advice costs, in minutes of the technician's time,
//! beside going through the fixes in a fixed order and beside knowing the fault from the start. A
//! customer begins by naming one symptom that is there.

use fastrand::Rng;
use serde::Serialize;

use super::call::{AnswerNoise, Cost, Fault};
use super::{optimum, worse};
use crate::diagnosis::{Case, TooLarge, diagnose};
use crate::kb::KnowledgeBase;

/// The share of answers that are wrong where a customer errs.
const WRONG: f64 = 0.1;
/// The share of questions that a customer cannot tell where there are such.
const CANNOT_TELL: f64 = 0.2;

/// What following the advice costs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Advised {
    /// Minutes, on average.
    pub mean_cost: f64,
    /// Questions asked, in the middle call.
    pub median_questions: f64,
}

/// What another way costs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Other {
    /// Minutes, on average.
    pub mean_cost: f64,
}

/// How near the advice comes to the best plan, over parts of the knowledge base in which it can be
/// found.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Optimum {
    /// How many parts.
    pub models: usize,
    /// The cost of following the search over that of the best plan, on average.
    pub mean_ratio: f64,
    /// The same where it is worst.
    pub worst_ratio: f64,
    /// The cost of following the advice, which asks for proof before it repairs, over that of the
    /// best plan, on average: what the proof costs if the knowledge base is right.
    pub mean_ratio_with_proof: f64,
}

/// What following the advice costs where something is wrong.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Wrong {
    /// What is wrong.
    pub what: &'static str,
    /// What following the advice costs then.
    pub planner: Advised,
    /// What the fixed order costs then.
    pub fixed_order: Other,
    /// What the fixes cost then, sorted once.
    pub sorted_once: Other,
}

/// The whole table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Simulation {
    /// Following the advice.
    pub planner: Advised,
    /// The same fixes in the same order for every call: by commonness over cost, as far as they pay
    /// beside handing over at once.
    pub fixed_order: Other,
    /// Fixes by probability over cost as they stand when the call begins, as far as they pay, without
    /// a question.
    pub sorted_once: Other,
    /// Knowing the fault from the start.
    pub knows_fault: Other,
    /// How near the advice comes to the best plan.
    pub optimum: Optimum,
    /// What is left of it where customers err or the knowledge base is wrong.
    pub wrong: Vec<Wrong>,
}

/// Simulates `calls` calls for each row of the table. The same seed gives the same table.
///
/// # Errors
/// When a part of the knowledge base turns out too large to search.
pub fn simulate(kb: &KnowledgeBase, calls: usize, seed: u64) -> Result<Simulation, TooLarge> {
    let mut chance = Rng::with_seed(seed);
    let exact = AnswerNoise::default();
    let faults = draw(kb, exact, calls, &mut chance);
    let known: Vec<Cost> = faults.iter().map(|fault| fault.known(kb)).collect();
    Ok(Simulation {
        planner: advised(kb, kb, &faults),
        fixed_order: fixed_order(kb, kb, &faults),
        sorted_once: sorted_once(kb, kb, &faults),
        knows_fault: mean(&known),
        wrong: wrong(kb, calls, &mut chance),
        optimum: optimum(kb, &mut chance)?,
    })
}

fn draw(kb: &KnowledgeBase, noise: AnswerNoise, calls: usize, chance: &mut Rng) -> Vec<Fault> {
    (0..calls).map(|_| Fault::draw(kb, noise, chance)).collect()
}

/// The rows in which something is wrong.
fn wrong(kb: &KnowledgeBase, calls: usize, chance: &mut Rng) -> Vec<Wrong> {
    let exact = AnswerNoise::default();
    let row = |what, faults: &[Fault], advice: &KnowledgeBase| Wrong {
        what,
        planner: advised(kb, advice, faults),
        fixed_order: fixed_order(kb, advice, faults),
        sorted_once: sorted_once(kb, advice, faults),
    };
    let wrong = draw(kb, AnswerNoise { wrong: WRONG, ..exact }, calls, chance);
    let silent = draw(kb, AnswerNoise { cannot_tell: CANNOT_TELL, ..exact }, calls, chance);
    let plain = draw(kb, exact, calls, chance);
    let foreign: Vec<Fault> = (0..calls).map(|_| Fault::of(kb, None, exact, chance)).collect();
    let unsaid: Vec<Fault> =
        draw(kb, exact, calls, chance).into_iter().map(Fault::unsaid).collect();
    let shuffled = worse::with_commonness_shuffled(kb, chance);
    let off = worse::with_reliability_off(kb, chance);
    vec![
        row("the customer says nothing at first", &unsaid, kb),
        row("10 % of answers wrong", &wrong, kb),
        row("20 % of questions cannot be told", &silent, kb),
        row("commonness shuffled", &plain, &shuffled),
        row("every reliability one level off", &plain, &off),
        row("only faults that nothing covers", &foreign, kb),
    ]
}

fn advised(kb: &KnowledgeBase, advice: &KnowledgeBase, faults: &[Fault]) -> Advised {
    let costs: Vec<Cost> = faults.iter().map(|fault| fault.follow(kb, advice)).collect();
    let mut questions: Vec<usize> = costs.iter().map(|cost| cost.questions).collect();
    questions.sort_unstable();
    let middle = questions.len() / 2;
    let at = |at: usize| questions.get(at).map_or(0.0, |&questions| questions as f64);
    let median_questions = if questions.len() % 2 == 1 {
        at(middle)
    } else {
        f64::midpoint(at(middle.saturating_sub(1)), at(middle))
    };
    Advised { mean_cost: mean(&costs).mean_cost, median_questions }
}

fn mean(costs: &[Cost]) -> Other {
    let all: f64 = costs.iter().map(|cost| cost.minutes).sum();
    Other { mean_cost: all / costs.len().max(1) as f64 }
}

/// One order for every call, whatever the customer says.
fn fixed_order(kb: &KnowledgeBase, advice: &KnowledgeBase, faults: &[Fault]) -> Other {
    let order = diagnose(advice, &Case::default()).fixes_in_order(advice);
    mean(&faults.iter().map(|fault| fault.go_through(kb, &order)).collect::<Vec<_>>())
}

/// The order that follows from what the customer says at first.
fn sorted_once(kb: &KnowledgeBase, advice: &KnowledgeBase, faults: &[Fault]) -> Other {
    let costs = faults.iter().map(|fault| {
        let order = diagnose(advice, &fault.case()).fixes_in_order(advice);
        fault.go_through(kb, &order)
    });
    mean(&costs.collect::<Vec<_>>())
}

fn optimum(kb: &KnowledgeBase, chance: &mut Rng) -> Result<Optimum, TooLarge> {
    let ratios = optimum::ratios(kb, chance)?;
    let models = ratios.len();
    let mean = |sum: f64| sum / models.max(1) as f64;
    Ok(Optimum {
        models,
        mean_ratio: mean(ratios.iter().map(|ratio| ratio.search).sum()),
        worst_ratio: ratios.iter().map(|ratio| ratio.search).fold(1.0, f64::max),
        mean_ratio_with_proof: mean(ratios.iter().map(|ratio| ratio.advice).sum()),
    })
}
