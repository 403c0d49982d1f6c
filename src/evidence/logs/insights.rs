//! JumpCloud Directory Insights: JSON as an array, as lines or in `{"events": []}`, and CSV whose
//! columns are the same keys with dots. Field names as Elastic maps them:
//! <https://github.com/elastic/integrations/tree/main/packages/jumpcloud>

use std::borrow::Cow;

use serde::Deserialize;

use super::entry::{Entry, Kind, Tie, TieEnd};
use crate::evidence::reading::columns::{Columns, Header, Kind as ColumnKind, yes_or_no};
use crate::evidence::reading::json_text::{JsonText, or_default};
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
    ],
    needed: &[
        &[Column::Event, Column::Time],
        &[Column::Event, Column::Success],
        &[Column::Event, Column::Actor],
    ],
};

/// The entry of a row.
pub fn of_row<'a>(columns: &Columns<Column>, row: &Row<'a>) -> Entry<'a> {
    let text = |column| Cow::Borrowed(columns.text(row, column));
    let success = text(Column::Success);
    let has_failed =
        yes_or_no(&success) == Some(false) || success.to_ascii_lowercase().starts_with("fail");
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
    Entry {
        place: row.number,
        time: text(Column::Time),
        kind: kind_of(&name, has_failed, by_directory, &app),
        name,
        actor: text(Column::Actor),
        target,
        error: if has_failed { text(Column::Error) } else { Cow::Borrowed("") },
        tie,
        ..Entry::default()
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
    #[serde(borrow, deserialize_with = "or_default")]
    initiated_by: Account<'a>,
    #[serde(borrow, deserialize_with = "or_default")]
    resource: Account<'a>,
    #[serde(borrow, deserialize_with = "or_default")]
    application: App<'a>,
    #[serde(borrow)]
    association: Option<Association<'a>>,
    #[serde(borrow)]
    changes: Option<Vec<Change<'a>>>,
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
    #[serde(borrow, deserialize_with = "or_default")]
    connection: Connection<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Connection<'a> {
    #[serde(borrow, deserialize_with = "or_default")]
    from: Connected<'a>,
    #[serde(borrow, deserialize_with = "or_default")]
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

/// The entry of one record.
///
/// # Errors
/// When it is not one.
pub fn of_record(
    bytes: &[u8],
    place: u64,
    take: impl FnOnce(&Entry<'_>),
) -> serde_json::Result<()> {
    let event: Event<'_> = serde_json::from_slice(bytes)?;
    let has_failed = yes_or_no(&event.success.0) == Some(false);
    let by_directory = is_directory(&event.initiated_by.kind.0) || is_directory(&event.provider.0);
    let app = first([event.application.name, event.application.display_label]);
    let resource = event.resource;
    let fields = event.changes.unwrap_or_default().into_iter().map(|change| change.field.0);
    let value = fields
        .chain([resource.name.0])
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let entry = Entry {
        place,
        kind: kind_of(&event.name.0, has_failed, by_directory, &app),
        time: event.timestamp.0,
        name: event.name.0,
        actor: first([event.initiated_by.email, event.initiated_by.username]),
        target: first([resource.email, resource.recipient_email, resource.username]),
        error: match event.error_message.0 {
            message if !message.is_empty() => message,
            _ if has_failed => event.message.0,
            none => none,
        },
        value: Cow::Owned(value),
        tie: event.association.map(|association| Tie {
            is_added: association.op.0.eq_ignore_ascii_case("add"),
            ends: [association.connection.from, association.connection.to].map(tie_end),
        }),
        ..Entry::default()
    };
    take(&entry);
    Ok(())
}

/// The first of some texts that is told.
fn first<const N: usize>(texts: [JsonText<'_>; N]) -> Cow<'_, str> {
    texts.into_iter().map(|text| text.0).find(|text| !text.is_empty()).unwrap_or_default()
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
/// which events an import leaves, so that those count which a directory began or that say so.
fn kind_of(event: &str, has_failed: bool, by_directory: bool, app: &str) -> Kind {
    let event = event.to_ascii_lowercase();
    match event.as_str() {
        "association_change" => Kind::Tied,
        // Users are provisioned to Slack and others by the same events.
        _ if event.ends_with("_provision") && !is_google(app) => Kind::Other,
        "user_create_provision" | "user_update_provision" | "user_delete_provision"
            if has_failed =>
        {
            Kind::ProvisioningFailed
        }
        "user_create_provision" | "user_update_provision" => Kind::Provisioned,
        _ if event.contains("import") && !has_failed => Kind::Imported,
        "user_create" | "user_update" if by_directory => Kind::Imported,
        "user_create" => Kind::Created,
        "admin_delete" => Kind::Deleted,
        // An admin of JumpCloud, and no user of Google.
        "admin_suspended" => Kind::Demoted,
        "integrationattribute_include" => Kind::AttributeIncluded,
        "integrationattribute_exclude" => Kind::AttributeExcluded,
        _ => Kind::Other,
    }
}
