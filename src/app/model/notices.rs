//! Notices: messages to the technician. News passes by itself, actions offer to be undone, decisions and
//! failures stay until they are dismissed.

use crate::app::command::Command;
use crate::app::effects::worker::Request;

/// How long the last thing done or to know stands in the top bar, in seconds.
pub const LAST_SHOWN: f64 = 20.0;

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something to know; passes by itself.
    News,
    /// Something the technician did, which Undo takes back; passes, or is replaced by the next one.
    Action,
    /// Something to decide; stays until it is dismissed.
    Decision,
    /// Something failed; stands in the top bar until it is seen, and in the list until it is dismissed.
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
    /// Whether it was looked at in the list.
    pub is_seen: bool,
    /// Whether it is about more than the open ticket, and so is said on beside the next one.
    pub outlives_ticket: bool,
}

impl Notice {
    /// Whether it stays until it is dismissed.
    pub fn stays(&self) -> bool {
        matches!(self.kind, NoticeKind::Decision | NoticeKind::Failure)
    }

    /// How long it will still stand in the top bar, in seconds; `None` if until it is seen.
    fn left(&self, now: f64) -> Option<f64> {
        (!self.stays()).then_some(LAST_SHOWN - (now - self.since))
    }
}

/// A text without the numbers that the system gives its errors, which tell a technician nothing.
fn without_numbers(text: String) -> String {
    const NUMBER: &str = " (os error ";
    if !text.contains(NUMBER) {
        return text;
    }
    let mut parts = text.split(NUMBER);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + part.split_once(')').map_or(part, |(_, after)| after))
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

    /// The notice that stands in the top bar: a failure that was not seen, else something to decide,
    /// else the last thing done or to know.
    pub fn in_bar(&self, now: f64) -> Option<&Notice> {
        let newest = |is_it: &dyn Fn(&Notice) -> bool| self.list.iter().rev().find(|n| is_it(n));
        newest(&|notice| notice.kind == NoticeKind::Failure && !notice.is_seen)
            .or_else(|| newest(&|notice| notice.kind == NoticeKind::Decision && !notice.is_seen))
            .or_else(|| newest(&|notice| notice.left(now).is_some_and(|left| left > 0.0)))
    }

    /// Notes that the list was looked at.
    pub fn see_all(&mut self) {
        for notice in &mut self.list {
            notice.is_seen = true;
        }
    }

    /// Removes what was said about a ticket that is no longer open.
    pub fn leave_ticket(&mut self) {
        self.list.retain(|notice| notice.stays() || notice.outlives_ticket);
    }

    /// Adds a notice. It replaces an earlier one with the same text, and an action replaces the action
    /// before it. A notice with an action of the technician's to try again is never replaced.
    pub fn add(&mut self, kind: NoticeKind, text: String, now: f64) -> &mut Notice {
        let text = without_numbers(text);
        self.list.retain(|notice| {
            let has_action = notice.retry.as_ref().is_some_and(Request::is_action);
            let is_replaced = notice.text == text
                || (kind == NoticeKind::Action && notice.kind == NoticeKind::Action);
            !is_replaced || has_action
        });
        let id = self.next;
        self.next += 1;
        self.list.push_mut(Notice {
            id,
            kind,
            text,
            since: now,
            remedy: None,
            retry: None,
            is_seen: false,
            outlives_ticket: false,
        })
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
    /// top bar; `None` if none will.
    pub fn pass_time(&mut self, now: f64) -> Option<f64> {
        self.list.retain(|notice| notice.left(now).is_none_or(|left| left > 0.0));
        let left = self.list.iter().filter_map(|notice| notice.left(now));
        left.min_by(f64::total_cmp)
    }
}
