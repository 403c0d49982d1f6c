//! What an event of Google's logs is, by its name and by what was set.
//! <https://developers.google.com/workspace/admin/reports/v1/appendix/activity/admin-user-settings>

use super::entry::EntryKind;

/// Whether a name is one that the API gives to an event, and no words of the console.
pub fn is_of_api(name: &str) -> bool {
    name.contains('_')
        || name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// What an event is, by the log that it stands in and the name that the API gives it. What was set
/// decides for the names that Google brought in 2026, which no longer say it themselves. Logs of other
/// services use the same words for other things: to add a user to a group creates nobody.
pub fn of_api(log: &str, name: &str, set: &str) -> EntryKind {
    let set = || set.to_lowercase();
    let is_in = |known: &str| log.is_empty() || log.eq_ignore_ascii_case(known);
    match name {
        "authorize" | "Authorize" | "OAuth authorize" | "Grant" if is_in("token") => {
            EntryKind::Authorized
        }
        "revoke" | "Revoke" | "OAuth revoke" if is_in("token") => EntryKind::Revoked,
        "deny" | "Deny" if is_in("token") => EntryKind::Denied,
        // Google suspends accounts by itself, and tells so in the log of sign-ins.
        _ if name.starts_with("account_disabled_") && is_in("login") => match name {
            "account_disabled_password_leak" => EntryKind::Other,
            _ => EntryKind::Suspended,
        },
        _ if !is_in("admin") => EntryKind::Other,
        "CREATE_USER" => EntryKind::Created,
        "DELETE_USER" => EntryKind::Deleted,
        "UNDELETE_USER" => EntryKind::Undeleted,
        "SUSPEND_USER" => EntryKind::Suspended,
        "UNSUSPEND_USER" => EntryKind::Unsuspended,
        "REVOKE_ADMIN_PRIVILEGE" | "UNASSIGN_ROLE" => EntryKind::Demoted,
        "GRANT_ADMIN_PRIVILEGE" | "ASSIGN_ROLE" => EntryKind::Promoted,
        "REMOVE_FROM_BLOCKED_OAUTH2_APPS" | "REMOVE_FROM_LIMITED_OAUTH2_APPS" => {
            EntryKind::AppReset
        }
        "ADD_TO_TRUSTED_OAUTH2_APPS" => EntryKind::AppTrusted,
        "ADD_TO_BLOCKED_OAUTH2_APPS" => EntryKind::AppBlocked,
        "ADD_TO_LIMITED_OAUTH2_APPS" | "REMOVE_FROM_TRUSTED_OAUTH2_APPS" => EntryKind::AppLimited,
        "CHANGE_APP_ACCESS" => access(&set()),
        "ALLOW_SERVICE_FOR_OAUTH2_ACCESS" => EntryKind::ServiceAllowed,
        "DISALLOW_SERVICE_FOR_OAUTH2_ACCESS" => EntryKind::ServiceRestricted,
        "CHANGE_API_ACCESS" => service(&set()),
        _ => EntryKind::Other,
    }
}

/// What was set, of "changed from this to that" the last.
fn last_set(set: &str) -> &str {
    set.rsplit_once(" to ").map_or(set, |(_, to)| to)
}

fn access(set: &str) -> EntryKind {
    let set = last_set(set);
    if set.contains("block") {
        EntryKind::AppBlocked
    } else if ["limited", "restrict", "untrust", "not trust"].iter().any(|it| set.contains(it)) {
        EntryKind::AppLimited
    } else if set.contains("trust") {
        EntryKind::AppTrusted
    } else {
        EntryKind::Other
    }
}

fn service(set: &str) -> EntryKind {
    let set = last_set(set);
    let is_denied = set.contains("disallow") || set.contains("not allow");
    if set.contains("unrestricted") || set.contains("allow") && !is_denied {
        EntryKind::ServiceAllowed
    } else if set.contains("restrict") || is_denied {
        EntryKind::ServiceRestricted
    } else {
        EntryKind::Other
    }
}

/// What else users have, or may be part of: events about these create, delete and suspend no user.
const NOT_USERS: [&str; 16] = [
    "group",
    "member",
    "alias",
    "nickname",
    "license",
    "invit",
    "request",
    "transfer",
    "device",
    "schema",
    "list",
    "monitor",
    "privilege",
    "role",
    "recovery",
    "warn",
];

/// What an event is, by the words of the console, folded, which Google does not publish.
pub fn in_words(name: &str, set: &str) -> EntryKind {
    let has = |words: &[&str]| words.iter().all(|word| name.contains(word));
    let is_user = (has(&["user"]) || has(&["account"]))
        && !NOT_USERS.iter().any(|other| name.contains(other));
    if is_user && (has(&["unsuspen"]) || has(&["reactivat"])) {
        EntryKind::Unsuspended
    } else if is_user && has(&["suspen"]) {
        EntryKind::Suspended
    } else if has(&["app", "access"]) {
        access(set)
    } else if has(&["api", "access"]) || has(&["service", "access"]) {
        service(set)
    } else if has(&["remov", "trusted"]) || has(&["untrusted"]) {
        EntryKind::AppLimited
    } else if has(&["remov", "app"]) {
        EntryKind::AppReset
    } else if has(&["trusted"]) {
        EntryKind::AppTrusted
    } else if has(&["block", "app"]) {
        EntryKind::AppBlocked
    } else if has(&["limited", "app"]) {
        EntryKind::AppLimited
    } else if is_user && (has(&["undelet"]) || has(&["restor"])) {
        EntryKind::Undeleted
    } else if is_user && has(&["delet"]) {
        EntryKind::Deleted
    } else if is_user && has(&["creat"]) || matches!(name, "useradded" | "adduser" | "newuser") {
        EntryKind::Created
    } else if has(&["unassign", "role"])
        || has(&["revoke", "admin"])
        || has(&["revoke", "privilege"])
    {
        EntryKind::Demoted
    } else if has(&["assign", "role"]) || has(&["grant", "admin"]) || has(&["grant", "privilege"]) {
        EntryKind::Promoted
    } else if has(&["authoriz"]) || has(&["grant", "access"]) {
        EntryKind::Authorized
    } else if has(&["revoke"]) {
        EntryKind::Revoked
    } else {
        EntryKind::Other
    }
}
