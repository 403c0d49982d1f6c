//! Whose certificates are trusted, and that nothing goes out where none is.

use postgres::NoTls;
use syncmend::team::TeamError;
use syncmend::team::address::TeamAddress;
use syncmend::team::server::Server;

use crate::server::{PASSWORD, TestServer, file};

pub fn certificates(server: &TestServer) {
    let name = server.team_store();
    let connect = |host: &str, rest: &str| {
        let url = format!("postgres://pat@{host}:{}/{name}{rest}", server.port);
        let address = TeamAddress::parse(&url).expect("an address");
        Server::connect(&address, Some(PASSWORD)).map(drop)
    };
    let own = format!("sslrootcert={}", file(server, "authority.pem").display());
    let strange = format!("sslrootcert={}", file(server, "stranger.pem").display());
    let is_distrusted = |result| matches!(result, Err(TeamError::Certificate(_)));

    assert_eq!(connect("localhost", &format!("?{own}")), Ok(()));
    assert_eq!(connect("localhost", &format!("?sslmode=verify-full&{own}")), Ok(()));
    assert_eq!(connect("localhost", &format!("?sslmode=verify-ca&{own}")), Ok(()));
    // The certificate names localhost only.
    assert!(is_distrusted(connect("127.0.0.1", &format!("?{own}"))));
    assert!(is_distrusted(connect("127.0.0.1", &format!("?sslmode=require&{own}"))));
    assert_eq!(connect("127.0.0.1", &format!("?sslmode=verify-ca&{own}")), Ok(()));
    // Of another authority, and of none that the system knows.
    for mode in ["verify-full", "verify-ca", "require"] {
        assert!(is_distrusted(connect("localhost", &format!("?sslmode={mode}&{strange}"))));
        assert!(is_distrusted(connect("localhost", &format!("?sslmode={mode}"))));
    }
    for missing in ["/nowhere.pem", &file(server, "password").display().to_string()] {
        assert!(
            is_distrusted(connect("localhost", &format!("?sslrootcert={missing}"))),
            "{missing}"
        );
    }

    // A server without encryption is told nothing.
    let mut admin = server.admin("postgres");
    let set = |admin: &mut postgres::Client, on: &str| {
        admin.batch_execute(&format!("ALTER SYSTEM SET ssl = {on}")).expect("it is set");
        admin.batch_execute("SELECT pg_reload_conf()").expect("it is read");
    };
    set(&mut admin, "off");
    let url = format!("postgres://admin:admin@127.0.0.1:{}/postgres?sslmode=require", server.port);
    while url.parse::<postgres::Config>().is_ok_and(|config| config.connect(NoTls).is_ok()) {}
    let result = loop {
        match connect("localhost", &format!("?{own}")) {
            Ok(()) => std::thread::yield_now(),
            Err(error) => break error,
        }
    };
    assert_eq!(result, TeamError::NoEncryption);
    set(&mut admin, "on");
    while connect("localhost", &format!("?{own}")).is_err() {
        std::thread::yield_now();
    }
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = nobody.local_addr().expect("its number").port();
    drop(nobody);
    let url = format!("postgres://pat@127.0.0.1:{port}/team?sslmode=disable");
    let refused = Server::connect(&TeamAddress::parse(&url).expect("an address"), None).err();
    assert!(refused.is_some_and(|error| error.may_pass()), "nobody is there");
}
