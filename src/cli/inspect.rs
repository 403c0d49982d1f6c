//! `syncmend inspect`: exported files in, what they show out. Stores nothing.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::compare::{self, CompareArguments};
use super::files_read::{files_as_json, print_file};
use super::{CallError, Output, progress};
use crate::diagnosis::ErrorStrings;
use crate::evidence::{Comparison, Input, Inquiry, Inspection, UserList, inspect};
use crate::kb::KnowledgeBase;
use crate::privacy::InternalText;
use crate::text::visible;

/// How many users of one list are printed for people.
const USERS_PRINTED: usize = 5;

/// What is known before files are read.
#[derive(Debug, Args)]
pub struct InquiryArguments {
    /// The affected user's address: answers are about this user
    #[arg(long, value_name = "EMAIL")]
    user: Option<String>,
    /// The Google account with which JumpCloud was authorized
    #[arg(long, value_name = "EMAIL")]
    admin: Option<String>,
    /// How many Google seats the customer has bought
    #[arg(long, value_name = "NUMBER")]
    seats: Option<u64>,
}

/// What to inspect.
#[derive(Debug, Args)]
pub struct InspectArguments {
    /// Exported files: users, reports, logs, browser recordings
    #[arg(required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    inquiry: InquiryArguments,
    #[command(flatten)]
    compare: CompareArguments,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: Output,
}

/// Carries the call out. Fails where nothing was understood in any file.
pub(super) fn run(
    call: &InspectArguments,
    kb: &KnowledgeBase,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    if call.compare.compare {
        return compare::run(&call.compare, &call.files, call.format, out);
    }
    let inspection = read(&call.files, &call.inquiry.with(None, None), kb)?;
    match call.format {
        Output::Json => writeln!(out, "{:#}", as_json(&inspection))?,
        Output::Text => print(&inspection, kb, out)?,
    }
    readable(&inspection)
}

impl InquiryArguments {
    /// What is known, with what a ticket knows where the call says nothing.
    pub(super) fn with(&self, user: Option<&str>, admin: Option<&str>) -> Inquiry {
        let given = |given: &Option<String>, known: Option<&str>| {
            given.clone().or(known.map(str::to_owned))
        };
        Inquiry {
            user: given(&self.user, user),
            google_admin: given(&self.admin, admin),
            seats: self.seats,
        }
    }
}

/// Reads the files.
pub(super) fn read(
    files: &[PathBuf],
    inquiry: &Inquiry,
    kb: &KnowledgeBase,
) -> Result<Inspection, CallError> {
    let inputs = files.iter().map(|path| Input::open(path)).collect();
    progress::shown("Reading", |progress| {
        inspect(inputs, inquiry, &ErrorStrings::new(kb), progress)
    })
    .map_err(|stopped| CallError::Failed(stopped.to_string()))
}

/// Fails where nothing was understood in any file.
pub(super) fn readable(inspection: &Inspection) -> Result<(), CallError> {
    match inspection.why_nothing() {
        Some(why) => Err(CallError::Failed(format!("nothing could be read: {why}"))),
        None => Ok(()),
    }
}

/// The inspection as the JSON document that `inspect` prints.
pub(super) fn as_json(inspection: &Inspection) -> Value {
    let files = files_as_json(&inspection.files);
    json!({"files": files, "findings": inspection.findings, "lists": inspection.lists, "board": inspection.comparison, "licenses": inspection.licenses})
}

/// Prints the inspection for people.
pub(super) fn print(
    inspection: &Inspection,
    kb: &KnowledgeBase,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    for file in &inspection.files {
        print_file(file, out)?;
    }
    writeln!(out)?;
    for finding in &inspection.findings {
        let Some(symptom) = kb.symptom(&finding.symptom) else { continue };
        writeln!(out, "{:4} {}", finding.answer.name(), symptom.statement)?;
        writeln!(out, "     {}", visible(finding.quote.for_insiders()))?;
    }
    if let Some(licenses) = &inspection.licenses {
        let file = visible(licenses.file.for_insiders());
        writeln!(out, "\nLicenses: {} ({file})", licenses.summary())?;
    }
    for list in &inspection.lists {
        print_list(list, out)?;
    }
    inspection.comparison.as_ref().map_or(Ok(()), |comparison| print_comparison(comparison, out))
}

/// Prints the first users of a list.
fn print_list(list: &UserList, out: &mut dyn Write) -> Result<(), CallError> {
    writeln!(out, "\n{}", list.summary())?;
    for user in list.users.iter().take(USERS_PRINTED) {
        let (address, why) = (user.address.for_insiders(), user.detail.for_insiders());
        writeln!(out, "  {}  {}", visible(address), visible(why))?;
    }
    let more = list.total.saturating_sub(USERS_PRINTED as u64);
    if more > 0 {
        writeln!(out, "  and {more} more")?;
    }
    Ok(())
}

/// Prints what both consoles say of one user.
fn print_comparison(comparison: &Comparison, out: &mut dyn Write) -> Result<(), CallError> {
    let cell = |text: &Option<InternalText>| match text {
        Some(text) => visible(text.for_insiders()),
        None => "not told".to_owned(),
    };
    writeln!(out, "\n{:22} {:32} JumpCloud", visible(comparison.user.for_insiders()), "Google")?;
    for row in &comparison.rows {
        let differs = if row.differs { "  differs" } else { "" };
        let (google, jumpcloud) = (cell(&row.google), cell(&row.jumpcloud));
        writeln!(out, "{:22} {google:32} {jumpcloud}{differs}", row.what)?;
    }
    Ok(())
}
