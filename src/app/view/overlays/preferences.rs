//! The preferences.

use std::path::Path;

use eframe::egui::{Response, Ui};

use crate::app::command::{Command, PreferencesCommand};
use crate::app::model::drafts::PreferenceDrafts;
use crate::app::model::state::State;
use crate::app::settings::navigation::Overlay;
use crate::app::settings::preferences::{Preference, Preferences, ZOOMS, ZoomBy};
use crate::app::view::widgets::{
    ButtonStyle, button, choice_buttons, heading, marked, menu, push_on_click, small, text_field,
};
use crate::kb::address::Region;
use crate::kb::words::Language;
use crate::renderer::Renderer;
use crate::theme::{ThemeChoice, colors, size};
use crate::ticket_system::{AddressTemplate, TicketSystem};

/// Draws the preferences. What is typed is saved when the cursor leaves its field.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let State { preferences, drafts, missing_folder, session, .. } = state;
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
        small(ui, "Monitor for Present");
        let monitor = choice_buttons(ui, &MONITORS, preferences.monitor, monitor_name);
        changes.extend(monitor.map(Preference::Monitor));
        ticket_system(ui, preferences, &mut drafts.preferences, &mut changes);
        super::packs::draw(ui, session, preferences, &mut changes);
        ui.add_space(8.0);
        heading(ui, "New tickets and files", size::LARGE);
        fields(ui, &mut drafts.preferences, missing_folder.as_deref(), &mut changes);
        letterhead(ui, preferences, &mut drafts.preferences, &mut changes, commands);
    });
    commands.extend(changes.into_iter().map(|change| PreferencesCommand::Change(change).into()));
    super::close_button(ui, Overlay::Preferences, commands);
}

/// The monitors that can be chosen, by number.
const MONITORS: [Option<u8>; 4] = [None, Some(1), Some(2), Some(3)];

fn monitor_name(monitor: Option<u8>) -> &'static str {
    match monitor {
        None => "Automatic",
        Some(1) => "First",
        Some(2) => "Second",
        Some(_) => "Third",
    }
}

/// The size of everything, as choices: a button that moved while it is clicked would be missed.
fn zoom(ui: &mut Ui, preferences: &Preferences, commands: &mut Vec<Command>) {
    small(ui, "Zoom");
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
    let PreferenceDrafts { google_admin, folder, removed_words, .. } = drafts;
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

/// The helpdesk's own ticket system: which one, and the address of a ticket in it.
fn ticket_system(
    ui: &mut Ui,
    preferences: &Preferences,
    drafts: &mut PreferenceDrafts,
    changes: &mut Vec<Preference>,
) {
    let label = "Ticket system that notes and replies are copied for";
    small(ui, label);
    let systems = TicketSystem::ALL.map(|system| (system, system.name().to_owned()));
    let system = menu(ui, label, &systems, &preferences.ticket_system, 200.0);
    changes.extend(system.map(Preference::TicketSystem));
    let address = &mut drafts.ticket_address;
    let hint = "https://desk.example.com/tickets/{reference}";
    if field(ui, "Address of a ticket in it", hint, address).lost_focus() {
        changes.push(Preference::TicketAddress(address.clone()));
    }
    let stored = preferences.ticket_address.as_str();
    if !stored.is_empty()
        && let Err(error) = AddressTemplate::parse(stored)
    {
        marked(ui, &error.to_string(), size::SMALL, colors(ui).caution);
    }
}

/// A field: its label, its hint, what is typed, and the preference that it changes.
type LetterheadField<'a> = (&'a str, &'a str, &'a mut String, fn(String) -> Preference);

/// Who sends documents, and how customers read them.
fn letterhead(
    ui: &mut Ui,
    preferences: &Preferences,
    drafts: &mut PreferenceDrafts,
    changes: &mut Vec<Preference>,
    commands: &mut Vec<Command>,
) {
    heading(ui, "Documents for customers", size::LARGE);
    let PreferenceDrafts { company, technician, phone, email, time_zone, .. } = drafts;
    let fields: [LetterheadField<'_>; 5] = [
        ("Name of the helpdesk", "At the top of documents", company, Preference::Company),
        ("Your name", "Who took the call", technician, Preference::Technician),
        ("Telephone for questions", "At the bottom of documents", phone, Preference::Phone),
        ("Email for questions", "At the bottom of documents", email, Preference::Email),
        ("Time zone of customers", "That of this computer", time_zone, Preference::TimeZone),
    ];
    for (label, hint, text, change) in fields {
        if field(ui, label, hint, text).lost_focus() {
            changes.push(change(text.clone()));
        }
    }
    let zone = preferences.letterhead.time_zone.as_str();
    if !zone.is_empty() && jiff::tz::TimeZone::get(zone).is_err() {
        let warning = "Not a time zone; use a name such as Europe/Berlin";
        marked(ui, warning, size::SMALL, colors(ui).caution);
    }
    small(ui, "Language of customers");
    let chosen = preferences.letterhead.language;
    let language = choice_buttons(ui, &Language::ALL, chosen, Language::name);
    changes.extend(language.map(Preference::Language));
    small(ui, "Logo, a PNG or SVG file of at most 1 MB");
    ui.horizontal(|ui| {
        let choose = button(ui, ButtonStyle::Plain, "Choose logo\u{2026}", "");
        push_on_click(&choose, PreferencesCommand::PickLogo, commands);
        if preferences.letterhead.logo.is_some()
            && button(ui, ButtonStyle::Plain, "Remove logo", "").clicked()
        {
            changes.push(Preference::Logo(None));
        }
    });
}

fn field(ui: &mut Ui, label: &str, hint: &str, text: &mut String) -> Response {
    small(ui, label);
    text_field(label).hint(hint).show(ui, text)
}
