//! What there is to tell, at the bottom: passing news go by themselves, failures stay.

use eframe::egui::{self, Align2, Color32, Margin, Ui};

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::widgets::{Look, marked, sized_button};
use crate::app::worker::Request;
use crate::export::happened;
use crate::theme::icon;
use crate::theme::{colors, size};
use crate::ticket::Happening;

/// How long passing news stay, in seconds.
pub const SECONDS_SHOWN: f64 = 4.0;

/// How many notices are shown at once; the newest.
const MOST_SHOWN: usize = 3;

/// Draws the notices over the screen.
pub fn draw(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    if state.notices.is_empty() && state.held.is_empty() {
        return;
    }
    let c = colors(ui);
    egui::Area::new(egui::Id::unique("notices"))
        // Clear of the buttons that end a step.
        .anchor(Align2::CENTER_BOTTOM, [0.0, -84.0])
        .order(egui::Order::Foreground)
        .show(ui.ctx(), |ui| {
            ui.set_width(640.0_f32.min(ui.ctx().content_rect().width() - 32.0));
            if !state.held.is_empty() {
                framed(ui, c.caution_soft, c.caution, |ui| held(ui, state, commands));
            }
            for notice in state.notices.iter().rev().take(MOST_SHOWN).rev() {
                let fill = if notice.is_error { c.caution_soft } else { c.card };
                let edge = if notice.is_error { c.caution } else { c.line };
                framed(ui, fill, edge, |ui| row(ui, notice, commands));
            }
        });
}

fn framed(ui: &mut Ui, fill: Color32, edge: Color32, add: impl FnOnce(&mut Ui)) {
    egui::Frame::new()
        .fill(fill)
        .stroke(egui::Stroke::new(1.0, edge))
        .corner_radius(8.0)
        .inner_margin(Margin::symmetric(14, 8))
        .show(ui, add);
}

/// What was done and is not stored yet stays in view until it is.
fn held(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let actions = match state.held.len() {
        1 => "1 action is".to_owned(),
        several => format!("{several} actions are"),
    };
    let text = format!(
        "**Not stored yet:** {actions} kept and tried again by itself, because {}.",
        state.held_because
    );
    let color = colors(ui).text;
    marked(ui, &text, size::BODY, color);
    ui.horizontal(|ui| {
        if sized_button(ui, Look::Main, "Try now", "", 30.0).clicked() {
            commands.push(Command::TryHeld);
        }
        if sized_button(ui, Look::Plain, "Copy what is kept", "", 30.0).clicked() {
            commands.push(Command::CopyText(held_in_words(state)));
        }
    });
}

fn row(ui: &mut Ui, notice: &crate::app::state::Notice, commands: &mut Vec<Command>) {
    let c = colors(ui);
    ui.push_id(notice.id, |ui| {
        ui.horizontal(|ui| {
            let buttons =
                44.0 + if notice.remedy.is_some() || notice.retry.is_some() { 110.0 } else { 0.0 };
            ui.scope(|ui| {
                ui.set_width((ui.available_width() - buttons).max(120.0));
                let words = if notice.is_error {
                    format!("**Failed:** {}", notice.text)
                } else {
                    notice.text.clone()
                };
                marked(ui, &words, size::BODY, c.text);
            });
            if let Some((name, command)) = &notice.remedy
                && sized_button(ui, Look::Main, name, "", 30.0).clicked()
            {
                commands.push(Command::Dismiss(notice.id));
                commands.push(command.clone());
            }
            if notice.retry.is_some()
                && sized_button(ui, Look::Main, "Try again", "", 30.0).clicked()
            {
                commands.push(Command::Retry(notice.id));
            }
            let close = sized_button(ui, Look::Plain, icon::CLOSE, "", 30.0);
            close.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, "Dismiss"));
            if close.clicked() {
                commands.push(Command::Dismiss(notice.id));
            }
        });
    });
}

/// The actions that are not stored yet, in words, so that nothing has to be remembered.
pub fn held_in_words(state: &State) -> String {
    let Some(open) = &state.open else { return String::new() };
    let words = |request: &Request| match request {
        Request::New(reference) => vec![format!("New ticket: {reference}")],
        Request::Record(_, happenings) => happenings
            .iter()
            .map(|what| {
                let text = match what {
                    Happening::Reported { text } | Happening::Noted { text, .. } => {
                        format!(": {}", text.for_insiders())
                    }
                    _ => String::new(),
                };
                format!("{}{text}", happened(open.kb(), &open.stored.events, what))
            })
            .collect(),
        Request::Undo(_) => vec!["Undo".to_owned()],
        Request::Redo(_) => vec!["Redo".to_owned()],
        _ => Vec::new(),
    };
    state.held.iter().flat_map(words).collect::<Vec<_>>().join("\n")
}
