//! How long it takes to read exported files, beside the libraries that read them alone: a list of a
//! million users beside `csv`, a log in JSON lines beside `serde_json`. Files are made while they are
//! read, a part that is repeated, so that none is stored.
//!
//! ```sh
//! cargo bench --bench inspect -- --users 1000000 --log-megabytes 1000
//! ```

use std::io::{self, BufRead, BufReader, Read, Write};
use std::time::{Duration, Instant};
use syncmend::built_in;

use clap::Parser;
use serde_json::Value;
use syncmend::diagnosis::ErrorStrings;
use syncmend::evidence::{Input, Inquiry, inspect};
use syncmend::progress::Progress;

/// How many users a part has that is repeated.
const PART: usize = 1_000;

/// Measures how long exported files take.
#[derive(Parser)]
struct Arguments {
    /// How many users the list has
    #[arg(long, default_value_t = 1_000_000)]
    users: usize,
    /// How large the log is
    #[arg(long, default_value_t = 1_000)]
    log_megabytes: usize,
    /// How often each is measured; the median counts
    #[arg(long, default_value_t = 5)]
    times: usize,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments = Arguments::parse_from(std::env::args().filter(|word| word != "--bench"));
    let kb = built_in::knowledge_base().map_err(|problems| format!("{problems:?}"))?;
    let errors = ErrorStrings::new(&kb);
    let mut out = io::stdout();
    let users = Repeated::users(arguments.users);
    let log = Repeated::log(arguments.log_megabytes * 1_000_000);
    let ours = |file: &Repeated| {
        let open = Box::new(|| Ok(Box::new(file.clone()) as Box<dyn Read>));
        let length = file.length();
        let input = Input { name: "export".to_owned(), length, open, is_pipe: false };
        inspect(vec![input], &Inquiry::default(), &errors, &Progress::default())
            .map_or(0, |inspection| inspection.files[0].rows)
    };
    let mut tell = |name: &str, file: &Repeated, alone: fn(&Repeated) -> u64| -> io::Result<()> {
        let (mut mine, mut theirs, mut rows) = (Vec::new(), Vec::new(), (0, 0));
        for _ in 0..arguments.times {
            // In turns, so that both meet the same machine.
            theirs.push(timed(|| rows.0 = alone(file)));
            mine.push(timed(|| rows.1 = ours(file)));
        }
        let (mine, theirs) = (median(mine), median(theirs));
        let ratio = mine.as_secs_f64() / theirs.as_secs_f64();
        let rate = rows.1 as f64 / mine.as_secs_f64() / 1_000.0;
        let megabytes = file.length() / 1_000_000;
        writeln!(
            out,
            "{name}: {} rows, {megabytes} MB, {mine:.2?} ({rate:.0} thousand rows/s), alone {theirs:.2?}, \
             ratio {ratio:.2}, {} MB of memory at most",
            rows.1,
            peak_memory() / 1024
        )?;
        assert_eq!(rows.0, rows.1, "one of them lost rows");
        Ok(())
    };
    tell("users", &users, csv_alone)?;
    tell("log", &log, json_alone)?;
    Ok(())
}

/// How long some work takes: the processor's time where the system tells it, so that other programs do
/// not count.
fn timed(work: impl FnOnce()) -> Duration {
    let (begun, before) = (Instant::now(), processor_time());
    work();
    match (before, processor_time()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        _ => begun.elapsed(),
    }
}

fn processor_time() -> Option<Duration> {
    let status = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    Some(Duration::from_nanos(status.split_whitespace().next()?.parse().ok()?))
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// Every cell of every row as bytes, nothing made of it.
fn csv_alone(file: &Repeated) -> u64 {
    let mut reader = csv::Reader::from_reader(BufReader::with_capacity(256 * 1024, file.clone()));
    let mut row = csv::ByteRecord::new();
    let mut rows = 0;
    while reader.read_byte_record(&mut row).is_ok_and(|is_there| is_there) {
        rows += 1;
    }
    rows
}

/// Every line as a value.
fn json_alone(file: &Repeated) -> u64 {
    let mut reader = BufReader::with_capacity(256 * 1024, file.clone());
    let (mut line, mut rows) = (Vec::new(), 0);
    while reader.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
        rows += u64::from(serde_json::from_slice::<Value>(&line).is_ok());
        line.clear();
    }
    rows
}

/// A file that begins once and then repeats a part.
#[derive(Clone)]
struct Repeated {
    begin: Vec<u8>,
    part: Vec<u8>,
    times: usize,
    at: u64,
}

impl Repeated {
    fn users(count: usize) -> Self {
        let begin = "First Name [Required],Last Name [Required],Email Address [Required],\
            Password [Required],Org Unit Path [Required],Status [READ ONLY],Last Sign In [READ ONLY],\
            2sv Enrolled [READ ONLY],2sv Enforced [READ ONLY],Department,Employee ID\n";
        let row = |at: usize| {
            let last = if at.is_multiple_of(500) { "" } else { "Smith" };
            let state = if at.is_multiple_of(50) { "Suspended" } else { "Active" };
            format!(
                "Pat{at},{last},pat.{at}@example.com,****,/Staff/Offices,{state},\
                 2026-11-01T08:00:00.000Z,True,True,\"Sales, inside\",E-{at}\n"
            )
        };
        let part: String = (0..PART).map(row).collect();
        Self { begin: begin.into(), part: part.into(), times: count / PART, at: 0 }
    }

    fn log(bytes: usize) -> Self {
        let entry = |at: usize| {
            let (success, error) = match at % 100 {
                0 => (false, r#","error_message":"Domain user limit reached.""#),
                _ => (true, ""),
            };
            format!(
                "{{\"event_type\":\"user_update_provision\",\"service\":\"directory\",\"success\":{success}{error},\
                 \"initiated_by\":{{\"type\":\"admin\",\"email\":\"it@example.com\",\"id\":\"5f00000000000000000000{:02}\"}},\
                 \"resource\":{{\"type\":\"user\",\"username\":\"pat{at}\",\"id\":\"5f000000000000000000{at:04}\"}},\
                 \"changes\":[{{\"field\":\"department\",\"from\":\"Sales\",\"to\":\"Support\"}}],\
                 \"client_ip\":\"192.0.2.7\",\"geoip\":{{\"country_code\":\"US\",\"region_name\":\"Ohio\"}},\
                 \"useragent\":{{\"name\":\"Chrome\",\"os\":\"Linux\"}},\"organization\":\"5f0000000000000000000099\",\
                 \"timestamp\":\"2026-11-18T09:{:02}:00Z\",\"id\":\"63c264c6c1bd55c1b7e9{at:04}\"}}\n",
                at % 100,
                at % 60
            )
        };
        let part: String = (0..PART).map(entry).collect();
        let times = bytes / part.len();
        Self { begin: Vec::new(), part: part.into(), times, at: 0 }
    }

    fn length(&self) -> u64 {
        (self.begin.len() + self.part.len() * self.times) as u64
    }
}

impl Read for Repeated {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let at = self.at as usize;
        let rest = match at.checked_sub(self.begin.len()) {
            None => &self.begin[at..],
            Some(_) if self.at >= self.length() => &[],
            Some(behind) => &self.part[behind % self.part.len()..],
        };
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.at += count as u64;
        Ok(count)
    }
}

/// The most memory that the program took so far, in kilobytes; nothing where the system does not say.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|peak| peak.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}
