//! Codes and keys that are written in groups, alone and in lists.

use super::place::{beginning, blanks, line_after};

/// How long what stands between codes is: spaces, commas, numbers of a list, elements.
pub(super) fn separators(text: &str) -> usize {
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        if c == '<' {
            let Some(end) = beginning(rest, 120).find('>') else { break };
            at += end + 1;
        } else if rest.starts_with("and ") || rest.starts_with("und ") {
            at += 4;
        } else if c.is_ascii_digit() {
            // The number of an entry.
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            if digits > 2 || !rest[digits..].starts_with(['.', ')', ':']) {
                break;
            }
            at += digits + 1;
        } else if c.is_whitespace() || ",;:.)(|\"'[]*-\u{2022}\\".contains(c) {
            at += c.len_utf8();
            if rest.starts_with("\\n") || rest.starts_with("\\t") {
                at += 1;
            }
        } else {
            break;
        }
        if at > 400 {
            break;
        }
    }
    at.min(text.len())
}

/// How long a value in groups is: `4016 1382`, `abcd-efgh`, `eezr g0ea amih 8fjj`, `482913`.
pub(super) fn groups(text: &str) -> usize {
    let text = &text[..line_after(text, 0, 200).end];
    let numbered = text.bytes().take_while(u8::is_ascii_digit).count();
    let is_numbered = (1..=2).contains(&numbered) && text[numbered..].starts_with(['.', ')']);
    if is_numbered {
        let skipped = numbered + 1 + blanks(&text[numbered + 1..]);
        let next = groups(&text[skipped..]);
        return if next == 0 { 0 } else { skipped + next };
    }
    let (mut at, mut end, mut size) = (0, 0, None);
    loop {
        let length = text[at..].bytes().take_while(u8::is_ascii_alphanumeric).count();
        let is_group = match size {
            None => length > 0,
            Some(size) => length == size,
        };
        // Words that go on in a sentence are no group.
        if !is_group {
            return end;
        }
        end = at + length;
        if !(2..=6).contains(&length) {
            return end;
        }
        // Codes of eight digits come in two groups, of six in two.
        let is_code =
            text[..end].bytes().all(|byte| byte.is_ascii_digit() || b" -".contains(&byte));
        let digits = text[..end].bytes().filter(u8::is_ascii_digit).count();
        if is_code && (digits >= 8 || (size == Some(3) && digits >= 6)) {
            return end;
        }
        size = Some(length);
        if !text[end..].starts_with([' ', '-']) {
            return end;
        }
        at = end + 1;
    }
}

/// How long four groups of four small letters are, as a password for an app; 0 if there are none.
pub(super) fn groups_of_four(text: &str) -> usize {
    let bytes = text.as_bytes();
    let group = |at: usize| {
        bytes.get(at..at + 4).is_some_and(|four| four.iter().all(u8::is_ascii_lowercase))
    };
    let mut at = 0;
    for number in 0..4 {
        // Google's page puts spaces between them that do not break a line.
        let sign = JOINING.iter().find(|sign| text[at..].starts_with(**sign));
        at += sign.filter(|_| number > 0).map_or(0, |sign| sign.len());
        if (number > 0 && sign.is_none()) || !group(at) {
            return 0;
        }
        at += 4;
    }
    let ends = bytes.get(at).is_none_or(|byte| !byte.is_ascii_alphanumeric());
    let words: Vec<&str> = text[..at].split([' ', '-', '\u{a0}']).collect();
    // Four words of four letters each are a sentence, where most can be spoken and are known.
    let everyday = words.iter().filter(|word| EVERYDAY.contains(*word)).count();
    if ends && everyday < 2 { at } else { 0 }
}

/// What stands between groups.
const JOINING: [&str; 3] = [" ", "-", "\u{a0}"];

/// Words of four letters that sentences are made of.
const EVERYDAY: [&str; 48] = [
    "that", "this", "with", "have", "from", "they", "what", "when", "were", "your", "said", "each",
    "will", "then", "them", "some", "than", "been", "into", "more", "only", "over", "also", "back",
    "does", "work", "same", "user", "time", "must", "need", "want", "sent", "last", "here", "very",
    "just", "used", "long", "able", "sync", "mail", "note", "once", "both", "like", "here", "code",
];
