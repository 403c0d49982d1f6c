//! Settings that are kept over restarts, in the store beside the tickets.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Remembered, Reply};
use crate::app::drawing::GraphicsBackend;
use crate::app::place::Place;
use crate::app::preferences::Preferences;
use crate::app::recent::Recent;
use crate::kb::LinkId;
use crate::ticket::store::StoreError;
use crate::ticket_service::{ServiceError, TicketService};

/// The setting that keeps the place over restarts.
pub const PLACE: &str = "place";
/// The setting that keeps the addresses of links that have none.
const ADDRESSES: &str = "addresses";
/// The setting that keeps what drew the last window.
pub const DRAWING: &str = "drawing";
/// The setting that keeps what is preferred.
pub const PREFERENCES: &str = "preferences";
/// The setting that keeps what was chosen last in the palette.
const RECENT: &str = "recent";

/// Everything that was remembered.
pub(super) fn recall_all(service: &mut TicketService) -> Result<Remembered, ServiceError> {
    Ok(Remembered {
        place: recall(service, PLACE)?,
        addresses: recall(service, ADDRESSES)?,
        preferences: recall(service, PREFERENCES)?,
        recent: recall(service, RECENT)?,
        today: service.store().today().clone(),
        data_folder: service.store().folder().map(Path::to_owned),
    })
}

/// Remembers where the technician is. It is not worth a word where that fails: what keeps it from
/// being stored keeps actions from it too, and those are told.
pub(super) fn place(service: &mut TicketService, place: &Place) {
    let _ = keep(service, PLACE, place);
}

/// Remembers what was chosen in the palette, for which the same holds.
pub(super) fn recent(service: &mut TicketService, recent: &Recent) {
    let _ = keep(service, RECENT, recent);
}

/// Remembers what is preferred.
pub(super) fn preferences(
    service: &mut TicketService,
    preferences: &Preferences,
) -> Result<(), ServiceError> {
    keep(service, PREFERENCES, preferences)
}

/// Remembers how the window is drawn, for the next start. Where that fails it is found out again.
pub(super) fn drawing(service: &mut TicketService, backend: GraphicsBackend) {
    let _ = keep(service, DRAWING, &backend.id());
}

/// Remembers the address of a link, or forgets it.
pub(super) fn address(
    service: &mut TicketService,
    link: LinkId,
    address: Option<String>,
) -> Result<Vec<Reply>, ServiceError> {
    let mut addresses: BTreeMap<LinkId, String> = recall(service, ADDRESSES)?;
    let told = if let Some(address) = address {
        addresses.insert(link, address);
        "Address stored; the button opens it from now on"
    } else {
        addresses.remove(&link);
        "Address forgotten"
    };
    keep(service, ADDRESSES, &addresses)?;
    Ok(vec![Reply::Addresses(addresses), Reply::Told(told.to_owned())])
}

fn keep(
    service: &mut TicketService,
    name: &str,
    value: &impl serde::Serialize,
) -> Result<(), ServiceError> {
    let json = serde_json::to_string(value).map_err(StoreError::from)?;
    Ok(service.store().set_setting(name, &json)?)
}

/// A setting, or its default where it was never set or is from another version.
fn recall<T: serde::de::DeserializeOwned + Default>(
    service: &mut TicketService,
    name: &str,
) -> Result<T, ServiceError> {
    let json = service.store().setting(name)?;
    Ok(json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default())
}
