//! The gate: a fix only once enough is proven, and handing over only once the checks that matter are
//! through. It stands here and not in the search, so that its cost can be told: the search knows
//! what would be best if everything that is believed were so.

use super::search::{self, Action};
use super::situation::{Check, Fix, Question, Situation};
use crate::kb::Gate;

/// A question that settles less than this share of what is open is not asked for its own sake.
const WORTH_ASKING: f64 = 0.02;
/// The same before a fix whose cause nobody can tell.
const WORTH_CONFIRMING: f64 = 0.05;
/// Handing over is not advised before so many answers were given.
const LEAST_SAID: usize = 2;
/// Handing over is not advised before what is not covered has more than this share. Of played calls 0.2
/// gave up on one in eight, and 0.4 asked more than nine questions in one of ten.
const MOSTLY_NOT_COVERED: f64 = 0.35;

/// The share of what a check has to save that is enough where words speak for its cause: what a
/// customer tells is seldom off by chance.
const SPOKEN_FOR: f64 = 0.23;
/// How many times as much has to be believed as is proven for words to speak for a cause.
const MORE_THAN_PROVEN: f64 = 1.2;
/// Before handing over, what the customer could not tell is looked up for causes with at least this
/// much of what it takes to lead.
const LOOKED_UP: f64 = 0.5;

/// Whether a fix is proposed without proof of its cause, because nobody can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unconfirmed(pub(super) bool);

/// The action to take.
pub(super) fn decide(situation: &Situation, gate: &Gate) -> (Action, Unconfirmed) {
    let sure = |action| (action, Unconfirmed(false));
    if let Some(fix) = shown_leader(situation, gate) {
        return sure(Action::Fix(fix));
    }
    let chosen = search::choose(situation);
    if let Action::Fix(fix) = chosen
        && is_proven(situation, &situation.fixes[fix], gate)
    {
        return sure(chosen);
    }
    if let Some(question) = in_doubt(situation) {
        return sure(Action::Ask(question));
    }
    match chosen {
        Action::Fix(fix) => confirm(situation, fix, gate),
        Action::Ask(question) => {
            sure(Action::Ask(leading_check(situation, gate).unwrap_or(question)))
        }
        Action::HandOver => before_handing_over(situation, gate),
    }
}

/// The best question that is left, however little it settles.
pub(super) fn best_question(situation: &Situation) -> Option<usize> {
    most_worth(situation, 0.0)
}

/// Whether enough was shown or said to propose a fix.
fn is_proven(situation: &Situation, fix: &Fix, gate: &Gate) -> bool {
    let all: f64 = situation.proof.iter().sum();
    let own = situation.proof[fix.at] / all;
    let others = situation.proof.iter().enumerate().filter(|(at, _)| *at != fix.at);
    let runner_up = others.map(|(_, weight)| weight / all).fold(0.0, f64::max);
    let is_checked = fix.check.is_some_and(|check| check.confirms == Some(true));
    let is_open = open_check(situation, fix).is_some();
    let least = if is_open { gate.least_proof_unchecked } else { gate.least_proof };
    ((fix.is_shown || is_checked) && own >= gate.least_checked)
        || (own >= least && own >= gate.times_runner_up * runner_up)
}

/// What comes before a fix that is not proven: its check, asked or looked up; where nobody can tell,
/// other questions that tell much; then the fix as unconfirmed, or what is best without it.
fn confirm(situation: &Situation, fix: usize, gate: &Gate) -> (Action, Unconfirmed) {
    let of = &situation.fixes[fix];
    if let Some(question) = open_check(situation, of) {
        return (Action::Ask(question), Unconfirmed(false));
    }
    let is_denied = of.check.is_some_and(|check| check.confirms == Some(false));
    let proof = situation.proof[of.at] / situation.proof.iter().sum::<f64>();
    if situation.believed(of) >= gate.least_unconfirmed
        && (!is_denied || proof >= gate.least_checked)
    {
        return match most_worth(situation, WORTH_CONFIRMING) {
            Some(question) => (Action::Ask(question), Unconfirmed(false)),
            None => (Action::Fix(fix), Unconfirmed(true)),
        };
    }
    // Not this one: what is best if its fix were not there.
    let mut without = situation.clone();
    without.fixes.remove(fix);
    match decide(&without, gate) {
        (Action::Fix(other), unconfirmed) => {
            (Action::Fix(other + usize::from(other >= fix)), unconfirmed)
        }
        other => other,
    }
}

/// The fix of the cause that leads what is believed, if an exact string or a row decides for it: no
/// question is worth more.
fn shown_leader(situation: &Situation, gate: &Gate) -> Option<usize> {
    let mut fixes = situation.fixes.iter().enumerate();
    fixes
        .find(|(_, fix)| {
            fix.is_shown
                && situation.believed(fix) >= gate.least_proof
                && is_proven(situation, fix, gate)
        })
        .map(|(at, _)| at)
}

/// The check of the cause that leads what is believed, where it leads clearly.
fn leading_check(situation: &Situation, gate: &Gate) -> Option<usize> {
    let believed = |fix: &&Fix| situation.believed(fix);
    let first = situation.fixes.iter().max_by(|a, b| believed(a).total_cmp(&believed(b)))?;
    if believed(&first) < gate.leads || is_proven(situation, first, gate) {
        return None;
    }
    open_check(situation, first).filter(|&at| !situation.questions[at].is_look_up)
}

/// A ticket is handed over once the checks of the causes that still matter are through, and enough
/// was said to tell that nothing covers it. What was proven is repaired first, whatever words suggest.
fn before_handing_over(situation: &Situation, gate: &Gate) -> (Action, Unconfirmed) {
    let proven =
        situation.fixes.iter().enumerate().filter(|(_, it)| is_proven(situation, it, gate));
    let proof = |fix: &Fix| situation.proof[fix.at];
    let proven = proven.max_by(|a, b| proof(a.1).total_cmp(&proof(b.1)).then(b.0.cmp(&a.0)));
    if let Some((fix, _)) = proven {
        return (Action::Fix(fix), Unconfirmed(false));
    }
    let matters = |fix: &Fix, question: usize| {
        let Question { cost, is_look_up, .. } = &situation.questions[question];
        let believed = situation.believed(fix);
        let saved = believed * (fix.works * situation.escalation - fix.cost);
        let least = if is_spoken_for(situation, fix) { SPOKEN_FOR } else { 1.0 };
        saved >= least * gate.matters * cost && (!is_look_up || believed >= gate.leads * LOOKED_UP)
    };
    let checks = situation.fixes.iter().filter_map(|fix| Some((fix, open_check(situation, fix)?)));
    let check = checks
        .filter(|(fix, question)| matters(fix, *question))
        .map(|(fix, question)| (situation.believed(fix), question))
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    let said_little = situation.said < LEAST_SAID || situation.not_covered() <= MOSTLY_NOT_COVERED;
    let vague = || if said_little { most_worth(situation, WORTH_ASKING) } else { None };
    let question = check.map(|(_, question)| question).or_else(vague);
    (question.map_or(Action::HandOver, Action::Ask), Unconfirmed(false))
}

/// Whether words speak for a cause: more is believed of it than proven.
fn is_spoken_for(situation: &Situation, fix: &Fix) -> bool {
    let proof = situation.proof[fix.at] / situation.proof.iter().sum::<f64>();
    situation.believed(fix) > MORE_THAN_PROVEN * proof
}

/// The question that checks a cause, while it is open.
fn open_check(situation: &Situation, fix: &Fix) -> Option<usize> {
    let Check { symptom, confirms: None, .. } = fix.check? else { return None };
    situation.questions.iter().position(|question| question.symptom == symptom)
}

/// A suggestion to be asked about because a fix it led to had no effect.
fn in_doubt(situation: &Situation) -> Option<usize> {
    let questions = situation.questions.iter().enumerate();
    let doubtful = questions.filter(|(_, q)| q.is_in_doubt && !q.is_look_up);
    let settles = doubtful.map(|(at, question)| (situation.settles(question), at));
    settles.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))).map(|(_, at)| at)
}

/// The question that settles most for its cost, of those that settle at least a share.
fn most_worth(situation: &Situation, least: f64) -> Option<usize> {
    let worth = |question: &Question| situation.settles(question) / question.cost;
    let questions = situation.questions.iter().enumerate();
    let open = questions.filter(|(_, q)| !q.is_look_up && situation.settles(q) >= least);
    open.max_by(|a, b| worth(a.1).total_cmp(&worth(b.1)).then(b.0.cmp(&a.0))).map(|(at, _)| at)
}
