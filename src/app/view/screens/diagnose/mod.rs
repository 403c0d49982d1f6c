//! Diagnose: what to do next on top, what is known on the left, the causes on the right.
//!
//! ```text
//! hero.rs       the question, the fix or the handing over that comes next
//! complaint.rs  what the customer says, with what was read in it
//! symptoms.rs   the symptoms: answered, likely to matter, all
//! causes.rs     the causes with their why
//! asides.rs     what else is to be known: contradictions, outages, questions of the customer
//! reasons.rs    why a cause is likely, in words
//! ```

mod asides;
pub mod causes;
mod complaint;
mod hero;
mod reasons;
mod symptoms;

use eframe::egui::{self, Key, Rect, Ui, UiBuilder, pos2, vec2};

use crate::app::command::{Command, DiagnoseCommand};
use crate::app::model::focus::Pane;
use crate::app::model::state::State;
use crate::app::view::focus;
use crate::app::view::layout::{self, BETWEEN, MARGIN, scroll_of};

/// The share of the width that the left column takes.
const LEFT: f32 = 0.5656;

/// Draws the screen.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    layout::working_area(ui, |ui| {
        let whole = ui.max_rect();
        // First, in the order of the keyboard and of the eye.
        focus::begin_pane(ui, &mut state.focus, "What to do next", &[Pane::Main]);
        hero::draw(ui, state, commands);
        let free = Rect::from_min_max(ui.min_rect().left_bottom() + vec2(0.0, BETWEEN), whole.max);
        let top = columns_top(ui, state, free.top());
        let below = Rect::from_min_max(pos2(whole.left(), top), whole.max);
        columns(ui, below, free, state, commands);
    });
    leave_pick(ui, state, commands);
}

/// Where the columns begin: below the card, and where they began before while the mouse is on a symptom
/// that was just answered. The next question may take a line more or less, and rows must not move under
/// the mouse for that.
fn columns_top(ui: &Ui, state: &State, below_card: f32) -> f32 {
    let held = ui.unique_id().with("columns");
    let is_held = state.open.as_ref().is_some_and(|open| open.symptom_list.is_held());
    let before = ui.data(|data| data.get_temp::<f32>(held)).filter(|_| is_held);
    before.unwrap_or_else(|| {
        ui.data_mut(|data| data.insert_temp(held, below_card));
        below_card
    })
}

/// What is known, and the causes: side by side, or one below the other where there is no room. They are
/// seen in `free` alone.
fn columns(ui: &mut Ui, place: Rect, free: Rect, state: &mut State, commands: &mut Vec<Command>) {
    let Some(ticket) = state.open.as_ref().map(|open| open.ticket().id) else { return };
    if place.top() < free.top() {
        ui.shrink_clip_rect(Rect::everything_below(free.top()));
    }
    if !layout::has_two_columns(ui.ctx()) {
        let mut ui = ui.new_child(UiBuilder::new().max_rect(place).id_salt("both"));
        focus::begin_pane(&mut ui, &mut state.focus, "Ticket", &[Pane::Left, Pane::Right]);
        scroll_of(&mut ui, ("diagnose", ticket), |ui| {
            known(ui, state, commands);
            causes::draw(ui, state, commands);
        });
        return;
    }
    let middle = place.left() + (place.width() - BETWEEN) * LEFT;
    let left = Rect::from_min_max(place.min, pos2(middle, place.bottom()));
    let right = Rect::from_min_max(pos2(middle + BETWEEN, place.top()), place.max);
    let mut left = ui.new_child(UiBuilder::new().max_rect(left).id_salt("left"));
    focus::begin_pane(&mut left, &mut state.focus, "What is known", &[Pane::Left]);
    scroll_of(&mut left, ("known", ticket), |ui| known(ui, state, commands));
    let mut right = ui.new_child(UiBuilder::new().max_rect(right).id_salt("right"));
    focus::begin_pane(&mut right, &mut state.focus, "Causes", &[Pane::Right]);
    scroll_of(&mut right, ("causes", ticket), |ui| causes::draw(ui, state, commands));
}

/// Draws the screen as one column.
pub fn column(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    hero::draw(ui, state, commands);
    ui.add_space(MARGIN / 2.0);
    known(ui, state, commands);
    causes::draw(ui, state, commands);
    leave_pick(ui, state, commands);
}

fn known(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing.y = BETWEEN;
    complaint::draw(ui, state, commands);
    symptoms::draw(ui, state, commands);
    if let Some(open) = &mut state.open {
        // Scroll once, so that the list scrolls freely afterwards.
        open.shows_picked = false;
    }
}

/// Esc returns from a picked symptom to the question.
fn leave_pick(ui: &Ui, state: &State, commands: &mut Vec<Command>) {
    let is_picked = state.open.as_ref().is_some_and(|open| open.picked.is_some());
    let is_left = || state.overlay.is_none() && ui.input(|input| input.key_pressed(Key::Escape));
    if is_picked && !state.session.is_typing && is_left() {
        commands.push(DiagnoseCommand::ClearPick.into());
    }
}

/// The id of something on this screen that belongs to one thing of one ticket.
fn id_of(what: &str, of: &str) -> egui::Id {
    egui::Id::unique((what, of))
}
