//! What no vendor and no name tells: strings written like a key, in the company of words for one or in
//! none at all. Identifiers, hashes and addresses stay.

use std::ops::Range;

use super::blocks::word_before;
use super::data::DATA;
use super::place::{line_around, line_before, words};
use super::{Secret, SecretKind, values};

/// How long a string is that is a secret in the company of a word for one.
const SHORTEST: usize = 16;
/// How long without any company.
const SHORTEST_ALONE: usize = 22;

/// Finds strings that are written like keys.
pub(super) fn find(text: &str, found: &mut Vec<Secret>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !is_of_key(bytes[at]) {
            at += 1;
            continue;
        }
        let length =
            bytes[at..].iter().position(|byte| !is_of_key(*byte)).unwrap_or(bytes.len() - at);
        if text[at..].starts_with("-----BEGIN ") {
            at += public_block(&text[at..]).max(length);
            continue;
        }
        if length >= SHORTEST && bytes[at..at + length].iter().any(u8::is_ascii_digit) {
            check(text, at..at + length, found);
        }
        at += length;
    }
}

/// How long a certificate or a public key is, which anybody may see; 0 if it is none.
fn public_block(text: &str) -> usize {
    let name = text["-----BEGIN ".len()..].split("-----").next().unwrap_or_default();
    let is_public =
        ["CERTIFICATE", "PUBLIC KEY", "CERTIFICATE REQUEST", "RSA PUBLIC KEY"].contains(&name);
    if is_public { text.find("-----END ").unwrap_or(0) } else { 0 }
}

fn is_of_key(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_-.~+/=:%@\\".contains(&byte)
}

fn check(text: &str, run: Range<usize>, found: &mut Vec<Secret>) {
    let whole = &text[run.clone()];
    if whole.contains('@')
        || whole.contains('\\')
        || text[..run.start].ends_with(['<', '@', '&', '?', '$'])
    {
        return;
    }
    // What is written with percent signs is read first.
    let is_code = |at: usize| {
        let digits = whole.as_bytes().get(at + 1..at + 3);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    };
    if whole.match_indices('%').any(|(at, _)| is_code(at)) {
        return;
    }
    // The beginning of a certificate, which anybody may see.
    let is_certificate = whole.contains("MII")
        && (whole.len() >= 60 || whole.contains("MIIBIjANBg") || whole.contains("MIGfMA0G"));
    let is_address = is_certificate
        || whole.contains("://")
        || whole.starts_with('/')
        || whole.starts_with("www.")
        || values::is_host(whole);
    if is_address {
        return;
    }
    // What stands in front of a sign is a name, what stands behind it the string.
    let start = whole.trim_end_matches('=').rfind([':', '=']).map_or(0, |at| at + 1);
    let leading = &whole[..start];
    if leading.trim_end_matches(['=', ':']).eq_ignore_ascii_case("autherror") {
        return;
    }
    let trimmed = whole[start..]
        .trim_start_matches(['.', '-', '/', '%'])
        .trim_end_matches(['.', '-', ':', '/']);
    let start = run.start + (trimmed.as_ptr() as usize - whole.as_ptr() as usize);
    let place = start..start + trimmed.len();
    if trimmed.len() < SHORTEST || values::is_identifier(trimmed) {
        if is_forty(trimmed) && !in_harmless_company(text, &place, leading) {
            found.push(Secret { range: place, kind: SecretKind::Token });
        }
        return;
    }
    if in_harmless_company(text, &place, leading)
        || is_path(trimmed)
        || DATA.formats.is_identifier(text, &place)
    {
        return;
    }
    let is_one = if values::is_random(trimmed)
        && values::classes(trimmed) >= 3
        && trimmed.len() >= SHORTEST_ALONE
    {
        true
    } else {
        let is_written = values::is_random_enough(trimmed) || is_grouped(trimmed);
        is_written && in_company(text, &place)
    };
    if is_one {
        found.push(Secret { range: place, kind: SecretKind::Token });
    }
}

/// A JumpCloud API key of the older kind: forty hexadecimal digits.
fn is_forty(text: &str) -> bool {
    text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) && values::has_digit(text)
}

/// Parts of an address or a file are words and numbers.
fn is_path(text: &str) -> bool {
    let parts: Vec<&str> = text.split('/').collect();
    parts.len() > 2
        && parts
            .iter()
            .all(|part| part.len() < 20 || values::is_worded(part) || values::is_identifier(part))
}

/// `T0-WKFYNJ-682UFLCADW9-74LJ0-00AMK-K07ZY`.
fn is_grouped(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let is_group = |group: &&str| {
        group.len() >= 2
            && group.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    groups.len() >= 4 && groups.iter().all(is_group) && values::has_digit(text)
}

fn in_company(text: &str, place: &Range<usize>) -> bool {
    let line = line_around(text, place.clone(), 60);
    words(line).any(|word| {
        let small = word.to_lowercase();
        DATA.names.in_company.contains(&small)
            || small.split(['_', '-']).any(|word| DATA.names.in_company.contains(word))
    })
}

/// Whether the words right in front say that it names something, or what follows does.
fn in_harmless_company(text: &str, place: &Range<usize>, leading: &str) -> bool {
    let is_harmless = |word: &str| {
        let small = word.to_lowercase();
        DATA.names.harmless_company.contains(&small)
            || DATA.names.is_harmless_name(word)
            || small
                .split(['_', '-', '/', '.'])
                .any(|word| DATA.names.harmless_company.contains(word))
            || ["id", "hash", "uuid", "guid", "fingerprint", "thumbprint"].iter().any(|end| {
                small.ends_with(end)
                    && small.len() <= end.len() + 12
                    && small != "valid"
                    && small != "said"
                    && small != "paid"
            })
    };
    if words(leading).any(is_harmless) {
        return true;
    }
    let company = |word: &&str| DATA.names.in_company.contains(&word.to_lowercase());
    let mut before = word_before(text, place.start, 48).take(4).take_while(|word| !company(word));
    let is_hex = text[place.clone()].bytes().all(|byte| byte.is_ascii_hexdigit());
    if before.any(is_harmless) {
        return true;
    }
    // Hashes stand in lines about them, and in columns.
    if is_hex && column_of(text, place.start).is_some_and(|head| words(head).any(is_harmless)) {
        return true;
    }
    is_hex
        && words(line_around(text, place.clone(), 100)).any(|word| {
            let small = word.to_lowercase();
            [
                "commit",
                "commits",
                "committed",
                "git",
                "sha",
                "sha1",
                "sha-1",
                "hash",
                "checksum",
                "fingerprint",
                "thumbprint",
                "digest",
                "revision",
                "merge",
                "merged",
                "branch",
                "certificate",
                "cert",
                "rebase",
                "checkout",
                "revert",
                "reverted",
                "bisect",
                "cherry-pick",
                "github.com",
                "gitlab.com",
                "sha1sum",
                "fingerabdruck",
                "empreinte",
                "huella",
                "tree",
                "build",
                "deployed",
                "release",
            ]
            .contains(&small.as_str())
                || small.contains("/commit/")
        })
}

/// The head of the column in which a place stands, in a table as PowerShell writes it: a row of heads, a
/// row of dashes, and rows below.
fn column_of(text: &str, at: usize) -> Option<&str> {
    let line = line_before(text, at, 400);
    let column = at - line.start;
    let above = &text[line_start(text, line.start, 4_000)..line.start];
    let mut lines = above.lines().rev();
    let is_ruler =
        |line: &&str| line.starts_with("--") && line.bytes().all(|byte| b"- ".contains(&byte));
    let ruler = lines.by_ref().take(40).find(is_ruler)?;
    let heads = lines.next()?;
    let start = ruler.get(..=column)?.rfind(' ').map_or(0, |at| at + 1);
    let end = ruler[start..].find(' ').map_or(ruler.len(), |length| start + length);
    heads.get(start..end.min(heads.len()))
}

/// Where the lines in front of a place begin, at most so many bytes.
fn line_start(text: &str, at: usize, most: usize) -> usize {
    let from = (at.saturating_sub(most)..=at).find(|from| text.is_char_boundary(*from));
    from.unwrap_or(at)
}
