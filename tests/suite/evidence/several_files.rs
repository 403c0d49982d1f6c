//! What exported files do not show: nothing is claimed from columns that are not there, from one user in
//! two files, from apps that are others, or from times that could be two.

use syncmend::diagnosis::ErrorStrings;
use syncmend::evidence::{Input, Inquiry, Inspection, ListKind, inspect};
use syncmend::export::users;
use syncmend::progress::Progress;

use crate::support::kb;

const SYNC: &str = "409100557052-up2bjo6c85fdvipudtkaqr7jqsesqnam.apps.googleusercontent.com";
const SIGN_ON: &str = "629652647736-b7u1qe4oktmn7b6vnmdbabrd32lds4as.apps.googleusercontent.com";

fn read(files: &[String], inquiry: &Inquiry) -> Inspection {
    let inputs = files.iter().enumerate().map(|(at, content)| Input {
        name: format!("file-{at}"),
        length: content.len() as u64,
        open: Box::new(|| Ok(Box::new(content.as_bytes()))),
        is_pipe: false,
    });
    inspect(inputs.collect(), inquiry, &ErrorStrings::new(&kb()), &Progress::default())
        .expect("nobody stops it")
}

/// The answer for a symptom.
fn answer(inspection: &Inspection, symptom: &str) -> Option<&'static str> {
    let mut findings = inspection.findings.iter();
    findings.find(|it| it.symptom.as_str() == symptom).map(|it| it.answer.name())
}

fn seats(seats: u64) -> Inquiry {
    Inquiry { seats: Some(seats), ..Inquiry::default() }
}

fn users_csv(rows: &[&str]) -> String {
    let header = "First Name [Required],Last Name [Required],Email Address [Required],Org Unit Path [Required],Status [READ ONLY],Last Sign In [READ ONLY]";
    format!("{header}\n{}\n", rows.join("\n"))
}

fn oauth_log(rows: &[String]) -> String {
    format!("Date,Event,Application ID,Application name,User\n{}\n", rows.join("\n"))
}

#[test]
fn what_no_column_tells_is_not_denied() {
    let template = "First Name [Required],Last Name [Required],Email Address [Required],Password [Required],Org Unit Path [Required]\nPat,Smith,pat@example.com,long-enough-9,/\n".to_owned();
    let shown = read(&[template], &seats(1));
    assert_eq!(answer(&shown, "new-users-suspended"), None);
    assert_eq!(answer(&shown, "no-free-seats"), None);
    let unknown_words = users_csv(&["Pat,Smith,pat@example.com,/,Actief,2026-11-20 08:15:00"]);
    assert_eq!(
        answer(&read(std::slice::from_ref(&unknown_words), &seats(1)), "no-free-seats"),
        None
    );
    assert_eq!(answer(&read(&[unknown_words], &seats(2)), "no-free-seats"), Some("No"));
}

#[test]
fn a_user_in_two_files_counts_once() {
    let list = users_csv(&[
        "Pat,Smith,pat@example.com,/Staff,Suspended,Never logged in",
        "Robin,Lee,robin@example.com,/Staff,Suspended,Never logged in",
        "Kim,Jones,kim@example.com,/Staff,Active,2026-11-20 08:15:00",
    ]);
    let report = "User,User account status,Admin status\npat@example.com,Suspended,None\nrobin@example.com,Suspended,None\nkim@example.com,Active,Super Admin\n".to_owned();
    let shown = read(&[list, report], &seats(2));
    let suspended = shown.list(ListKind::Suspended).expect("there are some");
    assert_eq!(suspended.total, 2);
    assert_eq!(answer(&shown, "new-users-suspended"), None, "two are not enough");
    assert_eq!(answer(&shown, "no-free-seats"), None, "one of three is active");
    let upload = users::to_unsuspend(suspended);
    assert_eq!((upload.lines().count(), users::left_out(suspended)), (3, 0), "{upload}");
    assert!(upload.contains("\"/Staff\""), "{upload}");
}

#[test]
fn nobody_is_uploaded_to_another_unit_or_without_a_name() {
    let report =
        "User,User account status,Admin status\npat@example.com,Suspended,None\n".to_owned();
    let shown = read(&[report], &Inquiry::default());
    let suspended = shown.list(ListKind::Suspended).expect("there is one");
    assert_eq!(users::to_unsuspend(suspended).lines().count(), 1, "the header alone");
    assert_eq!(users::left_out(suspended), 1);
}

#[test]
fn who_only_signs_on_with_jumpcloud_authorized_no_directory() {
    let row = |time: &str, event: &str, app: &str| {
        format!("{time},{event},{app},JumpCloud,pat@example.com")
    };
    let admin_log = "Date,Event,Description,Actor,Resource(s)\n2026-11-20 08:00:00,User suspended,pat@example.com was suspended,it@example.com,User: pat@example.com\n".to_owned();
    let events = |app| {
        oauth_log(&[
            row("2026-11-01 08:00:00", "Authorize", app),
            row("2026-11-02 08:00:00", "Revoke", app),
        ])
    };
    let shown = read(&[events(SIGN_ON), admin_log.clone()], &Inquiry::default());
    assert_eq!(answer(&shown, "authorizer-gone"), None);
    assert_eq!(answer(&shown, "connection-lost"), None);
    let shown = read(&[events(SYNC), admin_log.clone()], &Inquiry::default());
    assert_eq!(answer(&shown, "authorizer-gone"), Some("Yes"));
    assert_eq!(answer(&shown, "connection-lost"), Some("Yes"));
    // Made active again, nobody is gone, and nobody is on the list.
    let again = admin_log
        + "2026-11-21 08:00:00,User unsuspended,pat@example.com was unsuspended,it@example.com,User: pat@example.com\n";
    let shown = read(&[events(SYNC), again], &Inquiry::default());
    assert_eq!(answer(&shown, "authorizer-gone"), None);
    assert!(shown.list(ListKind::SuspendedInLog).is_none());
}

#[test]
fn of_events_whose_time_is_unclear_none_is_the_last() {
    let log = |newer: &str, older: &str| {
        let row =
            |time: &str, event: &str| format!("{time},{event},{SYNC},JumpCloud,it@example.com");
        oauth_log(&[row(newer, "Authorize"), row(older, "Revoke")])
    };
    let connection = |log: String| {
        let shown = read(&[log], &Inquiry::default());
        answer(&shown, "connection-lost")
    };
    assert_eq!(connection(log("18.11.2026 10:00:00", "01.11.2026 10:00:00")), Some("No"));
    assert_eq!(connection(log("11/18/2026 10:00:00", "11/13/2026 10:00:00")), Some("No"));
    assert_eq!(connection(log("03/04/2026 10:00:00", "02/05/2026 10:00:00")), None);
    assert_eq!(connection(log("someday", "01.11.2026 10:00:00")), None);
}

#[test]
fn the_setting_that_was_left_counts_not_the_one_before() {
    let changed = |event: &str, what: &str| {
        let log = format!(
            "Date,Event,Description,Actor,Application name\n2026-11-20 08:00:00,{event},{what},it@example.com,JumpCloud\n"
        );
        read(&[log], &Inquiry::default())
    };
    let app = |what| answer(&changed("App access changed", what), "jumpcloud-app-untrusted");
    assert_eq!(app("Access of JumpCloud was changed from Blocked to Trusted"), Some("No"));
    assert_eq!(app("Access of JumpCloud was changed from Trusted to Blocked"), Some("Yes"));
}

#[test]
fn a_secret_is_masked_before_it_is_cut() {
    let key = "0123456789abcdef0123456789abcdef01234567";
    for before in 240..300 {
        let error = format!("{} api key {key} Domain user limit reached", "x".repeat(before));
        let log = format!(
            "[{{\"event_type\":\"user_create_provision\",\"success\":false,\"timestamp\":\"2026-11-20T08:00:00Z\",\"error_message\":\"{error}\",\"resource\":{{\"username\":\"pat\"}}}}]"
        );
        let shown = read(&[log], &Inquiry::default());
        let kept = serde_json::to_string(&shown).expect("it is written");
        assert!(!kept.contains(&key[..16]), "{before}: {kept}");
        assert!(!shown.lists.is_empty(), "{before}");
    }
}

/// JumpCloud provisions users to other apps, too, and tells of them by the same events.
#[test]
fn what_fails_in_another_app_is_not_held_against_google() {
    let failed = |app: &str| {
        let log = format!(
            "[{{\"event_type\":\"user_create_provision\",\"success\":false,\"timestamp\":\"2026-11-20T08:00:00Z\",\"error_message\":\"Not allowed.\",\"resource\":{{\"username\":\"pat\"}},\"application\":{{\"name\":\"{app}\"}}}}]"
        );
        let table = format!(
            "timestamp,event_type,success,error_message,resource.username,application.name\n2026-11-20T08:00:00Z,user_create_provision,false,Not allowed.,pat,{app}\n"
        );
        [log, table].map(|file| read(&[file], &Inquiry::default()).lists.len())
    };
    assert_eq!(failed("slack"), [0, 0]);
    assert_eq!(failed("Google Workspace"), [1, 1]);
    assert_eq!(failed("G Suite"), [1, 1]);
    assert_eq!(failed(""), [1, 1]);
}

/// Whose alias is the JumpCloud user's address is the same person, however the aliases are set apart.
#[test]
fn an_alias_makes_two_users_one_person() {
    let jumpcloud = "Username,FirstName,LastName,Email\npat,Pat,Smith,patricia@example.com\n";
    let taken = |aliases: &str| {
        let google = format!(
            "First Name [Required],Last Name [Required],Email Address [Required],Aliases\nPat,Smith,pat@example.com,\"{aliases}\"\n"
        );
        let shown = read(&[jumpcloud.to_owned(), google], &Inquiry::default());
        shown.list(ListKind::PrefixTaken).map_or(0, |list| list.total)
    };
    assert_eq!(taken("p.smith@example.com"), 1);
    for between in [", ", ";", " ", "\n", ",\n"] {
        assert_eq!(taken(&format!("p.smith@example.com{between}patricia@example.com")), 0);
    }
}
