//! The knowledge base holds the whole article, a broken one is refused with its place, and a
//! folder of the user's own lies over it.

use std::collections::BTreeSet;

use syncmend::kb::{
    Cause, CauseId, KbFile, KnowledgeBase, LinkId, Model, Problem, StepId, WayId, embedded_files,
    read,
};

use crate::support::kb;

/// What one block of the vendor's article needs from one cause.
struct Needs {
    block: &'static str,
    cause: &'static str,
    /// The ways to repair it, in order, each with the steps it cannot do without.
    ways: &'static [(&'static str, &'static [&'static str])],
    /// Places that its steps lead to.
    links: &'static [&'static str],
    /// What is written on the console's screen, or is a fact of the block.
    words: &'static [&'static str],
}

const TRUST: &[&str] = &["trust-open-apps", "trust-find-jumpcloud", "trust-set-trusted"];
const REACTIVATE: &[&str] = &["reactivate-open-directory", "reactivate-sync", "reactivate-consent"];
const SUPER_ADMIN: &[&str] = &[
    "check-authorizer-role",
    "reactivate-open-directory",
    "reactivate-sync",
    "reactivate-consent",
];
const UNRESTRICT: &[&str] = &["open-google-services", "set-google-admin-unrestricted"];

/// The vendor article, block by block, as S1 to S17 in the order of the page.
#[rustfmt::skip]
const ARTICLE: &[Needs] = &[
    Needs { block: "S1", cause: "mfa-no-second-factor",
        ways: &[("unlock-then-enroll", &["mfa-make-backup-codes", "mfa-sign-in-with-code", "mfa-enroll-second-method"])],
        links: &["g-user-search", "g-2sv", "g-userpw"], words: &["2-Step Verification", "Authenticator"] },
    Needs { block: "S2", cause: "group-change-and-bind-same-save",
        ways: &[("restore-by-hand", &["group-bind-settle-access", "restore-suspended-users", "group-bind-two-saves"])],
        links: &["j-groups", "g-users-susp"], words: &["User Groups"] },
    Needs { block: "S3", cause: "api-access-disabled",
        ways: &[("unrestrict", &["open-google-services", "set-google-admin-unrestricted", "run-manual-import"]),
            ("keep-restricted-and-trust", TRUST)],
        links: &["g-owl-services", "g-owl-configured", "j-clouddir"],
        words: &["Google Workspace Admin", "Security > API Reference > API access"] },
    Needs { block: "S4", cause: "broken-sync-connection",
        ways: &[("same-admin", REACTIVATE), ("other-admin", SUPER_ADMIN)],
        links: &["j-clouddir"], words: &["reactivate sync", "INTEGRATIONS", "no notification"] },
    Needs { block: "S5", cause: "import-filter-wrong",
        ways: &[("correct-filter", &["filter-open", "filter-check-grammar", "filter-test-one-clause", "run-manual-import"])],
        links: &["j-clouddir"], words: &["orgUnitPath='/Staff' isSuspended=false", "email:jane*"] },
    Needs { block: "S6", cause: "import-timing",
        ways: &[("import-now", &["run-manual-import"]), ("wait-for-automatic-import", &["timing-check-automatic-import"])],
        links: &["j-clouddir"], words: &["full sync", "update only", "automatic import"] },
    Needs { block: "S7", cause: "name-password-guidelines",
        ways: &[("follow-the-rules", &["npg-check-user-name", "npg-check-password-policy", "npg-correct-names", "npg-set-new-password"]),
            ("trust-jumpcloud", TRUST), ("account-status", &["npg-check-account-status", "npg-send-support-request"])],
        links: &["j-users", "g-pwpolicy", "g-owl-configured"], words: &["support request"] },
    Needs { block: "S8", cause: "password-export-off",
        ways: &[("set-export", &["peo-open-mappings", "peo-set-export"]), ("authorize-with-super-admin", SUPER_ADMIN),
            ("follow-the-events", &["read-directory-insights", "read-google-audit-log"])],
        links: &["j-clouddir", "g-roles", "j-di", "g-log-admin"],
        words: &["Attribute Mappings and Settings", "Export", "super admin"] },
    Needs { block: "S8", cause: "not-super-admin",
        ways: &[("reactivate-with-super-admin", SUPER_ADMIN)],
        links: &["g-roles", "j-clouddir"], words: &["super admin"] },
    Needs { block: "S9", cause: "no-license-seats",
        ways: &[("add-seats", &["nls-compare-seats", "nls-buy-seats"])],
        links: &["g-bill-subs"], words: &["seats"] },
    Needs { block: "S10", cause: "username-prefix-conflict",
        ways: &[("create-matching-account", &["upc-create-user", "upc-filter-import", "run-manual-import"]),
            ("change-google-prefix", &["upc-change-google-address", "run-manual-import"]),
            ("change-jumpcloud-name", &["upc-disconnect-holder", "upc-rename-holder", "upc-reconnect-holder"])],
        links: &["j-users", "j-clouddir", "g-user-search"], words: &["Local User Account"] },
    Needs { block: "S11", cause: "api-access-restricted",
        ways: &[("unrestrict", UNRESTRICT), ("keep-restricted-and-trust", TRUST)],
        links: &["g-owl-services", "j-clouddir"],
        words: &["Unrestricted: Any user-approved app can access a service", "admin_policy_enforced"] },
    Needs { block: "S11", cause: "google-service-disabled",
        ways: &[("enable-in-api-controls", &["open-google-services", "gsd-open-services"])],
        links: &["g-owl-services"], words: &["API Permissions"] },
    Needs { block: "S11", cause: "url-blocked",
        ways: &[("unblock-address", &["ub-read-url-blocking", "ub-allow-address"])],
        links: &["g-chrome-urlblock"], words: &["URL Blocking", "Chrome Settings"] },
    Needs { block: "S12", cause: "last-name-missing",
        ways: &[("enter-last-name", &["lnm-enter-last-name"])],
        links: &["j-users"], words: &["last name"] },
    Needs { block: "S13", cause: "group-management-off",
        ways: &[("turn-on-group-management", &["gmo-tick-box"])], links: &["j-clouddir"],
        words: &["Enable management of groups and memberships in Google Workspace", "Distribution Group Email"] },
    Needs { block: "S14", cause: "jumpcloud-not-trusted",
        ways: &[("trust-jumpcloud", &["jnt-search-api-controls", "trust-open-apps", "trust-find-jumpcloud", "trust-set-trusted"])],
        links: &["g-home", "g-owl-configured"], words: &["API Controls", "MANAGE THIRD-PARTY APP ACCESS"] },
    Needs { block: "S15", cause: "not-super-admin",
        ways: &[("reactivate-with-super-admin", SUPER_ADMIN)],
        links: &["g-roles", "j-clouddir"], words: &["super admin"] },
    Needs { block: "S16", cause: "bulk-create-suspension",
        ways: &[("trust-and-restore", TRUST), ("trust-and-restore", &["restore-suspended-users"])],
        links: &["g-owl-configured", "g-users-susp"],
        words: &["Configure new app", "OAuth App Name Or Client ID", "Trusted: Can access all Google services",
            "409100557052-up2bjo6c85fdvipudtkaqr7jqsesqnam.apps.googleusercontent.com", "Google Workspace Support"] },
    Needs { block: "S17", cause: "google-not-idp",
        ways: &[("use-jumpcloud-password", &["gni-try-jumpcloud-password"]),
            ("set-up-google-idp", &["gni-create-oauth-client", "gni-add-identity-provider", "gni-add-routing-policy"])],
        links: &["j-userportal", "j-idp", "g-sso"], words: &["JumpCloud password", "identity provider"] },
];

/// What a knowledge base lacks of one block.
fn lacks(kb: &KnowledgeBase, needs: &Needs) -> Vec<String> {
    let Some(cause) = kb.cause(&CauseId::from(needs.cause)) else {
        return vec![format!("{}: cause {}", needs.block, needs.cause)];
    };
    let mut lacking = Vec::new();
    let mut places = BTreeSet::new();
    for (way, steps) in needs.ways {
        let found = cause.ways.iter().find(|found| found.id == WayId::from(*way));
        let followed = found.map_or_else(Vec::new, |way| kb.steps_of(cause, way));
        places.extend(followed.iter().filter_map(|step| step.link.clone()));
        let mut rest = followed.iter();
        // In order: each step is looked for after the one before it.
        for step in *steps {
            if !rest.any(|followed| followed.id == StepId::from(*step)) {
                lacking.push(format!("{}: step {step} of {way}", needs.block));
            }
        }
    }
    for link in needs.links.iter().map(|link| LinkId::from(*link)) {
        if kb.link(&link).is_none() || !places.contains(&link) {
            lacking.push(format!("{}: link {link}", needs.block));
        }
    }
    let text = everything_in(kb, cause);
    let missing = needs.words.iter().filter(|word| !text.contains(&word.to_lowercase()));
    lacking.extend(missing.map(|word| format!("{}: the words {word}", needs.block)));
    lacking
}

/// All that is written about a cause, its steps and their links, in lower case.
fn everything_in(kb: &KnowledgeBase, cause: &Cause) -> String {
    let steps = cause.ways.iter().flat_map(|way| kb.steps_of(cause, way));
    let mut text = format!("{} {} {}", cause.title, cause.why, cause.escalate.to);
    for step in steps {
        let link = step.link.as_ref().and_then(|id| kb.link(id));
        text += &format!("{step:?} {link:?}");
    }
    text.to_lowercase()
}

fn changed(kb: &KnowledgeBase, change: impl FnOnce(&mut Model)) -> KnowledgeBase {
    let mut model = kb.model().clone();
    change(&mut model);
    KnowledgeBase::new(model)
}

#[test]
fn the_embedded_knowledge_base_has_no_problems() {
    assert_eq!(read(&[embedded_files()]).err(), None);
}

#[test]
fn every_block_of_the_article_is_there() {
    let kb = kb();
    let lacking: Vec<String> = ARTICLE.iter().flat_map(|needs| lacks(&kb, needs)).collect();
    assert!(lacking.is_empty(), "gone from the knowledge base:\n{}", lacking.join("\n"));
    let blocks: BTreeSet<&str> = ARTICLE.iter().map(|needs| needs.block).collect();
    assert_eq!(blocks.len(), 17);
    let causes: BTreeSet<&str> = ARTICLE.iter().map(|needs| needs.cause).collect();
    assert_eq!(causes.len(), 19);
}

#[test]
fn causes_name_the_blocks_they_come_from() {
    let expected: BTreeSet<(&str, &str)> = ARTICLE.iter().map(|n| (n.cause, n.block)).collect();
    let kb = kb();
    let named: BTreeSet<(&str, &str)> = kb
        .causes()
        .iter()
        .flat_map(|cause| cause.blocks.iter().map(|block| (cause.id.as_str(), block.as_str())))
        .collect();
    assert_eq!(named, expected);
}

#[test]
fn a_cause_way_step_or_link_that_is_gone_is_noticed() {
    let whole = kb();
    for needs in ARTICLE {
        let without = |what: &str, change: &dyn Fn(&mut Model)| {
            let kb = changed(&whole, |model| change(model));
            assert!(!lacks(&kb, needs).is_empty(), "{} without {what} passes", needs.block);
        };
        without(needs.cause, &|model| model.causes.retain(|c| c.id != CauseId::from(needs.cause)));
        for (way, steps) in needs.ways {
            without(way, &|model| {
                let causes = model.causes.iter_mut();
                causes.for_each(|cause| cause.ways.retain(|w| w.id != WayId::from(*way)));
            });
            for step in *steps {
                without(step, &|model| {
                    let ways = model.causes.iter_mut().flat_map(|cause| &mut cause.ways);
                    ways.for_each(|way| way.steps.retain(|s| *s != StepId::from(*step)));
                });
            }
        }
        for link in needs.links {
            without(link, &|model| model.links.retain(|l| l.id != LinkId::from(*link)));
        }
    }
}

#[test]
fn trusting_the_app_is_the_second_way_for_a_user_who_does_not_sync() {
    let kb = kb();
    let cause = kb.cause(&CauseId::from("name-password-guidelines")).expect("it is there");
    let way = &cause.ways[1];
    assert_eq!(way.id, WayId::from("trust-jumpcloud"));
    assert!(way.when.is_some(), "nothing says when to choose it");
}

#[test]
fn what_no_page_proves_is_marked() {
    let kb = kb();
    for link in ["j-clouddir", "j-di", "j-idp", "g-user", "g-log-admin", "g-log-token"] {
        let link = kb.link(&LinkId::from(link)).expect("it is there");
        assert!(link.unverified.is_some(), "{} is shown as proven", link.id);
    }
    let step = kb.step(&StepId::from("trust-find-jumpcloud")).expect("it is there");
    assert!(step.unverified.is_some(), "the client IDs are shown as proven");
}

/// The embedded file of that name with one place changed.
fn altered(name: &str, from: &str, to: &str) -> String {
    let files = embedded_files();
    let file = files.iter().find(|file| file.name == name).expect("it is there");
    assert!(file.text.contains(from), "{name} does not hold {from}");
    file.text.replacen(from, to, 1)
}

fn layered(name: &str, text: &str) -> Result<KnowledgeBase, Vec<Problem>> {
    read(&[embedded_files(), vec![KbFile { name: name.to_owned(), text: text.to_owned() }]])
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
    check("weight = 12", "weight = -1", "[not-covered]", "above 0");
    check("works = 0.95", "works = 1", "[repair]", "below 1");
    check("words-ratio = 1.5", "words-ratio = 200", "[text]", "ratios");
    check("ratio = 30", "ratio = 2", "[answers]", "more than `error-ratio`");
    check("least-conflict = 2.9", "least-conflict = 0", "[contradiction]", "above 0");
    check("sharpness = 8.7", "sharpness = 0", "[text]", "`sharpness` above 0");
    check("caution = 19.4", "caution = nan", "[coverage]", "finite");
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
