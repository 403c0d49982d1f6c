//! What is left of something that went wrong inside: a report without any text of a ticket, and
//! word of it at the next start.
//!
//! What a panic says of itself may quote what was being worked on, so only words that stand in the
//! program's own source go into a report; the place in the source says the rest.

use std::any::Any;
use std::fs;
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

use crate::files::{self, NotWritten, Replace};

/// The folder for reports inside the data folder.
const FOLDER: &str = "crash-reports";
/// How the name of a report begins that nobody was told of yet.
const UNTOLD: &str = "new-";
/// Older reports go.
const MOST_KEPT: usize = 20;

/// What draws the window; nothing while a way to draw it is being tried.
static DRAWN_BY: Mutex<Option<&'static str>> = Mutex::new(Some("no window"));

/// Says what draws the window from now on. Nothing means that a way to draw it is being tried: what
/// goes wrong then is told by whoever tries, and leaves no report.
pub fn drawn_by(what: Option<&'static str>) {
    *DRAWN_BY.lock().unwrap_or_else(PoisonError::into_inner) = what;
}

/// From now on a panic leaves a report in the data folder, and `tell` gets one line about it.
pub fn install(data_folder: Option<PathBuf>, tell: fn(&str)) {
    std::panic::set_hook(Box::new(move |panic| {
        let Some(drawn_by) = *DRAWN_BY.lock().unwrap_or_else(PoisonError::into_inner) else {
            return;
        };
        let now = Timestamp::now();
        let report = report(panic, drawn_by, now);
        let kept = data_folder.as_deref().and_then(|folder| keep(folder, &report, now).ok());
        let place = panic.location().map_or_else(String::new, ToString::to_string);
        let at = kept.map_or(place, |path| path.display().to_string());
        tell(&format!(
            "something went wrong inside; stored tickets are safe, please send this report: {at}"
        ));
    }));
}

/// What a panic that was caught says of itself. It may quote anything: to be shown, not kept.
pub fn words(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref::<&'static str>().copied()).unwrap_or("no reason given")
}

/// The report on a panic, as it is written to a file.
pub fn report(panic: &PanicHookInfo<'_>, drawn_by: &str, now: Timestamp) -> String {
    let place = panic.location().map_or_else(|| "not known".to_owned(), ToString::to_string);
    let thread = std::thread::current();
    format!(
        "Syncmend {version}: something went wrong inside\n\
         \n\
         when      {now:.0}\n\
         where     {place}\n\
         what      {what}\n\
         thread    {thread}\n\
         system    {system} {machine}\n\
         drawn by  {drawn_by}\n\
         \n\
         Stored tickets are safe. Nothing of them is in this report: please send it to whoever looks \
         after Syncmend where you work, and say what you did just before.\n",
        version = env!("CARGO_PKG_VERSION"),
        what = own_words(panic.payload()),
        thread = thread.name().unwrap_or("without a name"),
        system = std::env::consts::OS,
        machine = std::env::consts::ARCH,
    )
}

/// What the panic says, where that stands in a source; what was put together may hold anything.
fn own_words(payload: &(dyn Any + Send)) -> &str {
    payload
        .downcast_ref::<&'static str>()
        .copied()
        .unwrap_or("left out, because it may quote a ticket")
}

/// Keeps a report in the data folder, and says where.
///
/// # Errors
/// When the folder cannot be written.
pub fn keep(data_folder: &Path, report: &str, now: Timestamp) -> Result<PathBuf, NotWritten> {
    let folder = data_folder.join(FOLDER);
    fs::create_dir_all(&folder)
        .map_err(|reason| NotWritten::Refused { reason, path: folder.clone() })?;
    // A file name that every system takes, in the order of time.
    let name = format!("{UNTOLD}{}.txt", now.to_string().replace([':', '.'], "-"));
    let path = folder.join(name);
    files::write(&path, Replace::Yes, report.as_bytes())?;
    Ok(path)
}

/// The newest report that nobody was told of yet. From now on all are told of, and of the older ones
/// only so many are kept.
pub fn take_untold(data_folder: &Path) -> Option<PathBuf> {
    let mut reports: Vec<PathBuf> = fs::read_dir(data_folder.join(FOLDER))
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    reports.sort_by_key(|path| told_name(path).unwrap_or_default());
    let surplus = reports.len().saturating_sub(MOST_KEPT);
    for old in reports.drain(..surplus) {
        // One that cannot be removed is tried again at the next start.
        let _ = fs::remove_file(old);
    }
    let mut newest = None;
    for report in reports {
        let Some(name) = told_name(&report) else { continue };
        let told = report.with_file_name(&name);
        if told != report && fs::rename(&report, &told).is_ok() {
            newest = Some(told);
        }
    }
    newest
}

/// The name of a report that was told of.
fn told_name(report: &Path) -> Option<String> {
    let name = report.file_name()?.to_str()?;
    Some(name.strip_prefix(UNTOLD).unwrap_or(name).to_owned())
}
