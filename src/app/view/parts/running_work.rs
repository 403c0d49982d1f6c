//! Longer work that is under way, below the list of tickets: what it is, how far, and a way to stop
//! it. Nothing waits for it.

use eframe::egui::{self, Frame, Margin, Ui};

use crate::app::command::{Command, WindowCommand};
use crate::app::model::state::{RunningWork, State};
use crate::app::view::widgets::{ButtonStyle, bar, card, marked, sized_button, small};
use crate::theme::{colors, size};

/// What is over sooner is not shown, in seconds.
pub const SECONDS_UNSEEN: f64 = 0.5;

/// How often the work is looked at, in seconds.
pub const SECONDS_BETWEEN_LOOKS: f64 = 0.25;

/// Draws the work into the foot of a panel.
pub fn draw(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let is_shown = |underway: &&RunningWork| {
        state.session.seconds - underway.since >= SECONDS_UNSEEN
            && !underway.work.progress.is_over()
    };
    let shown: Vec<&RunningWork> = state.work.iter().filter(is_shown).collect();
    if shown.is_empty() {
        return;
    }
    let frame = Frame::new().inner_margin(Margin { top: 8, ..Margin::ZERO });
    egui::Panel::bottom("work").resizable(false).show_separator_line(false).frame(frame).show(
        ui,
        |ui| {
            for (number, underway) in shown.into_iter().enumerate() {
                ui.push_id(number, |ui| card(ui, |ui| one(ui, state, underway, commands)));
            }
        },
    );
}

fn one(ui: &mut Ui, state: &State, underway: &RunningWork, commands: &mut Vec<Command>) {
    let c = colors(ui);
    let work = &underway.work;
    let seconds = format!("{:.0} s", state.session.seconds - underway.since);
    marked(ui, &format!("{}\u{2026}", work.name), size::BODY, c.text);
    match work.progress.share() {
        Some(share) => {
            small(ui, &format!("{:.0} % \u{b7} {seconds}", share * 100.0));
            bar(ui, share, ui.available_width(), 4.0, c.accent);
        }
        None => {
            small(ui, &seconds);
        }
    }
    if !work.can_stop {
        small(ui, "It cannot be stopped");
    } else if work.progress.is_stopped() {
        small(ui, "Stopping\u{2026}");
    } else if sized_button(ui, ButtonStyle::Plain, "Stop", "", 30.0).clicked() {
        commands.push(Command::Window(WindowCommand::StopWork(work.progress.clone())));
    }
}
