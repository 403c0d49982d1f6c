//! Somebody else's rules for secrets, which judge what was masked and redacted.

use std::sync::LazyLock;

use regex::Regex;
use syncmend::evidence::redact::Identities;
use syncmend::privacy::secrets::mask;

use crate::evidence::redacting::try_redacted_bytes;
use crate::evidence::seeds::{seeded_files, text};
use crate::store::secrets::cases;

/// A rule: its name, what it looks for, which group of it is the secret, and what it lets through.
struct Rule {
    id: String,
    shape: Regex,
    secret: usize,
    harmless: Vec<Regex>,
    values: Vec<String>,
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let rules = nosecrets_rules::load_builtin_rules().expect("its rules are sound");
    let regex = |shape: &str| Regex::new(shape).expect("its shapes are sound");
    rules
        .into_iter()
        .map(|rule| {
            let allow = rule.allow.unwrap_or_default();
            Rule {
                shape: regex(&rule.pattern),
                id: rule.id,
                secret: rule.capture,
                harmless: allow.patterns.iter().map(|shape| regex(shape)).collect(),
                values: allow.values,
            }
        })
        .collect()
});

/// What the rules find in a text.
fn found(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for rule in RULES.iter() {
        for hit in rule.shape.captures_iter(text) {
            let Some(secret) = hit.get(rule.secret) else { continue };
            let secret = secret.as_str();
            let is_harmless = rule.values.iter().any(|value| value == secret)
                || rule.harmless.iter().any(|shape| shape.is_match(secret))
                || secret.ends_with(" masked]");
            if !is_harmless {
                found.push(format!("{}: {secret}", rule.id));
            }
        }
    }
    found
}

#[test]
fn an_independent_scanner_finds_nothing_in_what_was_masked() {
    let mut before = 0;
    for file in ["cases.jsonl", "fresh.jsonl", "unseen.jsonl", "layers.jsonl"] {
        for case in cases(file).iter().filter(|case| case.secret.is_some()) {
            before += usize::from(!found(&case.text).is_empty());
            let after = mask(&case.text).map_or_else(|| case.text.clone(), |masked| masked.text);
            assert!(found(&after).is_empty(), "{}: {:?} in {after}", case.id, found(&after));
        }
    }
    assert!(before > 120, "the rules find only {before} of the secrets at all");
}

#[test]
fn an_independent_scanner_finds_nothing_in_redacted_files() {
    let mut before = 0;
    for seeded in seeded_files(400) {
        before += found(&text(&seeded.content)).len();
        let redacted = try_redacted_bytes(&seeded.content, Identities::Keep);
        let after = text(&redacted.expect("it is text").0);
        assert!(found(&after).is_empty(), "{}: {:?} in {after}", seeded.name, found(&after));
    }
    assert!(before > 10, "the rules find only {before} secrets in the files at all");
}
