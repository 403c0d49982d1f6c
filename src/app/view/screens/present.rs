//! Present: the step alone, large, for a shared screen, filling this one or in a second window. It is drawn
//! from `picture::Presented`, which holds nothing of a ticket, without lists, notices, keys or overlays.

use std::time::Duration;

use eframe::egui::style::ScrollAnimation;
use eframe::egui::{
    CentralPanel, CursorIcon, Frame, Key, ScrollArea, Ui, UiBuilder, ViewportBuilder, vec2,
};

use crate::app::command::{Command, PresentCommand};
use crate::app::model::state::State;
use crate::app::settings::navigation::Screen;
use crate::app::view::keys;
use crate::app::view::layout::{MIN_SIZE, second_window};
use crate::picture::Presented;
use crate::picture::card::{self, Setting};
use crate::theme::colors;

/// The title of the second window, by which it is chosen in a call.
pub const SHARED_VIEW: &str = "Syncmend - shared view";

/// The least size of what to do, in points: it is read across a room, or on a small shared screen.
const LEAST_TYPE: f32 = 28.0;
/// The least size of the rest, as a multiple of the design's.
const LEAST_SCALE: f32 = 0.7;
/// How far an arrow key scrolls a step that is higher than the window, in points.
const SCROLLED: f32 = 80.0;
/// How long the mouse pointer is shown after it was moved, in seconds.
const POINTER_SHOWN: f32 = 2.0;

/// Draws what is presented over the whole window.
pub fn draw(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    match state.presented() {
        Some(presented) => alone(ui, &presented),
        None => commands.push(Command::Present(PresentCommand::Leave)),
    }
}

fn alone(ui: &mut Ui, presented: &Presented) {
    hide_pointer(ui);
    let frame = Frame::new().fill(colors(ui).card);
    CentralPanel::no_frame().frame(frame).show(ui, |ui| {
        let whole = ui.max_rect();
        // As large as the room allows.
        let scale = (whole.width() / 1280.0).min(whole.height() / 720.0).max(LEAST_SCALE);
        let room = card::room(whole, scale);
        let (place, steps, subject) = match presented {
            Presented::Step(shown) => (shown.number, &shown.progress, &shown.labels.subject),
            Presented::Closing(closing) => (0, &closing.progress, &closing.subject),
        };
        ui.scope_builder(UiBuilder::new().max_rect(room), |ui| {
            ScrollArea::vertical().id_salt(("present", place)).auto_shrink(false).show(ui, |ui| {
                scroll_by_key(ui);
                match presented {
                    Presented::Step(shown) => {
                        let setting = Setting { scale, least: LEAST_TYPE, callouts: false };
                        card::content(ui, shown, &setting, room.height());
                    }
                    Presented::Closing(closing) => card::closing_content(ui, closing, scale),
                }
            });
        });
        card::footer(ui, whole, steps, subject, scale);
    });
}

/// Hides the mouse pointer when it rests.
fn hide_pointer(ui: &Ui) {
    let rests_for = ui.input(|input| input.pointer.time_since_last_movement());
    if rests_for >= POINTER_SHOWN {
        ui.ctx().set_cursor_icon(CursorIcon::None);
    } else {
        let left = Duration::from_secs_f32(POINTER_SHOWN - rests_for);
        ui.ctx().request_repaint_after(left);
    }
}

fn scroll_by_key(ui: &Ui) {
    let presses = |key| ui.input(|input| input.num_presses(key)) as f32;
    let by = (presses(Key::ArrowUp) - presses(Key::ArrowDown)) * SCROLLED;
    if by != 0.0 {
        ui.scroll_with_delta_animation(vec2(0.0, by), ScrollAnimation::none());
    }
}

/// Draws what is presented in a second window, on another monitor where there is one. It follows its
/// ticket alone: its keys do nothing while another ticket is open, but to close it.
pub fn draw_second_window(ui: &Ui, state: &State, commands: &mut Vec<Command>) {
    let Some(second) = &state.presenting.second_window else { return };
    let window = ViewportBuilder::default()
        .with_title(SHARED_VIEW)
        .with_app_id(crate::APPLICATION_ID)
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size(MIN_SIZE);
    let window = match second.monitor {
        // One that is not there is ignored.
        Some(monitor) => window.with_monitor(monitor),
        None => window,
    };
    ui.ctx().show_viewport_immediate(second_window(), window, |ui, _class| {
        alone(ui, &second.presented);
        let mut asked = keys::pressed_on(ui.ctx(), Screen::Present);
        if ui.input(|input| input.viewport().close_requested()) {
            asked.push(Command::Present(PresentCommand::Leave));
        }
        // Leaving closes this window, whatever the other one shows.
        let leaves = asked.contains(&Command::Present(PresentCommand::Leave));
        asked.retain(|command| *command != Command::Present(PresentCommand::Leave));
        if state.is_second_window_here() {
            commands.extend(asked);
        }
        commands.extend(leaves.then_some(Command::Present(PresentCommand::CloseSecondWindow)));
    });
}
