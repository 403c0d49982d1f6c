//! The ticket's details: reference, customer, affected user, admin account, region.

use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::text_edit::TextEditState;
use eframe::egui::{self, Key, Ui};

use crate::app::command::{Command, DiagnoseCommand, NavigateCommand, TicketCommand};
use crate::app::model::drafts::DetailDrafts;
use crate::app::model::state::State;
use crate::app::settings::navigation::{Overlay, Screen};
use crate::app::view::widgets::{choice_buttons, heading, marked, small, text_field};
use crate::kb::address::Region;
use crate::theme::{colors, size};
use crate::ticket::Detail;

/// Draws the details. What was typed is stored when the cursor leaves its field.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let Some(open) = &mut state.open else { return };
    let is_new = std::mem::take(&mut open.is_new);
    let region = open.ticket().region;
    let is_taken = open.same_reference.is_some();
    heading(ui, "Ticket details", size::LARGE);
    super::scrolled(ui, "details", |ui| {
        if fields(ui, &mut open.details, is_new, is_taken) {
            let typed = open.typed_details().into_iter().map(TicketCommand::SetDetail);
            commands.extend(typed.map(Command::Ticket));
            if ui.input(|input| input.key_pressed(Key::Enter)) {
                // In a new ticket, what the customer reports comes next.
                if open.complaint.is_empty() && state.screen == Screen::Diagnose {
                    commands.push(DiagnoseCommand::EditComplaint.into());
                } else {
                    commands.push(NavigateCommand::Overlay(Overlay::Details).into());
                }
            }
        }
        small(ui, "JumpCloud region");
        if let Some(region) = choice_buttons(ui, &Region::ALL, region, Region::name) {
            commands.push(TicketCommand::SetDetail(Detail::Region(region)).into());
        }
    });
    super::close_button(ui, Overlay::Details, commands);
}

/// Draws the fields. Returns whether the cursor has left one of them.
fn fields(ui: &mut Ui, drafts: &mut DetailDrafts, starts_here: bool, is_taken: bool) -> bool {
    let hint = "Number in your ticket system";
    let reference = field(ui, "Reference", hint, starts_here, &mut drafts.reference);
    if starts_here {
        select_all(ui, &reference, &drafts.reference);
    }
    if is_taken {
        let warning = "Another ticket has this reference too";
        marked(ui, warning, size::SMALL, colors(ui).caution);
    }
    let others = [
        ("Customer", "Shown in the list and in checklists", &mut drafts.customer),
        ("Affected user", "Email address; some links open this user", &mut drafts.user),
        ("Google admin account", "Opens the Google Admin console", &mut drafts.google_admin),
    ];
    let mut is_left = reference.lost_focus();
    for (at, (name, hint, text)) in others.into_iter().enumerate() {
        is_left |= field(ui, name, hint, false, text).lost_focus();
        if at > 0 && !is_address(text) {
            let warning = "Not an email address; links that use it will not work";
            marked(ui, warning, size::SMALL, colors(ui).caution);
        }
    }
    is_left
}

/// Whether a text may be an email address, or is still empty.
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

/// Selects everything in a field, so that typing replaces the proposal.
fn select_all(ui: &Ui, field: &egui::Response, text: &str) {
    let mut state = TextEditState::load(ui.ctx(), field.id).unwrap_or_default();
    let (start, end) = (CCursor::default(), CCursor::new(text.chars().count()));
    state.cursor.set_char_range(Some(CCursorRange::two(start, end)));
    state.store(ui.ctx(), field.id);
}

fn field(
    ui: &mut Ui,
    label: &str,
    hint: &str,
    takes_cursor: bool,
    text: &mut String,
) -> egui::Response {
    small(ui, label);
    text_field(label).hint(hint).cursor(takes_cursor).show(ui, text)
}
