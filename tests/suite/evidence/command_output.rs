//! Pasted output of commands: who it is about, what it shows, and whether it failed.

use syncmend::evidence::command_output::{
    About, CommandKind, CommandOutput, Fact, FailureKind, UserFacts, command_output,
};
use syncmend::privacy::InternalText;

use crate::evidence::formats::fixture;
use crate::evidence::kinds::TABLE;

fn pasted(text: &str) -> CommandOutput {
    command_output(text).unwrap_or_else(|| panic!("it is a command's output: {text}"))
}

fn of_fixture(name: &str) -> CommandOutput {
    pasted(&std::fs::read_to_string(fixture(name)).expect("the fixture is there"))
}

#[track_caller]
fn facts<'o>(output: &'o CommandOutput, user: &str) -> &'o UserFacts {
    match output.about(user) {
        About::User(facts) => facts,
        other => panic!("{user}: {other:?} in {output:?}"),
    }
}

fn text(text: &str) -> InternalText {
    InternalText::from(text)
}

#[test]
fn gam_shows_how_a_user_stands() {
    let output = of_fixture("gam-info-user.txt");
    assert_eq!(output.kind, CommandKind::GoogleUser);
    let robin = facts(&output, "Robin@example.com");
    assert_eq!((robin.suspended(), robin.super_admin()), (Some(true), Some(false)));
    assert_eq!(robin.last_name(), Some("Lee"));
    for fact in [
        Fact::SuspensionReason(text("WEB_LOGIN_REQUIRED")),
        Fact::Aliases(vec![text("r.lee@example.com")]),
        Fact::EverSignedIn(false),
        Fact::SecondFactorEnforced(true),
        Fact::SecondFactorEnrolled(false),
        Fact::MustChangePassword(false),
        Fact::OrgUnit(text("/Staff")),
    ] {
        assert!(robin.facts.contains(&fact), "{fact:?} in {robin:?}");
    }
    assert_eq!(facts(&output, "r.lee@example.com"), robin, "known by an alias, too");
    assert_eq!(output.about("pat@example.com"), About::Others);
    assert!(output.failure.is_none());
    // Older GAM indents nothing.
    let old =
        pasted("User: pat@example.com\nFirst Name: Pat\nLast Name: \nAccount Suspended: False\n");
    assert_eq!(facts(&old, "pat@example.com").last_name(), Some(""));
    assert_eq!(facts(&old, "pat@example.com").suspended(), Some(false));
}

#[test]
fn gam_shows_which_apps_may_act_for_a_user() {
    let table = "Getting Access Tokens for it@example.com (1/2)\nGetting Access Tokens for pat@example.com (2/2)\n\
        user,clientId,displayText,anonymous,nativeApp,userKey,scopes\n\
        it@example.com,409100557052-up2bjo6c85fdvipudtkaqr7jqsesqnam.apps.googleusercontent.com,JumpCloud,False,False,101,\"openid email\"\n\
        it@example.com,17.apps.googleusercontent.com,\"Calendar, helper\",False,False,101,email\n";
    let output = pasted(table);
    assert_eq!(output.kind, CommandKind::GoogleTokens);
    let apps: Vec<(&str, bool)> = facts(&output, "it@example.com")
        .facts
        .iter()
        .filter_map(|fact| match fact {
            Fact::Token { name, is_jumpcloud, .. } => Some((name.for_insiders(), *is_jumpcloud)),
            _ => None,
        })
        .collect();
    assert_eq!(apps, [("JumpCloud", true), ("Calendar, helper", false)]);
    assert_eq!(facts(&output, "pat@example.com").facts, [Fact::NoTokens]);
    let lines = "User: it@example.com, Show 1 Access Token\n  Client ID: 17.apps.googleusercontent.com\n    Display Text: Calendar helper\n    Anonymous: False\n";
    let lines = pasted(lines);
    assert!(matches!(
        facts(&lines, "it@example.com").facts[..],
        [Fact::Token { is_jumpcloud: false, .. }]
    ));
    let none = pasted("User: it@example.com, Show 0 Access Tokens\n");
    assert_eq!(facts(&none, "it@example.com").facts, [Fact::NoTokens]);
}

#[test]
fn jumpclouds_module_shows_users_as_list_table_and_json() {
    let files =
        ["jumpcloud-get-jcuser.txt", "jumpcloud-get-jcuser.json", "jumpcloud-get-jcuser-ps5.csv"];
    for output in files.map(of_fixture).into_iter().chain([pasted(TABLE)]) {
        assert_eq!(output.kind, CommandKind::JumpcloudUser);
        let robin = facts(&output, "robin@example.com");
        assert_eq!((robin.suspended(), robin.last_name()), (Some(false), Some("")), "{robin:?}");
        assert_eq!(output.about("pat@example.com"), About::Others);
    }
    let list = of_fixture("jumpcloud-get-jcuser.txt");
    assert!(facts(&list, "kim@example.com").facts.contains(&Fact::Locked(false)));
    let without_address = pasted("username : robin\nlastname : Lee\nsuspended : True\n");
    assert_eq!(facts(&without_address, "robin@example.com").suspended(), Some(true));
}

#[test]
fn events_show_when_and_whether_they_worked_and_whether_passwords_are_exported() {
    let list = "event_type    : user_update_provision\ntimestamp     : 2026-11-18T09:31:00Z\nsuccess       : False\n\
        error_message : Not Authorized to access this resource/api\nresource      : @{type=user; username=pat; email=pat@example.com}\n\n\
        event_type    : integrationattribute_exclude\ntimestamp     : 2026-11-18T09:40:00Z\nsuccess       : True\n\
        changes       : {@{field=password; from=export; to=exclude}}\n";
    let output = pasted(list);
    assert_eq!(output.kind, CommandKind::JumpcloudEvents);
    let pat = facts(&output, "pat@example.com");
    assert_eq!(pat.time.map(|at| at.to_string()).as_deref(), Some("2026-11-18T09:31:00Z"));
    assert!(matches!(&pat.facts[..], [Fact::Event { worked: Some(false), error, .. }]
        if error.for_insiders().starts_with("Not Authorized")));
    let exported = |output: &CommandOutput| {
        output
            .users
            .iter()
            .flat_map(|user| &user.facts)
            .any(|fact| *fact == Fact::PasswordExported(false))
    };
    assert!(exported(&output));
    assert!(exported(&of_fixture("insights.jsonl")), "as JSON, too");
}

#[test]
fn an_error_is_no_fact() {
    for (text, kind, user) in [
        ("ERROR: 404: Resource Not Found: userKey - notFound", FailureKind::NotFound, None),
        ("User: pat@example.com, Does not exist", FailureKind::NotFound, Some("pat@example.com")),
        (
            "ERROR: 403: Not Authorized to access this resource/api - forbidden",
            FailureKind::NotAllowed,
            None,
        ),
        (
            "Invoke-RestMethod : The remote server returned an error: (401) Unauthorized.",
            FailureKind::NotSignedIn,
            None,
        ),
        (
            "Get-JCUser : The term 'Get-JCUser' is not recognized as the name of a cmdlet",
            FailureKind::NoSuchCommand,
            None,
        ),
        ("zsh: command not found: gam", FailureKind::NoSuchCommand, None),
        ("ERROR: something else", FailureKind::Other, None),
    ] {
        let output = pasted(text);
        let failure = output.failure.as_ref().expect("it failed");
        assert_eq!(failure.kind, kind, "{text}");
        assert_eq!(failure.user.as_ref().map(InternalText::for_insiders), user, "{text}");
        assert_eq!(output.about("pat@example.com"), About::Nobody, "{text}");
    }
    for text in
        ["", "The user cannot sign in", "we saw an error: yesterday\nand again", "username: pat"]
    {
        assert!(command_output(text).is_none(), "{text}");
    }
}
