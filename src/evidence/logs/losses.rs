//! What accounts lost according to logs, and whether they got the same back later: only lifting the
//! suspension ends it, and only the same role is the role that was lost.

use std::collections::HashMap;

use jiff::Timestamp;

use super::entry::{EntryKind, LogEntry, clipped};
use crate::evidence::finding::{AffectedUser, ListKind, UserList};
use crate::evidence::reading::limits::REMEMBERED;
use crate::privacy::quote::quote;

/// What an account can lose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Lost {
    /// It was suspended in Google.
    Suspension,
    /// It was deleted.
    Deletion,
    /// It was a super admin of Google.
    SuperAdmin,
    /// It was suspended as an admin of JumpCloud.
    JumpcloudAdmin,
}

/// What one account lost for the last time, as far as the log tells.
#[derive(Debug)]
struct Loss {
    at: Option<Timestamp>,
    summary: String,
    /// Address and detail of one who was suspended.
    suspended: Option<(String, String)>,
}

/// Everything that accounts lost and got back, by account and what it is.
#[derive(Debug, Default)]
pub struct Losses {
    lost: HashMap<(String, Lost), Loss>,
    /// When it was last given back.
    restored: HashMap<(String, Lost), Timestamp>,
    /// The order in which accounts were suspended.
    suspended: Vec<String>,
}

impl Losses {
    /// Takes in an event by which an account loses something or gets it back.
    pub fn take(
        &mut self,
        entry: &LogEntry<'_>,
        at: Option<Timestamp>,
        summary: impl Fn() -> String,
    ) {
        let Some(lost) = lost_by(entry).filter(|_| !entry.target.is_empty()) else { return };
        let account = clipped(&entry.target).to_lowercase();
        let key = (account, lost);
        let is_restored = matches!(
            entry.kind,
            EntryKind::Unsuspended | EntryKind::Undeleted | EntryKind::Promoted
        );
        let is_full = self.lost.len().max(self.restored.len()) >= REMEMBERED;
        if is_restored {
            if let Some(at) = at.filter(|_| !is_full || self.restored.contains_key(&key)) {
                let last = self.restored.entry(key).or_insert(at);
                *last = at.max(*last);
            }
            return;
        }
        if is_full && !self.lost.contains_key(&key) {
            return;
        }
        if self.lost.get(&key).is_some_and(|known| known.at > at) {
            return;
        }
        let suspended = (lost == Lost::Suspension).then(|| {
            let detail = format!("{} by {} {}", entry.time, entry.actor, entry.app_name);
            (clipped(&entry.target).to_owned(), detail)
        });
        if suspended.is_some() && !self.lost.contains_key(&key) {
            self.suspended.push(key.0.clone());
        }
        self.lost.insert(key, Loss { at, summary: summary(), suspended });
    }

    /// Whether what was lost then was given back later.
    fn is_restored(&self, key: &(String, Lost), loss: &Loss) -> bool {
        let restored = self.restored.get(key);
        restored.is_some_and(|at| loss.at.is_none_or(|lost| *at >= lost))
    }

    /// The row in which an account lost what it did not get back; the last of them in time.
    pub fn of_account(&self, is_meant: impl Fn(&str) -> bool) -> Option<&str> {
        let lost = self.lost.iter();
        let lost = lost.filter(|(key, loss)| is_meant(&key.0) && !self.is_restored(key, loss));
        let last = lost.max_by_key(|(key, loss)| (loss.at, key.1 as u8));
        last.map(|(_, loss)| loss.summary.as_str())
    }

    /// Who is still suspended, each once.
    pub fn suspended(&self) -> UserList {
        let mut list = UserList::new(ListKind::SuspendedInLog);
        for account in &self.suspended {
            let key = (account.clone(), Lost::Suspension);
            let loss = self.lost.get(&key).filter(|loss| !self.is_restored(&key, loss));
            let Some((address, detail)) = loss.and_then(|loss| loss.suspended.as_ref()) else {
                continue;
            };
            list.add(|| AffectedUser {
                address: quote(address),
                detail: quote(detail),
                ..AffectedUser::default()
            });
        }
        list
    }
}

/// What an event takes away or gives back. Of the roles that an admin can lose, the integration needs
/// the super admin's.
fn lost_by(entry: &LogEntry<'_>) -> Option<Lost> {
    match entry.kind {
        EntryKind::Suspended | EntryKind::Unsuspended => Some(Lost::Suspension),
        EntryKind::Deleted | EntryKind::Undeleted => Some(Lost::Deletion),
        EntryKind::AdminSuspended => Some(Lost::JumpcloudAdmin),
        EntryKind::Demoted | EntryKind::Promoted => {
            is_super_admin(entry).then_some(Lost::SuperAdmin)
        }
        _ => None,
    }
}

/// Whether the role is the super admin's: it is named so, or the event is about no other role.
fn is_super_admin(entry: &LogEntry<'_>) -> bool {
    let role = entry.value.to_lowercase();
    let is_named = |name: &str| role.contains(name);
    is_named("seed_admin")
        || is_named("super admin")
        || is_named("super_admin")
        || is_named("superadmin")
        || role.is_empty() && entry.name.to_ascii_uppercase().ends_with("ADMIN_PRIVILEGE")
}
