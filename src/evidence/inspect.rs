//! Files in, everything that they show out.

use std::fs::{File, Metadata};
use std::io::{self, Cursor, Read};
use std::path::Path;

use super::answers::Answers;
use super::finding::{FileRead, Format, Inspection};
use super::logs::checks::LogChecks;
use super::logs::entry::Entry;
use super::logs::{google as google_log, har, insights};
use super::reading::columns::{Columns, Header, Kind};
use super::reading::limits::HEAD;
use super::reading::records::{Records, Shape};
use super::reading::source::{Meter, Open, Source, Stop};
use super::reading::table::{Row, Table};
use super::recognize::{Recognized, recognize};
use super::users::checks::{Console, Place, UserChecks};
use super::users::columns::{Column, user};
use super::users::{account_report, google as google_users, jumpcloud as jumpcloud_users};
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
    recognize(&Source::head(begin).0).is_ok()
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
    let mut looked_at: Vec<(usize, LookedAt<'_>)> =
        inputs.into_iter().map(LookedAt::of).enumerate().collect();
    // JumpCloud's users first, so that Google's can be compared with them.
    looked_at.sort_by_key(|(_, file)| file.recognized.map(Recognized::format));
    let mut files: Vec<(usize, FileRead)> = Vec::new();
    for (at, file) in looked_at {
        files.push((at, checks.read(file, &meter)?));
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

/// A file whose beginning was looked at.
struct LookedAt<'a> {
    name: String,
    open: Box<Open<'a>>,
    /// A pipe, with its beginning put before the rest again.
    pipe: Option<Box<dyn Read + 'a>>,
    recognized: Option<Recognized>,
    notes: Vec<String>,
}

impl<'a> LookedAt<'a> {
    fn of(input: Input<'a>) -> Self {
        let Input { name, open, is_pipe, .. } = input;
        let mut file = Self { name, open, pipe: None, recognized: None, notes: Vec::new() };
        if let Err(why) = file.look(is_pipe) {
            file.notes.push(format!("the file cannot be read ({why})"));
        }
        file
    }

    fn look(&mut self, is_pipe: bool) -> io::Result<()> {
        let (mut content, mut head) = ((self.open)()?, Vec::new());
        content.by_ref().take(BEGIN as u64).read_to_end(&mut head)?;
        let (text, encoding) = Source::head(&head);
        if encoding != "UTF-8" {
            self.notes.push(format!("read as {encoding}"));
        }
        match recognize(&text) {
            Ok(recognized) => self.recognized = Some(recognized),
            Err(why) => self.notes.push(why.to_owned()),
        }
        if is_pipe {
            self.pipe = Some(Box::new(Cursor::new(head).chain(content)));
        }
        Ok(())
    }
}

struct Checks<'i> {
    users: UserChecks<'i>,
    logs: LogChecks<'i>,
}

impl Checks<'_> {
    fn read(&mut self, looked_at: LookedAt<'_>, meter: &Meter<'_>) -> Result<FileRead, Stopped> {
        let LookedAt { name, open, pipe, recognized, notes } = looked_at;
        let mut file = FileRead { notes, ..FileRead::new(&name) };
        let Some(recognized) = recognized else { return Ok(file) };
        file.format = Some(recognized.format());
        let content = pipe.map_or_else(|| open().map_err(Stop::Io), Ok);
        let source = content.and_then(|content| Source::open(content, meter));
        let result = source.and_then(|source| match recognized {
            Recognized::Table(format, delimiter) => {
                self.table(format, Table::new(source, delimiter), &name, &mut file)
            }
            Recognized::Records(format, shape) => {
                self.records(format, shape, Records::new(source), &name, &mut file)
            }
        });
        match result {
            Ok(()) => Ok(file),
            Err(Stop::Stopped) => Err(Stopped),
            Err(Stop::Io(error)) => {
                file.faults.cut(file.rows, 1, &format!("the file cannot be read on ({error})"));
                Ok(file)
            }
        }
    }

    fn table(
        &mut self,
        format: Format,
        mut table: Table<'_>,
        name: &str,
        file: &mut FileRead,
    ) -> Result<(), Stop> {
        file.notes.extend(table.other_delimiter());
        let result = match format {
            Format::GoogleLogCsv => each_row(&google_log::HEADER, &mut table, file, |c, row| {
                self.logs.take(&google_log::of_row(c, row), name);
            }),
            Format::InsightsCsv => each_row(&insights::HEADER, &mut table, file, |c, row| {
                self.logs.take(&insights::of_row(c, row), name);
            }),
            Format::JumpcloudUsers => {
                self.list(Console::Jumpcloud, &jumpcloud_users::HEADER, &mut table, name, file)
            }
            Format::AccountReport => {
                self.list(Console::Google, &account_report::HEADER, &mut table, name, file)
            }
            _ => self.list(Console::Google, &google_users::HEADER, &mut table, name, file),
        };
        file.rows = table.rows();
        file.faults = std::mem::take(&mut table.faults);
        result?;
        match format {
            Format::JumpcloudUsers => {
                self.users.end_list(Console::Jumpcloud, name, file.is_whole());
            }
            Format::GoogleUsers => self.users.end_list(Console::Google, name, file.is_whole()),
            _ => {}
        }
        Ok(())
    }

    fn list(
        &mut self,
        console: Console,
        header: &Header<Column>,
        table: &mut Table<'_>,
        name: &str,
        file: &mut FileRead,
    ) -> Result<(), Stop> {
        each_row(header, table, file, |columns, row| {
            let place = Place { file: name, row: row.number };
            self.users.take(console, &user(columns, row), place);
        })
    }

    fn records(
        &mut self,
        format: Format,
        shape: Shape,
        mut records: Records<'_>,
        name: &str,
        file: &mut FileRead,
    ) -> Result<(), Stop> {
        let logs = &mut self.logs;
        let mut take = |entry: &Entry<'_>| logs.take(entry, name);
        let result = match format {
            Format::GoogleLogJson => records.each(shape, |record| {
                google_log::of_record(record.bytes, record.number, &mut take)
            }),
            Format::Har => records.each(shape, |record| {
                har::of_record(record.bytes, |exchange| {
                    logs.take_exchange(exchange, record.number, name);
                })
            }),
            _ => records
                .each(shape, |record| insights::of_record(record.bytes, record.number, &mut take)),
        };
        file.rows = records.count();
        file.faults = std::mem::take(&mut records.faults);
        result
    }
}

/// Calls `take` with each row, and tells the columns that nothing is known of.
fn each_row<C: Kind>(
    header: &Header<C>,
    table: &mut Table<'_>,
    file: &mut FileRead,
    mut take: impl FnMut(&Columns<C>, &Row<'_>),
) -> Result<(), Stop> {
    let columns = header.find_in(&table.header()?);
    file.unknown_columns.clone_from(&columns.unknown);
    while let Some(row) = table.next()? {
        take(&columns, &row);
    }
    Ok(())
}
