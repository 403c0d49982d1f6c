//! A file saved without its secrets, to be given away.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use thiserror::Error;

use super::file::{self, NotWritten, Replace};
use crate::evidence::wash::{NotWashed, Washed, Who, wash};
use crate::progress::Progress;

/// Why there is no clean copy. What was there is still there.
#[derive(Debug, Error)]
pub enum NotCopied {
    /// The file was not washed.
    #[error(transparent)]
    NotWashed(#[from] NotWashed),
    /// The copy was not written.
    #[error(transparent)]
    NotWritten(#[from] NotWritten),
}

/// Washes the file at one path into the file at another.
///
/// # Errors
/// When it was stopped, cannot be read or is no text, or when the copy cannot be written or may not
/// be replaced.
pub fn clean_copy(
    from: &Path,
    to: &Path,
    replace: Replace,
    who: Who,
    progress: &Progress,
) -> Result<Washed, NotCopied> {
    let open = || File::open(from).map(|file| Box::new(file) as Box<dyn Read>);
    let about = std::fs::metadata(from).map_err(NotWashed::Io)?;
    if about.is_dir() {
        let reason = io::Error::other("this is a folder; choose a file in it");
        return Err(NotWashed::Io(reason).into());
    }
    let mut washed = Washed::default();
    file::write_with(to, replace, |out| {
        washed = wash(&open, about.len(), who, out, progress)?;
        Ok::<(), NotCopied>(())
    })?;
    Ok(washed)
}
