//! What logs of both consoles show, and what several logs show together.

use std::collections::{BTreeMap, HashSet};

use jiff::{SignedDuration, Timestamp};

use super::entry::{EntryKind, LogEntry, clipped, is_directory_sync, is_jumpcloud};
use super::har::Exchange;
use super::losses::Losses;
use super::saves::Saves;
use crate::diagnosis::{Answer, ErrorStrings};
use crate::evidence::answers::{Answers, Rows};
use crate::evidence::finding::{AffectedUser, Inspection, ListKind, UserList};
use crate::evidence::reading::limits::REMEMBERED;
use crate::evidence::{Inquiry, is_same};
use crate::privacy::quote::quote;

/// An import older than this is overdue: JumpCloud imports every hour.
/// <https://jumpcloud.com/support/google-workspace-sync>
const OVERDUE: SignedDuration = SignedDuration::from_hours(24);
/// At least this many users created within an hour are many at once.
const MANY_CREATED: usize = 20;

/// The entry of several that is the last in time.
#[derive(Debug, Default)]
struct Last {
    entry: Option<(Timestamp, EntryKind, String)>,
    /// Whether the time of one could not be read, so that nobody knows which is the last.
    is_unclear: bool,
}

impl Last {
    fn take(&mut self, at: Option<Timestamp>, kind: EntryKind, summary: impl FnOnce() -> String) {
        let Some(at) = at else {
            self.is_unclear = true;
            return;
        };
        if self.entry.as_ref().is_none_or(|(last, _, _)| at >= *last) {
            self.entry = Some((at, kind, summary()));
        }
    }

    /// The last one, where that is clear.
    fn clear(&self) -> Option<&(Timestamp, EntryKind, String)> {
        self.entry.as_ref().filter(|_| !self.is_unclear)
    }

    fn answer(&self, symptom: &str, yes: &[EntryKind], answers: &mut Answers) {
        if let Some((_, kind, summary)) =
            self.clear().filter(|(_, kind, _)| *kind != EntryKind::AppReset)
        {
            answers.add_if(symptom, yes.contains(kind), summary);
        }
    }
}

/// Everything that logs show.
#[derive(Debug)]
pub struct LogChecks<'i> {
    inquiry: &'i Inquiry,
    errors: &'i ErrorStrings,
    app: Last,
    service: Last,
    connection: Last,
    password: Last,
    imported: Last,
    /// The file of the last import, and the newest entry of each file.
    imported_in: String,
    newest: BTreeMap<String, Timestamp>,
    authorizers: HashSet<String>,
    losses: Losses,
    /// When users were created, by file: two logs may tell of the same ones.
    created: BTreeMap<String, Vec<i64>>,
    saves: Saves,
    failed: UserList,
    updated: Rows,
    strings: Vec<(String, String)>,
    import_errors: Rows,
}

impl<'i> LogChecks<'i> {
    pub fn new(inquiry: &'i Inquiry, errors: &'i ErrorStrings) -> Self {
        Self {
            inquiry,
            errors,
            app: Last::default(),
            service: Last::default(),
            connection: Last::default(),
            password: Last::default(),
            imported: Last::default(),
            imported_in: String::new(),
            newest: BTreeMap::new(),
            authorizers: HashSet::new(),
            losses: Losses::default(),
            created: BTreeMap::new(),
            saves: Saves::default(),
            failed: UserList::new(ListKind::ProvisioningFailed),
            updated: Rows::default(),
            strings: Vec::new(),
            import_errors: Rows::default(),
        }
    }

    /// Takes in an entry of a log.
    pub fn take(&mut self, entry: &LogEntry<'_>, file: &str) {
        let at = entry.at();
        if let Some(at) = at {
            let newest = self.newest.entry(file.to_owned()).or_insert(at);
            *newest = at.max(*newest);
        }
        let summary = || format!("{file}, row {}: {}", entry.place, entry.summary());
        match entry.kind {
            EntryKind::AppTrusted
            | EntryKind::AppLimited
            | EntryKind::AppBlocked
            | EntryKind::AppReset
                if is_jumpcloud(entry) =>
            {
                self.app.take(at, entry.kind, summary);
            }
            EntryKind::Denied if is_jumpcloud(entry) => {
                self.app.take(at, EntryKind::AppBlocked, summary);
            }
            EntryKind::ServiceAllowed | EntryKind::ServiceRestricted
                if is_admin_service(&entry.value) =>
            {
                self.service.take(at, entry.kind, summary);
            }
            EntryKind::Authorized | EntryKind::Revoked if is_directory_sync(entry) => {
                self.connection.take(at, entry.kind, summary);
                if entry.kind == EntryKind::Authorized && self.authorizers.len() < REMEMBERED {
                    self.authorizers.insert(clipped(&entry.actor).to_lowercase());
                }
            }
            EntryKind::Created => {
                let created = self.created.entry(file.to_owned()).or_default();
                created.extend(at.filter(|_| created.len() < REMEMBERED).map(Timestamp::as_second));
            }
            EntryKind::Suspended
            | EntryKind::Deleted
            | EntryKind::Demoted
            | EntryKind::AdminSuspended
            | EntryKind::Unsuspended
            | EntryKind::Undeleted
            | EntryKind::Promoted => self.losses.take(entry, at, summary),
            EntryKind::Updated if self.concerns(entry) => self.updated.add(summary),
            EntryKind::ProvisioningFailed => self.take_failure(entry, file, summary),
            EntryKind::Imported => {
                self.imported.take(at, entry.kind, summary);
                if self.imported.entry.as_ref().map(|(last, _, _)| *last) == at {
                    file.clone_into(&mut self.imported_in);
                }
            }
            EntryKind::AttributeIncluded | EntryKind::AttributeExcluded if is_password(entry) => {
                self.password.take(at, entry.kind, summary);
            }
            EntryKind::Tied => self.saves.take(entry, at, summary),
            _ => {}
        }
    }

    /// Whether an entry is about the user in question; about anybody where none is named.
    fn concerns(&self, entry: &LogEntry<'_>) -> bool {
        self.inquiry.user.as_ref().is_none_or(|user| {
            let prefix = user.split('@').next().unwrap_or_default();
            is_same(user, &entry.target) || is_same(prefix, &entry.target)
        })
    }

    fn take_failure(&mut self, entry: &LogEntry<'_>, file: &str, summary: impl Fn() -> String) {
        self.failed.add(|| AffectedUser {
            address: quote(&entry.target),
            detail: quote(&format!("{file}, row {}: {} {}", entry.place, entry.time, entry.error)),
            ..AffectedUser::default()
        });
        if self.concerns(entry) {
            self.take_strings(&entry.error, summary);
        }
    }

    /// Error strings of the knowledge base in a text.
    fn take_strings(&mut self, text: &str, summary: impl Fn() -> String) {
        for symptom in self.errors.symptoms_in(text) {
            if !self.strings.iter().any(|(known, _)| known == symptom.as_str()) {
                self.strings.push((symptom.as_str().to_owned(), summary()));
            }
        }
    }

    /// Takes in what a browser recorded.
    pub fn take_exchange(&mut self, exchange: &Exchange<'_>, place: u64, file: &str) {
        let summary = || {
            format!(
                "{file}, entry {place}: {} {} {}",
                exchange.time, exchange.status, exchange.page
            )
        };
        for text in &exchange.texts {
            self.take_strings(text, summary);
        }
        // The path under which JumpCloud previews and runs imports (docs.jumpcloud.com, API 2.0).
        if exchange.status.starts_with('5')
            && exchange.page.contains("/gsuites/")
            && exchange.page.contains("/import")
        {
            self.import_errors.add(summary);
        }
    }

    /// What it all shows.
    pub fn finish(mut self, answers: &mut Answers, inspection: &mut Inspection) {
        for (symptom, summary) in &self.strings {
            answers.add(symptom, Answer::Yes, summary);
        }
        self.app.answer(
            "jumpcloud-app-untrusted",
            &[EntryKind::AppLimited, EntryKind::AppBlocked],
            answers,
        );
        self.service.answer(
            "google-admin-api-restricted",
            &[EntryKind::ServiceRestricted],
            answers,
        );
        self.password.answer("password-not-exported", &[EntryKind::AttributeExcluded], answers);
        self.connection.answer("connection-lost", &[EntryKind::Revoked], answers);
        if self.updated.count > 0 {
            answers.add("existing-users-still-sync", Answer::Yes, &self.updated.summary());
        }
        if self.import_errors.count > 0 {
            answers.add("import-500", Answer::Yes, &self.import_errors.summary());
        }
        self.answer_authorizer(answers);
        self.answer_imports(answers);
        self.saves.answer(answers);
        self.answer_created(answers);
        let lists = [self.losses.suspended(), self.failed];
        inspection.lists.extend(lists.into_iter().filter(|list| list.total > 0));
    }

    /// Whether the account that authorized JumpCloud, named or seen in the log, was lost.
    fn answer_authorizer(&self, answers: &mut Answers) {
        let named = self.inquiry.google_admin.as_ref().map(|admin| admin.to_lowercase());
        let is_authorizer =
            |target: &str| self.authorizers.contains(target) || named.as_deref() == Some(target);
        if let Some(row) = self.losses.of_account(is_authorizer) {
            answers.add("authorizer-gone", Answer::Yes, row);
        }
    }

    fn answer_imports(&self, answers: &mut Answers) {
        let newest = self.newest.get(&self.imported_in);
        let (Some((at, _, summary)), Some(newest)) = (self.imported.clear(), newest) else {
            return;
        };
        let is_old = newest.duration_since(*at) > OVERDUE;
        let summary = format!("last import {summary}; last entry {newest}");
        answers.add_if("import-stopped", is_old, &summary);
    }

    fn answer_created(&mut self, answers: &mut Answers) {
        let most = self.created.values_mut().filter_map(|created| most_within_an_hour(created));
        let Some((count, from)) = most.max() else { return };
        let from = Timestamp::from_second(from).map_or_else(|_| String::new(), |at| at.to_string());
        let summary = format!("{count} users created within an hour from {from}");
        answers.add_if("many-users-created", count >= MANY_CREATED, &summary);
    }
}

/// The most times within an hour, and the first of them.
fn most_within_an_hour(times: &mut [i64]) -> Option<(usize, i64)> {
    times.sort_unstable();
    let mut first = 0;
    let counts = (0..times.len()).map(|last| {
        while times[last] - times[first] > 3600 {
            first += 1;
        }
        (last + 1 - first, times[first])
    });
    counts.max()
}

/// Google's admin services, by the names that its logs use.
fn is_admin_service(value: &str) -> bool {
    value.to_ascii_uppercase().contains("ADMIN")
}

fn is_password(entry: &LogEntry<'_>) -> bool {
    entry.value.to_ascii_lowercase().contains("password")
}
