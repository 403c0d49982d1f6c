//! One file in, its users, log entries and exchanges out, whatever its format.

use std::io::{self, Cursor, Read};

use super::Stopped;
use super::finding::{Console, FileRead, Format};
use super::input::{BEGIN, Input};
use super::logs::entry::{EntryKind, LogEntry};
use super::logs::har::Exchange;
use super::logs::{google as google_log, har, insights};
use super::reading::columns::{ColumnKind, Columns, Header};
use super::reading::limits::SCREEN;
use super::reading::records::Records;
use super::reading::source::{Meter, Open, Source, Stop};
use super::reading::table::{Row, Table};
use super::reading::unpack;
use super::recognize::{Recognized, recognize};
use super::screen;
use super::unknown::UnknownEvents;
use super::users::checks::Place;
use super::users::columns::{Column, is_deleted, user};
use super::users::licenses::{self, Licenses};
use super::users::roles::{self, Roles};
use super::users::user::User;
use super::users::{
    account_report, google as google_users, json as users_json, jumpcloud as jumpcloud_users, text,
};

/// Takes in what files hold.
pub trait Sink {
    /// A user of a list.
    fn user(&mut self, console: Console, user: &User<'_>, place: Place<'_>);

    /// An entry of a log.
    fn entry(&mut self, _: &LogEntry<'_>, _: &str) {}

    /// What a browser recorded.
    fn exchange(&mut self, _: &Exchange<'_>, _: u64, _: &str) {}

    /// Where roles of admins go, if anybody wants them.
    fn roles(&mut self) -> Option<&mut Roles> {
        None
    }

    /// Where licenses of users go, if anybody wants them.
    fn licenses(&mut self) -> Option<&mut Licenses> {
        None
    }
}

/// A file whose format was detected by its first bytes.
pub struct DetectedFile<'a> {
    /// Its name, without its folder.
    pub name: String,
    open: Box<Open<'a>>,
    /// A pipe, with its beginning put before the rest again.
    pipe: Option<Box<dyn Read + 'a>>,
    is_packed: bool,
    /// How it is to be read; `None` if it is not, which the notes explain.
    pub recognized: Option<Recognized>,
    notes: Vec<String>,
}

impl<'a> DetectedFile<'a> {
    /// Opens a file and detects its format.
    pub fn detect(input: Input<'a>) -> Self {
        let Input { name, open, is_pipe, .. } = input;
        let mut file =
            Self { name, open, pipe: None, is_packed: false, recognized: None, notes: Vec::new() };
        if let Err(why) = file.read_head(is_pipe) {
            file.notes.push(format!("the file cannot be read ({why})"));
        }
        file
    }

    fn read_head(&mut self, is_pipe: bool) -> io::Result<()> {
        let (mut content, mut head) = ((self.open)()?, Vec::new());
        content.by_ref().take(BEGIN as u64).read_to_end(&mut head)?;
        self.is_packed = unpack::is_packed(&head);
        let unpacked = self.is_packed.then(|| unpack::begin(&head, BEGIN));
        // Where nothing comes out of it, it is told what it is.
        let begun = unpacked.as_ref().filter(|begun| !begun.is_empty()).unwrap_or(&head);
        let (text, encoding) = Source::head(begun);
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

    /// Why it is not read, in one sentence.
    pub fn why_not(&self) -> String {
        self.notes.join("; ")
    }

    /// Reads the file and hands over what it holds.
    ///
    /// # Errors
    /// When it was stopped. What is wrong with the file is told in what is returned.
    pub fn read(self, sink: &mut dyn Sink, meter: &Meter<'_>) -> Result<FileRead, Stopped> {
        let Self { name, open, pipe, is_packed, recognized, notes } = self;
        let file = FileRead { notes, ..FileRead::new(&name) };
        let Some(recognized) = recognized else { return Ok(file) };
        let mut reader = FileReader {
            sink,
            name: &name,
            file: FileRead { format: Some(recognized.format()), ..file },
            taken: 0,
            passed_over: 0,
            unknown: UnknownEvents::default(),
        };
        let content = pipe.map_or_else(|| open().map_err(Stop::Io), Ok);
        let source = content.and_then(|content| {
            if is_packed { Source::unpack(content, meter) } else { Source::open(content, meter) }
        });
        match source.and_then(|source| reader.read(recognized, source)) {
            Ok(()) => Ok(reader.finish(None)),
            Err(Stop::Stopped) => Err(Stopped),
            Err(Stop::Io(error)) => Ok(reader.finish(Some(&error))),
        }
    }
}

/// Reads one file.
struct FileReader<'s> {
    sink: &'s mut dyn Sink,
    name: &'s str,
    file: FileRead,
    /// Users, entries and exchanges that were understood.
    taken: u64,
    /// Rows and records of which nothing was understood.
    passed_over: u64,
    unknown: UnknownEvents,
}

impl FileReader<'_> {
    fn read(&mut self, recognized: Recognized, source: Source<'_>) -> Result<(), Stop> {
        match recognized {
            Recognized::Table(format, delimiter) => {
                self.table(format, Table::new(source, delimiter), 0)
            }
            Recognized::TableBelow(format, delimiter, lines) => {
                self.table(format, Table::new(source, delimiter), lines)
            }
            Recognized::Records(format) => self.records(format, Records::new(source)),
            Recognized::Screen(format) => self.screen(format, source),
        }
    }

    fn table(&mut self, format: Format, mut table: Table<'_>, below: usize) -> Result<(), Stop> {
        self.file.notes.extend(table.other_delimiter());
        if below > 0 {
            table.skip_lines(below)?;
            let lines = if below == 1 { "line" } else { "lines" };
            self.file.notes.push(format!("{below} {lines} above the table passed over"));
        }
        let result = match format {
            Format::GoogleLogCsv => self.log(&google_log::HEADER, &mut table, google_log::of_row),
            Format::InsightsCsv => self.log(&insights::HEADER, &mut table, insights::of_row),
            Format::RoleAssignments => self.role_rows(&mut table),
            Format::LicenseAssignments => self.license_rows(&mut table),
            Format::JumpcloudUsers => {
                self.list(Console::Jumpcloud, &jumpcloud_users::HEADER, &mut table)
            }
            Format::AccountReport => {
                self.list(Console::Google, &account_report::HEADER, &mut table)
            }
            _ => self.list(Console::Google, &google_users::HEADER, &mut table),
        };
        self.file.faults = std::mem::take(&mut table.faults);
        result
    }

    /// The columns of a table; those that nothing is known of are told.
    fn columns<C: ColumnKind>(
        &mut self,
        header: &Header<C>,
        table: &mut Table<'_>,
    ) -> Result<Columns<C>, Stop> {
        let columns = header.find_in(&table.header()?);
        self.file.unknown_columns.clone_from(&columns.unknown);
        Ok(columns)
    }

    fn list(
        &mut self,
        console: Console,
        header: &Header<Column>,
        table: &mut Table<'_>,
    ) -> Result<(), Stop> {
        let columns = self.columns(header, table)?;
        while let Some(row) = table.next()? {
            let user = user(&columns, &row);
            if user.is_nobody() || is_deleted(&columns, &row) {
                self.passed_over += 1;
                continue;
            }
            self.taken += 1;
            self.sink.user(console, &user, Place { file: self.name, row: row.number });
        }
        Ok(())
    }

    fn log<C: ColumnKind>(
        &mut self,
        header: &Header<C>,
        table: &mut Table<'_>,
        of_row: for<'r> fn(&Columns<C>, &Row<'r>) -> LogEntry<'r>,
    ) -> Result<(), Stop> {
        let columns = self.columns(header, table)?;
        while let Some(row) = table.next()? {
            let entry = of_row(&columns, &row);
            if entry.name.is_empty() {
                self.passed_over += 1;
                continue;
            }
            self.taken += 1;
            take_entry(&entry, self.name, self.sink, &mut self.unknown);
        }
        Ok(())
    }

    fn role_rows(&mut self, table: &mut Table<'_>) -> Result<(), Stop> {
        let columns = self.columns(&roles::HEADER, table)?;
        while let Some(row) = table.next()? {
            let Some(roles) = self.sink.roles() else { return Ok(()) };
            if roles.take_row(&columns, &row, self.name) {
                self.taken += 1;
            } else {
                self.passed_over += 1;
            }
        }
        Ok(())
    }

    fn license_rows(&mut self, table: &mut Table<'_>) -> Result<(), Stop> {
        let columns = self.columns(&licenses::HEADER, table)?;
        while let Some(row) = table.next()? {
            let Some(licenses) = self.sink.licenses() else { return Ok(()) };
            if licenses.take_row(&columns, &row, self.name) {
                self.taken += 1;
            } else {
                self.passed_over += 1;
            }
        }
        Ok(())
    }

    fn records(&mut self, format: Format, mut records: Records<'_>) -> Result<(), Stop> {
        let Self { sink, name, unknown, taken, .. } = self;
        let console = format.users_of().unwrap_or(Console::Google);
        let result = records.each_wrapped(&mut |record| {
            let place = Place { file: name, row: record.number };
            let mut take_user = |user: &User<'_>| sink.user(console, user, place);
            let is_taken = match format {
                Format::JumpcloudUsersJson => {
                    users_json::of_jumpcloud(record.bytes, &mut take_user)
                }
                Format::GoogleUsersJson => users_json::of_google(record.bytes, &mut take_user),
                Format::UsageReport => users_json::of_usage_report(record.bytes, &mut take_user),
                Format::RoleAssignments => match sink.roles() {
                    Some(roles) => roles.take_record(record.bytes, record.number, name),
                    None => Ok(true),
                },
                Format::Har => har::of_record(record.bytes, |exchange| {
                    sink.exchange(exchange, record.number, name);
                }),
                Format::GoogleLogJson => {
                    google_log::of_record(record.bytes, record.number, |entry| {
                        take_entry(entry, name, *sink, unknown);
                    })
                }
                _ => insights::of_record(record.bytes, record.number, |entry| {
                    take_entry(entry, name, *sink, unknown);
                }),
            };
            *taken += u64::from(matches!(is_taken, Ok(true)));
            is_taken
        });
        self.passed_over += records.passed_over();
        self.file.faults = std::mem::take(&mut records.faults);
        result
    }

    /// Reads what a command wrote to the screen, which is never long.
    fn screen(&mut self, format: Format, mut source: Source<'_>) -> Result<(), Stop> {
        let mut content = Vec::new();
        loop {
            let unused = source.unused();
            let count = unused.len();
            let room = SCREEN - content.len();
            content.extend_from_slice(&unused[..count.min(room)]);
            if count > room {
                let line = memchr::memchr_iter(b'\n', &content).count() as u64 + 1;
                let what = "what follows was not read; the output of a command is read up to 8 MB";
                self.file.faults.cut(line, 1, what);
                break;
            }
            source.consume(count);
            if source.has_ended() {
                break;
            }
            source.more()?;
        }
        for block in screen::blocks(&String::from_utf8_lossy(&content)) {
            let (console, user) = match format {
                Format::GoogleUsersText => (Console::Google, text::of_gam(&block)),
                _ => (Console::Jumpcloud, text::of_jumpcloud(&block)),
            };
            if let Some(user) = user.filter(|user| !user.is_nobody()) {
                self.taken += 1;
                self.sink.user(console, &user, Place { file: self.name, row: block.line });
            }
        }
        Ok(())
    }

    /// How the file was read.
    fn finish(self, error: Option<&io::Error>) -> FileRead {
        let Self { mut file, taken, passed_over, unknown, .. } = self;
        file.rows = taken;
        file.passed_over = passed_over;
        file.unknown_events = unknown.finish();
        if let Some(error) = error {
            file.faults.cut(file.rows, 1, &format!("the file cannot be read on ({error})"));
        }
        if taken == 0 && file.faults.is_empty() {
            let what = match file.format {
                Some(format) if format.users_of().is_some() => "no user",
                Some(Format::Har) => "no exchange with a server",
                Some(Format::RoleAssignments) => "no role",
                Some(Format::LicenseAssignments) => "no license",
                _ => "no event",
            };
            let note = format!("there is {what} in it that is understood; export it again");
            file.notes.push(note);
        } else if taken == 0 {
            file.notes.push("all of it is damaged; export it again".to_owned());
        }
        file
    }
}

/// Hands over an entry, and counts those that no check looks at.
fn take_entry(entry: &LogEntry<'_>, file: &str, sink: &mut dyn Sink, unknown: &mut UnknownEvents) {
    if entry.kind == EntryKind::Other {
        unknown.add(&entry.name);
    }
    sink.entry(entry, file);
}
