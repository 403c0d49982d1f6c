//! What lies over a screen, one file each. One at a time: what is opened takes the place of what was.

pub mod about;
pub mod changes;
pub mod details;
pub mod drop;
pub mod exports;
pub mod history;
pub mod keys;
pub mod maintenance;
pub mod notices;
pub mod palette;
pub mod preferences;
pub mod tickets;

use eframe::egui::{
    self, Area, CornerRadius, Frame, Id, Key, Margin, Modifiers, Order, Response, Role, Sense, Ui,
};

use crate::app::command::{Command, NavigateCommand};
use crate::app::model::state::State;
use crate::app::settings::navigation::Overlay;
use crate::app::view::focus;
use crate::app::view::widgets::{ButtonStyle, sized_button};
use crate::theme::colors;

/// How much the screen below is dimmed.
const VEIL: f32 = 0.12;
/// How far below the top of the window an overlay begins, in points.
const TOP: f32 = 72.0;

/// The room around what scrolls in an overlay: heading, button and margins, in points.
const AROUND: f32 = 190.0;

/// Draws what lies over the screen, if something does.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let Some(overlay) = state.overlay else { return };
    if veil(ui).clicked() {
        commands.push(Command::Navigate(NavigateCommand::Overlay(overlay)));
    }
    focus::enter_overlay(ui);
    match overlay {
        Overlay::Details => details::draw(ui, state, commands),
        Overlay::History => history::draw(ui, state, commands),
        Overlay::Changes => changes::draw(ui, state, commands),
        Overlay::Exports => exports::draw(ui, state, commands),
        Overlay::Maintenance => maintenance::draw(ui, state, commands),
        Overlay::Palette => palette::draw(ui, state, commands),
        Overlay::Preferences => preferences::draw(ui, state, commands),
        Overlay::Notices => notices::draw(ui, state, commands),
        Overlay::Tickets => tickets::draw(ui, state, commands),
        Overlay::Keys => keys::draw(ui, commands),
        Overlay::About => about::draw(ui, state, commands),
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        commands.push(Command::Navigate(NavigateCommand::Overlay(overlay)));
    }
}

/// Dims the screen and keeps mouse and keyboard away from it; a click on it takes the overlay away.
fn veil(ui: &Ui) -> Response {
    let whole = ui.ctx().content_rect();
    let area = Area::new(Id::unique("veil")).order(Order::Middle).fixed_pos(whole.min);
    let veil = area.show(ui.ctx(), |ui| {
        // Not a control that the keyboard reaches: that has Esc.
        let response = ui.allocate_rect(whole, Sense::CLICK);
        ui.painter().rect_filled(whole, CornerRadius::ZERO, colors(ui).text.gamma_multiply(VEIL));
        response
    });
    ui.memory_mut(|memory| memory.set_modal_layer(veil.response.layer_id));
    veil.inner
}

/// The height that the list of an overlay may have, given what else stands in it, in points.
fn room(ui: &Ui, others: f32) -> f32 {
    (ui.ctx().content_rect().height() - others).max(96.0)
}

/// What of an overlay may be higher than the window: it scrolls, and the keyboard brings its controls
/// into view.
fn scrolled(ui: &mut Ui, name: &str, add: impl FnOnce(&mut Ui)) {
    let room = room(ui, AROUND);
    egui::ScrollArea::vertical().id_salt(name).max_height(room).show(ui, |ui| {
        add(ui);
        focus::follow(ui);
    });
}

/// The ground that an overlay is drawn on, of a width in points.
fn ground(ui: &Ui, name: &str, width: f32, add: impl FnOnce(&mut Ui)) {
    egui::Window::new(name)
        .title_bar(false)
        .auto_sized()
        .anchor(egui::Align2::CENTER_TOP, [0.0, TOP.min(ui.ctx().content_rect().height() * 0.08)])
        .order(Order::Foreground)
        .frame(Frame::window(ui.style()).inner_margin(Margin::same(16)))
        .show(ui.ctx(), |ui| {
            ui.set_width(width.min(ui.ctx().content_rect().width() - 48.0));
            ui.spacing_mut().item_spacing.y = 8.0;
            ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
                node.set_role(Role::Dialog);
                node.set_label(name);
                node.set_modal();
            });
            add(ui);
        });
}

/// The button that takes an overlay away; the key does it everywhere.
fn close_button(ui: &mut Ui, overlay: Overlay, commands: &mut Vec<Command>) {
    ui.add_space(4.0);
    if sized_button(ui, ButtonStyle::Plain, "Close", "Esc", 32.0).clicked() {
        commands.push(Command::Navigate(NavigateCommand::Overlay(overlay)));
    }
}
