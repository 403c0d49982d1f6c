//! `syncmend redact`: a file without its secrets, to be given away.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::document::not_saved;
use super::{CallError, progress};
use crate::evidence::redact::Identities;
use crate::export::redacted_copy::{self, NotCopied};
use crate::files::Replace;

/// What to redact, and where to.
#[derive(Args, Debug)]
pub struct RedactArguments {
    /// A browser recording (HAR), a log or a list
    file: PathBuf,
    /// The file to write
    #[arg(long, value_name = "PATH")]
    out: PathBuf,
    /// Replace names, addresses and places, too: the same ones by the same
    #[arg(long)]
    identities: bool,
    /// Replace the file to write if there is one
    #[arg(long)]
    replace: bool,
}

/// Writes the redacted copy, and says what was removed from it.
pub(super) fn run(call: &RedactArguments, out: &mut dyn Write) -> Result<(), CallError> {
    let replace = if call.replace { Replace::Yes } else { Replace::AskFirst };
    let who = if call.identities { Identities::Replace } else { Identities::Keep };
    let copied = progress::shown("Redacting", |progress| {
        redacted_copy::save(&call.file, &call.out, replace, who, progress)
    });
    let redacted = copied.map_err(|error| match error {
        NotCopied::NotRedacted(why) => CallError::Failed(format!("{why}: {}", call.file.display())),
        NotCopied::NotWritten(why) => not_saved(&why, &call.out),
    })?;
    writeln!(out, "{}", redacted.summary())?;
    for fault in &redacted.faults.first {
        writeln!(out, "  {fault}")?;
    }
    if redacted.faults.more > 0 {
        writeln!(out, "  and {} more such places", redacted.faults.more)?;
    }
    Ok(())
}
