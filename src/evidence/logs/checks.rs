//! What logs of both consoles show, and what several logs show together.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::{SignedDuration, Timestamp};

use super::entry::{Entry, Kind, clipped, is_directory_sync, is_jumpcloud};
use super::har::Exchange;
use super::saves::Saves;
use crate::diagnosis::{Answer, ErrorStrings};
use crate::evidence::answers::{Answers, Rows};
use crate::evidence::finding::{AffectedUser, Inspection, ListKind, UserList, internal};
use crate::evidence::reading::limits::REMEMBERED;
use crate::evidence::{Inquiry, is_same};

/// An import older than this is overdue: JumpCloud imports every hour.
/// <https://jumpcloud.com/support/google-workspace-sync>
const OVERDUE: SignedDuration = SignedDuration::from_hours(24);
/// So many users created within an hour are many at once.
const MANY_CREATED: usize = 20;

/// The entry of several that is the last in time.
#[derive(Debug, Default)]
struct Last {
    entry: Option<(Timestamp, Kind, String)>,
    /// Whether the time of one could not be read, so that nobody knows which is the last.
    is_unclear: bool,
}

impl Last {
    fn take(&mut self, at: Option<Timestamp>, kind: Kind, told: impl FnOnce() -> String) {
        let Some(at) = at else {
            self.is_unclear = true;
            return;
        };
        if self.entry.as_ref().is_none_or(|(last, _, _)| at >= *last) {
            self.entry = Some((at, kind, told()));
        }
    }

    /// The last one, where that is clear.
    fn clear(&self) -> Option<&(Timestamp, Kind, String)> {
        self.entry.as_ref().filter(|_| !self.is_unclear)
    }

    fn answer(&self, symptom: &str, yes: &[Kind], answers: &mut Answers) {
        if let Some((_, kind, told)) = self.clear().filter(|(_, kind, _)| *kind != Kind::AppReset) {
            answers.add_if(symptom, yes.contains(kind), told);
        }
    }
}

/// What an account lost, and when.
#[derive(Debug)]
struct Loss {
    account: String,
    at: Option<Timestamp>,
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
    /// The file of the last import, and the newest entry of each file.
    imported_in: String,
    newest: BTreeMap<String, Timestamp>,
    authorizers: HashSet<String>,
    losses: Vec<Loss>,
    /// When an account was last given back what it had lost.
    restored: HashMap<String, Timestamp>,
    /// When users were created, by file: two logs may tell of the same ones.
    created: BTreeMap<String, Vec<i64>>,
    saves: Saves,
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
            imported_in: String::new(),
            newest: BTreeMap::new(),
            authorizers: HashSet::new(),
            losses: Vec::new(),
            restored: HashMap::new(),
            created: BTreeMap::new(),
            saves: Saves::default(),
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
        if let Some(at) = at {
            let newest = self.newest.entry(file.to_owned()).or_insert(at);
            *newest = at.max(*newest);
        }
        let told = || format!("{file}, row {}: {}", entry.place, entry.told());
        match entry.kind {
            Kind::AppTrusted | Kind::AppLimited | Kind::AppBlocked | Kind::AppReset
                if is_jumpcloud(entry) =>
            {
                self.app.take(at, entry.kind, told);
            }
            Kind::Denied if is_jumpcloud(entry) => self.app.take(at, Kind::AppBlocked, told),
            Kind::ServiceAllowed | Kind::ServiceRestricted if is_admin_service(&entry.value) => {
                self.service.take(at, entry.kind, told);
            }
            Kind::Authorized | Kind::Revoked if is_directory_sync(entry) => {
                self.connection.take(at, entry.kind, told);
                if entry.kind == Kind::Authorized && self.authorizers.len() < REMEMBERED {
                    self.authorizers.insert(clipped(&entry.actor).to_lowercase());
                }
            }
            Kind::Created => {
                let created = self.created.entry(file.to_owned()).or_default();
                created.extend(at.filter(|_| created.len() < REMEMBERED).map(Timestamp::as_second));
            }
            Kind::Suspended | Kind::Deleted | Kind::Demoted => self.take_loss(entry, at, told),
            Kind::Unsuspended | Kind::Promoted => self.take_restored(entry, at),
            Kind::Provisioned if self.concerns(entry) => self.provisioned.add(told),
            Kind::ProvisioningFailed => self.take_failure(entry, file, told),
            Kind::Imported => {
                self.imported.take(at, entry.kind, told);
                if self.imported.entry.as_ref().map(|(last, _, _)| *last) == at {
                    file.clone_into(&mut self.imported_in);
                }
            }
            Kind::AttributeIncluded | Kind::AttributeExcluded if is_password(entry) => {
                self.password.take(at, entry.kind, told);
            }
            Kind::Tied => self.saves.take(entry, at, told),
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

    fn take_loss(&mut self, entry: &Entry<'_>, at: Option<Timestamp>, told: impl Fn() -> String) {
        // Of the roles that an admin can lose, the integration needs the super admin's.
        let role = entry.value.to_lowercase();
        let matters = entry.kind != Kind::Demoted
            || role.is_empty()
            || ["super", "seed_admin"].iter().any(|name| role.contains(name));
        if matters && self.losses.len() < REMEMBERED && !entry.target.is_empty() {
            let account = clipped(&entry.target).to_lowercase();
            self.losses.push(Loss { account, at, told: told() });
        }
        if entry.kind == Kind::Suspended {
            self.suspended.add(|| AffectedUser {
                address: internal(&entry.target),
                detail: internal(&format!("{} by {} {}", entry.time, entry.actor, entry.app_name)),
                ..AffectedUser::default()
            });
        }
    }

    fn take_restored(&mut self, entry: &Entry<'_>, at: Option<Timestamp>) {
        let account = clipped(&entry.target).to_lowercase();
        if let Some(at) = at.filter(|_| self.restored.len() < REMEMBERED) {
            let last = self.restored.entry(account).or_insert(at);
            *last = at.max(*last);
        }
    }

    /// Whether an account was given back later what it had lost then.
    fn is_restored(&self, account: &str, lost: Option<Timestamp>) -> bool {
        let restored = self.restored.get(&account.to_lowercase());
        restored.is_some_and(|at| lost.is_none_or(|lost| *at >= lost))
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
        self.saves.answer(answers);
        self.answer_created(answers);
        self.take_restored_off();
        inspection
            .lists
            .extend([self.suspended, self.failed].into_iter().filter(|list| list.total > 0));
    }

    /// Whether the account that authorized JumpCloud, named or seen in the log, was lost.
    fn answer_authorizer(&self, answers: &mut Answers) {
        let named = self.inquiry.google_admin.as_ref().map(|admin| admin.to_lowercase());
        let is_authorizer =
            |target: &str| self.authorizers.contains(target) || named.as_deref() == Some(target);
        let is_lost = |loss: &&Loss| {
            is_authorizer(&loss.account) && !self.is_restored(&loss.account, loss.at)
        };
        if let Some(loss) = self.losses.iter().find(is_lost) {
            answers.add("authorizer-gone", Answer::Yes, &loss.told);
        }
    }

    /// Who was made active again is suspended no more.
    fn take_restored_off(&mut self) {
        let mut lost: HashMap<&str, Option<Timestamp>> = HashMap::new();
        for loss in &self.losses {
            let last = lost.entry(&loss.account).or_insert(loss.at);
            *last = loss.at.max(*last);
        }
        let mut users = std::mem::take(&mut self.suspended.users);
        let before = users.len();
        users.retain(|user| {
            let account = user.address.for_insiders().to_lowercase();
            !self.is_restored(&account, lost.get(account.as_str()).copied().flatten())
        });
        self.suspended.total -= (before - users.len()) as u64;
        self.suspended.users = users;
    }

    fn answer_imports(&self, answers: &mut Answers) {
        let newest = self.newest.get(&self.imported_in);
        let (Some((at, _, told)), Some(newest)) = (self.imported.clear(), newest) else { return };
        let is_old = newest.duration_since(*at) > OVERDUE;
        let told = format!("last import {told}; last entry {newest}");
        answers.add_if("import-stopped", is_old, &told);
    }

    fn answer_created(&mut self, answers: &mut Answers) {
        let most = self.created.values_mut().filter_map(|created| most_within_an_hour(created));
        let Some((count, from)) = most.max() else { return };
        let from = Timestamp::from_second(from).map_or_else(|_| String::new(), |at| at.to_string());
        let told = format!("{count} users created within an hour from {from}");
        answers.add_if("many-users-created", count >= MANY_CREATED, &told);
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

fn is_password(entry: &Entry<'_>) -> bool {
    entry.value.to_ascii_lowercase().contains("password")
}
