//! `syncmend kb evaluate` and `kb simulate`: how good the diagnosis is.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Value, json};

use super::{CallError, Output, read_text};
use crate::evaluation::evaluate::{Evaluation, Miss, evaluate, evaluate_examples};
use crate::evaluation::sentences::{SentenceCounts, count};
use crate::evaluation::simulate::{Advised, Optimum, Other, Simulation, simulate};
use crate::kb::{Example, KnowledgeBase, Sentence};
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
    source: Option<String>,
    origin: Option<String>,
}

/// What the diagnosis is measured on.
#[derive(Default)]
struct Measures {
    /// Complaints whose cause is known.
    cases: Vec<Example>,
    /// Sentences with what they state.
    sentences: Vec<Sentence>,
}

/// Reads complaints whose cause is known and sentences whose statements are, or without any the
/// knowledge base's own examples. Counts are given for all and by source and origin.
pub(super) fn run_evaluate(
    kb: &KnowledgeBase,
    path: Option<&Path>,
    format: Output,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    let Some(path) = path else {
        let evaluation = evaluate_examples(kb);
        return match format {
            Output::Json => Ok(writeln!(out, "{}", serde_json::to_string_pretty(&evaluation)?)?),
            Output::Text => {
                print_evaluation(&evaluation, out)?;
                print_misses(&evaluation, out)
            }
        };
    };
    let measures = read_measures(path)?;
    let evaluation = evaluate(kb, &measures.cases);
    let groups = grouped(&measures.cases, |case| [case.source.as_deref(), case.origin.as_deref()]);
    let groups: Vec<(String, Evaluation)> = groups
        .into_iter()
        .map(|(name, cases)| (name, evaluate(kb, &cases.into_iter().cloned().collect::<Vec<_>>())))
        .collect();
    let sentences = sentence_counts(kb, &measures.sentences);
    match format {
        Output::Json => {
            let mut document = serde_json::to_value(&evaluation)?;
            for (name, evaluation) in &groups {
                let mut counts = serde_json::to_value(evaluation)?;
                if let Value::Object(counts) = &mut counts {
                    counts.retain(|key, _| key != "misses" && key != "mended");
                }
                document["groups"][name] = counts;
            }
            for (name, counts) in &sentences {
                document["sentences"][name] = json!(counts);
            }
            writeln!(out, "{document:#}")?;
        }
        Output::Text => {
            if !measures.cases.is_empty() {
                print_evaluation(&evaluation, out)?;
            }
            for (name, evaluation) in &groups {
                writeln!(out, "\n{name}")?;
                print_evaluation(evaluation, out)?;
            }
            for (name, counts) in &sentences {
                print_sentences(name, counts, out)?;
            }
            print_misses(&evaluation, out)?;
        }
    }
    Ok(())
}

/// Things by the names that each of them has: its source, up to a colon, and its origin.
fn grouped<'a, T>(
    all: &'a [T],
    names: impl Fn(&'a T) -> [Option<&'a str>; 2],
) -> BTreeMap<String, Vec<&'a T>> {
    let mut groups: BTreeMap<String, Vec<&'a T>> = BTreeMap::new();
    for one in all {
        for (kind, name) in ["source", "origin"].into_iter().zip(names(one)) {
            let name = name.and_then(|name| name.split(':').next()).unwrap_or_default();
            if !name.is_empty() {
                groups.entry(format!("{kind}: {name}")).or_default().push(one);
            }
        }
    }
    groups
}

fn sentence_counts(kb: &KnowledgeBase, sentences: &[Sentence]) -> Vec<(String, SentenceCounts)> {
    if sentences.is_empty() {
        return Vec::new();
    }
    let mut groups = vec![("all".to_owned(), sentences.iter().collect::<Vec<_>>())];
    groups.extend(grouped(sentences, |it| [Some(&it.source), Some(&it.origin)]));
    groups.into_iter().map(|(name, sentences)| (name, count(kb, &sentences))).collect()
}

fn print_sentences(
    name: &str,
    counts: &SentenceCounts,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    let c = counts;
    writeln!(out, "\nsentences, {name}: {}", c.sentences)?;
    for (what, count, of) in [
        ("readings that are stated", c.true_readings, c.readings),
        ("statements that are found", c.found, c.statements),
        ("of these that are yes", c.yes_found, c.yes),
        ("of these that are no", c.no_found, c.no),
    ] {
        writeln!(out, "{what:28} {count} of {of}  {}", share(count, of))?;
    }
    Ok(())
}

/// Checks that every case of a folder is read as it is marked: rightly, or known to be missed.
pub(super) fn check_cases(
    kb: &KnowledgeBase,
    folder: &Path,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    let cases = read_measures(folder)?.cases;
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

/// What a file, or every `.jsonl` file below a folder, holds.
fn read_measures(path: &Path) -> Result<Measures, CallError> {
    let mut measures = Measures::default();
    for JsonLine { value, place, file } in json_lines(path)? {
        let failed = |what: &str, error: serde_json::Error| {
            CallError::Failed(format!("{place} is not a {what} ({error}): {}", file.display()))
        };
        if value.get("labels").is_some() {
            let sentence = serde_json::from_value(value);
            measures.sentences.push(sentence.map_err(|error| failed("sentence", error))?);
        } else {
            let CaseLine { id, text, label, accept, missed, source, origin } =
                serde_json::from_value(value).map_err(|error| failed("case", error))?;
            let tells = Vec::new();
            let case = Example { id, text, label, accept, tells, missed, source, origin };
            measures.cases.push(case);
        }
    }
    Ok(measures)
}

/// One JSON value with the place where it stands.
pub(super) struct JsonLine {
    /// What stands there.
    pub(super) value: Value,
    /// Which line.
    pub(super) place: String,
    /// Of which file.
    pub(super) file: PathBuf,
}

/// The lines of a file, or of every `.jsonl` file below a folder, by name.
pub(super) fn json_lines(path: &Path) -> Result<Vec<JsonLine>, CallError> {
    if path.is_dir() {
        let unreadable = |error: std::io::Error| {
            CallError::Failed(format!("the folder cannot be read ({error}): {}", path.display()))
        };
        let entries = std::fs::read_dir(path).map_err(unreadable)?;
        let entries: Result<Vec<PathBuf>, _> = entries.map(|entry| Ok(entry?.path())).collect();
        let mut entries = entries.map_err(unreadable)?;
        entries.retain(|entry| entry.is_dir() || entry.extension().is_some_and(|e| e == "jsonl"));
        entries.sort();
        let lines: Result<Vec<_>, _> = entries.iter().map(|entry| json_lines(entry)).collect();
        return Ok(lines?.into_iter().flatten().collect());
    }
    let text = read_text(path)?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let value = |(number, line): (usize, &str)| {
        let (place, file) = (format!("line {}", number + 1), path.to_owned());
        match serde_json::from_str(line) {
            Ok(value) => Ok(JsonLine { value, place, file }),
            Err(error) => {
                let file = file.display();
                Err(CallError::Failed(format!("{place} is not JSON ({error}): {file}")))
            }
        }
    };
    lines.map(value).collect()
}

/// A share in percent.
pub(super) fn share(count: usize, of: usize) -> String {
    if of == 0 { "-".to_owned() } else { format!("{:.1} %", count as f64 * 100.0 / of as f64) }
}

fn print_evaluation(evaluation: &Evaluation, out: &mut dyn Write) -> Result<(), CallError> {
    let e = evaluation;
    let counts = [
        ("accepted cause first", e.first, e.covered),
        ("accepted cause in first 3", e.first_three, e.covered),
        ("out of scope, claimed", e.claimed, e.out_of_scope),
        ("fix from the text alone", e.fixed_at_once, e.covered + e.out_of_scope),
        ("such a fix, wrong", e.fixed_wrongly, e.covered + e.out_of_scope),
        ("error string, fixed at once", e.with_error_string_fixed, e.with_error_string),
    ];
    for (what, count, of) in counts {
        writeln!(out, "{what:28} {count} of {of}  {}", share(count, of))?;
    }
    writeln!(out, "{:28} {:.3}", "expected calibration error", e.calibration_error)?;
    writeln!(out, "{:28} {:.3}", "covered told from not", e.separation)?;
    Ok(())
}

fn print_misses(evaluation: &Evaluation, out: &mut dyn Write) -> Result<(), CallError> {
    for miss in &evaluation.misses {
        print_miss(miss, out)?;
    }
    if !evaluation.mended.is_empty() {
        writeln!(out, "\nnow right, take `missed` away: {}", evaluation.mended.join(", "))?;
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
    let Optimum { models, mean_ratio, worst_ratio, mean_ratio_with_proof } = s.optimum;
    writeln!(
        out,
        "against the best plan: {mean_ratio:.3} times on average, {worst_ratio:.3} at worst, {mean_ratio_with_proof:.3} with proof before every fix, over {models} small models"
    )?;
    Ok(())
}
