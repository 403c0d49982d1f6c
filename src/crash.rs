//! Crash reports: a file without any text of a ticket, and a notice at the next start.
//!
//! A panic message may quote the ticket being worked on, so that a report contains only messages that
//! are literals in the source, and the place in the source.

use std::any::Any;
use std::fs;
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

use crate::files::{self, NotWritten, Replace};
use crate::privacy::secrets;

/// The name of the folder for reports in the data folder.
const FOLDER: &str = "crash-reports";
/// The beginning of the name of a report that was not announced yet.
const NEW_PREFIX: &str = "new-";
/// The number of reports that are kept; older ones are deleted.
const MOST_KEPT: usize = 20;

/// The graphics backend of the window; `None` while one is being tried.
static BACKEND: Mutex<Option<&'static str>> = Mutex::new(Some("no window"));

/// Sets the graphics backend that reports name. While it is `None`, a backend is being tried: a panic
/// then leaves no report, because the caller handles it.
pub fn set_backend(name: Option<&'static str>) {
    *BACKEND.lock().unwrap_or_else(PoisonError::into_inner) = name;
}

/// Installs a panic hook that writes a report into the data folder and passes one line about it to
/// `print`.
pub fn install(data_folder: Option<PathBuf>, print: fn(&str)) {
    std::panic::set_hook(Box::new(move |panic| {
        let Some(backend) = *BACKEND.lock().unwrap_or_else(PoisonError::into_inner) else {
            return;
        };
        let now = Timestamp::now();
        let report = report(panic, backend, now);
        let kept = data_folder.as_deref().and_then(|folder| keep(folder, &report, now).ok());
        let place = panic.location().map_or_else(String::new, ToString::to_string);
        let at = kept.map_or(place, |path| path.display().to_string());
        print(&format!("Syncmend crashed; your tickets are safe, please send this report: {at}"));
    }));
}

/// Returns the message of a caught panic. It may quote a ticket: show it, but do not store it.
pub fn message(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref::<&'static str>().copied()).unwrap_or("no reason given")
}

/// Formats the report on a panic, as it is written to a file.
pub fn report(panic: &PanicHookInfo<'_>, backend: &str, now: Timestamp) -> String {
    let place = panic.location().map_or_else(|| "unknown".to_owned(), ToString::to_string);
    let thread = std::thread::current();
    let report = format!(
        "Syncmend {version} crashed\n\
         \n\
         time      {now:.0}\n\
         place     {place}\n\
         message   {message}\n\
         thread    {thread}\n\
         system    {system} {machine}\n\
         graphics  {backend}\n\
         \n\
         Your tickets are safe, and this report contains nothing of them. Please send it to whoever \
         maintains Syncmend where you work, and add what you did just before the crash.\n",
        version = env!("CARGO_PKG_VERSION"),
        message = literal_message(panic.payload()),
        thread = thread.name().unwrap_or("unnamed"),
        system = std::env::consts::OS,
        machine = std::env::consts::ARCH,
    );
    // Nothing of a ticket is in it; what is masked all the same is a name of a folder or a message that
    // looks like a secret.
    secrets::mask(&report).map_or(report, |masked| masked.text)
}

/// Returns the message of a panic if it is a literal; a formatted one may contain anything.
fn literal_message(payload: &(dyn Any + Send)) -> &str {
    payload
        .downcast_ref::<&'static str>()
        .copied()
        .unwrap_or("left out because it may quote a ticket")
}

/// Writes a report into the data folder; returns its path.
///
/// # Errors
/// If the folder cannot be written.
pub fn keep(data_folder: &Path, report: &str, now: Timestamp) -> Result<PathBuf, NotWritten> {
    let folder = data_folder.join(FOLDER);
    fs::create_dir_all(&folder)
        .map_err(|reason| NotWritten::Refused { reason, path: folder.clone() })?;
    // A name that every system accepts and that sorts by time.
    let name = format!("{NEW_PREFIX}{}.txt", now.to_string().replace([':', '.'], "-"));
    let path = folder.join(name);
    files::write(&path, Replace::Yes, report.as_bytes())?;
    Ok(path)
}

/// Returns the newest report that was not announced yet, and marks all reports as announced. Keeps
/// the newest 20 and deletes the others.
pub fn take_new_report(data_folder: &Path) -> Option<PathBuf> {
    let mut reports: Vec<PathBuf> = fs::read_dir(data_folder.join(FOLDER))
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    reports.sort_by_key(|path| announced_name(path).unwrap_or_default());
    let surplus = reports.len().saturating_sub(MOST_KEPT);
    for old in reports.drain(..surplus) {
        // The next start tries again if it cannot be deleted.
        let _ = fs::remove_file(old);
    }
    let mut newest = None;
    for report in reports {
        let Some(name) = announced_name(&report) else { continue };
        let announced = report.with_file_name(&name);
        if announced != report && fs::rename(&report, &announced).is_ok() {
            newest = Some(announced);
        }
    }
    newest
}

/// Returns the name of a report once it was announced.
fn announced_name(report: &Path) -> Option<String> {
    let name = report.file_name()?.to_str()?;
    Some(name.strip_prefix(NEW_PREFIX).unwrap_or(name).to_owned())
}
