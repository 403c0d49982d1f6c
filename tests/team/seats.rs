//! Seats of one team come to the same, whatever was recorded, and whatever happened to the server.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use syncmend::privacy::CustomerText;
use syncmend::team::{Shared, SharedEvent, TeamStore};
use syncmend::ticket::{Detail, EventKind, SeatId};
use uuid::Uuid;

use crate::server::{TestServer, note, seat, sync_with, tickets};

pub fn come_to_the_same(server: &TestServer) {
    let name = server.team_store();
    let mut chance = fastrand::Rng::with_seed(19);
    let mut seats: Vec<_> = (0..3).map(|_| (seat(None), server.pat(&name))).collect();
    for number in 0..120 {
        let (seat, server) = &mut seats[chance.usize(..3)];
        let all = tickets(seat);
        match chance.usize(..4) {
            0 => drop(sync_with(seat, server).expect("nothing is in the way")),
            1 => {
                let customer = Detail::Customer(CustomerText::from("Rowan Homes"));
                let rest = vec![EventKind::Detailed { detail: customer }];
                seat.open_ticket(&format!("HD-{number}"), rest).expect("it is stored");
            }
            _ if all.is_empty() => {}
            _ => {
                let (id, ..) = all[chance.usize(..all.len())];
                seat.record(id, vec![note(&format!("note {number}"))]).expect("it is stored");
            }
        }
    }
    for _ in 0..2 {
        for (seat, server) in &mut seats {
            sync_with(seat, server).expect("nothing is in the way");
        }
    }
    let expected = tickets(&mut seats[0].0);
    assert!(expected.len() > 10);
    for (seat, _) in &mut seats {
        assert_eq!(tickets(seat), expected);
        assert_eq!(seat.store().to_send().expect("it is counted"), 0);
        assert_eq!(seat.store().team_report().expect("it is read").seats.len(), 3);
    }
}

/// What a newer version wrote comes back as it was, with its numbers and what no text type takes.
pub fn keep_to_the_letter(server: &TestServer) {
    let mut pat = server.pat(&server.team_store());
    let bodies = [
        "{\"b\":1,\"a\":1.50,\"a\":2,\"n\":123456789012345678901234567890.10}",
        "{\"text\":\"a\\u0000b \\ud83d\\ude00 \\\" \\\\ \u{1f600} \u{202e}\"}",
        "  {\"spaces\" : [ 1 ]  }\n",
    ];
    let event = |body: &str| SharedEvent {
        id: Uuid::now_v7(),
        kind: "of-a-newer-version".to_owned(),
        about: Uuid::now_v7(),
        seat: SeatId(Uuid::from_u128(3)),
        body: body.to_owned(),
    };
    let events: Vec<SharedEvent> = bodies.map(event).into_iter().collect();
    pat.push(&events).expect("they are taken");
    pat.push(&events).expect("twice is once");
    let page = pat.pull(0, 100).expect("they are read");
    let found: Vec<Shared> = page.rows.into_iter().map(|(_, row)| row).collect();
    assert_eq!(found, events.into_iter().map(Shared::Event).collect::<Vec<_>>());
    assert!(page.is_last);
}

pub fn refill_a_restored_backup(server: &TestServer) {
    let name = server.team_store();
    let (mut here, mut there) = (seat(None), seat(None));
    here.open_ticket("HD-1", vec![note("one")]).expect("it is stored");
    sync_with(&mut here, &mut server.pat(&name)).expect("it is sent");
    let url = format!("postgres://admin@127.0.0.1:{}/{name}?sslmode=disable", server.port);
    let folder = tempfile::tempdir().expect("a folder");
    let backup = folder.path().join("team.dump");
    packaged("backup", &url, &backup);
    for number in 2..6 {
        here.open_ticket(&format!("HD-{number}"), vec![note("more")]).expect("it is stored");
    }
    sync_with(&mut here, &mut server.pat(&name)).expect("it is sent");
    sync_with(&mut there, &mut server.pat(&name)).expect("it is taken in");

    // The backup is restored over it, and another seat works on before these two come back.
    packaged("restore", &url, &backup);
    let mut third = seat(None);
    for number in 6..20 {
        third.open_ticket(&format!("HD-{number}"), vec![note("since")]).expect("it is stored");
    }
    sync_with(&mut third, &mut server.pat(&name)).expect("it is sent");
    for _ in 0..2 {
        for seat in [&mut here, &mut there, &mut third] {
            sync_with(seat, &mut server.pat(&name)).expect("nothing is in the way");
        }
    }
    assert_eq!(tickets(&mut here).len(), 19);
    assert_eq!(tickets(&mut here), tickets(&mut there));
    assert_eq!(tickets(&mut here), tickets(&mut third));
    let count = "SELECT count(*) FROM syncmend.event";
    let count: i64 = server.admin(&name).query_one(count, &[]).expect("it is counted").get(0);
    assert_eq!(count, 38);
}

/// Runs one of the scripts that go with the server.
fn packaged(script: &str, url: &str, file: &Path) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging/team").join(script);
    let done = Command::new(script).arg(url).arg(file).env("PGPASSWORD", "admin").output();
    let done = done.expect("it starts");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

pub fn hear_of_each_other(server: &TestServer) {
    let name = server.team_store();
    let mut listening = server.pat(&name);
    assert_eq!(listening.wait(Duration::from_millis(1)), Ok(false));
    let (mut here, mut there) = (seat(None), seat(None));
    here.open_ticket("HD-1", vec![]).expect("it is stored");
    let begun = Instant::now();
    sync_with(&mut here, &mut server.pat(&name)).expect("it is sent");
    assert_eq!(listening.wait(Duration::from_secs(20)), Ok(true));
    sync_with(&mut there, &mut listening).expect("it is taken in");
    assert_eq!(tickets(&mut there).len(), 1);
    assert!(begun.elapsed() < Duration::from_secs(20));
    assert_eq!(listening.wait(Duration::from_millis(1)), Ok(false), "nothing else has come");
}
