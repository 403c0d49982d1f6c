//! Which seat a store is: an id that stays with its file and is made anew in a copy of it.

use std::io;
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
    /// When the file was created and its number on its disk, of which a copy has others.
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
    number(path).map(|number| format!("{} {number}", created(path))).unwrap_or_default()
}

/// The number of a file on its disk.
#[cfg(unix)]
fn number(path: &Path) -> io::Result<u64> {
    path.metadata().map(|file| std::os::unix::fs::MetadataExt::ino(&file))
}

#[cfg(windows)]
fn number(path: &Path) -> io::Result<u64> {
    let file = winapi_util::Handle::from_path_any(path)?;
    winapi_util::file::information(file).map(|file| file.file_index())
}

/// When a file was created, in milliseconds; 0 where that tells nothing: programs that copy files on
/// Windows keep it, and not every system that runs Windows programs stores it.
fn created(path: &Path) -> u128 {
    let time = if cfg!(unix) { path.metadata().and_then(|file| file.created()).ok() } else { None };
    time.and_then(|time| time.duration_since(UNIX_EPOCH).ok()).map_or(0, |since| since.as_millis())
}
