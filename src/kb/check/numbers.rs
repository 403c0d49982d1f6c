//! Numbers that cannot be: shares outside 0 to 1, costs below 0, ratios in the wrong order.

use super::line_of;
use crate::kb::draft::Draft;
use crate::kb::numbers::Numbers;

/// Adds to the draft what is wrong with its numbers.
pub(super) fn check(draft: &mut Draft) {
    let file = draft.files.iter().rposition(|file| file.name == "numbers.toml");
    let (Some(numbers), Some(file)) = (&draft.numbers, file) else {
        if file.is_none() && !draft.files.is_empty() {
            draft.problem(
                0,
                1,
                "numbers.toml is missing; expected it beside symptoms and causes".to_owned(),
            );
        }
        return;
    };
    if let Some((table, message)) = wrong_number(numbers) {
        let line = line_of(&draft.files[file].text, table);
        draft.problem(file, line, message.to_owned());
    }
}

/// The table in which a number is wrong, and what is wrong with it.
fn wrong_number(numbers: &Numbers) -> Option<(&'static str, &'static str)> {
    let open = |p: f64| p > 0.0 && p < 1.0;
    let positive = |x: f64| x > 0.0 && x.is_finite();
    let repair = &numbers.repair;
    let costs = [
        repair.escalation_minutes,
        repair.low_risk_minutes,
        repair.medium_risk_minutes,
        repair.high_risk_minutes,
        repair.question_minutes,
    ];
    let text = &numbers.text;
    let c = &numbers.coverage;
    let coverage = [c.best_cause, c.not_covered, c.covered_words, c.length, c.error_string];
    let coverage = coverage.iter().chain([&c.caution, &c.least]).all(|number| number.is_finite());
    let sound = text.error_ratio > 1.0;
    let answers = numbers.answers.ratio;
    let gate = numbers.gate();
    let shares = [
        gate.least_proof,
        gate.least_proof_unchecked,
        gate.least_checked,
        gate.leads,
        gate.least_unconfirmed,
        gate.error_likely,
    ];
    if !(answers.is_finite() && answers > text.error_ratio) {
        Some((
            "[answers]",
            "the ratio of answers is out of range; expected more than `error-ratio` of [text]",
        ))
    } else if !(sound && open(text.least_sure) && positive(text.sharpness) && text.yields >= 0.0) {
        Some((
            "[text]",
            "the numbers of [text] do not fit; expected `error-ratio` above 1, `least-sure` between 0 and 1, and `sharpness` above 0",
        ))
    } else if !(coverage && positive(c.short)) {
        Some(("[coverage]", "a number is out of range; expected finite numbers"))
    } else if !positive(numbers.contradiction.least_conflict) {
        Some(("[contradiction]", "the conflict is out of range; expected above 0"))
    } else if numbers.reliability.len() != 6 || !numbers.reliability.values().all(|&p| open(p)) {
        Some((
            "[reliability]",
            "every level of reliability needs a probability; expected six, above 0 and below 1",
        ))
    } else if numbers.commonness.len() != 4 || !numbers.commonness.values().all(|&w| positive(w)) {
        Some(("[commonness]", "every level of commonness needs a weight; expected four above 0"))
    } else if !numbers.not_covered.share.is_some_and(open) || numbers.not_covered.weight.is_some() {
        Some((
            "[not-covered]",
            "the share is missing or out of range; expected above 0 and below 1",
        ))
    } else if !shares.into_iter().all(open) || gate.times_runner_up < 1.0 || !positive(gate.matters)
    {
        Some((
            "[gate]",
            "a number is out of range; expected shares above 0 and below 1, at least 1 for `times-runner-up`, and `matters` above 0",
        ))
    } else if !open(repair.works) || !costs.iter().all(|&c| positive(c)) {
        Some((
            "[repair]",
            "a share or cost is out of range; expected `works` above 0 and below 1, the costs above 0",
        ))
    } else {
        None
    }
}
