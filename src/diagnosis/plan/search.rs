//! Looks some actions ahead, where the published rule looks one ahead: it compares asking now with
//! asking later and never, and for that reason gives up while two questions together would pay.

use super::repair::{after_failure, fault_known, fixes_alone};
use super::situation::{Situation, entropy, split};

/// How many further actions are looked at after a first one.
const DEPTH: usize = 1;
/// How many questions are looked at closely, the best at first sight; at the start and after that.
const WIDTH: [usize; 2] = [6, 4];
/// How many questions are compared at first sight after the first action.
const GLANCED: usize = 16;
/// What it takes to settle one nat of what is open, in minutes: where questions are left, what
/// remains is expected to cost as much as with the fault known, and this for finding it out. Chosen
/// with `kb simulate`: 3 asks too much, from 12 on nothing changes.
const MINUTES_PER_NAT: f64 = 10.0;

/// What can be done next. Numbers are places in the situation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// Ask a question.
    Ask(usize),
    /// Carry out a fix.
    Fix(usize),
    /// Give it to someone else.
    HandOver,
}

/// What is believed at one point of a plan.
struct Point {
    /// Probabilities, not normalized.
    weights: Vec<f64>,
    /// The fixes that had no effect, a bit each.
    tried: u64,
}

/// The cheapest action, equal ones in the order fix, hand over, ask and by place.
pub(super) fn choose(situation: &Situation) -> Action {
    let all: Vec<usize> =
        (0..situation.questions.len()).filter(|&q| !situation.questions[q].is_look_up).collect();
    let start = Point { weights: situation.weights.clone(), tried: 0 };
    let (mut least, first) = fixes_alone(situation, &start.weights, 0);
    let mut best = first.map_or(Action::HandOver, Action::Fix);
    let glanced = glance(situation, &start, &all);
    let likely: Vec<usize> = glanced.iter().take(GLANCED).map(|(_, q)| *q).collect();
    for &(_, question) in glanced.iter().take(WIDTH[0]) {
        let cost = asked(situation, &start, question, &likely, DEPTH);
        if cost < least - 1e-9 {
            (least, best) = (cost, Action::Ask(question));
        }
    }
    if let Some((fix, cost)) = fix_first(situation, &start, &likely, DEPTH)
        && cost < least - 1e-9
    {
        best = Action::Fix(fix);
    }
    best
}

/// Questions with what each is expected to cost at first sight, the cheapest first.
fn glance(situation: &Situation, point: &Point, questions: &[usize]) -> Vec<(f64, usize)> {
    let mut glanced: Vec<(f64, usize)> =
        questions.iter().map(|&q| (asked(situation, point, q, questions, 0), q)).collect();
    glanced.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    glanced
}

/// The expected cost of asking a question and going on.
fn asked(
    situation: &Situation,
    point: &Point,
    question: usize,
    questions: &[usize],
    depth: usize,
) -> f64 {
    let asked = &situation.questions[question];
    let (there, not_there) = split(&point.weights, &asked.yes);
    let left: Vec<usize> = questions.iter().copied().filter(|&other| other != question).collect();
    let goes_on = |weights| cost(situation, &Point { weights, tried: point.tried }, &left, depth);
    asked.cost * point.weights.iter().sum::<f64>() + goes_on(there) + goes_on(not_there)
}

/// The expected cost of carrying out the fix that pays best and going on.
fn fix_first(
    situation: &Situation,
    point: &Point,
    questions: &[usize],
    depth: usize,
) -> Option<(usize, f64)> {
    let untried = situation.fixes.iter().enumerate().filter(|(at, _)| point.tried & (1 << at) == 0);
    let gain = |at: usize| {
        let fix = &situation.fixes[at];
        fix.works * point.weights[fix.at] / fix.cost
    };
    let best =
        untried.map(|(at, _)| at).max_by(|&a, &b| gain(a).total_cmp(&gain(b)).then(b.cmp(&a)))?;
    let weights = after_failure(situation, &point.weights, best);
    let failed = Point { weights, tried: point.tried | 1 << best };
    let now = situation.fixes[best].cost * point.weights.iter().sum::<f64>();
    Some((best, now + cost(situation, &failed, questions, depth)))
}

/// The expected cost from a point on.
fn cost(situation: &Situation, point: &Point, questions: &[usize], depth: usize) -> f64 {
    let (alone, _) = fixes_alone(situation, &point.weights, point.tried);
    if questions.is_empty() {
        return alone;
    }
    if depth == 0 {
        let known = fault_known(situation, &point.weights, point.tried);
        return alone.min(known + MINUTES_PER_NAT * entropy(&point.weights));
    }
    let glanced = glance(situation, point, questions);
    let closely = glanced.iter().take(WIDTH[1]);
    let asked = closely.map(|(_, q)| asked(situation, point, *q, questions, depth - 1));
    let fixed = fix_first(situation, point, questions, depth - 1).map(|(_, cost)| cost);
    asked.chain(fixed).fold(alone, f64::min)
}
