//! A document as Markdown, in which no text of a ticket turns into markup.

use super::document::{Block, Document, Tick};
use super::words::Span;
use crate::text::visible;

/// Formats the document as Markdown.
pub fn write<A>(document: &Document<A>) -> String {
    let mut out = format!("# {}\n", escape(document.title()));
    let mut in_list = false;
    for block in document.blocks() {
        let is_list = matches!(block, Block::Fact(..) | Block::Item { .. } | Block::Link(..));
        if !is_list || !in_list {
            out.push('\n');
        }
        in_list = is_list;
        out += &line(block);
        out.push('\n');
    }
    out
}

fn line(block: &Block) -> String {
    match block {
        Block::Heading(text) => format!("## {}", inline(text)),
        Block::Text(text) => inline(text),
        Block::Fact(name, value) => format!("- **{}:** {}", plain(name), inline(value)),
        Block::Quote(text) => quote(text),
        Block::Link(title, address) => format!("- [{}](<{address}>)", inline(title)),
        // A text file cannot hold a picture; its description takes its place.
        Block::Picture(picture) => format!("*{}*", plain(&picture.description)),
        Block::Item { tick, text, below } => {
            let below: String =
                below.iter().map(|line| format!("\n  - {}", inline(line))).collect();
            format!("- {} {}{below}", mark(*tick), inline(text))
        }
    }
}

fn mark(tick: Tick) -> &'static str {
    match tick {
        Tick::Done => "[x]",
        Tick::Left => "[ ]",
        Tick::Unclear => "[-]",
    }
}

fn plain(spans: &[Span]) -> String {
    spans.iter().map(|span| escape(&span.text)).collect()
}

fn inline(spans: &[Span]) -> String {
    let span = |span: &Span| {
        let text = escape(&span.text);
        if span.bold { format!("**{text}**") } else { text }
    };
    spans.iter().map(span).collect()
}

/// Quotes every line, as an indented code block so that it stays verbatim.
fn quote(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!(">     {}", visible(line))).collect();
    lines.join("\n")
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        if "\\`*_{}[]<>#|~&!".contains(c) {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}
