//! A document as one HTML file that prints well and loads nothing.

use std::fmt::Write;

use super::document::{Block, Document, Span, Tick};

const STYLE: &str = "
:root { color-scheme: light; }
body { font: 15px/1.5 system-ui, sans-serif; color: #1b2430; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin-top: 1.8rem; break-after: avoid; }
ul { list-style: none; padding: 0; } li { margin: .4rem 0; break-inside: avoid; }
.tick { display: inline-block; width: 1.6rem; } .below { color: #5e6b7c; margin-left: 1.6rem; }
blockquote { white-space: pre-wrap; overflow-wrap: anywhere; border-left: 3px solid #e1e5eb; margin: 0; padding: .2rem 0 .2rem 1rem; }
.name { color: #5e6b7c; } a { color: #2459d6; overflow-wrap: anywhere; }
@media print { body { margin: 0; max-width: none; font-size: 11pt; } }
";

/// The document as an HTML page.
pub fn write<A>(document: &Document<A>) -> String {
    let title = escape(document.title());
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
    );
    let mut in_list = false;
    for block in document.blocks() {
        let is_list = matches!(block, Block::Fact(..) | Block::Item { .. } | Block::Link(..));
        if is_list != in_list {
            out.push_str(if is_list { "<ul>\n" } else { "</ul>\n" });
            in_list = is_list;
        }
        // Writing to a string cannot fail.
        let _ = match block {
            Block::Heading(text) => writeln!(out, "<h2>{}</h2>", escape(text)),
            Block::Text(text) => writeln!(out, "<p>{}</p>", inline(text)),
            Block::Fact(name, value) => {
                writeln!(
                    out,
                    "<li><span class=\"name\">{}:</span> {}</li>",
                    escape(name),
                    escape(value)
                )
            }
            Block::Quote(text) => writeln!(out, "<blockquote>{}</blockquote>", escape(text)),
            Block::Link(title, address) => {
                writeln!(out, "<li><a href=\"{}\">{}</a></li>", escape(address), escape(title))
            }
            Block::Item { tick, text, below } => {
                let below: String = below
                    .iter()
                    .map(|line| format!("<div class=\"below\">{}</div>", inline(line)))
                    .collect();
                writeln!(
                    out,
                    "<li><span class=\"tick\">{}</span>{}{below}</li>",
                    mark(*tick),
                    inline(text)
                )
            }
        };
    }
    if in_list {
        out.push_str("</ul>\n");
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn mark(tick: Tick) -> &'static str {
    match tick {
        Tick::Done => "\u{2611}",
        Tick::Left => "\u{2610}",
        Tick::Unclear => "\u{2612}",
    }
}

fn inline(spans: &[Span]) -> String {
    spans
        .iter()
        .map(
            |span| {
                if span.bold {
                    format!("<b>{}</b>", escape(&span.text))
                } else {
                    escape(&span.text)
                }
            },
        )
        .collect()
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in super::visible(text).chars() {
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
