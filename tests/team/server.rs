//! The server, databases on it, and seats of their teams.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, LazyLock};

use jiff::Timestamp;
use postgres::{Client, NoTls};
use syncmend::built_in;
use syncmend::kb::KnowledgeBase;
use syncmend::privacy::InternalText;
use syncmend::progress::Progress;
use syncmend::team::address::TeamAddress;
use syncmend::team::server::Server;
use syncmend::team::{SyncError, Synced, TeamError, sync};
use syncmend::ticket::store::{Query, Store};
use syncmend::ticket::{EventKind, TicketId};
use syncmend::ticket_service::TicketService;
use tempfile::TempDir;

/// The passwords of the users below.
pub const PASSWORD: &str = "pass word/1";

/// A server that ends with the test.
pub struct TestServer {
    pub folder: TempDir,
    pub port: u16,
}

impl TestServer {
    pub fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("syncmend-team").tempdir().expect("a folder");
        open_to_all(folder.path());
        let free =
            TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("its number");
        let server = Self { folder, port: free.port() };
        server.control("start", &[&free.port().to_string()]);
        // Who sets up, who works, who may also purge, and who may do nothing.
        server
            .admin("postgres")
            .batch_execute(&format!(
                "CREATE ROLE lead LOGIN CREATEROLE PASSWORD '{PASSWORD}';
             CREATE ROLE pat LOGIN PASSWORD '{PASSWORD}';
             CREATE ROLE chief LOGIN PASSWORD '{PASSWORD}';
             CREATE ROLE guest LOGIN PASSWORD '{PASSWORD}'"
            ))
            .expect("roles");
        server
    }

    pub fn control(&self, doing: &str, rest: &[&str]) -> String {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/team/server");
        let done = Command::new(script).arg(doing).arg(self.folder.path()).args(rest).output();
        let done = done.expect("it starts");
        let told = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{doing}: {told}");
        String::from_utf8(done.stdout).expect("text")
    }

    /// The server's own user on a database.
    pub fn admin(&self, database: &str) -> Client {
        let address =
            format!("postgres://admin:admin@127.0.0.1:{}/{database}?sslmode=disable", self.port);
        Client::connect(&address, NoTls).expect("it answers")
    }

    /// A new empty database, which `lead` owns.
    pub fn empty_database(&self) -> String {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let name = format!("team{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        let mut admin = self.admin("postgres");
        admin.batch_execute(&format!("CREATE DATABASE {name} OWNER lead")).expect("a database");
        name
    }

    /// A new team store.
    pub fn team_store(&self) -> String {
        let name = self.empty_database();
        let prepared = self.connect("lead", &name).expect("it answers").prepare().expect("set up");
        assert!(prepared.is_new && prepared.has_roles, "{prepared:?}");
        self.admin(&name)
            .batch_execute(
                "GRANT syncmend_technician TO pat; GRANT syncmend_technician, syncmend_purge TO chief",
            )
            .expect("rights");
        name
    }

    pub fn address(&self, user: &str, database: &str) -> TeamAddress {
        let port = self.port;
        let url = format!("postgres://{user}@127.0.0.1:{port}/{database}?sslmode=disable");
        TeamAddress::parse(&url).expect("an address")
    }

    pub fn connect(&self, user: &str, database: &str) -> Result<Server, TeamError> {
        Server::connect(&self.address(user, database), Some(PASSWORD))
    }

    pub fn pat(&self, database: &str) -> Server {
        self.connect("pat", database).expect("it answers")
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        self.control("stop", &[]);
    }
}

/// PostgreSQL runs as another user than root.
#[cfg(unix)]
fn open_to_all(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let all = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(folder, all).expect("it is ours");
}

/// Elsewhere whoever runs the tests runs the server.
#[cfg(not(unix))]
fn open_to_all(_: &Path) {}

pub fn kb() -> Arc<KnowledgeBase> {
    static KB: LazyLock<Arc<KnowledgeBase>> =
        LazyLock::new(|| Arc::new(built_in::knowledge_base().expect("it is sound")));
    Arc::clone(&KB)
}

/// A seat of a team, in memory or in a folder.
pub fn seat(folder: Option<&Path>) -> TicketService {
    let mut store = match folder {
        Some(folder) => {
            let (store, set_aside) = Store::open(folder, kb(), Timestamp::now()).expect("it opens");
            assert_eq!(set_aside, None, "it was damaged");
            store
        }
        None => Store::in_memory(kb()).expect("SQLite starts"),
    };
    if store.team().expect("it is read").is_none() {
        store.join_team("postgres://pat@127.0.0.1/team?sslmode=disable").expect("it joins");
    }
    TicketService::new(store, Timestamp::now)
}

pub fn note(text: &str) -> EventKind {
    EventKind::Noted { step: None, text: InternalText::from(text) }
}

pub fn sync_with(seat: &mut TicketService, server: &mut Server) -> Result<Synced, SyncError> {
    sync(seat.store(), server, "pat", Timestamp::now, &Progress::default())
}

/// The tickets of a seat with their notes.
pub fn tickets(seat: &mut TicketService) -> Vec<(TicketId, String, Vec<String>)> {
    let query = Query { most: usize::MAX, ..Query::default() };
    let rows = seat.store().list(&query, Timestamp::now()).expect("it is read").rows;
    let mut all: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let ticket = seat.store().load(row.id).expect("it is read").ticket;
            let notes = ticket.notes.iter().map(|note| note.text.for_insiders().to_owned());
            (row.id, row.reference, notes.collect())
        })
        .collect();
    all.sort();
    all
}

pub fn file(server: &TestServer, name: &str) -> PathBuf {
    server.folder.path().join(name)
}
