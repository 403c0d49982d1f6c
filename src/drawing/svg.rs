//! A drawing as SVG: a part of an HTML page that loads nothing and follows the page's colors.

use std::fmt::Write;

use super::sketch::{Area, Boldness, Ink, Shape, Sketch};

/// The SVG element of a drawing. Its inks are classes (`ink-text`, `ink-accent`, ..) that the page
/// gives colors; `says` is what screen readers say of it.
pub fn svg(sketch: &Sketch, says: &str) -> String {
    let mut out = String::new();
    let (width, height) = (sketch.width, sketch.height);
    // Writing into a string does not fail.
    let _ = write!(
        out,
        "<svg class=\"drawing\" role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {width} {height}\">",
        escaped(says)
    );
    for shape in &sketch.shapes {
        write_shape(&mut out, shape);
    }
    out.push_str("</svg>");
    out
}

fn write_shape(out: &mut String, shape: &Shape) {
    let _ = match shape {
        Shape::Box { area, round, fill, edge } => {
            // An edge lies inside of its rectangle, SVG's on its middle.
            let inset = edge.map_or(0.0, |(width, _)| width / 2.0);
            let Area { left, top, width, height } = area.expand(-inset);
            write!(
                out,
                "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"{round}\"{}/>",
                width.max(0.0),
                height.max(0.0),
                painted(*fill, *edge)
            )
        }
        Shape::Circle { center: [x, y], radius, fill, edge } => {
            let inset = edge.map_or(0.0, |(width, _)| width / 2.0);
            write!(
                out,
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{:.2}\"{}/>",
                radius - inset,
                painted(*fill, *edge)
            )
        }
        Shape::Line { through, width, ink } => {
            let points: Vec<String> =
                through.iter().map(|[x, y]| format!("{x:.1},{y:.1}")).collect();
            let edge = painted(None, Some((*width, *ink)));
            write!(out, "<polyline points=\"{}\"{edge}/>", points.join(" "))
        }
        Shape::Text { at: [x, y], is_centered, text, size, boldness, ink } => {
            let anchor = if *is_centered { " text-anchor=\"middle\"" } else { "" };
            // The middle of capital letters, as the other outputs place it.
            let baseline = y + size * 0.36;
            write!(
                out,
                "<text x=\"{x:.1}\" y=\"{baseline:.1}\" font-size=\"{size}\" font-weight=\"{}\"{anchor} class=\"fill-{}\">{}</text>",
                weight(*boldness),
                name(*ink),
                escaped(text)
            )
        }
    };
}

fn painted(fill: Option<Ink>, edge: Option<(f32, Ink)>) -> String {
    let mut classes = Vec::new();
    classes.push(fill.map_or("fill-none".to_owned(), |ink| format!("fill-{}", name(ink))));
    classes.extend(edge.map(|(_, ink)| format!("edge-{}", name(ink))));
    let width = edge.map_or(String::new(), |(width, _)| format!(" stroke-width=\"{width}\""));
    format!("{width} class=\"{}\"", classes.join(" "))
}

/// An ink as a part of a class name.
fn name(ink: Ink) -> &'static str {
    match ink {
        Ink::Page => "page",
        Ink::Bar => "bar",
        Ink::Line => "line",
        Ink::Edge => "edge",
        Ink::Blank => "blank",
        Ink::Text => "text",
        Ink::Dim => "dim",
        Ink::Accent => "accent",
        Ink::OnAccent => "on-accent",
        Ink::AccentSoft => "accent-soft",
        Ink::Shadow => "shadow",
    }
}

fn weight(boldness: Boldness) -> u16 {
    match boldness {
        Boldness::Regular => 400,
        Boldness::Medium => 500,
        Boldness::SemiBold => 600,
        Boldness::Bold => 700,
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
