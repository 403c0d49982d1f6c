//! Editions and seats in exported files, and how they get into a customer's profile.

use egui_kittest::kittest::Queryable;
use syncmend::evidence::{Format, Inquiry, LicenseCount};
use syncmend::privacy::CustomerText;
use syncmend::ticket::customer::{Fact, ProfileChange, Seats};

use crate::cli::command_line::Program;
use crate::evidence::formats::{anybody, fixture, inspected, shown};
use crate::support::{click, drop_files, example, notices, press, service, ticket, window};
use eframe::egui::Key;

fn counted(content: &str, inquiry: &Inquiry) -> Option<(String, u32, Option<u32>)> {
    let licenses = shown(content.as_bytes(), inquiry).licenses?;
    let LicenseCount { edition, in_use, bought, .. } = licenses;
    Some((edition, in_use, bought))
}

#[test]
fn a_list_of_licenses_and_a_list_of_users_tell_edition_and_seats() {
    let list = inspected(&["gam-print-licenses.csv"], &anybody());
    assert_eq!(list.files[0].format, Some(Format::LicenseAssignments));
    assert_eq!(list.files[0].rows, 5);
    let licenses = list.licenses.expect("it lists licenses");
    assert_eq!((licenses.edition.as_str(), licenses.in_use), ("Business Standard", 3));
    assert_eq!(licenses.file.for_insiders(), "gam-print-licenses.csv");
    let inquiry = Inquiry { seats: Some(4), ..Inquiry::default() };
    let users = inspected(&["google-users-new.csv"], &inquiry).licenses.expect("it has licenses");
    assert_eq!(users.edition, "Business Standard");
    assert_eq!(users.bought, Some(4), "what was said beside it");
    // Lists of licenses have them all; where both are read, they count.
    let both = inspected(&["google-users-new.csv", "gam-print-licenses.csv"], &anybody());
    assert_eq!(both.licenses.expect("both tell").in_use, 3);
}

#[test]
fn editions_are_told_from_each_other_and_from_other_products() {
    let list = |licenses: &[&str]| {
        let rows = licenses.iter().enumerate().map(|(at, licenses)| {
            format!("user{at}@example.com,\"{licenses}\",Lee,Kim,Active,/\n")
        });
        let head = "Email Address [Required],Licenses [READ ONLY],Last Name [Required],First Name [Required],Status [READ ONLY],Org Unit Path [Required]\n";
        counted(&format!("{head}{}", rows.collect::<String>()), &anybody())
    };
    let one = |licenses: &str| list(&[licenses]).map(|(edition, ..)| edition);
    for (licenses, edition) in [
        ("Google Workspace Business Plus", Some("Business Plus")),
        ("Google Voice Starter, Google Workspace Enterprise Standard", Some("Enterprise Standard")),
        ("Google Workspace for Education Fundamentals", Some("Education Fundamentals")),
        ("Google Workspace Enterprise Essentials Plus", Some("Enterprise Essentials Plus")),
        ("Frontline Starter", Some("Frontline Starter")),
        ("Gemini Enterprise Plus", None),
        ("Chrome Enterprise Upgrade", None),
        ("Cloud Identity Free", None),
        ("", None),
    ] {
        assert_eq!(one(licenses).as_deref(), edition, "{licenses}");
    }
    let mixed = list(&["Business Starter", "Business Plus", "Business Plus", "Voice Starter"]);
    assert_eq!(mixed, Some(("Business Plus".to_owned(), 2, None)), "the one that most have");
}

#[test]
fn a_list_that_ends_early_or_names_a_user_twice_counts_nobody_too_many() {
    let head = "userId,productId,skuId\n";
    let row = "pat@example.com,Google-Apps,1010020027\n";
    let damaged = format!("{head}{row}robin@example.com,Google-Apps,\"1010020027");
    assert_eq!(counted(&damaged, &anybody()), None, "some may be missing");
    let users = "Email Address [Required],Licenses [READ ONLY],Last Name [Required],First Name [Required],Status [READ ONLY],Org Unit Path [Required]\n";
    let user = "pat@example.com,Business Starter,Lee,Pat,Active,/\n";
    let twice = counted(&format!("{users}{user}{user}"), &anybody());
    assert_eq!(twice, Some(("Business Starter".to_owned(), 1, None)));
}

#[test]
fn what_files_tell_is_offered_to_the_profile_and_never_stored_unasked() {
    let mut service = service();
    let first = example("HD-1").customer("Larkfield School").user("pat@larkfield.example.com");
    let id = first.at(&mut service).ticket.id;
    let linked = service.remember_customer(id).expect("it is remembered");
    let customer = linked.ticket.customer_id.expect("it is linked");
    let bought = Seats { bought: Some(4), ..Seats::default() };
    let told = vec![ProfileChange::Told { fact: Fact::Seats(bought) }];
    service.tell_of_customer(customer, told).expect("it is stored");
    let (mut harness, _) = window(service);
    let profile = |harness: &egui_kittest::Harness<'_, syncmend::app::App>| {
        let open = crate::support::open_ticket(harness);
        open.customer.profile.clone().expect("a known customer")
    };
    drop_files(&mut harness, &[&fixture("gam-print-licenses.csv")]);
    assert_eq!(ticket(&harness).inspections.len(), 1, "{}", notices(&harness));
    assert_eq!(profile(&harness).seats.in_use, None, "nobody agreed");
    assert!(profile(&harness).edition.is_blank());
    // The seats bought are known of the profile; nobody types them again.
    harness.get_by_label("Business Standard, 3 of 4 seats in use");
    press(&mut harness, &[Key::Escape, Key::T]);
    click(&mut harness, "Keep in the profile of Larkfield School");
    let kept = profile(&harness);
    assert_eq!(kept.edition, CustomerText::from("Business Standard"));
    assert_eq!((kept.seats.bought, kept.seats.in_use), (Some(4), Some(3)));
    let file = kept.seats.file.expect("the file is named");
    assert_eq!(file.for_insiders(), "gam-print-licenses.csv");
    assert!(harness.query_by_label_contains("Keep in the profile").is_none(), "it is known now");
}

#[test]
fn the_command_line_prints_the_licenses() {
    let program = Program::new();
    let file = fixture("gam-print-licenses.csv");
    let said = program.prints(&["inspect", file.to_str().expect("a plain path")]);
    assert!(said.contains("Business Standard, 3 seats in use"), "{said}");
}
