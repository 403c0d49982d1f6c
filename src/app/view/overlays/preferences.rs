//! What the technician prefers.

use eframe::egui::{Margin, Response, TextEdit, Ui};

use crate::app::command::{Command, PreferencesCommand};
use crate::app::model::drafts::PreferenceDrafts;
use crate::app::model::state::State;
use crate::app::settings::navigation::Overlay;
use crate::app::settings::preferences::{Preference, Preferences, ZoomBy};
use crate::app::view::widgets::{
    ButtonStyle, heading, name_field, named_button, sized_button, small, words,
};
use crate::kb::address::Region;
use crate::renderer::Renderer;
use crate::theme::{ThemeChoice, Weight, size};

/// Draws the preferences. What is typed is kept when the cursor leaves its field.
pub fn draw(ui: &Ui, state: &mut State, commands: &mut Vec<Command>) {
    let State { preferences, drafts, .. } = state;
    super::ground(ui, "Preferences", 480.0, |ui| {
        heading(ui, "Preferences", size::LARGE);
        super::scrolled(ui, "preferences", |ui| {
            small(ui, "Theme");
            choices(ui, &ThemeChoice::ALL, preferences.theme, ThemeChoice::name, |theme| {
                commands.push(Command::Preferences(PreferencesCommand::Change(Preference::Theme(
                    theme,
                ))));
            });
            zoom(ui, preferences, commands);
            small(ui, "Drawn by, from the next start on");
            choices(ui, &Renderer::ALL, preferences.renderer, Renderer::name, |renderer| {
                commands.push(Command::Preferences(PreferencesCommand::Change(
                    Preference::Renderer(renderer),
                )));
            });
            small(ui, "JumpCloud region of new tickets");
            choices(ui, &Region::ALL, preferences.region, Region::name, |region| {
                commands.push(Command::Preferences(PreferencesCommand::Change(
                    Preference::Region(region),
                )));
            });
            fields(ui, &mut drafts.preferences, commands);
        });
        super::close_button(ui, Overlay::Preferences, commands);
    });
}

/// Buttons of which one is chosen.
fn choices<T: Copy + PartialEq>(
    ui: &mut Ui,
    all: &[T],
    chosen: T,
    name: fn(T) -> &'static str,
    mut choose: impl FnMut(T),
) {
    ui.horizontal_wrapped(|ui| {
        for choice in all {
            let look = if *choice == chosen { ButtonStyle::Chosen } else { ButtonStyle::Plain };
            if sized_button(ui, look, name(*choice), "", 30.0).clicked() {
                choose(*choice);
            }
        }
    });
}

fn zoom(ui: &mut Ui, preferences: &Preferences, commands: &mut Vec<Command>) {
    small(ui, "Zoom");
    ui.horizontal(|ui| {
        if named_button(ui, "\u{2212}", "Zoom out", 30.0).clicked() {
            commands.push(Command::Preferences(PreferencesCommand::Zoom(ZoomBy::Steps(-1))));
        }
        let percent = format!("{} %", preferences.zoom.percent());
        words(ui, &percent, size::BODY, Weight::Medium);
        if named_button(ui, "+", "Zoom in", 30.0).clicked() {
            commands.push(Command::Preferences(PreferencesCommand::Zoom(ZoomBy::Steps(1))));
        }
    });
}

fn fields(ui: &mut Ui, drafts: &mut PreferenceDrafts, commands: &mut Vec<Command>) {
    let account = "Google account of new tickets";
    if field(ui, account, "opens Google\u{2019}s console with it", &mut drafts.google_admin)
        .lost_focus()
    {
        commands.push(Command::Preferences(PreferencesCommand::Change(Preference::GoogleAdmin(
            drafts.google_admin.clone(),
        ))));
    }
    let folder = "Folder for saved files";
    if field(ui, folder, "where the system proposes", &mut drafts.folder).lost_focus() {
        commands.push(Command::Preferences(PreferencesCommand::Change(Preference::Folder(
            drafts.folder.clone(),
        ))));
    }
    let redacted = "Words to remove from customer documents";
    if field(ui, redacted, "such as names, separated by commas", &mut drafts.removed_words)
        .lost_focus()
    {
        commands.push(Command::Preferences(PreferencesCommand::Change(Preference::RemovedWords(
            drafts.removed_words.clone(),
        ))));
    }
}

fn field(ui: &mut Ui, name: &str, hint: &str, text: &mut String) -> Response {
    small(ui, name);
    let field = TextEdit::singleline(text)
        .id_salt(name)
        .hint_text(hint.to_owned())
        .margin(Margin::symmetric(10, 8))
        .desired_width(f32::INFINITY);
    let field = ui.add(field);
    name_field(ui, &field, name);
    field
}
