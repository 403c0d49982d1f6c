//! `syncmend completions` and `syncmend manual`: what shells and `man` know of the command line, made
//! from its own definition.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;

use super::{Arguments, CallError};
use crate::build_info;
use crate::files::{self, NotWritten, Replace};

/// The shell to write for.
#[derive(Args, Debug)]
pub struct CompletionsArguments {
    /// The shell that completes
    #[arg(value_enum)]
    shell: Shell,
}

/// Where the pages go.
#[derive(Args, Debug)]
pub struct ManualArguments {
    /// The folder for the pages, one for each command
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// Prints the completions for one shell.
pub(super) fn completions(
    call: &CompletionsArguments,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    // Written at once: the generators panic if the output is not taken.
    let mut script = Vec::new();
    clap_complete::generate(call.shell, &mut Arguments::command(), "syncmend", &mut script);
    Ok(out.write_all(&script)?)
}

/// Writes a manual page for each command that is not hidden, over those of an older version.
pub(super) fn manual(call: &ManualArguments) -> Result<(), CallError> {
    let mut command = Arguments::command().disable_help_subcommand(true);
    command.build();
    write_pages(&command, &call.out)
}

fn write_pages(command: &Command, folder: &Path) -> Result<(), CallError> {
    // Dated by nothing: the same command line gives the same page.
    let source = format!("syncmend {}", build_info::VERSION);
    let page = Man::new(command.clone()).date("").source(source).manual("Syncmend");
    let path = folder.join(page.get_filename());
    let mut content = Vec::new();
    page.render(&mut content)?;
    files::write(&path, Replace::Yes, &content)
        .map_err(|error: NotWritten| CallError::Failed(error.to_string()))?;
    for inner in command.get_subcommands().filter(|inner| !inner.is_hide_set()) {
        write_pages(inner, folder)?;
    }
    Ok(())
}
