//! The fix in hand: its cause, its methods, its steps.

use eframe::egui::{
    self, Align2, CornerRadius, Id, Key, Modifiers, Role, Stroke, StrokeKind, Ui, WidgetInfo, pos2,
    vec2,
};
use jiff::Timestamp;

use crate::app::command::Fold;
use crate::app::command::{Command, FixCommand};
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::State;
use crate::app::view::parts::size_of_steps::size_of;
use crate::app::view::parts::{freshness, track_record};
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{
    caption, heading, paint_cap, push_on_click, row, row_ground, small,
};
use crate::kb::{Cause, Method, RiskLevel, Step};
use crate::text::{count, percent};
use crate::theme::icon;
use crate::theme::{ROUND, Weight, colors, font, size};
use crate::ticket::StepResult;

/// The room around the content of a row, in points.
const PADDING: f32 = 8.0;
/// Where the text of a row begins, in points.
const TEXT: f32 = 44.0;

/// Draws the cause, its methods and its steps.
pub fn draw(ui: &mut Ui, open: &OpenTicket, state: &State, commands: &mut Vec<Command>) {
    let Some((cause, method)) = open.ticket().current_fix(open.kb()) else { return };
    caption(ui, "Fix");
    heading(ui, &cause.title, size::LARGE);
    let steps = open.steps();
    let likely = percent(open.probability_of(&cause.id));
    small(ui, &format!("{likely} likely, {}", size_of(&steps)));
    freshness::of_cause(ui, state, open.kb(), cause);
    track_record::draw(ui, open, &cause.id, None);
    if cause.methods.len() > 1 {
        ui.add_space(8.0);
        small(ui, "Method");
        methods(ui, open, cause, method, commands);
    }
    ui.add_space(8.0);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        rows(ui, open, state, commands);
    });
}

/// The method in hand; a click on it or its key shows the others.
fn methods(
    ui: &mut Ui,
    open: &OpenTicket,
    cause: &Cause,
    in_hand: &Method,
    commands: &mut Vec<Command>,
) {
    let c = colors(ui);
    let is_open = open.folds.is_open(Fold::Methods);
    let others = cause.methods.len() - 1;
    let below = count(others, "other method");
    let key = if open.is_at_end() {
        String::new()
    } else {
        key_of(ui.ctx(), &FixCommand::ToggleMethods.into())
    };
    let room = ui.available_width() - 24.0 - 24.0;
    let title_font = font(size::BODY, Weight::Medium);
    let title = ui.painter().layout(in_hand.title.clone(), title_font, c.text, room);
    let height = title.size().y + 18.0 + 22.0;
    let (rect, response) = row(ui, Id::unique("methods"), height);
    let name = format!("Method: {}, {below}", in_hand.title);
    response.widget_info(|| WidgetInfo::selected(Role::ComboBox, true, is_open, &name));
    let edge = if response.hovered() { c.hovered() } else { c.edge() };
    ui.painter().rect(rect, CornerRadius::same(ROUND), c.card, edge, StrokeKind::Inside);
    let title_height = title.size().y;
    ui.painter().galley(rect.min + vec2(12.0, 9.0), title, c.text);
    let small_font = font(size::SMALL, Weight::Regular);
    let at = pos2(rect.left() + 12.0, rect.top() + 9.0 + title_height + 3.0);
    ui.painter().text(at, Align2::LEFT_TOP, &below, small_font, c.dim);
    let sign = if is_open { icon::DOWN } else { icon::RIGHT };
    let at = pos2(rect.right() - 12.0, rect.top() + 9.0 + title_height / 2.0);
    let sign_font = font(size::LARGE, Weight::Regular);
    ui.painter().text(at, Align2::RIGHT_CENTER, sign, sign_font, c.dim);
    if !key.is_empty() {
        let right = pos2(rect.right() - 11.0, rect.bottom() - 17.0);
        paint_cap(ui, right, &key, c.dim, c.edge);
    }
    push_on_click(&response, FixCommand::ToggleMethods, commands);
    if is_open {
        choices(ui, open, cause, in_hand, commands);
    } else {
        ui.data_mut(|data| data.insert_temp(Id::unique("methods-opened"), false));
    }
}

/// The methods with what tells them apart. The next one gets the focus, so that Enter takes it.
fn choices(
    ui: &mut Ui,
    open: &OpenTicket,
    cause: &Cause,
    in_hand: &Method,
    commands: &mut Vec<Command>,
) {
    let opened = Id::unique("methods-opened");
    let is_new = !ui.data(|data| data.get_temp(opened).unwrap_or(false));
    ui.data_mut(|data| data.insert_temp(opened, true));
    let at = cause.methods.iter().position(|method| method.id == in_hand.id).unwrap_or(0);
    let next = (at + 1) % cause.methods.len();
    for (number, method) in cause.methods.iter().enumerate() {
        let response = choice(ui, open, cause, method, method.id == in_hand.id);
        if is_new && number == next {
            response.request_focus();
        }
        let command = if method.id == in_hand.id {
            FixCommand::ToggleMethods
        } else {
            FixCommand::Choose(cause.id.clone(), Some(method.id.clone()))
        };
        push_on_click(&response, command, commands);
    }
    let is_left = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    if is_left {
        commands.push(FixCommand::ToggleMethods.into());
    }
}

fn choice(
    ui: &mut Ui,
    open: &OpenTicket,
    cause: &Cause,
    method: &Method,
    chosen: bool,
) -> egui::Response {
    let c = colors(ui);
    let steps = open.kb().steps_of(cause, method);
    let risk = steps.iter().filter_map(|step| Some(step.risk.as_ref()?.level)).max();
    let risk = match risk {
        Some(RiskLevel::High) => ", high risk",
        Some(_) => ", some risk",
        None => "",
    };
    let facts = format!("{}{risk}", size_of(&steps));
    let room = ui.available_width() - 24.0;
    let weight = if chosen { Weight::SemiBold } else { Weight::Medium };
    let title = ui.painter().layout(method.title.clone(), font(size::BODY, weight), c.text, room);
    let when = method.when.clone().unwrap_or_default();
    let when = if when.is_empty() { facts } else { format!("{when}\n{facts}") };
    let when = ui.painter().layout(when, font(size::SMALL, Weight::Regular), c.dim, room);
    let height = title.size().y + when.size().y + 18.0;
    let id = Id::unique(("method", cause.id.as_str(), method.id.as_str()));
    let (rect, response) = row(ui, id, height);
    let name = &method.title;
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, name));
    let fill = if chosen || response.hovered() { c.accent_soft } else { c.card };
    ui.painter().rect(rect, CornerRadius::same(ROUND), fill, c.edge(), StrokeKind::Inside);
    let title_height = title.size().y;
    ui.painter().galley(rect.min + vec2(12.0, 8.0), title, c.text);
    ui.painter().galley(rect.min + vec2(12.0, 10.0 + title_height), when, c.dim);
    response
}

fn rows(ui: &mut Ui, open: &OpenTicket, state: &State, commands: &mut Vec<Command>) {
    let is_at_end = open.is_at_end();
    let in_view = open.step_in_view().filter(|_| !is_at_end).map(|step| step.id.clone());
    // Scroll only when another step comes into view, so that the list scrolls freely in between.
    let shown = Id::unique(("step shown", open.ticket().id.0));
    let is_new = ui.data(|data| data.get_temp(shown)) != Some(in_view.clone());
    for (at, step) in open.steps().into_iter().enumerate() {
        let chosen = in_view.as_ref() == Some(&step.id);
        let row = step_row(ui, open, state, at + 1, step, chosen);
        push_on_click(&row, FixCommand::ShowStep(step.id.clone()), commands);
        if chosen && is_new {
            row.scroll_to_me(None);
        }
    }
    if open.has_end() {
        let row = end_row(ui, is_at_end);
        push_on_click(&row, FixCommand::ShowEnd, commands);
        if is_at_end && is_new {
            row.scroll_to_me(None);
        }
    }
    if is_new {
        ui.data_mut(|data| data.insert_temp(shown, in_view));
    }
}

fn step_row(
    ui: &mut Ui,
    open: &OpenTicket,
    state: &State,
    number: usize,
    step: &Step,
    chosen: bool,
) -> egui::Response {
    let c = colors(ui);
    let record = open.ticket().current_record(open.kb(), step);
    let below = match record {
        Some(record) => {
            format!("{} {}{}", record.result.name(), clock(state, record.at), wait(step))
        }
        None => format!("{} min{}", step.minutes, wait(step)),
    };
    let weight = if chosen { Weight::SemiBold } else { Weight::Regular };
    let width = ui.available_width() - TEXT - PADDING;
    let title = ui.painter().layout(step.title.clone(), font(size::BODY, weight), c.text, width);
    let below_text =
        ui.painter().layout(below.clone(), font(size::SMALL, Weight::Regular), c.dim, width);
    let height = title.size().y + below_text.size().y + 2.0 * PADDING + 4.0;
    let (rect, response) = row(ui, Id::unique(("step", step.id.as_str())), height);
    let name = format!("Step {number}: {}, {below}", step.title);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, name.clone()));
    row_ground(ui, rect, &response, chosen);
    let center = pos2(rect.left() + 20.0, rect.top() + 20.0);
    paint_number(ui, center, number, record.map(|record| record.result), chosen);
    let left = rect.left() + TEXT;
    let bottom = rect.top() + PADDING + title.size().y + 2.0;
    ui.painter().galley(pos2(left, rect.top() + PADDING), title, c.text);
    ui.painter().galley(pos2(left, bottom), below_text, c.dim);
    response
}

/// The row of the question at the end of a fix.
fn end_row(ui: &mut Ui, chosen: bool) -> egui::Response {
    let c = colors(ui);
    let (rect, response) = row(ui, Id::unique("end-of-fix"), 40.0);
    let name = "Does it work now?";
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, name));
    row_ground(ui, rect, &response, chosen);
    let at = pos2(rect.left() + 20.0, rect.center().y);
    let sign = font(20.0, Weight::Regular);
    ui.painter().text(at, Align2::CENTER_CENTER, icon::QUESTION, sign, c.accent);
    let weight = if chosen { Weight::SemiBold } else { Weight::Regular };
    let at = pos2(rect.left() + TEXT, rect.center().y);
    ui.painter().text(at, Align2::LEFT_CENTER, name, font(size::BODY, weight), c.text);
    response
}

fn paint_number(
    ui: &Ui,
    center: egui::Pos2,
    number: usize,
    result: Option<StepResult>,
    chosen: bool,
) {
    let c = colors(ui);
    let (fill, edge, front, sign) = match result {
        Some(StepResult::Done) => (c.good, c.good, c.card, icon::CHECK.to_owned()),
        Some(StepResult::NoEffect) => (c.caution, c.caution, c.card, icon::CLOSE.to_owned()),
        Some(StepResult::Skipped) => (c.dim, c.dim, c.card, icon::SKIPPED.to_owned()),
        None if chosen => (c.accent_soft, c.accent, c.accent, number.to_string()),
        None => (c.card, c.line, c.text, number.to_string()),
    };
    let width = if chosen && result.is_none() { 1.5 } else { 1.0 };
    ui.painter().circle(center, 11.5, fill, Stroke::new(width, edge));
    let sign_font = font(size::SMALL, Weight::SemiBold);
    ui.painter().text(center, Align2::CENTER_CENTER, sign, sign_font, front);
}

fn wait(step: &Step) -> String {
    step.wait.as_ref().map_or_else(String::new, |wait| format!(", takes up to {} h", wait.hours))
}

/// A time of day in the time zone of the window.
pub fn clock(state: &State, time: Timestamp) -> String {
    time.to_zoned(state.session.zone.clone()).strftime("%H:%M").to_string()
}

/// Which fix is next if this one does not help; `None` if none is.
pub fn next_fix(open: &OpenTicket) -> Option<String> {
    let ranked = open.next_fix()?;
    let next = open.kb().cause(&ranked.id)?;
    let likely = percent(ranked.probability).replace(' ', "\u{a0}");
    Some(format!("If this does not help, next: {}, {likely}", next.title))
}
