//! Lists: filters, growth as they are scrolled, and what the window offers to narrow them.

use eframe::egui::{
    Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, pos2, vec2,
};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use jiff::SignedDuration;
use syncmend::app::App;
use syncmend::kb::CauseId;
use syncmend::privacy::InternalText;
use syncmend::ticket::store::{ListOrder, PAGE, Query};
use syncmend::ticket::{Event as Happened, EventKind, Outcome, State as Stands, StepResult};
use syncmend::ticket_service::TicketService;

use crate::support::{
    end_step, event, example, later, now, open_ticket, service, service_in, state, window,
};

fn references(service: &mut TicketService, query: &Query) -> Vec<String> {
    let page = service.store().list(query, now()).expect("it is read");
    page.rows.into_iter().map(|row| row.reference).collect()
}

#[test]
fn filters_meet() {
    let mut service = service();
    let old = example("old").fix("import-timing").at(&mut self::service());
    let at = now().checked_sub(SignedDuration::from_hours(24 * 40)).expect("a time");
    let events: Vec<Happened> =
        old.events.into_iter().map(|event| Happened { at, ..event }).collect();
    service.store().append(old.ticket.id, &events).expect("it is taken");
    example("timing").reported("import late").fix("import-timing").at(&mut service);
    example("closed").fix("import-timing").closed(Outcome::Solved).at(&mut service);
    example("other").reported("import fails").fix("last-name-missing").at(&mut service);
    let timing = Query { cause: Some(CauseId::from("import-timing")), ..Query::default() };
    assert_eq!(references(&mut service, &timing), ["closed", "timing", "old"]);
    let open = Query { state: Some(Stands::Open), ..timing.clone() };
    assert_eq!(references(&mut service, &open), ["timing", "old"]);
    let since = now().checked_sub(SignedDuration::from_hours(24 * 30)).ok();
    assert_eq!(references(&mut service, &Query { since, ..open.clone() }), ["timing"]);
    let words = "late".to_owned();
    assert_eq!(references(&mut service, &Query { words, ..open.clone() }), ["timing"]);
    let causes = service.store().tallies(now()).expect("they are counted").causes;
    assert_eq!(
        causes,
        [(CauseId::from("import-timing"), 3), (CauseId::from("last-name-missing"), 1)]
    );
}

/// Tickets that every order lists otherwise, opened one after the other.
fn five_tickets(service: &mut TicketService) {
    let cedar = example("HD-1").customer("cedar").at(service);
    example("HD-2").customer("Birch").closed(Outcome::Solved).at(service);
    example("HD-3").at(service);
    let waits = example("HD-4").customer("Alder").at(service);
    example("HD-5").customer("birch").closed(Outcome::Abandoned).at(service);
    let wait = |until| vec![EventKind::WaitSet { until: Some(until), call_back: None }];
    service.record(waits.ticket.id, wait(later(4))).expect("it is stored");
    // Changed last.
    let text = InternalText::from("calls again");
    let noted =
        Happened { at: later(1), ..event("test", now(), EventKind::Noted { step: None, text }) };
    service.store().append(cedar.ticket.id, &[noted]).expect("it is stored");
}

#[test]
fn every_order_lists_the_same_tickets_its_own_way() {
    let mut service = service();
    five_tickets(&mut service);
    for (order, expected) in [
        (ListOrder::Newest, ["HD-5", "HD-4", "HD-3", "HD-2", "HD-1"]),
        (ListOrder::Oldest, ["HD-1", "HD-2", "HD-3", "HD-4", "HD-5"]),
        (ListOrder::Customer, ["HD-4", "HD-5", "HD-2", "HD-1", "HD-3"]),
        (ListOrder::State, ["HD-1", "HD-3", "HD-4", "HD-2", "HD-5"]),
        (ListOrder::Changed, ["HD-1", "HD-5", "HD-4", "HD-3", "HD-2"]),
    ] {
        let query = Query { order, ..Query::default() };
        assert_eq!(references(&mut service, &query), expected, "{order:?}");
        // A page is the beginning of the whole, and found tickets come in the same order.
        for most in 1..5 {
            let page = Query { most, ..query.clone() };
            assert_eq!(references(&mut service, &page), expected[..most], "{order:?} of {most}");
        }
        let found = Query { words: "HD".to_owned(), ..query };
        assert_eq!(references(&mut service, &found), expected, "{order:?} with words");
    }
}

#[test]
fn a_ticket_that_is_due_comes_first_in_every_order() {
    let mut service = service();
    five_tickets(&mut service);
    for order in ListOrder::ALL {
        let query = Query { order, ..Query::default() };
        let rows = service.store().list(&query, later(5)).expect("it is read").rows;
        assert_eq!(rows[0].reference, "HD-4", "{order:?}");
        assert_eq!(rows.len(), 5, "{order:?}");
    }
}

#[test]
fn the_order_is_chosen_in_the_list_or_by_name_and_outlives_the_window() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut service = service_in(folder.path());
    five_tickets(&mut service);
    let listed = |harness: &Harness<'_, App>| -> Vec<String> {
        state(harness).list.page.rows.iter().map(|row| row.reference.clone()).collect()
    };
    let (mut harness, _) = window(service);
    assert!(harness.query_by_label_contains("Sort").is_some());
    harness.get_by_label("Sort and filter tickets").click();
    harness.run();
    harness.get_by_label("Sort").click();
    harness.run();
    harness.get_by_label("By customer").click();
    harness.run();
    assert_eq!(listed(&harness), ["HD-4", "HD-5", "HD-2", "HD-1", "HD-3"]);
    drop(harness);
    let (mut harness, _) = window(service_in(folder.path()));
    assert_eq!(listed(&harness), ["HD-4", "HD-5", "HD-2", "HD-1", "HD-3"], "it is kept");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    harness.run();
    harness.event(Event::Text("oldest".to_owned()));
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(listed(&harness)[..2], ["HD-1", "HD-2"]);
}

#[test]
fn a_page_says_whether_there_is_more() {
    let mut service = service();
    for number in 0..7 {
        example(&format!("HD-{number}")).reported("nobody can import").at(&mut service);
    }
    for (words, newest) in [("", "HD-6"), ("import", "HD-6")] {
        for (most, has_more) in [(6, true), (7, false), (8, false)] {
            let query = Query { words: words.to_owned(), most, ..Query::default() };
            let page = service.store().list(&query, now()).expect("it is read");
            assert_eq!((page.rows.len(), page.has_more), (most.min(7), has_more));
            assert_eq!(page.rows[0].reference, newest);
        }
    }
}

#[test]
fn a_list_grows_where_it_is_scrolled_to_its_end() {
    let mut service = service();
    for number in 0..PAGE + 10 {
        example(&format!("HD-{number}")).at(&mut service);
    }
    let (mut harness, _) = window(service);
    assert_eq!(state(&harness).list.page.rows.len(), PAGE);
    harness.hover_at(pos2(100.0, 400.0));
    for _ in 0..2 {
        harness.event(Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, -30_000.0),
            phase: TouchPhase::Move,
            source: MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        });
        harness.run_steps(40);
    }
    assert_eq!(state(&harness).list.page.rows.len(), PAGE + 10);
    // The keys bring the ticket into view that they go to.
    harness.key_press_modifiers(Modifiers::COMMAND, Key::ArrowDown);
    harness.run_steps(40);
    let second = state(&harness).list.page.rows[1].reference.clone();
    assert!(harness.query_by_label_contains(&format!("{second}, ")).is_some());
}

#[test]
fn the_window_narrows_by_cause_and_time_and_enter_opens_the_first_hit() {
    let mut service = service();
    for number in 0..5 {
        let stored = example(&format!("HD-{number}")).fix("import-timing").at(&mut service);
        let stored = end_step(&mut service, &stored, StepResult::Done);
        let outcome = if number < 3 { Outcome::Solved } else { Outcome::Abandoned };
        let closed = vec![EventKind::Closed { outcome }];
        service.record(stored.ticket.id, closed).expect("it is written");
    }
    example("OTHER-1").reported("nothing in common").at(&mut service);
    let (mut harness, _) = window(service);
    harness.get_by_label("Sort and filter tickets").click();
    harness.run();
    harness.get_by_label("Cause").click();
    harness.run();
    harness.get_by_label_contains("have not been imported yet (5)").click();
    harness.run();
    assert_eq!(state(&harness).list.page.rows.len(), 5);
    harness.get_by_label("Changed").click();
    harness.run();
    harness.get_by_label("Last week").click();
    harness.run();
    assert!(state(&harness).list.query.since.is_some());
    assert_eq!(state(&harness).list.page.rows.len(), 5);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run();
    harness.event(Event::Text("HD-2".to_owned()));
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let open = open_ticket(&harness);
    assert_eq!(open.ticket().reference.as_str(), "HD-2");
    harness.key_press(Key::Num2);
    harness.run();
    assert_eq!(harness.query_all_by_label("Fixed 3 of 5").count(), 1, "of the fix");
    harness.key_press(Key::ArrowUp);
    harness.run();
    assert_eq!(harness.query_all_by_label("Fixed 3 of 5").count(), 2, "and of its first step");
}
