//! What stands behind a name: a remark, the sign by which something is given, the value.

use std::ops::Range;

use super::place::{blanks, line_after};

/// How long a remark in brackets is behind a name: `[Required]`, `(new)`, `[25]`.
pub(super) fn remark(text: &str) -> usize {
    let spaces = blanks(text);
    let close = match text[spaces..].chars().next() {
        Some('[') => ']',
        Some('(') => ')',
        _ => return 0,
    };
    let inside = &text[spaces..line_after(text, spaces, 40).end.max(spaces)];
    match inside.find(close) {
        Some(end) if !inside[1..end].contains(['"', '\'', '=', '$']) => spaces + end + 1,
        _ => 0,
    }
}

/// How long the sign is by which something is given.
pub(super) fn sign(text: &str) -> Option<usize> {
    let signs = [
        ":::=", "::=", "===", "!==", ":=", ".=", "+=", "=>", "==", "!=", "?=", "->", "||", "::",
        "=", ":", "|", ">", "\u{2192}", "\u{ff1a}",
    ];
    if let Some(sign) = signs.iter().find(|sign| text.starts_with(**sign)) {
        return Some(sign.len());
    }
    // A dash between spaces, a call.
    ["- ", "\u{2013} ", "\u{2014} ", "(\"", "('", ".assign(\""]
        .iter()
        .find(|sign| text.starts_with(**sign))
        .map(|sign| sign.trim_end_matches(['"', '\'']).len())
}

/// The value at the beginning of a text, without its quotes, and whether it had some.
pub(super) fn value_at(text: &str, is_tight: bool) -> (Range<usize>, bool) {
    let slashes = text.len() - text.trim_start_matches('\\').len();
    let quote = text[slashes..].chars().next();
    let closes = match quote {
        Some('"') => Some('"'),
        Some('\'') => Some('\''),
        Some('`') => Some('`'),
        Some('\u{201c}' | '\u{201e}' | '\u{201d}') => Some('\u{201d}'),
        Some('\u{ab}') => Some('\u{bb}'),
        _ => None,
    };
    if let (Some(quote), Some(close)) = (quote, closes) {
        let start = slashes + quote.len_utf8();
        let inside = &text[start..];
        let other = if close == '\u{201d}' { '\u{201c}' } else { close };
        let end = inside.find([close, other]);
        if let Some(end) = end.filter(|end| *end > 0) {
            let end = start + inside[..end].trim_end_matches('\\').len();
            return (start..end.max(start), true);
        }
    }
    let skipped =
        text.len() - text.trim_start_matches(['"', '\'', '`', '\\', '\u{201e}', '\u{201c}']).len();
    let ends =
        |c: char| c.is_whitespace() || "\"`<\u{201d}\u{201c}".contains(c) || (is_tight && c == '&');
    let length = text[skipped..].find(ends).unwrap_or(text.len() - skipped);
    let mut value = &text[skipped..skipped + length];
    if is_tight
        && let Some(end) =
            value.find(';').filter(|end| value[*end..].contains('=') || *end + 1 == value.len())
    {
        value = &value[..end];
    }
    loop {
        let last = value.chars().next_back();
        let is_behind = match last {
            Some(',' | ';' | '.' | ':' | '\'' | '\\') => true,
            Some(')') => !value.contains('('),
            Some(']') => !value.contains('['),
            Some('}') => !value.contains('{'),
            Some('>') => !value.contains('<'),
            _ => false,
        };
        if !is_behind {
            return (skipped..skipped + value.len(), false);
        }
        value = &value[..value.len() - 1];
    }
}
