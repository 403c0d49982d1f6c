//! The whole window: the top bar, the list, the screen in front and overlays.

use eframe::egui::{self, Ui};

use super::focus;
use super::layout::{has_rail, is_narrow, pane, scroll_of};
use super::overlays;
use super::parts::{notices, running_work, ticket_list, top_bar};
use super::screens::{diagnose, files, fix, present, wrap_up};
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
    if is_narrow(ui.ctx()) {
        one_column(ui, state, commands);
    } else {
        top_bar::draw(ui, state, commands);
        let has_rail = has_rail(ui.ctx(), state.screen);
        ui.scope(|ui| {
            if has_rail {
                running_work::draw(ui, state, commands);
            }
            notices::unsaved(ui, state, commands);
            if has_rail {
                ticket_list::rail(ui, state, commands);
            } else {
                ticket_list::draw(ui, state, commands);
            }
            match state.screen {
                Screen::Diagnose => diagnose::draw(ui, state, commands),
                Screen::Fix => fix::draw(ui, state, commands),
                Screen::WrapUp => wrap_up::draw(ui, state, commands),
                Screen::Files => files::draw(ui, state, commands),
                Screen::Present => {}
            }
        });
    }
    overlays::draw(ui, state, commands);
    focus::ring(ui);
    if ui.input(|input| !input.raw.hovered_files.is_empty()) {
        overlays::drop::draw(ui);
    }
}

/// The screen as one scrolling column, what matters most first; the list is an overlay.
fn one_column(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    running_work::draw(ui, state, commands);
    notices::unsaved(ui, state, commands);
    let ticket = state.open.as_ref().map(|open| open.ticket().id);
    let frame = pane(ui, 16, 8);
    egui::CentralPanel::no_frame().frame(frame).show(ui, |ui| {
        let all = Pane::of(state.screen);
        focus::begin_pane(ui, &mut state.focus, "Ticket", all);
        scroll_of(ui, ("one-column", ticket, state.screen.name()), |ui| {
            top_bar::column(ui, state, commands);
            match state.screen {
                Screen::Diagnose => diagnose::column(ui, state, commands),
                Screen::Fix => fix::column(ui, state, commands),
                Screen::WrapUp => wrap_up::column(ui, state, commands),
                Screen::Files => files::column(ui, state, commands),
                Screen::Present => {}
            }
        });
    });
}
