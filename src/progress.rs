//! The progress of longer work, shared between the side that works and the side that shows it and may
//! stop it. Depends on nothing else in the program, so that every layer can use it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU16, Ordering::Relaxed};

/// A longer piece of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// What is being done, as shown: "Backing up all tickets".
    pub name: &'static str,
    /// Whether it can be stopped.
    pub can_stop: bool,
    /// Its progress.
    pub progress: Progress,
}

impl Work {
    /// Creates a piece of work that begins now.
    pub fn new(name: &'static str, can_stop: bool) -> Self {
        Self { name, can_stop, progress: Progress::default() }
    }
}

/// Stands for an unknown share.
const UNKNOWN: u16 = u16::MAX;

/// The progress of a piece of work. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    /// The share that is done, in thousandths.
    share: AtomicU16,
    is_stopped: AtomicBool,
    is_over: AtomicBool,
}

impl Default for Inner {
    fn default() -> Self {
        let (is_stopped, is_over) = (AtomicBool::new(false), AtomicBool::new(false));
        Self { share: AtomicU16::new(UNKNOWN), is_stopped, is_over }
    }
}

impl Progress {
    /// Reports that `done` of `all` parts are done.
    pub fn report(&self, done: usize, all: usize) {
        let share = done.saturating_mul(1000) / all.max(1);
        self.0.share.store(u16::try_from(share.min(1000)).unwrap_or(UNKNOWN), Relaxed);
    }

    /// Returns the share that is done, from 0 to 1; `None` if it is unknown.
    pub fn share(&self) -> Option<f32> {
        let share = self.0.share.load(Relaxed);
        (share != UNKNOWN).then_some(f32::from(share) / 1000.0)
    }

    /// Asks for the work to stop. It does so as soon as nothing is left half done.
    pub fn stop(&self) {
        self.0.is_stopped.store(true, Relaxed);
    }

    /// Returns whether the work is to be stopped.
    pub fn is_stopped(&self) -> bool {
        self.0.is_stopped.load(Relaxed)
    }

    /// Marks the work as ended.
    fn end(&self) {
        self.0.is_over.store(true, Relaxed);
    }

    /// Returns whether the work has ended.
    pub fn is_over(&self) -> bool {
        self.0.is_over.load(Relaxed)
    }
}

/// Marks a piece of work as ended when dropped, whether it is done, failed, or never began because
/// the system had no thread for it.
#[derive(Debug)]
pub struct UntilDropped(pub Progress);

impl Drop for UntilDropped {
    fn drop(&mut self) {
        self.0.end();
    }
}

/// Equal if they belong to the same piece of work, not if both have come equally far.
impl PartialEq for Progress {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Progress {}

#[cfg(test)]
mod tests {
    use super::{Progress, UntilDropped};

    #[test]
    fn work_that_breaks_has_ended_too() {
        let progress = Progress::default();
        let lasting = UntilDropped(progress.clone());
        assert!(!progress.is_over());
        let broken = std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || {
            let _until = lasting;
            std::panic::resume_unwind(Box::new("it breaks"));
        }));
        assert!(broken.is_err() && progress.is_over());
    }

    #[test]
    fn a_share_is_between_nothing_and_all() {
        let progress = Progress::default();
        assert_eq!(progress.share(), None);
        progress.report(1, 4);
        assert_eq!(progress.share(), Some(0.25));
        progress.report(9, 4);
        assert_eq!(progress.share(), Some(1.0));
        progress.report(0, 0);
        assert_eq!(progress.share(), Some(0.0));
    }
}
