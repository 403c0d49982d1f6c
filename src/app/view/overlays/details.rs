//! The ticket's details: reference, customer, affected user, admin account, region.

use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::text_edit::TextEditState;
use eframe::egui::{self, Key, Margin, Ui};

use crate::app::command::{Command, DiagnoseCommand, NavigateCommand, TicketCommand};
use crate::app::model::drafts::DetailDrafts;
use crate::app::model::state::State;
use crate::app::settings::navigation::{Overlay, Screen};
use crate::app::view::widgets::{ButtonStyle, heading, marked, name_field, sized_button, small};
use crate::kb::address::Region;
use crate::theme::{colors, size};
use crate::ticket::Detail;

/// Draws the details. What was typed is stored when the cursor leaves its field.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let Some(open) = &mut state.open else { return };
    let is_new = std::mem::take(&mut open.is_new);
    let region = open.ticket().region;
    super::ground(ui, "Ticket details", 400.0, |ui| {
        heading(ui, "Ticket details", size::LARGE);
        super::scrolled(ui, "details", |ui| {
            if fields(ui, &mut open.details, is_new) {
                commands.extend(
                    open.typed_details()
                        .into_iter()
                        .map(TicketCommand::SetDetail)
                        .map(Command::Ticket),
                );
                if ui.input(|input| input.key_pressed(Key::Enter)) {
                    commands.push(Command::Navigate(NavigateCommand::Overlay(Overlay::Details)));
                    // A new ticket goes on with what the customer reports.
                    let is_next = open.complaint.is_empty() && state.screen == Screen::Diagnose;
                    commands.extend(
                        is_next.then_some(Command::Diagnose(DiagnoseCommand::EditComplaint)),
                    );
                }
            }
            small(ui, "JumpCloud region");
            ui.horizontal(|ui| {
                for choice in Region::ALL {
                    let look =
                        if choice == region { ButtonStyle::Chosen } else { ButtonStyle::Plain };
                    if sized_button(ui, look, choice.name(), "", 30.0).clicked() {
                        commands.push(Command::Ticket(TicketCommand::SetDetail(Detail::Region(
                            choice,
                        ))));
                    }
                }
            });
        });
        super::close_button(ui, Overlay::Details, commands);
    });
}

/// The fields; whether the cursor left one of them.
fn fields(ui: &mut Ui, drafts: &mut DetailDrafts, starts_here: bool) -> bool {
    let reference =
        field(ui, "Reference", "the number in your ticket system", &mut drafts.reference);
    if starts_here {
        reference.request_focus();
        select_all(ui, &reference, &drafts.reference);
    }
    let others = [
        ("Customer", "shown in the list and in checklists", &mut drafts.customer),
        ("Affected user", "e-mail address; some links open this user", &mut drafts.user),
        ("Google admin account", "opens Google's console with it", &mut drafts.google_admin),
    ];
    let mut left = reference.lost_focus();
    for (at, (name, hint, text)) in others.into_iter().enumerate() {
        left |= field(ui, name, hint, text).lost_focus();
        if at > 0 && !is_address(text) {
            let told = "This is no e-mail address; links that open it will not work";
            marked(ui, told, size::SMALL, colors(ui).caution);
        }
    }
    left
}

/// Whether a text may be an e-mail address, or is none yet.
fn is_address(text: &str) -> bool {
    let text = text.trim();
    let is_whole = |(name, domain): (&str, &str)| {
        !name.is_empty()
            && domain.contains('.')
            && !domain.starts_with('.')
            && !domain.ends_with('.')
    };
    text.is_empty()
        || (!text.contains(char::is_whitespace) && text.split_once('@').is_some_and(is_whole))
}

/// Selects what stands in a field, so that typing replaces the proposal.
fn select_all(ui: &Ui, field: &egui::Response, text: &str) {
    let mut state = TextEditState::load(ui.ctx(), field.id).unwrap_or_default();
    let (start, end) = (CCursor::default(), CCursor::new(text.chars().count()));
    state.cursor.set_char_range(Some(CCursorRange::two(start, end)));
    state.store(ui.ctx(), field.id);
}

fn field(ui: &mut Ui, name: &str, hint: &str, text: &mut String) -> egui::Response {
    small(ui, name);
    let field = egui::TextEdit::singleline(text)
        .id_salt(name)
        .hint_text(hint.to_owned())
        .margin(Margin::symmetric(10, 8))
        .desired_width(f32::INFINITY);
    let field = ui.add(field);
    name_field(ui, &field, name);
    field
}
