//! What the technician prefers, kept across restarts as one setting.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::export::logo::Logo;
use crate::export::{Letterhead, readable_or_default};
use crate::kb::address::Region;
use crate::kb::words::Language;
use crate::paths;
use crate::privacy::CustomerText;
use crate::renderer::Renderer;
use crate::theme::ThemeChoice;
use crate::ticket::store::ListOrder;
use crate::ticket::{Detail, EventKind};
use crate::ticket_system::TicketSystem;

/// The zoom levels, in percent.
pub const ZOOMS: [u16; 11] = [80, 90, 100, 110, 125, 150, 175, 200, 225, 250, 300];

/// All preferences. A stored value that cannot be read falls back to its default; the others stay.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// The theme.
    #[serde(deserialize_with = "readable_or_default")]
    pub theme: ThemeChoice,
    /// The zoom level.
    #[serde(deserialize_with = "readable_or_default")]
    pub zoom: Zoom,
    /// The renderer, from the next start on.
    #[serde(deserialize_with = "readable_or_default")]
    pub renderer: Renderer,
    /// The JumpCloud region of new tickets.
    #[serde(deserialize_with = "readable_or_default")]
    pub region: Region,
    /// The Google account of new tickets; empty for none.
    #[serde(deserialize_with = "readable_or_default")]
    pub google_admin: String,
    /// The folder that save dialogs start in; `None` for the one the system suggests.
    #[serde(deserialize_with = "readable_or_default")]
    pub folder: Option<PathBuf>,
    /// The monitor on which steps are presented, from 1; `None` for the window's own, or the other one
    /// for a second window.
    #[serde(deserialize_with = "readable_or_default")]
    pub monitor: Option<u8>,
    /// The order of the list of tickets.
    #[serde(deserialize_with = "readable_or_default")]
    pub list_order: ListOrder,
    /// Who sends documents.
    #[serde(deserialize_with = "readable_or_default")]
    pub letterhead: Letterhead,
    /// The ticket system that comments are copied for.
    #[serde(deserialize_with = "readable_or_default")]
    pub ticket_system: TicketSystem,
    /// The address of a ticket in it, with `{reference}`, as typed; empty for none.
    #[serde(deserialize_with = "readable_or_default")]
    pub ticket_address: String,
    /// Words to remove from customer documents.
    #[serde(deserialize_with = "readable_or_default", rename = "redacted")]
    pub removed_words: Vec<String>,
    /// The areas of the knowledge base that new tickets do without, by their titles.
    #[serde(deserialize_with = "readable_or_default")]
    pub left_out: BTreeSet<String>,
    /// The folders of one's own that are not laid over it, by their names, from the next start on.
    #[serde(deserialize_with = "readable_or_default")]
    pub left_out_folders: BTreeSet<String>,
}

/// A zoom level: one of `ZOOMS`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct Zoom(u16);

impl Default for Zoom {
    fn default() -> Self {
        Self(100)
    }
}

impl TryFrom<u16> for Zoom {
    type Error = String;

    fn try_from(percent: u16) -> Result<Self, String> {
        if ZOOMS.contains(&percent) { Ok(Self(percent)) } else { Err(format!("{percent} %")) }
    }
}

impl From<Zoom> for u16 {
    fn from(zoom: Zoom) -> Self {
        zoom.0
    }
}

impl Zoom {
    /// The level in percent.
    pub fn percent(self) -> u16 {
        self.0
    }

    /// The level `by` steps further up; down if negative.
    fn moved(self, by: i32) -> Self {
        let at = ZOOMS.iter().position(|zoom| *zoom == self.0).unwrap_or(2) as i32;
        Self(ZOOMS[(at + by).clamp(0, ZOOMS.len() as i32 - 1) as usize])
    }
}

/// How to zoom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZoomBy {
    /// Steps further in; out if negative.
    Steps(i32),
    /// To one of [`ZOOMS`], in percent.
    To(u16),
    /// To 100 %.
    Reset,
}

/// One preference, changed.
#[derive(Clone, Debug, PartialEq)]
pub enum Preference {
    /// The theme.
    Theme(ThemeChoice),
    /// The renderer, from the next start on.
    Renderer(Renderer),
    /// The region of new tickets.
    Region(Region),
    /// The Google account of new tickets.
    GoogleAdmin(String),
    /// Where files are saved; empty for the folder that the system suggests.
    Folder(String),
    /// The ticket system that comments are copied for.
    TicketSystem(TicketSystem),
    /// The address of a ticket in it, with `{reference}`; empty for none.
    TicketAddress(String),
    /// Words to remove from customer documents, separated by commas.
    RemovedWords(String),
    /// The monitor on which steps are presented, from 1.
    Monitor(Option<u8>),
    /// The order of the list of tickets.
    ListOrder(ListOrder),
    /// The name of the helpdesk.
    Company(String),
    /// The logo of documents; `None` for none.
    Logo(Option<Logo>),
    /// The technician's name.
    Technician(String),
    /// The telephone number for questions.
    Phone(String),
    /// The email address for questions.
    Email(String),
    /// The time zone of customers whose own is not known, by its IANA name.
    TimeZone(String),
    /// The language of customers whose own is not known.
    Language(Language),
    /// Whether new tickets do without an area, by its title.
    LeaveOut(String, bool),
    /// Whether a folder of one's own, by its name, is not laid over the knowledge base.
    LeaveOutFolder(String, bool),
}

impl Preferences {
    /// Changes one preference.
    pub fn change(&mut self, change: Preference) {
        let letterhead = &mut self.letterhead;
        let text = |text: &str| CustomerText::from(text.trim());
        match change {
            Preference::Monitor(monitor) => self.monitor = monitor,
            Preference::ListOrder(order) => self.list_order = order,
            Preference::Company(name) => letterhead.company = text(&name),
            Preference::Logo(logo) => letterhead.logo = logo,
            Preference::Technician(name) => letterhead.technician = text(&name),
            Preference::Phone(number) => letterhead.phone = text(&number),
            Preference::Email(address) => letterhead.email = text(&address),
            Preference::TimeZone(zone) => zone.trim().clone_into(&mut letterhead.time_zone),
            Preference::Language(language) => letterhead.language = language,
            Preference::LeaveOut(area, is_out) => put(&mut self.left_out, area, is_out),
            Preference::LeaveOutFolder(name, is_out) => {
                put(&mut self.left_out_folders, name, is_out);
            }
            Preference::TicketSystem(system) => self.ticket_system = system,
            Preference::TicketAddress(text) => text.trim().clone_into(&mut self.ticket_address),
            Preference::Theme(theme) => self.theme = theme,
            Preference::Renderer(renderer) => self.renderer = renderer,
            Preference::Region(region) => self.region = region,
            Preference::GoogleAdmin(account) => account.trim().clone_into(&mut self.google_admin),
            Preference::Folder(folder) => {
                let folder = folder.trim();
                self.folder = (!folder.is_empty()).then(|| paths::typed(folder));
            }
            Preference::RemovedWords(words) => {
                let words = words.split(',').map(str::trim).filter(|word| !word.is_empty());
                self.removed_words = words.map(str::to_owned).collect();
            }
        }
    }

    /// Changes the zoom level.
    pub fn zoom(&mut self, by: ZoomBy) {
        self.zoom = match by {
            ZoomBy::Steps(steps) => self.zoom.moved(steps),
            ZoomBy::To(percent) => Zoom::try_from(percent).unwrap_or(self.zoom),
            ZoomBy::Reset => Zoom::default(),
        };
    }

    /// The details a new ticket starts with.
    pub fn for_new_ticket(&self) -> Vec<EventKind> {
        let region = (self.region != Region::default()).then_some(Detail::Region(self.region));
        let account = (!self.google_admin.is_empty())
            .then(|| Detail::GoogleAdmin(CustomerText::from(self.google_admin.as_str())));
        let details = region.into_iter().chain(account);
        details.map(|detail| EventKind::Detailed { detail }).collect()
    }
}

/// Puts a name into a set, or takes it out.
fn put(names: &mut BTreeSet<String>, name: String, is_in: bool) {
    if is_in {
        names.insert(name);
    } else {
        names.remove(&name);
    }
}

#[cfg(test)]
mod tests {
    use super::{Preferences, ZoomBy};
    use crate::theme::ThemeChoice;

    #[test]
    fn a_value_that_is_not_understood_leaves_the_others_as_they_are() {
        let stored = r#"{"theme":"dark","zoom":9999,"region":7,"google_admin":"a@example.com"}"#;
        let read: Preferences = serde_json::from_str(stored).expect("the rest is read");
        assert_eq!(read.theme, ThemeChoice::Dark);
        assert_eq!(read.google_admin, "a@example.com");
        assert_eq!((read.zoom, read.region), <_>::default());
    }

    #[test]
    fn zoom_ends_at_80_and_300_percent() {
        let mut preferences = Preferences::default();
        let mut zoomed = |steps| {
            preferences.zoom(ZoomBy::Steps(steps));
            preferences.zoom.percent()
        };
        assert_eq!((zoomed(-9), zoomed(1), zoomed(99)), (80, 90, 300));
    }
}
