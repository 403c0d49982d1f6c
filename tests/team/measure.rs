//! How fast: pushing beside a bare insert of the same rows, a new seat, and from seat to seat.

use std::time::{Duration, Instant};

use jiff::Timestamp;
use postgres::types::ToSql;
use syncmend::diagnosis::Answer;
use syncmend::kb::CauseId;
use syncmend::privacy::{CustomerText, InternalText};
use syncmend::team::{LARGEST_EVENT, Shared, SharedEvent, TeamStore};
use syncmend::ticket::store::team::Limits;
use syncmend::ticket::{Detail, EventKind, Outcome};
use syncmend::ticket_service::TicketService;

use crate::server::{TestServer, kb, note, seat, sync_with, tickets};

const PUSHED: usize = 500;
const LATENCIES: usize = 200;

/// A usual ticket of 20 events.
fn usual(seat: &mut TicketService, number: usize) {
    let kb = kb();
    let text = |text: String| InternalText::from(text.as_str());
    let mut kinds = vec![
        EventKind::Detailed { detail: Detail::Customer(CustomerText::from("Rowan Homes")) },
        EventKind::Reported {
            text: text(format!(
                "Hi, since Monday the import of user {number} from Google ends with an error and \
                 nobody new can sign in. We have changed nothing. Regards, Sam"
            )),
        },
    ];
    for symptom in 0..8 {
        let symptom = kb.symptoms()[(number + symptom) % kb.symptoms().len()].id.clone();
        kinds.push(EventKind::Answered { symptom, answer: Some(Answer::No) });
    }
    for line in 0..7 {
        kinds.push(note(&format!("Called back, step {line}: looked at the directory settings")));
    }
    kinds.push(EventKind::FixChosen { cause: CauseId::from("no-license-seats"), method: None });
    kinds.push(EventKind::Closed { outcome: Outcome::Solved });
    seat.open_ticket(&format!("HD-{number}"), kinds).expect("it is stored");
}

/// Measures, with a new seat that takes in so many tickets.
pub fn all(server: &TestServer, taken_in: usize) {
    push(server);
    take_in(server, taken_in);
    latency(server);
}

fn push(server: &TestServer) {
    let mut here = seat(None);
    (0..PUSHED).for_each(|number| usual(&mut here, number));
    let name = server.team_store();
    let mut pat = server.pat(&name);
    let ready = made_ready(&mut here);
    let begun = Instant::now();
    let sent = sync_with(&mut here, &mut pat).expect("it is sent").sent;
    let whole = begun.elapsed();

    // The same rows, as one bare insert for each batch of the same size, into the same tables.
    let mut rows = Vec::new();
    let mut after = 0;
    loop {
        let page = pat.pull(after, 1_000).expect("it is read");
        let Some((last, _)) = page.rows.last() else { break };
        after = *last;
        rows.extend(page.rows.into_iter().filter_map(|(_, row)| match row {
            Shared::Event(event) => Some(event),
            _ => None,
        }));
    }
    assert_eq!(rows.len(), sent);
    let bare = bare_insert(server, &rows);
    let mut fresh = server.pat(&server.team_store());
    let begun = Instant::now();
    for batch in rows.chunks(1_000) {
        fresh.push(batch).expect("it is sent");
    }
    let calls = begun.elapsed();
    println!(
        "push of {sent} events: {:.3} s; bare insert of the same rows {:.3} s (ratio {:.2}); of the push, \
         the calls alone {:.3} s, reading and masking meanwhile {:.3} s",
        whole.as_secs_f64(),
        bare.as_secs_f64(),
        whole.as_secs_f64() / bare.as_secs_f64(),
        calls.as_secs_f64(),
        ready.as_secs_f64()
    );
}

/// How long it takes to read and mask what is to be sent, without sending it.
fn made_ready(seat: &mut TicketService) -> Duration {
    let latest = Timestamp::MAX;
    let limits = Limits { events: 1_000, bytes: 2 << 20, largest: LARGEST_EVENT, latest };
    let begun = Instant::now();
    let (mut after, mut is_last) = (0, false);
    while !is_last {
        let outgoing = seat.store().outgoing(after, &limits).expect("it is read");
        (after, is_last) = (outgoing.last, outgoing.is_last);
    }
    begun.elapsed()
}

fn bare_insert(server: &TestServer, rows: &[SharedEvent]) -> Duration {
    let mut admin = server.admin(&server.team_store());
    let begun = Instant::now();
    for batch in rows.chunks(1_000) {
        let mut sql = "INSERT INTO syncmend.event (id, kind, about, seat, body) VALUES ".to_owned();
        let bodies: Vec<&str> = batch.iter().map(|event| event.body.as_str()).collect();
        let mut values: Vec<&(dyn ToSql + Sync)> = Vec::new();
        for (at, event) in batch.iter().enumerate() {
            let n = 5 * at;
            let comma = if at == 0 { "" } else { "," };
            sql += &format!(
                "{comma}(${},${},${},${},${}::text::json)",
                n + 1,
                n + 2,
                n + 3,
                n + 4,
                n + 5
            );
            values.extend([
                &event.id as &(dyn ToSql + Sync),
                &event.kind,
                &event.about,
                &event.seat.0,
                &bodies[at],
            ]);
        }
        admin.execute(&sql, &values).expect("it is written");
    }
    begun.elapsed()
}

fn take_in(server: &TestServer, taken_in: usize) {
    let name = server.team_store();
    let mut here = seat(None);
    (0..taken_in).for_each(|number| usual(&mut here, number));
    let begun = Instant::now();
    let sent = sync_with(&mut here, &mut server.pat(&name)).expect("it is sent").sent;
    println!("push of {sent} events: {:.1} s", begun.elapsed().as_secs_f64());
    let folder = tempfile::tempdir().expect("a folder");
    let mut there = seat(Some(folder.path()));
    let begun = Instant::now();
    sync_with(&mut there, &mut server.pat(&name)).expect("it is taken in");
    println!(
        "a new seat takes in {taken_in} tickets ({sent} events): {:.1} s",
        begun.elapsed().as_secs_f64()
    );
    let begun = Instant::now();
    sync_with(&mut there, &mut server.pat(&name)).expect("nothing is new");
    println!("a sync with nothing new: {:.1} ms", begun.elapsed().as_secs_f64() * 1e3);
}

fn latency(server: &TestServer) {
    let name = server.team_store();
    let (mut here, mut there) = (seat(None), seat(None));
    let (mut sending, mut listening) = (server.pat(&name), server.pat(&name));
    let id = here.open_ticket("HD-1", vec![]).expect("it is stored").ticket.id;
    sync_with(&mut here, &mut sending).expect("it is sent");
    sync_with(&mut there, &mut listening).expect("it is taken in");
    let _ = listening.wait(Duration::from_millis(1));
    let mut times = Vec::new();
    for number in 0..LATENCIES {
        let begun = Instant::now();
        here.record(id, vec![note(&format!("note {number}"))]).expect("it is stored");
        sync_with(&mut here, &mut sending).expect("it is sent");
        while !listening.wait(Duration::from_secs(30)).expect("it answers") {}
        sync_with(&mut there, &mut listening).expect("it is taken in");
        times.push(begun.elapsed());
        let notes = tickets(&mut there)[0].2.len();
        assert_eq!(notes, number + 1);
    }
    times.sort();
    println!(
        "from seat to seat, {LATENCIES} actions: median {:.1} ms, p99 {:.1} ms",
        times[times.len() / 2].as_secs_f64() * 1e3,
        times[times.len() * 99 / 100].as_secs_f64() * 1e3
    );
}
