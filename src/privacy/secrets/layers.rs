//! What stands in another writing inside of a text: with percent signs, with backslashes as JSON in
//! JSON, as base64. It is read, looked through, and what is found there is masked where it stands.

use std::ops::Range;

use base64::Engine;
use base64::engine::general_purpose::GeneralPurpose;
use base64::engine::{DecodePaddingMode, general_purpose::GeneralPurposeConfig};

use super::{Secret, SecretKind, scan, values};

/// How deep writings are read that stand in each other.
const DEEPEST: usize = 5;
/// Longer base64 is a picture or a program.
const LONGEST_BASE64: usize = 256 * 1024;

/// Both alphabets of base64 are made one before; ends are filled up or not.
pub(super) const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A text that was read out of another, with where each byte comes from.
struct View {
    text: String,
    /// For each byte of `text` where it begins in the other; one more for its end.
    from: Vec<u32>,
}

impl View {
    fn range(&self, range: &Range<usize>) -> Range<usize> {
        self.from[range.start] as usize..self.from[range.end] as usize
    }
}

/// Finds secrets in what is written otherwise.
pub(super) fn find(text: &str, depth: usize, found: &mut Vec<Secret>) {
    if depth >= DEEPEST || text.len() > u32::MAX as usize {
        return;
    }
    if text.contains('%') {
        percent(text, depth, found);
    }
    if text.contains("\\\"") || text.contains("\\u00") || text.contains("\\x") {
        let view = unescaped(text);
        if view.text.len() < text.len() {
            look_into(&view, depth, 0, found);
        }
    }
    if text.contains("&quot;") || text.contains("&#") || text.contains("&amp;") {
        let view = without_entities(text);
        if view.text.len() < text.len() {
            look_into(&view, depth, 0, found);
        }
    }
    base64(text, depth, found);
    sign_in(text, depth, found);
}

fn look_into(view: &View, depth: usize, start: usize, found: &mut Vec<Secret>) {
    let mut inside = Vec::new();
    scan(&view.text, depth + 1, &mut inside);
    for secret in inside {
        let range = view.range(&secret.range);
        found.push(Secret { range: start + range.start..start + range.end, kind: secret.kind });
    }
}

/// Words with percent signs: parameters of an address or a form, each for itself.
fn percent(text: &str, depth: usize, found: &mut Vec<Secret>) {
    let bytes = text.as_bytes();
    let ends = |byte: u8| byte.is_ascii_whitespace() || b"\"'<>&".contains(&byte);
    let mut end = 0;
    for sign in memchr::memchr_iter(b'%', bytes) {
        let is_code = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
        if sign < end || !is_code(sign + 1) || !is_code(sign + 2) {
            continue;
        }
        let start =
            bytes[end..sign].iter().rposition(|byte| ends(*byte)).map_or(end, |at| end + at + 1);
        end = bytes[sign..].iter().position(|byte| ends(*byte)).map_or(bytes.len(), |at| sign + at);
        let view = without_percent(&text[start..end]);
        look_into(&view, depth, start, found);
    }
}

fn without_percent(text: &str) -> View {
    let bytes = text.as_bytes();
    let (mut plain, mut from, mut at) =
        (Vec::with_capacity(bytes.len()), Vec::with_capacity(bytes.len() + 1), 0);
    while at < bytes.len() {
        from.push(at as u32);
        let code = (bytes[at] == b'%').then(|| bytes.get(at + 1..at + 3)).flatten();
        let byte =
            code.and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        plain.push(byte.unwrap_or(if bytes[at] == b'+' { b' ' } else { bytes[at] }));
        at += if byte.is_some() { 3 } else { 1 };
    }
    from.push(at as u32);
    as_text(plain, from)
}

/// What is no text stays out, byte for byte.
fn as_text(mut plain: Vec<u8>, from: Vec<u32>) -> View {
    loop {
        match String::from_utf8(plain) {
            Ok(text) => return View { text, from },
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                plain = error.into_bytes();
                // One of many: the rest is looked at as Latin letters would be.
                for byte in &mut plain[at..] {
                    if !byte.is_ascii() {
                        *byte = b'.';
                    }
                }
            }
        }
    }
}

/// Without the backslashes of JSON in JSON.
fn unescaped(text: &str) -> View {
    let bytes = text.as_bytes();
    let (mut plain, mut from, mut at) =
        (Vec::with_capacity(bytes.len()), Vec::with_capacity(bytes.len() + 1), 0);
    while at < bytes.len() {
        let code = |from: usize, to: usize| {
            let digits = std::str::from_utf8(bytes.get(from..to)?).ok()?;
            u8::from_str_radix(digits, 16).ok().filter(u8::is_ascii)
        };
        let (byte, length) = match (bytes[at], bytes.get(at + 1)) {
            (b'\\', Some(b'n')) => (b'\n', 2),
            (b'\\', Some(b'r')) => (b'\r', 2),
            (b'\\', Some(b't')) => (b'\t', 2),
            (b'\\', Some(b'u')) if bytes.get(at + 2..at + 4) == Some(b"00") => {
                code(at + 4, at + 6).map_or((b'\\', 1), |byte| (byte, 6))
            }
            (b'\\', Some(b'x')) => code(at + 2, at + 4).map_or((b'\\', 1), |byte| (byte, 4)),
            (b'\\', Some(next @ (b'"' | b'\\' | b'/'))) => (*next, 2),
            (byte, _) => (byte, 1),
        };
        from.push(at as u32);
        plain.push(byte);
        at += length;
    }
    from.push(at as u32);
    as_text(plain, from)
}

/// Without the entities of HTML.
fn without_entities(text: &str) -> View {
    const ENTITIES: [(&str, u8); 8] = [
        ("&quot;", b'"'),
        ("&#34;", b'"'),
        ("&#39;", b'\''),
        ("&apos;", b'\''),
        ("&lt;", b'<'),
        ("&gt;", b'>'),
        ("&amp;", b'&'),
        ("&#x27;", b'\''),
    ];
    let (mut plain, mut from, mut at) =
        (Vec::with_capacity(text.len()), Vec::with_capacity(text.len() + 1), 0);
    let bytes = text.as_bytes();
    while at < bytes.len() {
        let entity = if bytes[at] == b'&' {
            ENTITIES.iter().find(|(entity, _)| bytes[at..].starts_with(entity.as_bytes()))
        } else {
            None
        };
        from.push(at as u32);
        plain.push(entity.map_or(bytes[at], |(_, byte)| *byte));
        at += entity.map_or(1, |(entity, _)| entity.len());
    }
    from.push(at as u32);
    as_text(plain, from)
}

/// Runs of base64: what holds a secret is one as a whole.
fn base64(text: &str, depth: usize, found: &mut Vec<Secret>) {
    let bytes = text.as_bytes();
    let is_of = |byte: u8| byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte);
    let mut at = 0;
    while at < bytes.len() {
        if !is_of(bytes[at]) {
            at += 1;
            continue;
        }
        let length = bytes[at..].iter().position(|byte| !is_of(*byte)).unwrap_or(bytes.len() - at);
        let filled = bytes[at + length..].iter().take(2).take_while(|byte| **byte == b'=').count();
        let run = at..at + length + filled;
        at += length.max(1);
        let is_mixed = bytes[run.clone()].iter().any(u8::is_ascii_uppercase)
            && bytes[run.clone()].iter().any(u8::is_ascii_lowercase);
        if !(20..LONGEST_BASE64).contains(&length)
            || !is_mixed
            || values::is_worded(&text[run.start..run.end.min(run.start + 60)])
        {
            continue;
        }
        if let Some(kind) = kind_of(&text[run.clone()], depth) {
            found.push(Secret { range: run, kind });
        }
    }
}

/// What a run of base64 holds, as text; `None` if it is none.
pub(super) fn decoded(coded: &str) -> Option<String> {
    let standard = coded.trim_end_matches('=').replace('-', "+").replace('_', "/");
    let cut = standard.len() - usize::from(standard.len() % 4 == 1);
    let bytes = LENIENT.decode(&standard[..cut]).ok()?;
    let is_readable = |byte: &&u8| byte.is_ascii_graphic() || b" \t\r\n".contains(byte);
    let readable = bytes.iter().filter(is_readable).count();
    // Errors are handed over with a few bytes between their words.
    if readable * 10 < bytes.len() * 8 {
        return None;
    }
    let text = String::from_utf8_lossy(&bytes)
        .replace(|c: char| (c.is_control() && !c.is_whitespace()) || c == '\u{fffd}', " ");
    Some(text)
}

fn kind_of(coded: &str, depth: usize) -> Option<SecretKind> {
    // `<saml`, `<?xml`, `<Response` and so on, in base64.
    let begins = LENIENT.decode(coded.get(..8)?.replace('-', "+").replace('_', "/")).ok()?;
    let is_markup = begins.first() == Some(&b'<')
        && begins.get(1..).is_some_and(|rest| {
            rest.iter().take(3).all(|byte| byte.is_ascii_alphanumeric() || b"?!:_".contains(byte))
        });
    if is_markup && coded.len() >= 40 {
        return Some(SecretKind::SamlResponse);
    }
    // Most runs are no text: a look at their beginning is enough.
    if coded.len() > 64 {
        decoded(coded.get(..64)?)?;
    }
    let inside = decoded(coded)?;
    let mut secrets = Vec::new();
    scan(&inside, depth + 1, &mut secrets);
    secrets.first().map(|secret| secret.kind)
}

/// The body of a sign-in at Google: every text in it may be the password, but those that are no
/// secret by their shape.
fn sign_in(text: &str, depth: usize, found: &mut Vec<Secret>) {
    let mut done = 0;
    let named = text.match_indices("f.req=").map(|(at, begin)| at + begin.len());
    let bare = text.match_indices("[[[\"").map(|(at, _)| at).filter(|at| is_call(&text[*at..]));
    let mut starts: Vec<usize> = named.chain(bare).collect();
    starts.sort_unstable();
    for start in starts {
        if start < done {
            continue;
        }
        let value = &text[start..];
        // Alone in a view that was read already, or as it was sent.
        let end = value.find(['&', '\n']).unwrap_or(value.len());
        let value = &value[..end];
        done = start + end;
        let view = if value.starts_with(['[', '{']) {
            View { text: value.to_owned(), from: (0..=value.len() as u32).collect() }
        } else {
            without_percent(value)
        };
        let mut ranges = Vec::new();
        texts(&view.text, depth, &mut ranges);
        for range in ranges {
            let range = view.range(&range);
            found.push(Secret {
                range: start + range.start..start + range.end,
                kind: SecretKind::Password,
            });
        }
    }
}

/// `[[["V1UmUe","[…`: a call of Google's sign-in page without the name of its parameter.
fn is_call(text: &str) -> bool {
    let Some((name, rest)) = text["[[[\"".len()..].split_once('"') else { return false };
    (5..=7).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && rest.trim_start_matches([',', ' ']).starts_with("\"[")
}

/// The texts and longer numbers of JSON, and of JSON in its texts, that may be a password or a code.
fn texts(json: &str, depth: usize, ranges: &mut Vec<Range<usize>>) {
    let bytes = json.as_bytes();
    let mut at = 0;
    let mut is_first = true;
    while at < bytes.len() {
        if bytes[at].is_ascii_digit() {
            let digits = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            if (6..=8).contains(&digits) {
                ranges.push(at..at + digits);
            }
            at += digits;
            continue;
        }
        if bytes[at] != b'"' {
            at += 1;
            continue;
        }
        let start = at + 1;
        let mut end = start;
        while end < bytes.len() && bytes[end] != b'"' {
            end += if bytes[end] == b'\\' { 2 } else { 1 };
        }
        let end = end.min(bytes.len());
        let Some(inside) = json.get(start..end) else { return };
        at = end + 1;
        let begun = inside.trim_start();
        if begun.starts_with(['[', '{']) && depth < DEEPEST {
            let view = unescaped(inside);
            let mut deeper = Vec::new();
            texts(&view.text, depth + 1, &mut deeper);
            ranges.extend(deeper.iter().map(|range| {
                let range = view.range(range);
                start + range.start..start + range.end
            }));
        } else if !(is_first && json.starts_with("[[[")) && may_be_password(inside) {
            ranges.push(start..end);
        }
        is_first = false;
    }
}

/// Whether a text in the body of a sign-in may be a password: addresses and names of the protocol are
/// none.
fn may_be_password(text: &str) -> bool {
    let is_mail =
        text.contains('@') && text.rsplit('@').next().is_some_and(|domain| domain.contains('.'));
    let is_language = text.len() <= 3
        || (text.len() == 5
            && text.as_bytes()[2] == b'-'
            && text.chars().all(|c| c.is_ascii_alphabetic() || c == '-'));
    let is_link = text.starts_with("http://") || text.starts_with("https://");
    let is_word = [
        "generic",
        "GlifWebSignIn",
        "ServiceLogin",
        "identity-signin-password",
        "identity-signin-identifier",
        "AccountChooser",
    ]
    .contains(&text);
    values::is_given(text)
        && !is_mail
        && !is_language
        && !is_link
        && !is_word
        && !values::is_masked(text)
}
