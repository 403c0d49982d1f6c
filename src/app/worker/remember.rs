//! Settings that are kept over restarts, in the store beside the tickets.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Remembered, Reply};
use crate::app::drawing::Way;
use crate::app::place::Place;
use crate::app::preferences::Preferences;
use crate::app::recent::Recent;
use crate::desk::{Desk, DeskError};
use crate::kb::LinkId;
use crate::ticket::store::StoreError;

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
pub(super) fn recall_all(desk: &mut Desk) -> Result<Remembered, DeskError> {
    Ok(Remembered {
        place: recall(desk, PLACE)?,
        addresses: recall(desk, ADDRESSES)?,
        preferences: recall(desk, PREFERENCES)?,
        recent: recall(desk, RECENT)?,
        today: desk.store().today().clone(),
        data_folder: desk.store().folder().map(Path::to_owned),
    })
}

/// Remembers where the technician is. It is not worth a word where that fails: what keeps it from
/// being stored keeps actions from it too, and those are told.
pub(super) fn place(desk: &mut Desk, place: &Place) {
    let _ = keep(desk, PLACE, place);
}

/// Remembers what was chosen in the palette, for which the same holds.
pub(super) fn recent(desk: &mut Desk, recent: &Recent) {
    let _ = keep(desk, RECENT, recent);
}

/// Remembers what is preferred.
pub(super) fn preferences(desk: &mut Desk, preferences: &Preferences) -> Result<(), DeskError> {
    keep(desk, PREFERENCES, preferences)
}

/// Remembers how the window is drawn, for the next start. Where that fails it is found out again.
pub(super) fn drawing(desk: &mut Desk, way: Way) {
    let _ = keep(desk, DRAWING, &way.id());
}

/// Remembers the address of a link, or forgets it.
pub(super) fn address(
    desk: &mut Desk,
    link: LinkId,
    address: Option<String>,
) -> Result<Vec<Reply>, DeskError> {
    let mut addresses: BTreeMap<LinkId, String> = recall(desk, ADDRESSES)?;
    let told = if let Some(address) = address {
        addresses.insert(link, address);
        "Address stored; the button opens it from now on"
    } else {
        addresses.remove(&link);
        "Address forgotten"
    };
    keep(desk, ADDRESSES, &addresses)?;
    Ok(vec![Reply::Addresses(addresses), Reply::Told(told.to_owned())])
}

fn keep(desk: &mut Desk, name: &str, value: &impl serde::Serialize) -> Result<(), DeskError> {
    let json = serde_json::to_string(value).map_err(StoreError::from)?;
    Ok(desk.store().set_setting(name, &json)?)
}

/// A setting, or its default where it was never set or is from another version.
fn recall<T: serde::de::DeserializeOwned + Default>(
    desk: &mut Desk,
    name: &str,
) -> Result<T, DeskError> {
    let json = desk.store().setting(name)?;
    Ok(json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default())
}
