//! Which page a link opens, and that nothing but the two vendors' pages ever leaves the program.

use std::collections::BTreeSet;

use syncmend::kb::address::{Address, Destination, Places, Refusal, Region, destination};
use syncmend::kb::{Link, LinkId};
use url::Url;

use crate::support::kb;

const USER: &str = "o'hara+new@example.com";
const ADMIN: &str = "admin+it@example.com";

fn places(user: Option<&str>, google_admin: Option<&str>, region: Region) -> Places {
    Places { user: user.map(str::to_owned), google_admin: google_admin.map(str::to_owned), region }
}

fn opened(link: &str, places: &Places) -> Destination {
    let kb = kb();
    let link = kb.link(&LinkId::from(link)).expect("the link is there");
    destination(&kb, link, places, None).expect("it may be opened")
}

fn url(destination: &Destination) -> Url {
    Url::parse(destination.address.as_str()).expect("an address")
}

fn parameter(url: &Url, name: &str) -> Option<String> {
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

#[test]
fn every_link_opens_with_and_without_user_admin_and_region() {
    let kb = kb();
    for link in &kb.model().links {
        for region in Region::ALL {
            for user in [None, Some(USER), Some("  ")] {
                let bare = places(user, None, region);
                let plain = destination(&kb, link, &bare, None)
                    .unwrap_or_else(|refusal| panic!("{} with {bare:?}: {refusal}", link.id));
                check_filled(link, &plain, user);
                let chosen = places(user, Some(ADMIN), region);
                let wrapped = destination(&kb, link, &chosen, None).expect("it may be opened");
                check_account(link, &plain, &wrapped);
                assert_eq!(plain.is_exact, wrapped.is_exact, "{}", link.id);
            }
        }
    }
}

fn check_filled(link: &Link, plain: &Destination, user: Option<&str>) {
    let address = plain.address.as_str();
    assert!(!address.contains(['{', '}']), "{}: {address}", link.id);
    let template = link.address.as_deref().unwrap_or_default();
    if template.contains("{user}") {
        let named = address.contains("o%27hara%2Bnew%40example.com");
        assert_eq!(named, user == Some(USER), "{}: {address}", link.id);
    }
    assert_eq!(plain.is_exact, link.address.is_some(), "{}", link.id);
}

/// Pages of Google's console go through the account chooser, all others stay as they are.
fn check_account(link: &Link, plain: &Destination, wrapped: &Destination) {
    let (before, after) = (url(plain), url(wrapped));
    if before.host_str() == Some("admin.google.com") {
        assert_eq!(after.host_str(), Some("accounts.google.com"), "{}", link.id);
        assert_eq!(after.path(), "/AccountChooser", "{}", link.id);
        assert_eq!(parameter(&after, "Email").as_deref(), Some(ADMIN), "{}", link.id);
        assert_eq!(parameter(&after, "continue").as_deref(), Some(before.as_str()), "{}", link.id);
        // Nothing of the page's own address may be read as a part of the chooser's.
        assert_eq!(after.query_pairs().count(), 2, "{after}");
        assert_eq!(after.fragment(), None, "{after}");
    } else {
        assert_eq!(before, after, "{}", link.id);
    }
}

#[test]
fn a_region_chooses_the_console() {
    let kb = kb();
    for (region, host) in [
        (Region::Us, "console.jumpcloud.com"),
        (Region::Eu, "console.eu.jumpcloud.com"),
        (Region::India, "console.in.jumpcloud.com"),
    ] {
        let here = places(None, None, region);
        let mut seen = 0;
        for link in kb.model().links.iter().filter(|link| link.id.as_str().starts_with("j-")) {
            let target = url(&destination(&kb, link, &here, None).expect("it may be opened"));
            if link.id.as_str() != "j-status" {
                assert_eq!(target.host_str(), Some(host), "{}", link.id);
                seen += 1;
            }
        }
        assert!(seen >= 10, "only {seen} links lead to the console");
    }
}

#[test]
fn a_link_about_a_user_opens_the_list_without_one() {
    let none = places(None, None, Region::Us);
    assert_eq!(opened("g-user-search", &none), opened("g-users", &none));
    let someone = places(Some(USER), None, Region::Us);
    let found = url(&opened("g-user-search", &someone));
    assert_eq!(parameter(&found, "query").as_deref(), Some(USER));
}

#[test]
fn a_link_without_an_address_opens_the_front_page_and_says_so() {
    let destination = opened("j-clouddir", &places(None, None, Region::Eu));
    assert_eq!(destination.address.as_str(), "https://console.eu.jumpcloud.com/");
    assert!(!destination.is_exact);
}

#[test]
fn an_address_stored_by_the_technician_is_checked_like_any_other() {
    let kb = kb();
    let link = kb.link(&LinkId::from("j-clouddir")).expect("the link is there");
    let open = |stored| destination(&kb, link, &Places::default(), Some(stored));
    let own = "https://console.jumpcloud.com/#/directories/g_suite/5f1/details";
    let there = open(own).expect("it may be opened");
    assert_eq!((there.address.as_str(), there.is_exact), (own, true));
    assert_eq!(open("https://evil.example/"), Err(Refusal::OtherHost("evil.example".to_owned())));
}

#[test]
fn what_stands_in_a_ticket_never_changes_where_a_link_leads() {
    let kb = kb();
    for hostile in [
        "@evil.example/",
        "../../../url?q=https://evil.example",
        "x&continue=https://evil.example",
        "x#https://evil.example",
        "\\\\evil.example",
        "a\r\nHost: evil.example",
        "{jumpcloud}",
        "<script>alert(1)</script>",
        "\u{202e}moc.elpmaxe",
        "x\0y",
        "%2f%2fevil.example",
    ] {
        let calm = places(Some(USER), Some(ADMIN), Region::Us);
        let wild = places(Some(hostile), Some(hostile), Region::Us);
        for link in &kb.model().links {
            let expected = url(&destination(&kb, link, &calm, None).expect("it may be opened"));
            let found = url(&destination(&kb, link, &wild, None).expect("it may be opened"));
            assert_eq!(found.origin(), expected.origin(), "{hostile:?} in {}", link.id);
            let names = |url: &Url| -> Vec<String> {
                url.query_pairs().map(|(name, _)| name.into_owned()).collect()
            };
            assert_eq!(names(&found), names(&expected), "{hostile:?} in {}", link.id);
            assert_eq!(found.fragment(), expected.fragment(), "{hostile:?} in {}", link.id);
        }
    }
}

/// Addresses that look like one of a vendor's host and are not, or are more than that.
fn hostile(host: &str) -> Vec<String> {
    let evil = "evil.example";
    let plain = format!("https://{host}/");
    let mut texts: Vec<String> = [
        "http",
        "ftp",
        "ws",
        "file",
        "javascript",
        "data",
        "vbscript",
        "ms-settings",
        "view-source:https",
    ]
    .iter()
    .map(|scheme| format!("{scheme}://{host}/"))
    .collect();
    texts.extend([
        format!("javascript:alert('{plain}')"),
        format!("data:text/html,<a href={plain}>"),
        format!("https://{host}.{evil}/"),
        format!("https://{host}{evil}/"),
        format!("https://{evil}/{host}"),
        format!("https://{evil}/?continue={plain}"),
        format!("https://{evil}#{plain}"),
        format!("https://{evil}:{host}@{evil}/"),
        format!("https://{host}@{evil}/"),
        format!("https://{host}:443@{evil}/"),
        format!("https://{host}%2f@{evil}/"),
        format!("https://{host}\\@{evil}/"),
        format!("https:\\\\{host}\\"),
        format!("https://{evil}\\.{host}/"),
        format!("https://user@{host}/"),
        format!("https://user:secret@{host}/"),
        format!("https://@{host}/"),
        format!("https:user@{host}/"),
        format!("https:/user@{host}/"),
        format!("https:///user@{host}/"),
        format!("https:////user:secret@{host}/"),
        format!("https:{host}/"),
        format!("https:/{host}/"),
        format!("https:///{host}/"),
        format!("https://{host}:443/"),
        format!("https://{host}:8443/"),
        format!("https://{host}:/"),
        format!("https://{host}./"),
        format!("https://sub.{host}/"),
        format!("https://{host}%00.{evil}/"),
        format!("https://{host}%0d%0a/"),
        format!("https://{host}\u{3002}{evil}/"),
        format!(" {plain}"),
        format!("{plain} "),
        format!("{plain}\n"),
        format!("{plain}\0"),
        format!("{plain}\t--new-window"),
        format!("{plain}\"&calc.exe"),
        format!("{plain}`id`"),
        format!("{plain}<script>"),
        format!("\u{feff}{plain}"),
        format!("--url={plain}"),
        format!("//{host}/"),
        host.to_owned(),
        host.replace('o', "\u{43e}"),
        format!("https://{}/", host.replace('o', "\u{43e}")),
        format!(
            "https://{}/",
            host.replacen("jumpcloud", "jumpcl0ud", 1).replacen("google", "g00gle", 1)
        ),
    ]);
    texts
}

#[test]
fn hostile_addresses_are_refused() {
    let hosts = [
        "accounts.google.com",
        "admin.google.com",
        "console.eu.jumpcloud.com",
        "console.jumpcloud.com",
        "developers.google.com",
        "docs.jumpcloud.com",
        "jumpcloud.com",
        "knowledge.workspace.google.com",
        "myaccount.google.com",
        "status.jumpcloud.com",
        "support.google.com",
        "toolbox.googleapps.com",
    ];
    let mut texts: BTreeSet<String> = hosts.into_iter().flat_map(hostile).collect();
    texts.extend(
        [
            "",
            "https://",
            "https://?",
            "https:",
            "about:blank",
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://localhost/",
            "https://google.com/",
            "https://www.google.com/",
            "https://www.google.com/url?q=https://evil.example",
            "https://www.google.com/appsstatus/../url?q=https://evil.example",
            "https://www.google.com/appsstatus/%2e%2e/url?q=https://evil.example",
            "https://www.google.com/appsstatusx",
            "https://storage.googleapis.com/x",
            "https://sites.google.com/x",
            "https://drive.google.com/x",
            "https://script.google.com/x",
            "https://evil.jumpcloud.com/",
            "https://googleusercontent.com/",
            "C:\\Windows\\System32\\calc.exe",
            "/etc/passwd",
            "mailto:a@b.c",
        ]
        .map(str::to_owned),
    );
    let let_through: Vec<&String> =
        texts.iter().filter(|text| Address::check(text).is_ok()).collect();
    assert!(let_through.is_empty(), "let through: {let_through:#?}");
    assert!(texts.len() >= 500, "only {} addresses were tried", texts.len());
}

#[test]
fn a_host_in_letters_of_another_script_is_refused_by_the_name_it_has_on_the_wire() {
    let refused =
        Address::check("https://\u{430}dmin.google.com/").expect_err("it is another host");
    let told = refused.to_string();
    assert!(told.is_ascii() && told.contains("xn--"), "{told}");
}
