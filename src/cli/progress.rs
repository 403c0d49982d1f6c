//! How far longer work is, told on a terminal while it goes on.

use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::progress::Progress;

/// How often it is told, and how long work may take before anything is.
const PAUSE: Duration = Duration::from_secs(1);

/// Does some work, and tells once a second how far it is where somebody looks at a terminal.
pub(super) fn told<T>(doing: &str, work: impl FnOnce(&Progress) -> T) -> T {
    let progress = Progress::default();
    if !io::stderr().is_terminal() {
        return work(&progress);
    }
    let (ends, ended) = mpsc::channel::<()>();
    thread::scope(|scope| {
        let shared = progress.clone();
        let tell = move || {
            let mut has_told = false;
            while ended.recv_timeout(PAUSE) == Err(RecvTimeoutError::Timeout) {
                let share = shared.share().unwrap_or_default() * 100.0;
                let _ = write!(io::stderr(), "\r{doing}: {share:.0} %");
                has_told = true;
            }
            if has_told {
                let _ = write!(io::stderr(), "\r{:width$}\r", "", width = doing.len() + 8);
            }
        };
        // Without the thread nothing is told, and the work is done all the same.
        let _ = thread::Builder::new().name("progress".to_owned()).spawn_scoped(scope, tell);
        let done = work(&progress);
        drop(ends);
        done
    })
}
