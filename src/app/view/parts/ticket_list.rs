//! The list of tickets on the left, with its search and filters.

use eframe::egui::{
    self, Color32, CornerRadius, Frame, Margin, Rect, Sense, Stroke, Ui, pos2, vec2,
};
use jiff::{Timestamp, Unit};

use crate::app::command::{Command, NavigateCommand, TicketsCommand};
use crate::app::model::focus::{Field, Pane};
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::State;
use crate::app::settings::navigation::Overlay;
use crate::app::view::focus;
use crate::app::view::parts::running_work;
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{
    ButtonStyle, button, filter_chip, is_entered, name_field, paint_bar, push_on_click,
    sized_button, text_field,
};
use crate::kb::CauseId;
use crate::theme::{Weight, colors, font, size};
use crate::ticket::{State as TicketState, Summary};

/// The height of a row with the room below it, in points.
const ROW: f32 = 90.0;

/// The width of the list, in points: less in a narrow window.
fn list_width(ctx: &egui::Context) -> f32 {
    (ctx.content_rect().width() * 0.19).clamp(196.0, 236.0)
}

/// Draws the list. Returns its place, without what is below it; notices are shown over its lower end.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) -> Rect {
    let frame = Frame::new().fill(colors(ui).background).inner_margin(Margin::same(12));
    let width = list_width(ui.ctx());
    let panel = egui::Panel::left("tickets").exact_size(width).resizable(false).frame(frame);
    let shown = panel.show(ui, |ui| {
        focus::begin_pane(ui, &mut state.focus, "Tickets", &[Pane::Tickets]);
        running_work::draw(ui, state, commands);
        notices(ui, state, commands);
        let place = ui.available_rect_before_wrap();
        list(ui, state, commands);
        place
    });
    shown.inner
}

/// The list with its search and filters.
pub fn list(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    search(ui, state, commands);
    states(ui, state, commands);
    ui.columns(2, |halves| {
        causes(&mut halves[0], state, commands);
        days(&mut halves[1], state, commands);
    });
    rows(ui, state, commands);
}

/// The button that opens the notices, below the list.
fn notices(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let name = match state.notices.staying().count() {
        0 => return,
        1 => "1 notice".to_owned(),
        several => format!("{several} notices"),
    };
    let show = Command::Navigate(NavigateCommand::Overlay(Overlay::Notices));
    let frame = Frame::new().inner_margin(Margin { top: 8, ..Margin::ZERO });
    egui::Panel::bottom("notices").frame(frame).show_separator_line(false).show(ui, |ui| {
        let key = key_of(ui.ctx(), &show);
        push_on_click(&sized_button(ui, ButtonStyle::Plain, &name, &key, 30.0), show, commands);
    });
}

fn search(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        let field = text_field("Search tickets")
            .hint("Search tickets")
            .width(ui.available_width() - 65.0)
            .cursor(state.focus.takes_cursor(Field::Search))
            .show(ui, &mut state.list.query.words);
        if field.changed() {
            commands.push(TicketsCommand::List.into());
        }
        if is_entered(ui, &field) {
            commands.push(TicketsCommand::OpenFound.into());
        }
        let new = button(ui, ButtonStyle::Plain, "New", "");
        push_on_click(&new, TicketsCommand::New, commands);
    });
}

fn states(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let c = colors(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for &(status, count) in &state.list.tallies.states {
            let chosen = state.list.query.state == Some(status);
            let is_main =
                matches!(status, TicketState::Open | TicketState::Waiting | TicketState::Solved);
            if count == 0 && !chosen && !is_main {
                continue;
            }
            let (front, back) = match status {
                TicketState::Open => (c.accent, c.accent_soft),
                TicketState::Waiting => (c.caution, c.caution_soft),
                TicketState::Solved => (c.good, c.good_soft),
                TicketState::Escalated | TicketState::Abandoned => (c.dim, c.card),
            };
            let text = format!("{} {count}", capitalized(status.name()));
            if filter_chip(ui, &text, chosen, front, back).clicked() {
                state.list.query.state = (!chosen).then_some(status);
                commands.push(TicketsCommand::List.into());
            }
        }
    });
}

/// The spans that the list can be limited to, in days, with their names.
const SPANS: [(u32, &str); 5] = [
    (1, "Last day"),
    (7, "Last week"),
    (30, "Last month"),
    (90, "Last quarter"),
    (365, "Last year"),
];

/// Limits the list to tickets with the fix of one cause in hand.
fn causes(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let kb = state.open.as_ref().map(OpenTicket::kb);
    let title = |id: &CauseId| {
        kb.and_then(|kb| kb.cause(id)).map_or_else(|| id.to_string(), |cause| cause.title.clone())
    };
    let causes = &state.list.tallies.causes;
    let names: Vec<(Option<CauseId>, String)> = std::iter::once((None, "Any cause".to_owned()))
        .chain(causes.iter().map(|(id, n)| (Some(id.clone()), format!("{} ({n})", title(id)))))
        .collect();
    choice(ui, "Cause", &names, &mut state.list.query.cause, commands);
}

/// Limits the list to tickets that changed lately.
fn days(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let spans = SPANS.map(|(days, name)| (Some(days), name.to_owned()));
    let names: Vec<(Option<u32>, String)> =
        std::iter::once((None, "Any time".to_owned())).chain(spans).collect();
    choice(ui, "Changed", &names, &mut state.list.days, commands);
}

/// A combo box that chooses one of several values.
fn choice<T: Clone + PartialEq>(
    ui: &mut Ui,
    name: &str,
    names: &[(T, String)],
    chosen: &mut T,
    commands: &mut Vec<Command>,
) {
    let before = chosen.clone();
    // If nothing is chosen, the name of the filter, which fits the narrowest list too.
    let text = names[1..].iter().find(|(value, _)| value == chosen).map_or(name, |(_, name)| name);
    let width = ui.available_width();
    let color = if chosen == &names[0].0 { colors(ui).dim } else { colors(ui).accent };
    let shown = egui::RichText::new(text).font(font(size::SMALL, Weight::Regular)).color(color);
    let combo = egui::ComboBox::from_id_salt(name).selected_text(shown).width(width).truncate();
    let combo = combo.icon(|ui, place, _, _| paint_chevron(ui, place));
    let response = combo.show_ui(ui, |ui| {
        for (value, text) in names {
            ui.selectable_value(chosen, value.clone(), text);
        }
    });
    name_field(ui, &response.response, name);
    if *chosen != before {
        commands.push(TicketsCommand::List.into());
    }
}

/// Paints the arrow of a combo box.
fn paint_chevron(ui: &Ui, place: Rect) {
    let tip = place.center() + vec2(0.0, 2.0);
    let line = vec![tip - vec2(4.0, 4.0), tip, tip + vec2(4.0, -4.0)];
    ui.painter().line(line, Stroke::new(1.5, colors(ui).dim));
}

fn rows(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let go_to = state.list.go_to.take();
    let rows = &state.list.page.rows;
    if rows.is_empty() && state.session.is_ready {
        ui.label(egui::RichText::new("No matching tickets").color(colors(ui).dim));
    }
    let open = state.open.as_ref().map(|open| open.ticket().id);
    ui.spacing_mut().item_spacing.y = 0.0;
    egui::ScrollArea::vertical().id_salt("rows").auto_shrink(false).show_rows(
        ui,
        ROW,
        rows.len(),
        |ui, range| {
            if let Some(row) = go_to {
                let above = (row as f32 - range.start as f32) * ROW;
                let at = pos2(ui.max_rect().left(), ui.max_rect().top() + above);
                ui.scroll_to_rect(Rect::from_min_size(at, vec2(1.0, ROW)), None);
            }
            let is_end = range.end == rows.len();
            if is_end && state.list.page.has_more && rows.len() >= state.list.query.most {
                commands.push(TicketsCommand::ListMore.into());
            }
            for row in &rows[range] {
                let (rect, response) =
                    ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
                let chosen = open == Some(row.id);
                let status = status(row, state.session.now);
                let name =
                    format!("{}, {}, {}, {status}", row.reference, row.customer, row.subject);
                response.widget_info(|| {
                    egui::WidgetInfo::selected(
                        egui::Role::ListBoxOption,
                        true,
                        chosen,
                        name.clone(),
                    )
                });
                paint_row(ui, rect, row, chosen, response.hovered(), state.session.now);
                push_on_click(&response, TicketsCommand::Open(row.id), commands);
            }
            focus::follow(ui);
        },
    );
}

fn paint_row(ui: &Ui, rect: Rect, row: &Summary, chosen: bool, marked: bool, now: Timestamp) {
    let c = colors(ui);
    let rect = Rect::from_min_max(rect.min, pos2(rect.right(), rect.bottom() - 8.0));
    let fill = if chosen { c.accent_soft } else { Color32::TRANSPARENT };
    let edge = if marked { c.focused() } else { Stroke::NONE };
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
    let (weight, color) =
        if row.is_due(now) { (Weight::SemiBold, c.caution) } else { (Weight::Regular, c.dim) };
    let status = ui.painter().layout_no_wrap(status(row, now), font(size::SMALL, weight), color);
    let room = inner.width() - status.size().x - 8.0;
    ui.painter().galley(pos2(inner.right() - status.size().x, inner.top()), status, color);
    line(0.0, &row.reference, size::BODY, Weight::SemiBold, c.text, room);
    line(22.0, &row.customer, 13.0, Weight::Regular, c.text, inner.width());
    line(40.0, &row.subject, 13.0, Weight::Regular, c.dim, inner.width());
    let bar =
        Rect::from_min_size(pos2(inner.left(), inner.bottom() - 3.0), vec2(inner.width(), 3.0));
    paint_bar(ui, bar, row.progress(), c.good);
}

/// The state of a ticket, with the hours it still waits.
fn status(row: &Summary, now: Timestamp) -> String {
    if row.is_due(now) {
        return "Wait over".to_owned();
    }
    let state = row.state(now);
    let name = capitalized(state.name());
    let until = row.waits_until.filter(|_| state == TicketState::Waiting);
    let hours = until.and_then(|until| until.since(now).ok()?.total(Unit::Hour).ok());
    hours.map_or(name.clone(), |hours| format!("{name} \u{b7} {:.0} h left", hours.ceil()))
}

/// A name with a capital letter, for use on its own.
fn capitalized(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
