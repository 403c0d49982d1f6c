//! A document as Markdown, in which nothing that a ticket holds turns into markup.

use std::fmt::Write;

use super::document::{Block, Document, Span, Tick};

/// The document as Markdown text.
pub fn write<A>(document: &Document<A>) -> String {
    let mut out = format!("# {}\n", escape(document.title()));
    let mut in_list = false;
    for block in document.blocks() {
        let is_list = matches!(block, Block::Fact(..) | Block::Item { .. } | Block::Link(..));
        if !is_list || !in_list {
            out.push('\n');
        }
        in_list = is_list;
        // Writing to a string cannot fail.
        let _ = match block {
            Block::Heading(text) => writeln!(out, "## {}", escape(text)),
            Block::Text(text) => writeln!(out, "{}", inline(text)),
            Block::Fact(name, value) => writeln!(out, "- **{}:** {}", escape(name), escape(value)),
            Block::Quote(text) => writeln!(out, "{}", quote(text)),
            Block::Link(title, address) => writeln!(out, "- [{}](<{address}>)", escape(title)),
            Block::Item { tick, text, below } => {
                let below: String =
                    below.iter().map(|line| format!("\n  - {}", inline(line))).collect();
                writeln!(out, "- {} {}{below}", mark(*tick), inline(text))
            }
        };
    }
    out
}

fn mark(tick: Tick) -> &'static str {
    match tick {
        Tick::Done => "[x]",
        Tick::Left => "[ ]",
        Tick::Unclear => "[-]",
    }
}

fn inline(spans: &[Span]) -> String {
    spans
        .iter()
        .map(
            |span| {
                if span.bold { format!("**{}**", escape(&span.text)) } else { escape(&span.text) }
            },
        )
        .collect()
}

/// Every line quoted; an indented code block inside keeps it word for word.
fn quote(text: &str) -> String {
    let lines: Vec<String> =
        text.lines().map(|line| format!(">     {}", super::visible(line))).collect();
    lines.join("\n")
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in super::visible(text).chars() {
        if "\\`*_{}[]<>#|~&!".contains(c) {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}
