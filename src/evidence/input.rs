//! A file to be read, and whether it is one that is read.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;

use super::reading::limits::HEAD;
use super::reading::source::{Open, Source};
use super::reading::unpack;
use super::recognize::recognize;

/// A file to be read.
pub struct Input<'a> {
    /// Its name, without its folder.
    pub name: String,
    /// How many bytes it has, as far as known.
    pub length: u64,
    /// Opens it.
    pub open: Box<Open<'a>>,
    /// Whether what was read of it is gone, as in a pipe: it is opened once and stays open. Any other
    /// is opened to see what it is and again to be read, so that no more than one is open.
    pub is_pipe: bool,
}

impl Input<'static> {
    /// The file at a path.
    pub fn open(path: &Path) -> Self {
        let name =
            path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
        let metadata = path.metadata().ok();
        let length = metadata.as_ref().map_or(0, Metadata::len);
        let is_pipe = metadata.is_some_and(|metadata| !metadata.is_file());
        let path = path.to_owned();
        let open = move || {
            if path.is_dir() {
                return Err(io::Error::other("this is a folder; choose the files in it"));
            }
            Ok(Box::new(File::open(&path)?) as Box<dyn Read>)
        };
        Self { name: name.into_owned(), length, open: Box::new(open), is_pipe }
    }
}

/// How many bytes of a file tell what it is.
pub const BEGIN: usize = 2 * HEAD;

/// Whether a file that begins so is one of those that are read.
pub fn is_export(begin: &[u8]) -> bool {
    let unpacked = unpack::is_packed(begin).then(|| unpack::begin(begin, BEGIN));
    recognize(&Source::head(unpacked.as_deref().unwrap_or(begin)).0).is_ok()
}
