//! The top bar: the open ticket, the screens, the last thing done.

use eframe::egui::{
    self, Align2, CornerRadius, Frame, Margin, Rect, Role, Sense, Stroke, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use super::last_done;
use crate::app::command::{Command, NavigateCommand, name_of};
use crate::app::model::focus::Pane;
use crate::app::model::state::State;
use crate::app::settings::navigation::{Overlay, Screen};
use crate::app::view::focus;
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{ButtonStyle, hint, push_on_click, row_ground, sized_button};
use crate::theme::icon;
use crate::theme::{ROUND, Weight, colors, font, size};

/// From this width on, in points, the buttons show their keys.
const ROOM_FOR_KEYS: f32 = 1100.0;
/// The height of the bar, in points.
const HEIGHT: f32 = 48.0;
/// The width that the screens take, in points.
const SCREENS: f32 = 272.0;

/// Draws the bar.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let c = colors(ui);
    let frame = Frame::new().fill(c.card).inner_margin(Margin::symmetric(16, 0));
    egui::Panel::top("top-bar").exact_size(HEIGHT).frame(frame).show(ui, |ui| {
        let whole = ui.max_rect();
        let has_room = whole.width() >= ROOM_FOR_KEYS;
        let center = pos2(whole.left() + whole.width() * 0.495, whole.center().y);
        let middle = Rect::from_center_size(center, vec2(SCREENS, 32.0));
        focus::begin_pane(ui, &mut state.focus, "Screens", &[Pane::Bar]);
        ui.horizontal_centered(|ui| {
            brand(ui);
            ticket(ui, state, middle.left(), commands);
        });
        ui.scope_builder(UiBuilder::new().max_rect(middle), |ui| {
            ui.horizontal_centered(|ui| screens(ui, state, commands));
        });
        let right = Rect::from_min_max(pos2(middle.right() + 8.0, whole.top()), whole.max);
        ui.scope_builder(UiBuilder::new().max_rect(right), |ui| {
            ui.horizontal_centered(|ui| last_done::draw(ui, state, has_room, commands));
        });
    });
}

/// Draws the bar as part of one column, with the list in an overlay.
pub fn column(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    ui.horizontal_wrapped(|ui| {
        for command in [
            Command::Navigate(NavigateCommand::Overlay(Overlay::Tickets)),
            Command::Navigate(NavigateCommand::Overlay(Overlay::Palette)),
        ] {
            let response = sized_button(ui, ButtonStyle::Plain, name_of(&command), "", 32.0);
            push_on_click(&response, command, commands);
        }
        last_done::column(ui, state, commands);
    });
    ui.horizontal_wrapped(|ui| ticket(ui, state, f32::INFINITY, commands));
    ui.horizontal_wrapped(|ui| screens(ui, state, commands));
}

fn brand(ui: &mut Ui) {
    let c = colors(ui);
    let mut name = egui::text::LayoutJob::default();
    let part =
        |color| egui::TextFormat { font_id: font(17.0, Weight::Bold), color, ..Default::default() };
    name.append("sync", 0.0, part(c.text));
    name.append("mend", 0.0, part(c.accent));
    ui.label(name);
    let (rule, _) = ui.allocate_exact_size(vec2(1.0, 32.0), Sense::hover());
    ui.painter().vline(rule.center().x, rule.y_range(), Stroke::new(1.0, c.line));
}

/// The open ticket: a button that opens its details.
fn ticket(ui: &mut Ui, state: &State, middle_left: f32, commands: &mut Vec<Command>) {
    let Some(open) = &state.open else { return };
    let c = colors(ui);
    let ticket = open.ticket();
    let room = (middle_left - ui.cursor().left() - 16.0).min(ui.available_width() - 16.0).max(60.0);
    let reference = ticket.reference.as_str();
    let customer =
        if ticket.customer.is_blank() { "No customer yet" } else { ticket.customer.as_str() };
    let mut job = egui::text::LayoutJob::default();
    let part = |weight, color| egui::TextFormat::simple(font(size::BODY, weight), color);
    job.append(reference, 0.0, part(Weight::SemiBold, c.text));
    job.append(customer, 8.0, part(Weight::Regular, c.dim));
    job.wrap = egui::text::TextWrapping::truncate_at_width(room - 40.0);
    let words = ui.painter().layout_job(job);
    let wanted = vec2(words.size().x + 40.0, 32.0);
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
    let details = Command::Navigate(NavigateCommand::Overlay(Overlay::Details));
    let name = name_of(&details);
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Button, true, format!("{name}: {reference} {customer}"))
    });
    row_ground(ui, rect, &response, false);
    let at = pos2(rect.left() + 8.0, rect.center().y - words.size().y / 2.0);
    let after = at.x + words.size().x + 8.0;
    ui.painter().galley(at, words, c.text);
    let sign = font(size::LARGE, Weight::Regular);
    let place = pos2(after, rect.center().y);
    ui.painter().text(place, Align2::LEFT_CENTER, icon::DOWN, sign, c.dim);
    let key = key_of(ui.ctx(), &details);
    hint(&response, format!("{name} ({key})"));
    push_on_click(&response, details, commands);
}

fn screens(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let c = colors(ui);
    ui.spacing_mut().item_spacing.x = 4.0;
    for (number, screen) in (1..).zip(Screen::CALL) {
        let is_files = screen == Screen::Diagnose && state.screen == Screen::Files;
        let chosen = state.screen == screen || is_files;
        let is_behind = is_behind(state, screen) && !chosen;
        let color = match (chosen, is_behind) {
            (true, _) => c.accent,
            (false, true) => c.good,
            (false, false) => c.dim,
        };
        let weight = if chosen { Weight::SemiBold } else { Weight::Medium };
        let sign = if is_behind { icon::CHECK.to_owned() } else { number.to_string() };
        let text = format!("{sign}  {}", screen.name());
        let words = ui.painter().layout_no_wrap(text, font(size::BODY, weight), color);
        let wanted = vec2(words.size().x + 24.0, 28.0);
        let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
        let name = format!("{number}  {}", screen.name());
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &name));
        let fill = if chosen { c.accent_soft } else { egui::Color32::TRANSPARENT };
        let edge = if response.hovered() && !chosen { c.edge() } else { Stroke::NONE };
        let corners = CornerRadius::same(ROUND);
        ui.painter().rect(rect, corners, fill, edge, egui::StrokeKind::Inside);
        ui.painter().galley(rect.center() - words.size() / 2.0, words, color);
        push_on_click(&response, NavigateCommand::Show(screen), commands);
    }
}

/// Whether the purpose of a screen is fulfilled.
fn is_behind(state: &State, screen: Screen) -> bool {
    let Some(open) = &state.open else { return false };
    match screen {
        Screen::Diagnose => open.ticket().fix.is_some(),
        Screen::Fix => {
            let (ended, steps) = open.ticket().progress(open.kb());
            steps > 0 && ended == steps
        }
        Screen::WrapUp => open.ticket().outcome.is_some(),
        Screen::Files | Screen::Present => false,
    }
}
