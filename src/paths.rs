//! Where the tickets of this installation are stored.

use std::path::{Path, PathBuf};

use directories::{BaseDirs, ProjectDirs, UserDirs};

/// A folder of this name beside the program makes the program portable: all data stay in it.
pub const PORTABLE_FOLDER: &str = "syncmend-data";

/// Returns the data folder: `chosen` if given, else the portable one beside the program, else the
/// system's folder for this user. `None` if the system has no such folder.
pub fn data_folder(chosen: Option<&Path>) -> Option<PathBuf> {
    if let Some(folder) = chosen {
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

/// Parses a typed path; `~` at its beginning stands for the user's home folder.
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

/// Suggests another path for a file that could not be written: in the user's documents folder, else in
/// the home folder, whichever exists and is not where writing failed.
pub fn alternative(failed: &Path, name: &str) -> Option<PathBuf> {
    let folders = UserDirs::new()?;
    let places = folders.document_dir().into_iter().chain([folders.home_dir()]);
    let is_other = |folder: &&Path| folder.is_dir() && failed.parent() != Some(*folder);
    places.into_iter().find(is_other).map(|folder| folder.join(name))
}
