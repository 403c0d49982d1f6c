//! Expected costs of repair. Weights are probabilities that need not add up to 1: every cost is
//! linear in them, so a branch's probability is simply left in.

use super::situation::Situation;

/// The expected cost of fixes alone, in the order of probability over cost and cut where handing
/// over is cheaper, with the first fix; nothing where handing over now is cheapest. Optimal for one
/// fault and fixes that do not depend on each other (Jensen et al. 2001).
pub(super) fn fixes_alone(
    situation: &Situation,
    weights: &[f64],
    tried: u64,
) -> (f64, Option<usize>) {
    let mut order: [(f64, usize); 64] = [(0.0, 0); 64];
    let mut open = 0;
    for (at, fix) in situation.fixes.iter().enumerate() {
        if tried & (1 << at) == 0 {
            order[open] = (fix.works * weights[fix.at] / fix.cost, at);
            open += 1;
        }
    }
    let order = &mut order[..open];
    order.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut reached: f64 = weights.iter().sum();
    let mut best = reached * situation.escalation;
    let mut goes_on = false;
    let mut spent = 0.0;
    for &(_, at) in order.iter() {
        let fix = &situation.fixes[at];
        spent += fix.cost * reached;
        reached -= weights[fix.at] * fix.works;
        let cost = spent + reached * situation.escalation;
        if cost < best {
            best = cost;
            goes_on = true;
        }
    }
    (best, order.first().map(|first| first.1).filter(|_| goes_on))
}

/// The weights after a fix had no effect.
pub(super) fn after_failure(situation: &Situation, weights: &[f64], fix: usize) -> Vec<f64> {
    let fix = &situation.fixes[fix];
    let mut failed = weights.to_vec();
    failed[fix.at] *= 1.0 - fix.works;
    failed
}

/// What it would cost if the fault were known: its fix and, where that fails, handing over.
pub(super) fn fault_known(situation: &Situation, weights: &[f64], tried: u64) -> f64 {
    let mut cost = weights.iter().sum::<f64>() * situation.escalation;
    for (at, fix) in situation.fixes.iter().enumerate() {
        let saved = fix.works * situation.escalation - fix.cost;
        if tried & (1 << at) == 0 && saved > 0.0 {
            cost -= weights[fix.at] * saved;
        }
    }
    cost
}
