//! The document as it will look: the pages of its PDF, painted from the same layout, on white paper in
//! every theme.

use eframe::egui::{
    Align2, Color32, CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2,
};

use crate::app::command::{Command, DocumentsCommand};
use crate::app::model::state::State;
use crate::app::view::layout::scroll_of;
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{ButtonStyle, build_button, heading, push_on_click, small};
use crate::export::{Audience, Preview, PreviewPiece, Tick};
use crate::picture::drawing;
use crate::theme::{LIGHT, Weight, colors, font, size};

/// The widest a page is drawn, in points.
const WIDEST: f32 = 552.0;
/// The room between pages, in points.
const BETWEEN: f32 = 16.0;

/// Draws the heading and the pages.
pub fn draw(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    ui.set_max_width(ui.available_width().min(WIDEST));
    top(ui, state, commands);
    ui.add_space(4.0);
    let ticket = state.open.as_ref().map(|open| open.ticket().id);
    scroll_of(ui, ("pages", ticket, state.checklist.audience as u8), |ui| pages(ui, state));
}

/// Draws them as a part of one column.
pub fn column(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    top(ui, state, commands);
    pages(ui, state);
}

fn top(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let count = state.preview.as_ref().map_or(0, |shown| shown.preview.pages.len());
    let count = if count == 1 { "1 page".to_owned() } else { format!("{count} pages") };
    let reader = match state.checklist.audience {
        Audience::Customer => "as the customer gets it",
        Audience::Internal => "for the helpdesk alone",
    };
    ui.horizontal_wrapped(|ui| {
        heading(ui, "Preview", size::BODY);
        small(ui, &format!("{count}, {reader}"));
        let key = key_of(ui.ctx(), &DocumentsCommand::NextAudience.into());
        let parts = [(Audience::Customer, "Customer"), (Audience::Internal, "Internal")].map(
            |(audience, name)| {
                let chosen = state.checklist.audience == audience;
                let key = if chosen { String::new() } else { key.clone() };
                let style = if chosen { ButtonStyle::Chosen } else { ButtonStyle::Plain };
                (audience, build_button(name).style(style).key(key).height(28.0))
            },
        );
        let wanted: f32 = parts.iter().map(|(_, button)| button.wanted_width(ui) + 8.0).sum();
        let room = ui.available_size_before_wrap().x - wanted;
        if room < 0.0 {
            ui.end_row();
        }
        ui.add_space(room.max(0.0));
        for (audience, button) in parts {
            let response = button.show(ui);
            push_on_click(&response, DocumentsCommand::SetAudience(audience), commands);
        }
    });
}

fn pages(ui: &mut Ui, state: &State) {
    let Some(shown) = &state.preview else { return };
    let preview = &shown.preview;
    let width = ui.available_width().min(WIDEST);
    let scale = width / preview.page.0;
    ui.spacing_mut().item_spacing.y = BETWEEN;
    for (at, pieces) in preview.pages.iter().enumerate() {
        page(ui, preview, at, pieces, scale);
    }
}

fn page(ui: &mut Ui, preview: &Preview, at: usize, pieces: &[PreviewPiece], scale: f32) {
    let paper = vec2(preview.page.0, preview.page.1) * scale;
    let (rect, response) = ui.allocate_exact_size(paper, Sense::hover());
    // A picture of the page for those who see it, its words for those who do not.
    let words: Vec<&str> = pieces
        .iter()
        .filter_map(|piece| match piece {
            PreviewPiece::Text { text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    let name = format!("Page {} of {}: {}", at + 1, preview.pages.len(), words.join(" "));
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    if !ui.is_rect_visible(rect) {
        return;
    }
    let edge = Stroke::new(1.0, colors(ui).edge);
    let paper = LIGHT.card;
    ui.painter().rect(rect, CornerRadius::ZERO, paper, edge, StrokeKind::Inside);
    for piece in pieces {
        paint(ui, rect, piece, scale);
    }
}

fn paint(ui: &Ui, page: Rect, piece: &PreviewPiece, scale: f32) {
    let place = |(left, top, width, height): (f32, f32, f32, f32)| {
        Rect::from_min_size(
            page.min + vec2(left, top) * scale,
            vec2(width, height) * scale,
        )
    };
    match piece {
        PreviewPiece::Text { at, size, weight, color, width, text, is_link } => {
            let weight = match *weight {
                weight if weight >= 700.0 => Weight::Bold,
                weight if weight >= 600.0 => Weight::SemiBold,
                _ => Weight::Regular,
            };
            let color = ink(*color);
            let text = text.clone();
            let words = ui.painter().layout_no_wrap(text, font(size * scale, weight), color);
            let ascent = words.rows.first().map_or(0.0, |row| {
                row.glyphs.first().map_or(0.0, |glyph| glyph.pos.y)
            });
            let start = page.min + vec2(at.0, at.1) * scale;
            ui.painter().galley(start - vec2(0.0, ascent), words, color);
            if *is_link {
                let line = [start + vec2(0.0, 1.5), start + vec2(width * scale, 1.5)];
                ui.painter().line_segment(line, Stroke::new(1.0, color));
            }
        }
        PreviewPiece::Rectangle(area, color) => {
            ui.painter().rect_filled(place(*area), CornerRadius::ZERO, ink(*color));
        }
        PreviewPiece::Box(at, tick) => {
            let area = place((at.0, at.1, 9.0, 9.0));
            let stroke = Stroke::new(0.8, LIGHT.text);
            let corners = CornerRadius::same(1);
            ui.painter().rect_stroke(area, corners, stroke, StrokeKind::Inside);
            let sign = match tick {
                Tick::Done => "\u{2713}",
                Tick::Left => return,
                Tick::Unclear => "\u{2717}",
            };
            let font = font(8.0 * scale, Weight::SemiBold);
            let center = Align2::CENTER_CENTER;
            ui.painter().text(area.center(), center, sign, font, LIGHT.text);
        }
        PreviewPiece::Drawing(area, sketch) => {
            drawing::paint(ui.painter(), sketch, place(*area), &LIGHT);
        }
        PreviewPiece::Picture(area) => {
            let stroke = Stroke::new(1.0, LIGHT.edge);
            ui.painter().rect_stroke(place(*area), CornerRadius::ZERO, stroke, StrokeKind::Inside);
        }
    }
}

fn ink((red, green, blue): (u8, u8, u8)) -> Color32 {
    crate::theme::paper_ink(red, green, blue)
}
