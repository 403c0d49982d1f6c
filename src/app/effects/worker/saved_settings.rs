//! Settings that are kept across restarts, in the store beside the tickets.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;

use super::messages::{Reply, SavedSettings};
use crate::app::settings::graphics_backend::GraphicsBackend;
use crate::app::settings::navigation::Location;
use crate::app::settings::preferences::Preferences;
use crate::app::settings::recent_commands::RecentCommands;
use crate::export::{DocumentPreferences, UnreadablePreferences};
use crate::kb::LinkId;
use crate::ticket::store::StoreError;
use crate::ticket_service::{ServiceError, TicketService, name_of, pack_folders};

/// The setting for where the technician was.
pub const LOCATION: &str = "place";
/// The setting for the addresses of links that have none.
const ADDRESSES: &str = "addresses";
/// The setting for the backend that drew the last window.
pub const GRAPHICS_BACKEND: &str = "drawing";
/// The setting for the preferences.
pub const PREFERENCES: &str = "preferences";
/// The setting for the commands chosen last in the palette.
const RECENT: &str = "recent";

/// The setting for the build date of the program that said last that it is old.
const TOLD_OLD: &str = "told_old";

/// Loads all settings.
pub(super) fn load_all(service: &mut TicketService) -> Result<SavedSettings, ServiceError> {
    Ok(SavedSettings {
        location: load(service, LOCATION)?,
        addresses: load(service, ADDRESSES)?,
        preferences: load(service, PREFERENCES)?,
        recent: load(service, RECENT)?,
        told_old: load(service, TOLD_OLD)?,
        today: service.store().today().clone(),
        loaded: service.loaded().clone(),
        pack_folders: service
            .store()
            .folder()
            .map(|data| pack_folders(data).iter().map(|folder| name_of(folder)).collect())
            .unwrap_or_default(),
        data_folder: service.store().folder().map(Path::to_owned),
    })
}

/// Returns why the preferences about documents cannot be read, if so: the words to remove would stay in
/// documents, and nobody would know.
pub(super) fn unreadable_preferences(
    service: &mut TicketService,
) -> Result<Option<UnreadablePreferences>, ServiceError> {
    let json = service.store().setting(PREFERENCES)?;
    Ok(DocumentPreferences::of_setting(json.as_deref()).err())
}

/// Saves where the technician is. A failure is not reported: whatever causes it also keeps actions from
/// being stored, and those are reported.
pub(super) fn save_location(service: &mut TicketService, location: &Location) {
    let _ = save(service, LOCATION, location);
}

/// Saves the commands chosen last in the palette, without reporting a failure either.
pub(super) fn save_recent(service: &mut TicketService, recent: &RecentCommands) {
    let _ = save(service, RECENT, recent);
}

/// Saves that the program of a build date has said that it is old. If that fails, the next start says it
/// again.
pub(super) fn save_told_old(service: &mut TicketService, built: Date) {
    let _ = save(service, TOLD_OLD, &built);
}

/// Saves the preferences.
pub(super) fn save_preferences(
    service: &mut TicketService,
    preferences: &Preferences,
) -> Result<(), ServiceError> {
    save(service, PREFERENCES, preferences)
}

/// Saves which backend draws the window. If that fails, the next start tries the backends again.
pub(super) fn save_graphics_backend(service: &mut TicketService, backend: GraphicsBackend) {
    let _ = save(service, GRAPHICS_BACKEND, &backend.id());
}

/// Saves the address of a link, or deletes it.
pub(super) fn save_address(
    service: &mut TicketService,
    link: LinkId,
    address: Option<String>,
) -> Result<Vec<Reply>, ServiceError> {
    let mut addresses: BTreeMap<LinkId, String> = load(service, ADDRESSES)?;
    let message = if let Some(address) = address {
        addresses.insert(link, address);
        "Address stored; the button now opens it"
    } else {
        addresses.remove(&link);
        "Address forgotten"
    };
    save(service, ADDRESSES, &addresses)?;
    Ok(vec![Reply::Addresses(addresses), Reply::News(message.to_owned())])
}

fn save(
    service: &mut TicketService,
    name: &str,
    value: &impl serde::Serialize,
) -> Result<(), ServiceError> {
    let json = serde_json::to_string(value).map_err(StoreError::from)?;
    Ok(service.store().set_setting(name, &json)?)
}

/// A setting, or its default if it was never saved or is from another version.
fn load<T: serde::de::DeserializeOwned + Default>(
    service: &mut TicketService,
    name: &str,
) -> Result<T, ServiceError> {
    let json = service.store().setting(name)?;
    Ok(json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default())
}
