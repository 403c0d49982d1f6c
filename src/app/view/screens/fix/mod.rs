//! Fix: the steps of the fix in hand on the left, one of them large on the right.
//!
//! ```text
//! steps.rs        the cause, its methods, the steps
//! step.rs         one step: what to do, and how it ended
//! step_page.rs    the page of a step, drawn, with its clicks
//! step_link.rs    the page of a step: its path, the buttons that open it, what is not certain
//! own_page.rs     how it looks at this installation
//! step_cards.rs   what to know before the click, what to say, what may look different
//! step_status.rs  what the ticket waits for
//! end.rs          "Does it work now?", with what follows each answer
//! ```

mod end;
mod own_page;
mod step;
mod step_cards;
mod step_link;
mod step_page;
mod step_status;
mod steps;
mod value_before;

use eframe::egui::{self, Frame, Margin, Rect, Ui, UiBuilder, pos2};

use super::diagnose::causes;
use crate::app::command::Command;
use crate::app::model::focus::Pane;
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::State;
use crate::app::view::focus;
use crate::app::view::layout::{self, scroll_of, scroll_within};
use crate::app::view::widgets::{heading, height_of_small, small};
use crate::theme::{colors, size};

pub use step::{footer_bar, page};
pub use step_cards::when;
pub use steps::clock;

/// The width of the steps, in points: less in a narrow window.
const STEPS: f32 = 280.0;
const FEW_STEPS: f32 = 240.0;

/// Draws the screen.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let ticket = state.open.as_ref().map(|open| open.ticket().id);
    if !has_fix(state) {
        layout::working_area(ui, |ui| {
            focus::begin_pane(ui, &mut state.focus, "Fixes to choose from", Pane::of(state.screen));
            scroll_within(ui, ("choose", ticket), 640.0, |ui| choose(ui, state, commands));
        });
        return;
    }
    let frame = Frame::new().fill(colors(ui).background).inner_margin(Margin::same(16));
    let width = if layout::has_two_columns(ui.ctx()) { STEPS } else { FEW_STEPS };
    egui::Panel::left("steps").exact_size(width).resizable(false).frame(frame).show(ui, |ui| {
        focus::begin_pane(ui, &mut state.focus, "Steps", &[Pane::Main]);
        let Some(open) = &state.open else { return };
        if let Some(next) = steps::next_fix(open) {
            let place = ui.available_rect_before_wrap();
            // A panel would keep the height of a wider window, and cut the last line off.
            let height = height_of_small(ui, &next);
            let place = Rect::from_min_max(pos2(place.left(), place.bottom() - height), place.max);
            small(&mut ui.new_child(UiBuilder::new().max_rect(place).id_salt("next")), &next);
            ui.set_max_height(ui.available_height() - height - 8.0);
        }
        scroll_of(ui, ("steps", ticket), |ui| steps::draw(ui, open, state, commands));
    });
    if state.open.as_ref().is_some_and(OpenTicket::is_at_end) {
        end::draw(ui, state, commands);
    } else {
        step::draw(ui, state, commands);
    }
}

/// Draws the screen as one column.
pub fn column(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    if !has_fix(state) {
        choose(ui, state, commands);
        return;
    }
    if state.open.as_ref().is_some_and(OpenTicket::is_at_end) {
        end::column(ui, state, commands);
    } else {
        step::column(ui, state, commands);
    }
    ui.add_space(8.0);
    if let Some(open) = &state.open {
        steps::draw(ui, open, state, commands);
        ui.add_space(8.0);
        if let Some(next) = steps::next_fix(open) {
            small(ui, &next);
        }
    }
}

fn has_fix(state: &State) -> bool {
    state.open.as_ref().is_some_and(|open| !open.steps().is_empty())
}

/// No fix is in hand: the causes to choose from.
fn choose(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    heading(ui, "Which cause do you want to fix?", size::TITLE);
    small(ui, "The most likely one is first. More answers make the order more certain.");
    ui.add_space(8.0);
    if let Some(open) = &state.open {
        causes::list(ui, open, state.screen, commands);
    }
}
