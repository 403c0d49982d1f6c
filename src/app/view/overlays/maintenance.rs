//! Tickets as files: hand one over, take one in, back up, restore, purge.

use eframe::egui::{self, Margin, Ui};

use crate::app::command::{Command, DocumentsCommand, MaintenanceCommand, name_of};
use crate::app::effects::platform::{Purpose, Replace};
use crate::app::model::drafts::MaintenanceDrafts;
use crate::app::model::state::State;
use crate::app::settings::navigation::Overlay;
use crate::app::view::widgets::{ButtonStyle, button, heading, name_field, small};
use crate::paths;
use crate::theme::size;

/// Draws it.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let has_ticket = state.open.is_some();
    let keep = &mut state.drafts.maintenance;
    super::ground(ui, "Import, back up, restore, purge", 520.0, |ui| {
        heading(ui, "Tickets as files", size::LARGE);
        small(ui, "A file; without one you are asked for it");
        let path = egui::TextEdit::singleline(&mut keep.path)
            .id_salt("keep-path")
            .hint_text("folder and file name")
            .margin(Margin::symmetric(10, 9))
            .desired_width(f32::INFINITY);
        let path = ui.add(path);
        name_field(ui, &path, "File to import, back up to or restore");
        ui.horizontal_wrapped(|ui| {
            for (name, purpose) in [
                ("Import a ticket", Purpose::Import),
                ("Back up all tickets", Purpose::BackUp),
                ("Restore a backup", Purpose::Restore),
            ] {
                if button(ui, ButtonStyle::Plain, name, "").clicked() {
                    commands.push(with_file(keep, purpose));
                }
            }
        });
        small(ui, "Importing and restoring add what is not here yet. Nothing is overwritten.");
        if has_ticket
            && button(
                ui,
                ButtonStyle::Plain,
                name_of(&Command::Documents(DocumentsCommand::SaveTicketFile)),
                "",
            )
            .clicked()
        {
            commands.push(Command::Documents(DocumentsCommand::SaveTicketFile));
        }
        ui.add_space(8.0);
        purge(ui, keep, commands);
        super::close_button(ui, Overlay::Maintenance, commands);
    });
}

/// With the file that was typed, else with one that is asked for.
fn with_file(keep: &MaintenanceDrafts, purpose: Purpose) -> Command {
    let path = keep.path.trim();
    if path.is_empty() {
        Command::Maintenance(MaintenanceCommand::PickFile(purpose))
    } else {
        Command::Maintenance(MaintenanceCommand::UseFile(
            purpose,
            paths::typed(path),
            Replace::AskFirst,
        ))
    }
}

fn purge(ui: &mut Ui, keep: &mut MaintenanceDrafts, commands: &mut Vec<Command>) {
    heading(ui, "Purge old tickets", size::LARGE);
    let days: Option<u32> = keep.days.trim().parse().ok();
    ui.horizontal_wrapped(|ui| {
        small(ui, "Not changed for");
        let field = egui::TextEdit::singleline(&mut keep.days)
            .id_salt("keep-days")
            .margin(Margin::symmetric(10, 7))
            .desired_width(70.0);
        let field = ui.add(field);
        name_field(ui, &field, "Days without a change");
        small(ui, "days");
        if button(ui, ButtonStyle::Plain, "Count them", "").clicked() {
            commands.extend(days.map(MaintenanceCommand::CountOlder).map(Command::Maintenance));
        }
    });
    match keep.older.filter(|(counted, _)| Some(*counted) == days) {
        Some((_, 0)) => {
            small(ui, "There are none.");
        }
        Some((days, tickets)) => {
            small(ui, "They go for good, also from the file. A backup made before keeps them.");
            let name = match tickets {
                1 => "Purge 1 ticket".to_owned(),
                several => format!("Purge {several} tickets"),
            };
            if button(ui, ButtonStyle::Main, &name, "").clicked() {
                commands.push(Command::Maintenance(MaintenanceCommand::Purge(days)));
            }
        }
        None => {}
    }
}
