//! A broken knowledge base is refused with its place, and a folder of the user's own lies over it.

use syncmend::built_in;
use syncmend::kb::{CauseId, KbFile, KnowledgeBase, Problem, read};

use crate::support::kb;

#[test]
fn the_embedded_knowledge_base_has_no_problems() {
    assert_eq!(read(&[built_in::kb_files()]).err(), None);
}

/// The embedded file of that name with one place changed.
fn altered(name: &str, from: &str, to: &str) -> String {
    let files = built_in::kb_files();
    let file = files.iter().find(|file| file.name == name).expect("it is there");
    assert!(file.text.contains(from), "{name} does not hold {from}");
    file.text.replacen(from, to, 1)
}

fn layered(name: &str, text: &str) -> Result<KnowledgeBase, Vec<Problem>> {
    read(&[
        built_in::kb_files(),
        vec![KbFile { name: name.to_owned(), text: text.to_owned().into() }],
    ])
}

/// Lays a file over the knowledge base and expects a problem on the line where `at` last stands.
#[track_caller]
fn check_refused(name: &str, text: &str, at: &str, words: &str) {
    let offset = text.rfind(at).expect("the mark is in the text");
    let line =
        text[..offset].lines().count() + usize::from(text[..offset].ends_with('\n') || offset == 0);
    let problems = layered(name, text).err().unwrap_or_default();
    let found =
        problems.iter().find(|p| p.file == name && p.line == line && p.message.contains(words));
    assert!(found.is_some(), "no problem at {name}:{line} with {words:?}, but {problems:#?}");
}

const CAUSE: &str = "causes/broken-sync-connection.toml";
const LINK: &str = "product = \"google\"\n\n[[link]]\nid = \"new\"\npage = \"New\"\nbreadcrumb = [\"New\"]\nconfidence = \"low\"\nchecked = \"2026-11-23\"\n";
const SOURCE: &str = "[[source]]\nid = \"new\"\ntitle = \"New\"\npublisher = \"Google\"\naddress = \"https://support.google.com/a/answer/1\"\nread = \"2026-11-23\"\n";

#[test]
fn unknown_keys_are_refused() {
    let step = "id = \"broken-sync-keep-in-use\"\ntitl";
    let text = altered(
        CAUSE,
        "id = \"broken-sync-keep-in-use\"\ntitle",
        &format!("{step}le = \"x\"\ncolour"),
    );
    check_refused(CAUSE, &text, "colour", "unknown field `colour`");
    check_refused("links/x.toml", &format!("{LINK}url = \"x\"\n"), "url", "unknown field `url`");
    check_refused("sources.toml", &format!("{SOURCE}by = \"x\"\n"), "by", "unknown field `by`");
    check_refused("colours.toml", "", "", "not a file of the knowledge base");
}

#[test]
fn ids_that_nothing_has_are_refused() {
    let check = |from: &str, to: &str, at: &str, words: &str| {
        check_refused(CAUSE, &altered(CAUSE, from, to), at, words);
    };
    check(
        "symptom = \"connection-lost\"",
        "symptom = \"none\"",
        "\"none\"",
        "symptom `none` does not exist",
    );
    check("link = \"j-admins\"", "link = \"j-none\"", "\"j-none\"", "link `j-none` does not exist");
    check(
        "\"run-manual-import\", \"broken-sync-keep",
        "\"run-none\", \"broken-sync-keep",
        "\"run-none\"",
        "step `run-none` does not exist",
    );
    check("\"jc-syncg\"", "\"jc-none\"", "\"jc-none\"", "source `jc-none` does not exist");
    check(
        "area = \"Importing\"",
        "area = \"Nowhere\"",
        "\"Nowhere\"",
        "area `Nowhere` does not exist",
    );
    let other = format!("{LINK}otherwise = \"g-none\"\n");
    check_refused("links/x.toml", &other, "g-none", "link `g-none` does not exist");
}

#[test]
fn links_outside_the_two_vendors_are_refused() {
    for (address, words) in [
        ("https://evil.example/", "not evil.example"),
        ("http://admin.google.com/", "https"),
        ("https://admin.google.com@evil.example/", "user name"),
        ("https://admin.google.com/{id}", "placeholder"),
        ("https://admin.google.com/ac/users/{user}", "otherwise"),
    ] {
        let text = format!("{LINK}address = \"{address}\"\n");
        check_refused("links/x.toml", &text, "address", words);
    }
    let text = SOURCE.replace("support.google.com", "evil.example");
    check_refused("sources.toml", &text, "evil.example", "evil.example");
}

#[test]
fn steps_without_warning_undo_or_result_are_refused() {
    let keep = "warning = \"An automatic import can";
    let check = |from: &str, to: &str, at: &str, words: &str| {
        check_refused(CAUSE, &altered(CAUSE, from, to), at, words);
    };
    check(keep, "# \"An", "[step.risk]", "missing field `warning`");
    check("undo = \"Turn", "# \"Turn", "[step.risk]", "missing field `undo`");
    check(
        "undo = \"Turn",
        "undo = \" \" # \"Turn",
        "id = \"broken-sync-keep-in-use\"",
        "expected a warning and an undo",
    );
    check("see = \"Automatic", "# \"Automatic", "[[step]]", "missing field `see`");
    check(
        "see = \"Automatic",
        "see = \"\" # \"Auto",
        "id = \"broken-sync-keep-in-use\"",
        "empty `see`",
    );
}

#[test]
fn sources_without_a_date_are_refused() {
    let undated = SOURCE.replace("new", "other").replace("read = \"2026-11-23\"\n", "");
    check_refused(
        "sources.toml",
        &format!("{SOURCE}{undated}"),
        "[[source]]",
        "missing field `read`",
    );
    let wrong = SOURCE.replace("2026-11-23", "yesterday");
    check_refused("sources.toml", &wrong, "yesterday", "year");
}

#[test]
fn ids_written_twice_are_refused() {
    let twice = format!("{SOURCE}\n{}", SOURCE.replace("New", "Again"));
    check_refused("sources.toml", &twice, "id = \"new\"", "`new` is already used");
    let text = altered(CAUSE, "id = \"broken-sync-keep-in-use\"", "id = \"run-manual-import\"");
    check_refused(CAUSE, &text, "id = \"run-manual-import\"", "already written elsewhere");
    let text = altered(CAUSE, "id = \"other-admin\"", "id = \"same-admin\"");
    check_refused(CAUSE, &text, "id = \"same-admin\"", "way `same-admin` is written twice");
}

#[test]
fn numbers_that_cannot_be_are_refused() {
    let check = |from: &str, to: &str, at: &str, words: &str| {
        check_refused("numbers.toml", &altered("numbers.toml", from, to), at, words);
    };
    check("always = 0.97", "always = 1.5", "[reliability]", "probability");
    check("never = 0.01\n", "", "[reliability]", "expected six");
    check("rare = 1", "rare = 0", "[commonness]", "above 0");
    check("share = 0.09", "share = 1.5", "[not-covered]", "below 1");
    check("least-proof = 0.5", "least-proof = 1.5", "[gate]", "below 1");
    check("works = 0.95", "works = 1", "[repair]", "below 1");
    check("error-ratio = 28", "error-ratio = 0.5", "[text]", "`error-ratio` above 1");
    check("ratio = 30", "ratio = 2", "[answers]", "more than `error-ratio`");
    check("least-conflict = 2.9", "least-conflict = 0", "[contradiction]", "above 0");
    check("sharpness = 18.0", "sharpness = 0", "[text]", "`sharpness` above 0");
    check("caution = 3.7", "caution = nan", "[coverage]", "finite");
    check("works = 0.95", "works = \"often\"", "\"often\"", "expected f64");
    let minutes = altered(CAUSE, "minutes = 5", "minutes = 601");
    check_refused(CAUSE, &minutes, "id = \"broken-sync-pick-account\"", "expected 0 to 600");
}

#[test]
fn examples_that_teach_nothing_sound_are_refused() {
    let good = r#"{"id":"x-1","text":"nothing arrives","label":"import-timing","accept":["import-timing"]}"#;
    let file = "examples/import-timing.jsonl";
    let check = |from: &str, to: &str, words: &str| {
        check_refused(file, &good.replace(from, to), "x-1", words);
    };
    assert!(layered(file, good).is_ok());
    check("\"label\":\"import-timing\"", "\"label\":\"none\"", "the label `none`");
    check("[\"import-timing\"]", "[\"out-of-scope\"]", "does not accept its own label");
    check("nothing arrives", " ", "has no text");
    check("\"accept\"", "\"why\":1,\"accept\"", "unknown field `why`");
    let tells = |symptom: &str, quote: &str| {
        format!(r#""tells":[{{"symptom":"{symptom}","quote":"{quote}"}}],"accept""#)
    };
    check("\"accept\"", &tells("none", "nothing"), "the symptom `none`, which does not exist");
    check("\"accept\"", &tells("import-500", "everything"), "which is not in its text");
    check_refused(
        file,
        &format!("{good}\n{good}\n{{\"id\": 3}}"),
        "{\"id\": 3}",
        "is not an example",
    );
}

#[test]
fn the_same_id_replaces_and_a_new_one_adds() {
    let before = kb();
    let new = format!("{SOURCE}\n{}", SOURCE.replace("\"new\"", "\"jc-ts\""));
    let after = layered("sources.toml", &new).expect("it is sound");
    assert_eq!(after.model().sources.len(), before.model().sources.len() + 1);
    let replaced = after.model().sources.iter().find(|source| source.id.as_str() == "jc-ts");
    assert_eq!(replaced.map(|source| source.title.as_str()), Some("New"));
    let text = altered(CAUSE, "title = \"The connection to Google is broken\"", "title = \"Ours\"");
    let after = layered(CAUSE, &text).expect("it is sound");
    assert_eq!(
        after.cause(&CauseId::from("broken-sync-connection")).map(|c| c.title.as_str()),
        Some("Ours")
    );
    assert_eq!(after.causes().len(), before.causes().len());
    assert_ne!(after.fingerprint(), before.fingerprint());
}

/// Both read a step on the shared screen, so that it speaks of neither as of somebody else.
#[test]
fn what_a_step_shows_speaks_of_nobody_who_reads_it() {
    let kb = kb();
    let own = kb.causes().iter().flat_map(|cause| cause.steps.iter().chain([&cause.confirm]));
    for step in own.chain(&kb.model().shared_steps) {
        for text in [&step.title, &step.action, &step.see] {
            let text = text.to_lowercase();
            assert!(!text.contains("customer"), "{}: {text}", step.id);
            assert!(!text.contains("technician"), "{}: {text}", step.id);
        }
    }
}

#[test]
fn a_check_that_does_not_decide_is_refused() {
    let check = |name: &str, from: &str, to: &str, at: &str, words: &str| {
        check_refused(name, &altered(name, from, to), at, words);
    };
    let name = "causes/no-license-seats.toml";
    let from = "check = \"no-free-seats\"";
    check(name, from, "check = \"none\"", "\"none\"", "symptom `none` does not exist");
    // One that this cause shows only sometimes, and one that its neighbor shows as well.
    check(name, from, "check = \"many-users-created\"", "check = ", "does not decide");
    check(name, from, "check = \"new-users-missing-in-google\"", "check = ", "does not tell");
    let applies = "applies = { most-users = 20 }";
    let name = "causes/bulk-create-suspension.toml";
    check(name, applies, "applies = { }", "id = \"trust-and-restore\"", "applies never, or always");
    check(name, applies, "applies = { yes = [\"none\"] }", "\"none\"", "`none` does not exist");
    let name = "symptoms/importing.toml";
    check(name, "where = [\"j-clouddir\"]", "where = [\"j-none\"]", "\"j-none\"", "does not exist");
    let text = "[[answer]]\nid = \"x\"\nquestion = \"Why?\"\nanswer = \"So.\"\nsources = []\n";
    check_refused("answers.toml", text, "id = \"x\"", "no source");
}

#[test]
fn clicks_and_drawings_that_do_not_fit_their_step_are_refused() {
    let name = "shared-steps.toml";
    let drawn = |fields: &str| {
        format!(
            "[[step]]\nid = \"drawn\"\ntitle = \"Trust it\"\ndo = \"Click **Change access**.\"\nlink = \"g-owl\"\nsee = \"Trusted.\"\nrole = \"none\"\nminutes = 1\nsay = \"I trust it.\"\n{fields}\n"
        )
    };
    let clicks = "clicks = [{ do = \"Click **Change access**\" }]";
    let scene = |label: &str, mark: usize| {
        format!(
            "{clicks}\n[step.scene]\npart = [{{ kind = \"button\", label = \"{label}\", mark = {mark} }}]"
        )
    };
    assert!(layered(name, &drawn(&scene("Change access", 1))).is_ok());
    let check = |fields: &str, words: &str| {
        check_refused(name, &drawn(fields), "id = \"drawn\"", words);
    };
    check(&scene("Change access", 2), "expected the number of a click");
    check(&scene("Change access", 2), "nothing in its scene for click 1");
    check(&scene("Delete all", 1), "draws `Delete all`, which it does not name");
    let many = format!("clicks = [{}]", "{ do = \"Click\" }, ".repeat(6));
    check(&many, "more than 5 clicks");
    check("verify = \"gam delete user x\"", "may write");
    check("verify = \"gam info user x; gam delete user x\"", "may write");
    check("verify = \"gam print users query x todrive\"", "may write");
    check("verify = \"gam info user {customer}\"", "a placeholder that is not filled in");
    check("verify = \"Get-JCUser -email '{user}'\"", "or in quotes");
    check("proves = [\"last-name\"]", "proves something without a command");
    let row = "part = [{ kind = \"table\", columns = [\"App\"], rows = [{ cells = [\"a\", \"b\"] }] }, { kind = \"button\", label = \"Change access\", mark = 1 }]";
    check(&format!("{clicks}\n[step.scene]\n{row}"), "does not fit its table");
}
