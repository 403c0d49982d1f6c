//! How far longer work is, shown on a terminal while it goes on.

use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::progress::Progress;

/// How often it is shown, and how long work may take before anything is.
const PAUSE: Duration = Duration::from_secs(1);

/// Does some work, and shows once a second how far it is, if standard error is a terminal.
pub(super) fn shown<T>(doing: &str, work: impl FnOnce(&Progress) -> T) -> T {
    let progress = Progress::default();
    if !io::stderr().is_terminal() {
        return work(&progress);
    }
    let (ends, ended) = mpsc::channel::<()>();
    thread::scope(|scope| {
        let shared = progress.clone();
        let show = move || {
            let mut has_written = false;
            while ended.recv_timeout(PAUSE) == Err(RecvTimeoutError::Timeout) {
                let share = shared.share().unwrap_or_default() * 100.0;
                let _ = write!(io::stderr(), "\r{doing}: {share:.0} %");
                has_written = true;
            }
            if has_written {
                let _ = write!(io::stderr(), "\r{:width$}\r", "", width = doing.len() + 8);
            }
        };
        // Without the thread nothing is shown, and the work is done all the same.
        let _ = thread::Builder::new().name("progress".to_owned()).spawn_scoped(scope, show);
        let done = work(&progress);
        drop(ends);
        done
    })
}
