//! Codes of a sign-in, by what is said of them.

use std::sync::LazyLock;

use regex::Regex;

use super::place::line_around;
use super::{Secret, SecretKind, push};

/// Signs that a code of a sign-in is told, where nothing says that it is another code.
const CODE: &str = r"(?i)(?P<before>[^\s]*)[ \t]+code[ \t]*(?:is|was|are|ist|lautet|es|est|era|\u{e9}|:|=)?[ \t:]+(?P<secret>[0-9]{3}[ -]?[0-9]{3}|[0-9]{6,8})(?-u:\b)";
/// What somebody does with a code, in a line that says of what it is one.
const USED: &str = r"(?i)(?-u:\b)(?:use|using|enter|entered|type|typed|show|shows|says|received|gave me|ingresa|saisissez|eingeben|nutze)[ \t]+(?:the[ \t]+)?(?:code[ \t]+)?(?P<secret>[0-9]{3}[ -]?[0-9]{3})(?-u:\b)";
/// The same in a sentence of its own: "the code that she got is 482913".
const RELAYED: &str = r"(?i)(?-u:\b)(?:code|c\x{f3}digo|codigo)[ \t]+(?:that|which|der|den|que|qui|die|dat|i|we|she|he|on)[ \t][^\r\n.:;]{0,40}?[ \t](?:is|was|ist|war|lautet|es|era|est|\x{e9}|foi)[ \t]+(?P<secret>[0-9]{3}[ -]?[0-9]{3})(?-u:\b)";
/// Rows of codes of eight digits, as Google hands them out.
const ROW: &str = r"(?P<secret>(?-u:\b)[0-9]{4}[ -]?[0-9]{4}(?-u:\b)(?:[\s,;.)(\]0-9]{1,8}?(?-u:\b)[0-9]{4}[ -]?[0-9]{4}(?-u:\b)){2,})";

struct Shapes {
    code: Regex,
    row: Regex,
    relayed: Regex,
    used: Regex,
}

static FOUND_BY: LazyLock<Option<Shapes>> = LazyLock::new(|| shapes().ok());

fn shapes() -> Result<Shapes, regex::Error> {
    Ok(Shapes {
        code: Regex::new(CODE)?,
        row: Regex::new(ROW)?,
        relayed: Regex::new(RELAYED)?,
        used: Regex::new(USED)?,
    })
}

/// What makes a code one that is no secret, in front of it.
const OTHER_CODES: [&str; 30] = [
    "error", "status", "exit", "country", "zip", "postal", "reason", "response", "result", "http",
    "event", "return", "sub", "area", "dial", "tracking", "order", "product", "item", "invoice",
    "customer", "support", "case", "ticket", "stop", "bar", "qr", "source", "smtp", "job",
];

/// Finds codes by what is said of them.
pub(super) fn find(text: &str, found: &mut Vec<Secret>) {
    let Some(shapes) = FOUND_BY.as_ref() else { return };
    for hit in shapes.code.captures_iter(text) {
        let before = hit["before"].trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let is_other = OTHER_CODES.iter().any(|other| before.ends_with(other));
        let is_one = [
            "your",
            "the",
            "this",
            "my",
            "a",
            "login",
            "sms",
            "google",
            "jumpcloud",
            "her",
            "his",
            "new",
            "ihr",
            "dein",
            "der",
            "mein",
            "den",
            "su",
            "tu",
            "el",
            "mi",
            "votre",
            "ton",
            "le",
            "mon",
            "seu",
            "o",
            "meu",
            "uw",
            "je",
            "de",
            "mijn",
            "that",
            "following",
            "with",
            "sent",
            "enter",
            "entered",
            "use",
            "got",
        ]
        .contains(&before.as_str());
        if is_one && !is_other {
            push(&hit, SecretKind::Code, found);
        }
    }
    for hit in shapes.relayed.captures_iter(text) {
        push(&hit, SecretKind::Code, found);
    }
    for hit in shapes.used.captures_iter(text) {
        let place = hit.get(0).map_or(0..0, |whole| whole.range());
        let line = line_around(text, place, 160).to_lowercase();
        let words = [
            "verification",
            "authenticator",
            "2-step",
            "one-time",
            "mfa",
            "otp",
            "2fa",
            "best\u{e4}tigung",
            "verificaci",
            "v\u{e9}rification",
            "verifica",
        ];
        if words.iter().any(|word| line.contains(word)) {
            push(&hit, SecretKind::Code, found);
        }
    }
    for hit in shapes.row.captures_iter(text) {
        let Some(row) = hit.name("secret") else { continue };
        let before = text[..row.start()].char_indices().rev().nth(80).map_or(0, |(at, _)| at);
        let before = text[before..row.start()].to_lowercase();
        let is_list = row.as_str().lines().count() >= 3 && !before.contains("invoice");
        let is_named =
            before.contains("code") || before.contains("c\u{f3}digo") || before.contains("codigo");
        // Numbers that are dialed from inside a country.
        let is_phone = row.as_str().lines().all(|line| line.trim_start().starts_with('0'));
        if is_phone && !is_named {
            continue;
        }
        let other =
            ["invoice", "order", "phone", "rechnung", "factur", "tel", "error code", "status code"];
        if (is_list || is_named) && !other.iter().any(|word| before.contains(word)) {
            push(&hit, SecretKind::Code, found);
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_shape_is_sound() {
        assert!(super::shapes().is_ok(), "{:?}", super::shapes().err());
    }
}
