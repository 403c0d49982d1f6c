//! All users of both consoles beside each other: who is on one side only, who is suspended on one side,
//! whose names, primary addresses and user names differ.
//!
//! ```text
//! mod.rs           files -> differences, one by one, and their counts
//! people.rs        users in compact form, found by address and by user name
//! pairing.rs       who of one console is who of the other, and what differs
//! side_by_side.rs  what is wrong, counted and sorted, and a row for each user
//! ```
//!
//! JumpCloud's users are kept in memory while Google's are read past them: about 150 bytes a user, and at
//! most [`MOST_USERS`] of each console and [`MOST_TEXT`] bytes of their names and addresses. Of Google's
//! users only those are kept who have no equal address in JumpCloud. Larger lists are refused.

mod pairing;
mod people;
mod side_by_side;

use std::io;

use serde::Serialize;
use thiserror::Error;

use super::Stopped;
use super::file_reader::DetectedFile;
use super::finding::{Console, FileRead, Format};
use super::input::Input;
use super::reading::limits::{JOINED, LISTED};
use super::reading::source::Meter;
use super::recognize::Recognized;
use crate::privacy::InternalText;
use crate::privacy::quote::quote;
use crate::progress::Progress;

pub(super) use people::each_of;
pub use side_by_side::{Cell, Field, Problem, Severity, SideBySide, UserRow, side_by_side};

/// The most users of one console that can be compared.
pub const MOST_USERS: usize = JOINED;
/// The most bytes of names and addresses of one console that are kept.
pub const MOST_TEXT: usize = 512 << 20;

/// What can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DifferenceKind {
    /// The user is in Google and not in JumpCloud.
    OnlyInGoogle,
    /// The user is in JumpCloud and not in Google.
    OnlyInJumpcloud,
    /// Suspended in Google, and not in JumpCloud.
    SuspendedInGoogle,
    /// Suspended in JumpCloud, and not in Google.
    SuspendedInJumpcloud,
    /// Another first name.
    FirstName,
    /// Another last name.
    LastName,
    /// Another primary address; the same user by an alias or by the user name.
    PrimaryAddress,
    /// JumpCloud's user name is not the part before the @ of Google's primary address.
    UserName,
}

impl DifferenceKind {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::OnlyInGoogle,
        Self::OnlyInJumpcloud,
        Self::SuspendedInGoogle,
        Self::SuspendedInJumpcloud,
        Self::FirstName,
        Self::LastName,
        Self::PrimaryAddress,
        Self::UserName,
    ];

    /// Its name in calls and files.
    pub fn id(self) -> &'static str {
        match self {
            Self::OnlyInGoogle => "only-in-google",
            Self::OnlyInJumpcloud => "only-in-jumpcloud",
            Self::SuspendedInGoogle => "suspended-in-google",
            Self::SuspendedInJumpcloud => "suspended-in-jumpcloud",
            Self::FirstName => "first-name",
            Self::LastName => "last-name",
            Self::PrimaryAddress => "primary-address",
            Self::UserName => "user-name",
        }
    }

    /// What it is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::OnlyInGoogle => "Only in Google",
            Self::OnlyInJumpcloud => "Only in JumpCloud",
            Self::SuspendedInGoogle => "Suspended in Google only",
            Self::SuspendedInJumpcloud => "Suspended in JumpCloud only",
            Self::FirstName => "First name differs",
            Self::LastName => "Last name differs",
            Self::PrimaryAddress => "Primary address differs",
            Self::UserName => "User name differs",
        }
    }
}

/// One difference as it is found, with the texts of the files.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundDifference<'a> {
    /// What differs.
    pub kind: DifferenceKind,
    /// The user's address, Google's where both are known; the user name where there is none.
    pub user: &'a str,
    /// What Google says; empty where the user is not there.
    pub google: &'a str,
    /// What JumpCloud says; empty where the user is not there.
    pub jumpcloud: &'a str,
    /// File and row in Google's list, as a spreadsheet counts.
    pub google_row: Option<String>,
    /// File and row in JumpCloud's list, as a spreadsheet counts.
    pub jumpcloud_row: Option<String>,
}

/// One difference as it is kept: short, without secrets.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// What differs.
    pub kind: DifferenceKind,
    /// The user's address, or the user name where there is none.
    pub user: InternalText,
    /// What Google says; empty where the user is not there.
    pub google: InternalText,
    /// What JumpCloud says; empty where the user is not there.
    pub jumpcloud: InternalText,
    /// File and row in Google's list.
    pub google_row: Option<InternalText>,
    /// File and row in JumpCloud's list.
    pub jumpcloud_row: Option<InternalText>,
}

impl Difference {
    fn of(found: &FoundDifference<'_>) -> Self {
        let row = |row: &Option<String>| row.as_deref().map(quote);
        Self {
            kind: found.kind,
            user: quote(found.user),
            google: quote(found.google),
            jumpcloud: quote(found.jumpcloud),
            google_row: row(&found.google_row),
            jumpcloud_row: row(&found.jumpcloud_row),
        }
    }
}

/// All users of both consoles, compared.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Differences {
    /// How each file was read.
    pub files: Vec<FileRead>,
    /// Users in Google's lists, each once.
    pub google: u64,
    /// Users in JumpCloud's lists, each once.
    pub jumpcloud: u64,
    /// Users in both, whatever differs.
    pub in_both: u64,
    /// Users in both of whom nothing differs.
    pub equal: u64,
    /// How many differences there are of each kind, in the order of [`DifferenceKind::ALL`].
    pub counts: Vec<(DifferenceKind, u64)>,
    /// The first differences, at most 1,000.
    pub first: Vec<Difference>,
    /// Users of Google who are not in JumpCloud's lists, where those lists do not hold all users, so
    /// that they are no difference.
    pub unproven_in_google: u64,
    /// The same the other way around.
    pub unproven_in_jumpcloud: u64,
}

impl Differences {
    /// How many differences there are of a kind.
    pub fn count(&self, kind: DifferenceKind) -> u64 {
        self.counts.iter().find(|(known, _)| *known == kind).map_or(0, |(_, count)| *count)
    }

    /// How many differences there are.
    pub fn total(&self) -> u64 {
        self.counts.iter().map(|(_, count)| count).sum()
    }

    /// How many users were compared, in one line.
    pub fn summary(&self) -> String {
        let Self { google, jumpcloud, in_both, equal, .. } = self;
        format!(
            "{google} users in Google, {jumpcloud} in JumpCloud, {in_both} in both, {equal} of them equal"
        )
    }
}

/// Why users were not compared.
#[derive(Debug, Error)]
pub enum NotCompared {
    /// It was stopped.
    #[error(transparent)]
    Stopped(#[from] Stopped),
    /// A file that is no list of users.
    #[error("this is no list of users ({why}); export the users of both consoles: {file}")]
    NoList {
        /// What it is.
        why: String,
        /// Its name.
        file: String,
    },
    /// There is no list of one of the consoles.
    #[error("there is no list of {}'s users among the files; add one", .0.name())]
    NoListOf(Console),
    /// There are more users than can be compared.
    #[error(
        "there are more users of {} than can be compared ({MOST_USERS}); split the lists by the first letter",
        .0.name()
    )]
    TooMany(Console),
    /// The differences were not taken.
    #[error("the differences cannot be written ({0})")]
    NotWritten(#[from] io::Error),
}

/// Compares all users of both consoles. The files are recognized by their content and may come in any
/// order. `write` is called with each difference; where it fails, that is the error.
///
/// # Errors
/// When it is stopped, a file is no list of users, there is no list of one console, there are too many
/// users, or a difference is not taken.
pub fn compare_all(
    inputs: Vec<Input<'_>>,
    progress: &Progress,
    write: &mut dyn FnMut(&FoundDifference<'_>) -> io::Result<()>,
) -> Result<Differences, NotCompared> {
    let meter = Meter::new(progress, inputs.iter().map(|input| input.length).sum());
    let mut lists = Vec::new();
    for input in inputs {
        lists.push(detected(input)?);
    }
    compare(lists, &meter, write)
}

/// A list of the users of a console.
type List<'a> = (Console, DetectedFile<'a>);

/// Determines what a file is.
///
/// # Errors
/// If it is no list of users.
fn detected(input: Input<'_>) -> Result<List<'_>, NotCompared> {
    let file = DetectedFile::detect(input);
    let format = file.recognized.map(Recognized::format);
    let Some(console) = format.and_then(Format::users_of) else {
        let why = format.map_or_else(|| file.why_not(), |format| format.name().to_owned());
        return Err(NotCompared::NoList { why, file: file.name });
    };
    Ok((console, file))
}

/// Compares lists in any order.
fn compare(
    lists: Vec<List<'_>>,
    meter: &Meter<'_>,
    write: &mut dyn FnMut(&FoundDifference<'_>) -> io::Result<()>,
) -> Result<Differences, NotCompared> {
    for console in [Console::Google, Console::Jumpcloud] {
        if !lists.iter().any(|(known, _)| *known == console) {
            return Err(NotCompared::NoListOf(console));
        }
    }
    let mut detected: Vec<_> =
        lists.into_iter().enumerate().map(|(at, (console, file))| (at, console, file)).collect();
    // JumpCloud's are kept, Google's are read past them.
    detected.sort_by_key(|(at, console, _)| (*console == Console::Google, *at));
    let names: Vec<String> = detected.iter().map(|(_, _, file)| file.name.clone()).collect();
    let mut collector = Collector { write, summary: Differences::default(), failed: None };
    let mut pairing = pairing::Pairing::new(&mut collector, names);
    let mut files = Vec::new();
    for (at, console, file) in detected {
        let read = file.read(&mut pairing, meter)?;
        let lists_all = read.format.is_some_and(Format::lists_all);
        pairing.end_list(console, lists_all && read.is_whole() && read.rows > 0);
        files.push((at, read));
    }
    pairing.finish()?;
    if let Some(error) = collector.failed {
        return Err(error.into());
    }
    let mut summary = collector.summary;
    files.sort_by_key(|(at, _)| *at);
    summary.files = files.into_iter().map(|(_, file)| file).collect();
    let counts = DifferenceKind::ALL.map(|kind| (kind, summary.count(kind)));
    summary.counts = counts.to_vec();
    Ok(summary)
}

/// Counts differences, keeps the first ones and hands all of them on.
struct Collector<'w> {
    write: &'w mut dyn FnMut(&FoundDifference<'_>) -> io::Result<()>,
    summary: Differences,
    failed: Option<io::Error>,
}

impl Collector<'_> {
    fn add(&mut self, found: &FoundDifference<'_>) {
        let counts = &mut self.summary.counts;
        match counts.iter_mut().find(|(kind, _)| *kind == found.kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((found.kind, 1)),
        }
        if self.summary.first.len() < LISTED {
            self.summary.first.push(Difference::of(found));
        }
        if self.failed.is_none() {
            self.failed = (self.write)(found).err();
        }
    }
}
