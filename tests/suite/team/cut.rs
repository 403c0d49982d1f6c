//! The connection is cut at every call of a sync and at every event of a batch, and the disk of this seat
//! refuses to be written: the next sync goes on from there.

use fastrand::Rng;
use syncmend::team::{State, Status, SyncError};

use super::syncing::act;
use crate::support::*;

#[test]
fn a_connection_cut_anywhere_loses_and_doubles_nothing() {
    let mut chance = Rng::with_seed(41);
    let mut cuts = 0;
    for call in 0.. {
        let mut was_cut = false;
        for rows in [0, 1, 2, 5, 1_000] {
            let server = Server::default();
            let (mut here, mut there) = (joined(service()), joined(service()));
            for number in 0..8 {
                act(&mut chance, &mut there, number);
            }
            sync_at(&mut there, &mut server.connect()).expect("nothing is in the way");
            for number in 10..18 {
                act(&mut chance, &mut here, number);
            }
            let gone = example("HD-99").at(&mut there).ticket.id;
            sync_at(&mut there, &mut server.connect()).expect("nothing is in the way");
            there.store().delete(gone).expect("it is deleted");
            let own = everything(&mut here);
            for seat in [&mut here, &mut there] {
                let mut connection = server.connect_until(call, rows);
                connection.most = 3;
                match sync_at(seat, &mut connection) {
                    Err(SyncError::Team(error)) => {
                        was_cut = true;
                        cuts += 1;
                        assert!(error.may_pass(), "{error}");
                        let status = Status::of(seat.store()).expect("it is read");
                        assert_eq!(status.state, State::Offline);
                        assert!(status.summary().starts_with("offline since 2026-11-23 09:00"));
                    }
                    other => drop(other.expect("only the connection is in the way")),
                }
            }
            let after = everything(&mut here);
            assert!(own.iter().all(|(ticket, _)| after.iter().any(|(it, _)| it.id == ticket.id)));
            settle(&mut [&mut here, &mut there], &server);
            assert_eq!(everything(&mut here), everything(&mut there));
            assert!(references(&mut here).iter().all(|reference| reference != "HD-99"));
            ids_held(&server);
            let status = Status::of(here.store()).expect("it is read");
            assert_eq!((status.state, status.to_send), (State::UpToDate, 0));
        }
        if !was_cut {
            assert!(call > 5 && cuts > 40, "{call} calls, {cuts} cuts");
            return;
        }
    }
}

#[test]
fn what_the_server_did_before_the_connection_was_cut_is_not_sent_as_sent() {
    let server = Server::default();
    let mut here = joined(service());
    example("HD-1").note("one").note("two").at(&mut here);
    // Greeting, pull and the knowledge base, then the push, of which two events arrive.
    let mut connection = server.connect_until(4, 2);
    sync_at(&mut here, &mut connection).expect_err("it is cut");
    assert_eq!(ids_held(&server).len(), 2);
    assert_eq!(here.store().to_send().expect("it is counted"), 3, "nothing was confirmed");
    sync_at(&mut here, &mut server.connect()).expect("nothing is in the way");
    assert_eq!(ids_held(&server).len(), 3);
    assert_eq!(here.store().to_send().expect("it is counted"), 0);
}

#[cfg(unix)]
#[test]
fn a_seat_that_cannot_be_written_says_so_and_syncs_later() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let server = Server::default();
    let mut there = joined(service());
    example("HD-1").at(&mut there);
    sync_at(&mut there, &mut server.connect()).expect("nothing is in the way");
    drop(joined(service_in(folder.path())));
    let set = |mode: u32| {
        let mut all = vec![folder.path().to_owned()];
        all.extend(files(folder.path()).into_iter().map(|(path, _)| path));
        for path in all {
            let is_folder = path.is_dir();
            let mode = if is_folder { mode | 0o100 } else { mode };
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).expect("set");
        }
    };
    set(0o400);
    let is_refused = std::fs::File::options().append(true).open(folder.path().join("tickets.db"));
    if is_refused.is_ok() {
        // Root may write everywhere.
        set(0o700);
        return;
    }
    let mut here = service_in(folder.path());
    let refused = sync_at(&mut here, &mut server.connect()).expect_err("it cannot be written");
    assert!(matches!(refused, SyncError::Store(_)), "{refused}");
    set(0o700);
    sync_at(&mut here, &mut server.connect()).expect("it can be written again");
    assert_eq!(references(&mut here), ["HD-1"]);
}
