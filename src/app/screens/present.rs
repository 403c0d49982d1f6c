//! The step alone, large: for a shared screen, in this window or in one of its own. It is drawn from
//! `picture::Shown`, which holds nothing of a ticket; lists, notices and what lies over a screen stay
//! away.

use eframe::egui::{CentralPanel, Frame, ScrollArea, Ui, UiBuilder, ViewportBuilder, ViewportId};

use crate::app::command::Command;
use crate::app::keys;
use crate::app::place::Screen;
use crate::app::state::{OpenTicket, State};
use crate::app::window_place::LEAST;
use crate::picture::card::{self, Setting};
use crate::theme::colors;

/// The keys, as they are told at the bottom.
const KEYS: &str =
    "\u{2190} \u{2192} move \u{b7} O open \u{b7} D done \u{b7} P picture \u{b7} Esc leave";

/// Draws the step in view over the whole window.
pub fn draw(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let Some(shown) = state.open.as_ref().and_then(OpenTicket::shown) else {
        commands.push(Command::LeavePresent);
        return;
    };
    let frame = Frame::new().fill(colors(ui).card);
    CentralPanel::no_frame().frame(frame).show(ui, |ui| {
        let whole = ui.max_rect();
        // As large as there is room for, and never smaller than the design's 28 points.
        let scale = (whole.width() / 1280.0).min(whole.height() / 800.0).max(1.0);
        let hint = if state.tells_of_picture() { "Picture copied" } else { KEYS };
        let setting = Setting { scale, callouts: false, hint };
        let room = card::room(whole, scale);
        ui.scope_builder(UiBuilder::new().max_rect(room), |ui| {
            ScrollArea::vertical().id_salt("present").auto_shrink(false).show(ui, |ui| {
                card::content(ui, &shown, &setting);
            });
        });
        card::footer(ui, whole, &shown, &setting);
    });
}

/// Draws the step in view into a window of its own, beside the technician's.
pub fn draw_elsewhere(ui: &Ui, state: &State, commands: &mut Vec<Command>) {
    let window = ViewportBuilder::default()
        .with_title("Syncmend")
        .with_app_id("syncmend")
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size(LEAST);
    ui.ctx().show_viewport_immediate(ViewportId::from_hash_of("present"), window, |ui, _class| {
        draw(ui, state, commands);
        commands.extend(keys::pressed_on(ui.ctx(), Screen::Present));
        if ui.input(|input| input.viewport().close_requested()) {
            commands.push(Command::LeavePresent);
        }
    });
}
