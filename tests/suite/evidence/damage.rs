//! Files that are damaged, huge or something else: what is told, and what is kept.

use std::cell::Cell;
use std::io::{self, Read};

use syncmend::diagnosis::ErrorStrings;
use syncmend::evidence::{Input, Inquiry, Inspection, ListKind, Open, Stopped, inspect};
use syncmend::progress::Progress;

use crate::evidence::formats::shown;
use crate::support::kb;

const HEADER: &str = "Username,FirstName,LastName,Email\n";

fn look(content: &[u8]) -> Inspection {
    shown(content, &Inquiry::default())
}

/// The faults of the one file, as they are told.
fn faults(inspection: &Inspection) -> Vec<String> {
    inspection.files[0].faults.first.iter().map(ToString::to_string).collect()
}

#[track_caller]
fn check_fault(content: &[u8], place: &str, words: &str) -> Inspection {
    let inspection = look(content);
    let told = faults(&inspection);
    assert!(told.iter().any(|fault| fault.starts_with(place) && fault.contains(words)), "{told:?}");
    assert!(!inspection.files[0].is_whole());
    inspection
}

fn without_last_name(inspection: &Inspection) -> u64 {
    inspection.list(ListKind::LastNameEmpty).map_or(0, |list| list.total)
}

#[test]
fn what_is_no_export_is_refused_with_what_to_do() {
    for (content, words) in [
        (&b"PK\x03\x04\x14\x00\x00\x00users.csv"[..], "zip archive"),
        (b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml", "Excel workbook; save its sheet as CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Excel workbook"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"7z\xbc\xaf\x27\x1c", "compressed"),
        (b"<?xml version=\"1.0\"?><md:EntityDescriptor entityID=\"x\"/>", "SAML metadata"),
        (b"<plist/>", "XML"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00\x00", "no text"),
        (b"", "empty"),
        (b"  \r\n ", "empty"),
        (b"<!DOCTYPE html><title>Sign in</title>", "web page"),
        (b"color,size\nred,1\n", "row 1, column 1"),
        (b"{\"a\": 1}", "none of the known exports"),
        (b"just some words\nin two lines\n", "no known export"),
    ] {
        let inspection = look(content);
        let file = &inspection.files[0];
        assert!(
            file.format.is_none() && file.notes[0].contains(words),
            "{words}: {:?}",
            file.notes
        );
        assert!(inspection.findings.is_empty());
    }
}

/// Whether the last row was cut off cannot be told from a program that leaves empty cells out. What is
/// not there is no empty cell, unless other rows leave cells out too.
#[test]
fn a_last_row_without_its_end_is_read_and_what_it_lacks_is_not_claimed() {
    let cut = look(format!("{HEADER}pat,Pat,,pat@example.com\nrob,Rob").as_bytes());
    assert_eq!((cut.files[0].rows, without_last_name(&cut)), (2, 1));
    let warning = cut.files[0].faults.warning.clone().expect("a warning");
    assert_eq!((warning.row, warning.column), (3, 2));
    assert!(warning.what.contains("no line end"), "{warning}");
    let cut = format!("{HEADER}pat,Pat,Smith,pat@example.com\nrob,Rob");
    assert!(look(cut.as_bytes()).findings.is_empty(), "nobody knows of rob");
    let usual = format!("{HEADER}pat,Pat\nrob,Rob");
    assert_eq!(without_last_name(&look(usual.as_bytes())), 2);
    let whole = format!("{HEADER}pat,Pat,,pat@example.com");
    let whole = look(whole.as_bytes());
    assert!(whole.files[0].is_whole() && whole.files[0].faults.warning.is_none());
}

/// A quote that is never closed makes one cell of everything behind it.
#[test]
fn a_quote_that_is_never_closed_is_told_in_whichever_cell_it_opens() {
    for (row, column) in [
        ("rob,\"Rob,Lee,rob@example.com\nkim,", "column 2"),
        ("rob,Rob,Lee,\"rob@example.com\nkim,Kim,,kim@example.com\n", "column 4"),
    ] {
        let table = format!("{HEADER}pat,Pat,,pat@example.com\n{row}");
        let place = format!("row 3, {column}");
        let inspection = check_fault(table.as_bytes(), &place, "never closed");
        assert_eq!(without_last_name(&inspection), 1);
    }
    let closed = format!("{HEADER}pat,Pat,,\"pat@example.com\"");
    assert!(faults(&look(closed.as_bytes())).is_empty());
}

#[test]
fn a_row_of_another_width_is_told_and_passed_over() {
    let table = format!(
        "{HEADER}a,A,,a@example.com\nb,B,,x,y,b@example.com\nc,C,c@example.com\nd,D,,d@example.com\n"
    );
    let inspection = check_fault(table.as_bytes(), "row 3, column 5", "6 cells and the header 4");
    assert_eq!(faults(&inspection).len(), 1, "cells left out at the end are empty");
    assert_eq!((inspection.files[0].rows, without_last_name(&inspection)), (3, 2));
    let empty = format!("{HEADER}a,A,,a@example.com,,\n,,,\n");
    assert_eq!(
        (look(empty.as_bytes()).files[0].rows, faults(&look(empty.as_bytes())).len()),
        (1, 0)
    );
}

#[test]
fn other_delimiters_are_understood_and_told() {
    for (delimiter, name) in [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")] {
        let table = format!("{HEADER}pat,Pat,,pat@example.com\n").replace(',', delimiter);
        let inspection = look(table.as_bytes());
        assert_eq!(without_last_name(&inspection), 1);
        assert!(inspection.files[0].notes[0].contains(name));
    }
}

#[test]
fn a_table_in_a_windows_encoding_is_read_and_told() {
    let table =
        format!("{HEADER}pat,Pat,Gr\u{fc}n,pat@example.com\nj,J\u{fc}rgen,,j@example.com\n");
    let bytes: Vec<u8> =
        table.chars().map(|c| u8::try_from(u32::from(c)).expect("it fits")).collect();
    let inspection = look(&bytes);
    let warning = inspection.files[0].faults.warning.clone().expect("a warning");
    assert_eq!((warning.row, warning.column), (2, 3));
    let list = inspection.list(ListKind::LastNameEmpty).expect("a list");
    assert_eq!(list.users[0].first_name.for_insiders(), "J\u{fc}rgen");
}

#[test]
fn a_cell_of_ten_megabytes_is_passed_over() {
    let huge = "x".repeat(10 << 20);
    let table =
        format!("{HEADER}a,A,,a@example.com\nb,{huge},,b@example.com\nc,C,,c@example.com\n");
    let inspection = check_fault(table.as_bytes(), "row 3, column 2", "longer than 1 MB");
    assert_eq!(without_last_name(&inspection), 2);
}

#[test]
fn json_that_ends_early_keeps_the_records_before() {
    let event = r#"{"event_type":"user_create_provision","success":false,"error_message":"Domain user limit reached.","resource":{"username":"pat"}}"#;
    for (begin, between) in [("[\n", ",\n"), ("{\"events\": [\n", ",\n"), ("", "\n")] {
        let content = format!("{begin}{event}{between}{event}{between}{{\"event_type\":\"user_cre");
        let line = if begin.is_empty() { 3 } else { 4 };
        let inspection =
            check_fault(content.as_bytes(), &format!("row {line}, column 1"), "ends in the middle");
        assert_eq!(inspection.list(ListKind::ProvisioningFailed).map(|list| list.total), Some(2));
    }
    check_fault(format!("[{event},").as_bytes(), "row 1", "ends before its list does");
}

#[test]
fn a_damaged_record_is_told_and_the_others_are_read() {
    let event = r#"{"event_type":"user_create_provision","success":false,"error_message":"Invalid Password","resource":{"username":"pat"}}"#;
    for broken in [
        "{\"event_type\": nonsense}",
        "{\"event_type\":\"user",
        "{\"event_type\":{\"a\":1",
        "no record at all",
    ] {
        let content = format!("{event}\n{broken}\n{event}\n");
        let inspection = check_fault(content.as_bytes(), "row 2", "passed over");
        let list = inspection.list(ListKind::ProvisioningFailed).expect("a list");
        assert_eq!(list.total, 2, "{broken}: {:?}", faults(&inspection));
    }
    let strange =
        r#"{"event_type":7,"success":"false","resource":[1,2],"changes":null,"initiated_by":null}"#;
    let inspection = look(format!("{event}\n{strange}\n{event}\n").as_bytes());
    assert_eq!(inspection.list(ListKind::ProvisioningFailed).map(|list| list.total), Some(2));
    let empty = event.replacen('{', "{\"initiated_by\":null,\"association\":null,", 1);
    let inspection = look(format!("{event}\n{empty}\n").as_bytes());
    assert_eq!(inspection.list(ListKind::ProvisioningFailed).map(|list| list.total), Some(2));
}

#[test]
fn json_that_is_nested_deeply_or_too_long_is_passed_over() {
    let event = r#"{"event_type":"user_create_provision","success":false,"error_message":"Invalid Password","resource":{"username":"pat"}}"#;
    let deep =
        format!("{{\"event_type\":\"x\",\"a\":{}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let long = format!("{{\"event_type\":\"x\",\"a\":\"{}\"}}", "y".repeat(17 << 20));
    for (content, words) in [(deep, "deeper than 64"), (long, "longer than 16 MB")] {
        let inspection = check_fault(
            format!("{event}\n{content}\n{event}\n").as_bytes(),
            "row 2, column 1",
            words,
        );
        assert_eq!(inspection.list(ListKind::ProvisioningFailed).map(|list| list.total), Some(2));
    }
}

#[test]
fn faults_without_number_are_counted() {
    let table = format!("{HEADER}{}", "a,b,c,d,e\n".repeat(1000));
    let inspection = look(table.as_bytes());
    let faults = &inspection.files[0].faults;
    assert_eq!(faults.first.len() as u64 + faults.more, 1000);
    assert!(faults.first.len() < 100);
}

/// A file without an end, whose reader asks for a stop after some rows.
struct Endless<'a> {
    progress: &'a Progress,
    rows: &'a Cell<u64>,
    rest: Vec<u8>,
}

impl Read for Endless<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.rest.is_empty() {
            self.rows.set(self.rows.get() + 1);
            let row = self.rows.get();
            if row == 20_000 {
                assert!(self.progress.share().is_some_and(|share| share > 0.1 && share < 0.9));
                self.progress.stop();
            }
            self.rest = if row == 1 {
                HEADER.into()
            } else {
                format!("u{row},U,,u{row}@example.com\n").into()
            };
        }
        let count = self.rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&self.rest[..count]);
        self.rest.drain(..count);
        Ok(count)
    }
}

#[test]
fn reading_can_be_stopped_and_says_how_far_it_is() {
    let (progress, rows) = (Progress::default(), Cell::new(0));
    let endless = || Endless { progress: &progress, rows: &rows, rest: Vec::new() };
    let open = Box::new(|| Ok(Box::new(endless()) as Box<dyn Read>));
    let input = Input { length: 1 << 20, ..input("endless.csv", open) };
    let stopped = inspect(vec![input], &Inquiry::default(), &ErrorStrings::new(&kb()), &progress);
    assert_eq!(stopped, Err(Stopped));
    assert!(rows.get() < 100_000, "{} rows were read", rows.get());
}

fn input<'a>(name: &str, open: Box<Open<'a>>) -> Input<'a> {
    Input { name: name.to_owned(), length: 10, open, is_pipe: false }
}

/// A file that counts how many of its kind are open.
struct Counted<'c>(&'c Cell<u32>, io::Cursor<Vec<u8>>);

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.1.read(buffer)
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

/// Systems allow a program few open files, and whoever drops a folder drops many.
#[test]
fn of_many_files_one_is_open_at_a_time() {
    let (open, most) = (Cell::new(0), Cell::new(0));
    let inputs = (0..300).map(|at| {
        let content = format!("{HEADER}pat{at},Pat,,pat{at}@example.com\n").into_bytes();
        let (open, most) = (&open, &most);
        let counted = move || {
            open.set(open.get() + 1);
            most.set(most.get().max(open.get()));
            Ok(Box::new(Counted(open, io::Cursor::new(content.clone()))) as Box<dyn Read>)
        };
        input("users.csv", Box::new(counted))
    });
    let errors = ErrorStrings::new(&kb());
    let inspection = inspect(inputs.collect(), &Inquiry::default(), &errors, &Progress::default())
        .expect("nobody stops it");
    assert_eq!(without_last_name(&inspection), 300);
    assert_eq!(most.get(), 1);
}

/// What was read from a pipe does not come again.
#[test]
fn what_comes_through_a_pipe_is_read_from_its_beginning() {
    let rows: String =
        (0..20_000).map(|at| format!("pat{at},Pat,,pat{at}@example.com\n")).collect();
    let content = Cell::new(Some(format!("{HEADER}{rows}").into_bytes()));
    let open = || {
        let content = content.take().ok_or_else(|| io::Error::other("it was read before"))?;
        Ok(Box::new(io::Cursor::new(content)) as Box<dyn Read>)
    };
    let pipe = Input { is_pipe: true, ..input("/dev/stdin", Box::new(open)) };
    let errors = ErrorStrings::new(&kb());
    let inspection = inspect(vec![pipe], &Inquiry::default(), &errors, &Progress::default())
        .expect("nobody stops it");
    assert_eq!(without_last_name(&inspection), 20_000);
}

/// A file whose disk fails.
struct Failing(bool);

impl Read for Failing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if std::mem::replace(&mut self.0, true) {
            return Err(io::Error::other("the disk is gone"));
        }
        HEADER.as_bytes().read(buffer)
    }
}

#[test]
fn a_file_that_cannot_be_read_is_told_and_the_others_count() {
    let good = format!("{HEADER}pat,Pat,,pat@example.com\n");
    let inputs = vec![
        input("bad.csv", Box::new(|| Ok(Box::new(Failing(false))))),
        Input::open(std::path::Path::new("/nowhere/at/all.csv")),
        input("good.csv", Box::new(move || Ok(Box::new(io::Cursor::new(good.clone()))))),
    ];
    let errors = ErrorStrings::new(&kb());
    let inspection = inspect(inputs, &Inquiry::default(), &errors, &Progress::default())
        .expect("nobody stops it");
    assert!(inspection.files[0].notes[0].contains("the disk is gone"), "{:?}", inspection.files[0]);
    assert!(inspection.files[1].notes[0].contains("cannot be read"));
    assert_eq!(without_last_name(&inspection), 1);
}
