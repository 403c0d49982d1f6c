//! Has a reader learn from the knowledge base, passes the application id from `Cargo.toml` and what is built from what to the program, rebuilds
//! when a file is added to the knowledge base or removed from it, and gives the Windows program its
//! icon, version and manifest.

use std::env;
use std::error::Error;
use std::path::Path;
use std::process::Command;

// What reads complaints, compiled here as well: it learns while the program is built.
#[path = "src/diagnosis/mod.rs"]
#[allow(dead_code, unused_imports, reason = "only its learning is needed")]
mod diagnosis;
#[path = "src/kb/mod.rs"]
#[allow(dead_code, unused_imports, reason = "only its reading is needed")]
mod kb;
#[path = "src/privacy"]
#[allow(dead_code, reason = "what it is needed for is not used")]
mod privacy {
    mod text;
    pub use text::{CustomerText, InternalText};
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=Cargo.toml");
    println!("cargo:rerun-if-changed=kb");
    learn()?;
    name_the_build();
    println!("cargo:rerun-if-changed=packaging/icon/syncmend.ico");
    println!("cargo:rerun-if-changed=packaging/windows/syncmend.manifest");
    println!("cargo:rustc-env=SYNCMEND_APPLICATION_ID={}", application_id()?);
    // The target system, not the one that builds.
    if env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "windows") {
        winresource::WindowsResource::new()
            .set("ProductName", "Syncmend")
            .set("FileDescription", "Syncmend")
            .set("LegalCopyright", "MIT OR Apache-2.0")
            .set_icon("packaging/icon/syncmend.ico")
            .set_manifest_file("packaging/windows/syncmend.manifest")
            .compile_for("syncmend")?;
    }
    Ok(())
}

/// Writes what a reader learns from the knowledge base for `src/built_in.rs`.
#[expect(clippy::disallowed_methods, reason = "a build that stops half-way is not used")]
fn learn() -> Result<(), Box<dyn Error>> {
    let files = kb::folder_files(Path::new("kb"))?;
    let learned = match kb::read(&[files]) {
        Ok(kb) => diagnosis::Learned::from(&kb).to_bytes()?,
        // The program tells the problems better.
        Err(_) => Vec::new(),
    };
    let folder = env::var("OUT_DIR")?;
    Ok(std::fs::write(Path::new(&folder).join("learned"), learned)?)
}

fn application_id() -> Result<String, Box<dyn Error>> {
    let manifest: toml::Table = std::fs::read_to_string("Cargo.toml")?.parse()?;
    let id = ["package", "metadata", "syncmend", "application-id"]
        .iter()
        .try_fold(&toml::Value::Table(manifest), |value, key| value.get(key))
        .and_then(toml::Value::as_str)
        .map(str::to_owned);
    id.ok_or_else(|| "Cargo.toml has no package.metadata.syncmend.application-id".into())
}

/// Hands to `src/build_info.rs` what the build is. The same sources give the same words.
fn name_the_build() {
    // A development build names no commit: each one would compile everything again.
    let is_release = env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let or_git = |name: &str, arguments: &[&str]| {
        println!("cargo:rerun-if-env-changed={name}");
        let named = env::var(name).ok();
        named.or_else(|| is_release.then(|| git(arguments)).flatten()).unwrap_or_default()
    };
    let commit = or_git("SYNCMEND_COMMIT", &["rev-parse", "HEAD"]);
    let seconds = or_git("SOURCE_DATE_EPOCH", &["log", "-1", "--format=%ct"]);
    if is_release {
        // Absent where the sources have no history; a file that is not there would build each time.
        let log = git(&["rev-parse", "--git-path", "logs/HEAD"]);
        if let Some(log) = log.filter(|log| Path::new(log).is_file()) {
            println!("cargo:rerun-if-changed={log}");
        }
    }
    let mut features: Vec<String> = env::vars()
        .filter_map(|(name, _)| Some(name.strip_prefix("CARGO_FEATURE_")?.to_lowercase()))
        .collect();
    features.sort();
    let features = if features.is_empty() { "none".to_owned() } else { features.join(", ") };
    println!("cargo:rustc-env=SYNCMEND_BUILD_COMMIT={commit}");
    println!("cargo:rustc-env=SYNCMEND_BUILD_SECONDS={seconds}");
    println!("cargo:rustc-env=SYNCMEND_BUILD_FEATURES={features}");
    println!("cargo:rustc-env=SYNCMEND_BUILD_TARGET={}", env::var("TARGET").unwrap_or_default());
}

/// What git answers in one line. `None` if there is no git, or no history of this very folder: sources
/// that were unpacked inside another repository are not of its commit.
fn git(arguments: &[&str]) -> Option<String> {
    let run = |arguments: &[&str]| {
        let output = Command::new("git").args(arguments).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?.trim().to_owned();
        (output.status.success() && !text.is_empty()).then_some(text)
    };
    let top = run(&["rev-parse", "--show-toplevel"])?;
    let here = env::var("CARGO_MANIFEST_DIR").ok()?;
    let is_ours = Path::new(&top).canonicalize().ok() == Path::new(&here).canonicalize().ok();
    is_ours.then(|| run(arguments)).flatten()
}
