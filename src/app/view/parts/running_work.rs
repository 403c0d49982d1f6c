//! Running work, below the list of tickets: what it is, how far it is, and a button to stop it.

use eframe::egui::{self, Frame, Margin, Ui};

use crate::app::command::{Command, WindowCommand};
use crate::app::model::state::{RunningWork, State};
use crate::app::view::widgets::{
    ButtonStyle, bar, card, marked, push_on_click, sized_button, small,
};
use crate::theme::{colors, size};

/// Work that takes less time than this is not shown, in seconds.
pub const HIDDEN_SECONDS: f64 = 0.5;

/// How often the progress is polled, in seconds.
pub const POLL_SECONDS: f64 = 0.25;

/// Draws the work at the bottom of a panel.
pub fn draw(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let is_shown = |running: &&RunningWork| {
        state.session.seconds - running.since >= HIDDEN_SECONDS && !running.work.progress.is_over()
    };
    let shown: Vec<&RunningWork> = state.work.iter().filter(is_shown).collect();
    if shown.is_empty() {
        return;
    }
    let frame = Frame::new().inner_margin(Margin { top: 8, ..Margin::ZERO });
    egui::Panel::bottom("work").resizable(false).show_separator_line(false).frame(frame).show(
        ui,
        |ui| {
            for (number, running) in shown.into_iter().enumerate() {
                ui.push_id(number, |ui| card(ui, |ui| one(ui, state, running, commands)));
            }
        },
    );
}

fn one(ui: &mut Ui, state: &State, running: &RunningWork, commands: &mut Vec<Command>) {
    let c = colors(ui);
    let work = &running.work;
    let seconds = format!("{:.0} s", state.session.seconds - running.since);
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
        small(ui, "Cannot be stopped");
    } else if work.progress.is_stopped() {
        small(ui, "Stopping\u{2026}");
    } else {
        let stop = sized_button(ui, ButtonStyle::Plain, "Stop", "", 30.0);
        push_on_click(&stop, WindowCommand::StopWork(work.progress.clone()), commands);
    }
}
