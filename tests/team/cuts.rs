//! The connection is cut after any number of bytes, there or back.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use syncmend::team::SyncError;
use syncmend::team::address::TeamAddress;
use syncmend::team::server::Server;

use crate::server::{PASSWORD, TestServer, note, seat, sync_with, tickets};

/// What is left of a connection before it is cut, in bytes: to the server, and back.
#[derive(Default)]
struct Left {
    there: AtomicUsize,
    back: AtomicUsize,
}

/// Forwards one connection until either direction has no bytes left; returns its port.
fn forward(to: u16, left: Arc<Left>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("its number").port();
    std::thread::spawn(move || {
        let (client, _) = listener.accept().expect("a client");
        let server = TcpStream::connect(("127.0.0.1", to)).expect("it answers");
        let both = || (client.try_clone().expect("a copy"), server.try_clone().expect("a copy"));
        let (from, into) = both();
        let budget = left.clone();
        let there = std::thread::spawn(move || pass(from, into, &budget.there));
        let (into, from) = both();
        pass(from, into, &left.back);
        there.join().expect("it ends");
    });
    port
}

fn pass(mut from: TcpStream, mut into: TcpStream, left: &AtomicUsize) {
    let mut bytes = [0; 4096];
    while let Ok(read) = from.read(&mut bytes) {
        let allowed = left.load(Ordering::SeqCst).min(read);
        left.fetch_sub(allowed, Ordering::SeqCst);
        if read == 0 || into.write_all(&bytes[..allowed]).is_err() || allowed < read {
            break;
        }
    }
    let _ = into.shutdown(Shutdown::Both);
    let _ = from.shutdown(Shutdown::Both);
}

/// Syncs a seat over a connection that is cut; returns whether it was.
fn cut_sync(
    server: &TestServer,
    name: &str,
    seat: &mut syncmend::ticket_service::TicketService,
    (there, back): (usize, usize),
) -> bool {
    let left = Arc::new(Left { there: there.into(), back: back.into() });
    let port = forward(server.port, left);
    let url = format!("postgres://pat@127.0.0.1:{port}/{name}?sslmode=disable");
    let address = TeamAddress::parse(&url).expect("an address");
    let result = Server::connect(&address, Some(PASSWORD))
        .map_err(SyncError::from)
        .and_then(|mut server| sync_with(seat, &mut server));
    match result {
        Ok(_) => false,
        Err(SyncError::Team(error)) => {
            assert!(error.may_pass(), "it may pass by itself: {error}");
            true
        }
        Err(error) => panic!("{error}"),
    }
}

pub fn at_every(server: &TestServer, every: usize) {
    let name = server.team_store();
    // One seat has what the other pulls; both go on through all cuts.
    let (mut here, mut there) = (seat(None), seat(None));
    let mut whole = server.pat(&name);
    let mut cuts = 0;
    for direction in 0..2 {
        for bytes in (0..).step_by(every) {
            let budget = if direction == 0 { (bytes, usize::MAX) } else { (usize::MAX, bytes) };
            let other = there.open_ticket(&format!("T-{direction}-{bytes}"), vec![note("there")]);
            other.expect("it is stored");
            sync_with(&mut there, &mut whole).expect("nothing is in the way");
            here.open_ticket(&format!("H-{direction}-{bytes}"), vec![note("here")])
                .expect("stored");
            if !cut_sync(server, &name, &mut here, budget) {
                break;
            }
            cuts += 1;
            sync_with(&mut here, &mut whole).expect("the next one goes on");
        }
    }
    for _ in 0..2 {
        sync_with(&mut here, &mut server.pat(&name)).expect("nothing is in the way");
        sync_with(&mut there, &mut server.pat(&name)).expect("nothing is in the way");
    }
    let all = tickets(&mut here);
    assert_eq!(all, tickets(&mut there));
    assert!(all.iter().all(|(_, _, notes)| notes.len() == 1));
    assert!(cuts > 3_000 / every, "only {cuts} cuts");
    let sql = "SELECT count(*), count(DISTINCT id) FROM syncmend.event";
    let row = server.admin(&name).query_one(sql, &[]).expect("it is counted");
    let expected = i64::try_from(2 * all.len()).expect("a number");
    assert_eq!((row.get::<_, i64>(0), row.get::<_, i64>(1)), (expected, expected));
    println!("{cuts} cuts, every {every} bytes of a sync");
}
