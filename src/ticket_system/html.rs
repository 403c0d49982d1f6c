//! A comment as HTML, with the few elements that every editor keeps when it is pasted.

use super::markdown::sign;
use super::part::Part;
use crate::export::{Block, Clicks, Span, Table, text_of};
use crate::text::visible;

/// Writes the comment.
pub(super) fn write(part: &Part<'_>) -> String {
    let mut out = format!("<h3>{}</h3>\n", escape(part.title));
    let mut is_in_list = false;
    for block in part.blocks {
        let is_item = matches!(block, Block::Fact(..) | Block::Item { .. } | Block::Link(..));
        if is_item != is_in_list {
            out += if is_item { "<ul>\n" } else { "</ul>\n" };
            is_in_list = is_item;
        }
        out += &of_block(block);
    }
    if is_in_list {
        out += "</ul>\n";
    }
    if let Some(shortened) = part.shortened {
        out += &paragraph(&escape(shortened));
    }
    if !part.footer.is_empty() {
        out += &paragraph(&inline(part.footer));
    }
    out
}

fn of_block(block: &Block) -> String {
    match block {
        Block::Heading(text) => format!("<h4>{}</h4>\n", inline(text)),
        Block::Text(text) | Block::Lead(text) | Block::Note(text) => paragraph(&inline(text)),
        Block::Strips(strips) => {
            let strips = strips.iter();
            strips.map(|it| paragraph(&named(&it.title, &it.text))).collect()
        }
        Block::Table(table) => of_table(table),
        Block::Clicks(clicks) => of_clicks(clicks),
        Block::Fact(name, value) => format!("<li>{}</li>\n", named(name, value)),
        Block::Item { tick, text, below } => {
            let below = list(below.iter().map(|line| inline(line)));
            format!("<li>{} {}{below}</li>\n", sign(*tick), inline(text))
        }
        Block::Quote(text) => {
            let lines: Vec<String> = text.lines().map(escape).collect();
            format!("<blockquote>{}</blockquote>\n", lines.join("<br>"))
        }
        Block::Link(title, address) => {
            format!("<li><a href=\"{}\">{}</a></li>\n", escape(address), inline(title))
        }
        // A comment holds no picture.
        Block::Picture(_) => String::new(),
    }
}

fn of_table(table: &Table) -> String {
    let heads: String =
        table.columns.iter().map(|(title, _)| format!("<th>{}</th>", inline(title))).collect();
    let rows = table.rows.iter().map(|row| {
        let cells = row.iter().map(|cell| {
            let has_below = !text_of(&cell.below).is_empty();
            let below =
                if has_below { format!("<br>{}", inline(&cell.below)) } else { String::new() };
            format!("<td>{}{below}</td>", inline(&cell.text))
        });
        format!("<tr>{}</tr>\n", cells.collect::<String>())
    });
    format!("<table border=\"1\">\n<tr>{heads}</tr>\n{}</table>\n", rows.collect::<String>())
}

fn of_clicks(clicks: &Clicks) -> String {
    let mut out = paragraph(&format!("<b>{}</b>", inline(&clicks.title)));
    out.extend(clicks.before.iter().map(|note| paragraph(&inline(note))));
    let items = clicks.items.iter().map(|(text, note)| {
        let note = if note.is_empty() { String::new() } else { format!("<br>{}", inline(note)) };
        format!("<li>{}{note}</li>\n", inline(text))
    });
    out.extend(["<ol>\n", &items.collect::<String>(), "</ol>\n"]);
    out.extend(clicks.after.iter().map(|note| paragraph(&inline(note))));
    out
}

fn paragraph(text: &str) -> String {
    format!("<p>{text}</p>\n")
}

fn named(name: &[Span], value: &[Span]) -> String {
    format!("<b>{}:</b> {}", inline(name), inline(value))
}

/// A list inside of an item; nothing if it is empty.
fn list(lines: impl Iterator<Item = String>) -> String {
    let items: String = lines.map(|line| format!("<li>{line}</li>")).collect();
    if items.is_empty() { items } else { format!("<ul>{items}</ul>") }
}

fn inline(spans: &[Span]) -> String {
    let of = |span: &Span| {
        let text = escape(&span.text);
        let text = if span.bold { format!("<b>{text}</b>") } else { text };
        match &span.link {
            Some(address) => format!("<a href=\"{}\">{text}</a>", escape(address)),
            None => text,
        }
    };
    spans.iter().map(of).collect()
}

/// Text that stays text: what would be markup is escaped.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\n' => out += "<br>",
            c => out.push(c),
        }
    }
    out
}
