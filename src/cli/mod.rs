//! The command line: the work of the window for scripts, tests, and machines without a display.
//!
//! ```text
//! mod.rs       the arguments, and the file that handles each command
//! diagnose.rs  `diagnose`
//! inspect.rs   `inspect`, compare.rs of all users, evidence.rs for a ticket, files_read.rs for both; redact.rs `redact`
//! kb.rs        `kb …`, evaluation.rs and play.rs its measurements
//! ticket.rs    `ticket …`, show.rs its list and show, document.rs its export and packet,
//!              pictures.rs its pictures, details.rs what documents say beside what was done
//! customer.rs  `customer …`
//! open_ticket.rs `open`, which hands a new ticket to the window
//! shell.rs     `completions` and `manual`
//! ```

mod compare;
mod customer;
mod details;
mod diagnose;
mod document;
mod evaluation;
mod evidence;
mod files_read;
mod inspect;
mod kb;
mod open_ticket;
mod pictures;
mod play;
mod progress;
mod proof;
mod redact;
mod shell;
mod show;
mod ticket;

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Parser, Subcommand, ValueEnum};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use thiserror::Error;

use crate::build_info;
use crate::built_in::load_knowledge;
use crate::diagnosis::{Answer, Unreadable};
use crate::evidence::{PICTURE, is_picture};
use crate::export::{UnreadablePreferences, WriteError};
use crate::kb::{KnowledgeBase, SymptomId};
use crate::paths;
use crate::renderer::Renderer;
use crate::ticket::store::{Store, StoreError};
use crate::ticket_service::{ServiceError, TicketService, folders_laid_over};

/// Helpdesk assistant that repairs the connection between JumpCloud and Google Workspace. Opens the
/// window if no command is given.
#[derive(Debug, Parser)]
#[command(name = "syncmend", version, about, disable_version_flag = true)]
pub struct Arguments {
    /// Print the version
    #[arg(long, short = 'V')]
    pub version: bool,
    /// With --version: also the commit, the date, and the knowledge base
    #[arg(long, requires = "version")]
    pub verbose: bool,
    /// Store tickets in this folder
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// Lay this folder over the knowledge base
    #[arg(long, global = true, value_name = "DIR")]
    pub kb: Option<PathBuf>,
    /// The renderer of the window
    #[arg(long, global = true, value_enum, default_value_t, overrides_with = "renderer")]
    pub renderer: Renderer,
    /// Close the window after this many idle seconds and print measurements
    #[arg(long, value_name = "SECONDS", hide = true)]
    pub measure: Option<u64>,
    /// The command to run instead of opening the window
    #[command(subcommand)]
    pub call: Option<Call>,
}

/// The output format of a command.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Output {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

/// A command.
#[derive(Debug, Subcommand)]
pub enum Call {
    /// Rank the causes of a complaint
    Diagnose(diagnose::DiagnoseArguments),
    /// Show what exported files reveal
    Inspect(inspect::InspectArguments),
    /// Save a copy of a file with its secrets removed
    #[command(alias = "wash")]
    Redact(redact::RedactArguments),
    /// Show, check, and evaluate the knowledge base
    #[command(subcommand)]
    Kb(kb::KbCall),
    /// Show or change who sends documents: the helpdesk's name, logo and contact
    Letterhead(Box<details::LetterheadArguments>),
    /// Work on tickets
    #[command(subcommand)]
    Ticket(Box<ticket::TicketCall>),
    /// Work with customers: what is known of them, and their tickets
    #[command(subcommand)]
    Customer(customer::CustomerCall),
    /// Fill a new ticket in the window, as a link of the ticket system does
    Open(open_ticket::OpenArguments),
    /// Print what a shell needs to complete these commands
    Completions(shell::CompletionsArguments),
    /// Write the manual pages
    #[command(hide = true)]
    Manual(shell::ManualArguments),
}

/// Why a command failed, in one line. The exit code tells wrong usage from failure.
#[derive(Debug, Error)]
pub enum CallError {
    /// Wrong usage.
    #[error("{0}")]
    Usage(String),
    /// Any other failure.
    #[error("{0}")]
    Failed(String),
    /// An action on a ticket failed.
    #[error(transparent)]
    Service(#[from] ServiceError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A text was not accepted.
    #[error(transparent)]
    Text(#[from] Unreadable),
    /// A document could not be written.
    #[error(transparent)]
    Document(#[from] WriteError),
    /// The preferences about documents could not be read.
    #[error(transparent)]
    Preferences(#[from] UnreadablePreferences),
    /// The output could not be written.
    #[error("cannot write the output ({0}); check where it goes")]
    Output(#[from] io::Error),
    /// The output could not be written as JSON.
    #[error("cannot write the output as JSON ({0}); use --format text")]
    Json(#[from] serde_json::Error),
}

impl CallError {
    /// Returns 2 for wrong usage and 1 for any other failure.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            _ => 1,
        }
    }
}

/// Runs a command and prints its result.
///
/// # Errors
/// One sentence to print.
pub fn run(arguments: &Arguments, call: &Call, out: &mut dyn Write) -> Result<(), CallError> {
    match call {
        Call::Diagnose(call) => diagnose::run(call, knowledge(arguments)?.as_ref(), out),
        Call::Inspect(call) => inspect::run(call, knowledge(arguments)?.as_ref(), out),
        Call::Redact(call) => redact::run(call, out),
        Call::Kb(call) => kb::run(call, &laid_over(arguments), out),
        Call::Letterhead(call) => {
            let mut service = service(arguments, knowledge(arguments)?)?;
            details::letterhead(call, &mut service, out)?;
            Ok(())
        }
        Call::Ticket(call) => {
            let mut service = service(arguments, knowledge(arguments)?)?;
            ticket::run(call, &mut service, out)?;
            if let Some(masked) = service.take_masked() {
                warn(&format!(
                    "{}; use `syncmend ticket note --as-is` to store a note unchanged",
                    masked.summary()
                ));
            }
            Ok(())
        }
        Call::Customer(call) => {
            customer::run(call, &mut service(arguments, knowledge(arguments)?)?, out)
        }
        Call::Open(_) => hand_over(arguments, call).map(|_| ()),
        Call::Completions(call) => shell::completions(call, out),
        Call::Manual(call) => shell::manual(call),
    }
}

/// Hands the fields of a new ticket to the window, if the command is `open`. Returns whether nothing is
/// left to do but to open the window.
///
/// # Errors
/// If the fields are refused or cannot be stored.
pub fn hand_over(arguments: &Arguments, call: &Call) -> Result<bool, CallError> {
    let Call::Open(call) = call else { return Ok(false) };
    let is_taken = open_ticket::run(call, || service(arguments, knowledge(arguments)?))?;
    Ok(!is_taken)
}

/// Prints the version; with `--verbose` everything that tells this build from another, and whether it
/// has grown old.
///
/// # Errors
/// A knowledge base that cannot be read, or output that is not taken.
pub fn print_version(arguments: &Arguments, out: &mut dyn Write) -> Result<(), CallError> {
    writeln!(out, "syncmend {}", build_info::VERSION)?;
    if !arguments.verbose {
        return Ok(());
    }
    for (name, value) in build_info::facts(Some(knowledge(arguments)?.as_ref())).iter().skip(1) {
        writeln!(out, "{name}: {value}")?;
    }
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    if let Some(notice) = build_info::age_notice(build_info::build_date(), today) {
        writeln!(out, "{notice}")?;
    }
    Ok(())
}

fn knowledge(arguments: &Arguments) -> Result<Arc<KnowledgeBase>, CallError> {
    load_knowledge(&laid_over(arguments)).map_err(CallError::Failed)
}

/// The folders to lay over the knowledge base of the program.
fn laid_over(arguments: &Arguments) -> Vec<PathBuf> {
    let data = paths::data_folder(arguments.data_dir.as_deref());
    folders_laid_over(data.as_deref(), arguments.kb.as_deref())
}

#[expect(clippy::print_stderr, reason = "warnings of the command line go to standard error")]
fn warn(what: &str) {
    eprintln!("syncmend: {what}");
}

fn service(arguments: &Arguments, kb: Arc<KnowledgeBase>) -> Result<TicketService, CallError> {
    let folder = paths::data_folder(arguments.data_dir.as_deref()).ok_or_else(|| {
        CallError::Failed(
            "the system has no folder for application data; choose one with --data-dir".to_owned(),
        )
    })?;
    let (store, set_aside) = Store::open(&folder, kb, Timestamp::now())?;
    if let Some(damaged) = set_aside {
        warn(&damaged.summary());
    }
    Ok(TicketService::new(store, Timestamp::now))
}

/// The most bytes of a file that are read: far more than any ticket or set of cases has.
const MOST_READ: u64 = 64 * 1024 * 1024;

/// Reads a file as text, or standard input for `-`.
fn read_text(path: &Path) -> Result<String, CallError> {
    let failed = |error: io::Error| {
        CallError::Failed(format!(
            "cannot read the file as text ({error}); choose a text file: {}",
            path.display()
        ))
    };
    let source: Box<dyn Read> = if path == Path::new("-") {
        Box::new(io::stdin())
    } else {
        Box::new(std::fs::File::open(path).map_err(failed)?)
    };
    let mut content = Vec::new();
    source.take(MOST_READ).read_to_end(&mut content).map_err(failed)?;
    if is_picture(&content) {
        return Err(CallError::Failed(format!("{PICTURE}: {}", path.display())));
    }
    String::from_utf8(content).map_err(|error| failed(io::Error::other(error.utf8_error())))
}

fn known_symptom(kb: &KnowledgeBase, id: &str) -> Result<SymptomId, CallError> {
    let symptom = SymptomId::from(id);
    if kb.symptom(&symptom).is_none() {
        return Err(CallError::Usage(format!(
            "there is no symptom {id}; `syncmend kb list` shows all symptoms"
        )));
    }
    Ok(symptom)
}

fn parse_answer(text: &str) -> Result<Answer, String> {
    Answer::from_str(text, false).map_err(|_| "expected yes, no or cant-tell".to_owned())
}
