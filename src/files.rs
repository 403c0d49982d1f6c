//! Atomic writing: a file is replaced as a whole or not at all, and only with consent.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;
use thiserror::Error;

/// Whether an existing file may be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replace {
    /// The user agreed to replace it, possibly in the file dialog.
    Yes,
    /// The user was not asked yet: writing fails if the file exists.
    AskFirst,
}

/// Why a file was not written. An existing file is unchanged.
#[derive(Debug, Error)]
pub enum NotWritten {
    /// The file exists and must not be replaced.
    #[error("the file already exists; choose another name: {}", .0.display())]
    Exists(PathBuf),
    /// The path is a folder.
    #[error("this is a folder; add a file name: {}", .0.display())]
    IsFolder(PathBuf),
    /// The disk is full, or the folder is missing or read-only.
    #[error("cannot write the file ({reason}); choose another location: {}", path.display())]
    Refused {
        /// The system's reason.
        reason: io::Error,
        /// The path of the file.
        path: PathBuf,
    },
}

/// Writes a file through a temporary one beside it, so that a failure leaves the existing file alone.
/// Links are followed. A device is written to directly.
///
/// # Errors
/// If the file exists and must not be replaced, the path is a folder, the folder cannot be written,
/// or the disk is full.
pub fn write(path: &Path, replace: Replace, content: &[u8]) -> Result<(), NotWritten> {
    write_with(path, replace, |file| {
        file.write_all(content).map_err(|reason| not_written(reason, path))
    })
}

/// Like [`write()`], with the content written piece by piece by `fill`.
///
/// # Errors
/// Those of [`write()`] and those of `fill`.
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

/// Creates a temporary file beside its target; it is deleted unless it is renamed.
fn temporary(target: &Path) -> io::Result<NamedTempFile> {
    let parent = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let file = with_usual_permissions().tempfile_in(parent.unwrap_or(Path::new(".")));
    // The system's message would name the temporary file, which nobody knows.
    file.map_err(|error| match error.kind() {
        kind @ io::ErrorKind::NotFound => io::Error::new(kind, "the folder does not exist"),
        kind @ io::ErrorKind::PermissionDenied => {
            io::Error::new(kind, "the folder is not writable")
        }
        _ => error,
    })
}

/// Renames the temporary file. If the target must not be replaced, that is checked in the same step,
/// which also protects a file created in the meantime; on network folders that cannot do so, it is
/// checked just before.
fn persist(file: NamedTempFile, target: &Path, replace: Replace) -> io::Result<()> {
    let named = match replace {
        Replace::Yes => file.persist(target),
        Replace::AskFirst => file.persist_noclobber(target).or_else(|error| {
            let exists = error.error.kind() == io::ErrorKind::AlreadyExists || target.exists();
            if exists { Err(error) } else { error.file.persist(target) }
        }),
    };
    named.map(|_| ()).map_err(|error| error.error)
}

/// Returns a builder of files that others can read as far as the user's umask allows, as is usual for
/// documents.
fn with_usual_permissions() -> tempfile::Builder<'static, 'static> {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "only Unix has these permissions"))]
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder
}
