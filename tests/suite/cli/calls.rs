//! What each call prints: `diagnose`, `kb` and `ticket`, with the JSON fields that stay.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;

use crate::cli::command_line::Program;

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> =
        value.as_object().expect("an object").keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

fn list<'a>(value: &'a Value, name: &str) -> &'a Vec<Value> {
    value[name].as_array().unwrap_or_else(|| panic!("{name} is no list in {value}"))
}

fn check_diagnosis(diagnosis: &Value) {
    let handed_over = diagnosis["next"]["escalate"] == true;
    let mut expected = vec!["causes", "next", "not_covered", "observations", "suggestions"];
    if handed_over {
        expected.insert(1, "handover");
        assert_eq!(keys(&diagnosis["handover"]), ["because", "do_not", "to"]);
    }
    assert_eq!(keys(diagnosis), expected);
    assert_eq!(list(diagnosis, "causes").len(), 68);
    let mut total = diagnosis["not_covered"].as_f64().expect("a number");
    let mut before = 1.0;
    for cause in list(diagnosis, "causes") {
        assert_eq!(keys(cause), ["because", "id", "probability", "title"]);
        assert!(cause["because"].is_array() && cause["title"].is_string(), "{cause}");
        let probability = cause["probability"].as_f64().expect("a number");
        assert!(probability <= before, "not sorted: {diagnosis}");
        before = probability;
        total += probability;
    }
    assert!((total - 1.0).abs() < 1e-9, "{total}");
    for observation in list(diagnosis, "observations") {
        assert_eq!(keys(observation), ["answer", "because", "grade", "symptom"]);
        assert!(
            ["shown", "said"].map(Value::from).contains(&observation["grade"]),
            "{observation}"
        );
    }
    for suggestion in list(diagnosis, "suggestions") {
        assert_eq!(keys(suggestion), ["answer", "probability", "quote", "symptom"]);
        assert!(["yes", "no"].map(Value::from).contains(&suggestion["answer"]), "{suggestion}");
        let probability = suggestion["probability"].as_f64().expect("a number");
        assert!(probability > 0.0 && probability < 1.0, "{suggestion}");
    }
    let next = &diagnosis["next"];
    match keys(next)[..] {
        ["ask"] => {
            assert_eq!(keys(&next["ask"]), ["question", "symptom", "where"]);
            let place = &next["ask"]["where"];
            assert!(place.is_null() || keys(place) == ["address", "page"], "{place}");
        }
        ["ask_text"] => assert_eq!(keys(&next["ask_text"]), ["question"]),
        ["try"] => assert_eq!(keys(&next["try"]), ["cause", "method", "unconfirmed"]),
        ["escalate"] => assert_eq!(next["escalate"], true),
        _ => panic!("an unknown next: {next}"),
    }
}

const LIMIT: &str = "New users never arrive: Domain user limit reached";

#[test]
fn diagnose_reads_text_file_and_standard_input_alike() {
    let program = Program::new();
    let by_text = program.json(&["diagnose", LIMIT]);
    check_diagnosis(&by_text);
    assert_eq!(by_text["causes"][0]["id"], "no-license-seats");
    let quotes: Vec<&Value> =
        list(&by_text, "observations").iter().map(|o| &o["because"]).collect();
    assert!(quotes.contains(&&Value::from("Domain user limit reached")), "{quotes:?}");
    let file = program.file("complaint.txt", LIMIT);
    assert_eq!(program.json(&["diagnose", "--file", &file]), by_text);
    let mut child = program
        .command(&["diagnose", "-", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("it reads").write_all(LIMIT.as_bytes()).expect("it takes it");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(serde_json::from_slice::<Value>(&output.stdout).expect("JSON"), by_text);
    let text = program.prints(&["diagnose", LIMIT]);
    assert!(text.contains("[no-license-seats]") && text.contains("does not cover"), "{text}");
}

#[test]
fn diagnose_takes_answers_over_what_it_reads() {
    let program = Program::new();
    let call = [
        "diagnose",
        LIMIT,
        "--answer",
        "user-limit-error=no",
        "--answer",
        "everyone-affected=cant-tell",
    ];
    let diagnosis = program.json(&call);
    check_diagnosis(&diagnosis);
    let known = |symptom: &str| {
        let found = list(&diagnosis, "observations").iter().find(|o| o["symptom"] == symptom);
        found.map(|o| (o["answer"].clone(), o["because"].clone())).expect("it is observed")
    };
    assert_eq!(known("user-limit-error"), ("no".into(), "answered".into()));
    assert_eq!(known("everyone-affected"), ("cant-tell".into(), "answered".into()));
    let alone = program.json(&["diagnose", "--answer", "import-500=yes"]);
    assert_eq!(alone["causes"][0]["id"], "api-access-disabled");
    let nowhere = program.json(&["diagnose", "The printer is out of toner"]);
    check_diagnosis(&nowhere);
    assert!(nowhere["not_covered"].as_f64() > nowhere["causes"][0]["probability"].as_f64());
}

#[test]
fn a_suggestion_is_confirmed_or_overruled_and_the_screen_answers_the_open_question() {
    let program = Program::new();
    let text = "Since this morning our password resets do not reach Google.";
    let read = program.json(&["diagnose", text]);
    let suggestions = list(&read, "suggestions");
    let symptom = suggestions.first().expect("the words suggest something")["symptom"].clone();
    assert!(read["next"]["try"].is_null(), "a fix from words alone: {read}");
    for answer in ["yes", "no"] {
        let answer = format!("{}={answer}", symptom.as_str().expect("an id"));
        let said = program.json(&["diagnose", text, "--answer", &answer]);
        check_diagnosis(&said);
        let observed = list(&said, "observations").iter().find(|o| o["symptom"] == symptom);
        assert_eq!(observed.expect("it was said")["grade"], "said");
        assert!(list(&said, "suggestions").iter().all(|it| it["symptom"] != symptom), "{said}");
    }
    let screen = ["diagnose", "New users never arrive.", "--screen"];
    let shown = program.json(&[&screen[..], &["412: Domain user limit reached."]].concat());
    check_diagnosis(&shown);
    assert_eq!(list(&shown, "observations")[0]["grade"], "shown");
    assert_eq!(shown["next"]["try"]["cause"], "no-license-seats");
    // What the screen says counts as if it stood in the complaint, whatever the words of that are.
    for (words, cause) in [
        ("Domain cannot use apis", "api-access-disabled"),
        ("Invalid Given/Family Name: FamilyName", "last-name-missing"),
        ("Entity already exists.", "address-taken-in-google"),
    ] {
        let shown = program.json(&[&screen[..], &[words]].concat());
        assert_eq!(list(&shown, "causes")[0]["id"], cause, "{words}");
    }
    let nothing = program.json(&[&screen[..], &["none"]].concat());
    check_diagnosis(&nothing);
    assert!(nothing["next"]["ask_text"].is_null(), "asked again: {nothing}");
}

#[test]
fn calls_are_played_and_counted_by_source() {
    let program = Program::new();
    let file = program.file(
        "calls.jsonl",
        r#"{"id":"seats","source":"here","opening":"New people never show up in Google.","screen":"Domain user limit reached","answers":{"no-free-seats":"yes"},"cause":"no-license-seats"}
{"id":"toner","source":"there","opening":"The printer is out of toner.","answers":{"import-stopped":"no"},"cause":"out-of-scope"}
"#,
    );
    let played = program.json(&["kb", "play", &file, "--verbose"]);
    assert_eq!(played["all"]["right_first"], 1, "{played}");
    assert_eq!(played["by_source"]["here"]["covered"], 1);
    assert_eq!(played["by_source"]["there"]["handed_over_rightly"], 1, "{played}");
    assert_eq!(list(&played, "calls").len(), 2);
    let unknown = program.file(
        "wrong.jsonl",
        r#"{"id":"x","opening":"","answers":{"none":"yes"},"cause":"url-blocked"}"#,
    );
    program.refuses(&["kb", "play", &unknown], 1, "there is no symptom none");
}

#[test]
fn the_knowledge_base_is_checked_listed_shown_and_dumped() {
    let program = Program::new();
    let checked = program.prints(&["kb", "check"]);
    assert!(checked.contains("68 causes") && checked.contains("no problems"), "{checked}");
    let listed = program.prints(&["kb", "list"]);
    assert!(listed.contains("url-blocked") && listed.contains("import-500"), "{listed}");
    let shown = program.prints(&["kb", "show", "username-prefix-conflict"]);
    for words in ["1. ", "[upc-find-holder]", "You should see:", "Undo:", "https://"] {
        assert!(shown.contains(words), "{words} is not in {shown}");
    }
    let cause = program.json(&["kb", "show", "url-blocked"]);
    assert_eq!(
        (&cause["id"], &cause["blocks"]),
        (&"url-blocked".into(), &serde_json::json!(["S11"]))
    );
    let model = program.json(&["kb", "dump"]);
    assert_eq!(list(&model, "causes").len(), 68);
    assert!(model["numbers"]["reliability"]["always"].is_f64(), "{}", model["numbers"]);
    assert!(list(&model, "links").iter().any(|link| link["id"] == "g-owl"));
    assert!(!list(&model, "symptoms").is_empty() && !list(&model, "sources").is_empty());
}

#[test]
fn complaints_with_known_causes_are_evaluated() {
    let program = Program::new();
    let cases = [
        r#"{"id": "a", "text": "Domain user limit reached", "label": "no-license-seats", "accept": ["no-license-seats"], "origin": "x"}"#,
        "",
        r#"{"id": "b", "text": "printer out of toner", "label": "out-of-scope", "accept": ["out-of-scope"]}"#,
        r#"{"id": "c", "text": "Domain user limit reached", "label": "url-blocked", "accept": ["url-blocked"]}"#,
    ];
    let file = program.file("cases.jsonl", cases.join("\n"));
    let counted = program.json(&["kb", "evaluate", &file]);
    for (name, count) in
        [("covered", 2), ("first", 1), ("first_three", 1), ("out_of_scope", 1), ("claimed", 0)]
    {
        assert_eq!(counted[name], count, "{name} in {counted}");
    }
    assert!(counted["calibration_error"].is_f64());
    assert_eq!(list(&counted, "misses")[0]["id"], "c");
    let text = program.prints(&["kb", "evaluate", &file]);
    assert!(text.contains("1 of 2") && text.contains("c: expected url-blocked"), "{text}");
    let broken = program.file("broken.jsonl", "\n{\"id\": 1}\n");
    program.refuses(&["kb", "evaluate", &broken], 1, "line 2 is not a case");
}

/// Works a ticket from first words to solved, and returns its id.
fn work(program: &Program) -> String {
    let call = [
        "ticket",
        "new",
        "--reference",
        "HD-7",
        "--customer",
        "Example Dental",
        "--user",
        "pat@example.com",
        "--text",
        LIMIT,
    ];
    let id = program.prints(&call).trim().to_owned();
    let quiet =
        |arguments: &[&str]| assert_eq!(program.prints(&[&["ticket"], arguments].concat()), "");
    quiet(&["answer", &id, "existing-users-still-sync", "yes"]);
    quiet(&["answer", "HD-7", "everyone-affected", "cant-tell"]);
    quiet(&["fix", &id, "no-license-seats", "--way", "recently-deleted-users"]);
    quiet(&["fix", &id, "no-license-seats"]);
    quiet(&["step", &id, "1", "done", "--note", "412 in the log"]);
    quiet(&["step", &id, "nls-read-answer", "skipped"]);
    quiet(&["step", &id, "3", "no-effect"]);
    quiet(&["undo", &id]);
    for step in ["3", "4", "5", "6"] {
        quiet(&["step", &id, step, "done"]);
    }
    quiet(&["note", &id, "they bought ten seats"]);
    quiet(&["close", &id, "solved"]);
    id
}

#[test]
fn a_ticket_goes_from_new_to_solved_and_to_another_machine() {
    let (here, there) = (Program::new(), Program::new());
    let id = work(&here);
    let shown = here.json(&["ticket", "show", "HD-7"]);
    let expected = [
        "answers",
        "changed_at",
        "customer",
        "diagnosis",
        "events",
        "fix",
        "id",
        "inspections",
        "minutes",
        "notes",
        "opened_at",
        "reference",
        "state",
        "text",
        "tried",
        "user",
        "waits",
    ];
    assert_eq!(keys(&shown), expected);
    check_diagnosis(&shown["diagnosis"]);
    assert_eq!((&shown["id"], &shown["state"]), (&id.as_str().into(), &"solved".into()));
    assert_eq!(shown["answers"]["existing-users-still-sync"], "yes");
    assert_eq!(shown["tried"], serde_json::json!([]), "the failed step was taken back");
    let marks: Vec<&Value> =
        list(&shown["fix"], "steps").iter().map(|step| &step["mark"]).collect();
    assert_eq!(marks, ["done", "skipped", "done", "done", "done", "done"]);
    let notes: Vec<&Value> = list(&shown, "notes").iter().map(|note| &note["text"]).collect();
    assert_eq!(notes, ["412 in the log", "they bought ten seats"]);
    check_list(&here, &id);
    check_exports(&here, &id);

    let file = here.path("HD-7.json").display().to_string();
    here.prints(&[
        "ticket",
        "export",
        &id,
        "--format",
        "json",
        "--audience",
        "internal",
        "--out",
        &file,
    ]);
    for _ in 0..2 {
        assert_eq!(there.prints(&["ticket", "import", &file]).trim(), id);
    }
    assert_eq!(there.json(&["ticket", "show", &id]), shown);
    assert_eq!(there.json(&["ticket", "list"]).as_array().map(Vec::len), Some(1));
}

fn check_list(program: &Program, id: &str) {
    program.new_ticket("OTHER-1");
    let rows = program.json(&["ticket", "list", "--search", "dental seats"]);
    let rows = rows.as_array().expect("a list");
    assert_eq!(rows.len(), 1, "{rows:?}");
    let expected = [
        "cause",
        "changed_at",
        "customer",
        "id",
        "reference",
        "state",
        "steps",
        "steps_ended",
        "subject",
        "waits_until",
    ];
    assert_eq!(keys(&rows[0]), expected);
    assert_eq!((&rows[0]["id"], &rows[0]["cause"]), (&id.into(), &"no-license-seats".into()));
    assert_eq!((&rows[0]["steps_ended"], &rows[0]["steps"]), (&6.into(), &6.into()));
    let text = program.prints(&["ticket", "list"]);
    assert!(
        text.lines().count() == 2 && text.contains("HD-7") && text.contains("OTHER-1"),
        "{text}"
    );
    let text = program.prints(&["ticket", "show", id]);
    assert!(text.contains("solved") && text.contains("Note: they bought ten seats"), "{text}");
}

fn check_exports(program: &Program, id: &str) {
    for format in ["md", "html", "txt", "comment", "json"] {
        let call = |audience| ["ticket", "export", id, "--format", format, "--audience", audience];
        let (inside, outside) =
            (program.prints(&call("internal")), program.prints(&call("customer")));
        assert!(inside.contains("ten seats") && inside.contains("HD-7"), "{inside}");
        assert!(!outside.contains("ten seats") && outside.contains("HD-7"), "{outside}");
        let path = program.path(&format!("list.{format}"));
        let saved =
            [&call("customer")[..], &["--out", path.to_str().expect("a plain path")]].concat();
        assert_eq!(program.prints(&saved), "");
        check_saved(&path, &outside);
    }
    check_pdf_and_packet(program, id);
}

fn check_pdf_and_packet(program: &Program, id: &str) {
    let path = program.path("list.pdf");
    let out = path.to_str().expect("a plain path");
    let call = ["ticket", "export", id, "--format", "pdf", "--audience", "customer", "--out", out];
    assert_eq!(program.prints(&call), "");
    assert!(fs::read(&path).expect("it was saved").starts_with(b"%PDF-1.7"));
    // What is there stays until it is said that it may go.
    fs::write(&path, "mine").expect("the folder can be written");
    program.refuses(&call, 1, "--replace");
    assert_eq!(fs::read(&path).expect("it is there"), b"mine");
    assert_eq!(program.prints(&[&call[..], &["--replace"]].concat()), "");
    assert!(fs::read(&path).expect("it was saved").starts_with(b"%PDF-1.7"));
    let drawn = program.prints(&[
        "ticket",
        "export",
        id,
        "--format",
        "html",
        "--audience",
        "customer",
        "--pictures",
    ]);
    let pictures = drawn.matches("src=\"data:image/png;base64,").count()
        + drawn.matches("<svg class=\"drawing\"").count();
    assert_eq!(pictures, 0, "nothing is left to do");
    let text = [&call[..3], &["--format", "md", "--audience", "customer", "--pictures"]].concat();
    program.refuses(&text, 2, "cannot show pictures");
    let packet = program.prints(&["ticket", "packet", id]);
    assert!(packet.starts_with("Escalation HD-7") && packet.contains("ten seats"), "{packet}");
    let page = program.prints(&["ticket", "packet", id, "--format", "html"]);
    assert!(page.starts_with("<!doctype html>"), "{page}");
    program.refuses(
        &["ticket", "packet", id, "--format", "json"],
        2,
        "possible values: html, pdf, md, txt, comment]",
    );
}

/// The time of writing is the only thing that may differ.
fn check_saved(path: &Path, printed: &str) {
    let timeless = |text: &str| -> String {
        text.lines()
            .filter(|line| !line.contains("Document created"))
            .collect::<Vec<_>>()
            .join("\n")
    };
    let saved = fs::read_to_string(path).expect("it was saved");
    assert_eq!(timeless(&saved), timeless(printed));
}
