//! Passes the application id from `Cargo.toml` to the program, rebuilds when a file is added to the
//! knowledge base or removed from it, and gives the Windows program its icon, version and manifest.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=Cargo.toml");
    println!("cargo:rerun-if-changed=kb");
    println!("cargo:rerun-if-changed=packaging/icon/syncmend.ico");
    println!("cargo:rerun-if-changed=packaging/windows/syncmend.manifest");
    println!("cargo:rustc-env=SYNCMEND_APPLICATION_ID={}", application_id()?);
    // The target system, not the one that builds.
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "windows") {
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

fn application_id() -> Result<String, Box<dyn Error>> {
    let manifest: toml::Table = std::fs::read_to_string("Cargo.toml")?.parse()?;
    let id = ["package", "metadata", "syncmend", "application-id"]
        .iter()
        .try_fold(&toml::Value::Table(manifest), |value, key| value.get(key))
        .and_then(toml::Value::as_str)
        .map(str::to_owned);
    id.ok_or_else(|| "Cargo.toml has no package.metadata.syncmend.application-id".into())
}
