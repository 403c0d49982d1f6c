//! Addresses that mean no good: refused, or harmless.

use syncmend::text::visible;
use syncmend::ticket::store::Query;
use syncmend::ticket::{Detail, EventKind};
use syncmend::ticket_system::{
    Arrival, ArrivalError, MOST_ADDRESS, MOST_NAME, MOST_REFERENCE, MOST_TEXT,
};

use crate::support::{now, pick, service};

/// How many addresses are made.
const HOSTILE: usize = 500;

/// What stands before the query.
const STARTS: [&str; 24] = [
    "syncmend://ticket",
    "SYNCMEND://TICKET/",
    "syncmend://ticket/open",
    "syncmend://ticket/../preferences",
    "syncmend://ticket//",
    "syncmend:///ticket",
    "syncmend:ticket",
    "syncmend://pat@ticket",
    "syncmend://@ticket",
    "syncmend://:@ticket",
    "syncmend://ticket:",
    "syncmend://ticket:443",
    "syncmend://ticket.example.com",
    "syncmend://%74icket",
    "syncmend://backup",
    "syncmend://restore",
    "syncmend://run",
    "syncmend-x://ticket",
    "https://ticket",
    "file:///ticket",
    "javascript://ticket",
    " syncmend://ticket",
    "syncmend://ticket\u{0}",
    "",
];

/// What a query is put together from.
const FIELDS: [&str; 16] = [
    "reference=HD-1",
    "reference=",
    "reference=%20",
    "reference=%00",
    "reference=HD-1%0AHD-2",
    "reference=%2d%2ddata-dir%3d%2Ftmp",
    "customer=Example",
    "customer=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "user=pat%40example.com",
    "user=nobody",
    "text=Import%20fails",
    "fix=api-access-disabled",
    "data-dir=%2Ftmp",
    "kb=%5C%5Cevil.example%5Cshare",
    "Reference=HD-2",
    "reference%20=HD-2",
];

/// What is put anywhere into an address.
const PARTS: [&str; 22] = [
    "%",
    "%zz",
    "%0",
    "%ff%fe",
    "%e2%80%ae",
    "%00",
    "%1b%5B31m",
    "%u202e",
    "\"",
    "'",
    "\" --kb=x \"",
    "&",
    "&&",
    "=",
    "#fragment",
    "\n",
    "\u{202e}",
    "ü",
    "`id`",
    "$(id)",
    "|calc",
    "\\\\evil.example\\x",
];

/// One address that means no good.
fn hostile(chance: &mut fastrand::Rng) -> String {
    // Most begin as they should, for what follows to be read at all.
    let start = if chance.u8(..4) > 0 { STARTS[0] } else { pick(chance, &STARTS) };
    let reference = (chance.u8(..4) > 0).then(|| FIELDS[0].to_owned());
    let others: Vec<String> = (0..chance.usize(0..4))
        .map(|_| {
            let field = (*pick(chance, &FIELDS)).to_owned();
            let long = if chance.u8(..8) == 0 { chance.usize(..20_000) } else { 0 };
            field + &"a".repeat(long)
        })
        .collect();
    let fields: Vec<String> = reference.into_iter().chain(others).collect();
    let mut address = format!("{start}?{}", fields.join("&"));
    for _ in 0..chance.usize(0..3) {
        let places: Vec<usize> = address.char_indices().map(|(at, _)| at).collect();
        let at = places.get(chance.usize(..=places.len())).copied().unwrap_or(address.len());
        let part = *pick(chance, &PARTS);
        address.insert_str(at, part);
    }
    address
}

fn is_harmless(field: &str, value: &str) -> bool {
    let most = match field {
        "Reference" => MOST_REFERENCE,
        "Customer" | "User" => MOST_NAME,
        _ => MOST_TEXT,
    };
    let is_line = field == "What the customer says" || !value.contains(['\n', '\t']);
    value.chars().count() <= most && visible(value) == value && is_line
}

#[test]
fn hostile_addresses_are_refused_or_only_fill_fields() {
    let mut chance = fastrand::Rng::with_seed(17);
    let mut accepted = Vec::new();
    for _ in 0..HOSTILE {
        let address = hostile(&mut chance);
        let Ok(arrival) = Arrival::from_address(&address) else { continue };
        assert!(address.len() <= MOST_ADDRESS, "{address}");
        assert!(address.to_ascii_lowercase().starts_with("syncmend://ticket"), "{address}");
        assert!(!address.contains([' ', '"', '\\', '\n', '#']), "{address}");
        for (field, value) in arrival.fields() {
            assert!(is_harmless(field, value), "{address}: {field}: {value:?}");
        }
        let only_fills = arrival.events().iter().all(|event| {
            matches!(
                event,
                EventKind::Detailed { detail: Detail::Customer(_) | Detail::User(_) }
                    | EventKind::Reported { .. }
            )
        });
        assert!(only_fills, "{address}: {:?}", arrival.events());
        accepted.push(arrival);
    }
    let share = accepted.len() * 100 / HOSTILE;
    assert!((1..30).contains(&share), "{share} % pass: the addresses are too tame, or never read");
    // Whatever is left for the window begins nothing by itself, and is never more than a few.
    let mut service = service();
    let left = accepted.iter().filter(|arrival| service.leave(arrival).is_ok()).count();
    assert!(left <= 20, "{left} wait");
    let listed = service.store().list(&Query::default(), now()).expect("the store is read");
    assert!(listed.rows.is_empty());
}

#[test]
fn each_thing_that_is_wrong_is_named() {
    let read = |address: &str| Arrival::from_address(address).expect_err("it is refused");
    let query = |query: &str| read(&format!("syncmend://ticket?{query}"));
    assert_eq!(query(""), ArrivalError::NoReference);
    assert_eq!(query("customer=Example"), ArrivalError::NoReference);
    assert_eq!(query("reference=1&reference=2"), ArrivalError::Twice("reference"));
    assert_eq!(query("reference=1&id=2"), ArrivalError::OtherField("id".to_owned()));
    assert_eq!(query("reference=1&user=pat"), ArrivalError::NoEmail);
    assert_eq!(query("reference=1 2"), ArrivalError::NotEncoded);
    assert_eq!(query("reference=1%"), ArrivalError::NotEncoded);
    assert_eq!(query("reference=1%0A2"), ArrivalError::Hidden("reference"));
    assert_eq!(query("reference=1&text=%E2%80%AE"), ArrivalError::Hidden("text"));
    assert_eq!(query("reference=1&text=%FF"), ArrivalError::Hidden("text"));
    assert_eq!(query("reference=1#x"), ArrivalError::OtherAddress);
    assert_eq!(read("syncmend://ticket/1?reference=1"), ArrivalError::OtherAddress);
    let long = ArrivalError::LongField { field: "text", most: MOST_TEXT };
    assert_eq!(query(&format!("reference=1&text={}", "a".repeat(MOST_TEXT + 1))), long);
    assert_eq!(query(&"a".repeat(MOST_ADDRESS)), ArrivalError::LongAddress);
}

#[test]
fn what_a_ticket_system_passes_on_is_read_as_it_was_written() {
    let address = "syncmend://ticket/?reference=%23HD-1&customer=M%C3%BCller+%26+Co\
                   &user=pat%2Bhelp%40example.com&text=Error%3A%0D%0A%22500%22%20%E5%B1%B1";
    let arrival = Arrival::from_address(address).expect("a sound address");
    let fields: Vec<_> = arrival.fields().collect();
    assert_eq!(
        fields,
        [
            ("Reference", "#HD-1"),
            ("Customer", "Müller & Co"),
            ("User", "pat+help@example.com"),
            ("What the customer says", "Error:\n\"500\" 山"),
        ]
    );
}
