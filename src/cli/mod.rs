//! The same work without a window, for scripts, tests and machines without a display.
//!
//! ```text
//! mod.rs       the arguments, and which file carries them out
//! diagnose.rs  `diagnose`
//! inspect.rs   `inspect`, evidence.rs the same for a ticket; redact.rs `redact`
//! kb.rs        `kb …`, evaluation.rs and play.rs what it measures
//! ticket.rs    `ticket …`, show.rs its list and show, document.rs its export and packet
//! parse.rs     words that stand for something
//! ```

mod diagnose;
mod document;
mod evaluation;
mod evidence;
mod inspect;
mod kb;
mod parse;
mod pictures;
mod play;
mod redact;
mod show;
mod ticket;

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Parser, Subcommand, ValueEnum};
use jiff::Timestamp;
use thiserror::Error;

use crate::diagnosis::{Answer, Unreadable};
use crate::export::WriteError;
use crate::kb::{KnowledgeBase, SymptomId};
use crate::paths;
use crate::renderer::Renderer;
use crate::ticket::store::{Store, StoreError};
use crate::ticket_service::{ServiceError, TicketService, load_knowledge};

/// Helpdesk assistant that repairs the connection between JumpCloud and Google Workspace.
/// Without a command it opens the window.
#[derive(Debug, Parser)]
#[command(name = "syncmend", version, about)]
pub struct Arguments {
    /// Keep tickets in this folder
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// Lay this folder over the knowledge base
    #[arg(long, global = true, value_name = "DIR")]
    pub kb: Option<PathBuf>,
    /// Draw the window with this renderer
    #[arg(long, global = true, value_enum, default_value_t, overrides_with = "renderer")]
    pub renderer: Renderer,
    /// Close the window by itself after this many idle seconds and print what it measured
    #[arg(long, value_name = "SECONDS", hide = true)]
    pub measure: Option<u64>,
    /// What to do instead of opening the window
    #[command(subcommand)]
    pub call: Option<Call>,
}

/// How a call prints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Output {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

/// A call without a window.
#[derive(Debug, Subcommand)]
pub enum Call {
    /// Rank the causes of a complaint
    Diagnose(diagnose::DiagnoseArguments),
    /// Show what exported files say
    Inspect(inspect::InspectArguments),
    /// Save a copy of a file with its secrets removed
    #[command(alias = "wash")]
    Redact(redact::RedactArguments),
    /// Look at the knowledge base, check it, measure it
    #[command(subcommand)]
    Kb(kb::KbCall),
    /// Work on tickets
    #[command(subcommand)]
    Ticket(Box<ticket::TicketCall>),
}

/// Why a call failed. One line each; the exit code tells wrong use from failure.
#[derive(Debug, Error)]
pub enum CallError {
    /// The call was made wrongly.
    #[error("{0}")]
    Usage(String),
    /// It was made rightly and failed.
    #[error("{0}")]
    Failed(String),
    /// A ticket or the store.
    #[error(transparent)]
    Service(#[from] ServiceError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A text that is not read.
    #[error(transparent)]
    Text(#[from] Unreadable),
    /// A document.
    #[error(transparent)]
    Document(#[from] WriteError),
    /// Output that is not taken.
    #[error("the output cannot be written ({0})")]
    Output(#[from] io::Error),
    /// Output that is not JSON.
    #[error("the output cannot be written as JSON ({0})")]
    Json(#[from] serde_json::Error),
}

impl CallError {
    /// 2 for wrong use, 1 for failure.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            _ => 1,
        }
    }
}

/// Carries out one call and prints its result.
///
/// # Errors
/// One sentence to print.
pub fn run(arguments: &Arguments, call: &Call, out: &mut dyn Write) -> Result<(), CallError> {
    match call {
        Call::Diagnose(call) => diagnose::run(call, knowledge(arguments)?.as_ref(), out),
        Call::Inspect(call) => inspect::run(call, knowledge(arguments)?.as_ref(), out),
        Call::Redact(call) => redact::run(call, out),
        Call::Kb(call) => kb::run(call, arguments.kb.as_deref(), out),
        Call::Ticket(call) => {
            let mut service = service(arguments, knowledge(arguments)?)?;
            ticket::run(call, &mut service, out)?;
            if let Some(masked) = service.take_masked() {
                warn(&format!("{}; --as-is stores a note as it is", masked.told()));
            }
            Ok(())
        }
    }
}

fn knowledge(arguments: &Arguments) -> Result<Arc<KnowledgeBase>, CallError> {
    load_knowledge(arguments.kb.as_deref()).map_err(CallError::Failed)
}

#[expect(clippy::print_stderr, reason = "warnings of the command line go to standard error")]
fn warn(what: &str) {
    eprintln!("syncmend: {what}");
}

fn service(arguments: &Arguments, kb: Arc<KnowledgeBase>) -> Result<TicketService, CallError> {
    let folder = paths::data_folder(arguments.data_dir.as_deref()).ok_or_else(|| {
        CallError::Failed(
            "this system names no place for data; choose a folder with --data-dir".to_owned(),
        )
    })?;
    let (store, set_aside) = Store::open(&folder, kb, Timestamp::now())?;
    if let Some(damaged) = set_aside {
        warn(&damaged.told());
    }
    Ok(TicketService::new(store, Timestamp::now))
}

/// The most bytes of a file that are read: far more than any ticket or set of cases.
const MOST_READ: u64 = 64 * 1024 * 1024;

/// A file's text, or standard input for `-`.
fn read_text(path: &Path) -> Result<String, CallError> {
    let failed = |error: io::Error| {
        CallError::Failed(format!("the file cannot be read as text ({error}): {}", path.display()))
    };
    let source: Box<dyn Read> = if path == Path::new("-") {
        Box::new(io::stdin())
    } else {
        Box::new(std::fs::File::open(path).map_err(failed)?)
    };
    let mut text = String::new();
    source.take(MOST_READ).read_to_string(&mut text).map_err(failed)?;
    Ok(text)
}

fn known_symptom(kb: &KnowledgeBase, id: &str) -> Result<SymptomId, CallError> {
    let symptom = SymptomId::from(id);
    if kb.symptom(&symptom).is_none() {
        return Err(CallError::Usage(format!(
            "there is no symptom {id}; `syncmend kb list` shows those there are"
        )));
    }
    Ok(symptom)
}

fn parse_answer(text: &str) -> Result<Answer, String> {
    match text {
        "yes" => Ok(Answer::Yes),
        "no" => Ok(Answer::No),
        "cant-tell" => Ok(Answer::CantTell),
        _ => Err("expected yes, no or cant-tell".to_owned()),
    }
}
