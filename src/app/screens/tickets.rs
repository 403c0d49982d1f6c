//! The list of tickets on the left: search, states, progress.

use eframe::egui::{
    self, Color32, CornerRadius, Frame, Margin, Rect, Sense, Stroke, Ui, pos2, vec2,
};
use jiff::{Timestamp, Unit};

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::theme::{Weight, colors, font, size};
use crate::app::widgets::{Look, button, filter_chip, paint_bar};
use crate::ticket::{State as TicketState, Summary};

/// The height of a row with the room below it, in points.
const ROW: f32 = 90.0;

/// The width of the list, in points: the design's, and less in a narrow window.
pub fn list_width(ctx: &egui::Context) -> f32 {
    (ctx.content_rect().width() * 0.19).clamp(196.0, 236.0)
}

/// Draws the list.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let frame = Frame::new().fill(colors(ui).background).inner_margin(Margin::same(12));
    let width = list_width(ui.ctx());
    egui::Panel::left("tickets").exact_size(width).resizable(false).frame(frame).show(ui, |ui| {
        search(ui, state, commands);
        filters(ui, state, commands);
        rows(ui, state, commands);
    });
}

fn search(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        let field = egui::TextEdit::singleline(&mut state.list.query.words)
            .id_salt("search")
            .hint_text("Search tickets")
            .margin(Margin::symmetric(10, 9))
            .desired_width(ui.available_width() - 65.0);
        let field = ui.add(field);
        name_field(ui, &field, "Search tickets");
        if std::mem::take(&mut state.list.wants_focus) {
            field.request_focus();
        }
        if field.changed() {
            commands.push(Command::List);
        }
        if button(ui, Look::Plain, "New", "").clicked() {
            commands.push(Command::NewTicket);
        }
    });
}

/// Gives a text field the name that screen readers say.
pub fn name_field(ui: &Ui, field: &egui::Response, name: &str) {
    ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(name));
}

fn filters(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let c = colors(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for &(stand, count) in &state.list.tallies.states {
            let chosen = state.list.query.state == Some(stand);
            let is_main =
                matches!(stand, TicketState::Open | TicketState::Waiting | TicketState::Solved);
            if count == 0 && !chosen && !is_main {
                continue;
            }
            let (front, back) = match stand {
                TicketState::Open => (c.accent, c.accent_soft),
                TicketState::Waiting => (c.caution, c.caution_soft),
                TicketState::Solved => (c.good, c.good_soft),
                TicketState::Escalated | TicketState::Abandoned => (c.dim, c.card),
            };
            let name = stand.name();
            let text = format!("{}{} {count}", name[..1].to_uppercase(), &name[1..]);
            if filter_chip(ui, &text, chosen, front, back).clicked() {
                state.list.query.state = (!chosen).then_some(stand);
                commands.push(Command::List);
            }
        }
    });
}

fn rows(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let rows = &state.list.page.rows;
    if rows.is_empty() && state.is_ready {
        ui.label(egui::RichText::new("No tickets match").color(colors(ui).dim));
    }
    let open = state.open.as_ref().map(|open| open.ticket().id);
    ui.spacing_mut().item_spacing.y = 0.0;
    egui::ScrollArea::vertical().id_salt("rows").auto_shrink(false).show_rows(
        ui,
        ROW,
        rows.len(),
        |ui, range| {
            let is_end = range.end == rows.len();
            if is_end && state.list.page.has_more && rows.len() >= state.list.query.most {
                commands.push(Command::ListMore);
            }
            for row in &rows[range] {
                let (rect, response) =
                    ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
                let chosen = open == Some(row.id);
                let stand = stands(row, state.now);
                let name = format!("{}, {}, {}, {stand}", row.reference, row.customer, row.subject);
                response.widget_info(|| {
                    egui::WidgetInfo::selected(
                        egui::Role::ListBoxOption,
                        true,
                        chosen,
                        name.clone(),
                    )
                });
                paint_row(
                    ui,
                    rect,
                    row,
                    chosen,
                    response.has_focus() || response.hovered(),
                    &stand,
                );
                if response.clicked() {
                    commands.push(Command::OpenTicket(row.id));
                }
            }
        },
    );
}

fn paint_row(ui: &Ui, rect: Rect, row: &Summary, chosen: bool, marked: bool, stand: &str) {
    let c = colors(ui);
    let rect = Rect::from_min_max(rect.min, pos2(rect.right(), rect.bottom() - 8.0));
    let fill = if chosen { c.accent_soft } else { Color32::TRANSPARENT };
    let edge = if marked { Stroke::new(1.0, c.dim) } else { Stroke::NONE };
    ui.painter().rect(rect, CornerRadius::same(6), fill, edge, egui::StrokeKind::Inside);
    let inner = rect.shrink2(vec2(10.0, 9.0));
    let line = |at: f32, text: &str, points: f32, weight: Weight, color: Color32, width: f32| {
        let mut job =
            egui::text::LayoutJob::simple_singleline(text.to_owned(), font(points, weight), color);
        job.wrap = egui::text::TextWrapping::truncate_at_width(width);
        ui.painter().galley(
            pos2(inner.left(), inner.top() + at),
            ui.painter().layout_job(job),
            color,
        );
    };
    let stand =
        ui.painter().layout_no_wrap(stand.to_owned(), font(size::SMALL, Weight::Regular), c.dim);
    let room = inner.width() - stand.size().x - 8.0;
    ui.painter().galley(pos2(inner.right() - stand.size().x, inner.top()), stand, c.dim);
    line(0.0, &row.reference, size::BODY, Weight::SemiBold, c.text, room);
    line(22.0, &row.customer, 13.0, Weight::Regular, c.text, inner.width());
    line(40.0, &row.subject, 13.0, Weight::Regular, c.dim, inner.width());
    let bar =
        Rect::from_min_size(pos2(inner.left(), inner.bottom() - 3.0), vec2(inner.width(), 3.0));
    paint_bar(ui, bar, row.progress(), c.good);
}

/// How a ticket stands, or how long it still waits.
fn stands(row: &Summary, now: Timestamp) -> String {
    if row.is_due(now) {
        return "wait over".to_owned();
    }
    match (row.state(now), row.waits_until) {
        (TicketState::Waiting, Some(until)) => {
            let left = until.since(now).ok().and_then(|span| span.total(Unit::Hour).ok());
            left.map_or_else(
                || "waiting".to_owned(),
                |hours| format!("waiting \u{b7} {:.0} h left", hours.ceil()),
            )
        }
        (state, _) => state.name().to_owned(),
    }
}
