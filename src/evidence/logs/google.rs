//! Google's admin and OAuth logs: JSON of the Reports API, with event names of before and after
//! 2026, CSV of GAM with the same names, and CSV from the console, whose header is not published and is
//! matched by its words.
//! <https://developers.google.com/admin-sdk/reports/v1/appendix/activity/admin-security-settings>

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use super::entry::{EntryKind, LogEntry, first};
use super::google_kinds::{in_words, is_of_api, of_api};
use crate::evidence::address_in;
use crate::evidence::reading::columns::{ColumnKind, Columns, Header, fold};
use crate::evidence::reading::json_text::{JsonText, object_or_default, one_or_many};
use crate::evidence::reading::table::Row;

/// A column of a log from the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// When.
    Time,
    /// What.
    Event,
    /// What, in a sentence.
    Description,
    /// Who.
    Actor,
    /// To whom.
    Target,
    /// The app's client ID.
    App,
    /// The app's name.
    AppName,
    /// What was set.
    NewValue,
    /// Which setting, role or service.
    Value,
    /// Whose log it is: `admin`, `token`, `groups`.
    Application,
}

impl ColumnKind for Column {
    fn number(self) -> usize {
        self as usize
    }
}

/// What its first row is known by.
pub const HEADER: Header<Column> = Header {
    names: &[
        (Column::Time, &["date", "time", "datetime", "timestamp", "fecha", "datum", "idtime"]),
        (Column::Event, &["event", "eventname", "evento", "ereignis", "name"]),
        (Column::Description, &["description", "eventdescription", "descripcion", "beschreibung"]),
        (Column::Actor, &["actor", "actoremail", "user", "admin", "akteur"]),
        (Column::Target, &["useremail", "targetuser", "resources", "resource", "affecteduser"]),
        (Column::App, &["applicationid", "oauthclientid", "clientid", "oauth2appid"]),
        (Column::NewValue, &["newvalue", "settingvalue"]),
        (Column::AppName, &["applicationname", "appname", "oauth2appname"]),
        (
            Column::Value,
            &["rolename", "settingname", "apiname", "servicename", "oauth2servicename"],
        ),
        (Column::Application, &["idapplicationname"]),
    ],
    spread: &[],
    ignored: &[
        "ipaddress",
        "oldvalue",
        "actorgroupname",
        "actororganizationalunit",
        "apimethod",
        "domainname",
        "domain",
        "scope",
        "scopes",
        "product",
        "clienttype",
        "numberofresponsebytes",
        "useragent",
        "ipasn",
        "actortype",
        "methodname",
        "actorcallertype",
        "actorprofileid",
        "actorkey",
        "idcustomerid",
        "iduniquequalifier",
        "ownerdomain",
        "type",
        "kind",
        "etag",
        "productbucket",
        "scopedata",
        "numresponsebytes",
        "orgunitname",
        "groupemail",
        "privilegename",
        "affectedemailaddress",
    ],
    needed: &[
        &[Column::Time, Column::Event, Column::Actor],
        &[Column::Time, Column::Description, Column::Actor],
        &[Column::Time, Column::Event, Column::AppName],
        &[Column::Time, Column::Event, Column::Application],
    ],
};

/// The entry of a row.
pub fn of_row<'a>(columns: &Columns<Column>, row: &Row<'a>) -> LogEntry<'a> {
    let text = |column| Cow::Borrowed(columns.text(row, column));
    let (event, description) = (text(Column::Event), text(Column::Description));
    let target = match text(Column::Target) {
        // Resources come as "User: pat@example.com" or a list of them.
        target if target.contains('@') => {
            address_in(&target).map(str::to_owned).map_or(target, Cow::Owned)
        }
        target => address_in(&description).map(str::to_owned).map_or(target, Cow::Owned),
    };
    let (new, setting) = (text(Column::NewValue), text(Column::Value));
    // The sentence also says what was set before.
    let set = if new.is_empty() { &description } else { &new };
    let what = format!("{setting} {set}");
    let kind = match of_api(columns.text(row, Column::Application), &event, &what) {
        EntryKind::Other if !is_of_api(&event) => in_words(&fold(&event), &what.to_lowercase()),
        kind => kind,
    };
    let is_role = matches!(kind, EntryKind::Promoted | EntryKind::Demoted);
    let value = match (setting.is_empty(), new.is_empty()) {
        // The console names the role in its sentence alone.
        (true, true) if is_role => description.clone(),
        (false, false) => Cow::Owned(format!("{setting} {new}")),
        (true, _) => new,
        (false, true) => setting,
    };
    LogEntry {
        place: row.number,
        time: text(Column::Time),
        kind,
        actor: text(Column::Actor),
        target,
        app: text(Column::App),
        app_name: match text(Column::AppName) {
            name if name.is_empty() && description.to_lowercase().contains("jumpcloud") => {
                Cow::Borrowed("JumpCloud")
            }
            name => name,
        },
        name: if event.is_empty() { description } else { event },
        value,
        ..LogEntry::default()
    }
}

/// One activity of the Reports API, or one event of it with what stands around it, as log collectors
/// write it.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Activity<'a> {
    #[serde(borrow, deserialize_with = "object_or_default")]
    id: ActivityId<'a>,
    #[serde(borrow, deserialize_with = "object_or_default")]
    actor: Actor<'a>,
    #[serde(borrow, deserialize_with = "one_or_many")]
    events: Vec<ActivityEvent<'a>>,
    #[serde(borrow, deserialize_with = "one_or_many")]
    event: Vec<ActivityEvent<'a>>,
    #[serde(borrow)]
    name: JsonText<'a>,
    #[serde(borrow, deserialize_with = "parameters")]
    parameters: Vec<Parameter<'a>>,
    #[serde(borrow)]
    application_name: JsonText<'a>,
    #[serde(borrow)]
    time: JsonText<'a>,
    #[serde(borrow)]
    timestamp: JsonText<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct ActivityId<'a> {
    #[serde(borrow)]
    time: JsonText<'a>,
    #[serde(borrow)]
    application_name: JsonText<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Actor<'a> {
    #[serde(borrow)]
    email: JsonText<'a>,
    #[serde(borrow, deserialize_with = "object_or_default")]
    application_info: ApplicationInfo<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct ApplicationInfo<'a> {
    #[serde(borrow)]
    o_auth_client_id: JsonText<'a>,
    #[serde(borrow)]
    oauth_client_id: JsonText<'a>,
    #[serde(borrow)]
    application_name: JsonText<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ActivityEvent<'a> {
    #[serde(borrow)]
    name: JsonText<'a>,
    #[serde(borrow, deserialize_with = "parameters")]
    parameters: Vec<Parameter<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Parameter<'a> {
    #[serde(borrow)]
    name: JsonText<'a>,
    #[serde(borrow)]
    value: JsonText<'a>,
    #[serde(borrow)]
    multi_value: JsonText<'a>,
}

/// The parameters of an event: a list of names and values, or an object whose keys are the names.
fn parameters<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Parameter<'de>>, D::Error> {
    Ok(one_or_many::<D, Named<'de>>(deserializer)?.into_iter().flat_map(|named| named.0).collect())
}

/// The parameters in one object.
struct Named<'a>(Vec<Parameter<'a>>);

impl<'de: 'a, 'a> Deserialize<'de> for Named<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(NamedVisitor).map(Self)
    }
}

struct NamedVisitor;

impl<'de> Visitor<'de> for NamedVisitor {
    type Value = Vec<Parameter<'de>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("parameters")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut own, mut others) = (Parameter::default(), Vec::new());
        while let Some(JsonText(key)) = map.next_key()? {
            match key.as_ref() {
                "name" => own.name = map.next_value()?,
                "value" => own.value = map.next_value()?,
                "multiValue" => own.multi_value = map.next_value()?,
                _ => {
                    let value = map.next_value()?;
                    others.push(Parameter { name: JsonText(key), value, ..Parameter::default() });
                }
            }
        }
        // Beside a name stand values of other types, and no other names.
        Ok(if own.name.0.is_empty() { others } else { vec![own] })
    }
}

/// Takes the entries of one record of the Reports API; `false` where it is none.
///
/// # Errors
/// When it is damaged.
pub fn of_record(
    bytes: &[u8],
    place: u64,
    mut take: impl FnMut(&LogEntry<'_>),
) -> serde_json::Result<bool> {
    let mut activity: Activity<'_> = serde_json::from_slice(bytes)?;
    let is_placed = !activity.id.time.0.is_empty() || !activity.actor.email.0.is_empty();
    activity.events.append(&mut activity.event);
    if activity.events.is_empty() && is_placed {
        let (name, parameters) = (activity.name, activity.parameters);
        activity.events.push(ActivityEvent { name, parameters });
    }
    activity.events.retain(|event| !event.name.0.is_empty());
    let time = first([activity.id.time, activity.time, activity.timestamp]);
    if activity.events.is_empty() || !is_placed {
        return Ok(false);
    }
    let info = activity.actor.application_info;
    let app = first([info.o_auth_client_id, info.oauth_client_id]);
    let log = first([activity.id.application_name, activity.application_name]);
    for event in activity.events {
        let mut entry = LogEntry {
            place,
            time: Cow::Borrowed(&time),
            actor: Cow::Borrowed(&activity.actor.email.0),
            app: Cow::Borrowed(&app),
            app_name: Cow::Borrowed(&info.application_name.0),
            name: event.name.0,
            ..LogEntry::default()
        };
        for parameter in event.parameters {
            take_parameter(parameter, &mut entry);
        }
        entry.kind = of_api(&log, &entry.name, &entry.value);
        take(&entry);
    }
    Ok(true)
}

/// What a parameter of an event tells, before and after the names that Google brought in 2026.
fn take_parameter<'a>(parameter: Parameter<'a>, entry: &mut LogEntry<'a>) {
    let Parameter { name, value, multi_value } = parameter;
    let text = if value.0.is_empty() { multi_value.0 } else { value.0 };
    match name.0.to_ascii_uppercase().as_str() {
        "USER_EMAIL" | "AFFECTED_EMAIL_ADDRESS" => entry.target = text,
        "OAUTH2_APP_ID" | "CLIENT_ID" | "API_CLIENT_NAME" => entry.app = text,
        "OAUTH2_APP_NAME" | "APP_NAME" => entry.app_name = text,
        "NEW_VALUE"
        | "OAUTH2_SERVICE_NAME"
        | "ROLE_NAME"
        | "ACCESS_LEVEL"
        | "API_ACCESS"
        | "APP_ACCESS"
        | "OAUTH2_APP_ACCESS"
        | "PRODUCT_BUCKET" => {
            if !entry.value.is_empty() {
                entry.value.to_mut().push(' ');
            }
            entry.value.to_mut().push_str(&text);
        }
        _ => {}
    }
}
