//! Tickets as files: import, back up, restore, save one for a colleague; and old tickets purged.

use eframe::egui::Ui;

use crate::app::command::{Command, DocumentsCommand, MaintenanceCommand, name_of};
use crate::app::effects::platform::{Purpose, Replace};
use crate::app::model::drafts::MaintenanceDrafts;
use crate::app::model::state::State;
use crate::app::settings::navigation::Overlay;
use crate::app::view::widgets::{ButtonStyle, button, heading, push_on_click, small, text_field};
use crate::paths;
use crate::theme::size;

/// Draws the overlay.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let has_ticket = state.open.is_some();
    let drafts = &mut state.drafts.maintenance;
    heading(ui, "Tickets as files", size::LARGE);
    small(ui, "File; leave empty to choose one in a dialog");
    text_field("File to import, back up to or restore")
        .hint("Folder and file name")
        .show(ui, &mut drafts.path);
    ui.horizontal_wrapped(|ui| {
        for (name, purpose) in [
            ("Import a ticket", Purpose::Import),
            ("Back up all tickets", Purpose::BackUp),
            ("Restore a backup", Purpose::Restore),
        ] {
            let response = button(ui, ButtonStyle::Plain, name, "");
            push_on_click(&response, with_file(drafts, purpose), commands);
        }
    });
    small(ui, "Importing and restoring add what is missing here. Nothing is overwritten.");
    if has_ticket {
        let save = DocumentsCommand::SaveTicketFile;
        let response = button(ui, ButtonStyle::Plain, name_of(&save.clone().into()), "");
        push_on_click(&response, save, commands);
    }
    ui.add_space(8.0);
    purge(ui, drafts, commands);
    super::close_button(ui, Overlay::Maintenance, commands);
}

/// Uses the file that was typed, else one chosen in a dialog.
fn with_file(drafts: &MaintenanceDrafts, purpose: Purpose) -> MaintenanceCommand {
    let path = drafts.path.trim();
    if path.is_empty() {
        MaintenanceCommand::PickFile(purpose)
    } else {
        MaintenanceCommand::UseFile(purpose, paths::typed(path), Replace::AskFirst)
    }
}

fn purge(ui: &mut Ui, drafts: &mut MaintenanceDrafts, commands: &mut Vec<Command>) {
    heading(ui, "Purge old tickets", size::LARGE);
    let days: Option<u32> = drafts.days.trim().parse().ok();
    ui.horizontal_wrapped(|ui| {
        small(ui, "Not changed for");
        text_field("Days without a change").width(70.0).show(ui, &mut drafts.days);
        small(ui, "days");
        if button(ui, ButtonStyle::Plain, "Count", "").clicked() {
            commands.extend(days.map(MaintenanceCommand::CountOlder).map(Command::Maintenance));
        }
    });
    match drafts.older.filter(|(counted, _)| Some(*counted) == days) {
        Some((_, 0)) => {
            small(ui, "No tickets are that old.");
        }
        Some((days, tickets)) => {
            small(
                ui,
                "Purging deletes them for good, also from the file. Earlier backups keep them.",
            );
            let name = match tickets {
                1 => "Purge 1 ticket".to_owned(),
                several => format!("Purge {several} tickets"),
            };
            let purge = button(ui, ButtonStyle::Main, &name, "");
            push_on_click(&purge, MaintenanceCommand::Purge(days), commands);
        }
        None => {}
    }
}
