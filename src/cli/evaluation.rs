//! `syncmend kb evaluate` and `kb simulate`: how good the diagnosis is.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{CallError, Output, read_text};
use crate::evaluation::evaluate::{Evaluation, Miss, evaluate, evaluate_examples};
use crate::evaluation::simulate::{Advised, Optimum, Other, Simulation, simulate};
use crate::kb::{Example, KnowledgeBase};
use crate::text::percent;

/// A line of a case file; what else stands in it is somebody's own.
#[derive(Deserialize)]
struct CaseLine {
    id: String,
    text: String,
    label: String,
    accept: Vec<String>,
    #[serde(default)]
    missed: bool,
}

/// Reads complaints whose cause is known, or without any the knowledge base's own examples.
pub(super) fn run_evaluate(
    kb: &KnowledgeBase,
    cases: Option<&Path>,
    format: Output,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    let evaluation = match cases {
        Some(cases) => evaluate(kb, &read_cases(cases)?),
        None => evaluate_examples(kb),
    };
    match format {
        Output::Json => writeln!(out, "{}", serde_json::to_string_pretty(&evaluation)?)?,
        Output::Text => print_evaluation(&evaluation, out)?,
    }
    Ok(())
}

/// Checks that every case of a folder is read as it is marked: rightly, or known to be missed.
pub(super) fn check_cases(
    kb: &KnowledgeBase,
    folder: &Path,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    let cases = read_cases(folder)?;
    let evaluation = evaluate(kb, &cases);
    let fresh: Vec<&Miss> = evaluation.misses.iter().filter(|miss| !miss.known).collect();
    for miss in &fresh {
        print_miss(miss, out)?;
    }
    for mended in &evaluation.mended {
        writeln!(out, "{mended} is read rightly now; take `missed` away")?;
    }
    match fresh.len() + evaluation.mended.len() {
        0 => {
            let (cases, known) = (cases.len(), evaluation.misses.len());
            writeln!(out, "{cases} cases: no change, {known} known to be missed")?;
            Ok(())
        }
        changed => Err(CallError::Failed(format!(
            "{changed} cases are not read as before; mend the reading, or mark what is missed with \"missed\": true: {}",
            folder.display()
        ))),
    }
}

/// The cases of a file, or of every `.jsonl` file below a folder, by name.
fn read_cases(path: &Path) -> Result<Vec<Example>, CallError> {
    if !path.is_dir() {
        return read_case_file(path);
    }
    let unreadable = |error: std::io::Error| {
        CallError::Failed(format!("the folder cannot be read ({error}): {}", path.display()))
    };
    let entries = std::fs::read_dir(path).map_err(unreadable)?;
    let entries: Result<Vec<PathBuf>, _> = entries.map(|entry| Ok(entry?.path())).collect();
    let mut entries = entries.map_err(unreadable)?;
    entries.retain(|entry| entry.is_dir() || entry.extension().is_some_and(|e| e == "jsonl"));
    entries.sort();
    let cases: Result<Vec<_>, _> = entries.iter().map(|entry| read_cases(entry)).collect();
    Ok(cases?.into_iter().flatten().collect())
}

fn read_case_file(path: &Path) -> Result<Vec<Example>, CallError> {
    let text = read_text(path)?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let case = |(number, line): (usize, &str)| {
        let CaseLine { id, text, label, accept, missed } =
            serde_json::from_str(line).map_err(|error| {
                let number = number + 1;
                let place = path.display();
                CallError::Failed(format!("line {number} is not a case ({error}): {place}"))
            })?;
        Ok(Example { id, text, label, accept, tells: Vec::new(), missed })
    };
    lines.map(case).collect()
}

fn print_evaluation(evaluation: &Evaluation, out: &mut dyn Write) -> Result<(), CallError> {
    let share = |count: usize, of: usize| {
        if of == 0 { "-".to_owned() } else { format!("{:.1} %", count as f64 * 100.0 / of as f64) }
    };
    let e = evaluation;
    let counts = [
        ("accepted cause first", e.first, e.covered),
        ("accepted cause in first 3", e.first_three, e.covered),
        ("out of scope, claimed", e.claimed, e.out_of_scope),
    ];
    for (what, count, of) in counts {
        writeln!(out, "{what:28} {count} of {of}  {}", share(count, of))?;
    }
    writeln!(out, "{:28} {:.3}", "expected calibration error", e.calibration_error)?;
    writeln!(out, "{:28} {:.3}", "covered told from not", e.separation)?;
    for miss in &e.misses {
        print_miss(miss, out)?;
    }
    if !e.mended.is_empty() {
        writeln!(out, "\nnow right, take `missed` away: {}", e.mended.join(", "))?;
    }
    Ok(())
}

fn print_miss(miss: &Miss, out: &mut dyn Write) -> Result<(), CallError> {
    let rank = miss.rank.map_or_else(String::new, |rank| format!(", right one at {rank}"));
    let known = if miss.known { " (known)" } else { "" };
    writeln!(
        out,
        "\n{}{known}: expected {}; {} won with {}{rank}",
        miss.id,
        miss.expected.join(" or "),
        miss.won,
        percent(miss.probability)
    )?;
    for found in &miss.found {
        writeln!(out, "    {found}")?;
    }
    Ok(())
}

/// Simulates calls.
pub(super) fn run_simulate(
    kb: &KnowledgeBase,
    calls: usize,
    seed: u64,
    format: Output,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    if calls == 0 {
        return Err(CallError::Usage("--calls: expected at least 1".to_owned()));
    }
    let simulation =
        simulate(kb, calls, seed).map_err(|error| CallError::Failed(error.to_string()))?;
    match format {
        Output::Json => writeln!(out, "{}", serde_json::to_string_pretty(&simulation)?)?,
        Output::Text => print_simulation(&simulation, out)?,
    }
    Ok(())
}

fn print_simulation(simulation: &Simulation, out: &mut dyn Write) -> Result<(), CallError> {
    writeln!(out, "minutes of the technician's time, on average\n")?;
    writeln!(
        out,
        "{:36} {:>8} {:>12} {:>12} {:>10}",
        "", "advice", "sorted once", "fixed order", "questions"
    )?;
    let mut row = |what: &str, advice: &Advised, sorted: &Other, fixed: &Other| {
        let (cost, questions) = (advice.mean_cost, advice.median_questions);
        let (sorted, fixed) = (sorted.mean_cost, fixed.mean_cost);
        writeln!(out, "{what:36} {cost:>8.1} {sorted:>12.1} {fixed:>12.1} {questions:>10.1}")
    };
    let s = simulation;
    row("as the knowledge base says", &s.planner, &s.sorted_once, &s.fixed_order)?;
    for wrong in &s.wrong {
        row(wrong.what, &wrong.planner, &wrong.sorted_once, &wrong.fixed_order)?;
    }
    writeln!(out, "\n{:36} {:>8.1}", "with the fault known", s.knows_fault.mean_cost)?;
    let Optimum { models, mean_ratio, worst_ratio } = s.optimum;
    writeln!(
        out,
        "against the best plan: {mean_ratio:.3} times on average, {worst_ratio:.3} at worst, over {models} small models"
    )?;
    Ok(())
}
