//! A file that is replaced whole or not at all, and only after asking.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;
use thiserror::Error;

/// Whether a file that is there may be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replace {
    /// It has been asked, or the dialog has.
    Yes,
    /// It has to be asked first.
    AskFirst,
}

/// Why a file was not written. What was there is still there.
#[derive(Debug, Error)]
pub enum NotWritten {
    /// A file of that name is there already, and it has not been asked whether to replace it.
    #[error("a file of that name exists already: {}", .0.display())]
    Exists(PathBuf),
    /// The place is a folder.
    #[error("this is a folder; add a file name: {}", .0.display())]
    IsFolder(PathBuf),
    /// The disk is full, the folder is read-only or not there.
    #[error("the file cannot be written ({reason}); choose another place: {}", path.display())]
    Refused {
        /// What the system said.
        reason: io::Error,
        /// Where it was to go.
        path: PathBuf,
    },
}

/// Writes a file through a temporary one beside it, so that a failing save leaves what was there.
/// A link is followed; what is neither file nor folder, such as a device, is written to directly.
///
/// # Errors
/// When a file is there that may not be replaced, a folder is in the way, the folder cannot be
/// written or the disk is full.
pub fn write(path: &Path, replace: Replace, content: &[u8]) -> Result<(), NotWritten> {
    write_with(path, replace, |file| {
        file.write_all(content).map_err(|reason| not_written(reason, path))
    })
}

/// The same for a file that is written piece by piece.
///
/// # Errors
/// Those of [`write()`], and those of `fill`.
pub fn write_with<E: From<NotWritten>>(
    path: &Path,
    replace: Replace,
    fill: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), E> {
    let cannot = |reason| not_written(reason, path);
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if target.is_dir() {
        return Err(NotWritten::IsFolder(path.to_owned()).into());
    }
    if target.exists() && !target.is_file() {
        let mut device = fs::OpenOptions::new().write(true).open(&target).map_err(cannot)?;
        return fill(&mut device);
    }
    if target.exists() && replace == Replace::AskFirst {
        return Err(NotWritten::Exists(path.to_owned()).into());
    }
    let mut file = BufWriter::new(temporary(&target).map_err(cannot)?);
    fill(&mut file)?;
    let file = file.into_inner().map_err(|error| cannot(error.into_error()))?;
    file.as_file().sync_all().and_then(|()| persist(file, &target, replace)).map_err(cannot)?;
    Ok(())
}

fn not_written(reason: io::Error, path: &Path) -> NotWritten {
    match reason.kind() {
        io::ErrorKind::AlreadyExists => NotWritten::Exists(path.to_owned()),
        _ => NotWritten::Refused { reason, path: path.to_owned() },
    }
}

/// A file beside its target, that is gone unless it is given the name.
fn temporary(target: &Path) -> io::Result<NamedTempFile> {
    let parent = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let file = with_usual_rights().tempfile_in(parent.unwrap_or(Path::new(".")));
    // What the system says names the temporary file, which nobody knows.
    file.map_err(|error| match error.kind() {
        kind @ io::ErrorKind::NotFound => io::Error::new(kind, "the folder does not exist"),
        kind @ io::ErrorKind::PermissionDenied => {
            io::Error::new(kind, "the folder may not be written to")
        }
        _ => error,
    })
}

/// Gives it the name. Where a file must not be replaced that is asked in the same step, so that one
/// that comes meanwhile is safe too; some network folders cannot, and there it is asked just before.
fn persist(file: NamedTempFile, target: &Path, replace: Replace) -> io::Result<()> {
    let named = match replace {
        Replace::Yes => file.persist(target),
        Replace::AskFirst => file.persist_noclobber(target).or_else(|error| {
            let is_there = error.error.kind() == io::ErrorKind::AlreadyExists || target.exists();
            if is_there { Err(error) } else { error.file.persist(target) }
        }),
    };
    named.map(|_| ()).map_err(|error| error.error)
}

/// A temporary file that others may read as far as the user's umask lets them, like any document.
fn with_usual_rights() -> tempfile::Builder<'static, 'static> {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "these rights are Unix's own"))]
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder
}
