//! What is left of something that went wrong inside.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Mutex;

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use syncmend::app::App;
use syncmend::app::effects::worker::{Reply, Worker};
use syncmend::crash;
use syncmend::ticket::store::Query;
use tempfile::TempDir;

use crate::support::{Recorder, SIZE, files, now, service, service_in, window};

const SECRET: &str = "Kim Example cannot sign in";

/// What `panics` leaves in a data folder, and the line it was told with. One at a time, because a
/// process has one panic hook; whatever else panics meanwhile is told as ever.
fn left_by(panics: impl Fn() + Send + 'static) -> (String, String) {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    static TOLD: Mutex<String> = Mutex::new(String::new());
    let _one = ONE_AT_A_TIME.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let folder = TempDir::new().expect("a temporary folder");
    let before = std::panic::take_hook();
    crash::install(Some(folder.path().to_owned()), |line| {
        line.clone_into(&mut TOLD.lock().expect("nobody else holds it"));
    });
    let thread = std::thread::Builder::new().name("worker".to_owned());
    let ended = thread.spawn(move || catch_unwind(AssertUnwindSafe(panics)));
    let ended = ended.expect("a thread").join().expect("it caught the panic");
    std::panic::set_hook(before);
    assert!(ended.is_err(), "nothing went wrong");
    let report = crash::take_new_report(folder.path()).expect("there is a report");
    let text = std::fs::read_to_string(report).expect("it can be read");
    let told = TOLD.lock().expect("nobody else holds it").clone();
    (text, told)
}

#[test]
fn a_panic_leaves_a_report_that_says_where_and_quotes_no_ticket() {
    // Slicing inside a letter quotes the whole text, as many panics of the standard library do.
    let text = format!("{SECRET} é");
    let (report, told) = left_by(move || {
        let cut = text.len() - 1;
        let _ = std::hint::black_box(&text[..cut]);
    });
    assert!(!report.contains("Kim"), "{report}");
    assert!(!told.contains("Kim"), "{told}");
    assert!(report.contains("crash.rs:"), "no place: {report}");
    assert!(report.contains("worker") && report.contains(std::env::consts::OS), "{report}");
    assert!(told.contains("crash-reports"), "it does not say where the report is: {told}");
}

#[test]
fn what_looks_like_a_secret_is_masked_in_a_report() {
    let (report, _) = left_by(|| panic!("no such key: password=Falcon77!x"));
    assert!(!report.contains("Falcon77") && report.contains("no such key"), "{report}");
}

#[test]
fn words_of_the_program_itself_are_in_the_report() {
    let (report, _) = left_by(|| panic!("the list is empty"));
    assert!(report.contains("the list is empty"), "{report}");
}

fn report_at(folder: &Path, seconds: i64) -> String {
    let at = now() + SignedDuration::from_secs(seconds);
    crash::keep(folder, &format!("report {seconds}"), at).expect("it is kept");
    format!("report {seconds}")
}

#[test]
fn the_newest_report_is_told_of_once_and_twenty_are_kept() {
    let folder = TempDir::new().expect("a temporary folder");
    assert_eq!(crash::take_new_report(folder.path()), None);
    for seconds in 0..30 {
        report_at(folder.path(), seconds);
    }
    let told = crash::take_new_report(folder.path()).expect("there is a report");
    assert_eq!(std::fs::read_to_string(told).expect("it can be read"), "report 29");
    assert_eq!(crash::take_new_report(folder.path()), None);
    let kept = files(&folder.path().join("crash-reports"));
    assert_eq!(kept.len(), 20);
    assert_eq!(kept[0].1, b"report 10", "the oldest go first");
}

#[test]
fn a_report_is_kept_whatever_the_clock_says() {
    let folder = TempDir::new().expect("a temporary folder");
    let in_2040: Timestamp = "2040-02-29T23:59:59Z".parse().expect("a time");
    let report = crash::keep(folder.path(), "report", in_2040).expect("it is kept");
    assert!(report.ends_with("new-2040-02-29T23-59-59Z.txt"), "{}", report.display());
}

/// The window after something went wrong the last time.
fn window_told(report: &Path, outside: Recorder) -> Harness<'static, App> {
    let news = Reply::Crashed(report.to_owned());
    let mut harness = Harness::builder().with_size(SIZE).build_eframe(move |context| {
        let mut worker = Worker::inline(service());
        if let Worker::Inline { replies, .. } = &mut worker {
            replies.push_back(news);
        }
        App::new(&context.egui_ctx, worker, Box::new(outside), now, TimeZone::UTC)
    });
    harness.run();
    harness
}

#[test]
fn the_next_start_offers_the_report() {
    let report = Path::new("crash-reports").join("2026-11-23.txt");
    let recorder = Recorder::default();
    let mut harness = window_told(&report, recorder.clone());
    harness.get_by_label("Open report").click();
    harness.run();
    assert_eq!(recorder.asked.borrow().reports, [report]);
}

#[test]
fn a_report_that_the_system_does_not_show_can_be_found_by_its_path() {
    let report = Path::new("crash-reports").join("2026-11-23.txt");
    let refusing = Recorder { refuses: true, ..Recorder::default() };
    let mut harness = window_told(&report, refusing);
    harness.get_by_label("Open report").click();
    harness.run();
    harness.get_by_label(&format!(
        "Failed: It was not opened; open it yourself: {}",
        report.display()
    ));
    harness.get_by_label("Copy path");
}

#[test]
fn what_was_typed_is_stored_when_the_window_breaks() {
    let folder = TempDir::new().expect("a temporary folder");
    let path = folder.path().to_owned();
    let ended = catch_unwind(AssertUnwindSafe(|| {
        let (mut harness, _) = window(service_in(&path));
        harness.get_by_label("What the customer reports").focus();
        harness.run();
        harness.get_by_label("What the customer reports").type_text("the import stands still");
        harness.step();
        std::panic::resume_unwind(Box::new("the GPU went away"));
    }));
    assert!(ended.is_err());
    let mut service = service_in(folder.path());
    let query = Query { words: "stands still".to_owned(), ..Query::default() };
    let found = service.store().list(&query, now()).expect("the store is read");
    assert_eq!(found.rows.len(), 1);
}
