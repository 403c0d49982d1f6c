//! What a value looks like: a word, a state, a name of a class, an identifier, or a secret.

use std::collections::BTreeSet;

use super::data::{DATA, ValueRule};
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
        Stands::Alone | Stands::Loosely => {
            !is_worded(value) && (has_digit(value) || value.len() >= 16 || has_inner_symbol(value))
        }
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

pub(super) fn has_digit(value: &str) -> bool {
    value.bytes().any(|byte| byte.is_ascii_digit())
}

pub(super) fn has_letter(value: &str) -> bool {
    value.chars().any(char::is_alphabetic)
}

/// A symbol that no word or name holds, and not at its end.
fn has_inner_symbol(value: &str) -> bool {
    let end = value.trim_end_matches(['!', '?', '.', ',']);
    end.chars().any(|c| "!#$%&*+=?^~@{}|".contains(c))
}

fn is_number(value: &str) -> bool {
    value.chars().all(|c| c.is_ascii_digit() || ".,- ".contains(c))
}

/// A date, a time, a version.
pub(super) fn is_time(value: &str) -> bool {
    let value = value.trim_end_matches(['Z', 'z']);
    let mut parts = value.split(['-', ':', '.', 'T', '/', ' ', '+']);
    let separated = value.contains(['-', ':', '.', '/']);
    separated
        && parts.all(|part| {
            !part.is_empty() && part.len() <= 6 && part.bytes().all(|byte| byte.is_ascii_digit())
        })
        && value.split(['-', ':', '.', 'T', '/', ' ', '+']).count() >= 2
}

/// A date or a time, and no code in two groups: `1234-5678`.
pub(super) fn is_date(value: &str) -> bool {
    let is_pair = value.split_once(['-', ' ']).is_some_and(|(first, second)| {
        first.len() == second.len() && (3..=4).contains(&first.len())
    });
    is_time(value) && !is_pair
}

/// `30d`, `90-day`, `8+`: a number and its unit.
pub(super) fn is_measure(value: &str) -> bool {
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    let unit = value[digits..].trim_matches(['-', '+', '.', ',']);
    (1..=4).contains(&digits) && unit.len() <= 10 && unit.chars().all(char::is_alphabetic)
}

/// Written like words: what stands between other characters, and in front of large letters, can be
/// spoken, and numbers are short.
pub(super) fn is_worded(value: &str) -> bool {
    let value = value.trim_matches(|c: char| !c.is_alphanumeric());
    if value.is_empty() || has_inner_symbol(value) {
        return value.is_empty();
    }
    let (mut letters, mut pieces, mut numbers, mut mute) = (0, 0, 0, 0);
    let mut check = |piece: &str| {
        if piece.is_empty() {
        } else if piece.bytes().all(|byte| byte.is_ascii_digit()) {
            numbers += 1;
        } else {
            letters += piece.chars().count();
            pieces += 1;
            mute += usize::from(!is_spoken(piece));
        }
    };
    for part in value.split(|c: char| !c.is_alphanumeric()) {
        let mut start = 0;
        let mut before = ' ';
        for (at, c) in part.char_indices() {
            let next_is_small =
                part[at + c.len_utf8()..].chars().next().is_some_and(char::is_lowercase);
            let begins = (before.is_lowercase() && c.is_uppercase())
                || (before != ' ' && before.is_numeric() != c.is_numeric())
                || (before.is_uppercase() && c.is_uppercase() && next_is_small);
            if begins {
                check(&part[start..at]);
                start = at;
            }
            before = c;
        }
        check(&part[start..]);
    }
    let long = letters >= 3 * pieces;
    pieces > 0 && mute == 0 && long && numbers == 0
}

/// Whether a word has vowels and no long row of consonants, or is an abbreviation in capitals.
fn is_spoken(word: &str) -> bool {
    let is_vowel = |c: char| "aeiouyäöüáéíóúàèâêîôûãõåæø".contains(c);
    let small = word.to_lowercase();
    if !word.is_ascii() {
        return true;
    }
    let (mut row, mut longest, mut vowels) = (0, 0, 0);
    for c in small.chars() {
        if is_vowel(c) {
            vowels += 1;
            row = 0;
        } else {
            row += 1;
            longest = longest.max(row);
        }
    }
    let is_short = word.len() <= 4 && word.chars().all(char::is_uppercase);
    is_short || (vowels > 0 && longest <= 5 && vowels * 6 >= small.len())
}

/// `ExpiredTokenException`.
fn is_class(value: &str) -> bool {
    value.chars().all(char::is_alphabetic)
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
    has_digit(value) || has_inner_symbol(value) || (value.len() >= 16 && !is_worded(value))
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
