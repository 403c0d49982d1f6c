//! The knowledge base holds the whole article, and says what no page proves.

use std::collections::BTreeSet;

use syncmend::kb::{Cause, CauseId, KnowledgeBase, LinkId, MethodId, Model, StepId};

use crate::support::kb;

/// What one block of the vendor's article needs from one cause.
struct Needs {
    block: &'static str,
    cause: &'static str,
    /// The ways to repair it, in order, each with the steps it cannot do without.
    methods: &'static [(&'static str, &'static [&'static str])],
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
        methods: &[("unlock-then-enroll", &["mfa-make-backup-codes", "mfa-sign-in-with-code", "mfa-enroll-second-method"])],
        links: &["g-user-search", "g-2sv", "g-userpw"], words: &["2-Step Verification", "Authenticator"] },
    Needs { block: "S2", cause: "group-change-and-bind-same-save",
        methods: &[("restore-by-hand", &["group-bind-settle-access", "restore-suspended-users", "group-bind-two-saves"])],
        links: &["j-groups", "g-users-susp"], words: &["User Groups"] },
    Needs { block: "S3", cause: "api-access-disabled",
        methods: &[("keep-restricted-and-trust", TRUST),
            ("unrestrict", &["open-google-services", "set-google-admin-unrestricted", "run-manual-import"])],
        links: &["g-owl-services", "g-owl-configured", "j-clouddir"],
        words: &["Google Workspace Admin", "Security > API Reference > API access"] },
    Needs { block: "S4", cause: "broken-sync-connection",
        methods: &[("same-admin", REACTIVATE), ("other-admin", SUPER_ADMIN)],
        links: &["j-clouddir"], words: &["reactivate sync", "INTEGRATIONS", "no notification"] },
    Needs { block: "S5", cause: "import-filter-wrong",
        methods: &[("correct-filter", &["filter-open", "filter-check-grammar", "filter-check-fields", "filter-test-one-clause", "run-manual-import"])],
        links: &["j-clouddir"], words: &["orgUnitPath='/Staff' isSuspended=false", "email:jane*"] },
    Needs { block: "S6", cause: "import-timing",
        methods: &[("import-now", &["run-manual-import"]), ("wait-for-automatic-import", &["timing-check-automatic-import"])],
        links: &["j-clouddir"], words: &["full sync", "update only", "automatic import"] },
    Needs { block: "S7", cause: "name-password-guidelines",
        methods: &[("follow-the-rules", &["portal-sign-in", "npg-check-user-name", "npg-check-password-policy", "npg-correct-names", "npg-set-new-password"]),
            ("trust-jumpcloud", TRUST), ("account-status", &["npg-check-account-status", "npg-send-support-request"])],
        links: &["j-users", "g-pwpolicy", "g-owl-configured"], words: &["support request"] },
    Needs { block: "S8", cause: "password-export-off",
        methods: &[("set-export", &["peo-open-mappings", "peo-set-export", "portal-sign-in"]), ("authorize-with-super-admin", SUPER_ADMIN),
            ("follow-the-events", &["read-directory-insights", "read-google-audit-log"])],
        links: &["j-clouddir", "g-roles", "j-di", "g-log-admin"],
        words: &["Attribute Mappings and Settings", "Export", "super admin"] },
    Needs { block: "S8", cause: "not-super-admin",
        methods: &[("reactivate-with-super-admin", SUPER_ADMIN)],
        links: &["g-roles", "j-clouddir"], words: &["super admin"] },
    Needs { block: "S9", cause: "no-license-seats",
        methods: &[("free-a-seat", &["nls-compare-seats", "nls-free-license"]), ("add-seats", &["nls-compare-seats", "nls-buy-seats"])],
        links: &["g-bill-subs"], words: &["seats"] },
    Needs { block: "S10", cause: "username-prefix-conflict",
        methods: &[("create-matching-account", &["upc-create-user", "upc-filter-import", "run-manual-import"]),
            ("change-google-prefix", &["upc-change-google-address", "run-manual-import"]),
            ("change-jumpcloud-name", &["upc-disconnect-holder", "upc-rename-holder", "upc-reconnect-holder"])],
        links: &["j-users", "j-clouddir", "g-user-search"], words: &["Local User Account"] },
    Needs { block: "S11", cause: "api-access-restricted",
        methods: &[("keep-restricted-and-trust", TRUST), ("unrestrict", UNRESTRICT)],
        links: &["g-owl-services", "j-clouddir"],
        words: &["Unrestricted: Any user-approved app can access a service", "admin_policy_enforced"] },
    Needs { block: "S11", cause: "google-service-disabled",
        methods: &[("keep-closed-and-trust", TRUST), ("enable-in-api-controls", &["open-google-services", "gsd-open-services"])],
        links: &["g-owl-services"], words: &["API Permissions"] },
    Needs { block: "S11", cause: "url-blocked",
        methods: &[("unblock-address", &["ub-read-url-blocking", "ub-allow-address"])],
        links: &["g-chrome-urlblock"], words: &["URL Blocking", "Chrome Settings"] },
    Needs { block: "S12", cause: "last-name-missing",
        methods: &[("enter-last-name", &["lnm-enter-last-name"])],
        links: &["j-users"], words: &["last name"] },
    Needs { block: "S13", cause: "group-management-off",
        methods: &[("turn-on-group-management", &["gmo-tick-box"])], links: &["j-clouddir"],
        words: &["Enable management of groups and memberships in Google Workspace", "Distribution Group Email"] },
    Needs { block: "S14", cause: "jumpcloud-not-trusted",
        methods: &[("trust-jumpcloud", TRUST)],
        links: &["g-owl-configured"], words: &["API Controls", "MANAGE THIRD-PARTY APP ACCESS"] },
    Needs { block: "S15", cause: "not-super-admin",
        methods: &[("reactivate-with-super-admin", SUPER_ADMIN)],
        links: &["g-roles", "j-clouddir"], words: &["super admin"] },
    Needs { block: "S16", cause: "bulk-create-suspension",
        methods: &[("trust-and-restore", TRUST), ("trust-and-restore", &["restore-suspended-users"])],
        links: &["g-owl-configured", "g-users-susp"],
        words: &["Configure new app", "OAuth App Name Or Client ID", "Trusted: Can access all Google services",
            "409100557052-up2bjo6c85fdvipudtkaqr7jqsesqnam.apps.googleusercontent.com", "Google Workspace Support"] },
    Needs { block: "S17", cause: "google-not-idp",
        methods: &[("use-jumpcloud-password", &["gni-try-jumpcloud-password"]),
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
    for (method, steps) in needs.methods {
        let found = cause.methods.iter().find(|found| found.id == MethodId::from(*method));
        let followed = found.map_or_else(Vec::new, |method| kb.steps_of(cause, method));
        places.extend(followed.iter().filter_map(|step| step.link.clone()));
        let mut rest = followed.iter();
        // In order: each step is looked for after the one before it.
        for step in *steps {
            if !rest.any(|followed| followed.id == StepId::from(*step)) {
                lacking.push(format!("{}: step {step} of {method}", needs.block));
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
    let steps = cause.methods.iter().flat_map(|method| kb.steps_of(cause, method));
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
        for (method, steps) in needs.methods {
            without(method, &|model| {
                let causes = model.causes.iter_mut();
                causes.for_each(|cause| cause.methods.retain(|w| w.id != MethodId::from(*method)));
            });
            for step in *steps {
                without(step, &|model| {
                    let methods = model.causes.iter_mut().flat_map(|cause| &mut cause.methods);
                    methods.for_each(|method| method.steps.retain(|s| *s != StepId::from(*step)));
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
    let method = &cause.methods[1];
    assert_eq!(method.id, MethodId::from("trust-jumpcloud"));
    assert!(method.when.is_some(), "nothing says when to choose it");
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

/// Whoever takes the first way opens Google to JumpCloud only.
#[test]
fn trusting_one_app_comes_before_opening_a_service_to_all() {
    let kb = kb();
    let mut compared = 0;
    for cause in kb.causes() {
        let place = |step: &str| {
            let step = StepId::from(step);
            cause.methods.iter().position(|way| way.steps.contains(&step))
        };
        let wide = ["set-google-admin-unrestricted", "gsd-open-services"].map(place);
        for wide in wide.into_iter().flatten() {
            assert!(place("trust-set-trusted").is_some_and(|narrow| narrow < wide), "{}", cause.id);
            compared += 1;
        }
    }
    assert_eq!(compared, 3);
}
