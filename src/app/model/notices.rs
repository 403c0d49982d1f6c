//! What there is to tell: news that pass, actions that can be taken back, failures that stay until they
//! are taken away.

use crate::app::command::Command;
use crate::app::effects::worker::Request;

/// How long news are shown, in seconds.
pub const NEWS_SHOWN: f64 = 4.0;
/// How long an action and a failure are shown, in seconds; a failure stays in the list after that.
pub const ACTIONS_SHOWN: f64 = 8.0;

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something to know; it passes.
    News,
    /// Something the technician did, with the way back; it passes, and the next one takes its place.
    Action,
    /// Something to decide; it is shown until it is taken away.
    Decision,
    /// Something failed; it stays in the list until it is taken away.
    Failure,
}

/// Something to tell.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Its number, which never comes again.
    pub id: usize,
    /// What it is about.
    pub kind: NoticeKind,
    /// What to tell.
    pub text: String,
    /// When it appeared, in seconds of the window's clock.
    pub since: f64,
    /// What can be done about it: the button's words and what it does.
    pub remedy: Option<(String, Command)>,
    /// What failed and can be tried again.
    pub retry: Option<Request>,
}

impl Notice {
    /// Whether it is there until it is taken away.
    pub fn stays(&self) -> bool {
        matches!(self.kind, NoticeKind::Decision | NoticeKind::Failure)
    }

    /// How long it is shown over the screen, in seconds; nothing for as long as it is there.
    fn shown_for(&self) -> Option<f64> {
        match self.kind {
            NoticeKind::News => Some(NEWS_SHOWN),
            NoticeKind::Action => Some(ACTIONS_SHOWN),
            // What waits for a decision does not go out of view.
            NoticeKind::Failure if self.remedy.is_none() && self.retry.is_none() => {
                Some(ACTIONS_SHOWN)
            }
            NoticeKind::Decision | NoticeKind::Failure => None,
        }
    }

    /// How long it is still shown over the screen, in seconds; nothing for as long as it is there.
    fn left(&self, now: f64) -> Option<f64> {
        self.shown_for().map(|shown| shown - (now - self.since))
    }
}

/// Every notice there is, the newest last.
#[derive(Clone, Debug, Default)]
pub struct Notices {
    list: Vec<Notice>,
    next: usize,
}

impl Notices {
    /// All of them, the newest last.
    pub fn all(&self) -> &[Notice] {
        &self.list
    }

    /// Those that stay until they are taken away.
    pub fn staying(&self) -> impl DoubleEndedIterator<Item = &Notice> {
        self.list.iter().filter(|notice| notice.stays())
    }

    /// Those to be shown over the screen now.
    pub fn shown(&self, now: f64) -> impl DoubleEndedIterator<Item = &Notice> {
        self.list.iter().filter(move |notice| notice.left(now).is_none_or(|left| left > 0.0))
    }

    /// Adds a notice. One that says the same as an earlier one takes its place, unless that one has
    /// an action to try again; so does an action that of the action before.
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

    /// Takes one away and returns it.
    pub fn take(&mut self, id: usize) -> Option<Notice> {
        let at = self.list.iter().position(|notice| notice.id == id)?;
        Some(self.list.remove(at))
    }

    /// Takes away those whose remedy is no longer one.
    pub fn drop_remedies(&mut self, is_void: impl Fn(&Command) -> bool) {
        self.list.retain(|n| !n.remedy.as_ref().is_some_and(|(_, command)| is_void(command)));
    }

    /// Takes away all that pass and have passed. Returns the seconds until the next one leaves the
    /// screen, if one will.
    pub fn pass_time(&mut self, now: f64) -> Option<f64> {
        self.list.retain(|notice| notice.stays() || notice.left(now).is_none_or(|left| left > 0.0));
        let left = self.list.iter().filter_map(|notice| notice.left(now));
        left.filter(|left| *left > 0.0).min_by(f64::total_cmp)
    }
}
