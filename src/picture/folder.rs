//! Saves pictures of steps as files in a folder.

use std::io;
use std::path::{Path, PathBuf};

use eframe::egui::Theme;
use thiserror::Error;

use super::frame::Drawer;
use super::png::PngError;
use super::shown::Shown;
use crate::files::{self, NotWritten, Replace};
use crate::progress::Progress;

/// Why the pictures were not saved.
#[derive(Debug, Error)]
pub enum NotSaved {
    /// The work was stopped on request.
    #[error("stopped; no pictures were saved")]
    Stopped,
    /// A picture could not be written as PNG.
    #[error(transparent)]
    Png(#[from] PngError),
    /// The folder could not be created.
    #[error("cannot create a folder for the pictures ({0}); choose another location")]
    Folder(#[from] io::Error),
    /// A file could not be written.
    #[error(transparent)]
    File(#[from] NotWritten),
}

/// Draws steps into a new folder within another one, so that nothing is overwritten; returns it with
/// the number of pictures. The new folder is deleted if that fails or is stopped.
///
/// # Errors
/// If the folder or a file cannot be written, or the work is stopped.
pub fn save(
    within: &Path,
    steps: &[Shown],
    theme: Theme,
    progress: &Progress,
) -> Result<(PathBuf, usize), NotSaved> {
    let names = (1..).map(|number: u32| match number {
        1 => "steps".to_owned(),
        _ => format!("steps-{number}"),
    });
    let folder = make_one(within, names)?;
    match fill(&folder, steps, theme, progress) {
        Ok(saved) => Ok((folder, saved)),
        Err(error) => {
            // A second error would only hide the first.
            let _ = std::fs::remove_dir_all(&folder);
            Err(error)
        }
    }
}

/// Creates a folder with the first free name, even if another program does the same.
fn make_one(within: &Path, names: impl Iterator<Item = String>) -> io::Result<PathBuf> {
    for folder in names.map(|name| within.join(name)) {
        match std::fs::create_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            made => return made.map(|()| folder),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

fn fill(
    folder: &Path,
    steps: &[Shown],
    theme: Theme,
    progress: &Progress,
) -> Result<usize, NotSaved> {
    let mut drawer = Drawer::new(theme);
    let mut saved = 0;
    for (done, step) in steps.iter().enumerate() {
        progress.report(done, steps.len());
        if progress.is_stopped() {
            return Err(NotSaved::Stopped);
        }
        for picture in drawer.files(step)? {
            files::write(&folder.join(&picture.name), Replace::AskFirst, &picture.png)?;
            saved += 1;
        }
    }
    Ok(saved)
}
