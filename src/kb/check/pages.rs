//! Clicks and the drawing of a page: numbers that match, labels that the step names, commands that
//! only read.

use std::collections::BTreeSet;

use crate::kb::scene::{Part, Scene, TableRow};
use crate::kb::step::Step;

/// The most clicks of one step: what needs more is two steps.
const MOST_CLICKS: usize = 5;

/// Programs and verbs that only read.
const READS: &[&str] = &[
    "gam info ",
    "gam print ",
    "gam show ",
    "gam report ",
    "gam check ",
    "Get-",
    "Resolve-DnsName ",
    "nslookup ",
    "dig ",
];

/// What joins commands, or sends their output into a file or another command.
const JOINS: &[char] = &[';', '|', '&', '>', '<', '`', '$', '\n'];

/// What makes a command write that begins like one that reads.
const WRITES: &[&str] = &["todrive", "outfile", "out-file"];

/// What may stand in a command for the ticket's data.
const PLACEHOLDERS: &[&str] = &["{user}", "{google-admin}"];

/// What is wrong with clicks, drawing, change and command of a step, each as the end of a sentence
/// that begins with its id.
pub(super) fn wrong_with(step: &Step) -> Vec<String> {
    let mut wrong = Vec::new();
    if step.link.is_some() && (step.clicks.is_empty() || step.scene.is_none()) {
        wrong.push(
            "leads to a page without clicks or scene; expected `clicks` and a `scene`".to_owned(),
        );
    }
    if step.clicks.len() > MOST_CLICKS {
        wrong.push(format!("has more than {MOST_CLICKS} clicks; expected at most that many"));
    }
    if step.clicks.iter().any(|click| click.action.trim().is_empty()) {
        wrong.push("has a click without `do`; expected one verb and what to do it to".to_owned());
    }
    if let Some(scene) = &step.scene {
        wrong.extend(wrong_with_scene(step, scene));
    }
    if let Some(change) = &step.change
        && (change.setting.trim().is_empty() || change.after.trim().is_empty())
    {
        wrong.push("has a change without `setting` or `after`; expected both".to_owned());
    }
    if step.warning_customer.as_ref().is_some_and(|warning| warning.trim().is_empty()) {
        wrong.push("has an empty `warning_customer`; expected a sentence".to_owned());
    }
    if step.verify.as_ref().is_some_and(|command| !only_reads(command)) {
        wrong.push(format!(
            "verifies with a command that may write; expected one command that begins with {}",
            READS.iter().map(|read| read.trim()).collect::<Vec<_>>().join(", ")
        ));
    }
    if step.verify.is_none() && !step.proves.is_empty() {
        wrong.push("proves something without a command; expected `verify`".to_owned());
    }
    if step.verify.as_ref().is_some_and(|command| !has_known_placeholders(command)) {
        wrong.push(format!(
            "verifies with a placeholder that is not filled in, or in quotes; expected {}",
            PLACEHOLDERS.join(" or ")
        ));
    }
    wrong
}

/// Whether every placeholder is one that is filled in, without quotes around it, which are put there with
/// the account. `@{name='value'}` is a table of PowerShell.
fn has_known_placeholders(command: &str) -> bool {
    let rest = PLACEHOLDERS.iter().fold(command.to_owned(), |rest, known| rest.replace(known, ""));
    let is_quoted = PLACEHOLDERS.iter().any(|known| {
        command.contains(&format!("'{known}'")) || command.contains(&format!("\"{known}\""))
    });
    !is_quoted && !rest.replace("@{", "").contains('{')
}

fn wrong_with_scene(step: &Step, scene: &Scene) -> Vec<String> {
    let mut wrong = Vec::new();
    if step.link.is_none() {
        wrong.push("has a scene without a link; expected `link` with the page it draws".to_owned());
    }
    if step.clicks.is_empty() {
        wrong.push("has a scene without clicks; expected 1 to 5 `clicks`".to_owned());
    }
    if scene.part.is_empty() {
        wrong.push("has an empty scene; expected at least one part".to_owned());
    }
    let marks = scene.marks();
    let marked: BTreeSet<usize> = marks.iter().map(|(mark, _)| *mark).collect();
    for number in 1..=step.clicks.len() {
        if !marked.contains(&number) {
            wrong.push(format!("has nothing in its scene for click {number}; expected a `mark`"));
        }
    }
    for (mark, label) in marks {
        if mark == 0 || mark > step.clicks.len() {
            wrong.push(format!("marks `{label}` with {mark}; expected the number of a click"));
        }
        if !names(step, label) {
            wrong.push(format!("draws `{label}`, which it does not name; expected it in `do`"));
        }
    }
    wrong.extend(scene.part.iter().filter_map(wrong_with_part));
    wrong
}

/// Whether a step names what a control is labeled with.
fn names(step: &Step, label: &str) -> bool {
    let clicks = step.clicks.iter().flat_map(|click| {
        [Some(click.action.as_str()), click.note.as_deref()].into_iter().flatten()
    });
    let label = label.to_lowercase();
    let mut texts = [step.action.as_str(), &step.title].into_iter().chain(clicks);
    texts.any(|text| text.replace("**", "").to_lowercase().contains(&label))
}

fn wrong_with_part(part: &Part) -> Option<String> {
    let Part::Table { columns, rows } = part else { return None };
    let fits = |row: &TableRow| match row.blank {
        Some(rows) => row.cells.is_empty() && (1..=9).contains(&rows),
        None => !row.cells.is_empty() && row.cells.len() == columns.len(),
    };
    (!rows.iter().all(fits)).then(|| {
        "draws a row that does not fit its table; expected a cell for each column, or `blank` with 1 to 9".to_owned()
    })
}

/// Whether a command only reads: one command, begun as those that read are.
fn only_reads(command: &str) -> bool {
    let small = command.to_lowercase();
    READS.iter().any(|read| command.starts_with(read))
        && !command.contains(JOINS)
        && !WRITES.iter().any(|writes| small.contains(writes))
}
