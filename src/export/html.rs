//! A document as a single HTML file that prints well and loads nothing.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::document::{Block, Clicks, Document, Head, Image, Picture, Strip, Table, Tick, Tone};
use super::words::{Span, text_of};
use crate::drawing::svg;
use crate::kb::markup;
use crate::kb::scene::Click;
use crate::text::visible;

/// Dark on white with two grays, so that a grayscale print loses nothing.
const STYLE: &str = include_str!("page.css");

/// Formats the document as an HTML page.
pub fn write<A>(document: &Document<A>) -> String {
    let title = escape(document.title());
    let groups = document.blocks().chunk_by(Block::is_like);
    let body: String = groups.map(group).collect();
    let frame = document.frame();
    let language = frame.language.id();
    let head = frame.head.as_ref().map_or_else(String::new, head);
    let footer = if frame.footer.is_empty() {
        String::new()
    } else {
        format!("<footer>{}</footer>\n", inline(&frame.footer))
    };
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n{head}<h1>{title}</h1>\n{body}{footer}</body>\n</html>\n"
    )
}

/// Formats consecutive blocks of the same kind: as one list, or each by itself.
fn group(blocks: &[Block]) -> String {
    let inside: String = blocks.iter().map(block).collect();
    match blocks.first() {
        Some(Block::Fact(..)) => format!("<dl>\n{inside}</dl>\n"),
        Some(Block::Item { .. }) => format!("<ul class=\"ticks\">\n{inside}</ul>\n"),
        Some(Block::Link(..)) => format!("<ul>\n{inside}</ul>\n"),
        _ => inside,
    }
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(text) => format!("<h2>{}</h2>\n", inline(text)),
        Block::Text(text) => format!("<p>{}</p>\n", inline(text)),
        Block::Fact(name, value) => {
            format!("<div><dt>{}</dt><dd dir=\"auto\">{}</dd></div>\n", inline(name), inline(value))
        }
        Block::Quote(text) => format!("<blockquote dir=\"auto\">{}</blockquote>\n", escape(text)),
        Block::Link(title, address) => {
            format!("<li><a href=\"{}\">{}</a></li>\n", escape(address), inline(title))
        }
        Block::Picture(picture) => figure(picture),
        Block::Lead(text) => format!("<p class=\"lead\">{}</p>\n", inline(text)),
        Block::Note(text) => format!("<p class=\"note\">{}</p>\n", inline(text)),
        Block::Strips(strips) => {
            let strips: String = strips.iter().map(strip).collect();
            format!("<div class=\"strips\">\n{strips}</div>\n")
        }
        Block::Table(table) => of_table(table),
        Block::Clicks(clicks) => of_clicks(clicks),
        Block::Item { tick, text, below } => {
            let below: String =
                below.iter().map(|line| format!("<p>{}</p>", inline(line))).collect();
            let (sign, text) = (mark(*tick), inline(text));
            format!("<li><span class=\"tick\">{sign}</span><div>{text}{below}</div></li>\n")
        }
    }
}

fn head(head: &Head) -> String {
    let company = inline(&head.company);
    let logo = if let Some(logo) = &head.logo {
        let data = STANDARD.encode(&logo.bytes);
        format!("<img class=\"logo\" alt=\"\" src=\"data:image/png;base64,{data}\">")
    } else {
        let initial = text_of(&head.company).trim().chars().next().unwrap_or(' ');
        let initial = escape(&initial.to_uppercase().to_string());
        format!("<span class=\"logo\" aria-hidden=\"true\">{initial}</span>")
    };
    let (date, reference) = (inline(&head.date), inline(&head.reference));
    format!(
        "<header>{logo}<b dir=\"auto\">{company}</b><div><b>{date}</b><br><span dir=\"auto\">{reference}</span></div></header>\n"
    )
}

fn strip(strip: &Strip) -> String {
    let tone = tone(strip.tone);
    let (title, text) = (inline(&strip.title), inline(&strip.text));
    format!("<div class=\"strip {tone}\"><b>{title}</b><p>{text}</p></div>\n")
}

fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "good",
        Tone::Caution => "caution",
    }
}

fn of_table(table: &Table) -> String {
    let heads =
        table.columns.iter().map(|(title, _)| format!("<th scope=\"col\">{}</th>", inline(title)));
    let heads: String = heads.collect();
    let mut rows = String::new();
    for row in &table.rows {
        rows += "<tr>";
        for cell in row {
            let class = cell.tone.map_or_else(String::new, |it| format!(" class=\"{}\"", tone(it)));
            let below = if cell.below.is_empty() {
                String::new()
            } else {
                format!("<p class=\"note\">{}</p>", inline(&cell.below))
            };
            let text = inline(&cell.text);
            rows.extend(["<td", &class, " dir=\"auto\">", &text, &below, "</td>"]);
        }
        rows += "</tr>\n";
    }
    let total: f32 = table.columns.iter().map(|(_, share)| share).sum();
    let column = |(_, share): &(Vec<Span>, f32)| {
        format!("<col style=\"width: {:.0}%\">", 100.0 * share / total.max(f32::EPSILON))
    };
    let columns: String = table.columns.iter().map(column).collect();
    format!(
        "<table>\n<colgroup>{columns}</colgroup>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
    )
}

fn of_clicks(clicks: &Clicks) -> String {
    let item = |(text, note): &(Vec<Span>, Vec<Span>)| {
        let note = if text_of(note).is_empty() {
            String::new()
        } else {
            format!("<p class=\"note\">{}</p>", inline(note))
        };
        format!("<li>{}{note}</li>\n", inline(text))
    };
    let items: String = clicks.items.iter().map(item).collect();
    let notes = |notes: &[Vec<Span>]| -> String {
        notes.iter().map(|note| format!("<p class=\"note\">{}</p>\n", inline(note))).collect()
    };
    let list = if items.is_empty() {
        String::new()
    } else {
        format!("<ol class=\"clicks\">\n{items}</ol>\n")
    };
    let (title, before, after) =
        (inline(&clicks.title), notes(&clicks.before), notes(&clicks.after));
    let list = format!("<div>\n<h3>{title}</h3>\n{before}{list}{after}</div>\n");
    let Some(picture) = &clicks.picture else { return list };
    let drawing = match &picture.image {
        Image::Drawing(sketch, _) => svg(sketch, &text_of(&picture.description)),
        Image::Png(_) => return list + &figure(picture),
    };
    let caption = inline(&clicks.caption);
    format!(
        "<div class=\"beside\">\n{list}<figure>{drawing}<figcaption>{caption}</figcaption></figure>\n</div>\n"
    )
}

fn figure(picture: &Picture) -> String {
    let description = text_of(&picture.description);
    match &picture.image {
        Image::Png(png) => {
            let (alt, data) = (escape(&description), STANDARD.encode(&png.bytes));
            let (width, height) = (png.width, png.height);
            format!(
                "<figure><img alt=\"{alt}\" width=\"{width}\" height=\"{height}\" src=\"data:image/png;base64,{data}\"></figure>\n"
            )
        }
        Image::Drawing(sketch, clicks) => {
            let click = |click: &Click| {
                let runs = markup::runs(&click.action);
                let text: String = runs.iter().map(|run| part(run.text, run.bold)).collect();
                format!("<li>{text}</li>")
            };
            let clicks: String = clicks.iter().map(click).collect();
            format!(
                "<figure>{}<figcaption><ol>{clicks}</ol></figcaption></figure>\n",
                svg(sketch, &description)
            )
        }
    }
}

fn mark(tick: Tick) -> &'static str {
    match tick {
        Tick::Done => "\u{2611}",
        Tick::Left => "\u{2610}",
        Tick::Unclear => "\u{2612}",
    }
}

fn inline(spans: &[Span]) -> String {
    let of = |span: &Span| {
        let text = part(&span.text, span.bold);
        match &span.link {
            Some(address) => format!("<a href=\"{}\">{text}</a>", escape(address)),
            None => text,
        }
    };
    spans.iter().map(of).collect()
}

fn part(text: &str, is_bold: bool) -> String {
    let text = escape(text);
    if is_bold { format!("<b>{text}</b>") } else { text }
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}
