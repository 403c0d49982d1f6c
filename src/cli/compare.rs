//! `syncmend inspect --compare`: all users of both consoles beside each other, as CSV.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::document::not_saved;
use super::files_read::{files_as_json, print_file};
use super::{CallError, Output, progress};
use crate::evidence::Input;
use crate::evidence::differences::{
    DifferenceKind, Differences, FoundDifference, NotCompared, compare_all,
};
use crate::export::users;
use crate::files::{self, NotWritten, Replace};
use crate::text::visible;

/// How many differences of one kind are printed for people.
const PRINTED: usize = 5;

/// What to do with all users.
#[derive(Debug, Args)]
pub struct CompareArguments {
    /// Compare all users: the files are lists of Google's and of JumpCloud's users, in any order
    #[arg(long)]
    pub compare: bool,
    /// With --compare: write all differences to this file, as CSV
    #[arg(long, value_name = "PATH", requires = "compare")]
    out: Option<PathBuf>,
    /// Replace the file if there is one
    #[arg(long, requires = "out")]
    replace: bool,
}

/// Why there is no file of differences.
enum NotDone {
    NotWritten(NotWritten),
    NotCompared(NotCompared),
}

impl From<NotWritten> for NotDone {
    fn from(error: NotWritten) -> Self {
        Self::NotWritten(error)
    }
}

impl From<NotCompared> for NotDone {
    fn from(error: NotCompared) -> Self {
        Self::NotCompared(error)
    }
}

/// Compares the users of both consoles, writes the differences and prints how many there are.
pub(super) fn run(
    call: &CompareArguments,
    files: &[PathBuf],
    format: Output,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    let differences = match &call.out {
        None => compared(files, &mut |_| Ok(())).map_err(failed)?,
        Some(path) => {
            let replace = if call.replace { Replace::Yes } else { Replace::AskFirst };
            let mut found = Differences::default();
            let written = files::write_with(path, replace, |csv| {
                let header = users::difference_header();
                csv.write_all(header.as_bytes()).map_err(NotCompared::NotWritten)?;
                found = compared(files, &mut |difference| {
                    csv.write_all(users::difference_row(difference).as_bytes())
                })?;
                Ok::<(), NotDone>(())
            });
            written.map_err(|error| match error {
                NotDone::NotWritten(error) => not_saved(&error, path),
                NotDone::NotCompared(error) => failed(error),
            })?;
            found
        }
    };
    match format {
        Output::Json => writeln!(out, "{:#}", as_json(&differences))?,
        Output::Text => print(&differences, out)?,
    }
    Ok(())
}

fn compared(
    files: &[PathBuf],
    write: &mut dyn FnMut(&FoundDifference<'_>) -> io::Result<()>,
) -> Result<Differences, NotCompared> {
    let inputs = files.iter().map(|path| Input::open(path)).collect();
    progress::shown("Comparing", |progress| compare_all(inputs, progress, write))
}

fn failed(error: NotCompared) -> CallError {
    match error {
        NotCompared::NoListOf(_) => CallError::Usage(error.to_string()),
        NotCompared::NotWritten(error) => CallError::Output(error),
        _ => CallError::Failed(error.to_string()),
    }
}

/// The comparison as the JSON document that is printed.
fn as_json(found: &Differences) -> serde_json::Value {
    let counts: serde_json::Map<String, serde_json::Value> =
        found.counts.iter().map(|(kind, count)| (kind.id().to_owned(), (*count).into())).collect();
    json!({"files": files_as_json(&found.files), "google": found.google, "jumpcloud": found.jumpcloud,
           "in_both": found.in_both, "equal": found.equal, "counts": counts,
           "unproven_in_google": found.unproven_in_google,
           "unproven_in_jumpcloud": found.unproven_in_jumpcloud,
           "differences": found.first, "more": found.total() - found.first.len() as u64})
}

/// Prints the comparison for people.
fn print(found: &Differences, out: &mut dyn Write) -> Result<(), CallError> {
    for file in &found.files {
        print_file(file, out)?;
    }
    writeln!(out, "\n{}", found.summary())?;
    for (console, count) in
        [("Google", found.unproven_in_google), ("JumpCloud", found.unproven_in_jumpcloud)]
    {
        if count > 0 {
            writeln!(
                out,
                "{count} users of {console} are not in the other list, which does not hold all users"
            )?;
        }
    }
    for (kind, count) in found.counts.iter().filter(|(_, count)| *count > 0) {
        writeln!(out, "\n{}: {count}", kind.title())?;
        let of_kind = found.first.iter().filter(|difference| difference.kind == *kind);
        for difference in of_kind.take(PRINTED) {
            let text = |text: &crate::privacy::InternalText| visible(text.for_insiders());
            let user = text(&difference.user);
            match kind {
                DifferenceKind::OnlyInGoogle | DifferenceKind::OnlyInJumpcloud => {
                    writeln!(out, "  {user}")?;
                }
                _ => {
                    let (google, jumpcloud) =
                        (text(&difference.google), text(&difference.jumpcloud));
                    writeln!(out, "  {user}  Google: {google}  JumpCloud: {jumpcloud}")?;
                }
            }
        }
        let more = count.saturating_sub(PRINTED as u64);
        if more > 0 {
            writeln!(out, "  and {more} more")?;
        }
    }
    Ok(())
}
