//! What came from the ticket system, and a window that closes before it was decided.

use eframe::App as _;
use eframe::egui::Key;
use syncmend::ticket_system::Arrival;

use crate::support::{example, press, service_in, state, window};

fn arrival(reference: &str) -> Arrival {
    let text = "Import ends with a 500 error";
    Arrival::new(reference, "Example GmbH", "pat@example.com", text).expect("sound fields")
}

#[test]
fn what_was_not_decided_waits_for_the_next_window() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut other = service_in(folder.path());
    example("HD-1").at(&mut other);
    other.leave(&arrival("HD-2")).expect("it is left");
    other.leave(&arrival("HD-3")).expect("it is left");
    let (mut harness, _) = window(service_in(folder.path()));
    press(&mut harness, &[Key::Escape]);
    harness.state_mut().on_exit(None);
    drop(harness);
    let (harness, _) = window(service_in(folder.path()));
    let waiting: Vec<&str> =
        state(&harness).arrived.iter().map(|it| it.arrival.reference()).collect();
    assert_eq!(waiting, ["HD-3"], "HD-2 was decided");
}
