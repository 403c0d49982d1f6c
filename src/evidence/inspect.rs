//! Files in, everything that they show out.

use super::answers::Answers;
use super::file_reader::{DetectedFile, Sink};
use super::finding::{Console, FileRead, Format, Inspection};
use super::input::Input;
use super::logs::checks::LogChecks;
use super::logs::entry::LogEntry;
use super::logs::har::Exchange;
use super::reading::source::Meter;
use super::recognize::Recognized;
use super::users::checks::{Place, UserChecks};
use super::users::licenses::Licenses;
use super::users::roles::Roles;
use super::users::user::User;
use super::{Inquiry, Stopped};
use crate::diagnosis::ErrorStrings;
use crate::progress::Progress;

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
        if format == Format::LicenseAssignments {
            self.users.licenses.end_list(file.is_whole());
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

    fn licenses(&mut self) -> Option<&mut Licenses> {
        Some(&mut self.users.licenses)
    }
}
