//! What a fix costs, in minutes.

use crate::diagnosis::Case;
use crate::diagnosis::method::method_for;
use crate::kb::{Cause, KnowledgeBase, Method, Repair, RiskLevel, StepId};

/// The minutes of the way to repair a cause that a case calls for, with what its risks add, less the
/// steps that were done for another cause and need to be done only once.
pub fn cost_of_cause(kb: &KnowledgeBase, cause: &Cause, case: &Case) -> f64 {
    let method = method_for(cause, case);
    method.map_or(f64::INFINITY, |method| cost_of_method(kb, cause, method, &case.done))
}

/// The same of one way.
pub(super) fn cost_of_method(
    kb: &KnowledgeBase,
    cause: &Cause,
    method: &Method,
    done: &[StepId],
) -> f64 {
    let mut steps = kb.steps_of(cause, method);
    steps.retain(|step| !(step.once && done.contains(&step.id)));
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
