//! A comment as Markdown, with what the editors of ticket systems know of it: headings, bold, lists,
//! quotes and links, but neither tables nor check boxes.

use super::part::Part;
use crate::export::markdown::{escape, inline, link, plain};
use crate::export::{Block, Clicks, Table, Tick, text_of};

/// Writes the comment.
pub(super) fn write(part: &Part<'_>) -> String {
    let mut out = format!("## {}\n", escape(part.title));
    let mut was_item = false;
    for block in part.blocks {
        let text = of_block(block);
        if text.is_empty() {
            continue;
        }
        let is_item = matches!(block, Block::Fact(..) | Block::Item { .. } | Block::Link(..));
        // A line break stands before and after a list.
        if !(is_item && was_item) {
            out.push('\n');
        }
        was_item = is_item;
        out.extend([&text, "\n"]);
    }
    if let Some(shortened) = part.shortened {
        out.extend(["\n", &escape(shortened), "\n"]);
    }
    if !part.footer.is_empty() {
        out.extend(["\n", &inline(part.footer), "\n"]);
    }
    out
}

fn of_block(block: &Block) -> String {
    match block {
        Block::Heading(text) => format!("### {}", inline(text)),
        Block::Text(text) | Block::Lead(text) | Block::Note(text) => inline(text),
        Block::Strips(strips) => {
            let strips = strips.iter();
            let strip = strips.map(|it| format!("**{}:** {}", plain(&it.title), inline(&it.text)));
            strip.collect::<Vec<_>>().join("\n\n")
        }
        Block::Table(table) => of_table(table),
        Block::Clicks(clicks) => of_clicks(clicks),
        Block::Fact(name, value) => format!("- **{}:** {}", plain(name), inline(value)),
        Block::Item { tick, text, below } => {
            let below = below.iter().map(|line| format!("\n  - {}", inline(line)));
            format!("- {} {}{}", sign(*tick), inline(text), below.collect::<String>())
        }
        Block::Quote(text) => {
            let lines = text.lines().map(|line| format!("> {}", escape(line)));
            lines.collect::<Vec<_>>().join("\n")
        }
        Block::Link(title, address) => link(title, address),
        // A comment holds no picture.
        Block::Picture(_) => String::new(),
    }
}

/// Every row as an item, its cells named by their columns.
fn of_table(table: &Table) -> String {
    let mut lines = Vec::new();
    for row in &table.rows {
        let Some((first, rest)) = row.split_first() else { continue };
        lines.push(format!("- **{}**", plain(&first.text)));
        if !first.below.is_empty() {
            lines.push(format!("  - {}", inline(&first.below)));
        }
        for ((title, _), cell) in table.columns.iter().skip(1).zip(rest) {
            if !text_of(&cell.text).is_empty() {
                lines.push(format!("  - {}: {}", plain(title), inline(&cell.text)));
            }
        }
    }
    lines.join("\n")
}

fn of_clicks(clicks: &Clicks) -> String {
    let mut paragraphs = vec![format!("**{}**", plain(&clicks.title))];
    paragraphs.extend(clicks.before.iter().map(|note| inline(note)));
    let numbered = (1..).zip(&clicks.items).map(|(number, (text, note))| {
        let note = if note.is_empty() { String::new() } else { format!("\n   {}", inline(note)) };
        format!("{number}. {}{note}", inline(text))
    });
    paragraphs.push(numbered.collect::<Vec<_>>().join("\n"));
    paragraphs.extend(clicks.after.iter().map(|note| inline(note)));
    paragraphs.join("\n\n")
}

/// The mark of an item: a check box would show its brackets.
pub(super) fn sign(tick: Tick) -> char {
    match tick {
        Tick::Done => '\u{2713}',
        Tick::Left => '\u{2717}',
        Tick::Unclear => '?',
    }
}
