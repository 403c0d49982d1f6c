//! What was got out of exported files: findings, lists of users, and how each file was read.

use serde::{Deserialize, Serialize};

use super::comparison::Comparison;
use super::license_count::LicenseCount;
use super::reading::faults::Faults;
use super::reading::limits::LISTED;
use crate::diagnosis::Answer;
use crate::kb::SymptomId;
use crate::privacy::InternalText;
use crate::privacy::quote::quote;

/// An answer for a symptom with the rows that earned it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The symptom.
    pub symptom: SymptomId,
    /// Yes or no.
    pub answer: Answer,
    /// The file, the rows, and what stands there.
    pub quote: InternalText,
}

/// What a format is. Files of one format are read before those of a later one: JumpCloud's users first,
/// so that Google's can be compared with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// JumpCloud's users as CSV: import template, backup, report or PowerShell.
    JumpcloudUsers,
    /// JumpCloud's users as JSON of its API or of PowerShell.
    JumpcloudUsersJson,
    /// JumpCloud's users as PowerShell shows them on the screen.
    JumpcloudUsersText,
    /// "Download users" of the Google Admin console, or `gam print users`.
    GoogleUsers,
    /// Google's users as JSON of the Directory API.
    GoogleUsersJson,
    /// Google's users as `gam info user` shows them on the screen.
    GoogleUsersText,
    /// Google's user report on accounts as CSV.
    AccountReport,
    /// Google's user report on accounts as JSON of the Reports API.
    UsageReport,
    /// Which admin roles Google's users have.
    RoleAssignments,
    /// Which licenses Google's users have, from GAM.
    LicenseAssignments,
    /// Google's admin or OAuth log as CSV, from the console or from GAM.
    GoogleLogCsv,
    /// Google's admin or OAuth log as JSON of the Reports API.
    GoogleLogJson,
    /// JumpCloud Directory Insights as CSV.
    InsightsCsv,
    /// JumpCloud Directory Insights as JSON.
    InsightsJson,
    /// What a browser recorded.
    Har,
}

/// Which console a list of users is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Console {
    /// Google.
    Google,
    /// JumpCloud.
    Jumpcloud,
}

impl Console {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Google => "Google",
            Self::Jumpcloud => "JumpCloud",
        }
    }
}

impl Format {
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::JumpcloudUsers => "JumpCloud users (CSV)",
            Self::JumpcloudUsersJson => "JumpCloud users (JSON)",
            Self::JumpcloudUsersText => "JumpCloud users (PowerShell output)",
            Self::GoogleUsers => "Google users (CSV)",
            Self::GoogleUsersJson => "Google users (JSON)",
            Self::GoogleUsersText => "Google users (GAM output)",
            Self::AccountReport => "Google account report (CSV)",
            Self::UsageReport => "Google account report (JSON)",
            Self::RoleAssignments => "Google role assignments",
            Self::LicenseAssignments => "Google license assignments (CSV)",
            Self::GoogleLogCsv => "Google log events (CSV)",
            Self::GoogleLogJson => "Google log events (JSON)",
            Self::InsightsCsv => "JumpCloud Directory Insights (CSV)",
            Self::InsightsJson => "JumpCloud Directory Insights (JSON)",
            Self::Har => "Browser recording (HAR)",
        }
    }

    /// The console whose users it lists; `None` if it is no list of users.
    pub fn users_of(self) -> Option<Console> {
        match self {
            Self::JumpcloudUsers | Self::JumpcloudUsersJson | Self::JumpcloudUsersText => {
                Some(Console::Jumpcloud)
            }
            Self::GoogleUsers
            | Self::GoogleUsersJson
            | Self::GoogleUsersText
            | Self::AccountReport
            | Self::UsageReport => Some(Console::Google),
            _ => None,
        }
    }

    /// Whether it usually lists all users of a console, so that who is not in it does not exist. What
    /// is shown on a screen is what somebody asked for, and reports leave new users out.
    pub fn lists_all(self) -> bool {
        matches!(
            self,
            Self::JumpcloudUsers
                | Self::JumpcloudUsersJson
                | Self::GoogleUsers
                | Self::GoogleUsersJson
        )
    }
}

/// How one file was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileRead {
    /// Its name, without its folder.
    pub name: InternalText,
    /// What it was recognized as; `None` if it was not read.
    pub format: Option<Format>,
    /// Users, events or exchanges that were understood.
    pub rows: u64,
    /// Rows and records among them of which nothing was understood.
    #[serde(default)]
    pub passed_over: u64,
    /// Kinds of events that no check looks at, with how often they stand in the file, the most
    /// frequent first; at most [`UNKNOWN_EVENTS`](super::UNKNOWN_EVENTS) of them.
    #[serde(default)]
    pub unknown_events: Vec<(String, u64)>,
    /// What is to be known about the reading: another encoding, another delimiter, why not.
    pub notes: Vec<String>,
    /// Columns that nothing was made of.
    pub unknown_columns: Vec<String>,
    /// What went wrong, with its place.
    pub faults: Faults,
}

impl FileRead {
    /// A file of which nothing is known yet.
    pub(super) fn new(name: &str) -> Self {
        Self {
            name: quote(name),
            format: None,
            rows: 0,
            passed_over: 0,
            unknown_events: Vec::new(),
            notes: Vec::new(),
            unknown_columns: Vec::new(),
            faults: Faults::default(),
        }
    }

    /// What it is and how much was read of it, in one line.
    pub fn summary(&self) -> String {
        let rows = if self.rows == 1 { "row" } else { "rows" };
        match self.format {
            Some(format) => format!("{}, {} {rows}", format.name(), self.rows),
            None => "not read".to_owned(),
        }
    }

    /// What no check looks at, in one line; `None` if there is nothing of the kind.
    pub fn unknown_summary(&self) -> Option<String> {
        /// How many kinds of events are named.
        const NAMED: usize = 5;
        let count: u64 = self.unknown_events.iter().map(|(_, count)| count).sum();
        if count == 0 {
            return None;
        }
        let named = self.unknown_events.iter().take(NAMED);
        let named: Vec<String> = named.map(|(name, count)| format!("{name} {count}")).collect();
        let more = if self.unknown_events.len() > NAMED { " and others" } else { "" };
        let events = if count == 1 { "event is" } else { "events are" };
        Some(format!("{count} {events} of a kind that no check uses: {}{more}", named.join(", ")))
    }

    /// Whether something in it was understood.
    pub fn is_understood(&self) -> bool {
        self.format.is_some() && self.rows > 0
    }

    /// Whether all of it was read, so that what is not in it is not there.
    pub fn is_whole(&self) -> bool {
        self.format.is_some() && self.faults.is_empty()
    }
}

/// What a list of users has in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ListKind {
    /// No last name, or only spaces.
    LastNameEmpty,
    /// User name, names or password break Google's rules.
    BreaksGoogleRules,
    /// The part before the @ is a JumpCloud user name or local account of somebody else.
    PrefixTaken,
    /// Suspended in Google.
    Suspended,
    /// Suspended in Google according to its log: when, and by whom.
    SuspendedInLog,
    /// Suspended in Google before the first sign-in.
    SuspendedUnused,
    /// Never signed in to Google.
    NeverSignedIn,
    /// 2-Step Verification is enforced and not enrolled.
    SecondFactorMissing,
    /// Could not be created or changed in Google.
    ProvisioningFailed,
}

impl ListKind {
    /// All kinds.
    pub const ALL: [Self; 9] = [
        Self::LastNameEmpty,
        Self::BreaksGoogleRules,
        Self::PrefixTaken,
        Self::Suspended,
        Self::SuspendedInLog,
        Self::SuspendedUnused,
        Self::NeverSignedIn,
        Self::SecondFactorMissing,
        Self::ProvisioningFailed,
    ];

    /// What the users have in common, as a heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::LastNameEmpty => "Users without a last name",
            Self::BreaksGoogleRules => "Users who break Google's rules",
            Self::PrefixTaken => "Users whose name is taken in JumpCloud",
            Self::Suspended => "Users suspended in Google",
            Self::SuspendedInLog => "Users suspended according to the log",
            Self::SuspendedUnused => "Users suspended before they ever signed in to Google",
            Self::NeverSignedIn => "Users who never signed in to Google",
            Self::SecondFactorMissing => {
                "Users who must use 2-Step Verification and have not enrolled"
            }
            Self::ProvisioningFailed => "Users who could not be created or changed in Google",
        }
    }

    /// Its name in calls and files.
    pub fn id(self) -> &'static str {
        match self {
            Self::LastNameEmpty => "last-name-empty",
            Self::BreaksGoogleRules => "breaks-google-rules",
            Self::PrefixTaken => "prefix-taken",
            Self::Suspended => "suspended",
            Self::SuspendedInLog => "suspended-in-log",
            Self::SuspendedUnused => "suspended-unused",
            Self::NeverSignedIn => "never-signed-in",
            Self::SecondFactorMissing => "second-factor-missing",
            Self::ProvisioningFailed => "provisioning-failed",
        }
    }

    /// Whether Google's bulk upload repairs it. A log does not tell all that an upload needs.
    pub fn is_unsuspended(self) -> bool {
        matches!(self, Self::Suspended | Self::SuspendedUnused)
    }
}

/// One user of a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AffectedUser {
    /// E-mail address, or the user name where no address is known.
    pub address: InternalText,
    /// First name.
    #[serde(default)]
    pub first_name: InternalText,
    /// Last name.
    #[serde(default)]
    pub last_name: InternalText,
    /// Google's organizational unit.
    #[serde(default)]
    pub org_unit: InternalText,
    /// Why this user is on the list, with file and row.
    pub detail: InternalText,
}

/// Users who have something in common.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UserList {
    /// What.
    pub kind: ListKind,
    /// How many there are.
    pub total: u64,
    /// The first of them.
    pub users: Vec<AffectedUser>,
}

impl UserList {
    /// An empty list.
    pub(super) fn new(kind: ListKind) -> Self {
        Self { kind, total: 0, users: Vec::new() }
    }

    /// Adds a user; the closure is called only where there is room.
    pub(super) fn add(&mut self, user: impl FnOnce() -> AffectedUser) {
        self.total += 1;
        if self.users.len() < LISTED {
            self.users.push(user());
        }
    }

    /// What the users have in common and how many there are, in one line.
    pub fn summary(&self) -> String {
        format!("{}: {}", self.kind.title(), self.total)
    }

    /// How many are on it and not kept by name.
    pub fn more(&self) -> u64 {
        self.total - self.users.len() as u64
    }
}

/// Everything that a look at some files gave.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Inspection {
    /// The files.
    pub files: Vec<FileRead>,
    /// The answers, by symptom.
    pub findings: Vec<Finding>,
    /// Lists of users.
    pub lists: Vec<UserList>,
    /// What both consoles say of the affected user.
    #[serde(default, rename = "board")]
    pub comparison: Option<Comparison>,
    /// The licenses of Google's users, if a file lists those of all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licenses: Option<LicenseCount>,
}

impl Inspection {
    /// Whether it is about all files of an earlier one.
    pub fn covers(&self, earlier: &Self) -> bool {
        earlier.files.iter().all(|file| {
            self.files.iter().any(|again| (&again.name, again.format) == (&file.name, file.format))
        })
    }

    /// Why nothing was understood, in one line; `None` if something was.
    pub fn why_nothing(&self) -> Option<String> {
        let why = |file: &FileRead| {
            let notes = file.notes.join("; ");
            (!file.is_understood()).then(|| format!("{notes}: {}", file.name.for_insiders()))
        };
        let unread: Option<Vec<String>> = self.files.iter().map(why).collect();
        unread.map(|unread| unread.join("; "))
    }

    /// The list of a kind.
    pub fn list(&self, kind: ListKind) -> Option<&UserList> {
        self.lists.iter().find(|list| list.kind == kind)
    }
}
