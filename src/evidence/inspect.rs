//! Files in, everything that they show out.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;

use super::answers::Answers;
use super::file_reader::{DetectedFile, Sink};
use super::finding::{Console, FileRead, Format, Inspection};
use super::logs::checks::LogChecks;
use super::logs::entry::LogEntry;
use super::logs::har::Exchange;
use super::reading::limits::HEAD;
use super::reading::source::{Meter, Open, Source};
use super::reading::unpack;
use super::recognize::{Recognized, recognize};
use super::users::checks::{Place, UserChecks};
use super::users::roles::Roles;
use super::users::user::User;
use super::{Inquiry, Stopped};
use crate::diagnosis::ErrorStrings;
use crate::progress::Progress;

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

/// Reads files and tells what they show. A file that cannot be read is told, the others count.
///
/// # Errors
/// When `progress` was asked to stop.
pub fn inspect(
    inputs: Vec<Input<'_>>,
    inquiry: &Inquiry,
    errors: &ErrorStrings,
    progress: &Progress,
) -> Result<Inspection, Stopped> {
    let meter = Meter::new(progress, inputs.iter().map(|input| input.length).sum());
    let mut checks =
        Checks { users: UserChecks::new(inquiry), logs: LogChecks::new(inquiry, errors) };
    let mut detected: Vec<(usize, DetectedFile<'_>)> =
        inputs.into_iter().map(DetectedFile::detect).enumerate().collect();
    // JumpCloud's users first, so that Google's can be compared with them.
    detected.sort_by_key(|(_, file)| file.recognized.map(Recognized::format));
    let mut files: Vec<(usize, FileRead)> = Vec::new();
    for (at, file) in detected {
        let name = file.name.clone();
        let mut read = file.read(&mut checks, &meter)?;
        checks.end(&name, &mut read);
        files.push((at, read));
    }
    files.sort_by_key(|(at, _)| *at);
    let files = files.into_iter().map(|(_, file)| file).collect();
    let mut inspection = Inspection { files, ..Inspection::default() };
    let mut answers = Answers::default();
    checks.users.finish(&mut answers, &mut inspection);
    checks.logs.finish(&mut answers, &mut inspection);
    inspection.findings = answers.finish();
    Ok(inspection)
}

/// Everything that files are checked for.
struct Checks<'i> {
    users: UserChecks<'i>,
    logs: LogChecks<'i>,
}

impl Checks<'_> {
    /// A file was read.
    fn end(&mut self, name: &str, file: &mut FileRead) {
        let Some(format) = file.format else { return };
        if let Some(console) = format.users_of().filter(|_| format.lists_all()) {
            self.users.end_list(console, name, file.is_whole() && file.rows > 0);
        }
        if format == Format::RoleAssignments && self.users.roles.lack_names() {
            let note = "it names roles by number; read the list of roles (roles.list) with it";
            file.notes.push(note.to_owned());
        }
    }
}

impl Sink for Checks<'_> {
    fn user(&mut self, console: Console, user: &User<'_>, place: Place<'_>) {
        self.users.take(console, user, place);
    }

    fn entry(&mut self, entry: &LogEntry<'_>, file: &str) {
        self.logs.take(entry, file);
    }

    fn exchange(&mut self, exchange: &Exchange<'_>, place: u64, file: &str) {
        self.logs.take_exchange(exchange, place, file);
    }

    fn roles(&mut self) -> Option<&mut Roles> {
        Some(&mut self.users.roles)
    }
}
