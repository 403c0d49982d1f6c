//! `syncmend.com`: the way into the program from a Windows console.
//!
//! `syncmend.exe` is a window program, so that no console flashes up beside its window. Windows then
//! gives it no console to write to, and the console does not wait for it. Where both stand side by
//! side, the console takes this one for `syncmend`: it starts the other, passes on what comes in and
//! goes out, and ends with its exit code. No crate that is kept does that without `unsafe`.
//!
//!     rustc --edition 2024 -O -C strip=symbols packaging/windows/console.rs -o syncmend.com

use std::io::{self, Read, Write};
use std::process::{Command, ExitCode, Stdio};
use std::thread;

fn main() -> ExitCode {
    match run() {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("syncmend: syncmend.exe cannot be started from beside syncmend.com ({error})");
            ExitCode::FAILURE
        }
    }
}

fn run() -> io::Result<u8> {
    let mut program = Command::new(std::env::current_exe()?.with_file_name("syncmend.exe"))
        .args(std::env::args_os().skip(1))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let out = program.stdout.take().map(|from| thread::spawn(|| pass_on(from, io::stdout())));
    let errors = program.stderr.take().map(|from| thread::spawn(|| pass_on(from, io::stderr())));
    // Not waited for: it ends with this program, whoever still holds the input.
    if let Some(to) = program.stdin.take() {
        thread::spawn(|| pass_on(io::stdin(), to));
    }
    let status = program.wait()?;
    for thread in [out, errors].into_iter().flatten() {
        let _ = thread.join();
    }
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1))
}

/// Passes on what comes until it ends, or nobody takes it any more.
fn pass_on(mut from: impl Read, mut to: impl Write) {
    let mut buffer = [0; 8192];
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        if to.write_all(&buffer[..count]).and_then(|()| to.flush()).is_err() {
            break;
        }
    }
}
