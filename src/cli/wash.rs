//! `syncmend wash`: a file without its secrets, to be given away.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::CallError;
use super::document::not_saved;
use crate::evidence::wash::Who;
use crate::export::clean_copy::{self, NotCopied};
use crate::export::file::Replace;
use crate::progress::Progress;

/// What to wash, and where to.
#[derive(Args, Debug)]
pub struct WashArguments {
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

/// Writes the clean copy, and says what was taken out of it.
pub(super) fn run(call: &WashArguments, out: &mut dyn Write) -> Result<(), CallError> {
    let replace = if call.replace { Replace::Yes } else { Replace::AskFirst };
    let who = if call.identities { Who::Goes } else { Who::Stays };
    let copied = clean_copy::save(&call.file, &call.out, replace, who, &Progress::default());
    let washed = copied.map_err(|error| match error {
        NotCopied::NotWashed(why) => CallError::Failed(format!("{why}: {}", call.file.display())),
        NotCopied::NotWritten(why) => not_saved(&why, &call.out),
    })?;
    writeln!(out, "{}", washed.told())?;
    for fault in &washed.faults.told {
        writeln!(out, "  {fault}")?;
    }
    if washed.faults.more > 0 {
        writeln!(out, "  and {} more such places", washed.faults.more)?;
    }
    Ok(())
}
