//! What a value looks like: a word, a state, a name of a class, an identifier, or a secret.

use std::collections::BTreeSet;

use super::data::DATA;
use super::entries::ValueRule;
pub(super) use super::letters::{has_digit, has_letter, is_measure, is_time, is_worded};
use super::letters::{has_inner_symbol, is_number, is_spoken};
use super::names::Name;
pub(super) use super::writing::{
    classes, is_host, is_identifier, is_passwordlike, is_random, is_random_enough,
};

/// How a value stands behind its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    /// In quotes behind a sign, or as a value of JSON, a table, a form.
    Firmly,
    /// Behind an equals sign without spaces.
    Tightly,
    /// Behind a colon or an equals sign, with words behind it in the line.
    Loosely,
    /// The same, and nothing else in the line.
    Alone,
    /// In a sentence.
    Said,
}

/// Whether a value is a secret under a name.
pub(super) fn fits(name: Name, value: &str, stands: Stands) -> bool {
    if !is_given(value) || DATA.names.is_state(value) || is_masked(value) {
        return false;
    }
    match name.value {
        ValueRule::Any => fits_password(value, stands),
        ValueRule::Code if name.is_weak => {
            value.len() >= 10 && is_random_enough(value) && !is_identifier(value)
        }
        ValueRule::Token if name.is_weak => {
            value.len() >= 10
                && value.chars().filter(|c| c.is_alphabetic()).count() >= 4
                && is_random_enough(value)
                && !is_identifier(value)
        }
        ValueRule::Token => fits_token(value, stands),
        ValueRule::Code => fits_code(value, stands),
        ValueRule::Seed => {
            is_seed(value) || (stands == Stands::Firmly && value.len() >= 8 && !is_worded(value))
        }
        ValueRule::Line => value.len() >= 4,
    }
}

fn fits_password(value: &str, stands: Stands) -> bool {
    let characters = value.chars().count();
    if is_error_constant(value) {
        return false;
    }
    if value.contains("://") || is_time(value) {
        return stands == Stands::Firmly && !is_time(value) && !value.starts_with("http");
    }
    match stands {
        Stands::Firmly => characters >= 3 || has_digit(value),
        Stands::Tightly => characters >= 3 && !is_constant(value),
        Stands::Alone => characters >= 4,
        Stands::Loosely => {
            characters >= 4 && !is_worded(value) && !(is_number(value) && characters < 5)
        }
        Stands::Said => {
            characters >= 6 && !is_worded(value) && !is_measure(value) && !is_host(value)
                || (is_number(value) && characters == 5)
        }
    }
}

fn fits_token(value: &str, stands: Stands) -> bool {
    let is_short = value.chars().count() < 8;
    if is_short
        || is_class(value)
        || is_constant(value)
        || is_snake(value)
        || is_time(value)
        || value.starts_with("http")
        || (is_number(value) && value.len() < 16)
    {
        return false;
    }
    match stands {
        Stands::Firmly | Stands::Tightly => {
            !value.contains(' ')
                || !(is_prose(value) || value.split(' ').any(|word| DATA.names.is_state(word)))
        }
        Stands::Alone | Stands::Loosely => !is_worded(value) && is_told_apart(value),
        Stands::Said => {
            !is_worded(value) && (has_digit(value) || value.len() >= 16) && has_letter(value)
        }
    }
}

fn fits_code(value: &str, stands: Stands) -> bool {
    let digits: String = value.chars().filter(|c| !" -.".contains(*c)).collect();
    let is_digits = digits.chars().all(|c| c.is_ascii_digit());
    let is_number = is_digits && (4..=10).contains(&digits.len());
    match stands {
        Stands::Firmly | Stands::Tightly => {
            is_number
                || (!is_digits && value.len() >= 4 && has_digit(value) && !is_date(value))
                || (is_digits && digits.len() > 10)
        }
        _ => {
            is_number && !is_date(value)
                || (value.len() >= 6
                    && has_digit(value)
                    && has_letter(value)
                    && !is_worded(value)
                    && !is_measure(value))
        }
    }
}

/// Whether anything is given: no placeholder, no row of stars.
pub(super) fn is_given(value: &str) -> bool {
    let value = value.trim();
    let framed = |begin: &str, end: &str| {
        value.len() > 2
            && value.starts_with(begin)
            && value.ends_with(end)
            && !value[begin.len()..value.len() - end.len()].contains(['{', '}', '<', '>'])
    };
    let is_placeholder = framed("${", "}")
        || framed("{{", "}}")
        || framed("<", ">")
        || framed("%", "%")
        || (value.starts_with('$')
            && value[1..].chars().all(|c| c.is_ascii_alphabetic() || c == '_'));
    let mut letters = value.chars().filter(|c| c.is_alphanumeric());
    let first = letters.next();
    let symbols = value
        .chars()
        .filter(|c| !c.is_alphanumeric() && !"*.x ".contains(*c))
        .collect::<BTreeSet<_>>()
        .len();
    let varies = first.is_some_and(|first| letters.any(|c| c != first))
        || symbols >= 4
        || value.chars().all(|c| c.is_ascii_digit());
    first.is_some()
        && varies
        && !is_placeholder
        && !value.contains("...")
        && !value.contains('\u{2026}')
        && !value.contains("***")
}

/// Whether a secret was masked there already.
pub(super) fn is_masked(value: &str) -> bool {
    value.starts_with('[') && value.contains("masked]")
        || value.ends_with(" masked]")
        || value.ends_with(" masked")
}

/// A date or a time, and no code in two groups: `1234-5678`.
pub(super) fn is_date(value: &str) -> bool {
    let is_pair = value.split_once(['-', ' ']).is_some_and(|(first, second)| {
        first.len() == second.len() && (3..=4).contains(&first.len())
    });
    is_time(value) && !is_pair
}

/// `ExpiredTokenException`, `com.example.oauth.TokenResponseException`.
fn is_class(value: &str) -> bool {
    let (package, value) = value.rsplit_once('.').unwrap_or(("", value));
    package.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.' || c == '_')
        && value.chars().all(char::is_alphabetic)
        && value.chars().skip(1).any(char::is_uppercase)
        && is_worded(value)
        && (["Exception", "Error", "Fault", "Failure", "Required", "Expired", "Invalid", "Denied"]
            .iter()
            .any(|end| value.contains(end)))
}

/// `ACCOUNT_SUSPENDED_BY_ADMIN`.
pub(super) fn is_constant(value: &str) -> bool {
    value.contains('_')
        && value.chars().all(|c| c.is_ascii_uppercase() || c == '_' || c.is_ascii_digit())
        && value.split('_').all(|part| {
            part.is_empty()
                || part.len() < 3
                || is_spoken(part)
                || part.bytes().all(|byte| byte.is_ascii_digit())
        })
}

/// `PASSWORD_DOES_NOT_MEET_POLICY`, `PASSWORD_EXPIRED`: what a program says of a password. One in capitals
/// that somebody chose has a number or two words that say nothing.
fn is_error_constant(value: &str) -> bool {
    let parts = value.split('_').filter(|part| !part.is_empty());
    is_constant(value)
        && !has_digit(value)
        && (parts.clone().count() >= 4
            || parts.into_iter().any(|part| DATA.names.is_state(part) || part == "INVALID"))
}

/// `invalid_grant`, `admin.directory.user`.
fn is_snake(value: &str) -> bool {
    value.contains(['_', '.', '-'])
        && value.split(['_', '.', '-']).all(|part| {
            !part.is_empty()
                && part.chars().all(|c| c.is_ascii_lowercase())
                && (part.len() < 4 || is_spoken(part))
        })
}

/// A key of an authenticator: base32, in groups or not.
pub(super) fn is_seed(value: &str) -> bool {
    let letters: String = value.chars().filter(|c| !" -".contains(*c)).collect();
    let is_written = letters.len() >= 16 && letters.chars().all(|c| c.is_ascii_alphanumeric());
    let is_one_word = !value.contains([' ', '-']);
    let is_grouped = value.split([' ', '-']).all(|group| group.len() == 4);
    is_written
        && (is_grouped
            || (is_one_word
                && (has_digit(&letters)
                    || !is_worded(&letters)
                    || letters.chars().all(|c| c.is_ascii_uppercase()))))
}

/// Whether a value is a state, or an error as machines write it.
pub(super) fn is_snake_or_state(value: &str) -> bool {
    is_snake(value) || is_class(value) || is_constant(value) || DATA.names.is_state(value)
}

/// Whether a value is told apart from words by a digit, or a symbol inside of it.
pub(super) fn is_told_apart(value: &str) -> bool {
    has_digit(value)
        || has_inner_symbol(value)
        || ((value.len() >= 16 || (value.len() >= 8 && classes(value) >= 3)) && !is_worded(value))
}

/// Whether a value in quotes is a sentence: words that only join others are in it.
pub(super) fn is_prose(value: &str) -> bool {
    const JOINING: [&str; 64] = [
        "a",
        "an",
        "the",
        "of",
        "is",
        "are",
        "was",
        "to",
        "in",
        "for",
        "your",
        "you",
        "not",
        "and",
        "or",
        "with",
        "on",
        "this",
        "that",
        "use",
        "it",
        "has",
        "der",
        "die",
        "das",
        "ein",
        "eine",
        "ist",
        "nicht",
        "ihr",
        "und",
        "oder",
        "mit",
        "el",
        "la",
        "los",
        "es",
        "no",
        "su",
        "un",
        "una",
        "de",
        "le",
        "les",
        "est",
        "pas",
        "votre",
        "et",
        "o",
        "os",
        "n\u{e3}o",
        "sua",
        "e",
        "em",
        "het",
        "een",
        "niet",
        "uw",
        "en",
        "van",
        "incorrect",
        "invalid",
        "wrong",
        "must",
    ];
    let mut words = value.split(' ').filter(|word| !word.is_empty());
    value.contains(' ') && words.any(|word| JOINING.contains(&word.to_lowercase().as_str()))
}

/// Whether a value in quotes is a message: a sentence that begins like one, or has its marks.
pub(super) fn is_message(value: &str) -> bool {
    let begins = value.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    is_prose(value) && (begins || value.contains([',', '?', '!']) || value.contains(". "))
}
