//! Settings that are kept over restarts, in the store beside the tickets.

use std::collections::BTreeMap;
use std::path::Path;

use super::messages::{Reply, SavedSettings};
use crate::app::settings::graphics_backend::GraphicsBackend;
use crate::app::settings::navigation::Location;
use crate::app::settings::preferences::Preferences;
use crate::app::settings::recent_commands::RecentCommands;
use crate::kb::LinkId;
use crate::ticket::store::StoreError;
use crate::ticket_service::{ServiceError, TicketService};

/// The setting that keeps the place over restarts.
pub const LOCATION: &str = "place";
/// The setting that keeps the addresses of links that have none.
const ADDRESSES: &str = "addresses";
/// The setting that keeps what drew the last window.
pub const GRAPHICS_BACKEND: &str = "drawing";
/// The setting that keeps what is preferred.
pub const PREFERENCES: &str = "preferences";
/// The setting that keeps what was chosen last in the palette.
const RECENT: &str = "recent";

/// Everything that was remembered.
pub(super) fn load_all(service: &mut TicketService) -> Result<SavedSettings, ServiceError> {
    Ok(SavedSettings {
        location: load(service, LOCATION)?,
        addresses: load(service, ADDRESSES)?,
        preferences: load(service, PREFERENCES)?,
        recent: load(service, RECENT)?,
        today: service.store().today().clone(),
        data_folder: service.store().folder().map(Path::to_owned),
    })
}

/// Remembers where the technician is. It is not worth a word where that fails: what keeps it from
/// being stored keeps actions from it too, and those are told.
pub(super) fn save_location(service: &mut TicketService, location: &Location) {
    let _ = save(service, LOCATION, location);
}

/// Remembers what was chosen in the palette, for which the same holds.
pub(super) fn save_recent(service: &mut TicketService, recent: &RecentCommands) {
    let _ = save(service, RECENT, recent);
}

/// Remembers what is preferred.
pub(super) fn save_preferences(
    service: &mut TicketService,
    preferences: &Preferences,
) -> Result<(), ServiceError> {
    save(service, PREFERENCES, preferences)
}

/// Remembers how the window is drawn, for the next start. Where that fails it is found out again.
pub(super) fn save_graphics_backend(service: &mut TicketService, backend: GraphicsBackend) {
    let _ = save(service, GRAPHICS_BACKEND, &backend.id());
}

/// Remembers the address of a link, or forgets it.
pub(super) fn save_address(
    service: &mut TicketService,
    link: LinkId,
    address: Option<String>,
) -> Result<Vec<Reply>, ServiceError> {
    let mut addresses: BTreeMap<LinkId, String> = load(service, ADDRESSES)?;
    let label = if let Some(address) = address {
        addresses.insert(link, address);
        "Address stored; the button opens it from now on"
    } else {
        addresses.remove(&link);
        "Address forgotten"
    };
    save(service, ADDRESSES, &addresses)?;
    Ok(vec![Reply::Addresses(addresses), Reply::Told(label.to_owned())])
}

fn save(
    service: &mut TicketService,
    name: &str,
    value: &impl serde::Serialize,
) -> Result<(), ServiceError> {
    let json = serde_json::to_string(value).map_err(StoreError::from)?;
    Ok(service.store().set_setting(name, &json)?)
}

/// A setting, or its default where it was never set or is from another version.
fn load<T: serde::de::DeserializeOwned + Default>(
    service: &mut TicketService,
    name: &str,
) -> Result<T, ServiceError> {
    let json = service.store().setting(name)?;
    Ok(json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default())
}
