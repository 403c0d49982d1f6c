//! What decides: the check of a cause against its neighbors, and when a way applies.

use super::Finding;
use crate::kb::draft::Draft;
use crate::kb::levels::Reliability;
use crate::kb::model::{Cause, Symptom};

/// Adds what is wrong with checks and ways of the causes of a draft.
pub(super) fn check(draft: &Draft, found: &mut Vec<Finding>) {
    for entry in draft.causes.values() {
        let cause = &entry.value;
        let mut say = |about: &str, message: String| {
            found.push(Finding { file: entry.file, about: about.to_owned(), message });
        };
        for (about, message) in
            wrong_with_check(draft, cause).into_iter().chain(wrong_with_ways(draft, cause))
        {
            say(&about, message);
        }
        if cause.do_not.iter().chain(&cause.short).any(|text| text.trim().is_empty()) {
            let message =
                format!("cause `{}` has an empty `do_not` or `short`; expected words", cause.id);
            say(cause.id.as_str(), message);
        }
    }
}

/// How reliably a cause shows a symptom.
fn shown(draft: &Draft, cause: &Cause, symptom: &str) -> Reliability {
    let listed = cause.shows.iter().find(|shows| shows.symptom.as_str() == symptom);
    let otherwise = draft.symptoms.get(symptom).map(|entry| entry.value.otherwise);
    listed.map(|shows| shows.how).or(otherwise).unwrap_or(Reliability::Rarely)
}

fn wrong_with_check(draft: &Draft, cause: &Cause) -> Vec<(String, String)> {
    let Some(check) = &cause.check else { return Vec::new() };
    let about = check.to_string();
    if !draft.symptoms.contains_key(check.as_str()) {
        let message = format!("symptom `{check}` does not exist; expected the id of a symptom");
        return vec![(about, message)];
    }
    let how = shown(draft, cause, check.as_str());
    // A check may also be that something is not so.
    let is_no = how >= Reliability::Rarely;
    if !is_no && how > Reliability::Usually {
        let message = format!(
            "the check `{check}` does not decide; expected cause `{}` to show it usually or always, or rarely or never",
            cause.id
        );
        return vec![(about, message)];
    }
    let is_blurred = |how: Reliability| {
        if is_no { how > Reliability::Often } else { how < Reliability::Sometimes }
    };
    let blurred = neighbors(draft, cause)
        .filter(|other| is_blurred(shown(draft, other, check.as_str())))
        .map(|other| {
            let expected = if is_no { "at least often" } else { "at most sometimes" };
            let message = format!(
                "the check `{check}` does not tell `{}` from `{}`; expected that one to show it {expected}",
                cause.id, other.id
            );
            (about.clone(), message)
        });
    blurred.collect()
}

/// The causes that share a leading symptom: one that both show at least usually, and that hardly
/// shows otherwise.
fn neighbors<'a>(draft: &'a Draft, cause: &'a Cause) -> impl Iterator<Item = &'a Cause> {
    let is_leading = |symptom: &Symptom| symptom.otherwise >= Reliability::Rarely && !symptom.scope;
    let leading = move |cause: &Cause, symptom: &str| {
        shown(draft, cause, symptom) <= Reliability::Usually
            && draft.symptoms.get(symptom).is_some_and(|entry| is_leading(&entry.value))
    };
    let others = draft.causes.values().map(|entry| &entry.value);
    others.filter(move |other| {
        other.id != cause.id
            && cause.shows.iter().any(|shows| {
                let symptom = shows.symptom.as_str();
                leading(cause, symptom) && leading(other, symptom)
            })
    })
}

fn wrong_with_ways(draft: &Draft, cause: &Cause) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    for method in &cause.methods {
        let Some(applies) = &method.applies else { continue };
        for symptom in applies.yes.iter().chain(&applies.no) {
            if !draft.symptoms.contains_key(symptom.as_str()) {
                let message =
                    format!("symptom `{symptom}` does not exist; expected the id of a symptom");
                wrong.push((symptom.to_string(), message));
            }
        }
        let never = applies.yes.iter().any(|symptom| applies.no.contains(symptom))
            || matches!((applies.least_users, applies.most_users), (Some(least), Some(most)) if least > most);
        if never || *applies == crate::kb::model::Applies::default() {
            let message = format!(
                "way `{}` applies never, or always; expected conditions that can hold and can fail",
                method.id
            );
            wrong.push((method.id.to_string(), message));
        }
    }
    wrong
}
