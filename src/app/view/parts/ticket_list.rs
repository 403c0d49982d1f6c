//! The list of tickets on the left, with its search and filters; where there is no room, a rail.

use eframe::egui::{
    self, Align2, CornerRadius, Frame, Id, Margin, Rect, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    pos2, vec2,
};
use jiff::{Timestamp, Unit};

use super::{running_work, ticket_filters};
use crate::app::command::{Command, NavigateCommand, TicketsCommand, name_of};
use crate::app::model::focus::{Field, Pane};
use crate::app::model::state::State;
use crate::app::settings::navigation::Overlay;
use crate::app::view::focus;
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{
    ButtonStyle, build_button, hint, is_entered, paint_bar, paint_cap, push_on_click, row_ground,
    text_field, toggle_part,
};
use crate::text::capitalized;
use crate::theme::icon;
use crate::theme::{ROUND, Weight, colors, font, size};
use crate::ticket::store::ListOrder;
use crate::ticket::{State as TicketState, Summary};

/// The width of the list and of the rail, in points.
const LIST: f32 = 240.0;
const RAIL: f32 = 64.0;
/// The height of a row of the list and of the rail, in points.
const ROW: f32 = 56.0;
const RAIL_ROW: f32 = 40.0;
/// The height of the foot, in points.
const FOOT: f32 = 40.0;
/// The states with a toggle of their own.
const TOGGLES: [TicketState; 3] = [TicketState::Open, TicketState::Waiting, TicketState::Solved];

/// Draws the list.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let frame = Frame::new().fill(colors(ui).background).inner_margin(Margin::same(12));
    let panel = egui::Panel::left("tickets").exact_size(LIST).resizable(false).frame(frame);
    panel.show(ui, |ui| {
        focus::begin_pane(ui, &mut state.focus, "Tickets", &[Pane::Tickets]);
        running_work::draw(ui, state, commands);
        list(ui, state, commands);
    });
}

/// The list with its search and filters.
pub fn list(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let foot = Frame::new().inner_margin(Margin { top: 4, ..Margin::ZERO });
    let head = ui.available_rect_before_wrap();
    let mut top = ui.new_child(UiBuilder::new().max_rect(head));
    search(&mut top, state, commands);
    toggles(&mut top, state, commands);
    let below = top.min_rect().bottom() + 8.0;
    let mut rest = ui.new_child(
        UiBuilder::new().max_rect(Rect::from_min_max(pos2(head.left(), below), head.max)),
    );
    egui::Panel::bottom("foot").frame(foot).resizable(false).show(&mut rest, |ui| {
        if state.list.shows_filters {
            ticket_filters::draw(ui, state, commands);
        }
        self::foot(ui, state);
    });
    let place = rest.available_rect_before_wrap();
    let mut rows_ui = rest.new_child(UiBuilder::new().max_rect(place));
    rows(&mut rows_ui, state, commands);
    ui.advance_cursor_after_rect(head);
}

fn search(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let c = colors(ui);
    ui.horizontal(|ui| {
        let field = text_field("Search tickets")
            .hint(format!("{}  Search", icon::SEARCH))
            .width(ui.available_width() - 44.0)
            .cursor(state.focus.takes_cursor(Field::Search))
            .show(ui, &mut state.list.query.words);
        if state.list.query.words.is_empty() && !field.has_focus() {
            let key = key_of(ui.ctx(), &TicketsCommand::Search.into());
            let right = pos2(field.rect.right() - 8.0, field.rect.center().y);
            paint_cap(ui, right, &key, c.dim, c.edge);
        }
        if field.changed() {
            commands.push(TicketsCommand::List.into());
        }
        if is_entered(ui, &field) {
            commands.push(TicketsCommand::OpenFound.into());
        }
        let key = key_of(ui.ctx(), &TicketsCommand::New.into());
        let new = build_button(icon::PLUS).name("New ticket").width(36.0).show(ui);
        push_on_click(&new, TicketsCommand::New, commands);
        hint(&new, format!("New ticket ({key})"));
    });
}

/// The states as toggles; none pressed means all.
fn toggles(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let c = colors(ui);
    let (_, whole) = ui.allocate_space(vec2(ui.available_width(), 28.0));
    ui.painter().rect(whole, CornerRadius::same(ROUND), c.card, c.edge(), StrokeKind::Inside);
    let shares = [0.315, 0.375, 0.31];
    let mut left = whole.left();
    for (status, share) in TOGGLES.into_iter().zip(shares) {
        let count = state.list.tallies.states.iter().find(|(it, _)| *it == status);
        let count = count.map_or(0, |(_, count)| *count);
        let part = Rect::from_min_size(pos2(left, whole.top()), vec2(whole.width() * share, 28.0));
        left += part.width();
        let chosen = state.list.query.state == Some(status);
        let name = format!("{} {count}", capitalized(status.name()));
        let text = if status == TicketState::Solved { "Solved" } else { &name };
        let response =
            toggle_part(ui, status.id(), part, mark_sign(ui, status), text, &name, chosen);
        if left < whole.right() - 2.0 {
            ui.painter().vline(left, part.y_range().shrink(1.0), Stroke::new(1.0, c.line));
        }
        if response.clicked() {
            state.list.query.state = (!chosen).then_some(status);
            commands.push(TicketsCommand::List.into());
        }
    }
}

/// How many tickets are listed, in which order, and the filters.
fn foot(ui: &mut Ui, state: &mut State) {
    let c = colors(ui);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), FOOT - 8.0));
    let all: u64 = state.list.tallies.states.iter().map(|(_, count)| u64::from(*count)).sum();
    let listed = state.list.page.rows.len();
    let text = if ticket_filters::are_set(state) || !state.list.query.words.is_empty() {
        format!("{listed} of {all}, filtered")
    } else {
        format!("{listed} of {all}, {}", state.list.query.order.name())
    };
    let dim = font(size::SMALL, Weight::Regular);
    ui.painter().text(rect.left_center(), Align2::LEFT_CENTER, text, dim, c.dim);
    let place =
        Rect::from_center_size(pos2(rect.right() - 16.0, rect.center().y), vec2(32.0, 28.0));
    let mut corner = ui.new_child(UiBuilder::new().max_rect(place));
    let style =
        if ticket_filters::are_set(state) { ButtonStyle::Chosen } else { ButtonStyle::Quiet };
    let name =
        if state.list.shows_filters { "Hide order and filters" } else { "Sort and filter tickets" };
    let filter = build_button(icon::FILTER).name(name).style(style).height(28.0).width(32.0);
    if filter.show(&mut corner).clicked() {
        state.list.shows_filters = !state.list.shows_filters;
    }
}

fn rows(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let go_to = state.list.go_to.take();
    let rows = &state.list.page.rows;
    if rows.is_empty() && state.session.is_ready {
        ui.label(egui::RichText::new("No matching tickets").color(colors(ui).dim));
    }
    let open = state.open.as_ref().map(|open| open.ticket().id);
    let shown = Shown { order: state.list.query.order, now: state.session.now };
    ui.spacing_mut().item_spacing.y = 0.0;
    egui::ScrollArea::vertical().id_salt("rows").auto_shrink(false).show_rows(
        ui,
        ROW,
        rows.len(),
        |ui, range| {
            scroll_to(ui, go_to, range.start, ROW);
            let is_end = range.end == rows.len();
            if is_end && state.list.page.has_more && rows.len() >= state.list.query.most {
                commands.push(TicketsCommand::ListMore.into());
            }
            for row in &rows[range] {
                let (rect, response) = ticket_row(ui, row, ROW, open == Some(row.id), shown);
                paint_row(ui, rect, row, shown);
                push_on_click(&response, TicketsCommand::Open(row.id), commands);
            }
            focus::follow(ui);
        },
    );
}

/// Scrolls a row into view, if one is to be; `first` is the first row drawn.
fn scroll_to(ui: &Ui, go_to: Option<usize>, first: usize, height: f32) {
    if let Some(row) = go_to {
        let above = (row as f32 - first as f32) * height;
        let at = pos2(ui.max_rect().left(), ui.max_rect().top() + above);
        ui.scroll_to_rect(Rect::from_min_size(at, vec2(1.0, height)), None);
    }
}

/// Room for the row of a ticket, which keeps its identity wherever it moves.
fn ticket_row(
    ui: &mut Ui,
    row: &Summary,
    height: f32,
    chosen: bool,
    shown: Shown,
) -> (Rect, egui::Response) {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
    let id = Id::unique(("ticket", row.id.0, ui.layer_id()));
    let response = ui.interact(rect, id, Sense::click());
    let name = format!(
        "{}, {}, {}, {}, {}",
        row.reference,
        row.customer,
        row.subject,
        row.state(shown.now).name(),
        remark(row, shown)
    );
    response
        .widget_info(|| egui::WidgetInfo::selected(egui::Role::ListBoxOption, true, chosen, &name));
    row_ground(ui, rect, &response, chosen);
    hint(&response, &row.subject);
    (rect, response)
}

fn paint_row(ui: &Ui, rect: Rect, row: &Summary, shown: Shown) {
    let (c, now) = (colors(ui), shown.now);
    let inner = rect.shrink2(vec2(12.0, 0.0));
    let line = |left: f32, top: f32, text: &str, font, color, width: f32| {
        let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, color);
        job.wrap = egui::text::TextWrapping::truncate_at_width(width);
        ui.painter().galley(pos2(left, top), ui.painter().layout_job(job), color);
    };
    let is_waiting = matches!(row.state(now), TicketState::Waiting) || row.is_due(now);
    let (weight, color) = match (row.is_due(now), is_waiting) {
        (true, _) => (Weight::SemiBold, c.caution),
        (false, true) => (Weight::Regular, c.caution),
        (false, false) => (Weight::Regular, c.dim),
    };
    let age = ui.painter().layout_no_wrap(remark(row, shown), font(size::SMALL, weight), color);
    let room = inner.width() - 20.0 - age.size().x - 8.0;
    ui.painter().galley(pos2(inner.right() - age.size().x, rect.top() + 10.0), age, color);
    let status = if row.is_due(now) { TicketState::Waiting } else { row.state(now) };
    paint_mark(ui, pos2(inner.left() + 6.0, rect.top() + 18.0), status);
    let left = inner.left() + 20.0;
    let bold = font(size::BODY, Weight::SemiBold);
    line(left, rect.top() + 9.0, &row.reference, bold, c.text, room);
    let small = font(size::SMALL, Weight::Regular);
    let customer = if row.customer.is_empty() { &row.subject } else { &row.customer };
    line(left, rect.top() + 28.0, customer, small, c.dim, inner.width() - 20.0);
    let bar =
        Rect::from_min_size(pos2(inner.left(), rect.bottom() - 7.0), vec2(inner.width(), 2.0));
    paint_bar(ui, bar, row.progress(), c.good);
}

/// The sign of a state and its color.
fn mark_sign(ui: &Ui, status: TicketState) -> (&'static str, egui::Color32) {
    let c = colors(ui);
    match status {
        TicketState::Open => ("", c.accent),
        TicketState::Waiting => (icon::CLOCK, c.caution),
        TicketState::Solved => (icon::CHECK, c.good),
        TicketState::Escalated => (icon::OPENS, c.dim),
        TicketState::Abandoned => (icon::CLOSE, c.dim),
    }
}

/// Paints the mark of a state: they differ in shape.
pub fn paint_mark(ui: &Ui, center: egui::Pos2, status: TicketState) {
    let (sign, color) = mark_sign(ui, status);
    if status == TicketState::Open {
        ui.painter().circle_filled(center, 4.0, color);
        return;
    }
    let font = font(14.0, Weight::SemiBold);
    ui.painter().text(center, Align2::CENTER_CENTER, sign, font, color);
}

/// Draws the rail: the tickets by their marks and numbers. Its button unfolds the list over the page.
pub fn rail(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let frame = Frame::new().fill(colors(ui).background).inner_margin(Margin::symmetric(4, 12));
    let panel = egui::Panel::left("tickets").exact_size(RAIL).resizable(false).frame(frame);
    panel.show(ui, |ui| {
        focus::begin_pane(ui, &mut state.focus, "Tickets", &[Pane::Tickets]);
        let show = Command::Navigate(NavigateCommand::Overlay(Overlay::Tickets));
        let (name, key) = (name_of(&show), key_of(ui.ctx(), &show));
        ui.vertical_centered(|ui| {
            let unfold = build_button(icon::PANEL).name(name).width(36.0).show(ui);
            hint(&unfold, format!("{name} ({key})"));
            push_on_click(&unfold, show, commands);
        });
        ui.add_space(16.0);
        rail_rows(ui, state, commands);
    });
}

fn rail_rows(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let c = colors(ui);
    let go_to = state.list.go_to.take();
    let rows = &state.list.page.rows;
    let open = state.open.as_ref().map(|open| open.ticket().id);
    let shown = Shown { order: state.list.query.order, now: state.session.now };
    let now = shown.now;
    ui.spacing_mut().item_spacing.y = 0.0;
    egui::ScrollArea::vertical().id_salt("rail").auto_shrink(false).show_rows(
        ui,
        RAIL_ROW,
        rows.len(),
        |ui, range| {
            scroll_to(ui, go_to, range.start, RAIL_ROW);
            for row in &rows[range] {
                let chosen = open == Some(row.id);
                let (rect, response) = ticket_row(ui, row, RAIL_ROW, chosen, shown);
                let status = if row.is_due(now) { TicketState::Waiting } else { row.state(now) };
                paint_mark(ui, pos2(rect.left() + 10.0, rect.center().y), status);
                let (weight, color) =
                    if chosen { (Weight::SemiBold, c.text) } else { (Weight::Regular, c.dim) };
                let mut job = egui::text::LayoutJob::simple_singleline(
                    short(&row.reference),
                    font(size::SMALL, weight),
                    color,
                );
                job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - 20.0);
                let words = ui.painter().layout_job(job);
                let at = pos2(rect.left() + 20.0, rect.center().y - words.size().y / 2.0);
                ui.painter().galley(at, words, color);
                push_on_click(&response, TicketsCommand::Open(row.id), commands);
            }
            focus::follow(ui);
        },
    );
}

/// A reference in the room of the rail: what tells it from the others stands at its end.
fn short(reference: &str) -> String {
    let last = reference.rsplit(['-', '_', '/', ' ', '#']).find(|part| !part.is_empty());
    let last = last.unwrap_or(reference);
    let letters: Vec<char> = last.chars().collect();
    letters[letters.len().saturating_sub(5)..].iter().collect()
}

/// When the rows are shown and in which order, which decides on their times.
#[derive(Clone, Copy)]
struct Shown {
    order: ListOrder,
    now: Timestamp,
}

/// How long ago a ticket changed, or was opened if the list is sorted by that; of one that waits, how long
/// it still does.
fn remark(row: &Summary, shown: Shown) -> String {
    let now = shown.now;
    if row.is_due(now) {
        return "due now".to_owned();
    }
    let waits = row.waits_until.filter(|_| row.state(now) == TicketState::Waiting);
    match (shown.order, waits) {
        (ListOrder::Newest | ListOrder::Oldest, _) => span(row.opened_at(), now, f64::floor),
        (_, Some(until)) => format!("{} left", span(now, until, f64::ceil)),
        (_, None) => span(row.changed_at, now, f64::floor),
    }
}

/// The time between two moments in its largest unit.
fn span(from: Timestamp, to: Timestamp, round: fn(f64) -> f64) -> String {
    let minutes = to.since(from).ok().and_then(|span| span.total(Unit::Minute).ok());
    let minutes = minutes.unwrap_or_default().max(0.0);
    match minutes {
        minutes if round(minutes) < 60.0 => format!("{:.0} min", round(minutes)),
        minutes if round(minutes / 60.0) < 48.0 => format!("{:.0} h", round(minutes / 60.0)),
        minutes => format!("{:.0} d", round(minutes / 60.0 / 24.0)),
    }
}
