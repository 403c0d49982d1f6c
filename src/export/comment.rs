//! A document as a comment for a ticket system: plain text, short lines, and short enough for the
//! comment field.

use super::document::{Block, Document, Strip};
use super::text::{inline, mark, of_row, within};
use crate::text::visible;

/// The most characters of a comment: the default limit of multi-line text fields in `ServiceNow`
/// (<https://www.servicenow.com/docs/r/washingtondc/platform-administration/c_JournalFields.html>).
/// Other ticket systems allow more.
pub const MOST_CHARS: usize = 4_000;

/// Formats the document as a comment.
pub fn write<A>(document: &Document<A>) -> String {
    write_within(document, MOST_CHARS)
}

/// Formats the document as a comment of at most `most` characters.
pub fn write_within<A>(document: &Document<A>, most: usize) -> String {
    let mut lines = vec![within(document.title())];
    let frame = document.frame();
    let colon = frame.language.colon();
    lines.extend(document.blocks().iter().flat_map(|block| of_block(block, colon)));
    if !frame.footer.is_empty() {
        lines.extend([String::new(), inline(&frame.footer)]);
    }
    within_limit(&lines, most, &format!("{}\n", frame.shortened))
}

/// Formats a block as lines, without the details below an item. A comment field shows no formatting,
/// so that a heading is marked by its colon.
fn of_block(block: &Block, colon: &str) -> Vec<String> {
    match block {
        Block::Heading(text) => vec![String::new(), format!("{}{colon}", inline(text))],
        Block::Text(text) | Block::Lead(text) | Block::Note(text) => vec![inline(text)],
        Block::Strips(strips) => {
            let strip = |it: &Strip| format!("{}{colon} {}", inline(&it.title), inline(&it.text));
            strips.iter().map(strip).collect()
        }
        Block::Table(table) => {
            let rows = table.rows.iter().map(|row| of_row(table, row, colon));
            rows.flat_map(|row| row.lines().map(str::to_owned).collect::<Vec<_>>()).collect()
        }
        Block::Clicks(clicks) => {
            let numbered = (1..).zip(&clicks.items);
            let numbered =
                numbered.map(|(number, (text, _))| format!("  {number}. {}", inline(text)));
            let before = clicks.before.iter().map(|note| inline(note));
            [inline(&clicks.title)].into_iter().chain(before).chain(numbered).collect()
        }
        Block::Fact(name, value) => vec![format!("{}{colon} {}", inline(name), inline(value))],
        Block::Item { tick, text, .. } => vec![format!("{} {}", mark(*tick), inline(text))],
        Block::Quote(text) => text.lines().map(|line| format!("  | {}", visible(line))).collect(),
        Block::Link(title, address) => vec![format!("{}{colon} {address}", inline(title))],
        Block::Picture(_) => Vec::new(),
    }
}

/// Joins the lines that fit, and the sentences that fit of the first line that does not. If anything
/// was cut, the last line says so.
fn within_limit(lines: &[String], most: usize, cut: &str) -> String {
    let length = |text: &str| text.chars().count();
    let all: usize = lines.iter().map(|line| length(line) + 1).sum();
    let mut room = if all > most { most - length(cut) } else { most };
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
        // An empty line at the end separates nothing.
        let kept = comment.trim_end_matches('\n').len();
        comment.truncate(kept);
        comment.extend(["\n", cut]);
    }
    comment
}

/// Returns the complete sentences at the start of a line, at most `most` characters.
fn sentences_within(line: &str, most: usize) -> &str {
    let limit = line.char_indices().nth(most).map_or(line.len(), |(at, _)| at);
    let ends = line.match_indices(['.', '!', '?']).map(|(at, end)| at + end.len());
    let whole = |end: &usize| line[*end..].starts_with(' ') || *end == line.len();
    ends.filter(whole).take_while(|end| *end <= limit).last().map_or("", |end| &line[..end])
}

#[cfg(test)]
mod tests {
    use super::within_limit as limited;

    const CUT: &str = "(Shortened)\n";

    fn within_limit(lines: &[String], most: usize) -> String {
        limited(lines, most, CUT)
    }

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
