//! Whether pasted output proves a step, and the command that is offered to get it.

use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use syncmend::evidence::PICTURE;
use syncmend::evidence::command_output::{
    Expected, FailureKind, NoCommand, NotProved, Proved, Shell, prove, read_command,
};
use syncmend::kb::Proof;

use crate::support::kb;

/// One output as a command wrote it, what it is held against, and what has to come out.
struct Case {
    name: String,
    about: String,
    proves: Vec<Proof>,
    since: Timestamp,
    expect: String,
    text: String,
}

fn proof(name: &str) -> Proof {
    serde_json::from_value(name.into()).expect("a proof of that name")
}

fn cases() -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/command-outputs.txt");
    let all = std::fs::read_to_string(path).expect("the outputs are there");
    let case = |section: &str| {
        let (head, text) = section.split_once("\n---\n").expect("a head and an output");
        let mut head = head.lines();
        let name = head.next().expect("a name").to_owned();
        let mut field = |field: &str| {
            let line = head.next().expect("all fields");
            line.strip_prefix(field).expect("in this order").trim().to_owned()
        };
        let (about, proves) = (field("about:"), field("proves:"));
        Case {
            name,
            about,
            proves: proves.split_whitespace().map(proof).collect(),
            since: field("since:").parse().expect("a time"),
            expect: field("expect:"),
            text: text.to_owned(),
        }
    };
    all.split("=== ").skip(1).map(case).collect()
}

/// What came out, as the fixture writes it.
fn outcome(proved: &Result<Proved, NotProved>) -> String {
    let names = |proofs: &[Proof]| {
        let name = |proof: &Proof| serde_json::to_value(proof).expect("a name");
        let names = proofs.iter().map(|proof| name(proof).as_str().map(str::to_owned));
        names.flatten().collect::<Vec<_>>().join(" ")
    };
    match proved {
        Ok(_) => "proved".to_owned(),
        Err(NotProved::Empty) => "empty".to_owned(),
        Err(NotProved::Picture) => "picture".to_owned(),
        Err(NotProved::NotOutput) => "not-output".to_owned(),
        Err(NotProved::NoUser) => "no-user".to_owned(),
        Err(NotProved::OtherUser(_)) => "other-user".to_owned(),
        Err(NotProved::OtherTenant(_)) => "other-tenant".to_owned(),
        Err(NotProved::Old { .. }) => "old".to_owned(),
        Err(NotProved::Opposite(proofs)) => format!("opposite {}", names(proofs)),
        Err(NotProved::NotShown(proofs)) => format!("not-shown {}", names(proofs)),
        Err(NotProved::Failed(failure)) => {
            let kind = match failure.kind {
                FailureKind::NotFound => "not-found",
                FailureKind::NotAllowed => "not-allowed",
                FailureKind::NotSignedIn => "not-signed-in",
                FailureKind::NoSuchCommand => "no-such-command",
                FailureKind::Other => "other",
            };
            format!("failed {kind}")
        }
    }
}

#[test]
fn forty_outputs_of_commands_are_read_rightly() {
    let cases = cases();
    assert!(cases.len() >= 40, "only {} outputs", cases.len());
    let mut wrong = Vec::new();
    for Case { name, about, proves, since, expect, text } in cases {
        let expected = Expected { about: &about, proves: &proves, since: Some(since) };
        let came = outcome(&prove(&text, &expected));
        if came != expect {
            wrong.push(format!("{name}: {came}, not {expect}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_refusal_says_what_is_wrong_and_what_to_do() {
    let expected = |about: &'static str| Expected {
        about,
        proves: &[Proof::LastName],
        since: "2026-11-23T08:00:00Z".parse().ok(),
    };
    let said = |about: &'static str, text: &str| {
        let why = prove(text, &expected(about)).expect_err("it proves nothing");
        why.summary(&TimeZone::UTC)
    };
    let user = |address: &str, last: &str| {
        format!("User: {address}\nFirst Name: Sam\nLast Name: {last}\nAccount Suspended: False\n")
    };
    let other = said("pat@example.com", &user("sam@example.com", "Lee"));
    assert!(other.contains("about sam@example.com") && other.contains("again"), "{other}");
    let empty = said("sam@example.com", &user("sam@example.com", ""));
    assert!(empty.contains("last name is empty"), "{empty}");
    let failed = said("pat@example.com", "ERROR: 404: Resource Not Found: userKey - notFound");
    assert!(failed.contains("no such user") && failed.contains("404"), "{failed}");
    for picture in [
        "data:image/png;base64,iVBORw0KGgo=",
        "iVBORw0KGgoAAAANSUhEUgAA",
        "R0lGODlhAQABAIAAAAAAAP",
        "UklGRiQAAABXRUJQVlA4",
        "GIF89a\u{1}\u{1}",
    ] {
        let told = said("pat@example.com", picture);
        assert!(told.contains(PICTURE) && told.contains("type what it says"), "{picture}: {told}");
    }
    let letter = said("pat@example.com", "It works now, thanks!");
    assert!(letter.contains("Run the command above"), "{letter}");
}

#[test]
fn commands_are_made_of_plain_addresses_only() {
    let jumpcloud = |user: &str| read_command("Get-JCUser -email {user}", user, "");
    let gam = |user: &str| read_command("gam info user {user}", user, "");
    let line = |command: Result<syncmend::evidence::command_output::ReadCommand, NoCommand>| {
        command.expect("a plain address").line
    };
    assert_eq!(line(gam(" pat.smith+x@example.com ")), "gam info user pat.smith+x@example.com");
    assert_eq!(line(gam("o'brien@example.com")), "gam info user \"o'brien@example.com\"");
    assert_eq!(line(jumpcloud("o'brien@example.com")), "Get-JCUser -email 'o''brien@example.com'");
    assert_eq!(jumpcloud("pat@example.com").expect("a command").shell, Shell::PowerShell);
    assert_eq!(gam(""), Err(NoCommand::NoUser));
    assert_eq!(
        read_command("gam info user {google-admin}", "pat@example.com", ""),
        Err(NoCommand::NoAdmin)
    );
    for text in [
        "pat",
        "pat@example",
        "-x@example.com",
        "pat@example.com; rm -rf /",
        "pat@example.com&calc",
        "pat@example.com | more",
        "$(id)@example.com",
        "`id`@example.com",
        "%PATH%@example.com",
        "\"pat\"@example.com",
        "pat@example.com\nwhoami",
        "pat@exa mple.com",
        "pat@-example.com",
        "pat..x@example.com",
        "{user}@example.com",
        "pa\u{2019}t@example.com",
        "p\u{e1}t@example.com",
    ] {
        assert_eq!(gam(text), Err(NoCommand::NotAnAddress), "{text}");
        assert_eq!(jumpcloud(text), Err(NoCommand::NotAnAddress), "{text}");
    }
}

#[test]
fn every_command_of_the_knowledge_base_is_filled_and_its_proof_is_shown_by_it() {
    let kb = kb();
    let mut commands = 0;
    let methods =
        kb.causes().iter().flat_map(|cause| cause.methods.iter().map(move |m| (cause, m)));
    let mut steps: Vec<_> = methods.flat_map(|(cause, m)| kb.steps_of(cause, m)).collect();
    steps.sort_by(|one, other| one.id.cmp(&other.id));
    steps.dedup_by(|one, other| one.id == other.id);
    for step in steps {
        let Some(template) = &step.verify else { continue };
        let command = read_command(template, "o'brien@example.com", "it@example.com");
        let command = command.unwrap_or_else(|why| panic!("{}: {why}", step.id));
        let is_filled =
            !command.line.contains("{user}") && !command.line.contains("{google-admin}");
        assert!(is_filled, "{}: {}", step.id, command.line);
        if step.proves.is_empty() {
            continue;
        }
        let is_google = template.starts_with("gam ");
        for proof in &step.proves {
            let of_jumpcloud = matches!(
                proof,
                Proof::Activated
                    | Proof::NotLocked
                    | Proof::PasswordValid
                    | Proof::PasswordExported
                    | Proof::NotExternallyManaged
            );
            let of_google = matches!(
                proof,
                Proof::SuperAdmin | Proof::JumpcloudToken | Proof::SecondFactor | Proof::SignedIn
            );
            assert!(!(is_google && of_jumpcloud || !is_google && of_google), "{}", step.id);
        }
        commands += 1;
    }
    assert!(commands >= 35, "only {commands} steps have a command");
}

/// What a command of the knowledge base writes about an account of which all is well.
fn output_of(command: &str, about: &str) -> String {
    let gam_user = format!(
        "User: {about} (1/1)\n  Settings:\n    First Name: Pat\n    Last Name: Smith\n    \
         Is a Super Admin: True\n    2-step enrolled: True\n    Account Suspended: False\n    \
         Last login time: 2026-11-23T08:31:02+00:00\n"
    );
    let tokens = format!(
        "Getting Access Tokens for {about} (1/1)\n\
         user,clientId,displayText,anonymous,nativeApp,userKey,scopes\n{about},\
         409100557052-up2bjo6c85fdvipudtkaqr7jqsesqnam.apps.googleusercontent.com,JumpCloud,False,\
         False,101,https://www.googleapis.com/auth/admin.directory.user\n"
    );
    let jumpcloud_user = format!(
        "_id                : 5f3a\naccount_locked     : False\nactivated          : True\n\
         email              : {about}\nexternally_managed : False\nfirstname          : Pat\n\
         lastname           : Smith\npassword_expired   : False\nstate              : ACTIVATED\n\
         suspended          : False\nusername           : pat\n"
    );
    let event = |rest: String| {
        format!("timestamp : 2026-11-23T08:41:10.102Z\nservice : directory\n{rest}\n")
    };
    let signed_in = event(format!(
        "event_type : user_login_attempt\nsuccess : True\n\
         initiated_by : @{{id=5c; type=user; username=pat; email={about}}}"
    ));
    let opened_google = event(format!(
        "event_type : sso_auth\nsso_token_success : True\njc_initiated_by_email : {about}\n\
         application : @{{id=6a; name=googleapps; display_label=Google Workspace}}"
    ));
    let exported = event(
        "event_type : integrationattribute_include\nsuccess : True\n\
         changes : {@{field=password; to=export}}\nresource : @{type=g_suite; id=5d}"
            .to_owned(),
    );
    let kinds = [
        ("gam info user ", gam_user),
        ("gam print tokens ", tokens),
        ("Get-JCUser -email ", jumpcloud_user),
        ("'user_login_attempt'", signed_in),
        ("'sso_auth'", opened_google),
        ("Get-JCEvent -Service directory", exported),
    ];
    let found = kinds.into_iter().find(|(part, _)| command.contains(part));
    found.unwrap_or_else(|| panic!("no output is known of {command}")).1
}

#[test]
fn what_each_step_has_to_prove_is_proved_by_an_output_of_its_own_command() {
    let kb = kb();
    let of_causes = kb.causes().iter().flat_map(|it| it.steps.iter().chain([&it.confirm]));
    let steps = kb.model().shared_steps.iter().chain(of_causes);
    let (mut proved, mut of_events) = (0, 0);
    for step in steps.filter(|step| !step.proves.is_empty()) {
        let template = step.verify.as_ref().expect("what proves has a command");
        let command = read_command(template, "pat@example.com", "it@example.com").expect("filled");
        let is_about_user = step.proves.iter().any(|proof| proof.is_about_user());
        let about = if is_about_user { command.about.as_str() } else { "" };
        let since = "2026-11-23T08:00:00Z".parse().ok();
        let expected = Expected { about, proves: &step.proves, since };
        let output = output_of(template, about);
        let proof = prove(&output, &expected);
        assert!(proof.is_ok(), "{}: {template}: {proof:?}", step.id);
        // The same of somebody else proves nothing.
        if is_about_user {
            let other = prove(&output.replace("pat", "sam").replace("it@", "sam@"), &expected);
            assert!(other.is_err(), "{}: {template}", step.id);
        }
        proved += 1;
        of_events += usize::from(step.proves.contains(&Proof::EventWorked));
    }
    assert!(proved >= 85 && of_events >= 10, "{proved} steps, {of_events} by events");
}
