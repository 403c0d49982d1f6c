//! What to do next, by expected cost of repair.
//!
//! Jensen et al., AI EDAM 15 (2001), and Langseth and Jensen, Reliability Engineering and System
//! Safety 80 (2003): fixes in the order of probability over cost, a question only where asking
//! now beats asking later and never. Costs are minutes of the technician's time.

use super::Case;
use super::belief::{Belief, yes_given_each};
use crate::kb::{Cause, CauseId, KnowledgeBase, Repair, RiskLevel, SymptomId};

/// A question that settles less than this share of what is open is not asked for its own sake.
const WORTH_ASKING: f64 = 0.02;

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
    let planner = Planner::new(kb, case);
    let weights = belief.probabilities();
    let never = planner.cost_of_fixes(&weights);
    let best_fix = planner.first_fix(&weights);
    let mut best: Option<(f64, &SymptomId, Vec<f64>)> = None;
    for symptom in kb.symptoms() {
        let known = case.observations.iter().any(|observation| observation.symptom == symptom.id);
        if known || case.put_off.contains(&symptom.id) {
            continue;
        }
        let asking = symptom.minutes + kb.numbers().repair.question_minutes;
        let yes = yes_given_each(kb, &symptom.id);
        let now = asking + planner.cost_after_answer(&weights, &yes);
        let later = best_fix.map_or(f64::INFINITY, |fix| {
            let failed = planner.after_failure(&weights, fix);
            let reached: f64 = failed.iter().sum();
            planner.costs[fix] + reached * asking + planner.cost_after_answer(&failed, &yes)
        });
        let is_better = best.as_ref().is_none_or(|(cost, _, _)| now < cost - 1e-12);
        if now < never.min(later) && is_better {
            best = Some((now, &symptom.id, yes));
        }
    }
    match (best, best_fix) {
        (Some((_, symptom, yes)), _) => {
            Next::Ask { symptom: symptom.clone(), settles: settles(&weights, &yes) }
        }
        (None, Some(fix)) => Next::Try { cause: kb.causes()[fix].id.clone() },
        (None, None) => ask_on(kb, case, &weights).unwrap_or(Next::Escalate),
    }
}

/// The question that settles most, where no single one pays for itself yet. The rule looks one
/// question ahead, and so gives up while everything is still open: then two questions together
/// would pay. Once *not covered* is more likely than not, handing over is right.
fn ask_on(kb: &KnowledgeBase, case: &Case, weights: &[f64]) -> Option<Next> {
    let not_covered = weights.last().copied().unwrap_or(1.0);
    if not_covered > 0.5 {
        return None;
    }
    let mut best: Option<(f64, &SymptomId)> = None;
    for symptom in kb.symptoms() {
        let known = case.observations.iter().any(|o| o.symptom == symptom.id);
        if known || case.put_off.contains(&symptom.id) {
            continue;
        }
        let settles = settles(weights, &yes_given_each(kb, &symptom.id));
        if settles >= WORTH_ASKING && best.is_none_or(|(most, _)| settles > most + 1e-12) {
            best = Some((settles, &symptom.id));
        }
    }
    best.map(|(settles, symptom)| Next::Ask { symptom: symptom.clone(), settles })
}

/// The minutes of a cause's first way, with what its risks add.
pub fn cost_of_cause(kb: &KnowledgeBase, cause: &Cause) -> f64 {
    let Some(way) = cause.way(None) else { return f64::INFINITY };
    let steps = kb.steps_of(cause, way);
    let risk = steps.iter().filter_map(|step| step.risk.as_ref()).map(|risk| risk.level).max();
    let minutes: f64 = steps.iter().map(|step| step.minutes).sum();
    minutes + risk.map_or(0.0, |level| risk_minutes(&kb.numbers().repair, level))
}

fn risk_minutes(repair: &Repair, level: RiskLevel) -> f64 {
    match level {
        RiskLevel::Low => repair.low_risk_minutes,
        RiskLevel::Medium => repair.medium_risk_minutes,
        RiskLevel::High => repair.high_risk_minutes,
    }
}

/// Costs that do not change while planning. Weights are probabilities that need not add up to 1:
/// every cost is linear in them, so a branch's probability is simply left in.
struct Planner {
    costs: Vec<f64>,
    works: f64,
    escalation: f64,
}

impl Planner {
    fn new(kb: &KnowledgeBase, case: &Case) -> Self {
        let cost = |cause: &Cause| {
            // A fix is carried out once; its failure is evidence already.
            if case.tried.contains(&cause.id) {
                f64::INFINITY
            } else {
                cost_of_cause(kb, cause).max(0.1)
            }
        };
        let repair = &kb.numbers().repair;
        Self {
            costs: kb.causes().iter().map(cost).collect(),
            works: repair.works,
            escalation: repair.escalation_minutes,
        }
    }

    /// The causes by probability over cost, equal ones by id.
    fn order(&self, weights: &[f64]) -> Vec<usize> {
        let mut order: Vec<usize> =
            (0..self.costs.len()).filter(|&i| self.costs[i].is_finite()).collect();
        let efficiency = |i: usize| weights[i] / self.costs[i];
        order.sort_by(|&a, &b| efficiency(b).total_cmp(&efficiency(a)).then(a.cmp(&b)));
        order
    }

    /// The expected cost of fixes alone, cut where handing over is cheaper, and the first fix.
    fn fixes(&self, weights: &[f64]) -> (f64, Option<usize>) {
        let order = self.order(weights);
        let mut reached: f64 = weights.iter().sum();
        let mut best = reached * self.escalation;
        let mut goes_on = false;
        let mut spent = 0.0;
        for &fix in &order {
            spent += self.costs[fix] * reached;
            reached -= weights[fix] * self.works;
            if spent + reached * self.escalation < best {
                best = spent + reached * self.escalation;
                goes_on = true;
            }
        }
        (best, order.first().copied().filter(|_| goes_on))
    }

    fn cost_of_fixes(&self, weights: &[f64]) -> f64 {
        self.fixes(weights).0
    }

    fn first_fix(&self, weights: &[f64]) -> Option<usize> {
        self.fixes(weights).1
    }

    fn cost_after_answer(&self, weights: &[f64], yes: &[f64]) -> f64 {
        let (there, not_there) = split(weights, yes);
        self.cost_of_fixes(&there) + self.cost_of_fixes(&not_there)
    }

    fn after_failure(&self, weights: &[f64], fix: usize) -> Vec<f64> {
        let mut failed = weights.to_vec();
        failed[fix] *= 1.0 - self.works;
        failed
    }
}

fn split(weights: &[f64], yes: &[f64]) -> (Vec<f64>, Vec<f64>) {
    weights.iter().zip(yes).map(|(w, p)| (w * p, w * (1.0 - p))).unzip()
}

/// The share of the entropy that an answer is expected to take away.
fn settles(weights: &[f64], yes: &[f64]) -> f64 {
    let (there, not_there) = split(weights, yes);
    let open = entropy(weights);
    if open <= 0.0 {
        return 0.0;
    }
    (1.0 - (entropy(&there) + entropy(&not_there)) / open).clamp(0.0, 1.0)
}

/// The entropy of weights that add up to `m`, times `m`.
fn entropy(weights: &[f64]) -> f64 {
    let total: f64 = weights.iter().sum();
    weights.iter().filter(|&&w| w > 0.0).map(|&w| -w * (w / total).ln()).sum()
}
