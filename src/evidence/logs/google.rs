//! Google's admin and OAuth logs: JSON of the Reports API, with event names of before and after
//! 2026, and CSV from the console, whose header is not published and is matched by its words.
//! <https://developers.google.com/admin-sdk/reports/v1/appendix/activity/admin-security-settings>

use std::borrow::Cow;

use serde::Deserialize;

use super::entry::{Entry, Kind};
use crate::evidence::reading::columns::{Columns, Header, Kind as ColumnKind, fold};
use crate::evidence::reading::json_text::{JsonText, or_default};
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
}

impl ColumnKind for Column {
    fn number(self) -> usize {
        self as usize
    }
}

/// What its first row is known by.
pub const HEADER: Header<Column> = Header {
    names: &[
        (Column::Time, &["date", "time", "datetime", "timestamp", "fecha", "datum"]),
        (Column::Event, &["event", "eventname", "evento", "ereignis"]),
        (Column::Description, &["description", "eventdescription", "descripcion", "beschreibung"]),
        (Column::Actor, &["actor", "actoremail", "user", "admin", "akteur"]),
        (Column::Target, &["useremail", "targetuser", "resources", "resource", "affecteduser"]),
        (Column::App, &["applicationid", "oauthclientid", "clientid", "oauth2appid"]),
        (Column::NewValue, &["newvalue", "settingvalue"]),
        (Column::AppName, &["applicationname", "appname", "oauth2appname"]),
        (
            Column::Value,
            &["settingname", "rolename", "apiname", "servicename", "oauth2servicename"],
        ),
    ],
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
    ],
    needed: &[
        &[Column::Time, Column::Event, Column::Actor],
        &[Column::Time, Column::Description, Column::Actor],
        &[Column::Time, Column::Event, Column::AppName],
    ],
};

/// The entry of a row.
pub fn of_row<'a>(columns: &Columns<Column>, row: &Row<'a>) -> Entry<'a> {
    let text = |column| Cow::Borrowed(columns.text(row, column));
    let (event, description) = (text(Column::Event), text(Column::Description));
    let target = match text(Column::Target) {
        // Resources come as "User: pat@example.com" or a list of them.
        target if target.contains('@') => address_in(&target).map_or(target, Cow::Owned),
        target => address_in(&description).map_or(target, Cow::Owned),
    };
    let (new, setting) = (text(Column::NewValue), text(Column::Value));
    // The sentence also says what was set before.
    let set = if new.is_empty() { &description } else { &new };
    let kind = kind_of(&event, &format!("{setting} {set}"));
    let value = match (setting.is_empty(), new.is_empty()) {
        (false, false) => Cow::Owned(format!("{setting} {new}")),
        (true, _) => new,
        (false, true) => setting,
    };
    Entry {
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
        ..Entry::default()
    }
}

/// The first e-mail address in a text.
fn address_in(text: &str) -> Option<String> {
    let parts = text.split(|c: char| c.is_whitespace() || ",;()<>\"'[]{}:".contains(c));
    let is_address =
        |part: &&str| part.split_once('@').is_some_and(|(a, b)| !a.is_empty() && b.contains('.'));
    parts.map(|part| part.trim_end_matches('.')).find(is_address).map(str::to_owned)
}

/// One activity of the Reports API.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Activity<'a> {
    #[serde(borrow, deserialize_with = "or_default")]
    id: ActivityId<'a>,
    #[serde(borrow, deserialize_with = "or_default")]
    actor: Actor<'a>,
    #[serde(borrow, deserialize_with = "or_default")]
    events: Vec<ActivityEvent<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ActivityId<'a> {
    #[serde(borrow)]
    time: JsonText<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Actor<'a> {
    #[serde(borrow)]
    email: JsonText<'a>,
    #[serde(borrow, deserialize_with = "or_default")]
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
    #[serde(borrow, deserialize_with = "or_default")]
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

/// The entries of one record of the Reports API.
///
/// # Errors
/// When it is not one.
pub fn of_record(
    bytes: &[u8],
    place: u64,
    mut take: impl FnMut(&Entry<'_>),
) -> serde_json::Result<()> {
    let activity: Activity<'_> = serde_json::from_slice(bytes)?;
    let info = &activity.actor.application_info;
    let app = match (&info.o_auth_client_id.0, &info.oauth_client_id.0) {
        (id, _) if !id.is_empty() => id,
        (_, id) => id,
    };
    for event in activity.events {
        let mut entry = Entry {
            place,
            time: Cow::Borrowed(&activity.id.time.0),
            actor: Cow::Borrowed(&activity.actor.email.0),
            app: Cow::Borrowed(app),
            app_name: Cow::Borrowed(&info.application_name.0),
            name: event.name.0,
            ..Entry::default()
        };
        for parameter in event.parameters {
            take_parameter(parameter, &mut entry);
        }
        entry.kind = kind_of(&entry.name, &entry.value);
        take(&entry);
    }
    Ok(())
}

/// What a parameter of an event tells, before and after the names that Google brought in 2026.
fn take_parameter<'a>(parameter: Parameter<'a>, entry: &mut Entry<'a>) {
    let Parameter { name, value, multi_value } = parameter;
    let text = if value.0.is_empty() { multi_value.0 } else { value.0 };
    match name.0.to_ascii_uppercase().as_str() {
        "USER_EMAIL" => entry.target = text,
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

/// What an event is, by the name that the API gives it or by the words of the console. What was
/// set decides for the names that Google brought in 2026, which no longer say it themselves.
fn kind_of(name: &str, set: &str) -> Kind {
    let set = || set.to_lowercase();
    match name {
        "CREATE_USER" => Kind::Created,
        "DELETE_USER" => Kind::Deleted,
        "SUSPEND_USER" => Kind::Suspended,
        "UNSUSPEND_USER" => Kind::Unsuspended,
        "REVOKE_ADMIN_PRIVILEGE" | "UNASSIGN_ROLE" => Kind::Demoted,
        "GRANT_ADMIN_PRIVILEGE" | "ASSIGN_ROLE" => Kind::Promoted,
        "REMOVE_FROM_BLOCKED_OAUTH2_APPS" | "REMOVE_FROM_LIMITED_OAUTH2_APPS" => Kind::AppReset,
        "ADD_TO_TRUSTED_OAUTH2_APPS" => Kind::AppTrusted,
        "ADD_TO_BLOCKED_OAUTH2_APPS" => Kind::AppBlocked,
        "ADD_TO_LIMITED_OAUTH2_APPS" | "REMOVE_FROM_TRUSTED_OAUTH2_APPS" => Kind::AppLimited,
        "CHANGE_APP_ACCESS" => access(&set()),
        "ALLOW_SERVICE_FOR_OAUTH2_ACCESS" => Kind::ServiceAllowed,
        "DISALLOW_SERVICE_FOR_OAUTH2_ACCESS" => Kind::ServiceRestricted,
        "CHANGE_API_ACCESS" => service(&set()),
        "authorize" | "Authorize" | "OAuth authorize" | "Grant" => Kind::Authorized,
        "revoke" | "Revoke" | "OAuth revoke" => Kind::Revoked,
        "deny" | "Deny" => Kind::Denied,
        _ if name.bytes().all(|b| b.is_ascii_uppercase() || b == b'_' || b.is_ascii_digit()) => {
            Kind::Other
        }
        _ => in_words(&fold(name), &set()),
    }
}

/// What was set, of "changed from this to that" the last.
fn last_set(set: &str) -> &str {
    set.rsplit_once(" to ").map_or(set, |(_, to)| to)
}

fn access(set: &str) -> Kind {
    let set = last_set(set);
    if set.contains("block") {
        Kind::AppBlocked
    } else if ["limited", "restrict", "untrust", "not trust"].iter().any(|it| set.contains(it)) {
        Kind::AppLimited
    } else if set.contains("trust") {
        Kind::AppTrusted
    } else {
        Kind::Other
    }
}

fn service(set: &str) -> Kind {
    let set = last_set(set);
    let is_denied = set.contains("disallow") || set.contains("not allow");
    if set.contains("unrestricted") || set.contains("allow") && !is_denied {
        Kind::ServiceAllowed
    } else if set.contains("restrict") || is_denied {
        Kind::ServiceRestricted
    } else {
        Kind::Other
    }
}

/// The words of the console, which it does not publish.
fn in_words(name: &str, set: &str) -> Kind {
    let has = |words: &[&str]| words.iter().all(|word| name.contains(word));
    if has(&["unsuspen"]) || has(&["reactivat"]) {
        Kind::Unsuspended
    } else if has(&["suspen"]) {
        Kind::Suspended
    } else if has(&["app", "access"]) {
        access(set)
    } else if has(&["api", "access"]) || has(&["service", "access"]) {
        service(set)
    } else if has(&["remov", "trusted"]) || has(&["untrusted"]) {
        Kind::AppLimited
    } else if has(&["remov", "app"]) {
        Kind::AppReset
    } else if has(&["trusted"]) {
        Kind::AppTrusted
    } else if has(&["block", "app"]) {
        Kind::AppBlocked
    } else if has(&["limited", "app"]) {
        Kind::AppLimited
    } else if has(&["user", "delet"]) {
        Kind::Deleted
    } else if has(&["user", "creat"]) || has(&["user", "add"]) {
        Kind::Created
    } else if has(&["unassign", "role"])
        || has(&["revoke", "admin"])
        || has(&["revoke", "privilege"])
    {
        Kind::Demoted
    } else if has(&["authoriz"]) || has(&["grant", "access"]) {
        Kind::Authorized
    } else if has(&["revoke"]) {
        Kind::Revoked
    } else {
        Kind::Other
    }
}
