//! `syncmend ticket pictures`: the steps of the fix in hand as PNG.

use std::fs;
use std::io::Write;
use std::path::Path;

use super::CallError;
use crate::files::{self, Replace};
use crate::picture::{Drawer, Shown, Theme};
use crate::ticket::store::Stored;

/// Draws every step into a folder and prints the files.
pub(super) fn run(
    stored: &Stored,
    folder: &Path,
    theme: Theme,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    let steps = stored.ticket.results_in_hand(&stored.kb);
    if steps.is_empty() {
        let told =
            "no fix is in hand, so there is nothing to draw; choose one with `syncmend ticket fix`";
        return Err(CallError::Failed(told.to_owned()));
    }
    fs::create_dir_all(folder).map_err(|error| {
        CallError::Failed(format!(
            "the folder cannot be made ({error}); choose another one: {}",
            folder.display()
        ))
    })?;
    let mut drawer = Drawer::new(theme);
    for shown in Shown::steps(&stored.kb, &steps) {
        let pictures = drawer.files(&shown);
        for picture in pictures.map_err(|error| CallError::Failed(error.to_string()))? {
            let path = folder.join(&picture.name);
            files::write(&path, Replace::Yes, &picture.png)
                .map_err(|error| CallError::Failed(error.to_string()))?;
            writeln!(out, "{}", path.display())?;
        }
    }
    Ok(())
}
