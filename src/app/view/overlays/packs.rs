//! The part of the preferences that says what new tickets do without: areas, and folders of one's own.

use eframe::egui::{Id, Ui};

use crate::app::model::state::Session;
use crate::app::settings::preferences::{Preference, Preferences};
use crate::app::view::widgets::{heading, small, tick_box};
use crate::kb::KnowledgeBase;
use crate::text::count;
use crate::theme::size;

/// Draws the boxes to tick.
pub fn draw(
    ui: &mut Ui,
    session: &Session,
    preferences: &Preferences,
    changes: &mut Vec<Preference>,
) {
    let Some(loaded) = &session.loaded else { return };
    ui.add_space(8.0);
    heading(ui, "What you work with", size::LARGE);
    small(
        ui,
        "Untick what your team does not use. New tickets then ask nothing about it and list no cause of it; open tickets stay as they are.",
    );
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        areas(ui, loaded, preferences, changes);
    });
    if session.pack_folders.is_empty() {
        return;
    }
    small(ui, "Your own folders, from the next start on");
    for name in &session.pack_folders {
        let is_in = !preferences.left_out_folders.contains(name);
        if tick_box(ui, Id::unique(("folder", name)), name, "", is_in).clicked() {
            changes.push(Preference::LeaveOutFolder(name.clone(), is_in));
        }
    }
}

/// The areas. The last one that is ticked stays so.
fn areas(
    ui: &mut Ui,
    loaded: &KnowledgeBase,
    preferences: &Preferences,
    changes: &mut Vec<Preference>,
) {
    let areas = loaded.packs();
    let is_in = |title: &str| !preferences.left_out.contains(title);
    let ticked = areas.iter().filter(|area| is_in(&area.title)).count();
    for area in areas {
        let title = area.title.as_str();
        let causes = loaded.causes().iter().filter(|cause| cause.area == title).count();
        let id = Id::unique(("area", title));
        let is_in = is_in(title);
        let is_clicked = tick_box(ui, id, title, &count(causes, "cause"), is_in).clicked();
        if is_clicked && !(is_in && ticked == 1) {
            changes.push(Preference::LeaveOut(title.to_owned(), is_in));
        }
    }
}
