//! One file a screen. A screen draws the state and pushes commands; it changes nothing but what is
//! being typed.

mod advice;
pub mod causes;
pub mod diagnose;
pub mod fix;
pub mod fixed;
mod note;
pub mod notices;
pub mod present;
pub mod step;
pub mod tickets;
pub mod top_bar;
pub mod work;
pub mod wrap_up;

use eframe::egui::{self, Frame, Margin, Rect, Ui, UiBuilder, vec2};

use super::command::{Command, key_of, name_of};
use super::dropped::is_hovered;
use super::focus::{self, Pane};
use super::overlays;
use super::place::Screen;
use super::state::State;
use super::widgets::{Look, button};
use crate::theme::colors;

/// Draws everything: bars, the list, the screen in front, and what lies over it.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    ui.ctx()
        .accesskit_node_builder(egui::accesskit_root_id(), |window| window.set_label("Syncmend"));
    state.focus.mind(ui, state.overlay);
    if state.presenting.elsewhere {
        present::draw_elsewhere(ui, state, commands);
    }
    if state.screen == Screen::Present {
        // Nothing else: whoever looks on must not see whose call it is.
        present::draw(ui, state, commands);
        return;
    }
    let place = if is_narrow(ui.ctx()) {
        one_column(ui, state, commands)
    } else {
        top_bar::draw(ui, state, commands);
        let list = tickets::draw(ui, state, commands);
        match state.screen {
            Screen::Diagnose => diagnose::draw(ui, state, commands),
            Screen::Fix => fix::draw(ui, state, commands),
            Screen::WrapUp => wrap_up::draw(ui, state, commands),
            Screen::Present => {}
        }
        list
    };
    overlays::draw(ui, state, commands);
    notices::draw(ui, state, place, commands);
    focus::ring(ui);
    if is_hovered(ui.ctx()) {
        overlays::drop::draw(ui);
    }
}

/// Below this width or height, in points, columns beside each other have no room: in a small window
/// that is drawn large.
const NARROW: f32 = 760.0;
const LOW: f32 = 420.0;

/// Whether everything stands in one column.
pub fn is_narrow(ctx: &egui::Context) -> bool {
    let size = ctx.content_rect().size();
    size.x < NARROW || size.y < LOW
}

/// The screen as one column that scrolls, what matters most first; the list lies over it on demand.
/// Returns where news are told.
fn one_column(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) -> Rect {
    work::draw(ui, state, commands);
    let frame = pane(ui, 16, 8);
    egui::CentralPanel::no_frame().frame(frame).show(ui, |ui| {
        let all = [Pane::Bar, Pane::Tickets, Pane::Left, Pane::Right];
        state.focus.begin(ui, "Ticket", &all);
        scroll(ui, "one-column", |ui| {
            top_bar::column(ui, state, commands);
            match state.screen {
                Screen::Diagnose => diagnose::column(ui, state, commands),
                Screen::Fix => fix::column(ui, state, commands),
                Screen::WrapUp => wrap_up::column(ui, state, commands),
                Screen::Present => {}
            }
        });
    });
    let mut place = ui.ctx().content_rect().shrink(12.0);
    place.set_width(place.width().min(300.0));
    place
}

/// A button for a listed command: name, key and what it is called aloud come from the list.
fn command_button(ui: &mut Ui, look: Look, command: Command, commands: &mut Vec<Command>) {
    if button(ui, look, name_of(&command), &key_of(ui.ctx(), &command)).clicked() {
        commands.push(command);
    }
}

/// A plain ground with room around it.
fn pane(ui: &Ui, horizontal: i8, vertical: i8) -> Frame {
    Frame::new().fill(colors(ui).background).inner_margin(Margin::symmetric(horizontal, vertical))
}

/// How far beside its content a scroll bar ends, in the margin of the pane, in points.
const BAR: f32 = 14.0;

/// A scroll area that keeps its bar off the content.
fn scroll<R>(ui: &mut Ui, id: &str, add: impl FnOnce(&mut Ui) -> R) {
    scroll_within(ui, id, f32::INFINITY, add);
}

/// A scroll area whose content gets no wider than some points, because long lines are hard to read.
fn scroll_within<R>(ui: &mut Ui, id: &str, widest: f32, add: impl FnOnce(&mut Ui) -> R) {
    let room = ui.available_rect_before_wrap();
    let with_bar = Rect::from_min_max(room.min, room.max + vec2(BAR, 0.0));
    let mut around = ui.new_child(UiBuilder::new().max_rect(with_bar));
    egui::ScrollArea::vertical().id_salt(id).auto_shrink(false).show(&mut around, |ui| {
        ui.set_width(room.width().min(widest));
        add(ui);
        focus::follow(ui);
    });
    ui.advance_cursor_after_rect(room);
}
