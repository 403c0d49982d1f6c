//! The ticket's details: reference, customer, affected user, admin account, region.

use eframe::egui::{self, Margin, Ui};

use super::tickets::{list_width, name_field};
use crate::app::command::Command;
use crate::app::state::{DetailDrafts, State};
use crate::app::theme::size;
use crate::app::widgets::{Look, heading, sized_button, small};
use crate::kb::address::Region;
use crate::privacy::CustomerText;
use crate::ticket::Detail;

/// Draws the details over the screen while they are shown.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    if !state.shows_details {
        return;
    }
    let Some(open) = &mut state.open else { return };
    let region = open.stored.ticket.region;
    let drafts = &mut open.details;
    egui::Window::new("Ticket details")
        .title_bar(false)
        .resizable(false)
        .anchor(egui::Align2::LEFT_TOP, [list_width(ui.ctx()) + 12.0, 56.0])
        .frame(egui::Frame::window(ui.style()).inner_margin(Margin::same(16)))
        .show(ui.ctx(), |ui| {
            ui.set_width(360.0);
            heading(ui, "Ticket details", size::LARGE);
            let DetailDrafts { reference, customer, user, google_admin } = drafts;
            field(
                ui,
                "Reference",
                "the number in your ticket system",
                reference,
                Detail::Reference,
                commands,
            );
            field(
                ui,
                "Customer",
                "shown in the list and in checklists",
                customer,
                Detail::Customer,
                commands,
            );
            field(
                ui,
                "Affected user",
                "e-mail address; links that accept one open this user",
                user,
                Detail::User,
                commands,
            );
            field(
                ui,
                "Google admin account",
                "opens Google's console with this account",
                google_admin,
                Detail::GoogleAdmin,
                commands,
            );
            small(ui, "JumpCloud region");
            ui.horizontal(|ui| {
                for choice in Region::ALL {
                    let look = if choice == region { Look::Chosen } else { Look::Plain };
                    if sized_button(ui, look, choice.name(), "", 30.0).clicked() {
                        commands.push(Command::SetDetail(Detail::Region(choice)));
                    }
                }
            });
            ui.add_space(4.0);
            if sized_button(ui, Look::Plain, "Close", "Esc", 32.0).clicked()
                || ui.input(|input| input.key_pressed(egui::Key::Escape))
            {
                commands.push(Command::Details);
            }
        });
}

/// A field that is stored when the cursor leaves it.
fn field(
    ui: &mut Ui,
    name: &str,
    hint: &str,
    text: &mut String,
    detail: fn(CustomerText) -> Detail,
    commands: &mut Vec<Command>,
) {
    small(ui, name);
    let field = egui::TextEdit::singleline(text)
        .id_salt(name)
        .hint_text(hint.to_owned())
        .margin(Margin::symmetric(10, 8))
        .desired_width(f32::INFINITY);
    let field = ui.add(field);
    name_field(ui, &field, name);
    if field.lost_focus() {
        commands.push(Command::SetDetail(detail(CustomerText::from(text.trim()))));
    }
}
