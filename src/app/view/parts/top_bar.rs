//! The top bar: the open ticket, the screens, and what can be done on every screen.

use eframe::egui::{self, Frame, Margin, Stroke, Ui};

use crate::app::command::{Command, DocumentsCommand, NavigateCommand, name_of};
use crate::app::model::focus::Pane;
use crate::app::model::state::State;
use crate::app::settings::navigation::{Overlay, Screen};
use crate::app::view::focus;
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{ButtonStyle, button, button_width, push_on_click, sized_button};
use crate::theme::icon;
use crate::theme::{Weight, colors, font, size};

/// From this width on, in points, the buttons show their keys.
const ROOM_FOR_KEYS: f32 = 1180.0;

/// The space between the buttons on the right, in points.
const SPACE: f32 = 16.0;

/// Draws the bar.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let c = colors(ui);
    let frame = Frame::new().fill(c.card).inner_margin(Margin::symmetric(16, 0));
    egui::Panel::top("top-bar").exact_size(48.0).frame(frame).show(ui, |ui| {
        let whole = ui.max_rect();
        let has_room = whole.width() >= ROOM_FOR_KEYS;
        let middle = egui::Rect::from_center_size(
            egui::pos2(whole.left() + whole.width() * 0.487, whole.center().y),
            egui::vec2(290.0, 28.0),
        );
        focus::begin_pane(ui, &mut state.focus, "Screens", &[Pane::Bar]);
        ui.horizontal_centered(|ui| {
            brand(ui);
            ticket(ui, state, middle.left(), commands);
        });
        ui.scope_builder(egui::UiBuilder::new().max_rect(middle), |ui| {
            ui.horizontal_centered(|ui| screens(ui, state, commands));
        });
        let right =
            egui::Rect::from_min_max(egui::pos2(middle.right(), whole.top()), whole.right_bottom());
        ui.scope_builder(egui::UiBuilder::new().max_rect(right), |ui| {
            ui.horizontal_centered(|ui| everywhere(ui, has_room, commands));
        });
    });
}

/// Draws the bar as part of one column, with the list and everything else in overlays.
pub fn column(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    ui.horizontal_wrapped(|ui| {
        for command in [
            Command::Navigate(NavigateCommand::Overlay(Overlay::Tickets)),
            Command::Navigate(NavigateCommand::Show(Screen::Present)),
            Command::Navigate(NavigateCommand::Overlay(Overlay::Palette)),
        ] {
            let response = sized_button(ui, ButtonStyle::Plain, name_of(&command), "", 28.0);
            push_on_click(&response, command, commands);
        }
    });
    if let Some(open) = &state.open {
        let ticket = open.ticket();
        let text = format!("{} \u{b7} {}", ticket.reference.as_str(), ticket.customer.as_str());
        let text = egui::RichText::new(text).font(font(size::BODY, Weight::SemiBold));
        ui.add(egui::Label::new(text).truncate());
    }
    ui.horizontal_wrapped(|ui| screens(ui, state, commands));
}

/// What can be done on every screen, aligned to the right edge.
fn everywhere(ui: &mut Ui, shows_keys: bool, commands: &mut Vec<Command>) {
    let buttons = [
        Command::Navigate(NavigateCommand::Show(Screen::Present)),
        Command::Documents(DocumentsCommand::Save),
        Command::Navigate(NavigateCommand::Overlay(Overlay::Palette)),
    ]
    .map(|command| {
        let key = if shows_keys { key_of(ui.ctx(), &command) } else { String::new() };
        (command, key)
    });
    let width = |(command, key): &(Command, String)| button_width(ui, name_of(command), key);
    let wanted = buttons.iter().map(width).sum::<f32>() + SPACE * (buttons.len() as f32 - 1.0);
    ui.spacing_mut().item_spacing.x = SPACE;
    // From left to right, in the order of the keyboard.
    ui.add_space((ui.available_width() - wanted - SPACE).max(0.0));
    for (command, key) in buttons {
        let response = button(ui, ButtonStyle::Plain, name_of(&command), &key);
        push_on_click(&response, command, commands);
    }
}

fn brand(ui: &mut Ui) {
    let c = colors(ui);
    let mut name = egui::text::LayoutJob::default();
    let part =
        |color| egui::TextFormat { font_id: font(15.0, Weight::Bold), color, ..Default::default() };
    name.append("sync", 0.0, part(c.text));
    name.append("mend", 0.0, part(c.accent));
    ui.label(name);
    ui.add_space(4.0);
    let (rule, _) = ui.allocate_exact_size(egui::vec2(1.0, 18.0), egui::Sense::hover());
    ui.painter().vline(rule.center().x, rule.y_range(), Stroke::new(1.0, c.dim));
    ui.add_space(4.0);
}

fn ticket(ui: &mut Ui, state: &State, middle_left: f32, commands: &mut Vec<Command>) {
    let Some(open) = &state.open else { return };
    let c = colors(ui);
    let ticket = open.ticket();
    let reference =
        egui::RichText::new(ticket.reference.as_str()).font(font(size::BODY, Weight::SemiBold));
    ui.add(egui::Label::new(reference).truncate());
    // Up to the screens in the middle, less the button after it.
    let room = middle_left - ui.cursor().left() - 60.0;
    let customer =
        if ticket.customer.is_blank() { "No customer yet" } else { ticket.customer.as_str() };
    if room > 40.0 {
        ui.scope(|ui| {
            ui.set_max_width(room);
            ui.add(egui::Label::new(egui::RichText::new(customer).color(c.dim)).truncate());
        });
    }
    let details = Command::Navigate(NavigateCommand::Overlay(Overlay::Details));
    let edit = sized_button(ui, ButtonStyle::Plain, icon::EDIT, "", 26.0);
    let (name, key) = (name_of(&details), key_of(ui.ctx(), &details));
    edit.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
    push_on_click(&edit.on_hover_text(format!("{name} ({key})")), details, commands);
}

fn screens(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let c = colors(ui);
    for (number, screen) in Screen::CALL.into_iter().enumerate() {
        let chosen = state.screen == screen;
        let text = format!("{}  {}", number + 1, screen.name());
        let is_behind = is_behind(state, screen);
        let color = if chosen {
            c.accent
        } else if is_behind {
            c.good
        } else {
            c.dim
        };
        let weight = if chosen { Weight::SemiBold } else { Weight::Regular };
        let words = egui::RichText::new(text).font(font(size::BODY, weight)).color(color);
        let button = egui::Button::new(words)
            .fill(if chosen { c.accent_soft } else { egui::Color32::TRANSPARENT })
            .stroke(Stroke::NONE)
            .selected(chosen);
        push_on_click(&ui.add(button), NavigateCommand::Show(screen), commands);
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
        Screen::Present => false,
    }
}
