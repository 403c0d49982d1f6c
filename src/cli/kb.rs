//! `syncmend kb …`: look at the knowledge base, check it, measure it.

use std::io::Write;
use std::path::PathBuf;

use clap::Subcommand;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{CallError, Output, evaluation, play};
use crate::built_in;
use crate::built_in::load_knowledge;
use crate::kb::freshness::{Checked, Stale};
use crate::kb::words::{Language, all_texts, hash};
use crate::kb::{Cause, CauseId, KnowledgeBase, Step, folder_files, markup, read};
use crate::picture::misfits;
use crate::text::count;

/// A call about the knowledge base.
#[derive(Debug, Subcommand)]
pub enum KbCall {
    /// Check the embedded knowledge base, or with DIR a folder laid over it and the cases in it
    Check {
        /// The folder
        dir: Option<PathBuf>,
        /// List the links and sources that were checked more than this many days ago
        #[arg(long, value_name = "DAYS")]
        stale: Option<i32>,
        /// The day to count from, instead of today
        #[arg(long, value_name = "DATE", requires = "stale")]
        today: Option<Date>,
    },
    /// List causes and symptoms with their ids
    List,
    /// Print the texts that customers read and that are missing or outdated in a language, ready to be
    /// translated
    Words {
        /// The language
        #[arg(value_enum)]
        language: Language,
    },
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
    /// Measure the advice on simulated calls: what it costs beside a fixed order, the best plan, and
    /// knowing the fault
    Simulate {
        /// How many calls to simulate for each row
        #[arg(long, value_name = "N", default_value_t = 1000)]
        calls: usize,
        /// The same seed gives the same table
        #[arg(long, value_name = "S", default_value_t = 1)]
        seed: u64,
        /// How to print
        #[arg(long, value_enum, default_value_t)]
        format: Output,
    },
    /// Play calls that people wrote down against the advice: right fixes, harm, questions
    Play {
        /// A file with one call a line, or a folder of such files
        calls: PathBuf,
        /// Print the whole course of each call
        #[arg(long)]
        verbose: bool,
        /// How to print
        #[arg(long, value_enum, default_value_t)]
        format: Output,
    },
    /// Measure the diagnosis on complaints whose cause is known; without any, on the examples of the
    /// knowledge base, each read without having been learned from
    Evaluate {
        /// A file with one complaint (id, text, label, accept) or sentence (id, text, labels) a line,
        /// or a folder of such files
        cases: Option<PathBuf>,
        /// How to print
        #[arg(long, value_enum, default_value_t)]
        format: Output,
    },
}

/// Carries the call out; `folders` are laid over the knowledge base of the program.
pub(super) fn run(
    call: &KbCall,
    folders: &[PathBuf],
    out: &mut dyn Write,
) -> Result<(), CallError> {
    if let KbCall::Check { dir, stale, today } = call {
        let folders = dir.as_ref().map_or(folders, std::slice::from_ref);
        let today = today.unwrap_or_else(|| Timestamp::now().to_zoned(TimeZone::UTC).date());
        return check(folders, stale.map(|days| (today, days)), out);
    }
    let kb = load_knowledge(folders).map_err(CallError::Failed)?;
    match call {
        KbCall::Check { .. } => {}
        KbCall::List => list(&kb, out)?,
        KbCall::Words { language } => words(&kb, *language, out)?,
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
        KbCall::Simulate { calls, seed, format } => {
            evaluation::run_simulate(&kb, *calls, *seed, *format, out)?;
        }
        KbCall::Play { calls, verbose, format } => {
            play::run(&kb, calls, *verbose, *format, out)?;
        }
        KbCall::Evaluate { cases, format } => {
            evaluation::run_evaluate(&kb, cases.as_deref(), *format, out)?;
        }
    }
    Ok(())
}

fn check(
    folders: &[PathBuf],
    stale: Option<(Date, i32)>,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    let mut layers = vec![built_in::kb_files()];
    for dir in folders {
        layers.push(folder_files(dir).map_err(|error| {
            CallError::Failed(format!("the folder cannot be read ({error}): {}", dir.display()))
        })?);
    }
    match read(&layers) {
        Ok(kb) => {
            // Translations are complete or not for the whole.
            let whole = kb.whole().map_or(&kb, AsRef::as_ref);
            let model = whole.model();
            writeln!(
                out,
                "{} causes, {} symptoms, {} links, {} sources: no problems",
                model.causes.len(),
                model.symptoms.len(),
                model.links.len(),
                model.sources.len()
            )?;
            if !kb.left_out().is_empty() {
                let areas: Vec<&str> = kb.left_out().iter().map(String::as_str).collect();
                let (causes, symptoms) = (kb.causes().len(), kb.symptoms().len());
                let areas = areas.join(", ");
                writeln!(out, "left out: {areas}; {causes} causes, {symptoms} symptoms are left")?;
            }
            if let Some((today, days)) = stale {
                list_stale(whole, today, days, out)?;
            }
            for coverage in kb.translations().coverage(model) {
                let (missing, outdated) = (coverage.missing.len(), coverage.outdated.len());
                let done = coverage.all - missing - outdated;
                let (name, all) = (coverage.language.name(), coverage.all);
                writeln!(
                    out,
                    "{name}: {done} of {all} texts, {missing} missing, {outdated} outdated, {} of nothing",
                    coverage.strays.len()
                )?;
                for stray in &coverage.strays {
                    writeln!(out, "  translates what is not there: {stray}")?;
                }
                for text in coverage.outdated.iter().chain(&coverage.missing).take(LISTED) {
                    writeln!(out, "  in English instead: {text}")?;
                }
                let more = (missing + outdated).saturating_sub(LISTED);
                if more > 0 {
                    let id = coverage.language.id();
                    writeln!(out, "  and {more} more; `syncmend kb words {id}` prints all")?;
                }
            }
            let misfits = misfits(&kb);
            for misfit in &misfits {
                writeln!(out, "{misfit}")?;
            }
            if !misfits.is_empty() {
                let count = count(misfits.len(), "text");
                return Err(CallError::Failed(format!(
                    "{count} too wide for a drawing, or covered in it"
                )));
            }
            let last = folders.last();
            let beside = |name| last.map(|dir| dir.join(name)).filter(|folder| folder.is_dir());
            if let Some(calls) = beside("calls") {
                play::check_calls(&kb, &calls, out)?;
            }
            beside("cases").map_or(Ok(()), |cases| evaluation::check_cases(&kb, &cases, out))
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

/// Lists what was checked more than `days` before `today`, the oldest first.
fn list_stale(
    kb: &KnowledgeBase,
    today: Date,
    days: i32,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    let stale = kb.stale(today, days);
    let all = kb.model().links.len() + kb.model().sources.len();
    writeln!(
        out,
        "{} of {all} links and sources were checked more than {days} days ago",
        stale.len()
    )?;
    for Stale { what, page, checked, used_by } in stale {
        match what {
            Checked::Link(id) => {
                writeln!(out, "  {checked}  link {id}: {page}, {}", count(used_by, "step"))?;
            }
            Checked::Source(id) => {
                writeln!(out, "  {checked}  source {id}: {page}, {}", count(used_by, "cause"))?;
            }
        }
    }
    Ok(())
}

/// How many texts without a translation the check lists for each language.
const LISTED: usize = 5;

fn words(kb: &KnowledgeBase, language: Language, out: &mut dyn Write) -> Result<(), CallError> {
    for (name, english) in all_texts(kb.model()) {
        if language != Language::En && kb.translations().text(language, &name, english).is_none() {
            let text = toml::Value::String(english.to_owned());
            writeln!(out, "\"{name}\" = {{ of = \"{}\", text = {text} }}", hash(english))?;
        }
    }
    Ok(())
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
    for method in &cause.methods {
        writeln!(out, "\n{}", method.title)?;
        if let Some(when) = &method.when {
            writeln!(out, "  {}", markup::plain(when))?;
        }
        for (number, step) in kb.steps_of(cause, method).into_iter().enumerate() {
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
