//! Where the tickets of this installation live.

use std::path::{Path, PathBuf};

use directories::{BaseDirs, ProjectDirs, UserDirs};

/// A folder of this name beside the program makes it portable: everything stays in there.
pub const PORTABLE_FOLDER: &str = "syncmend-data";

/// The data folder: the one asked for, else the portable one beside the program, else the system's
/// place for this user. `None` where the system knows no such place.
pub fn data_folder(asked: Option<&Path>) -> Option<PathBuf> {
    if let Some(folder) = asked {
        return Some(folder.to_owned());
    }
    let beside = std::env::current_exe()
        .ok()
        .and_then(|program| Some(program.parent()?.join(PORTABLE_FOLDER)));
    if let Some(portable) = beside.filter(|folder| folder.is_dir()) {
        return Some(portable);
    }
    ProjectDirs::from("", "", "Syncmend").map(|folders| folders.data_dir().to_owned())
}

/// A path as it was typed, with `~` at its start for the user's own folder.
pub fn typed(path: &str) -> PathBuf {
    let path = path.trim();
    let below = match path.strip_prefix('~') {
        Some(below) if below.is_empty() || below.starts_with(['/', '\\']) => below,
        _ => return PathBuf::from(path),
    };
    let home = BaseDirs::new().map(|folders| folders.home_dir().to_owned());
    home.map_or_else(
        || PathBuf::from(path),
        |home| home.join(below.trim_start_matches(['/', '\\'])),
    )
}

/// Another place for a file that could not be written: the user's documents, else the home folder,
/// whichever is there and is not where it failed.
pub fn other_place(failed: &Path, name: &str) -> Option<PathBuf> {
    let folders = UserDirs::new()?;
    let places = folders.document_dir().into_iter().chain([folders.home_dir()]);
    let is_other = |folder: &&Path| folder.is_dir() && failed.parent() != Some(*folder);
    places.into_iter().find(is_other).map(|folder| folder.join(name))
}
