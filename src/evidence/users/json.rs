//! Users as JSON: JumpCloud's API and PowerShell, Google's Directory API, and the usage reports of
//! Google's Reports API. <https://developers.google.com/workspace/admin/directory/reference/rest/v1/users>,
//! <https://developers.google.com/workspace/admin/reports/v1/appendix/usage/user/accounts>,
//! <https://docs.jumpcloud.com/api/1.0/index.html#tag/systemusers>

use std::borrow::Cow;

use serde::Deserialize;

use super::columns::role_of;
use super::user::{StateFlags, User, UserState};
use crate::evidence::reading::columns::yes_or_no;
use crate::evidence::reading::json_text::{JsonText, JsonTexts, object_or_default, one_or_many};

/// A user of JumpCloud.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct JumpcloudUser<'a> {
    #[serde(borrow)]
    username: JsonText<'a>,
    #[serde(borrow)]
    email: Option<JsonText<'a>>,
    #[serde(borrow)]
    firstname: Option<JsonText<'a>>,
    #[serde(borrow)]
    lastname: Option<JsonText<'a>>,
    #[serde(borrow, rename = "systemUsername")]
    system_username: Option<JsonText<'a>>,
    #[serde(borrow, rename = "alternateEmail")]
    alternate_email: Option<JsonText<'a>>,
    #[serde(borrow)]
    state: JsonText<'a>,
    #[serde(borrow)]
    suspended: JsonText<'a>,
    #[serde(borrow)]
    activated: JsonText<'a>,
    #[serde(borrow)]
    totp_enabled: JsonText<'a>,
    #[serde(borrow, deserialize_with = "object_or_default")]
    mfa: Mfa<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Mfa<'a> {
    #[serde(borrow)]
    configured: JsonText<'a>,
}

/// Takes the user of JumpCloud in a record; `false` where it is none.
///
/// # Errors
/// When it is damaged.
pub fn of_jumpcloud(bytes: &[u8], take: impl FnOnce(&User<'_>)) -> serde_json::Result<bool> {
    let user: JumpcloudUser<'_> = serde_json::from_slice(bytes)?;
    let has_more = user.email.is_some() || user.firstname.is_some() || user.lastname.is_some();
    if user.username.0.is_empty() || !has_more {
        return Ok(false);
    }
    let flag = |text: &JsonText<'_>| yes_or_no(&text.0);
    let state = UserState::of_flags(StateFlags {
        suspended: flag(&user.suspended),
        activated: flag(&user.activated),
        word: UserState::of(&user.state.0),
        ..StateFlags::default()
    });
    take(&User {
        address: trimmed(user.email.as_ref()).unwrap_or_default(),
        username: Some(user.username.0.trim()),
        local_account: trimmed(user.system_username.as_ref()),
        first_name: trimmed(user.firstname.as_ref()),
        last_name: trimmed(user.lastname.as_ref()),
        state,
        is_enrolled: flag(&user.totp_enabled).or_else(|| flag(&user.mfa.configured)),
        other_address: trimmed(user.alternate_email.as_ref()).map(Cow::Borrowed),
        ..User::default()
    });
    Ok(true)
}

/// A text without white space around it, as cells of tables are read.
fn trimmed<'a>(text: Option<&'a JsonText<'a>>) -> Option<&'a str> {
    text.map(|text| text.0.trim())
}

/// A user of Google.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct GoogleUser<'a> {
    #[serde(borrow)]
    id: JsonText<'a>,
    #[serde(borrow)]
    primary_email: JsonText<'a>,
    #[serde(borrow, deserialize_with = "object_or_default")]
    name: Name<'a>,
    #[serde(borrow)]
    suspended: JsonText<'a>,
    #[serde(borrow)]
    archived: JsonText<'a>,
    #[serde(borrow)]
    is_admin: JsonText<'a>,
    #[serde(borrow)]
    is_delegated_admin: JsonText<'a>,
    #[serde(borrow)]
    org_unit_path: Option<JsonText<'a>>,
    #[serde(borrow)]
    last_login_time: Option<JsonText<'a>>,
    #[serde(borrow)]
    deletion_time: JsonText<'a>,
    #[serde(borrow, rename = "isEnrolledIn2Sv")]
    is_enrolled: JsonText<'a>,
    #[serde(borrow, rename = "isEnforcedIn2Sv")]
    is_enforced: JsonText<'a>,
    #[serde(borrow)]
    aliases: Option<JsonTexts<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Name<'a> {
    #[serde(borrow)]
    given_name: Option<JsonText<'a>>,
    #[serde(borrow)]
    family_name: Option<JsonText<'a>>,
}

/// Takes the user of Google in a record; `false` where it is none, or was deleted.
///
/// # Errors
/// When it is damaged.
pub fn of_google(bytes: &[u8], take: impl FnOnce(&User<'_>)) -> serde_json::Result<bool> {
    let user: GoogleUser<'_> = serde_json::from_slice(bytes)?;
    if user.primary_email.0.trim().is_empty() || !user.deletion_time.0.is_empty() {
        return Ok(false);
    }
    let flag = |text: &JsonText<'_>| yes_or_no(&text.0);
    let state = UserState::of_flags(StateFlags {
        suspended: flag(&user.suspended),
        archived: flag(&user.archived),
        ..StateFlags::default()
    });
    take(&User {
        address: user.primary_email.0.trim(),
        first_name: trimmed(user.name.given_name.as_ref()),
        last_name: trimmed(user.name.family_name.as_ref()),
        org_unit: trimmed(user.org_unit_path.as_ref()),
        state,
        last_sign_in: trimmed(user.last_login_time.as_ref()),
        is_enrolled: flag(&user.is_enrolled),
        is_enforced: flag(&user.is_enforced),
        admin: role_of(flag(&user.is_admin), flag(&user.is_delegated_admin)),
        is_super_admin: flag(&user.is_admin),
        id: Some(user.id.0.as_ref()).filter(|id| !id.is_empty()),
        other_address: user.aliases.map(|aliases| aliases.0),
        ..User::default()
    });
    Ok(true)
}

/// What a usage report tells of one user on one day.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct UsageReport<'a> {
    #[serde(borrow, deserialize_with = "object_or_default")]
    entity: Entity<'a>,
    #[serde(borrow, deserialize_with = "one_or_many")]
    parameters: Vec<Parameter<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Entity<'a> {
    #[serde(borrow)]
    user_email: JsonText<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Parameter<'a> {
    #[serde(borrow)]
    name: JsonText<'a>,
    #[serde(borrow)]
    bool_value: JsonText<'a>,
    #[serde(borrow)]
    string_value: JsonText<'a>,
    #[serde(borrow)]
    datetime_value: JsonText<'a>,
}

/// Takes the user that a usage report is about; `false` where it is about none.
///
/// # Errors
/// When it is damaged.
pub fn of_usage_report(bytes: &[u8], take: impl FnOnce(&User<'_>)) -> serde_json::Result<bool> {
    let report: UsageReport<'_> = serde_json::from_slice(bytes)?;
    let address = report.entity.user_email.0.trim();
    if address.is_empty() {
        return Ok(false);
    }
    let parameter = |name: &str| {
        let named = |parameter: &&Parameter<'_>| {
            parameter.name.0.strip_prefix("accounts:").is_some_and(|known| known == name)
        };
        report.parameters.iter().find(named)
    };
    let flag = |name: &str| parameter(name).and_then(|found| yes_or_no(&found.bool_value.0));
    let state = UserState::of_flags(StateFlags {
        suspended: flag("is_suspended"),
        archived: flag("is_archived"),
        ..StateFlags::default()
    });
    let is_super_admin = flag("is_super_admin");
    let password =
        parameter("password_length_compliance").map(|found| found.string_value.0.as_ref());
    let last_sign_in = parameter("last_login_time").map(|found| {
        let Parameter { datetime_value, string_value, .. } = found;
        if datetime_value.0.is_empty() { string_value.0.as_ref() } else { &datetime_value.0 }
    });
    take(&User {
        address,
        state,
        last_sign_in,
        is_enrolled: flag("is_2sv_enrolled"),
        is_enforced: flag("is_2sv_enforced"),
        admin: role_of(is_super_admin, flag("is_delegated_admin")),
        is_super_admin,
        password_complies: password.and_then(super::columns::complies),
        ..User::default()
    });
    Ok(true)
}
