//! JumpCloud Directory Insights: JSON as an array, as lines or in `{"events": []}`, and CSV whose
//! columns are the same keys with dots. Field names as Elastic maps them:
//! <https://github.com/elastic/integrations/tree/main/packages/jumpcloud>

use std::borrow::Cow;

use serde::Deserialize;

use super::entry::{EntryKind, LogEntry, Tie, TieEnd, first};
use crate::evidence::reading::columns::{ColumnKind, Columns, Header, yes_or_no};
use crate::evidence::reading::json_text::{JsonText, object_or_default, one_or_many};
use crate::evidence::reading::table::Row;

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// When.
    Time,
    /// What.
    Event,
    /// Whether it worked.
    Success,
    /// Why it did not.
    Error,
    /// Who.
    Actor,
    /// What kind of account did it.
    ActorKind,
    /// The user it is about.
    Target,
    /// Where no user name is told, the address.
    TargetAddress,
    /// What was done to a tie.
    Operation,
    /// One end of the tie: kind, id, name.
    FromKind,
    /// See `FromKind`.
    FromId,
    /// See `FromKind`.
    FromName,
    /// The other end of the tie.
    ToKind,
    /// See `ToKind`.
    ToId,
    /// See `ToKind`.
    ToName,
    /// Where it came from.
    Provider,
    /// The app it was done in.
    App,
}

impl ColumnKind for Column {
    fn number(self) -> usize {
        self as usize
    }
}

/// What its first row is known by, in the export and in the console.
pub const HEADER: Header<Column> = Header {
    names: &[
        (Column::Time, &["timestamp", "time"]),
        (Column::Event, &["eventtype"]),
        (Column::Success, &["success", "result"]),
        (Column::Error, &["errormessage", "message"]),
        (Column::Actor, &["initiatedbyemail", "initiatedby", "initiatedbyusername"]),
        (Column::ActorKind, &["initiatedbytype"]),
        (Column::Target, &["resourceusername", "username"]),
        (Column::TargetAddress, &["resourceemail", "resourcerecipientemail"]),
        (Column::Operation, &["associationop"]),
        (Column::FromKind, &["associationconnectionfromtype"]),
        (Column::FromId, &["associationconnectionfromobjectid"]),
        (Column::FromName, &["associationconnectionfromname"]),
        (Column::ToKind, &["associationconnectiontotype"]),
        (Column::ToId, &["associationconnectiontoobjectid"]),
        (Column::ToName, &["associationconnectiontoname"]),
        (Column::Provider, &["provider"]),
        (Column::App, &["applicationname", "applicationdisplaylabel"]),
    ],
    ignored: &[
        "id",
        "version",
        "service",
        "organization",
        "errorcode",
        "clientip",
        "geoipcountrycode",
        "geoipregionname",
        "geoipcontinentcode",
        "geoiptimezone",
        "geoiplatitude",
        "geoiplongitude",
        "initiatedbyid",
        "resourceid",
        "resourcetype",
        "resourceemailtype",
        "associationactionsource",
        "applicationid",
        "applicationssourl",
        "authmethod",
        "mfa",
        "useragentname",
        "useragentos",
        "useragent",
        "geoip",
        "changes",
    ],
    spread: &[],
    needed: &[
        &[Column::Event, Column::Time],
        &[Column::Event, Column::Success],
        &[Column::Event, Column::Actor],
    ],
};

/// The entry of a row.
pub fn of_row<'a>(columns: &Columns<Column>, row: &Row<'a>) -> LogEntry<'a> {
    let text = |column| Cow::Borrowed(columns.text(row, column));
    let worked = worked(columns.text(row, Column::Success));
    let has_failed = worked == Some(false);
    let end = |kind, id, name| TieEnd { kind: text(kind), id: text(id), name: text(name) };
    let operation = text(Column::Operation);
    let tie = (!operation.is_empty()).then(|| Tie {
        is_added: operation.eq_ignore_ascii_case("add"),
        ends: [
            end(Column::FromKind, Column::FromId, Column::FromName),
            end(Column::ToKind, Column::ToId, Column::ToName),
        ],
    });
    let name = text(Column::Event);
    let target = match text(Column::TargetAddress) {
        address if address.is_empty() => text(Column::Target),
        address => address,
    };
    let app = text(Column::App);
    let by_directory =
        is_directory(&text(Column::ActorKind)) || is_directory(&text(Column::Provider));
    LogEntry {
        place: row.number,
        time: text(Column::Time),
        worked,
        kind: kind_of(&name, worked, by_directory, &app),
        name,
        actor: text(Column::Actor),
        target,
        error: if has_failed { text(Column::Error) } else { Cow::Borrowed("") },
        tie,
        ..LogEntry::default()
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Event<'a> {
    #[serde(borrow)]
    timestamp: JsonText<'a>,
    #[serde(borrow, rename = "event_type")]
    name: JsonText<'a>,
    #[serde(borrow)]
    success: JsonText<'a>,
    #[serde(borrow)]
    error_message: JsonText<'a>,
    #[serde(borrow)]
    message: JsonText<'a>,
    #[serde(borrow)]
    provider: JsonText<'a>,
    #[serde(borrow, deserialize_with = "object_or_default")]
    initiated_by: Account<'a>,
    #[serde(borrow, deserialize_with = "object_or_default")]
    resource: Account<'a>,
    #[serde(borrow, deserialize_with = "object_or_default")]
    application: App<'a>,
    #[serde(borrow, deserialize_with = "one_or_many")]
    association: Vec<Association<'a>>,
    #[serde(borrow, deserialize_with = "one_or_many")]
    changes: Vec<Change<'a>>,
    // The same where a tool wrote paths for keys.
    #[serde(borrow, rename = "initiated_by.type")]
    initiated_by_type: JsonText<'a>,
    #[serde(borrow, rename = "initiated_by.email")]
    initiated_by_email: JsonText<'a>,
    #[serde(borrow, rename = "resource.username")]
    resource_username: JsonText<'a>,
    #[serde(borrow, rename = "resource.email")]
    resource_email: JsonText<'a>,
    #[serde(borrow, rename = "application.name")]
    application_name: JsonText<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Account<'a> {
    #[serde(borrow, rename = "type")]
    kind: JsonText<'a>,
    #[serde(borrow)]
    email: JsonText<'a>,
    #[serde(borrow)]
    recipient_email: JsonText<'a>,
    #[serde(borrow)]
    username: JsonText<'a>,
    #[serde(borrow)]
    name: JsonText<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct App<'a> {
    #[serde(borrow)]
    name: JsonText<'a>,
    #[serde(borrow)]
    display_label: JsonText<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Association<'a> {
    #[serde(borrow)]
    op: JsonText<'a>,
    #[serde(borrow, deserialize_with = "object_or_default")]
    connection: Connection<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Connection<'a> {
    #[serde(borrow, deserialize_with = "object_or_default")]
    from: Connected<'a>,
    #[serde(borrow, deserialize_with = "object_or_default")]
    to: Connected<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Connected<'a> {
    #[serde(borrow, rename = "type")]
    kind: JsonText<'a>,
    #[serde(borrow)]
    object_id: JsonText<'a>,
    #[serde(borrow)]
    name: JsonText<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Change<'a> {
    #[serde(borrow)]
    field: JsonText<'a>,
}

/// Takes the entry of one record; `false` where it is none.
///
/// # Errors
/// When it is damaged.
pub fn of_record(
    bytes: &[u8],
    place: u64,
    take: impl FnOnce(&LogEntry<'_>),
) -> serde_json::Result<bool> {
    let event: Event<'_> = serde_json::from_slice(bytes)?;
    if event.name.0.is_empty() {
        return Ok(false);
    }
    let worked = worked(&event.success.0);
    let has_failed = worked == Some(false);
    let kinds = [&event.initiated_by.kind, &event.initiated_by_type, &event.provider];
    let by_directory = kinds.iter().any(|kind| is_directory(&kind.0));
    let application = event.application;
    let app = first([application.name, application.display_label, event.application_name]);
    let resource = event.resource;
    let fields = event.changes.into_iter().map(|change| change.field.0);
    let value = fields
        .chain([resource.name.0])
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let entry = LogEntry {
        place,
        worked,
        kind: kind_of(&event.name.0, worked, by_directory, &app),
        time: event.timestamp.0,
        name: event.name.0,
        actor: first([
            event.initiated_by.email,
            event.initiated_by.username,
            event.initiated_by_email,
        ]),
        target: first([
            resource.email,
            resource.recipient_email,
            resource.username,
            event.resource_email,
            event.resource_username,
        ]),
        error: match event.error_message.0 {
            message if !message.is_empty() => message,
            _ if has_failed => event.message.0,
            none => none,
        },
        value: Cow::Owned(value),
        tie: event.association.into_iter().next().map(|association| Tie {
            is_added: association.op.0.eq_ignore_ascii_case("add"),
            ends: [association.connection.from, association.connection.to].map(tie_end),
        }),
        ..LogEntry::default()
    };
    take(&entry);
    Ok(true)
}

/// Whether something worked, as far as it is told.
pub fn worked(cell: &str) -> Option<bool> {
    let begins = |word: &str| {
        let begin = cell.as_bytes().get(..word.len());
        begin.is_some_and(|begin| begin.eq_ignore_ascii_case(word.as_bytes()))
    };
    match yes_or_no(cell) {
        None if begins("succe") => Some(true),
        None if begins("fail") || begins("error") => Some(false),
        answer => answer,
    }
}

fn tie_end(end: Connected<'_>) -> TieEnd<'_> {
    TieEnd { kind: end.kind.0, id: end.object_id.0, name: end.name.0 }
}

/// Whether a directory did it, so that it was an import.
fn is_directory(kind: &str) -> bool {
    ["g_suite", "gsuite", "directory", "google"].iter().any(|name| kind.eq_ignore_ascii_case(name))
}

/// Whether an app is Google, or none is told.
fn is_google(app: &str) -> bool {
    let app = app.to_ascii_lowercase();
    let names = ["google", "g suite", "g_suite", "gsuite"];
    app.is_empty() || names.iter().any(|name| app.contains(name))
}

/// What an event is. That provisioning events are about Google is an inference; no public page says
/// which events an import leaves, so that those count which a directory began or that say so. An event
/// that does not tell whether it worked proves nothing where that is what matters.
fn kind_of(event: &str, worked: Option<bool>, by_directory: bool, app: &str) -> EntryKind {
    let event = event.to_ascii_lowercase();
    let has_failed = worked == Some(false);
    match event.as_str() {
        "association_change" if !has_failed => EntryKind::Tied,
        // Users are provisioned to Slack and others by the same events.
        _ if event.ends_with("_provision") && !is_google(app) => EntryKind::Other,
        "user_create_provision" | "user_update_provision" | "user_delete_provision" => match worked
        {
            Some(false) => EntryKind::ProvisioningFailed,
            Some(true) if event == "user_create_provision" => EntryKind::Provisioned,
            Some(true) if event == "user_update_provision" => EntryKind::Updated,
            _ => EntryKind::Other,
        },
        _ if has_failed => EntryKind::Other,
        _ if event.contains("import") => EntryKind::Imported,
        "user_create" | "user_update" if by_directory => EntryKind::Imported,
        "user_create" => EntryKind::Created,
        "admin_delete" => EntryKind::Deleted,
        "admin_suspended" => EntryKind::AdminSuspended,
        "integrationattribute_include" => EntryKind::AttributeIncluded,
        "integrationattribute_exclude" => EntryKind::AttributeExcluded,
        _ => EntryKind::Other,
    }
}
