//! A team on a real PostgreSQL server, which it starts on loopback and ends again: what an in-memory team
//! store cannot show. `cargo test --test team -- [--kills N] [--every BYTES] [--measure [--tickets N]] [NAME]`.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::format_push_string,
    reason = "a test that cannot go on says so, and says how it went"
)]

mod crashes;
mod cuts;
mod measure;
mod order;
mod program;
mod protection;
mod rights;
mod seats;
mod server;

use std::path::Path;
use std::time::Instant;

use server::TestServer;

/// Kills of a seat, and the bytes between two cuts of a connection, where the caller names none.
const KILLS: usize = 50;
const EVERY: usize = 97;

/// The tickets that a new seat takes in when it is measured.
const TICKETS: usize = 20_000;

type Case = (&'static str, fn(&TestServer));

const CASES: &[Case] = &[
    ("setting up", rights::set_up),
    ("databases that are no team store", rights::refuse_other_databases),
    ("roles", rights::keep_to_roles),
    ("read-only, full and unknown", rights::read_only_full_and_unknown),
    ("certificates", protection::certificates),
    ("two seats", seats::come_to_the_same),
    ("to the letter", seats::keep_to_the_letter),
    ("restored backup", seats::refill_a_restored_backup),
    ("notification", seats::hear_of_each_other),
    ("overtaking commits", order::miss_nothing),
    ("command line", program::from_end_to_end),
    ("server crashes", crashes::server),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let after = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1)
    };
    if let [work, folder] = arguments.as_slice()
        && work == "--work"
    {
        return crashes::work(Path::new(folder));
    }
    let number = |name: &str, usual| after(name).map_or(usual, |text| text.parse().expect(name));
    let server = TestServer::start();
    if arguments.iter().any(|argument| argument == "--measure") {
        return measure::all(&server, number("--tickets", TICKETS));
    }
    let only =
        arguments.last().filter(|last| !last.starts_with("--") && last.parse::<usize>().is_err());
    let is_wanted = |name: &str| only.is_none_or(|only| name.contains(only.as_str()));
    let timed = |name: &str, work: &dyn Fn()| {
        if is_wanted(name) {
            let begun = Instant::now();
            work();
            println!("{:7.2} s  {name}", begun.elapsed().as_secs_f64());
        }
    };
    for (name, case) in CASES {
        timed(name, &|| case(&server));
    }
    timed("cuts", &|| cuts::at_every(&server, number("--every", EVERY)));
    timed("kills", &|| crashes::seats(&server, number("--kills", KILLS)));
}
