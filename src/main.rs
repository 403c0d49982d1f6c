//! Parses the arguments and starts the window or a command.

// On Windows, no console flashes up after a double click. From a console, the small program in
// packaging/windows/console.rs starts this one and forwards its output.
#![windows_subsystem = "windows"]

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use clap::error::ErrorKind;
use clap::{Parser, ValueEnum};
use syncmend::app::effects::native::alert;
use syncmend::app::window::graphics::StartError;
use syncmend::app::window::start;
use syncmend::cli::{self, Arguments, Call, CallError};
use syncmend::renderer::Renderer;
use syncmend::text::visible;
use syncmend::{crash, paths};

fn main() -> ExitCode {
    let begun = Instant::now();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return explain(&error),
    };
    crash::install(paths::data_folder(arguments.data_dir.as_deref()), complain);
    let result = match &arguments.call {
        _ if arguments.version => cli::print_version(&arguments, &mut io::stdout().lock()),
        Some(call @ Call::Open(open)) => match cli::hand_over(&arguments, call) {
            Ok(true) => open_window(&arguments, begun),
            Ok(false) => Ok(()),
            Err(error) => {
                if open.is_link() && is_error_unseen() {
                    alert("Syncmend took nothing from the link", &error.to_string());
                }
                Err(error)
            }
        },
        Some(call) => {
            let mut out = io::stdout().lock();
            cli::run(&arguments, call, &mut out).and_then(|()| Ok(out.flush()?))
        }
        None => open_window(&arguments, begun),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        // The reader of the output has closed it, such as `head`.
        Err(CallError::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(error) => {
            complain(&error.to_string());
            ExitCode::from(error.exit_code())
        }
    }
}

fn open_window(arguments: &Arguments, begun: Instant) -> Result<(), CallError> {
    cli::name_team(arguments)?;
    let options = start::Options {
        data_dir: arguments.data_dir.clone(),
        kb: arguments.kb.clone(),
        renderer: arguments.renderer,
        measure: arguments.measure,
        begun,
    };
    let Err(error) = start::run(&options) else { return Ok(()) };
    if let Some(renderer) = error.again_with(arguments.renderer)
        && start_again(arguments, renderer).is_ok()
    {
        return Ok(());
    }
    if !matches!(error, StartError::NoDisplay(_)) {
        alert("Syncmend cannot open its window", &error.to_string());
    }
    Err(CallError::Failed(error.to_string()))
}

/// Starts this program again with another renderer and the same options. What a ticket system passed on
/// waits in the store already and is not passed on again.
fn start_again(arguments: &Arguments, renderer: Renderer) -> io::Result<()> {
    let renderer = renderer.to_possible_value().map(|value| value.get_name().to_owned());
    std::process::Command::new(std::env::current_exe()?)
        .args(path_option("--data-dir", arguments.data_dir.as_deref()))
        .args(path_option("--kb", arguments.kb.as_deref()))
        .args(arguments.measure.map(|seconds| format!("--measure={seconds}")))
        .args(renderer.map(|name| format!("--renderer={name}")))
        .spawn()?;
    Ok(())
}

fn path_option(name: &str, path: Option<&Path>) -> impl Iterator<Item = OsString> {
    let pair = path.map(|path| [OsString::from(name), path.as_os_str().to_owned()]);
    pair.into_iter().flatten()
}

/// Returns whether nobody sees what goes to standard error, as in a call that a browser made for a link.
#[cfg(windows)]
fn is_error_unseen() -> bool {
    use std::os::windows::io::AsRawHandle;
    io::stderr().as_raw_handle().is_null()
}

/// Returns whether nobody sees what goes to standard error, as in a call that a browser made for a link.
/// On macOS, links reach a program in another way.
#[cfg(not(windows))]
fn is_error_unseen() -> bool {
    use std::io::IsTerminal;
    !cfg!(target_os = "macos") && !io::stderr().is_terminal()
}

/// Prints the help if asked for, otherwise one line about what is wrong with the arguments.
fn explain(error: &clap::Error) -> ExitCode {
    if error.use_stderr() {
        let rendered = error.render().to_string();
        // The first paragraph says what is wrong, sometimes over several lines.
        let first = rendered.split("\n\n").next().unwrap_or_default();
        let first = first.split_whitespace().collect::<Vec<_>>().join(" ");
        let first = match error.kind() {
            // Here clap prints the help, whose first paragraph describes the command.
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => "a subcommand is missing",
            _ => first.trim_start_matches("error: "),
        };
        complain(&format!("{first}; `syncmend --help` shows the usage"));
        ExitCode::from(2)
    } else {
        let _ = error.print();
        ExitCode::SUCCESS
    }
}

#[expect(clippy::print_stderr, reason = "errors of the command line go to standard error")]
fn complain(what: &str) {
    // One line, whatever an argument or a file contributed to the message.
    eprintln!("syncmend: {}", visible(what).replace('\n', " "));
}
