//! What logs of both consoles and recordings of browsers show.

use syncmend::evidence::{Inquiry, ListKind};

use crate::evidence::formats::{about, anybody, inspected, listed, quote, shown, told};

#[test]
fn googles_logs_tell_what_became_of_the_app_and_who_was_suspended() {
    let old = inspected(&["google-admin-log.json"], &anybody());
    assert_eq!(told(&old), ["google-admin-api-restricted=yes", "jumpcloud-app-untrusted=yes"]);
    assert!(
        quote(&old, "jumpcloud-app-untrusted").contains("2026-11-18"),
        "the last change counts"
    );
    let suspended = old.list(ListKind::SuspendedInLog).expect("a list");
    let detail = suspended.users[0].detail.for_insiders();
    assert!(
        detail.contains("2026-11-18T12:00:00Z") && detail.contains("jc-sync@example.com JumpCloud"),
        "{detail}"
    );
    let new = inspected(&["google-admin-log-2026.jsonl"], &anybody());
    assert_eq!(told(&new), ["google-admin-api-restricted=no", "jumpcloud-app-untrusted=no"]);
    let console = inspected(&["google-admin-log.csv"], &anybody());
    assert_eq!(told(&console), ["jumpcloud-app-untrusted=yes"]);
    assert_eq!(
        listed(&console, ListKind::SuspendedInLog),
        ["pat@example.com", "robin@example.com"]
    );
    assert_eq!(told(&inspected(&["google-oauth-log.csv"], &anybody())), ["connection-lost=yes"]);
}

#[test]
fn the_authorizing_admin_is_found_in_one_log_and_lost_in_another() {
    assert_eq!(told(&inspected(&["google-token-log.json"], &anybody())), ["connection-lost=no"]);
    let both = inspected(&["google-admin-log.json", "google-token-log.json"], &anybody());
    assert!(told(&both).contains(&"authorizer-gone=yes".to_owned()), "{:?}", told(&both));
    assert!(quote(&both, "authorizer-gone").contains("UNASSIGN_ROLE it@example.com"));
    let named = Inquiry { google_admin: Some("IT@example.com".to_owned()), ..Inquiry::default() };
    let insights = told(&inspected(&["insights.jsonl"], &named));
    assert!(insights.contains(&"authorizer-gone=yes".to_owned()), "{insights:?}");
}

#[test]
fn directory_insights_tell_what_failed_and_what_was_saved_together() {
    let array = inspected(&["insights.json"], &anybody());
    assert_eq!(
        told(&array),
        ["change-and-bind-together=yes", "existing-users-still-sync=yes", "user-limit-error=yes"]
    );
    assert_eq!(listed(&array, ListKind::ProvisioningFailed), ["pat"]);
    let lines = inspected(&["insights.jsonl"], &anybody());
    assert_eq!(
        told(&lines),
        ["family-name-error=yes", "import-stopped=yes", "password-not-exported=yes"]
    );
    assert_eq!(
        told(&inspected(&["insights-events.json"], &anybody())),
        ["name-or-password-error=yes"]
    );
    let table = inspected(&["insights.csv"], &anybody());
    assert_eq!(told(&table), ["change-and-bind-together=no", "user-limit-error=yes"]);
    assert_eq!(
        told(&inspected(&["insights-console.csv"], &anybody())),
        ["not-authorized-error=yes"]
    );
    // Failures of others say nothing of this user.
    assert_eq!(told(&inspected(&["insights-events.json"], &about("robin@example.com"))), [""; 0]);
}

#[test]
fn many_users_created_within_an_hour_are_noticed() {
    let log = |apart: u64| {
        let line = |at: u64| {
            let (hour, minute) = (at * apart / 60, at * apart % 60);
            format!(
                "{{\"event_type\":\"user_create\",\"success\":true,\"resource\":{{\"username\":\"u{at}\"}},\"timestamp\":\"2026-11-{:02}T{:02}:{minute:02}:00Z\"}}\n",
                1 + hour / 24,
                hour % 24
            )
        };
        (0..30).map(line).collect::<String>()
    };
    assert_eq!(told(&shown(log(1).as_bytes(), &anybody())), ["many-users-created=yes"]);
    assert_eq!(told(&shown(log(55).as_bytes(), &anybody())), ["many-users-created=no"]);
}

#[test]
fn a_browser_recording_shows_failed_imports_and_googles_wrapped_errors() {
    let inspection = inspected(&["sign-in.har"], &anybody());
    assert_eq!(
        told(&inspection),
        ["api-access-off-error=yes", "authorize-error-400-policy=yes", "import-500=yes"]
    );
    let json = serde_json::to_string(&inspection).expect("it is data");
    for secret in ["s3cr3t", "1//0abc", "authError", "limit=100"] {
        assert!(!json.contains(secret), "{secret} in {json}");
    }
}
