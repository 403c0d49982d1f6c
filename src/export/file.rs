//! A file that is replaced whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes a file through a temporary one beside it, so that a failing save leaves what was there.
/// A link is followed; what is no file, such as a device, is written to directly.
///
/// # Errors
/// When the folder cannot be written or the disk is full.
pub fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if target.exists() && !target.is_file() {
        return fs::OpenOptions::new().write(true).open(&target)?.write_all(content);
    }
    let parent = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = with_usual_rights().tempfile_in(parent.unwrap_or(Path::new(".")))?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    file.persist(&target).map_err(|error| error.error)?;
    Ok(())
}

/// A temporary file that others may read as far as the user's umask lets them, like any document.
fn with_usual_rights() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder
}
