//! A file saved without its secrets, to be given away.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::evidence::redact::{Identities, NotRedacted, Redacted, redact};
use crate::files::{self, NotWritten, Replace};
use crate::progress::Progress;

/// Why there is no redacted copy. What was there is still there.
#[derive(Debug, Error)]
pub enum NotCopied {
    /// The file was not redacted.
    #[error(transparent)]
    NotRedacted(#[from] NotRedacted),
    /// The copy was not written.
    #[error(transparent)]
    NotWritten(#[from] NotWritten),
}

/// Where the redacted copy of a file goes: into a folder, or beside the file where none is named, under
/// a name that is free.
pub fn place(from: &Path, folder: Option<&Path>) -> PathBuf {
    let part = |part: Option<&OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let (mut stem, mut ending) = (part(from.file_stem()), part(from.extension()));
    // `sign-in.har.gz` keeps both endings.
    if ending.eq_ignore_ascii_case("gz")
        && let Some((inner, kind)) = stem.rsplit_once('.').filter(|(inner, _)| !inner.is_empty())
    {
        ending = format!("{kind}.{ending}");
        stem = inner.to_owned();
    }
    let names = (1..).map(|number: u32| match number {
        1 => format!("{stem}-redacted"),
        _ => format!("{stem}-redacted-{number}"),
    });
    let folder = folder.or(from.parent()).unwrap_or(Path::new(""));
    let mut places = names.map(|name| folder.join(name).with_added_extension(&ending));
    places.find(|place| !place.exists()).unwrap_or_default()
}

/// Redacts the file at one path into the file at another.
///
/// # Errors
/// When it was stopped, cannot be read or is no text, or when the copy cannot be written or may not
/// be replaced.
pub fn save(
    from: &Path,
    to: &Path,
    replace: Replace,
    who: Identities,
    progress: &Progress,
) -> Result<Redacted, NotCopied> {
    let open = || File::open(from).map(|file| Box::new(file) as Box<dyn Read>);
    let about = std::fs::metadata(from).map_err(NotRedacted::Io)?;
    if about.is_dir() {
        let reason = io::Error::other("this is a folder; choose a file in it");
        return Err(NotRedacted::Io(reason).into());
    }
    let mut redacted = Redacted::default();
    files::write_with(to, replace, |out| {
        redacted = redact(&open, about.len(), who, out, progress)?;
        Ok::<(), NotCopied>(())
    })?;
    Ok(redacted)
}
