//! Feeds damaged files to every reader of exported files, to redacting and to the recognizer of secrets,
//! and looks that none panics, takes long or much memory, and that no secret is left where redacting says
//! that all is well.
//!
//! ```sh
//! cargo bench --bench fuzz -- --minutes 30 --seed 1
//! ```
//!
//! It takes the fixtures (exported files, texts with secrets, outputs of commands), changes them by lot,
//! compresses some, and joins parts of several. A file that does harm is
//! written to `target/fuzz` before it is read, so that it is there when the program ends.

#![expect(
    clippy::disallowed_methods,
    reason = "a file of its own, that need not survive a crash of the system"
)]

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};
use syncmend::built_in;

use clap::Parser;
use fastrand::Rng;
use flate2::Compression;
use flate2::write::GzEncoder;
use syncmend::diagnosis::ErrorStrings;
use syncmend::evidence::command_output::{Expected, command_output, prove};
use syncmend::evidence::differences::{compare_all, side_by_side};
use syncmend::evidence::redact::{Identities, NotRedacted, redact};
use syncmend::evidence::{Input, Inquiry, Inspection, inspect};
use syncmend::kb::Proof;
use syncmend::privacy::secrets::mask;
use syncmend::progress::Progress;

/// A file is small; one that takes longer hangs.
const MOST_TIME: Duration = Duration::from_secs(20);
/// The most memory that the whole program may take, in kilobytes.
const MOST_MEMORY: u64 = 1024 * 1024;
/// A secret, put where the names of secrets stand.
const SECRET: &str = "Zq7-canary-Secret-9931!";

/// Feeds damaged files to every reader.
#[derive(Parser)]
struct Arguments {
    /// How long
    #[arg(long, default_value_t = 1)]
    minutes: u64,
    /// Where the lot begins
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments = Arguments::parse_from(std::env::args().filter(|word| word != "--bench"));
    let mut rng = Rng::with_seed(arguments.seed);
    let fixtures = fixtures()?;
    let kb = built_in::knowledge_base().map_err(|problems| format!("{problems:?}"))?;
    let errors = ErrorStrings::new(&kb);
    let folder = Path::new("target/fuzz");
    fs::create_dir_all(folder)?;
    let current = folder.join(format!("current-{}", arguments.seed));
    let (begun, mut files, mut slowest) = (Instant::now(), 0_u64, Duration::ZERO);
    let mut formats: BTreeMap<String, u64> = BTreeMap::new();
    while begun.elapsed() < Duration::from_secs(60 * arguments.minutes) {
        let mut file = damaged(&fixtures, &mut rng);
        if rng.usize(..20) == 0 {
            file = compressed(&file)?;
            change_one(&mut file, &mut rng);
        }
        fs::write(&current, &file)?;
        let started = Instant::now();
        let inspection = read(&file, &errors);
        let format = inspection.files[0].format.map_or("not read".to_owned(), |f| format!("{f:?}"));
        *formats.entry(format).or_default() += 1;
        check_redacting(&seeded(&mut rng), &current)?;
        check_any(&file);
        compare(&file);
        recognize(&file);
        let took = started.elapsed();
        slowest = slowest.max(took);
        if took > MOST_TIME {
            return Err(format!("{took:?} for {} bytes: {}", file.len(), current.display()).into());
        }
        files += 1;
        if files.is_multiple_of(1000) && peak_memory() > MOST_MEMORY {
            return Err(format!("{} kB of memory: {}", peak_memory(), current.display()).into());
        }
    }
    let minutes = begun.elapsed().as_secs() / 60;
    writeln(&format!(
        "{files} files in {minutes} minutes, slowest {slowest:?}, {} MB at most, {formats:?}",
        peak_memory() / 1024
    ))
}

fn writeln(text: &str) -> Result<(), Box<dyn std::error::Error>> {
    Ok(writeln!(std::io::stdout(), "{text}")?)
}

fn fixtures() -> std::io::Result<Vec<Vec<u8>>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/evidence");
    let mut paths: Vec<_> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    paths.sort();
    let mut fixtures: Vec<Vec<u8>> =
        paths.into_iter().map(fs::read).collect::<std::io::Result<_>>()?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let outputs = fs::read_to_string(folder.join("command-outputs.txt"))?;
    let outputs = outputs.split("=== ").filter_map(|output| output.split_once("\n---\n"));
    fixtures.extend(outputs.map(|(_, output)| output.as_bytes().to_vec()));
    for file in ["cases.jsonl", "layers.jsonl"] {
        let cases = fs::read_to_string(folder.join("secrets").join(file))?;
        let texts = cases.lines().filter_map(|line| {
            let case: serde_json::Value = serde_json::from_str(line).ok()?;
            Some(case["text"].as_str()?.as_bytes().to_vec())
        });
        fixtures.extend(texts);
    }
    Ok(fixtures)
}

fn input(file: &[u8]) -> Input<'_> {
    let open = Box::new(move || Ok(Box::new(file) as Box<dyn Read>));
    Input { name: "fuzz".to_owned(), length: file.len() as u64, open, is_pipe: false }
}

/// Whatever a file is, it is compared with users of each console and taken for the output of a command.
fn compare(file: &[u8]) {
    const GOOGLE: &[u8] = b"primaryEmail,suspended,aliases.0\npat@example.com,True,p@example.com\n";
    const JUMPCLOUD: &[u8] = b"username,email,lastname\npat,p@example.com,Smith\n";
    for other in [GOOGLE, JUMPCLOUD] {
        let inputs = vec![input(other), input(file)];
        let _ = compare_all(inputs, &Progress::default(), &mut |_| Ok(()));
    }
    let _ = side_by_side(vec![input(file), input(GOOGLE), input(JUMPCLOUD)], &Progress::default());
}

/// Whatever a text is, its secrets are masked and it is held against a step.
fn recognize(file: &[u8]) {
    let text = String::from_utf8_lossy(file);
    if let Some(masked) = mask(&text) {
        let _ = mask(&masked.text);
    }
    let _ = command_output(&text);
    let proves = [Proof::LastName, Proof::NotSuspended, Proof::JumpcloudToken, Proof::EventWorked];
    let since = "2026-11-23T08:00:00Z".parse().ok();
    let expected = Expected { about: "pat@example.com", proves: &proves, since };
    if let Err(why) = prove(&text, &expected) {
        let _ = why.summary(&jiff::tz::TimeZone::UTC);
    }
}

/// The same file, compressed.
fn compressed(file: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(file)?;
    packed.finish()
}

fn read(file: &[u8], errors: &ErrorStrings) -> Inspection {
    let inquiry = Inquiry {
        user: Some("pat@example.com".to_owned()),
        google_admin: Some("it@example.com".to_owned()),
        seats: Some(3),
    };
    inspect(vec![input(file)], &inquiry, errors, &Progress::default()).unwrap_or_default()
}

fn redacted(file: &[u8], who: Identities) -> Result<Vec<u8>, NotRedacted> {
    let open = || Ok(Box::new(Cursor::new(file.to_vec())) as Box<dyn Read>);
    let mut out = Vec::new();
    redact(&open, file.len() as u64, who, &mut out, &Progress::default())?;
    Ok(out)
}

/// Whatever a file is, washing ends, and what comes out of it washes again.
fn check_any(file: &[u8]) {
    for who in [Identities::Keep, Identities::Replace] {
        if let Ok(once) = redacted(file, who) {
            let _ = redacted(&once, Identities::Keep);
        }
    }
}

/// Where names of secrets stand, the secret is gone, whatever stands around it.
fn check_redacting(file: &str, current: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let clean = String::from_utf8_lossy(&redacted(file.as_bytes(), Identities::Keep)?).into_owned();
    if clean.contains("canary-Secret") {
        fs::write(current, file)?;
        return Err(format!("a secret is left: {}: {clean}", current.display()).into());
    }
    Ok(())
}

/// A file in which a secret stands under a name of its own.
fn seeded(rng: &mut Rng) -> String {
    let name =
        *pick(&["password", "access_token", "Cookie", "x-api-key", "client_secret", "otp"], rng);
    let noise: String = (0..rng.usize(..30)).map(|_| rng.char('\u{20}'..'\u{17f}')).collect();
    let noise = serde_json::to_string(&noise).unwrap_or_default();
    match rng.usize(..6) {
        0 => format!("{{\"event_type\":{noise},\"{name}\":\"{SECRET}\"}}\n"),
        1 => format!(
            "[{{\"event_type\":{noise},\"deep\":[{{\"name\":\"{name}\",\"x\":{noise},\"value\":\"{SECRET}\"}}]}}]"
        ),
        2 => {
            let inner = format!("{{\"{name}\":\"{SECRET}\",\"n\":{noise}}}");
            let inner = serde_json::to_string(&inner).unwrap_or_default();
            format!("{{\"event_type\":\"x\",\"message\":{inner}}}\n")
        }
        3 => format!("id,{name},note\n1,{SECRET},\"{}\"\n", noise.replace('"', "\"\"")),
        4 => format!("line\n{name}={SECRET} {noise}\nline\n"),
        _ => format!(
            "{{\"log\":{{\"entries\":[{{\"request\":{{\"url\":\"https://x/?{name}={SECRET}\",\"headers\":[{{\"value\":\"{SECRET}\",\"name\":\"{name}\"}}]}},\"n\":{noise}}}]}}}}"
        ),
    }
}

/// A fixture, or parts of two, changed in a few places.
fn damaged(fixtures: &[Vec<u8>], rng: &mut Rng) -> Vec<u8> {
    let mut file = pick(fixtures, rng).clone();
    if rng.usize(..8) == 0 {
        let other = pick(fixtures, rng);
        file.truncate(rng.usize(..=file.len()));
        file.extend_from_slice(&other[rng.usize(..=other.len())..]);
    }
    for _ in 0..rng.usize(..8) {
        change(&mut file, rng);
    }
    if rng.usize(..20) == 0 {
        file = String::from_utf8_lossy(&file).encode_utf16().flat_map(u16::to_le_bytes).collect();
        file.splice(0..0, [0xff, 0xfe]);
    }
    file
}

fn change(file: &mut Vec<u8>, rng: &mut Rng) {
    const TELLING: &[&[u8]] = &[
        b"\"",
        b"\"\"",
        b"\\",
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b";",
        b"\n",
        b"\r\n",
        b"\0",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\\ud800",
        b"1e999",
        b"-",
        b"null",
        b"password=",
        b"@",
        b"%",
        b"&",
        b"=",
        b"2026-11-18T09:00:00Z",
        b"9999-99-99",
        b"\xc3\xbc",
        b"\xe2\x80\xae",
    ];
    let at = rng.usize(..=file.len());
    let end = (at + rng.usize(..40)).min(file.len());
    match rng.usize(..7) {
        0 => file.truncate(at),
        1 => drop(file.drain(at..end)),
        2 => {
            let part = file[at..end].to_vec();
            let again = part.repeat(rng.usize(1..200));
            file.splice(at..at, again);
        }
        3 if at < file.len() => file[at] ^= 1 << rng.u8(..8),
        4 => {
            let deep =
                pick(&[&b"["[..], b"{\"a\":", b"\"a\",", b"x"], rng).repeat(rng.usize(1..3000));
            file.splice(at..at, deep);
        }
        _ => drop(file.splice(at..at, pick(TELLING, rng).iter().copied())),
    }
}

/// Damages half of the compressed files.
fn change_one(file: &mut Vec<u8>, rng: &mut Rng) {
    if rng.bool() {
        change(file, rng);
    }
}

fn pick<'a, T>(things: &'a [T], rng: &mut Rng) -> &'a T {
    &things[rng.usize(..things.len())]
}

/// The most memory that the program took so far, in kilobytes; nothing where the system does not say.
fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|peak| peak.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}
