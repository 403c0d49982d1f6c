//! Examples: labels that exist, and quotes that stand in their texts.

use super::Finding;
use crate::kb::draft::Draft;
use crate::kb::example::{Example, OUT_OF_SCOPE};

/// Adds what is wrong with the examples of a draft.
pub(super) fn check(draft: &Draft, found: &mut Vec<Finding>) {
    for (id, entry) in &draft.examples {
        for wrong in wrong_with(draft, &entry.value) {
            let message = format!("example `{id}` {wrong}");
            found.push(Finding { file: entry.file, about: id.clone(), message });
        }
    }
}

fn wrong_with(draft: &Draft, example: &Example) -> Vec<String> {
    let mut wrong = Vec::new();
    if example.text.trim().is_empty() {
        wrong.push("has no text; expected what a customer wrote".to_owned());
    }
    if !example.accept.contains(&example.label) {
        wrong.push(format!("does not accept its own label `{}`; expected it to", example.label));
    }
    for label in example.accept.iter().chain([&example.label]) {
        if label != OUT_OF_SCOPE && !draft.causes.contains_key(label) {
            wrong.push(format!(
                "has the label `{label}`; expected the id of a cause or `{OUT_OF_SCOPE}`"
            ));
        }
    }
    for told in &example.tells {
        if !draft.symptoms.contains_key(told.symptom.as_str()) {
            wrong.push(format!(
                "tells the symptom `{}`, which does not exist; expected the id of a symptom",
                told.symptom
            ));
        }
        if !example.text.contains(&told.quote) {
            wrong.push(format!("quotes \u{201c}{}\u{201d}, which is not in its text", told.quote));
        }
    }
    wrong
}
