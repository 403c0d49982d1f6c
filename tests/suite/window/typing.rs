//! What is typed while the store is at work, and the store on its own thread.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use syncmend::app::effects::worker::{OpenService, Reply, Request, Worker};
use syncmend::app::model::open_ticket::OpenTicket;
use syncmend::privacy::InternalText;
use syncmend::ticket::EventKind;
use syncmend::ticket_service::ServiceError;

use crate::support::{example, service, service_in};

fn reported(text: &str) -> EventKind {
    EventKind::Reported { text: InternalText::from(text) }
}

#[test]
fn what_is_typed_survives_an_answer_to_something_older() {
    let mut service = service();
    let before = example("HD-1").reported("first").at(&mut service);
    let mut open = OpenTicket::new(before.clone());
    "first and more".clone_into(&mut open.complaint);
    open.think();
    open.refresh(before.clone());
    assert_eq!(open.complaint, "first and more");
    let stored = service.record(before.ticket.id, vec![reported("first and more")]);
    open.refresh(stored.expect("the store takes it"));
    let elsewhere = service.record(before.ticket.id, vec![reported("from another window")]);
    open.refresh(elsewhere.expect("the store takes it"));
    assert_eq!(open.complaint, "from another window", "nothing was being typed any more");
}

#[test]
fn everything_asked_of_the_worker_is_on_the_disk_when_it_finishes() {
    let folder = tempfile::tempdir().expect("a folder");
    let ticket = example("HD-1").at(&mut service_in(folder.path())).ticket.id;
    let path = folder.path().to_owned();
    let woken = Arc::new(AtomicUsize::new(0));
    let counter = woken.clone();
    let wake = move || {
        counter.fetch_add(1, Ordering::Relaxed);
    };
    let mut worker =
        Worker::spawn(Box::new(move |_| Ok(service_in(&path))), wake).expect("a thread");
    for number in 0..50 {
        worker.ask(Request::Record(ticket, vec![reported(&number.to_string())]));
    }
    worker.finish();
    let changed = std::iter::from_fn(|| worker.answer());
    let changed = changed.filter(|reply| matches!(reply, Reply::Changed(_))).count();
    assert_eq!(changed, 50);
    assert!(woken.load(Ordering::Relaxed) >= 50);
    let stored = service_in(folder.path()).store().load(ticket).expect("it is there");
    assert_eq!(stored.ticket.complaint.for_insiders(), "49");
}

#[test]
fn a_worker_that_cannot_start_says_so_and_takes_nothing_in_silence() {
    let refuse: OpenService = Box::new(|tell| {
        tell(Reply::Failed("told first".to_owned(), None));
        Err(ServiceError::NoFix)
    });
    let mut worker = Worker::spawn(refuse, || {}).expect("a thread");
    let failures = |worker: &mut Worker| {
        let replies = std::iter::from_fn(|| worker.answer());
        replies.filter(|reply| matches!(reply, Reply::Failed(..))).count()
    };
    let mut seen = 0;
    // The thread ends in its own time; every request after that comes back as a failure.
    while seen < 4 {
        worker.ask(Request::Start);
        seen += failures(&mut worker);
        std::thread::yield_now();
    }
}
