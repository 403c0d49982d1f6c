//! `syncmend kb …`: look at the knowledge base, check it, measure it.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::{CallError, Output, read_text};
use crate::desk::load_knowledge;
use crate::diagnosis::evaluate::{Evaluation, LabelledCase, evaluate};
use crate::export::percent;
use crate::kb::{Cause, CauseId, KnowledgeBase, Step, embedded_files, folder_files, markup, read};

/// A call about the knowledge base.
#[derive(Debug, Subcommand)]
pub enum KbCall {
    /// Check the embedded knowledge base, or with DIR a folder laid over it
    Check {
        /// The folder
        dir: Option<PathBuf>,
    },
    /// List causes and symptoms with their ids
    List,
    /// Show a cause with its steps
    Show {
        /// The cause's id
        cause: String,
        /// How to print
        #[arg(long, value_enum, default_value_t)]
        format: Output,
    },
    /// Print the whole model, numbers and links included
    Dump {
        /// How to print; the dump is JSON
        #[arg(long, value_enum, default_value_t = Output::Json)]
        format: Output,
    },
    /// Measure the diagnosis on complaints whose cause is known
    Evaluate {
        /// A file with one JSON object a line (id, text, label, accept), or a folder of such files
        cases: PathBuf,
        /// How to print
        #[arg(long, value_enum, default_value_t)]
        format: Output,
    },
}

/// Carries the call out; `overlay` is the folder of `--kb`.
pub(super) fn run(
    call: &KbCall,
    overlay: Option<&Path>,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    if let KbCall::Check { dir } = call {
        return check(dir.as_deref().or(overlay), out);
    }
    let kb = load_knowledge(overlay).map_err(CallError::Failed)?;
    match call {
        KbCall::Check { .. } => {}
        KbCall::List => list(&kb, out)?,
        KbCall::Show { cause, format } => {
            let found = kb.cause(&CauseId::from(cause.as_str())).ok_or_else(|| {
                CallError::Usage(format!(
                    "there is no cause {cause}; `syncmend kb list` shows those there are"
                ))
            })?;
            match format {
                Output::Json => writeln!(out, "{}", serde_json::to_string_pretty(found)?)?,
                Output::Text => show(&kb, found, out)?,
            }
        }
        KbCall::Dump { format: Output::Json } => {
            writeln!(out, "{}", serde_json::to_string_pretty(kb.model())?)?;
        }
        KbCall::Dump { format: Output::Text } => {
            return Err(CallError::Usage(
                "the dump is JSON; call it with --format json".to_owned(),
            ));
        }
        KbCall::Evaluate { cases, format } => {
            let evaluation = evaluate(&kb, &read_cases(cases)?);
            match format {
                Output::Json => writeln!(out, "{}", serde_json::to_string_pretty(&evaluation)?)?,
                Output::Text => print_evaluation(&evaluation, out)?,
            }
        }
    }
    Ok(())
}

fn check(dir: Option<&Path>, out: &mut dyn Write) -> Result<(), CallError> {
    let mut layers = vec![embedded_files()];
    if let Some(dir) = dir {
        layers.push(folder_files(dir).map_err(|error| {
            CallError::Failed(format!("the folder cannot be read ({error}): {}", dir.display()))
        })?);
    }
    match read(&layers) {
        Ok(kb) => {
            let model = kb.model();
            writeln!(
                out,
                "{} causes, {} symptoms, {} links, {} sources: no problems",
                model.causes.len(),
                model.symptoms.len(),
                model.links.len(),
                model.sources.len()
            )?;
            Ok(())
        }
        Err(problems) => {
            for problem in &problems {
                writeln!(out, "{problem}")?;
            }
            let count = match problems.len() {
                1 => "1 problem".to_owned(),
                several => format!("{several} problems"),
            };
            Err(CallError::Failed(format!("{count} in the knowledge base")))
        }
    }
}

fn list(kb: &KnowledgeBase, out: &mut dyn Write) -> Result<(), CallError> {
    writeln!(out, "Causes")?;
    for cause in kb.causes() {
        writeln!(out, "  {:34} {}", cause.id, cause.title)?;
    }
    writeln!(out, "\nSymptoms")?;
    for symptom in kb.symptoms() {
        writeln!(out, "  {:34} {}", symptom.id, symptom.statement)?;
    }
    Ok(())
}

fn show(kb: &KnowledgeBase, cause: &Cause, out: &mut dyn Write) -> Result<(), CallError> {
    writeln!(out, "{}\n\n{}", cause.title, markup::plain(&cause.why))?;
    for way in &cause.ways {
        writeln!(out, "\n{}", way.title)?;
        if let Some(when) = &way.when {
            writeln!(out, "  {}", markup::plain(when))?;
        }
        for (number, step) in kb.steps_of(cause, way).into_iter().enumerate() {
            show_step(kb, number + 1, step, out)?;
        }
    }
    writeln!(out, "\nHand over: {} To: {}", cause.escalate.when, cause.escalate.to)?;
    for source in cause.sources.iter().filter_map(|id| kb.source(id)) {
        writeln!(out, "Source: {}, read {}: {}", source.title, source.read, source.address)?;
    }
    Ok(())
}

fn show_step(
    kb: &KnowledgeBase,
    number: usize,
    step: &Step,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    let role = step.role.name().map_or_else(String::new, |role| format!(", needs: {role}"));
    writeln!(out, "{number:3}. {}  [{}]  {} min{role}", step.title, step.id, step.minutes)?;
    writeln!(out, "     {}", markup::plain(&step.action))?;
    if let Some(link) = step.link.as_ref().and_then(|id| kb.link(id)) {
        let address = link.address.as_deref().unwrap_or("no published address");
        writeln!(out, "     {}: {}  {address}", link.product.name(), link.breadcrumb.join(" > "))?;
    }
    writeln!(out, "     You should see: {}", markup::plain(&step.see))?;
    if let Some(risk) = &step.risk {
        writeln!(
            out,
            "     Risk: {} Undo: {}",
            markup::plain(&risk.warning),
            markup::plain(&risk.undo)
        )?;
    }
    let link = step.link.as_ref().and_then(|id| kb.link(id));
    let unverified = step.unverified.iter().chain(link.and_then(|link| link.unverified.as_ref()));
    for unproven in unverified {
        writeln!(out, "     Unverified: {}", markup::plain(unproven))?;
    }
    Ok(())
}

/// The cases of a file, or of every `.jsonl` file in a folder, by name.
fn read_cases(path: &Path) -> Result<Vec<LabelledCase>, CallError> {
    if !path.is_dir() {
        return read_case_file(path);
    }
    let unreadable = |error: std::io::Error| {
        CallError::Failed(format!("the folder cannot be read ({error}): {}", path.display()))
    };
    let entries = std::fs::read_dir(path).map_err(unreadable)?;
    let files: Result<Vec<PathBuf>, _> = entries.map(|entry| Ok(entry?.path())).collect();
    let mut files = files.map_err(unreadable)?;
    files.retain(|file| file.extension().is_some_and(|ending| ending == "jsonl"));
    files.sort();
    let cases: Result<Vec<_>, _> = files.iter().map(|file| read_case_file(file)).collect();
    Ok(cases?.into_iter().flatten().collect())
}

fn read_case_file(path: &Path) -> Result<Vec<LabelledCase>, CallError> {
    let text = read_text(path)?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let case = |(number, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|error| {
            let number = number + 1;
            CallError::Failed(format!("line {number} is not a case ({error}): {}", path.display()))
        })
    };
    lines.map(case).collect()
}

fn print_evaluation(evaluation: &Evaluation, out: &mut dyn Write) -> Result<(), CallError> {
    let share = |count: usize, of: usize| {
        if of == 0 { "-".to_owned() } else { percent(count as f64 / of as f64) }
    };
    let Evaluation { covered, first, first_three, out_of_scope, claimed, .. } = evaluation;
    writeln!(
        out,
        "accepted cause first         {first} of {covered}  {}",
        share(*first, *covered)
    )?;
    writeln!(
        out,
        "accepted cause in first 3    {first_three} of {covered}  {}",
        share(*first_three, *covered)
    )?;
    writeln!(
        out,
        "out of scope, claimed        {claimed} of {out_of_scope}  {}",
        share(*claimed, *out_of_scope)
    )?;
    writeln!(out, "expected calibration error   {:.3}", evaluation.calibration_error)?;
    for miss in &evaluation.misses {
        let rank = miss.rank.map_or_else(String::new, |rank| format!(", right one at {rank}"));
        writeln!(
            out,
            "\n{}: expected {}; {} won with {}{rank}",
            miss.id,
            miss.expected.join(" or "),
            miss.won,
            percent(miss.probability)
        )?;
        for found in &miss.found {
            writeln!(out, "    {found}")?;
        }
    }
    Ok(())
}
