//! Seats are killed at any moment, and the server crashes in the middle of their work.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use jiff::Timestamp;
use syncmend::team::SyncError;
use syncmend::team::address::TeamAddress;
use syncmend::team::server::Server;

use crate::server::{PASSWORD, TestServer, note, seat, sync_with, tickets};

/// Where the process that is killed finds its team store.
const ADDRESS: &str = "TEAM_ADDRESS";

/// Records and syncs without a pause, and prints each note once it is stored.
pub fn work(folder: &Path) {
    let url = std::env::var(ADDRESS).expect("an address");
    let address = TeamAddress::parse(&url).expect("an address");
    let mut seat = seat(Some(folder));
    let mut server = Server::connect(&address, Some(PASSWORD)).expect("it answers");
    let name = format!("{}", std::process::id());
    let id = seat.open_ticket(&name, vec![]).expect("it is stored").ticket.id;
    let mut out = std::io::stdout().lock();
    for number in 0.. {
        let text = format!("{name} {number}");
        seat.record(id, vec![note(&text)]).expect("it is stored");
        writeln!(out, "{text}").and_then(|()| out.flush()).expect("the other end listens");
        sync_with(&mut seat, &mut server).expect("nothing is in the way");
    }
}

struct Victim {
    process: Child,
    out: BufReader<ChildStdout>,
}

impl Victim {
    fn new(server: &TestServer, name: &str, folder: &Path) -> Self {
        let mut command = Command::new(std::env::current_exe().expect("this program"));
        let address = format!("postgres://pat@127.0.0.1:{}/{name}?sslmode=disable", server.port);
        command.arg("--work").arg(folder).env(ADDRESS, address).stdout(Stdio::piped());
        let mut process = command.spawn().expect("it starts");
        let out = BufReader::new(process.stdout.take().expect("its output"));
        Self { process, out }
    }

    /// Kills it some time after its first note; what it had stored.
    fn kill(mut self, after: Duration) -> Vec<String> {
        let mut told = String::new();
        self.out.read_line(&mut told).expect("a line");
        assert!(told.ends_with('\n'), "it ended by itself");
        std::thread::sleep(after);
        self.process.kill().expect("it is killed");
        self.process.wait().expect("it is gone");
        self.out.read_to_string(&mut told).expect("what it printed");
        let lines = told.split_inclusive('\n').filter(|line| line.ends_with('\n'));
        lines.map(|line| line.trim_end().to_owned()).collect()
    }
}

pub fn seats(server: &TestServer, kills: usize) {
    let name = server.team_store();
    let folders = [tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder")];
    let seed = u64::try_from(Timestamp::now().as_millisecond()).unwrap_or_default();
    let mut chance = fastrand::Rng::with_seed(seed);
    let (mut known, mut done) = (BTreeSet::new(), 0);
    while done < kills {
        // Two at once, each on its own seat.
        let victims: Vec<Victim> =
            folders.iter().map(|folder| Victim::new(server, &name, folder.path())).collect();
        for victim in victims {
            known.extend(victim.kill(Duration::from_micros(chance.u64(..300_000))));
            done += 1;
        }
    }
    let mut both: Vec<_> = folders.iter().map(|folder| seat(Some(folder.path()))).collect();
    for _ in 0..2 {
        for seat in &mut both {
            sync_with(seat, &mut server.pat(&name)).expect("nothing is in the way");
        }
    }
    let all = tickets(&mut both[0]);
    assert_eq!(all, tickets(&mut both[1]), "seed {seed}");
    let found: Vec<String> = all.iter().flat_map(|(_, _, notes)| notes.clone()).collect();
    let once: BTreeSet<String> = found.iter().cloned().collect();
    assert_eq!(found.len(), once.len(), "something is there twice (seed {seed})");
    let lost: Vec<_> = known.difference(&once).collect();
    assert!(lost.is_empty(), "stored and lost (seed {seed}): {lost:?}");
    for (_, reference, notes) in &all {
        for (number, note) in notes.iter().enumerate() {
            assert_eq!(*note, format!("{reference} {number}"), "a hole (seed {seed})");
        }
    }
    println!(
        "{done} kills (seed {seed}): {} actions known, {} found, on both seats and once each",
        known.len(),
        once.len()
    );
}

pub fn server(server: &TestServer) {
    let name = server.team_store();
    let (mut here, mut there) = (seat(None), seat(None));
    let mut cut = 0;
    for round in 0..6 {
        for number in 0..40 {
            let reference = format!("HD-{round}-{number}");
            here.open_ticket(&reference, vec![note("one"), note("two")]).expect("it is stored");
        }
        let mut connection = server.pat(&name);
        std::thread::scope(|scope| {
            let crash = scope.spawn(|| {
                std::thread::sleep(Duration::from_millis(2 + 4 * round));
                server.control("crash", &[]);
            });
            while !crash.is_finished() {
                match sync_with(&mut here, &mut connection) {
                    Ok(_) => {
                        here.open_ticket("HD-more", vec![note("one")]).expect("it is stored");
                    }
                    Err(SyncError::Team(error)) => {
                        assert!(error.may_pass(), "{error}");
                        cut += 1;
                        break;
                    }
                    Err(error) => panic!("{error}"),
                }
            }
        });
        let refused = server.connect("pat", &name).err().expect("it is down");
        assert!(refused.may_pass(), "{refused}");
        server.control("go-on", &[]);
        sync_with(&mut here, &mut server.pat(&name)).expect("it is back");
        sync_with(&mut there, &mut server.pat(&name)).expect("it is back");
        assert_eq!(tickets(&mut here), tickets(&mut there));
        assert_eq!(here.store().to_send().expect("it is counted"), 0);
    }
    assert!(cut > 0, "no sync was cut");
}
