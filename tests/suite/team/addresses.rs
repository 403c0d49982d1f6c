//! Where a team store may be, and how the connection is protected.

use syncmend::team::address::{Protection, TeamAddress};

#[test]
fn an_address_is_read_and_shown_without_its_password() {
    let address = TeamAddress::parse("postgres://pat%40desk:s%2Fcret@db.example.com:6432/team%20one?sslmode=verify-ca&sslrootcert=/etc/ca.pem")
        .expect("it is one");
    assert_eq!(address.user, "pat@desk");
    assert_eq!(address.password.as_deref(), Some("s/cret"));
    assert_eq!((address.host.as_str(), address.port), ("db.example.com", 6432));
    assert_eq!((address.database.as_str(), address.protection), ("team one", Protection::VerifyCa));
    let shown = format!("{address} {address:?}");
    assert!(!shown.contains("cret"), "{shown}");
    let again = TeamAddress::parse(&address.to_string()).expect("it is one");
    assert_eq!(again, TeamAddress { password: None, ..address });
    for (text, here) in [
        ("postgresql://pat@[::1]/team?sslmode=disable", true),
        ("postgres://pat@127.0.0.1:5433/team?sslmode=disable", true),
        ("postgres://pat@localhost/team", true),
        ("postgres://pat@db.example.com/team?sslmode=require", false),
    ] {
        let address = TeamAddress::parse(text).expect(text);
        assert_eq!(address.is_here(), here, "{text}");
        assert_eq!(TeamAddress::parse(&address.to_string()), Ok(address));
    }
}

#[test]
fn what_is_no_address_or_leaves_others_reading_along_is_refused_with_a_sentence() {
    for (text, part) in [
        ("", "postgres://USER@HOST/DATABASE"),
        ("team.example.com", "postgres://USER@HOST/DATABASE"),
        ("mysql://pat@db.example.com/team", "postgres://USER@HOST/DATABASE"),
        ("https://db.example.com/team", "postgres://USER@HOST/DATABASE"),
        ("postgres://db.example.com/team", "no user"),
        ("postgres://pat@db.example.com", "no database"),
        ("postgres://pat@/team", "postgres://USER@HOST/DATABASE"),
        ("postgres://pat@%2Fvar%2Frun%2Fpostgresql/team", "no host"),
        ("postgres://pat@db.example.com/team?sslmode=prefer", "sslmode=prefer"),
        ("postgres://pat@db.example.com/team?sslmode=allow", "sslmode=allow"),
        ("postgres://pat@db.example.com/team?sslmode=disable", "this computer only"),
        ("postgres://pat@127.0.0.1.example.com/team?sslmode=disable", "this computer only"),
        ("postgres://pat@10.0.0.1/team?sslmode=disable", "this computer only"),
        ("postgres://pat@db.example.com/team?host=evil.example.com", "host"),
    ] {
        let error = TeamAddress::parse(text).expect_err(text).to_string();
        assert!(error.contains(part), "{text}: {error}");
    }
}
