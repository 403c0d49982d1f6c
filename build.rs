//! Rebuilds when a file is added to the knowledge base or removed from it, and gives the Windows
//! program its icon, version and manifest.

fn main() -> std::io::Result<()> {
    println!("cargo:rerun-if-changed=kb");
    println!("cargo:rerun-if-changed=packaging/icon/syncmend.ico");
    println!("cargo:rerun-if-changed=packaging/windows/syncmend.manifest");
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
