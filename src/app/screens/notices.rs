//! What there is to tell, at the bottom: passing news go by themselves, failures stay.

use eframe::egui::{self, Align2, Margin, Ui};

use crate::app::command::Command;
use crate::app::fonts::icon;
use crate::app::state::State;
use crate::app::theme::{colors, size};
use crate::app::widgets::{Look, marked, sized_button};

/// How long passing news stay, in seconds.
pub const SECONDS_SHOWN: f64 = 4.0;

/// How many notices are shown at once; the newest.
const MOST_SHOWN: usize = 3;

/// Draws the notices over the screen.
pub fn draw(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    if state.notices.is_empty() {
        return;
    }
    let c = colors(ui);
    egui::Area::new(egui::Id::unique("notices"))
        .anchor(Align2::CENTER_BOTTOM, [0.0, -16.0])
        .order(egui::Order::Foreground)
        .show(ui.ctx(), |ui| {
            ui.set_width(640.0_f32.min(ui.ctx().content_rect().width() - 32.0));
            for notice in state.notices.iter().rev().take(MOST_SHOWN).rev() {
                let fill = if notice.is_error { c.caution_soft } else { c.card };
                let edge = if notice.is_error { c.caution } else { c.line };
                egui::Frame::new()
                    .fill(fill)
                    .stroke(egui::Stroke::new(1.0, edge))
                    .corner_radius(8.0)
                    .inner_margin(Margin::symmetric(14, 8))
                    .show(ui, |ui| row(ui, notice, commands));
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
