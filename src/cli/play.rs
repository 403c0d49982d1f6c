//! `syncmend kb play`: calls that people wrote down, played against the advice.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use serde_json::{Map, json};

use super::evaluation::{JsonLine, json_lines, share};
use super::{CallError, Output};
use crate::evaluation::play::{
    Course, Played, PlayedCall, count, described, play, unknown_symptoms,
};
use crate::kb::KnowledgeBase;

/// Plays calls and prints what came of them, by source.
pub(super) fn run(
    kb: &KnowledgeBase,
    calls: &Path,
    verbose: bool,
    format: Output,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    let courses = play(kb, &read_calls(kb, calls)?);
    match format {
        Output::Json => {
            let mut document = json!({"all": count(&courses), "by_source": Map::new()});
            for (source, courses) in by_source(&courses) {
                document["by_source"][source] = serde_json::to_value(count(courses))?;
            }
            if verbose {
                document["calls"] = serde_json::to_value(&courses)?;
            }
            writeln!(out, "{document:#}")?;
        }
        Output::Text => {
            print_counts("all", &count(&courses), out)?;
            for (source, courses) in by_source(&courses) {
                print_counts(source, &count(courses), out)?;
            }
            for course in courses.iter().filter(|course| verbose || !course.is_right()) {
                print_course(course, verbose, out)?;
            }
        }
    }
    Ok(())
}

/// Checks that no call of a folder gets harmful advice, and prints what came of them.
pub(super) fn check_calls(
    kb: &KnowledgeBase,
    folder: &Path,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    let courses = play(kb, &read_calls(kb, folder)?);
    let counts = count(&courses);
    let right = courses.iter().filter(|course| course.is_right()).count();
    writeln!(out, "{} calls: {right} go right at once, {} harmful", courses.len(), counts.harmful)?;
    if counts.harmful == 0 {
        return Ok(());
    }
    for course in courses.iter().filter(|course| course.is_harmful()) {
        print_course(course, true, out)?;
    }
    let (harmful, place) = (counts.harmful, folder.display());
    Err(CallError::Failed(format!(
        "{harmful} calls get advice that would do harm; mend the knowledge base or the planner: {place}"
    )))
}

fn read_calls(kb: &KnowledgeBase, path: &Path) -> Result<Vec<PlayedCall>, CallError> {
    let mut calls = Vec::new();
    for JsonLine { value, place, file } in json_lines(path)? {
        calls.push(serde_json::from_value(value).map_err(|error| {
            CallError::Failed(format!("{place} is not a call ({error}): {}", file.display()))
        })?);
    }
    match unknown_symptoms(kb, &calls).as_slice() {
        [] => Ok(calls),
        unknown => {
            let place = path.display();
            Err(CallError::Failed(format!(
                "calls name what the knowledge base does not have ({}): {place}",
                unknown.join("; ")
            )))
        }
    }
}

fn by_source(courses: &[Course]) -> BTreeMap<&str, Vec<&Course>> {
    let mut by_source: BTreeMap<&str, Vec<&Course>> = BTreeMap::new();
    for course in courses {
        by_source.entry(&course.source).or_default().push(course);
    }
    by_source
}

fn print_counts(source: &str, played: &Played, out: &mut dyn Write) -> Result<(), CallError> {
    let p = played;
    writeln!(out, "{source}")?;
    let counts = [
        ("right fix first", p.right_first, p.covered),
        ("right fix within two", p.right_within_two, p.covered),
        ("handed over rightly", p.handed_over_rightly, p.uncovered),
        ("harmful", p.harmful, p.covered + p.uncovered),
        ("questions the opening answers", p.already_answered, p.questions),
        ("checks asked to confirm it", p.confirmations, p.questions),
    ];
    for (what, count, of) in counts {
        writeln!(out, "  {what:32} {count} of {of}  {}", share(count, of))?;
    }
    let (median, ninetieth) = (p.median_questions, p.ninetieth_questions);
    writeln!(out, "  {:32} {median}, nine of ten calls within {ninetieth}", "questions, median")?;
    writeln!(out, "  {:32} {}", "asked what the screen says", p.open_questions)?;
    writeln!(out, "  {:32} {}", "fixes offered as unconfirmed", p.unconfirmed)?;
    Ok(())
}

fn print_course(course: &Course, verbose: bool, out: &mut dyn Write) -> Result<(), CallError> {
    let mark = if course.is_right() { "" } else { "  *" };
    writeln!(out, "\n{} ({}), {} questions{mark}", course.id, course.cause, course.questions())?;
    let skipped = if verbose { 0 } else { course.moves.len().saturating_sub(LAST_MOVES) };
    for it in course.moves.iter().skip(skipped) {
        writeln!(out, "    {}", described(it))?;
    }
    Ok(())
}

/// How many moves of a call that went wrong are printed.
const LAST_MOVES: usize = 4;
