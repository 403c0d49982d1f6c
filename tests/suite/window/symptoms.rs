//! The list of all symptoms: areas fold, and the filter finds by any word that people use.

use eframe::egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use syncmend::app::App;
use syncmend::kb::Symptom;

use crate::support::{example, kb, leave, open_ticket, press, service, type_text, window, write};

fn at_diagnose() -> Harness<'static, App> {
    let mut service = service();
    example("HD-1").at(&mut service);
    window(service).0
}

/// Folds or unfolds what may stand below what is in view.
fn toggle(harness: &mut Harness<'_, App>, heading: &str) {
    harness.get_by_label(heading).focus();
    harness.run();
    press(harness, &[Key::Space]);
}

/// The symptoms of an area that the list shows by its heading.
fn in_view<'a>(harness: &'a Harness<'_, App>, area: &str) -> Vec<&'a Symptom> {
    let groups = open_ticket(harness).symptom_groups().into_iter();
    groups.filter(|group| group.title == area).flat_map(|group| group.symptoms).collect()
}

#[test]
fn all_symptoms_open_as_areas_and_each_area_folds() {
    let mut harness = at_diagnose();
    let all = kb().symptoms().len();
    toggle(&mut harness, &format!("All {all} symptoms"));
    let areas = kb().model().areas.clone();
    for area in &areas {
        assert_eq!(in_view(&harness, &area.title), Vec::<&Symptom>::new(), "{}", area.title);
    }
    let groups = open_ticket(&harness).symptom_groups();
    let count = groups.iter().find(|it| it.title == "Groups").and_then(|it| it.count);
    let heading = format!("Groups {}", count.expect("it says how many it has"));
    toggle(&mut harness, &heading);
    assert_eq!(Some(in_view(&harness, "Groups").len()), count);
    assert!(in_view(&harness, "Groups").iter().all(|symptom| symptom.area == "Groups"));
    toggle(&mut harness, &heading);
    assert!(in_view(&harness, "Groups").is_empty());
}

#[test]
fn page_down_goes_from_area_to_area_and_unfolds_them() {
    let mut harness = at_diagnose();
    let mut areas = Vec::new();
    for _ in 0..14 {
        press(&mut harness, &[Key::PageDown]);
        let picked = open_ticket(&harness).picked.clone().expect("a symptom is picked");
        areas.push(kb().symptom(&picked).expect("it is known").area.clone());
    }
    // First what is likely to matter, then one area after the other.
    areas.dedup();
    let place = |area: &String| kb().model().areas.iter().position(|it| it.title == *area);
    let last = &areas[areas.len() - 3..];
    assert!(last.is_sorted_by(|one, next| place(one) < place(next)), "{areas:?}");
}

#[test]
fn the_filter_finds_by_any_word_that_people_use() {
    let mut harness = at_diagnose();
    for word in [
        "login",
        "2FA",
        "mfa",
        "otp",
        "two factor",
        "two-factor",
        "licence",
        "seat",
        "SAML",
        "idp",
        "wi-fi",
        "wifi",
        "laptop",
        "Outlook",
        "IMAP",
        "mailing list",
        "surname",
        "leaver",
        "onboard",
        "pwd",
        "token",
        "scope",
        "bounce",
        "403",
        "groups",
        "android",
    ] {
        press(&mut harness, &[Key::Slash]);
        write(&mut harness, "Filter symptoms", word);
        let found: usize =
            open_ticket(&harness).symptom_groups().iter().map(|it| it.symptoms.len()).sum();
        assert!((1..=60).contains(&found), "{word} finds {found}");
        leave(&mut harness);
    }
    write(&mut harness, "Filter symptoms", "zebra crossing");
    assert!(harness.query_by_label_contains("No symptom contains these words").is_some());
}

#[test]
fn the_cursor_stays_in_the_filter_while_it_is_typed() {
    let mut harness = at_diagnose();
    press(&mut harness, &[Key::Slash]);
    for letter in ["m", "f", "a"] {
        type_text(&mut harness, letter);
        assert!(harness.ctx.text_edit_focused(), "the cursor is gone after {letter}");
    }
    assert_eq!(open_ticket(&harness).symptom_filter, "mfa");
    assert!(open_ticket(&harness).ticket().answers.is_empty());
}

#[test]
fn what_says_the_words_itself_stands_above_what_customers_say_with_them() {
    let mut harness = at_diagnose();
    write(&mut harness, "Filter symptoms", "suspended");
    let groups = open_ticket(&harness).symptom_groups();
    let titles: Vec<&str> = groups.iter().map(|group| group.title.as_str()).collect();
    assert_eq!(titles.len(), 2, "{titles:?}");
    assert!(titles[1].ends_with("more in other words"), "{titles:?}");
    for symptom in &groups[0].symptoms {
        let own = format!("{} {} {:?}", symptom.statement, symptom.question, symptom.statement_no);
        assert!(own.to_lowercase().contains("suspended"), "{own}");
    }
}
