//! The preferences.

use eframe::egui::{Response, Ui};

use crate::app::command::{Command, PreferencesCommand};
use crate::app::model::drafts::PreferenceDrafts;
use crate::app::model::state::State;
use crate::app::settings::navigation::Overlay;
use crate::app::settings::preferences::{Preference, Preferences, ZoomBy};
use crate::app::view::widgets::{
    choice_buttons, heading, named_button, push_on_click, small, text_field, words,
};
use crate::kb::address::Region;
use crate::renderer::Renderer;
use crate::theme::{ThemeChoice, Weight, size};

/// Draws the preferences. What is typed is saved when the cursor leaves its field.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let State { preferences, drafts, .. } = state;
    heading(ui, "Preferences", size::LARGE);
    let mut changes = Vec::new();
    super::scrolled(ui, "preferences", |ui| {
        small(ui, "Theme");
        let theme = choice_buttons(ui, &ThemeChoice::ALL, preferences.theme, |it| it.name().to_owned());
        changes.extend(theme.map(Preference::Theme));
        zoom(ui, preferences, commands);
        small(ui, "Graphics, from the next start on");
        let renderer = choice_buttons(ui, &Renderer::ALL, preferences.renderer, |it| it.name().to_owned());
        changes.extend(renderer.map(Preference::Renderer));
        small(ui, "JumpCloud region of new tickets");
        let region = choice_buttons(ui, &Region::ALL, preferences.region, |it| it.name().to_owned());
        changes.extend(region.map(Preference::Region));
        fields(ui, &mut drafts.preferences, &mut changes);
    });
    commands.extend(changes.into_iter().map(|change| PreferencesCommand::Change(change).into()));
    super::close_button(ui, Overlay::Preferences, commands);
}

fn zoom(ui: &mut Ui, preferences: &Preferences, commands: &mut Vec<Command>) {
    small(ui, "Zoom");
    ui.horizontal(|ui| {
        let zoom_out = named_button(ui, "\u{2212}", "Zoom out", 30.0);
        push_on_click(&zoom_out, PreferencesCommand::Zoom(ZoomBy::Steps(-1)), commands);
        let percent = format!("{} %", preferences.zoom.percent());
        words(ui, &percent, size::BODY, Weight::Medium);
        let zoom_in = named_button(ui, "+", "Zoom in", 30.0);
        push_on_click(&zoom_in, PreferencesCommand::Zoom(ZoomBy::Steps(1)), commands);
    });
}

fn fields(ui: &mut Ui, drafts: &mut PreferenceDrafts, changes: &mut Vec<Preference>) {
    let PreferenceDrafts { google_admin, folder, removed_words } = drafts;
    let label = "Google account of new tickets";
    if field(ui, label, "Opens the Google Admin console", google_admin).lost_focus() {
        changes.push(Preference::GoogleAdmin(google_admin.clone()));
    }
    if field(ui, "Folder for saved files", "Chosen by the system", folder).lost_focus() {
        changes.push(Preference::Folder(folder.clone()));
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
