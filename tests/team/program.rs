//! The command line, from setting up to leaving.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::server::{PASSWORD, TestServer};

struct Done {
    code: Option<i32>,
    out: String,
    told: String,
}

fn run(folder: &Path, password: Option<&str>, arguments: &[&str]) -> Done {
    let mut command = Command::new(env!("CARGO_BIN_EXE_syncmend"));
    command.arg("--data-dir").arg(folder).args(arguments).env_remove("PGPASSWORD");
    // No keyring of whoever runs this.
    command.env_remove("DBUS_SESSION_BUS_ADDRESS").env("XDG_RUNTIME_DIR", folder);
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    let done = command.output().expect("it starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    Done { code: done.status.code(), out: text(done.stdout), told: text(done.stderr) }
}

fn status(folder: &Path) -> Value {
    let done = run(folder, None, &["team", "status", "--format", "json"]);
    assert_eq!(done.code, Some(0), "{}", done.told);
    serde_json::from_str(&done.out).expect("JSON")
}

pub fn from_end_to_end(server: &TestServer) {
    let (here, there) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("one"));
    let (here, there) = (here.path(), there.path());
    let name = server.empty_database();
    let url = |user: &str| {
        format!(
            "postgres://{user}@localhost:{}/{name}?sslrootcert={}/authority.pem",
            server.port,
            server.folder.path().display()
        )
    };
    assert_eq!(status(here)["state"], "off");
    let none = run(here, None, &["team", "sync"]);
    assert_eq!(none.code, Some(2), "{}", none.told);
    let wrong = run(here, None, &["team", "init", "postgres://db.example.com"]);
    assert_eq!(wrong.code, Some(2), "{}", wrong.told);
    let no_password = run(here, None, &["team", "init", &url("lead")]);
    assert_eq!(no_password.code, Some(1), "{}", no_password.told);
    assert!(no_password.told.contains("PGPASSWORD"), "{}", no_password.told);
    assert_eq!(status(here)["state"], "off", "nothing was changed");

    let made = run(here, Some(PASSWORD), &["team", "init", &url("lead")]);
    assert_eq!((made.code, made.told.as_str()), (Some(0), ""), "{}", made.told);
    server.admin(&name).batch_execute("GRANT syncmend_technician TO pat").expect("a right");
    let new = run(here, None, &["ticket", "new", "--reference", "HD-1", "--text", "It fails"]);
    assert_eq!(new.code, Some(0), "{}", new.told);
    let before = status(here);
    assert_eq!((&before["state"], &before["to_send"]), (&"to-send".into(), &2.into()));
    assert!(before["last_sync"].is_null());
    let synced = run(here, Some(PASSWORD), &["team", "sync"]);
    assert_eq!(
        (synced.code, synced.out.as_str()),
        (Some(0), "2 sent, 0 received\n"),
        "{}",
        synced.told
    );

    let first = run(there, Some(PASSWORD), &["--team", &url("pat"), "team", "sync"]);
    assert_eq!(
        (first.code, first.out.as_str()),
        (Some(0), "0 sent, 2 received\n"),
        "{}",
        first.told
    );
    let show = run(
        there,
        None,
        &["ticket", "export", "HD-1", "--format", "txt", "--audience", "internal"],
    );
    assert!(show.out.contains("It fails"), "{}", show.out);
    let after = status(there);
    assert_eq!((&after["state"], &after["to_send"]), (&"up-to-date".into(), &0.into()));
    assert!(after["last_sync"].is_string());
    assert_eq!(after["seats"].as_array().map(Vec::len), Some(2));
    assert!(!after.to_string().contains(PASSWORD));

    // A failure is told and kept; the password stands in no file.
    let refused = run(there, Some("wrong"), &["team", "sync"]);
    assert_eq!(refused.code, Some(1), "{}", refused.told);
    assert_eq!(status(there)["state"], "refused");
    let again = run(there, Some(PASSWORD), &["team", "sync"]);
    assert_eq!(again.code, Some(0), "{}", again.told);
    let with_password = url("pat").replace("pat@", "pat:pass%20word%2F1@");
    let kept = run(there, None, &["--team", &with_password, "team", "status"]);
    assert!(kept.told.contains("keyring"), "{}", kept.told);
    for file in std::fs::read_dir(there).expect("it is there") {
        let path = file.expect("an entry").path();
        let bytes = std::fs::read(&path).unwrap_or_default();
        let is_in = |text: &str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
        assert!(!is_in(PASSWORD) && !is_in("pass%20word"), "{}", path.display());
    }
    let other =
        run(there, None, &["--team", "postgres://pat@db.example.com/other", "team", "status"]);
    assert_eq!(other.code, Some(2), "{}", other.told);
    let left = run(there, None, &["team", "leave"]);
    assert_eq!(left.code, Some(0), "{}", left.told);
    assert_eq!(status(there)["state"], "off");
    let show = run(there, None, &["ticket", "show", "HD-1"]);
    assert_eq!(show.code, Some(0), "what is here stays here");
}
