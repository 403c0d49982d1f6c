//! A document as plain text, for an email or a terminal.

use super::document::{Block, Document, Strip, Table, TableCell, Tick};
use super::words::{Span, text_of};
use crate::text::visible;

/// Formats the document as plain text.
pub fn write<A>(document: &Document<A>) -> String {
    let title = within(document.title());
    let mut out = underlined(&title, '=') + "\n";
    if let Some(head) = &document.frame().head {
        let parts = [&head.company, &head.date, &head.reference].map(|part| inline(part));
        out.extend([&parts.join(" \u{b7} "), "\n\n"]);
    }
    let mut before: Option<&Block> = None;
    for block in document.blocks() {
        // An empty line separates blocks of different kinds.
        if before.is_some_and(|before| is_apart(before, block)) {
            out.push('\n');
        }
        out += &lines(block, document.frame().language.colon());
        before = Some(block);
    }
    if !document.frame().footer.is_empty() {
        out.extend(["\n", &inline(&document.frame().footer), "\n"]);
    }
    out
}

fn is_apart(before: &Block, block: &Block) -> bool {
    let after_heading = matches!(before, Block::Heading(_));
    let is_step = matches!(block, Block::Clicks(_)) && !after_heading;
    matches!(block, Block::Heading(_)) || is_step || (!after_heading && !before.is_like(block))
}

fn lines(block: &Block, colon: &str) -> String {
    match block {
        Block::Heading(text) => underlined(&inline(text), '-'),
        Block::Text(text) | Block::Lead(text) | Block::Note(text) => inline(text) + "\n",
        Block::Strips(strips) => {
            let strip = |it: &Strip| format!("{}{colon} {}\n", inline(&it.title), inline(&it.text));
            strips.iter().map(strip).collect()
        }
        Block::Table(table) => table.rows.iter().map(|row| of_row(table, row, colon)).collect(),
        Block::Clicks(clicks) => {
            let mut out = inline(&clicks.title) + "\n";
            out.extend(clicks.before.iter().map(|note| inline(note) + "\n"));
            for (number, (text, note)) in (1_usize..).zip(&clicks.items) {
                out.extend(["  ", &number.to_string(), ". ", &inline(text), "\n"]);
                if !text_of(note).is_empty() {
                    out.extend(["     ", &inline(note), "\n"]);
                }
            }
            out.extend(clicks.after.iter().map(|note| inline(note) + "\n"));
            out
        }
        Block::Fact(name, value) => format!("{}{colon} {}\n", inline(name), inline(value)),
        Block::Quote(text) => text.lines().map(|line| format!("  | {}\n", visible(line))).collect(),
        Block::Link(title, address) => format!("{}{colon} {address}\n", inline(title)),
        // A text file cannot hold a picture; its description takes its place.
        Block::Picture(picture) => format!("({})\n", inline(&picture.description)),
        Block::Item { tick, text, below } => {
            let below: String =
                below.iter().map(|line| format!("      {}\n", inline(line))).collect();
            format!("{} {}\n{below}", mark(*tick), inline(text))
        }
    }
}

/// The most columns of a table whose rows fit on a line each.
const ON_A_LINE: usize = 3;

/// A row of a table: on one line, or as an item with a line for each column.
pub(super) fn of_row(table: &Table, row: &[TableCell], colon: &str) -> String {
    if table.columns.len() <= ON_A_LINE {
        let cells: Vec<String> = row.iter().map(|cell| inline(&cell.text)).collect();
        return cells.join(" \u{b7} ") + "\n";
    }
    let Some((first, rest)) = row.split_first() else { return String::new() };
    let mut out = format!("- {}\n", inline(&first.text));
    if !text_of(&first.below).is_empty() {
        out.extend(["    ", &inline(&first.below), "\n"]);
    }
    for ((title, _), cell) in table.columns.iter().skip(1).zip(rest) {
        out.extend(["    ", &inline(title), colon, " ", &inline(&cell.text), "\n"]);
    }
    out
}

fn underlined(text: &str, with: char) -> String {
    let width = text.lines().last().unwrap_or_default().chars().count();
    format!("{text}\n{}\n", with.to_string().repeat(width))
}

/// Indents all lines of a text but the first, so that none looks like a line of the document itself.
pub(super) fn within(text: &str) -> String {
    visible(text).replace('\n', "\n    ")
}

pub(super) fn mark(tick: Tick) -> &'static str {
    match tick {
        Tick::Done => "[x]",
        Tick::Left => "[ ]",
        Tick::Unclear => "[-]",
    }
}

pub(super) fn inline(spans: &[Span]) -> String {
    let of = |span: &Span| {
        let text = within(&span.text);
        match &span.link {
            // An address that stands there already is not told twice.
            Some(address) if address.trim_start_matches("mailto:") != text => {
                let address = address.trim_start_matches("https://").trim_end_matches('/');
                // The host alone is the beginning of its address.
                if address.starts_with(&text) {
                    within(address)
                } else {
                    format!("{text} ({})", within(address))
                }
            }
            _ => text,
        }
    };
    spans.iter().map(of).collect()
}
