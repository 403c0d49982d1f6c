//! What the letters and digits of a value look like.

pub(super) fn has_digit(value: &str) -> bool {
    value.bytes().any(|byte| byte.is_ascii_digit())
}

pub(super) fn has_letter(value: &str) -> bool {
    value.chars().any(char::is_alphabetic)
}

/// A symbol that no word or name holds, and not at its end.
pub(super) fn has_inner_symbol(value: &str) -> bool {
    let end = value.trim_end_matches(['!', '?', '.', ',']);
    end.chars().any(|c| "!#$%&*+=?^~@{}|".contains(c))
}

pub(super) fn is_number(value: &str) -> bool {
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
pub(super) fn is_spoken(word: &str) -> bool {
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
