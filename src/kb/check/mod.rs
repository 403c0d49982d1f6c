//! What no single file shows: dangling ids, addresses outside the list, numbers out of range.
//!
//! ```text
//! decisions.rs what decides: checks of causes, when ways apply
//! examples.rs labels and quotes of examples
//! numbers.rs  ranges in numbers.toml
//! pages.rs    clicks and drawings of pages
//! ```

mod decisions;
mod examples;
mod numbers;
mod pages;

use std::collections::BTreeSet;

use super::address::Address;
use super::draft::Draft;
use super::ids::is_kebab_case;
use super::model::Cause;
use super::problem::line_at;
use super::step::Step;

/// A problem before it has a line: the file, the string it is about, and what to say.
struct Finding {
    file: usize,
    about: String,
    message: String,
}

/// Adds to the draft every problem between its entries.
pub(super) fn check(draft: &mut Draft) {
    let mut found = Vec::new();
    check_ids(draft, &mut found);
    check_symptoms(draft, &mut found);
    check_links_and_sources(draft, &mut found);
    check_steps(draft, &mut found);
    for entry in draft.causes.values() {
        check_cause(draft, &entry.value, entry.file, &mut found);
        check_ways(draft, &entry.value, entry.file, &mut found);
    }
    check_answers(draft, &mut found);
    check_left_out(draft, &mut found);
    check_own_pages(draft, &mut found);
    decisions::check(draft, &mut found);
    examples::check(draft, &mut found);
    for Finding { file, about, message } in found {
        let line = line_of(&draft.files[file].text, &about);
        draft.problem(file, line, message);
    }
    numbers::check(draft);
}

/// The line on which something of that id is written, else on which the string stands as a value,
/// else the first.
fn line_of(text: &str, value: &str) -> usize {
    // The last one: of an id that is written twice, the second is what is wrong.
    let written = text.rfind(&format!("id = \"{value}\""));
    let used = || {
        let quoted = [format!("\"{value}\""), format!("'{value}'"), value.to_owned()];
        quoted.iter().find_map(|q| text.find(q.as_str()))
    };
    written.or_else(used).map_or(1, |offset| line_at(text, offset))
}

fn check_ids(draft: &Draft, found: &mut Vec<Finding>) {
    let ids = draft
        .symptoms
        .iter()
        .map(|(id, e)| (id, e.file))
        .chain(draft.causes.iter().map(|(id, e)| (id, e.file)))
        .chain(draft.shared_steps.iter().map(|(id, e)| (id, e.file)))
        .chain(draft.links.iter().map(|(id, e)| (id, e.file)))
        .chain(draft.sources.iter().map(|(id, e)| (id, e.file)))
        .chain(draft.answers.iter().map(|(id, e)| (id, e.file)));
    for (id, file) in ids {
        if !is_kebab_case(id) {
            let message = format!(
                "id `{id}` is not kebab-case; expected lower-case letters, digits and hyphens"
            );
            found.push(Finding { file, about: id.clone(), message });
        }
    }
}

fn check_symptoms(draft: &Draft, found: &mut Vec<Finding>) {
    for (id, entry) in &draft.symptoms {
        if !(entry.value.minutes > 0.0 && entry.value.minutes <= 60.0) {
            let message = format!(
                "symptom `{id}` takes {} minutes; expected more than 0 and at most 60",
                entry.value.minutes
            );
            found.push(Finding { file: entry.file, about: id.clone(), message });
        }
        for other in &entry.value.excludes {
            let message = match draft.symptoms.get(other.as_str()) {
                None => format!("symptom `{other}` does not exist; expected the id of a symptom"),
                Some(_) if other.as_str() == id => {
                    format!("symptom `{id}` excludes itself; expected others")
                }
                Some(other) if !other.value.excludes.iter().any(|back| back.as_str() == id) => {
                    format!(
                        "symptom `{id}` excludes `{}`; expected the same of that one",
                        other.value.id
                    )
                }
                Some(_) => continue,
            };
            found.push(Finding { file: entry.file, about: other.to_string(), message });
        }
        for link in entry.value.look.iter().chain(&entry.value.places) {
            if !draft.links.contains_key(link.as_str()) {
                let message = format!("link `{link}` does not exist; expected the id of a link");
                found.push(Finding { file: entry.file, about: link.to_string(), message });
            }
        }
        let texts = [&entry.value.statement, &entry.value.question];
        let texts =
            texts.into_iter().chain(&entry.value.statement_no).chain(&entry.value.separates);
        if texts.into_iter().any(|text| text.trim().is_empty()) {
            let message = format!(
                "symptom `{id}` has an empty statement, question or name in `separates`; expected words"
            );
            found.push(Finding { file: entry.file, about: id.clone(), message });
        }
    }
}

fn check_links_and_sources(draft: &Draft, found: &mut Vec<Finding>) {
    for (id, entry) in &draft.links {
        let link = &entry.value;
        if let Some(address) = &link.address {
            // Filled with a harmless value, so that what is checked is what will be opened.
            let filled =
                address.replace("{jumpcloud}", "console.jumpcloud.com").replace("{user}", "user");
            if filled.contains(['{', '}']) {
                let message = format!(
                    "link `{id}` has an unknown placeholder; expected {{user}} or {{jumpcloud}}: {address}"
                );
                found.push(Finding { file: entry.file, about: address.clone(), message });
            } else if let Err(refusal) = Address::check(&filled) {
                let message = format!("link `{id}`: {refusal}: {address}");
                found.push(Finding { file: entry.file, about: address.clone(), message });
            }
            if address.contains("{user}") && link.otherwise.is_none() {
                let message = format!(
                    "link `{id}` needs a user; expected `otherwise` with the link for a ticket without one"
                );
                found.push(Finding { file: entry.file, about: address.clone(), message });
            }
        }
        if let Some(other) = &link.otherwise
            && !draft.links.contains_key(other.as_str())
        {
            let message = format!("link `{other}` does not exist; expected the id of a link");
            found.push(Finding { file: entry.file, about: other.to_string(), message });
        }
    }
    for (id, entry) in &draft.sources {
        if let Err(refusal) = Address::check(&entry.value.address) {
            let message = format!("source `{id}`: {refusal}: {}", entry.value.address);
            found.push(Finding { file: entry.file, about: entry.value.address.clone(), message });
        }
    }
}

fn check_answers(draft: &Draft, found: &mut Vec<Finding>) {
    for (id, entry) in &draft.answers {
        let answer = &entry.value;
        if answer.question.trim().is_empty() || answer.answer.trim().is_empty() {
            let message = format!("answer `{id}` has no question or no answer; expected both");
            found.push(Finding { file: entry.file, about: id.clone(), message });
        }
        if answer.sources.is_empty() {
            let message = format!("answer `{id}` has no source; expected at least one");
            found.push(Finding { file: entry.file, about: id.clone(), message });
        }
        for source in &answer.sources {
            if !draft.sources.contains_key(source.as_str()) {
                let message =
                    format!("source `{source}` does not exist; expected the id of a source");
                found.push(Finding { file: entry.file, about: source.to_string(), message });
            }
        }
    }
}

/// Only areas that have causes can be left out, and not all of them.
fn check_left_out(draft: &Draft, found: &mut Vec<Finding>) {
    let packs: BTreeSet<&str> =
        draft.causes.values().map(|entry| entry.value.area.as_str()).collect();
    let is_any_left = packs.iter().any(|area| !draft.left_out.contains_key(*area));
    for (area, &file) in &draft.left_out {
        let message = if !packs.contains(area.as_str()) {
            let names: Vec<&str> = packs.iter().copied().collect();
            format!("there is no area `{area}` to leave out; expected one of: {}", names.join(", "))
        } else if !is_any_left {
            format!("area `{area}` is the last one; expected one that is not left out")
        } else {
            continue;
        };
        found.push(Finding { file, about: area.clone(), message });
    }
}

/// Own pages are of steps that there are, and lead nowhere else than links do.
fn check_own_pages(draft: &Draft, found: &mut Vec<Finding>) {
    let steps: BTreeSet<&str> = all_steps(draft).map(|(step, _)| step.id.as_str()).collect();
    for (step, entry) in &draft.own_pages {
        let message = match entry.value.check() {
            Err(wrong) => format!("own page of `{step}`: {wrong}"),
            Ok(()) if !steps.contains(step.as_str()) => {
                format!("step `{step}` does not exist; expected the id of a step")
            }
            Ok(()) => continue,
        };
        found.push(Finding { file: entry.file, about: step.clone(), message });
    }
}

fn all_steps(draft: &Draft) -> impl Iterator<Item = (&Step, usize)> {
    let shared = draft.shared_steps.values().map(|entry| (&entry.value, entry.file));
    let own = draft.causes.values().flat_map(|entry| {
        entry.value.steps.iter().chain([&entry.value.confirm]).map(|step| (step, entry.file))
    });
    shared.chain(own)
}

fn check_steps(draft: &Draft, found: &mut Vec<Finding>) {
    let mut seen = BTreeSet::new();
    for (step, file) in all_steps(draft) {
        let about = || step.id.to_string();
        if !seen.insert(step.id.as_str()) {
            let message = format!(
                "step `{}` is already written elsewhere; expected an id of its own",
                step.id
            );
            found.push(Finding { file, about: about(), message });
        }
        for wrong in wrong_with_step(step) {
            let message = format!("step `{}` {wrong}", step.id);
            found.push(Finding { file, about: about(), message });
        }
        for wrong in pages::wrong_with(step) {
            let message = format!("step `{}` {wrong}", step.id);
            found.push(Finding { file, about: about(), message });
        }
        if let Some(link) = &step.link
            && !draft.links.contains_key(link.as_str())
        {
            let message = format!("link `{link}` does not exist; expected the id of a link");
            found.push(Finding { file, about: link.to_string(), message });
        }
    }
}

/// What a step alone tells, as the end of a sentence that begins with its id.
fn wrong_with_step(step: &Step) -> Vec<&'static str> {
    let mut wrong = Vec::new();
    if !is_kebab_case(step.id.as_str()) {
        wrong.push("is not kebab-case; expected lower-case letters, digits and hyphens");
    }
    if step.see.trim().is_empty() {
        wrong.push("has an empty `see`; expected what you should then see");
    }
    if [&step.title, &step.action, &step.say].iter().any(|text| text.trim().is_empty()) {
        wrong.push("has an empty `title`, `do` or `say`; expected a sentence");
    }
    if step.risk.as_ref().is_some_and(|r| r.warning.trim().is_empty() || r.undo.trim().is_empty()) {
        wrong.push("is risky; expected a warning and an undo");
    }
    if !(0.0..=600.0).contains(&step.minutes) {
        wrong.push("takes a strange number of minutes; expected 0 to 600");
    }
    if step.wait.as_ref().is_some_and(|wait| !(wait.hours > 0.0 && wait.hours <= 720.0)) {
        wrong.push("waits a strange number of hours; expected more than 0 and at most 720");
    }
    let filled = step.copy.as_ref().map(|copy| {
        copy.replace("{user}", "").replace("{customer}", "").replace("{reference}", "")
    });
    if filled.is_some_and(|copy| copy.contains(['{', '}'])) {
        wrong.push(
            "has an unknown placeholder in `copy`; expected {user}, {customer} or {reference}",
        );
    }
    wrong
}

fn check_cause(draft: &Draft, cause: &Cause, file: usize, found: &mut Vec<Finding>) {
    let mut say = |about: &str, message: String| {
        found.push(Finding { file, about: about.to_owned(), message });
    };
    if draft.files[file].name != format!("causes/{}.toml", cause.id) {
        say(
            cause.id.as_str(),
            format!("cause `{0}` stands in the wrong file; expected causes/{0}.toml", cause.id),
        );
    }
    if !draft.areas.contains_key(&cause.area) {
        say(
            &cause.area,
            format!("area `{}` does not exist; expected an area of the symptoms", cause.area),
        );
    }
    if cause.shows.is_empty() || cause.methods.is_empty() || cause.sources.is_empty() {
        say(
            cause.id.as_str(),
            format!(
                "cause `{}` is incomplete; expected at least one symptom, one way and one source",
                cause.id
            ),
        );
    }
    let mut shown = BTreeSet::new();
    for shows in &cause.shows {
        if !draft.symptoms.contains_key(shows.symptom.as_str()) {
            say(
                shows.symptom.as_str(),
                format!("symptom `{}` does not exist; expected the id of a symptom", shows.symptom),
            );
        }
        if !shown.insert(&shows.symptom) {
            say(
                shows.symptom.as_str(),
                format!("symptom `{}` is listed twice; expected once", shows.symptom),
            );
        }
    }
    for source in &cause.sources {
        if !draft.sources.contains_key(source.as_str()) {
            say(
                source.as_str(),
                format!("source `{source}` does not exist; expected the id of a source"),
            );
        }
    }
}

fn check_ways(draft: &Draft, cause: &Cause, file: usize, found: &mut Vec<Finding>) {
    let mut say = |about: &str, message: String| {
        found.push(Finding { file, about: about.to_owned(), message });
    };
    let own: BTreeSet<&str> = cause.steps.iter().map(|step| step.id.as_str()).collect();
    let mut used = BTreeSet::new();
    let mut methods = BTreeSet::new();
    for method in &cause.methods {
        if !methods.insert(method.id.as_str()) {
            say(
                method.id.as_str(),
                format!("way `{}` is written twice; expected an id of its own", method.id),
            );
        }
        if method.when.is_none() && cause.methods.len() > 1 {
            say(
                method.id.as_str(),
                format!("way `{}` is one of several; expected `when` to choose it", method.id),
            );
        }
        if method.steps.is_empty() {
            say(
                method.id.as_str(),
                format!("way `{}` has no steps; expected at least one", method.id),
            );
        }
        for step in &method.steps {
            used.insert(step.as_str());
            if !own.contains(step.as_str()) && !draft.shared_steps.contains_key(step.as_str()) {
                say(
                    step.as_str(),
                    format!(
                        "step `{step}` does not exist; expected a step of this file or a shared one"
                    ),
                );
            }
        }
    }
    for unused in own.difference(&used) {
        say(unused, format!("step `{unused}` is in no way; expected a way that uses it"));
    }
}
