//! A document as plain text, for a comment box or a mail.

use std::fmt::Write;

use super::document::{Block, Document, Span, Tick};

/// The document as plain text.
pub fn write<A>(document: &Document<A>) -> String {
    let title = within(document.title());
    let mut out = format!("{title}\n{}\n\n", "=".repeat(title.chars().count()));
    for block in document.blocks() {
        // Writing to a string cannot fail.
        let _ = match block {
            Block::Heading(text) => {
                writeln!(out, "\n{}\n{}", super::visible(text), "-".repeat(text.chars().count()))
            }
            Block::Text(text) => writeln!(out, "{}", inline(text)),
            Block::Fact(name, value) => {
                writeln!(out, "{}: {}", within(name), within(value))
            }
            Block::Quote(text) => {
                text.lines().try_for_each(|line| writeln!(out, "  | {}", super::visible(line)))
            }
            Block::Link(title, address) => writeln!(out, "{}: {address}", super::visible(title)),
            Block::Item { tick, text, below } => {
                let below: String =
                    below.iter().map(|line| format!("\n      {}", inline(line))).collect();
                writeln!(out, "{} {}{below}", mark(*tick), inline(text))
            }
        };
    }
    out
}

/// A text whose further lines are set in, so that none of them looks like one of the document's own.
fn within(text: &str) -> String {
    super::visible(text).replace('\n', "\n    ")
}

fn mark(tick: Tick) -> &'static str {
    match tick {
        Tick::Done => "[x]",
        Tick::Left => "[ ]",
        Tick::Unclear => "[-]",
    }
}

fn inline(spans: &[Span]) -> String {
    spans.iter().map(|span| within(&span.text)).collect()
}
