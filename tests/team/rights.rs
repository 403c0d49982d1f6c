//! Setting up, who may do what, and what a server refuses.

use postgres::Client;
use syncmend::team::{Kind, SyncError, TeamError, TeamStore, Tombstone};
use syncmend::ticket::SeatId;
use uuid::Uuid;

use crate::server::{TestServer, note, seat, sync_with, tickets};

pub fn set_up(server: &TestServer) {
    let name = server.team_store();
    let again = server.connect("lead", &name).expect("it answers").prepare().expect("it is there");
    assert!(!again.is_new && again.has_roles);
    // Eight at once: one makes it, the others find it.
    let name = server.empty_database();
    let made: usize = std::thread::scope(|scope| {
        let each = || {
            let prepared = server.connect("lead", &name).expect("it answers").prepare();
            usize::from(prepared.expect("it is set up").is_new)
        };
        let all: Vec<_> = (0..8).map(|_| scope.spawn(each)).collect();
        all.into_iter().map(|one| one.join().expect("it ends")).sum()
    });
    assert_eq!(made, 1);
}

/// Everything that a database holds, by name.
fn objects(client: &mut Client) -> Vec<String> {
    let rows = client.query(
        "SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         UNION ALL SELECT nspname FROM pg_namespace UNION ALL SELECT proname FROM pg_proc
         UNION ALL SELECT rolname FROM pg_roles ORDER BY 1",
        &[],
    );
    rows.expect("they are listed").iter().map(|row| row.get(0)).collect()
}

pub fn refuse_other_databases(server: &TestServer) {
    // Of another program; with a schema of our name; of no team store; and none at all.
    for (sql, part) in [
        ("CREATE TABLE invoice (id int)", "public.invoice"),
        ("CREATE SCHEMA shop; CREATE VIEW shop.open AS SELECT 1", "shop.open"),
        ("CREATE SCHEMA syncmend; CREATE TABLE syncmend.other (id int)", "syncmend"),
    ] {
        let name = server.empty_database();
        let mut admin = server.admin(&name);
        admin.batch_execute(sql).expect("it is made");
        let before = objects(&mut admin);
        let refused = server.connect("admin", &name);
        assert!(matches!(refused, Err(TeamError::Login(_))), "the password is another");
        let refused = server.connect("lead", &name).expect("it answers").prepare();
        let refused = refused.expect_err(sql);
        assert!(
            matches!(&refused, TeamError::ForeignTables(names) if names.contains(part))
                || matches!(refused, TeamError::NoRight(_)),
            "{refused}"
        );
        assert_eq!(objects(&mut admin), before, "{sql}: something was changed");
    }
    let name = server.empty_database();
    let mut here = seat(None);
    here.open_ticket("HD-1", vec![]).expect("it is stored");
    let refused = sync_with(&mut here, &mut server.pat(&name)).expect_err("it is empty");
    assert!(matches!(refused, SyncError::Team(TeamError::NoTeamStore)), "{refused}");
    assert_eq!(here.store().to_send().expect("it is counted"), 1);
    let refused = server.connect("lead", "nowhere").err();
    assert_eq!(refused, Some(TeamError::NoDatabase));

    let name = server.team_store();
    let mut admin = server.admin(&name);
    let set = |admin: &mut Client, version: i32, oldest: i32| {
        let sql =
            format!("UPDATE syncmend.schema_version SET version = {version}, oldest = {oldest}");
        admin.batch_execute(&sql).expect("it is set");
    };
    set(&mut admin, 99, 99);
    let refused = sync_with(&mut here, &mut server.pat(&name)).expect_err("it is newer");
    assert!(matches!(refused, SyncError::Team(TeamError::Newer)), "{refused}");
    let refused = server.connect("lead", &name).expect("it answers").prepare();
    assert_eq!(refused, Err(TeamError::Newer));
    // A newer one that says that this version may still use it.
    set(&mut admin, 99, 1);
    sync_with(&mut here, &mut server.pat(&name)).expect("it may");
    set(&mut admin, 0, 0);
    let refused = seat_refused(&mut server.pat(&name));
    assert!(matches!(refused, SyncError::Team(TeamError::Older)), "{refused}");
}

fn seat_refused(server: &mut syncmend::team::server::Server) -> SyncError {
    sync_with(&mut seat(None), server).expect_err("it is refused")
}

pub fn keep_to_roles(server: &TestServer) {
    let name = server.team_store();
    let refused = seat_refused(&mut server.connect("guest", &name).expect("it answers"));
    assert!(matches!(refused, SyncError::Team(TeamError::NoRight(_))), "{refused}");
    assert!(matches!(
        syncmend::team::server::Server::connect(&server.address("pat", &name), Some("wrong")),
        Err(TeamError::Login(_))
    ));
    assert!(matches!(
        syncmend::team::server::Server::connect(&server.address("pat", &name), None),
        Err(TeamError::NoPassword)
    ));

    let (mut here, mut there) = (seat(None), seat(None));
    let id = here.open_ticket("HD-1", vec![note("one")]).expect("it is stored").ticket.id;
    sync_with(&mut here, &mut server.pat(&name)).expect("a technician may");
    sync_with(&mut there, &mut server.pat(&name)).expect("a technician may");
    here.store().delete(id).expect("it is deleted here");
    here.open_ticket("HD-2", vec![]).expect("it is stored");
    let synced = sync_with(&mut here, &mut server.pat(&name)).expect("the rest is sent");
    assert!(matches!(synced.not_removed, Some(TeamError::NoRight(_))), "{synced:?}");
    sync_with(&mut there, &mut server.pat(&name)).expect("it is pulled");
    assert_eq!(tickets(&mut there).len(), 2);
    // Nothing but through the calls: no change of what is there, no place of one's own choice.
    let pat = format!("postgres://pat@127.0.0.1:{}/{name}?sslmode=disable", server.port);
    let mut config: postgres::Config = pat.parse().expect("an address");
    let mut pat =
        config.password(crate::server::PASSWORD).connect(postgres::NoTls).expect("answers");
    for sql in [
        "UPDATE syncmend.event SET body = '{}'",
        "DELETE FROM syncmend.event",
        "INSERT INTO syncmend.event (id, seq, kind, about, seat, body)
         SELECT gen_random_uuid(), 1000000, kind, about, seat, body FROM syncmend.event",
        "INSERT INTO syncmend.tombstone (id, kind, seat)
         SELECT about, kind, seat FROM syncmend.event",
        "DROP TABLE syncmend.event",
        "UPDATE syncmend.schema_version SET version = 0",
        "CREATE TABLE syncmend.mine (id int)",
        "SELECT setval('syncmend.place', 1)",
    ] {
        assert!(pat.batch_execute(sql).is_err(), "{sql}");
    }
    let mut chief = server.connect("chief", &name).expect("it answers");
    sync_with(&mut here, &mut chief).expect("this role may");
    sync_with(&mut there, &mut server.pat(&name)).expect("it is pulled");
    let references: Vec<String> = tickets(&mut there).into_iter().map(|it| it.1).collect();
    assert_eq!(references, ["HD-2"]);
    let left = server.admin(&name).query("SELECT FROM syncmend.event WHERE about = $1", &[&id.0]);
    assert!(left.expect("it is read").is_empty());
    let tombstone = Tombstone { kind: Kind::Ticket, id: Uuid::now_v7() };
    let again = chief.bury(SeatId(Uuid::nil()), &[tombstone, tombstone]);
    assert!(again.is_ok(), "twice is once");
}

pub fn read_only_full_and_unknown(server: &TestServer) {
    let name = server.team_store();
    let mut admin = server.admin(&name);
    let mut here = seat(None);
    here.open_ticket("HD-1", vec![note("one")]).expect("it is stored");
    let set = |on: &str| {
        server
            .admin("postgres")
            .batch_execute(&format!(
                "ALTER DATABASE {name} SET default_transaction_read_only = {on}"
            ))
            .expect("it is set");
    };
    set("on");
    let refused = sync_with(&mut here, &mut server.pat(&name)).expect_err("it is read-only");
    assert!(matches!(refused, SyncError::Team(TeamError::ReadOnly)), "{refused}");
    set("off");
    // What a full disk answers; and what nobody has thought of.
    for (code, expected) in [("53100", Some(TeamError::Full)), ("XX000", None)] {
        admin
            .batch_execute(&format!(
                "CREATE FUNCTION public.fails() RETURNS trigger LANGUAGE plpgsql AS
                 $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = '{code}'; END $$;
                 CREATE TRIGGER fails BEFORE INSERT ON syncmend.event
                 FOR EACH ROW EXECUTE FUNCTION public.fails()"
            ))
            .expect("it is made");
        let refused = sync_with(&mut here, &mut server.pat(&name)).expect_err("it fails");
        let SyncError::Team(refused) = refused else { panic!("{refused}") };
        assert!(expected.is_none_or(|expected| refused == expected), "{refused}");
        assert_eq!(here.store().to_send().expect("it is counted"), 2);
        admin.batch_execute("DROP FUNCTION public.fails CASCADE").expect("it goes");
    }
    let synced = sync_with(&mut here, &mut server.pat(&name)).expect("nothing is in the way");
    assert_eq!(synced.sent, 2);

    // Another program's row, and a body above all bounds.
    let large = "x".repeat(10 * 1024 * 1024);
    let insert = "INSERT INTO syncmend.event (id, kind, about, seat, body)
        VALUES (gen_random_uuid(), 'ticket', gen_random_uuid(), gen_random_uuid(), $1::text::json)";
    assert!(admin.execute(insert, &[&format!("\"{large}\"")]).is_err(), "10 MB");
    admin.execute(insert, &[&"{\"invoice\": 1}"]).expect("anybody may");
    let mut there = seat(None);
    let synced = sync_with(&mut there, &mut server.pat(&name)).expect("it is in nobody's way");
    assert_eq!(synced.refused, 1);
    assert_eq!(tickets(&mut there), tickets(&mut here));
}
