//! A document as a single HTML file that prints well and loads nothing.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::document::{Block, Document, Image, Picture, Tick};
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
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n{body}</body>\n</html>\n"
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
        Block::Item { tick, text, below } => {
            let below: String =
                below.iter().map(|line| format!("<p>{}</p>", inline(line))).collect();
            let (sign, text) = (mark(*tick), inline(text));
            format!("<li><span class=\"tick\">{sign}</span><div>{text}{below}</div></li>\n")
        }
    }
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
    spans.iter().map(|span| part(&span.text, span.bold)).collect()
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
