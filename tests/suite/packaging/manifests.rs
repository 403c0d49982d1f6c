//! The manifests of the installers: all name the application by the one id in `Cargo.toml`.

use std::path::Path;

use syncmend::APPLICATION_ID;

fn manifest(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[track_caller]
fn check_contains(path: &str, lines: &[String]) {
    let text = manifest(path);
    let has = |wanted: &String| text.lines().any(|line| line.trim() == wanted);
    let missing: Vec<&String> = lines.iter().filter(|line| !has(line)).collect();
    assert!(missing.is_empty(), "{path} lacks {missing:?}");
}

#[test]
fn the_application_id_is_the_one_in_cargo_toml() {
    check_contains("Cargo.toml", &[format!("application-id = \"{APPLICATION_ID}\"")]);
    let is_valid = |part: &str| part.chars().all(|c| c.is_ascii_alphanumeric());
    assert!(APPLICATION_ID.split('.').count() >= 3 && APPLICATION_ID.split('.').all(is_valid));
}

#[test]
fn linux_finds_the_window_its_menu_entry_and_its_description_by_one_id() {
    let entry = format!("packaging/linux/{APPLICATION_ID}.desktop");
    check_contains(
        &entry,
        &[format!("Icon={APPLICATION_ID}"), format!("StartupWMClass={APPLICATION_ID}")],
    );
    let description = format!("packaging/linux/{APPLICATION_ID}.metainfo.xml");
    check_contains(
        &description,
        &[
            format!("<id>{APPLICATION_ID}</id>"),
            format!("<launchable type=\"desktop-id\">{APPLICATION_ID}.desktop</launchable>"),
        ],
    );
}

#[test]
fn macos_knows_the_bundle_by_the_same_id() {
    let bundle = manifest("packaging/macos/Info.plist");
    let lines: Vec<&str> = bundle.lines().map(str::trim).collect();
    let key = lines.iter().position(|line| *line == "<key>CFBundleIdentifier</key>");
    let value = key.and_then(|at| lines.get(at + 1).copied());
    assert_eq!(value, Some(format!("<string>{APPLICATION_ID}</string>").as_str()));
}

#[test]
fn every_installer_registers_the_links_of_ticket_systems() {
    let has = |path: &str, parts: &[&str]| {
        let text = manifest(path);
        let missing: Vec<&&str> = parts.iter().filter(|part| !text.contains(**part)).collect();
        assert!(missing.is_empty(), "{path} lacks {missing:?}");
    };
    // After `--`, nothing in a link is read as an option.
    let entry = format!("packaging/linux/{APPLICATION_ID}.desktop");
    has(&entry, &["MimeType=x-scheme-handler/syncmend;", "Exec=syncmend open -- %u"]);
    let command = "$INSTDIR\\syncmend.exe\" open -- \"%1\"";
    has("packaging/windows/syncmend.nsi", &["\"URL Protocol\"", command]);
    let command = "[INSTALLDIR]syncmend.exe&quot; open -- &quot;%1&quot;";
    has("packaging/windows/syncmend.wxs", &["Name=\"URL Protocol\"", command]);
    let bundle = "packaging/macos/Info.plist";
    has(bundle, &["<key>CFBundleURLSchemes</key>", "<string>syncmend</string>"]);
}
