//! A document as Markdown, in which no text of a ticket turns into markup.

use super::document::{Block, Document, Table, Tick};
use super::words::{Span, text_of};
use crate::text::visible;

/// Formats the document as Markdown.
pub fn write<A>(document: &Document<A>) -> String {
    let mut out = format!("# {}\n", escape(document.title()));
    if let Some(head) = &document.frame().head {
        let parts = [&head.company, &head.date, &head.reference].map(|part| plain(part));
        out.extend(["\n", &parts.join(" \u{b7} "), "\n"]);
    }
    let mut in_list = false;
    for block in document.blocks() {
        let is_list = matches!(block, Block::Fact(..) | Block::Item { .. } | Block::Link(..));
        if !is_list || !in_list {
            out.push('\n');
        }
        in_list = is_list;
        out += &line(block, document.frame().language.colon());
        out.push('\n');
    }
    if !document.frame().footer.is_empty() {
        out.extend(["\n", &inline(&document.frame().footer), "\n"]);
    }
    out
}

fn line(block: &Block, colon: &str) -> String {
    match block {
        Block::Heading(text) => format!("## {}", inline(text)),
        Block::Text(text) | Block::Lead(text) | Block::Note(text) => inline(text),
        Block::Strips(strips) => {
            let strips = strips.iter();
            let strip =
                strips.map(|it| format!("**{}{colon}** {}", plain(&it.title), inline(&it.text)));
            strip.collect::<Vec<_>>().join("\n\n")
        }
        Block::Table(table) => of_table(table),
        Block::Clicks(clicks) => {
            let mut lines = vec![format!("### {}", plain(&clicks.title)), String::new()];
            lines.extend(clicks.before.iter().map(|note| inline(note) + "\n"));
            for (number, (text, note)) in (1..).zip(&clicks.items) {
                // Two spaces at the end break the line, so that the note stands below its click.
                if text_of(note).is_empty() {
                    lines.push(format!("{number}. {}", inline(text)));
                } else {
                    lines.push(format!("{number}. {}  \n   {}", inline(text), inline(note)));
                }
            }
            lines.extend(clicks.after.iter().map(|note| format!("\n{}", inline(note))));
            lines.join("\n")
        }
        Block::Fact(name, value) => format!("- **{}{colon}** {}", plain(name), inline(value)),
        Block::Quote(text) => quote(text),
        Block::Link(title, address) => link(title, address),
        // A text file cannot hold a picture; its description takes its place.
        Block::Picture(picture) => format!("*{}*", plain(&picture.description)),
        Block::Item { tick, text, below } => {
            let below: String =
                below.iter().map(|line| format!("\n  - {}", inline(line))).collect();
            format!("- {} {}{below}", mark(*tick), inline(text))
        }
    }
}

fn of_table(table: &Table) -> String {
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let heads = table.columns.iter().map(|(title, _)| plain(title)).collect();
    let mut lines = vec![row(heads), row(vec!["---".to_owned(); table.columns.len()])];
    for cells in &table.rows {
        let cell = cells.iter().map(|cell| {
            if text_of(&cell.below).is_empty() {
                inline(&cell.text)
            } else {
                format!("{} ({})", inline(&cell.text), plain(&cell.below))
            }
        });
        lines.push(row(cell.collect()));
    }
    lines.join("\n")
}

/// Formats a link as an item of a list.
pub(crate) fn link(title: &[Span], address: &str) -> String {
    format!("- [{}](<{}>)", inline(title), calm(address))
}

/// An address whose query holds no characters that mean something in Markdown; they may be encoded
/// there, and come from what was typed.
fn calm(address: &str) -> String {
    let Some((page, query)) = address.split_once('?') else { return address.to_owned() };
    let mut out = format!("{page}?");
    for c in query.chars() {
        if "*_~!`[]|{}".contains(c) {
            out.extend(["%", &format!("{:02X}", u32::from(c))]);
        } else {
            out.push(c);
        }
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

/// Formats text without bold and links, for where either would be doubled.
pub(crate) fn plain(spans: &[Span]) -> String {
    spans.iter().map(|span| escape(&span.text)).collect()
}

/// Formats text with its bold parts and links.
pub(crate) fn inline(spans: &[Span]) -> String {
    let span = |span: &Span| {
        let text = escape(&span.text);
        let text = if span.bold { format!("**{text}**") } else { text };
        match &span.link {
            Some(address) => format!("[{text}](<{}>)", calm(address)),
            None => text,
        }
    };
    spans.iter().map(span).collect()
}

/// Quotes every line, as an indented code block so that it stays verbatim.
fn quote(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!(">     {}", visible(line))).collect();
    lines.join("\n")
}

/// Escapes what would be markup, so that text stays text.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        if "\\`*_{}[]<>#|~&!".contains(c) {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}
