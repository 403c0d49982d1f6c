//! `syncmend ticket pictures`: the steps of the current fix as PNG files.

use std::fs;
use std::io::Write;
use std::path::Path;

use clap::ValueEnum;

use super::CallError;
use crate::files::{self, Replace};
use crate::kb::words::Language;
use crate::picture::{Drawer, Shown, Theme};
use crate::ticket::store::Stored;

/// The theme of pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum PictureTheme {
    /// Dark on white
    #[default]
    Light,
    /// Light on black
    Dark,
}

/// Draws every step into a folder and prints the paths of the files.
pub(super) fn run(
    stored: &Stored,
    folder: &Path,
    (theme, language): (PictureTheme, Language),
    out: &mut dyn Write,
) -> Result<(), CallError> {
    let steps = stored.ticket.current_results(&stored.kb);
    if steps.is_empty() {
        let reason = "the ticket has no current fix to draw; start one with `syncmend ticket fix`";
        return Err(CallError::Failed(reason.to_owned()));
    }
    fs::create_dir_all(folder).map_err(|error| {
        CallError::Failed(format!(
            "cannot create the folder ({error}); choose another location: {}",
            folder.display()
        ))
    })?;
    let mut drawer = Drawer::new(match theme {
        PictureTheme::Light => Theme::Light,
        PictureTheme::Dark => Theme::Dark,
    });
    for shown in Shown::steps(&stored.kb, &steps, language) {
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
