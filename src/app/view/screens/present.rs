//! Present: the step alone, large, for a shared screen, in this window or a second one. It is drawn from
//! `picture::Shown`, which holds nothing of a ticket, without lists, notices or overlays.

use eframe::egui::style::ScrollAnimation;
use eframe::egui::{
    CentralPanel, Frame, Key, ScrollArea, Ui, UiBuilder, ViewportBuilder, ViewportId, vec2,
};

use crate::app::command::{Command, PresentCommand};
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::State;
use crate::app::settings::navigation::Screen;
use crate::app::view::keys;
use crate::app::view::layout::MIN_SIZE;
use crate::picture::card::{self, Setting};
use crate::theme::colors;

/// What the bottom line says if something failed: the notice itself may name the customer.
const FAILED: &str = "Something needs your attention \u{b7} Esc leave";

/// The least size of what to do, in points: it is read across a room, or on a small shared screen.
const LEAST_TYPE: f32 = 28.0;
/// The least size of the rest, as a multiple of the design's.
const LEAST_SCALE: f32 = 0.7;
/// How far an arrow key scrolls a step that is higher than the window, in points.
const SCROLLED: f32 = 80.0;

/// Draws the step in view over the whole window.
pub fn draw(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let hint = if state.needs_attention() { FAILED } else { "" };
    card_alone(ui, state, hint, commands);
}

fn card_alone(ui: &mut Ui, state: &State, hint: &str, commands: &mut Vec<Command>) {
    let Some(shown) = state.open.as_ref().and_then(OpenTicket::shown) else {
        commands.push(Command::Present(PresentCommand::Leave));
        return;
    };
    let frame = Frame::new().fill(colors(ui).card);
    CentralPanel::no_frame().frame(frame).show(ui, |ui| {
        let whole = ui.max_rect();
        // As large as the room allows.
        let scale = (whole.width() / 1280.0).min(whole.height() / 720.0).max(LEAST_SCALE);
        let hint = if state.shows_picture_copied() { "Picture copied" } else { hint };
        let setting = Setting { scale, least: LEAST_TYPE, callouts: false, hint };
        let room = card::room(whole, scale);
        ui.scope_builder(UiBuilder::new().max_rect(room), |ui| {
            ScrollArea::vertical().id_salt(("present", shown.number)).auto_shrink(false).show(
                ui,
                |ui| {
                    scroll_by_key(ui);
                    card::content(ui, &shown, &setting, room.height());
                },
            );
        });
        card::footer(ui, whole, &shown, &setting);
    });
}

fn scroll_by_key(ui: &Ui) {
    let presses = |key| ui.input(|input| input.num_presses(key)) as f32;
    let by = (presses(Key::ArrowUp) - presses(Key::ArrowDown)) * SCROLLED;
    if by != 0.0 {
        ui.scroll_with_delta_animation(vec2(0.0, by), ScrollAnimation::none());
    }
}

/// Draws the step in view in a second window, beside the technician's.
pub fn draw_second_window(ui: &Ui, state: &State, commands: &mut Vec<Command>) {
    let window = ViewportBuilder::default()
        .with_title("Syncmend - shared view")
        .with_app_id(crate::APPLICATION_ID)
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size(MIN_SIZE);
    ui.ctx().show_viewport_immediate(ViewportId::from_hash_of("present"), window, |ui, _class| {
        card_alone(ui, state, "", commands);
        let mut asked = keys::pressed_on(ui.ctx(), Screen::Present);
        if ui.input(|input| input.viewport().close_requested()) {
            asked.push(Command::Present(PresentCommand::Leave));
        }
        // Leaving closes this window, whatever the other one shows.
        let leaves = asked.contains(&Command::Present(PresentCommand::Leave));
        asked.retain(|command| *command != Command::Present(PresentCommand::Leave));
        commands.extend(asked);
        commands.extend(leaves.then_some(Command::Present(PresentCommand::ToggleSecondWindow)));
    });
}
