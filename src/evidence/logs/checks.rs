//! What logs of both consoles show, and what several logs show together.

use std::collections::HashSet;

use jiff::{SignedDuration, Timestamp};

use super::entry::{Entry, Kind, is_jumpcloud};
use super::har::Exchange;
use crate::diagnosis::{Answer, ErrorStrings};
use crate::evidence::answers::{Answers, Rows};
use crate::evidence::finding::{AffectedUser, Inspection, ListKind, UserList, internal};
use crate::evidence::reading::limits::REMEMBERED;
use crate::evidence::{Inquiry, is_same};

/// Changes saved together leave their entries within this time.
const ONE_SAVE: SignedDuration = SignedDuration::from_secs(10);
/// An import older than this is overdue: JumpCloud imports every hour.
/// <https://jumpcloud.com/support/google-workspace-sync>
const OVERDUE: SignedDuration = SignedDuration::from_hours(24);
/// So many users created within an hour are many at once.
const MANY_CREATED: usize = 20;

/// The entry of several that is the last in time.
#[derive(Debug, Default)]
struct Last(Option<(Timestamp, Kind, String)>);

impl Last {
    fn take(&mut self, at: Option<Timestamp>, kind: Kind, told: impl FnOnce() -> String) {
        let at = at.unwrap_or(Timestamp::MIN);
        if self.0.as_ref().is_none_or(|(last, _, _)| at >= *last) {
            self.0 = Some((at, kind, told()));
        }
    }

    fn answer(&self, symptom: &str, yes: &[Kind], answers: &mut Answers) {
        if let Some((_, kind, told)) = &self.0 {
            answers.add_if(symptom, yes.contains(kind), told);
        }
    }
}

/// A user was separated from a group, or a directory tied to it.
#[derive(Debug)]
struct Change {
    at: Timestamp,
    group: String,
    told: String,
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
    newest: Option<Timestamp>,
    authorizers: HashSet<String>,
    lost_rights: Vec<(String, String)>,
    created: Vec<i64>,
    bound: Vec<Change>,
    removed: Vec<Change>,
    suspended: UserList,
    failed: UserList,
    provisioned: Rows,
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
            newest: None,
            authorizers: HashSet::new(),
            lost_rights: Vec::new(),
            created: Vec::new(),
            bound: Vec::new(),
            removed: Vec::new(),
            suspended: UserList::new(ListKind::SuspendedInLog),
            failed: UserList::new(ListKind::ProvisioningFailed),
            provisioned: Rows::default(),
            strings: Vec::new(),
            import_errors: Rows::default(),
        }
    }

    /// Takes in an entry of a log.
    pub fn take(&mut self, entry: &Entry<'_>, file: &str) {
        let at = entry.at();
        self.newest = self.newest.max(at);
        let told = || format!("{file}, row {}: {}", entry.place, entry.told());
        match entry.kind {
            Kind::AppTrusted | Kind::AppLimited | Kind::AppBlocked if is_jumpcloud(entry) => {
                self.app.take(at, entry.kind, told);
            }
            Kind::Denied if is_jumpcloud(entry) => self.app.take(at, Kind::AppBlocked, told),
            Kind::ServiceAllowed | Kind::ServiceRestricted if is_admin_service(&entry.value) => {
                self.service.take(at, entry.kind, told);
            }
            Kind::Authorized | Kind::Revoked if is_jumpcloud(entry) => {
                self.connection.take(at, entry.kind, told);
                if self.authorizers.len() < REMEMBERED {
                    self.authorizers.insert(entry.actor.to_lowercase());
                }
            }
            Kind::Created => {
                if let Some(at) = at.filter(|_| self.created.len() < REMEMBERED) {
                    self.created.push(at.as_second());
                }
            }
            Kind::Suspended | Kind::Deleted | Kind::Demoted => self.take_loss(entry, told),
            Kind::Provisioned if self.concerns(entry) => self.provisioned.add(told),
            Kind::ProvisioningFailed => self.take_failure(entry, file, told),
            Kind::Imported => self.imported.take(at, entry.kind, told),
            Kind::AttributeIncluded | Kind::AttributeExcluded if is_password(entry) => {
                self.password.take(at, entry.kind, told);
            }
            Kind::Tied => self.take_tie(entry, at, told),
            _ => {}
        }
    }

    /// Whether an entry is about the user in question; about anybody where none is named.
    fn concerns(&self, entry: &Entry<'_>) -> bool {
        self.inquiry.user.as_ref().is_none_or(|user| {
            let prefix = user.split('@').next().unwrap_or_default();
            is_same(user, &entry.target) || is_same(prefix, &entry.target)
        })
    }

    fn take_loss(&mut self, entry: &Entry<'_>, told: impl Fn() -> String) {
        if self.lost_rights.len() < REMEMBERED && !entry.target.is_empty() {
            self.lost_rights.push((entry.target.to_lowercase(), told()));
        }
        if entry.kind == Kind::Suspended {
            self.suspended.add(|| AffectedUser {
                address: internal(&entry.target),
                detail: internal(&format!("{} by {} {}", entry.time, entry.actor, entry.app_name)),
                ..AffectedUser::default()
            });
        }
    }

    fn take_failure(&mut self, entry: &Entry<'_>, file: &str, told: impl Fn() -> String) {
        self.failed.add(|| AffectedUser {
            address: internal(&entry.target),
            detail: internal(&format!(
                "{file}, row {}: {} {}",
                entry.place, entry.time, entry.error
            )),
            ..AffectedUser::default()
        });
        if self.concerns(entry) {
            self.take_strings(&entry.error, told);
        }
    }

    /// Error strings of the knowledge base in a text.
    fn take_strings(&mut self, text: &str, told: impl Fn() -> String) {
        for symptom in self.errors.symptoms_in(text) {
            if !self.strings.iter().any(|(known, _)| known == symptom.as_str()) {
                self.strings.push((symptom.as_str().to_owned(), told()));
            }
        }
    }

    /// Takes in what a browser recorded.
    pub fn take_exchange(&mut self, exchange: &Exchange<'_>, place: u64, file: &str) {
        let told = || {
            format!(
                "{file}, entry {place}: {} {} {}",
                exchange.time, exchange.status, exchange.page
            )
        };
        for text in &exchange.texts {
            self.take_strings(text, told);
        }
        // The path under which JumpCloud previews and runs imports (docs.jumpcloud.com, API 2.0).
        if exchange.status.starts_with('5')
            && exchange.page.contains("/gsuites/")
            && exchange.page.contains("/import")
        {
            self.import_errors.add(told);
        }
    }

    fn take_tie(&mut self, entry: &Entry<'_>, at: Option<Timestamp>, told: impl Fn() -> String) {
        let (Some(tie), Some(at)) = (&entry.tie, at) else { return };
        let Some(group) = tie.end("user_group") else { return };
        let change = || Change { at, group: group.id.to_string(), told: told() };
        if tie.is_added && tie.end("g_suite").is_some() && self.bound.len() < REMEMBERED {
            self.bound.push(change());
        } else if !tie.is_added && tie.end("user").is_some() && self.removed.len() < REMEMBERED {
            self.removed.push(change());
        }
    }

    /// What it all shows.
    pub fn finish(mut self, answers: &mut Answers, inspection: &mut Inspection) {
        for (symptom, told) in &self.strings {
            answers.add(symptom, Answer::Yes, told);
        }
        self.app.answer("jumpcloud-app-untrusted", &[Kind::AppLimited, Kind::AppBlocked], answers);
        self.service.answer("google-admin-api-restricted", &[Kind::ServiceRestricted], answers);
        self.password.answer("password-not-exported", &[Kind::AttributeExcluded], answers);
        self.connection.answer("connection-lost", &[Kind::Revoked], answers);
        if self.provisioned.count > 0 {
            answers.add("existing-users-still-sync", Answer::Yes, &self.provisioned.told());
        }
        if self.import_errors.count > 0 {
            answers.add("import-500", Answer::Yes, &self.import_errors.told());
        }
        self.answer_authorizer(answers);
        self.answer_imports(answers);
        self.answer_saves(answers);
        self.answer_created(answers);
        inspection
            .lists
            .extend([self.suspended, self.failed].into_iter().filter(|list| list.total > 0));
    }

    /// Whether the account that authorized JumpCloud, named or seen in the log, was lost.
    fn answer_authorizer(&self, answers: &mut Answers) {
        let named = self.inquiry.google_admin.as_ref().map(|admin| admin.to_lowercase());
        let is_authorizer =
            |target: &str| self.authorizers.contains(target) || named.as_deref() == Some(target);
        if let Some((_, told)) = self.lost_rights.iter().find(|(target, _)| is_authorizer(target)) {
            answers.add("authorizer-gone", Answer::Yes, told);
        }
    }

    fn answer_imports(&self, answers: &mut Answers) {
        let (Some((at, _, told)), Some(newest)) = (&self.imported.0, self.newest) else { return };
        if *at != Timestamp::MIN {
            let is_old = newest.duration_since(*at) > OVERDUE;
            answers.add_if(
                "import-stopped",
                is_old,
                &format!("last import {told}; last entry {newest}"),
            );
        }
    }

    /// Whether users left a group in the same save that tied the directory to it.
    fn answer_saves(&mut self, answers: &mut Answers) {
        self.bound.sort_by_key(|change| change.at);
        let mut nearest: Option<(SignedDuration, String)> = None;
        for removed in &self.removed {
            let first = removed.at.saturating_sub(ONE_SAVE).unwrap_or(Timestamp::MIN);
            let from = self.bound.partition_point(|bound| bound.at < first);
            for bound in self.bound[from..]
                .iter()
                .take_while(|bound| bound.at.duration_since(removed.at) <= ONE_SAVE)
            {
                let apart = bound.at.duration_since(removed.at).abs();
                if bound.group == removed.group
                    && nearest.as_ref().is_none_or(|(least, _)| apart < *least)
                {
                    nearest = Some((apart, format!("{}; {}", removed.told, bound.told)));
                }
            }
        }
        if let Some((_, told)) = nearest {
            answers.add("change-and-bind-together", Answer::Yes, &told);
        } else if let (Some(bound), Some(removed)) = (self.bound.first(), self.removed.first()) {
            let told =
                format!("not within {} s: {}; {}", ONE_SAVE.as_secs(), removed.told, bound.told);
            answers.add("change-and-bind-together", Answer::No, &told);
        }
    }

    fn answer_created(&mut self, answers: &mut Answers) {
        self.created.sort_unstable();
        let mut first = 0;
        let mut most = (0, 0);
        for (last, at) in self.created.iter().enumerate() {
            while at - self.created[first] > 3600 {
                first += 1;
            }
            most = most.max((last + 1 - first, self.created[first]));
        }
        let (count, from) = most;
        if count > 0 {
            let from =
                Timestamp::from_second(from).map_or_else(|_| String::new(), |at| at.to_string());
            let told = format!("{count} users created within an hour from {from}");
            answers.add_if("many-users-created", count >= MANY_CREATED, &told);
        }
    }
}

/// Google's admin services, by the names that its logs use.
fn is_admin_service(value: &str) -> bool {
    value.to_ascii_uppercase().contains("ADMIN")
}

fn is_password(entry: &Entry<'_>) -> bool {
    entry.value.to_ascii_lowercase().contains("password")
}
