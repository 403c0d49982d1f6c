//! The whole window: the top bar, the list, the screen in front, overlays and notices.

use eframe::egui::{self, Rect, Ui};

use super::focus;
use super::layout::{is_narrow, pane, scroll};
use super::overlays;
use super::parts::{notices, running_work, ticket_list, top_bar};
use super::screens::{diagnose, fix, present, wrap_up};
use crate::app::command::Command;
use crate::app::model::focus::Pane;
use crate::app::model::state::State;
use crate::app::settings::navigation::Screen;

/// Draws the whole window.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    ui.ctx()
        .accesskit_node_builder(egui::accesskit_root_id(), |window| window.set_label("Syncmend"));
    focus::follow_overlay(ui, state.overlay);
    if state.presenting.second_window.is_some() {
        present::draw_second_window(ui, state, commands);
    }
    if state.screen == Screen::Present {
        // Nothing else: whoever watches must not see whose ticket it is.
        present::draw(ui, state, commands);
        return;
    }
    let place = if is_narrow(ui.ctx()) {
        one_column(ui, state, commands)
    } else {
        top_bar::draw(ui, state, commands);
        let list = ticket_list::draw(ui, state, commands);
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
    if ui.input(|input| !input.raw.hovered_files.is_empty()) {
        overlays::drop::draw(ui);
    }
}

/// The screen as one scrolling column, what matters most first; the list is an overlay. Returns where
/// notices are shown.
fn one_column(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) -> Rect {
    running_work::draw(ui, state, commands);
    let frame = pane(ui, 16, 8);
    egui::CentralPanel::no_frame().frame(frame).show(ui, |ui| {
        let all = [Pane::Bar, Pane::Tickets, Pane::Left, Pane::Right];
        focus::begin_pane(ui, &mut state.focus, "Ticket", &all);
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
