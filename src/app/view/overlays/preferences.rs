//! The preferences.

use std::path::Path;

use eframe::egui::Ui;

use crate::app::command::{Command, PreferencesCommand};
use crate::app::model::drafts::PreferenceDrafts;
use crate::app::model::monitors::{Monitor, Monitors};
use crate::app::model::state::State;
use crate::app::settings::navigation::Overlay;
use crate::app::settings::preferences::{Preference, Preferences, ZOOMS, ZoomBy};
use crate::app::view::widgets::{
    ButtonStyle, choice_buttons, heading, marked, menu, push_on_click, sized_button, small,
    text_field,
};
use crate::kb::address::Region;
use crate::kb::words::Language;
use crate::renderer::Renderer;
use crate::theme::{ThemeChoice, colors, size};
use crate::ticket_system::{AddressTemplate, TicketSystem};

/// The room between two settings, in points.
const BETWEEN: f32 = 12.0;

/// Draws the preferences. What is typed is saved when the cursor leaves its field.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let State { preferences, drafts, missing_folder, session, .. } = state;
    let drafts = &mut drafts.preferences;
    heading(ui, "Preferences", size::LARGE);
    let mut changes = Vec::new();
    super::scrolled(ui, "preferences", |ui| {
        ui.spacing_mut().item_spacing.y = BETWEEN;
        group(ui, "This window");
        window(ui, preferences, &session.monitors, &mut changes, commands);
        group(ui, "Your helpdesk");
        letterhead(ui, preferences, drafts, &mut changes, commands);
        ticket_system(ui, preferences, drafts, &mut changes);
        group(ui, "Files and documents");
        files(ui, drafts, missing_folder.as_deref(), &mut changes);
        group(ui, "New tickets");
        new_tickets(ui, preferences, drafts, &mut changes);
        super::packs::draw(ui, session, preferences, &mut changes);
    });
    commands.extend(changes.into_iter().map(|change| PreferencesCommand::Change(change).into()));
    super::close_button(ui, Overlay::Preferences, commands);
}

/// The heading of a group, apart from the one before it.
fn group(ui: &mut Ui, title: &str) {
    ui.add_space(4.0);
    heading(ui, title, size::BODY);
}

/// A label with what belongs to it close below.
fn labeled<R>(ui: &mut Ui, label: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    let below = ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        small(ui, label);
        ui.spacing_mut().item_spacing.y = 8.0;
        add(ui)
    });
    below.inner
}

/// A text with its label; `change` is what it changes once the cursor has left it.
fn field(
    ui: &mut Ui,
    label: &str,
    hint: &str,
    text: &mut String,
    change: fn(String) -> Preference,
    changes: &mut Vec<Preference>,
) {
    if labeled(ui, label, |ui| text_field(label).hint(hint).show(ui, text)).lost_focus() {
        changes.push(change(text.clone()));
    }
}

fn warning(ui: &mut Ui, text: &str) {
    marked(ui, text, size::SMALL, colors(ui).caution);
}

/// Who sends documents, and how customers read them.
fn letterhead(
    ui: &mut Ui,
    preferences: &Preferences,
    drafts: &mut PreferenceDrafts,
    changes: &mut Vec<Preference>,
    commands: &mut Vec<Command>,
) {
    let PreferenceDrafts { company, technician, phone, email, time_zone, .. } = drafts;
    let top = "At the top of documents";
    field(ui, "Name of the helpdesk", top, company, Preference::Company, changes);
    labeled(ui, "Logo, a PNG or SVG file of at most 1 MB", |ui| {
        ui.horizontal(|ui| {
            let choose = sized_button(ui, ButtonStyle::Plain, "Choose logo\u{2026}", "", 32.0);
            push_on_click(&choose, PreferencesCommand::PickLogo, commands);
            if preferences.letterhead.logo.is_some()
                && sized_button(ui, ButtonStyle::Plain, "Remove logo", "", 32.0).clicked()
            {
                changes.push(Preference::Logo(None));
            }
        });
    });
    field(ui, "Your name", "Who took the call", technician, Preference::Technician, changes);
    let bottom = "At the bottom of documents";
    field(ui, "Telephone for questions", bottom, phone, Preference::Phone, changes);
    field(ui, "Email for questions", bottom, email, Preference::Email, changes);
    let own = "That of this computer";
    field(ui, "Time zone of customers", own, time_zone, Preference::TimeZone, changes);
    let zone = preferences.letterhead.time_zone.as_str();
    if !zone.is_empty() && jiff::tz::TimeZone::get(zone).is_err() {
        warning(ui, "Not a time zone; use a name such as Europe/Berlin");
    }
    labeled(ui, "Language of customers", |ui| {
        let chosen = preferences.letterhead.language;
        let language = choice_buttons(ui, &Language::ALL, chosen, Language::name);
        changes.extend(language.map(Preference::Language));
    });
}

/// The helpdesk's own ticket system: which one, and the address of a ticket in it.
fn ticket_system(
    ui: &mut Ui,
    preferences: &Preferences,
    drafts: &mut PreferenceDrafts,
    changes: &mut Vec<Preference>,
) {
    let label = "Ticket system that notes and replies are copied for";
    labeled(ui, label, |ui| {
        let systems = TicketSystem::ALL.map(|system| (system, system.name().to_owned()));
        let system = menu(ui, label, &systems, &preferences.ticket_system, 200.0);
        changes.extend(system.map(Preference::TicketSystem));
    });
    let hint = "https://desk.example.com/tickets/{reference}";
    let address = &mut drafts.ticket_address;
    field(ui, "Address of a ticket in it", hint, address, Preference::TicketAddress, changes);
    let stored = preferences.ticket_address.as_str();
    if !stored.is_empty()
        && let Err(error) = AddressTemplate::parse(stored)
    {
        warning(ui, &error.to_string());
    }
}

/// How the window looks, what draws it, and where it presents.
fn window(
    ui: &mut Ui,
    preferences: &Preferences,
    monitors: &Monitors,
    changes: &mut Vec<Preference>,
    commands: &mut Vec<Command>,
) {
    labeled(ui, "Theme", |ui| {
        let theme = choice_buttons(ui, &ThemeChoice::ALL, preferences.theme, ThemeChoice::name);
        changes.extend(theme.map(Preference::Theme));
    });
    // As choices: a button that moved while it is clicked would be missed.
    labeled(ui, "Size of text and everything else", |ui| {
        let chosen = preferences.zoom.percent();
        let size = choice_buttons(ui, &ZOOMS, chosen, |percent| format!("{percent} %"));
        commands.extend(size.map(|size| PreferencesCommand::Zoom(ZoomBy::To(size)).into()));
    });
    labeled(ui, "Graphics, from the next start on", |ui| {
        let renderer = choice_buttons(ui, &Renderer::ALL, preferences.renderer, Renderer::name);
        changes.extend(renderer.map(Preference::Renderer));
    });
    changes.extend(monitor(ui, preferences, monitors));
}

/// The most monitors that can be chosen.
const MOST_MONITORS: u8 = 6;

/// Where a step is presented: on a monitor that is plugged in, or on one that was chosen and may be again.
fn monitor(ui: &mut Ui, preferences: &Preferences, monitors: &Monitors) -> Option<Preference> {
    let label = "Monitor for Present";
    let last = (monitors.all.len() as u8).clamp(1, MOST_MONITORS);
    let last = preferences.monitor.map_or(last, |chosen| last.max(chosen));
    let name = |number: u8| match monitors.all.get(usize::from(number) - 1) {
        Some(Monitor { name, size: [width, height], .. }) => {
            let name = name.as_ref().map_or_else(String::new, |name| format!("{name}, "));
            format!("{number}: {name}{width} x {height}")
        }
        None => format!("{number}: not plugged in"),
    };
    let automatic = (None, "Automatic: another one for the second window".to_owned());
    let numbered = (1..=last).map(|number| (Some(number), name(number)));
    let choices: Vec<_> = std::iter::once(automatic).chain(numbered).collect();
    labeled(ui, label, |ui| {
        let width = ui.available_width().min(360.0);
        menu(ui, label, &choices, &preferences.monitor, width).map(Preference::Monitor)
    })
}

/// Where files go, and what must not be in them.
fn files(
    ui: &mut Ui,
    drafts: &mut PreferenceDrafts,
    missing_folder: Option<&Path>,
    changes: &mut Vec<Preference>,
) {
    let PreferenceDrafts { folder, removed_words, .. } = drafts;
    let system = "Chosen by the system";
    field(ui, "Folder for saved files", system, folder, Preference::Folder, changes);
    if missing_folder.is_some() {
        warning(ui, "This folder does not exist; save dialogs start elsewhere until it does");
    }
    let label = "Words to remove from customer documents";
    let hint = "Such as names, separated by commas";
    field(ui, label, hint, removed_words, Preference::RemovedWords, changes);
}

/// What new tickets begin with.
fn new_tickets(
    ui: &mut Ui,
    preferences: &Preferences,
    drafts: &mut PreferenceDrafts,
    changes: &mut Vec<Preference>,
) {
    labeled(ui, "JumpCloud region of new tickets", |ui| {
        let region = choice_buttons(ui, &Region::ALL, preferences.region, Region::name);
        changes.extend(region.map(Preference::Region));
    });
    let (label, hint) = ("Google account of new tickets", "Opens the Google Admin console");
    field(ui, label, hint, &mut drafts.google_admin, Preference::GoogleAdmin, changes);
}
