//! Fix: the steps of the fix in hand on the left, one of them large on the right.

use eframe::egui::{
    self, Color32, CornerRadius, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};
use jiff::Timestamp;

use super::{causes, step};
use crate::app::command::{Command, FixCommand};
use crate::app::model::focus::Pane;
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::State;
use crate::app::view::focus;
use crate::app::view::layout::{pane, scroll, scroll_within};
use crate::app::view::parts::track_record;
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{caption, heading, push_on_click, small};
use crate::diagnosis::RankedCause;
use crate::kb::{Cause, Method, Step};
use crate::text::percent;
use crate::theme::icon;
use crate::theme::{Weight, colors, font, size};
use crate::ticket::StepResult;

/// Causes at least this likely count as worth trying.
const WORTH_TRYING: f64 = 0.05;

/// Draws the screen.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    if !has_fix(state) {
        let frame = pane(ui, 36, 24);
        egui::CentralPanel::no_frame().frame(frame).show(ui, |ui| {
            focus::begin_pane(
                ui,
                &mut state.focus,
                "Fixes to choose from",
                &[Pane::Left, Pane::Right],
            );
            scroll_within(ui, "choose", 640.0, |ui| choose(ui, state, commands));
        });
        return;
    }
    let frame = pane(ui, 20, 16);
    let width = (ui.available_width() * 0.29).clamp(230.0, 300.0);
    egui::Panel::left("steps").exact_size(width).resizable(false).frame(frame).show(ui, |ui| {
        focus::begin_pane(ui, &mut state.focus, "Steps", &[Pane::Left]);
        let Some(open) = &state.open else { return };
        egui::Panel::bottom("next-fix")
            .frame(pane(ui, 0, 8))
            .show_separator_line(false)
            .show(ui, |ui| next_fix(ui, open));
        scroll(ui, "steps", |ui| current_fix(ui, open, state, commands));
    });
    step::draw(ui, state, commands);
}

/// Draws the screen as one column.
pub fn column(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    if !has_fix(state) {
        choose(ui, state, commands);
        return;
    }
    step::column(ui, state, commands);
    ui.add_space(8.0);
    if let Some(open) = &state.open {
        current_fix(ui, open, state, commands);
        ui.add_space(8.0);
        next_fix(ui, open);
    }
}

fn has_fix(state: &State) -> bool {
    state.open.as_ref().is_some_and(|open| !open.steps().is_empty())
}

/// The fix in hand: its cause, its methods, its steps.
fn current_fix(ui: &mut Ui, open: &OpenTicket, state: &State, commands: &mut Vec<Command>) {
    let Some((cause, method)) = open.ticket().current_fix(open.kb()) else { return };
    caption(ui, &place_of_fix(open));
    heading(ui, &cause.title, size::LARGE);
    track_record::draw(ui, open, &cause.id, None);
    methods(ui, cause, method, commands);
    ui.add_space(4.0);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        steps(ui, open, state, commands);
    });
}

/// No fix is in hand: the causes to choose from.
fn choose(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    heading(ui, "Which cause do you want to fix?", size::LARGE);
    small(ui, "The most likely one is first. More answers make the order more certain.");
    if let Some(open) = &state.open {
        causes::list(ui, open, state.screen, commands);
    }
}

/// "Fix 1 of 3": counts the fixes tried and those worth trying.
fn place_of_fix(open: &OpenTicket) -> String {
    let tried = open.ticket().tried();
    let worth = |c: &&RankedCause| c.probability >= WORTH_TRYING && !tried.contains(&c.id);
    let to_come = open.diagnosis.causes.iter().filter(worth).count().max(1);
    let in_hand = open.ticket().fix.as_ref().map(|fix| &fix.cause);
    let place = tried.iter().position(|cause| Some(cause) == in_hand);
    let at = place.map_or(tried.len(), |place| place) + 1;
    format!("Fix {at} of {}", (tried.len() + to_come).max(at))
}

fn methods(ui: &mut Ui, cause: &Cause, in_hand: &Method, commands: &mut Vec<Command>) {
    if cause.methods.len() < 2 {
        return;
    }
    let key = key_of(ui.ctx(), &Command::Fix(FixCommand::NextMethod));
    small(ui, &format!("{} methods \u{b7} {key} moves to the next", cause.methods.len()));
    for method in &cause.methods {
        let chosen = method.id == in_hand.id;
        let response = method_button(ui, &method.title, chosen);
        if !chosen {
            let choose = FixCommand::Choose(cause.id.clone(), Some(method.id.clone()));
            push_on_click(&response, choose, commands);
        }
        if let (true, Some(when)) = (chosen, &method.when) {
            small(ui, when);
        }
    }
}

/// The button of a method; its title may take several lines.
fn method_button(ui: &mut Ui, title: &str, chosen: bool) -> egui::Response {
    let c = colors(ui);
    let (fill, front, line) =
        if chosen { (c.accent_soft, c.accent, c.accent_soft) } else { (c.card, c.text, c.line) };
    let button = egui::Button::new(
        egui::RichText::new(title).font(font(size::BODY, Weight::Medium)).color(front),
    )
    .fill(fill)
    .stroke(Stroke::new(c.border, line))
    .wrap()
    .min_size(vec2(ui.available_width(), 32.0));
    let response = ui.add(button);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, title));
    response
}

fn steps(ui: &mut Ui, open: &OpenTicket, state: &State, commands: &mut Vec<Command>) {
    let in_view = open.step_in_view().map(|step| step.id.clone());
    // Scroll only when another step comes into view, so that the list scrolls freely in between.
    let shown = ui.scope_id().with("step shown");
    let is_new = ui.data(|data| data.get_temp(shown)) != in_view;
    for (at, step) in open.steps().into_iter().enumerate() {
        let chosen = in_view.as_ref() == Some(&step.id);
        let row = step_row(ui, open, state, at + 1, step, chosen);
        push_on_click(&row, FixCommand::ShowStep(step.id.clone()), commands);
        if chosen && is_new {
            row.scroll_to_me(None);
        }
    }
    if let (true, Some(step)) = (is_new, in_view) {
        ui.data_mut(|data| data.insert_temp(shown, step));
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
        Some(record) => format!("{} {}", record.result.name(), clock(state, record.at)),
        None => format!("{} min{}", step.minutes, wait(step)),
    };
    let weight = if chosen { Weight::SemiBold } else { Weight::Regular };
    let width = ui.available_width() - 52.0;
    let title = ui.painter().layout(step.title.clone(), font(size::BODY, weight), c.text, width);
    let below_text =
        ui.painter().layout(below.clone(), font(size::SMALL, Weight::Regular), c.dim, width);
    let height = title.size().y + below_text.size().y + 24.0;
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    let name = format!("Step {number}: {}, {below}", step.title);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, name.clone()));
    let fill = if chosen { c.accent_soft } else { Color32::TRANSPARENT };
    let edge = if response.hovered() { Stroke::new(1.0, c.dim) } else { Stroke::NONE };
    ui.painter().rect(rect, CornerRadius::same(6), fill, edge, egui::StrokeKind::Inside);
    paint_number(ui, rect, number, record.map(|record| record.result), chosen);
    let left = rect.left() + 42.0;
    let bottom = rect.top() + 11.0 + title.size().y + 2.0;
    ui.painter().galley(pos2(left, rect.top() + 11.0), title, c.text);
    ui.painter().galley(pos2(left, bottom), below_text, c.dim);
    response
}

fn paint_number(ui: &Ui, row: Rect, number: usize, result: Option<StepResult>, chosen: bool) {
    let c = colors(ui);
    let center = pos2(row.left() + 21.0, row.top() + 21.0);
    let (fill, edge, front, sign) = match result {
        Some(StepResult::Done) => (c.good, c.good, c.card, icon::CHECK.to_owned()),
        Some(StepResult::NoEffect) => (c.caution, c.caution, c.card, icon::CLOSE.to_owned()),
        Some(StepResult::Skipped) => (c.dim, c.dim, c.card, icon::SKIPPED.to_owned()),
        None if chosen => (c.accent_soft, c.accent, c.accent, number.to_string()),
        None => (c.card, c.line, c.text, number.to_string()),
    };
    ui.painter().circle(center, 10.5, fill, Stroke::new(1.0, edge));
    let sign_font = font(size::SMALL, Weight::SemiBold);
    ui.painter().text(center, egui::Align2::CENTER_CENTER, sign, sign_font, front);
}

fn wait(step: &Step) -> String {
    step.wait
        .as_ref()
        .map_or_else(String::new, |wait| format!(" \u{b7} takes up to {} h", wait.hours))
}

/// A time of day in the time zone of the window.
pub fn clock(state: &State, time: Timestamp) -> String {
    time.to_zoned(state.session.zone.clone()).strftime("%H:%M").to_string()
}

/// The fix to try next if this one does not help.
fn next_fix(ui: &mut Ui, open: &OpenTicket) {
    let next = open.next_fix().and_then(|ranked| Some((ranked, open.kb().cause(&ranked.id)?)));
    if let Some((ranked, next)) = next {
        let likely = percent(ranked.probability);
        small(ui, &format!("If this does not help, next: {} ({likely})", next.title));
    }
}
