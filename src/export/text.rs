//! A document as plain text, for an email or a terminal.

use super::document::{Block, Document, Tick};
use super::words::Span;
use crate::text::visible;

/// Formats the document as plain text.
pub fn write<A>(document: &Document<A>) -> String {
    let title = within(document.title());
    let mut out = underlined(&title, '=') + "\n";
    let mut before: Option<&Block> = None;
    for block in document.blocks() {
        // An empty line separates blocks of different kinds.
        if before.is_some_and(|before| is_apart(before, block)) {
            out.push('\n');
        }
        out += &lines(block);
        before = Some(block);
    }
    out
}

fn is_apart(before: &Block, block: &Block) -> bool {
    let after_heading = matches!(before, Block::Heading(_));
    matches!(block, Block::Heading(_)) || (!after_heading && !before.is_like(block))
}

fn lines(block: &Block) -> String {
    match block {
        Block::Heading(text) => underlined(&inline(text), '-'),
        Block::Text(text) => inline(text) + "\n",
        Block::Fact(name, value) => format!("{}: {}\n", inline(name), inline(value)),
        Block::Quote(text) => text.lines().map(|line| format!("  | {}\n", visible(line))).collect(),
        Block::Link(title, address) => format!("{}: {address}\n", inline(title)),
        // A text file cannot hold a picture; its description takes its place.
        Block::Picture(picture) => format!("({})\n", inline(&picture.description)),
        Block::Item { tick, text, below } => {
            let below: String =
                below.iter().map(|line| format!("      {}\n", inline(line))).collect();
            format!("{} {}\n{below}", mark(*tick), inline(text))
        }
    }
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
    spans.iter().map(|span| within(&span.text)).collect()
}
