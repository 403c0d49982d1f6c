//! Notices: messages to the technician. News passes by itself, actions offer to be undone, decisions and
//! failures stay until they are dismissed.

use crate::app::command::Command;
use crate::app::effects::worker::Request;

/// How long news is shown, in seconds.
pub const NEWS_SHOWN: f64 = 4.0;
/// How long an action or a failure is shown, in seconds. A failure then stays in the list.
pub const ACTIONS_SHOWN: f64 = 8.0;

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something to know; passes by itself.
    News,
    /// Something the technician did, with a button to undo it; passes, or is replaced by the next one.
    Action,
    /// Something to decide; shown until it is dismissed.
    Decision,
    /// Something failed; stays in the list until it is dismissed.
    Failure,
}

/// A message to the technician.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Its number, never used again.
    pub id: usize,
    /// What it is about.
    pub kind: NoticeKind,
    /// What it says.
    pub text: String,
    /// When it appeared, in seconds of the window's clock.
    pub since: f64,
    /// What can be done about it: the button's text and its command.
    pub remedy: Option<(String, Command)>,
    /// The request that failed, if it can be tried again.
    pub retry: Option<Request>,
}

impl Notice {
    /// Whether it stays until it is dismissed.
    pub fn stays(&self) -> bool {
        matches!(self.kind, NoticeKind::Decision | NoticeKind::Failure)
    }

    /// How long it is shown over the screen, in seconds; `None` if until it is dismissed.
    fn shown_for(&self) -> Option<f64> {
        match self.kind {
            NoticeKind::News => Some(NEWS_SHOWN),
            NoticeKind::Action => Some(ACTIONS_SHOWN),
            // A button must not vanish before it is clicked.
            NoticeKind::Failure if self.remedy.is_none() && self.retry.is_none() => {
                Some(ACTIONS_SHOWN)
            }
            NoticeKind::Decision | NoticeKind::Failure => None,
        }
    }

    /// How long it will still be shown over the screen, in seconds; `None` if until it is dismissed.
    fn left(&self, now: f64) -> Option<f64> {
        self.shown_for().map(|shown| shown - (now - self.since))
    }
}

/// All notices, the newest last.
#[derive(Clone, Debug, Default)]
pub struct Notices {
    list: Vec<Notice>,
    next: usize,
}

impl Notices {
    /// All notices, the newest last.
    pub fn all(&self) -> &[Notice] {
        &self.list
    }

    /// The notices that stay until they are dismissed.
    pub fn staying(&self) -> impl DoubleEndedIterator<Item = &Notice> {
        self.list.iter().filter(|notice| notice.stays())
    }

    /// The notices to show over the screen now.
    pub fn shown(&self, now: f64) -> impl DoubleEndedIterator<Item = &Notice> {
        self.list.iter().filter(move |notice| notice.left(now).is_none_or(|left| left > 0.0))
    }

    /// Adds a notice. It replaces an earlier one with the same text, and an action replaces the action
    /// before it. A notice with an action of the technician's to try again is never replaced.
    pub fn add(&mut self, kind: NoticeKind, text: String, now: f64) -> &mut Notice {
        self.list.retain(|notice| {
            let has_action = notice.retry.as_ref().is_some_and(Request::is_action);
            let is_replaced = notice.text == text
                || (kind == NoticeKind::Action && notice.kind == NoticeKind::Action);
            !is_replaced || has_action
        });
        let id = self.next;
        self.next += 1;
        self.list.push_mut(Notice { id, kind, text, since: now, remedy: None, retry: None })
    }

    /// Removes a notice and returns it.
    pub fn take(&mut self, id: usize) -> Option<Notice> {
        let at = self.list.iter().position(|notice| notice.id == id)?;
        Some(self.list.remove(at))
    }

    /// Removes the notices whose remedy is void.
    pub fn drop_remedies(&mut self, is_void: impl Fn(&Command) -> bool) {
        self.list.retain(|n| !n.remedy.as_ref().is_some_and(|(_, command)| is_void(command)));
    }

    /// Removes what has been shown long enough. Returns the seconds until the next notice leaves the
    /// screen; `None` if none will.
    pub fn pass_time(&mut self, now: f64) -> Option<f64> {
        self.list.retain(|notice| notice.stays() || notice.left(now).is_none_or(|left| left > 0.0));
        let left = self.list.iter().filter_map(|notice| notice.left(now));
        left.filter(|left| *left > 0.0).min_by(f64::total_cmp)
    }
}
