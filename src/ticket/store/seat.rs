//! Which seat a store is: an id that stays with its file and is made anew in a copy of it.

use std::fs::Metadata;
use std::path::Path;
use std::time::UNIX_EPOCH;

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::StoreError;
use crate::ticket::ids::SeatId;

/// The name of the setting.
pub(super) const SETTING: &str = "seat";

/// A seat and the file that it belongs to.
#[derive(Deserialize, PartialEq, Serialize)]
struct Seat {
    id: SeatId,
    /// When the file was created and its number on its disk: a copy has another of the two.
    file: String,
}

/// Returns the seat of a store, which is created for a new store and for a copy of another one.
/// `path` is `None` for a store in memory.
pub(super) fn of_store(db: &Connection, path: Option<&Path>) -> Result<SeatId, StoreError> {
    let file = path.map(identity).unwrap_or_default();
    let select = "SELECT value FROM setting WHERE name = ?1";
    let known = db.query_row(select, [SETTING], |row| row.get::<_, String>(0)).optional()?;
    let known = known.and_then(|json| serde_json::from_str::<Seat>(&json).ok());
    if let Some(seat) = known.filter(|seat| seat.file == file) {
        return Ok(seat.id);
    }
    let seat = Seat { id: SeatId(Uuid::now_v7()), file };
    db.execute(
        "INSERT INTO setting (name, value) VALUES (?1, ?2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [SETTING, &serde_json::to_string(&seat)?],
    )?;
    Ok(seat.id)
}

/// What tells a file from its copies; empty if the system does not say.
fn identity(path: &Path) -> String {
    let Ok(file) = path.metadata() else { return String::new() };
    let created = file.created().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    format!("{} {}", created.map_or(0, |since| since.as_millis()), number(&file))
}

#[cfg(unix)]
fn number(file: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(file)
}

/// A copy has a later time of creation here.
#[cfg(not(unix))]
fn number(_: &Metadata) -> u64 {
    0
}
