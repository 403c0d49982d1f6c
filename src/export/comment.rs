//! A document as a comment for the box of a ticket system: plain text, short lines, and never
//! longer than such a box takes.

use super::document::{Block, Document};
use super::text::{inline, mark, within};
use crate::text::visible;

/// The most characters of a comment: what text fields of several lines take in
/// `ServiceNow` by default
/// (<https://www.servicenow.com/docs/r/washingtondc/platform-administration/c_JournalFields.html>).
/// Other boxes take more.
pub const MOST_CHARS: usize = 4_000;

/// Stands at the end of a comment that was cut.
const CUT: &str = "(Cut to fit. The rest stands in the full document.)\n";

/// The document as a comment.
pub fn write<A>(document: &Document<A>) -> String {
    let mut lines = vec![within(document.title())];
    lines.extend(document.blocks().iter().flat_map(of_block));
    within_limit(&lines, MOST_CHARS)
}

/// The lines of a block. A line that a ticked one has below it and a link's address stay away, and
/// headings are told by their colon alone: a box shows no form.
fn of_block(block: &Block) -> Vec<String> {
    match block {
        Block::Heading(text) => vec![String::new(), format!("{}:", inline(text))],
        Block::Text(text) => vec![inline(text)],
        Block::Fact(name, value) => vec![format!("{}: {}", inline(name), inline(value))],
        Block::Item { tick, text, .. } => vec![format!("{} {}", mark(*tick), inline(text))],
        Block::Quote(text) => text.lines().map(|line| format!("  | {}", visible(line))).collect(),
        Block::Link(title, address) => vec![format!("{}: {address}", inline(title))],
        Block::Picture(_) => Vec::new(),
    }
}

/// The lines that fit, each whole; of the first that does not, the sentences that fit. Where something
/// is cut the last line says so.
fn within_limit(lines: &[String], most: usize) -> String {
    let length = |text: &str| text.chars().count();
    let all: usize = lines.iter().map(|line| length(line) + 1).sum();
    let mut room = if all > most { most - length(CUT) } else { most };
    let mut comment = String::new();
    for line in lines {
        if length(line) < room {
            room -= length(line) + 1;
            comment.extend([line, "\n"]);
            continue;
        }
        let begun = sentences_within(line, room.saturating_sub(1));
        if !begun.is_empty() {
            comment.extend([begun, "\n"]);
        }
        break;
    }
    if all > most {
        // What leads to nothing any more is not worth its line.
        let kept = comment.trim_end_matches('\n').len();
        comment.truncate(kept);
        comment.extend(["\n", CUT]);
    }
    comment
}

/// The whole sentences at the start of a line that take at most so many characters.
fn sentences_within(line: &str, most: usize) -> &str {
    let limit = line.char_indices().nth(most).map_or(line.len(), |(at, _)| at);
    let ends = line.match_indices(['.', '!', '?']).map(|(at, end)| at + end.len());
    let whole = |end: &usize| line[*end..].starts_with(' ') || *end == line.len();
    ends.filter(whole).take_while(|end| *end <= limit).last().map_or("", |end| &line[..end])
}

#[cfg(test)]
mod tests {
    use super::{CUT, within_limit};

    fn lines(of: &[&str]) -> Vec<String> {
        of.iter().map(|line| (*line).to_owned()).collect()
    }

    #[test]
    fn a_comment_that_fits_to_the_letter_is_not_cut() {
        assert_eq!(within_limit(&lines(&["abc", "de"]), 7), "abc\nde\n");
        let cut = within_limit(&lines(&["abc", "de", &"x".repeat(CUT.len())]), CUT.len() + 7);
        assert_eq!(cut, format!("abc\nde\n{CUT}"));
    }

    #[test]
    fn a_long_line_is_cut_after_a_sentence() {
        let long = format!("One 1.5 thing. And another. {}", "y".repeat(90));
        let cut = within_limit(&lines(&[&long]), CUT.len() + 30);
        assert_eq!(cut, format!("One 1.5 thing. And another.\n{CUT}"));
        let tight = within_limit(&lines(&[&long]), CUT.len() + 20);
        assert_eq!(tight, format!("One 1.5 thing.\n{CUT}"));
    }
}
