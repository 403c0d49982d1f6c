//! One entry of a log as either console tells of it.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::evidence::reading::json_text::JsonText;
use crate::privacy::quote::{MASKED, QUOTE};

/// What a log entry tells. A text that the log does not have is empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LogEntry<'a> {
    /// Its row or record in the file.
    pub place: u64,
    /// When, as the log writes it.
    pub time: Cow<'a, str>,
    /// What happened.
    pub kind: EntryKind,
    /// What happened, as the log calls it.
    pub name: Cow<'a, str>,
    /// Who did it.
    pub actor: Cow<'a, str>,
    /// The user it was done to: address or user name.
    pub target: Cow<'a, str>,
    /// The client ID of the app it is about, or through which it was done.
    pub app: Cow<'a, str>,
    /// The name of that app.
    pub app_name: Cow<'a, str>,
    /// What was set: an access level, a service, a role, an attribute.
    pub value: Cow<'a, str>,
    /// The error.
    pub error: Cow<'a, str>,
    /// Whether it worked, as far as that is told.
    pub worked: Option<bool>,
    /// What was tied to what.
    pub tie: Option<Tie<'a>>,
}

/// What a log entry says that happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// A user was created.
    Created,
    /// A user was deleted.
    Deleted,
    /// A deleted user was brought back.
    Undeleted,
    /// A user was suspended.
    Suspended,
    /// A user was made active again.
    Unsuspended,
    /// An admin lost the role that is the value.
    Demoted,
    /// A user was given the role of an admin that is the value.
    Promoted,
    /// An app's access to an account's data was set to trusted.
    AppTrusted,
    /// An app's access was limited.
    AppLimited,
    /// An app was blocked.
    AppBlocked,
    /// What was set for an app was taken away; what it may now depends on other settings.
    AppReset,
    /// Apps may use a Google service.
    ServiceAllowed,
    /// Apps may use a Google service only when they are trusted.
    ServiceRestricted,
    /// An app was authorized.
    Authorized,
    /// An app's authorization ended.
    Revoked,
    /// An app was refused.
    Denied,
    /// An admin of JumpCloud, who is no user of Google, was suspended.
    AdminSuspended,
    /// A user was created in Google by JumpCloud.
    Provisioned,
    /// A user who is in Google was changed there by JumpCloud.
    Updated,
    /// That failed.
    ProvisioningFailed,
    /// Something was imported.
    Imported,
    /// The attribute is exported or imported from now on.
    AttributeIncluded,
    /// The attribute is neither exported nor imported from now on.
    AttributeExcluded,
    /// Users, groups and directories were tied to each other or separated.
    Tied,
    /// Anything else.
    #[default]
    Other,
}

/// Two objects that were tied to each other or separated.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tie<'a> {
    /// Whether they are tied now.
    pub is_added: bool,
    /// The one and the other.
    pub ends: [TieEnd<'a>; 2],
}

/// One of two objects.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TieEnd<'a> {
    /// What it is: `user`, `user_group`, `g_suite`.
    pub kind: Cow<'a, str>,
    /// Its id.
    pub id: Cow<'a, str>,
    /// Its name.
    pub name: Cow<'a, str>,
}

impl<'a> Tie<'a> {
    /// The object of a kind, written in either case.
    pub fn end(&self, kind: &str) -> Option<&TieEnd<'a>> {
        self.ends.iter().find(|end| end.kind.eq_ignore_ascii_case(kind))
    }
}

impl LogEntry<'_> {
    /// The time. One without a zone counts as UTC: times of one file are compared with each other.
    pub fn at(&self) -> Option<Timestamp> {
        time(&self.time)
    }

    /// Who did what to whom, on one line, as much of each as is ever quoted.
    pub fn summary(&self) -> String {
        let parts = [
            &self.time,
            &self.actor,
            &self.name,
            &self.target,
            &self.app_name,
            &self.value,
            &self.error,
        ];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        let begin = |part: &str| part.chars().take(MASKED).collect::<String>();
        parts.map(|part| begin(part)).collect::<Vec<String>>().join(" ")
    }
}

/// The first of some texts that is told.
pub fn first<const N: usize>(texts: [JsonText<'_>; N]) -> Cow<'_, str> {
    texts.into_iter().map(|text| text.0).find(|text| !text.is_empty()).unwrap_or_default()
}

/// Ways in which consoles and spreadsheets write a time.
const TIMES: [&str; 9] = [
    "%Y-%m-%d %H:%M:%S",
    "%b %d, %Y, %I:%M:%S %p",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %I:%M:%S %p",
    "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y %I:%M:%S %p",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y, %H:%M:%S",
    "%Y-%m-%dT%H:%M",
];

/// A time as a log writes it; `None` if two ways of reading it give two times, as with the month
/// and the day in 03/04/2026.
pub fn time(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let in_utc = |time: DateTime| TimeZone::UTC.to_timestamp(time).ok();
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at);
    }
    let plain = text.trim_end_matches(" UTC");
    plain.parse::<DateTime>().ok().or_else(|| one_of_the_ways(plain)).and_then(in_utc)
}

fn one_of_the_ways(text: &str) -> Option<DateTime> {
    let mut read = TIMES.iter().filter_map(|format| DateTime::strptime(format, text).ok());
    let first = read.next()?;
    read.all(|other| other == first).then_some(first)
}

/// The OAuth client IDs of JumpCloud: directory sync and sign-on, as a partner of theirs publishes
/// them. <https://docs.shiftcontrol.io/getting-started/quickstart>
pub const JUMPCLOUD_CLIENTS: [&str; 2] = [
    "409100557052-up2bjo6c85fdvipudtkaqr7jqsesqnam.apps.googleusercontent.com",
    "629652647736-b7u1qe4oktmn7b6vnmdbabrd32lds4as.apps.googleusercontent.com",
];

/// Whether an entry is about JumpCloud's app: by its client ID or, in regions whose ID is not
/// published, its name.
pub fn is_jumpcloud(entry: &LogEntry<'_>) -> bool {
    let app = entry.app.split('.').next().unwrap_or_default();
    JUMPCLOUD_CLIENTS.iter().any(|client| !app.is_empty() && client.split('.').next() == Some(app))
        || entry.app_name.to_ascii_lowercase().contains("jumpcloud")
}

/// Whether an entry is about JumpCloud's directory sync, and not about its sign-on, which every user
/// authorizes.
pub fn is_directory_sync(entry: &LogEntry<'_>) -> bool {
    let [_, sign_on] = JUMPCLOUD_CLIENTS;
    is_jumpcloud(entry) && entry.app.split('.').next() != sign_on.split('.').next()
}

/// The beginning of a text, which is all that is remembered of it.
pub fn clipped(text: &str) -> &str {
    text.char_indices().nth(QUOTE).map_or(text, |(end, _)| &text[..end])
}
