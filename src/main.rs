//! Arguments, and which of the two to start: the window or a call without one.

use std::io::Write;
use std::panic::PanicHookInfo;
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use clap::error::ErrorKind;
use syncmend::app::start;
use syncmend::cli::{self, Arguments, CallError};
use syncmend::export::visible;

fn main() -> ExitCode {
    let begun = Instant::now();
    std::panic::set_hook(Box::new(report_panic));
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return explain(&error),
    };
    let result = match &arguments.call {
        Some(call) => {
            let mut out = std::io::stdout().lock();
            cli::run(&arguments, call, &mut out).and_then(|()| Ok(out.flush()?))
        }
        None => open_window(&arguments, begun),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads the output has had enough of it.
        Err(CallError::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(error) => {
            complain(&error.to_string());
            ExitCode::from(error.exit_code())
        }
    }
}

fn open_window(arguments: &Arguments, begun: Instant) -> Result<(), CallError> {
    let options = start::Options {
        data_dir: arguments.data_dir.clone(),
        kb: arguments.kb.clone(),
        renderer: arguments.renderer,
        measure: arguments.measure,
        begun,
    };
    start::run(&options).map_err(|error| CallError::Failed(error.to_string()))
}

/// Prints help where it was asked for, and otherwise what was wrong with the call in one line.
fn explain(error: &clap::Error) -> ExitCode {
    if error.use_stderr() {
        let rendered = error.render().to_string();
        // The first paragraph says what is wrong, at times over several lines.
        let first = rendered.split("\n\n").next().unwrap_or_default();
        let first = first.split_whitespace().collect::<Vec<_>>().join(" ");
        let first = match error.kind() {
            // Clap answers this with help, whose first paragraph says what the command is for.
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => "a subcommand is missing",
            _ => first.trim_start_matches("error: "),
        };
        complain(&format!("{first}; `syncmend --help` shows how to call it"));
        ExitCode::from(2)
    } else {
        let _ = error.print();
        ExitCode::SUCCESS
    }
}

/// Says where it happened. What the panic says of itself may hold a customer's data, so that stays.
fn report_panic(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map_or_else(String::new, ToString::to_string);
    complain(&format!(
        "something went wrong inside; stored tickets are safe, please report this: {place}"
    ));
}

#[expect(clippy::print_stderr, reason = "errors of the command line go to standard error")]
fn complain(what: &str) {
    // One line, whatever an argument or a file brought into the sentence.
    eprintln!("syncmend: {}", visible(what).replace('\n', " "));
}
