//! Pictures of steps as a folder of files.

use std::io;
use std::path::{Path, PathBuf};

use eframe::egui::Theme;
use thiserror::Error;

use super::frame::Drawer;
use super::png::PngError;
use super::shown::Shown;
use crate::files::{self, NotWritten, Replace};
use crate::progress::Progress;

/// Why no pictures were saved.
#[derive(Debug, Error)]
pub enum NotSaved {
    /// They were not wanted any more.
    #[error("it was stopped")]
    Stopped,
    /// One became no file.
    #[error(transparent)]
    Png(#[from] PngError),
    /// The folder was refused.
    #[error("the folder was refused ({0}); choose another place")]
    Folder(#[from] io::Error),
    /// A file was refused.
    #[error(transparent)]
    File(#[from] NotWritten),
}

/// Draws steps into a folder of their own within another one, so that nothing is overwritten, and
/// returns it with how many pictures are in it. Where that fails or is stopped, the folder goes again.
///
/// # Errors
/// Why no pictures were saved.
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
            // What it was is told; that the rest could not be removed would only hide it.
            let _ = std::fs::remove_dir_all(&folder);
            Err(error)
        }
    }
}

/// Makes a folder of the first name that nothing has, also where somebody else does the same.
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
        progress.tell(done, steps.len());
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
