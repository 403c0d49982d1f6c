//! Finding things: the search among tickets, and the palette.

use std::collections::BTreeSet;

use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use syncmend::app::App;
use syncmend::app::command::{Command, FixCommand};
use syncmend::app::settings::navigation::{Overlay, Screen};
use syncmend::app::view::palette_search::{PaletteEntry, find};
use syncmend::ticket::{Outcome, State as Stands};

use crate::support::{click, hold, press, state, ticket, type_text, write};
use crate::support::{example, service, service_in, window};

#[test]
fn the_list_finds_and_filters_tickets() {
    let mut service = service();
    for number in 0..300 {
        example(&format!("HD-{number}")).customer("Example School").at(&mut service);
    }
    example("HD-900").customer("Example Bakery").closed(Outcome::Solved).at(&mut service);
    let (mut harness, _) = window(service);
    assert_eq!(state(&harness).list.page.rows.len(), 200, "only as many as are looked at");
    write(&mut harness, "Search tickets", "bake");
    assert_eq!(state(&harness).list.page.rows.len(), 1);
    write(&mut harness, "Search tickets", "\"(*");
    write(&mut harness, "Search tickets", "exam");
    click(&mut harness, "Solved 1");
    let rows = &state(&harness).list.page.rows;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].state(state(&harness).session.now), Stands::Solved);
}

#[test]
fn enter_in_the_search_waits_for_what_was_typed_to_be_found() {
    let mut service = service();
    example("HD-1").customer("Example School").at(&mut service);
    example("HD-2").customer("Example Bakery").at(&mut service);
    let (mut harness, _) = window(service);
    harness.get_by_label("Search tickets").click();
    harness.run();
    // Both in one frame, before the store can have answered.
    harness.event(Event::Text("school".to_owned()));
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(ticket(&harness).reference.as_str(), "HD-1");
}

fn names(harness: &Harness<'_, App>, typed: &str) -> Vec<String> {
    find(state(harness), typed).into_iter().map(|found| found.name).collect()
}

#[test]
fn the_palette_finds_commands_causes_symptoms_pages_and_tickets_by_a_few_letters() {
    let mut service = service();
    example("HD-4821").customer("Acme Dental").at(&mut service);
    let (harness, _) = window(service);
    let first = |typed: &str| names(&harness, typed).remove(0);
    assert_eq!(first("wrp"), "Wrap up");
    assert_eq!(first("seats"), "Fix: Google has no free license seats");
    assert_eq!(first("one user aff"), "Only one user is affected");
    assert_eq!(first("acme"), "HD-4821 Acme Dental");
    assert_eq!(first("4821"), "HD-4821 Acme Dental");
    let pages = find(state(&harness), "api controls");
    let is_page =
        |found: &PaletteEntry| matches!(found.command, Command::Fix(FixCommand::OpenPage(_)));
    assert!(pages[..3].iter().any(is_page), "{pages:?}");
    assert_eq!(names(&harness, "qqzzxx"), ["Search tickets for \u{201c}qqzzxx\u{201d}"]);
}

#[test]
fn the_palette_leaves_out_what_cannot_be_done() {
    let (harness, _) = window(service());
    let all = names(&harness, "");
    assert!(all.contains(&"Answer yes".to_owned()) && !all.contains(&"Skip".to_owned()), "{all:?}");
    let distinct: BTreeSet<&String> = all.iter().collect();
    assert_eq!(distinct.len(), all.len(), "each command stands there once");
}

#[test]
fn what_was_chosen_last_comes_first_also_after_a_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    {
        let (mut harness, _) = window(service_in(folder.path()));
        for typed in ["wrap", "hist"] {
            hold(&mut harness, Modifiers::COMMAND, Key::K);
            type_text(&mut harness, typed);
            press(&mut harness, &[Key::Enter]);
        }
        assert_eq!(state(&harness).screen, Screen::WrapUp);
        assert_eq!(state(&harness).overlay, Some(Overlay::History));
    }
    let (harness, _) = window(service_in(folder.path()));
    assert_eq!(names(&harness, "")[..2], ["History", "Wrap up"]);
}

#[test]
fn a_symptom_found_in_the_palette_is_picked_to_be_answered() {
    let (mut harness, _) = window(service());
    press(&mut harness, &[Key::Num3]);
    hold(&mut harness, Modifiers::COMMAND, Key::K);
    type_text(&mut harness, "one user aff");
    press(&mut harness, &[Key::Enter, Key::Y]);
    assert_eq!(ticket(&harness).answers.len(), 1);
    assert_eq!(state(&harness).screen, Screen::Diagnose);
}
