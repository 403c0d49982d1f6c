//! Overlays, one file each. Only one is open at a time: opening another replaces it.

pub mod about;
pub mod arrival;
pub mod changes;
pub mod customer;
pub mod details;
pub mod drop;
mod facts;
pub mod history;
pub mod keys;
pub mod maintenance;
pub mod notices;
pub mod own_page;
mod packs;
pub mod palette;
pub mod preferences;
pub mod tickets;

use eframe::egui::{
    self, Align2, Area, Color32, Frame, Id, Key, Margin, Modal, Modifiers, Order, Role, Ui,
};

use crate::app::command::{Command, NavigateCommand};
use crate::app::model::state::State;
use crate::app::settings::navigation::Overlay;
use crate::app::view::focus;
use crate::app::view::widgets::{ButtonStyle, push_on_click, sized_button};
use crate::theme::colors;

/// How much the screen below is dimmed.
const DIMMED: f32 = 0.12;
/// How far below the top of the window an overlay begins, in points.
const TOP: f32 = 72.0;

/// The height of everything in an overlay but what scrolls: heading, button and margins, in points.
const AROUND: f32 = 190.0;

/// Draws the overlay, if one is open.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let Some(overlay) = state.overlay else { return };
    focus::enter_overlay(ui);
    let close = NavigateCommand::Overlay(overlay);
    let is_there = !overlay.needs_ticket() || state.open.is_some();
    let shown = is_there.then(|| modal(ui, overlay, |ui| content(ui, overlay, state, commands)));
    let is_left = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    if is_left || shown.is_some_and(|backdrop| backdrop.clicked()) {
        commands.push(close.into());
    }
}

fn content(ui: &mut Ui, overlay: Overlay, state: &mut State, commands: &mut Vec<Command>) {
    match overlay {
        Overlay::Details => details::draw(ui, state, commands),
        Overlay::History => history::draw(ui, state, commands),
        Overlay::Changes => changes::draw(ui, state, commands),
        Overlay::Maintenance => maintenance::draw(ui, state, commands),
        Overlay::Palette => palette::draw(ui, state, commands),
        Overlay::Preferences => preferences::draw(ui, state, commands),
        Overlay::Notices => notices::draw(ui, state, commands),
        Overlay::Tickets => tickets::draw(ui, state, commands),
        Overlay::Keys => keys::draw(ui, commands),
        Overlay::Arrival => arrival::draw(ui, state, commands),
        Overlay::About => about::draw(ui, state, commands),
        Overlay::OwnPage => own_page::draw(ui, state, commands),
    }
}

/// What screen readers call an overlay, and its width in points.
fn name_and_width(overlay: Overlay) -> (&'static str, f32) {
    match overlay {
        Overlay::Details => ("Ticket details", 560.0),
        Overlay::History => ("History", 560.0),
        Overlay::Changes => ("What is new in the knowledge base", 560.0),
        Overlay::Maintenance => ("Import, back up, restore, purge", 520.0),
        Overlay::Palette => ("Commands", 480.0),
        Overlay::Preferences => ("Preferences", 480.0),
        Overlay::Notices => ("Notices", 480.0),
        Overlay::Tickets => ("Tickets", 320.0),
        Overlay::Keys => ("Keys", 460.0),
        Overlay::Arrival => ("From your ticket system", 520.0),
        Overlay::About => ("About Syncmend", 520.0),
        Overlay::OwnPage => ("This page looks different", 520.0),
    }
}

/// Draws an overlay, dims the screen below and keeps mouse and keyboard away from it. Returns the
/// dimmed screen; a click on it closes the overlay.
fn modal(ui: &Ui, overlay: Overlay, add: impl FnOnce(&mut Ui)) -> egui::Response {
    let (name, width) = name_and_width(overlay);
    let window = ui.ctx().content_rect();
    let c = colors(ui);
    let frame = Frame::window(ui.style()).inner_margin(Margin::same(16));
    let sheet = frame.corner_radius(0.0).fill(c.background);
    let (anchor, below, frame, dimmed) = match overlay {
        // Sheets from the side, as high as the window.
        Overlay::Details => (Align2::RIGHT_TOP, 0.0, sheet, Color32::BLACK.gamma_multiply(0.32)),
        Overlay::Tickets => (Align2::LEFT_TOP, 0.0, sheet, Color32::BLACK.gamma_multiply(0.32)),
        _ => {
            let below = TOP.min(window.height() * 0.08);
            (Align2::CENTER_TOP, below, frame, c.text.gamma_multiply(DIMMED))
        }
    };
    let is_sheet = below == 0.0;
    // The dialog with its name is inside; a second one around it would have none.
    let area: Area = Modal::default_area(Id::unique(name))
        .role(Role::GenericContainer)
        .anchor(anchor, [0.0, below])
        .order(Order::Middle);
    let modal = Modal::new(Id::unique(name)).area(area).backdrop_color(dimmed).frame(frame);
    let shown = modal.show(ui.ctx(), |ui| {
        ui.set_width(width.min(window.width() - 48.0));
        // An area offers no more height than its content had in the last frame, so that a list in it
        // could not grow.
        ui.set_max_height(window.height());
        if is_sheet {
            ui.set_min_height(window.height() - 36.0);
        }
        ui.spacing_mut().item_spacing.y = 8.0;
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.set_role(Role::Dialog);
            node.set_label(name);
            node.set_modal();
        });
        add(ui);
    });
    shown.backdrop_response
}

/// The height left for a list in an overlay whose other content takes `others`, in points.
fn room(ui: &Ui, others: f32) -> f32 {
    (ui.ctx().content_rect().height() - others).max(96.0)
}

/// Content that may be higher than the window: it scrolls, and a control that gets the focus scrolls into
/// view.
fn scrolled(ui: &mut Ui, name: &str, add: impl FnOnce(&mut Ui)) {
    scrolled_within(ui, name, AROUND, add);
}

/// The same, where what does not scroll takes `others`, in points.
fn scrolled_within(ui: &mut Ui, name: &str, others: f32, add: impl FnOnce(&mut Ui)) {
    let room = room(ui, others);
    egui::ScrollArea::vertical().id_salt(name).max_height(room).show(ui, |ui| {
        add(ui);
        focus::follow(ui);
    });
}

/// The button that closes an overlay; Esc does it everywhere.
fn close_button(ui: &mut Ui, overlay: Overlay, commands: &mut Vec<Command>) {
    ui.add_space(4.0);
    let close = sized_button(ui, ButtonStyle::Plain, "Close", "Esc", 32.0);
    push_on_click(&close, NavigateCommand::Overlay(overlay), commands);
}
