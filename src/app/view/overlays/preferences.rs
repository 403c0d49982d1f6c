//! The preferences.

use std::path::Path;

use eframe::egui::{Response, Ui};

use crate::app::command::{Command, PreferencesCommand};
use crate::app::model::drafts::PreferenceDrafts;
use crate::app::model::state::State;
use crate::app::settings::navigation::Overlay;
use crate::app::settings::preferences::{Preference, Preferences, ZOOMS, ZoomBy};
use crate::app::view::widgets::{
    choice_buttons, heading, marked, small, text_field,
};
use crate::kb::address::Region;
use crate::renderer::Renderer;
use crate::theme::{ThemeChoice, colors, size};

/// Draws the preferences. What is typed is saved when the cursor leaves its field.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let State { preferences, drafts, missing_folder, .. } = state;
    heading(ui, "Preferences", size::LARGE);
    let mut changes = Vec::new();
    super::scrolled(ui, "preferences", |ui| {
        small(ui, "Theme");
        let theme = choice_buttons(ui, &ThemeChoice::ALL, preferences.theme, ThemeChoice::name);
        changes.extend(theme.map(Preference::Theme));
        zoom(ui, preferences, commands);
        small(ui, "Graphics, from the next start on");
        let renderer = choice_buttons(ui, &Renderer::ALL, preferences.renderer, Renderer::name);
        changes.extend(renderer.map(Preference::Renderer));
        small(ui, "JumpCloud region of new tickets");
        let region = choice_buttons(ui, &Region::ALL, preferences.region, Region::name);
        changes.extend(region.map(Preference::Region));
        fields(ui, &mut drafts.preferences, missing_folder.as_deref(), &mut changes);
    });
    commands.extend(changes.into_iter().map(|change| PreferencesCommand::Change(change).into()));
    super::close_button(ui, Overlay::Preferences, commands);
}

/// The size of everything, as choices: a button that moved while it is clicked would be missed.
fn zoom(ui: &mut Ui, preferences: &Preferences, commands: &mut Vec<Command>) {
    small(ui, "Text size");
    let chosen = preferences.zoom.percent();
    let size = choice_buttons(ui, &ZOOMS, chosen, |percent| format!("{percent} %"));
    commands.extend(size.map(|percent| PreferencesCommand::Zoom(ZoomBy::To(percent)).into()));
}

fn fields(
    ui: &mut Ui,
    drafts: &mut PreferenceDrafts,
    missing_folder: Option<&Path>,
    changes: &mut Vec<Preference>,
) {
    let PreferenceDrafts { google_admin, folder, removed_words } = drafts;
    let label = "Google account of new tickets";
    if field(ui, label, "Opens the Google Admin console", google_admin).lost_focus() {
        changes.push(Preference::GoogleAdmin(google_admin.clone()));
    }
    if field(ui, "Folder for saved files", "Chosen by the system", folder).lost_focus() {
        changes.push(Preference::Folder(folder.clone()));
    }
    if missing_folder.is_some() {
        let warning = "This folder does not exist; save dialogs start elsewhere until it does";
        marked(ui, warning, size::SMALL, colors(ui).caution);
    }
    let label = "Words to remove from customer documents";
    if field(ui, label, "Such as names, separated by commas", removed_words).lost_focus() {
        changes.push(Preference::RemovedWords(removed_words.clone()));
    }
}

fn field(ui: &mut Ui, label: &str, hint: &str, text: &mut String) -> Response {
    small(ui, label);
    text_field(label).hint(hint).show(ui, text)
}
