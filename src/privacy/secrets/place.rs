//! Where something stands in a text: its line, and the words before it.

use std::ops::Range;

/// The part of the line around a place, at most so many bytes to each side.
pub(super) fn line_around(text: &str, place: Range<usize>, most: usize) -> &str {
    let start = line_before(text, place.start, most).start;
    &text[start..line_after(text, place.end, most).end]
}

/// The part of the line in front of a place, at most so many bytes.
pub(super) fn line_before(text: &str, at: usize, most: usize) -> Range<usize> {
    let mut from = at.saturating_sub(most);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let start = memchr::memrchr2(b'\n', b'\r', &text.as_bytes()[from..at]);
    start.map_or(from, |start| from + start + 1)..at
}

/// The part of the line behind a place, at most so many bytes.
pub(super) fn line_after(text: &str, at: usize, most: usize) -> Range<usize> {
    let mut to = (at + most).min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let end = memchr::memchr2(b'\n', b'\r', &text.as_bytes()[at..to]);
    at..end.map_or(to, |end| at + end)
}

/// The beginning of a text, at most so many bytes of it.
pub(super) fn beginning(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap_or_default()]
}

/// What stands around a place, over the ends of lines, at most so many bytes to each side.
pub(super) fn lines_around(text: &str, place: Range<usize>, most: usize) -> &str {
    let from =
        (place.start.saturating_sub(most)..=place.start).find(|at| text.is_char_boundary(*at));
    let to = (place.end..=(place.end + most).min(text.len())).rev();
    let to = to.into_iter().find(|at| text.is_char_boundary(*at));
    &text[from.unwrap_or(place.start)..to.unwrap_or(place.end)]
}

/// The words of a text as they are compared: small, without what stands around them.
pub(super) fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || "\"'`()[]{}<>,;:=?!*|".contains(c))
        .map(|word| word.trim_matches(['.', '-', '_', '/']))
        .filter(|word| !word.is_empty())
}

/// How many bytes of spaces a text begins with.
pub(super) fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t', '\u{a0}']).len()
}
