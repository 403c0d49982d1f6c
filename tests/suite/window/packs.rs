//! The preferences leave areas out of new tickets.

use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use syncmend::app::App;

use crate::support::{example, hold, kb, open_ticket, press, service, state, ticket, window};

/// Ticks a box, or takes the tick away; it may stand below what is in view.
fn toggle(harness: &mut Harness<'_, App>, name: &str) {
    harness.get_by_label(name).focus();
    harness.run();
    press(harness, &[Key::Space]);
}

#[test]
fn an_area_is_left_out_by_its_box_and_comes_back() {
    let mut service = service();
    example("HD-1").at(&mut service);
    let (mut harness, _) = window(service);
    let all = kb().causes().len();
    hold(&mut harness, Modifiers::COMMAND, Key::Comma);
    let area = "Google as identity provider";
    let of_area = kb().causes().iter().filter(|cause| cause.area == area).count();
    let tick = format!("{area}, {of_area} causes");
    toggle(&mut harness, &tick);
    press(&mut harness, &[Key::Escape]);
    let today = |harness: &_| state(harness).session.today.as_ref().map(|kb| kb.causes().len());
    assert_eq!(today(&harness), Some(all - of_area));
    assert_eq!(open_ticket(&harness).kb().causes().len(), all, "the open ticket loses causes");
    assert!(harness.query_by_label_contains("has changed since").is_none());
    hold(&mut harness, Modifiers::COMMAND, Key::N);
    assert_ne!(ticket(&harness).reference.as_str(), "HD-1");
    assert_eq!(open_ticket(&harness).kb().causes().len(), all - of_area);
    press(&mut harness, &[Key::Escape]);
    hold(&mut harness, Modifiers::COMMAND, Key::Comma);
    toggle(&mut harness, &tick);
    assert_eq!(today(&harness), Some(all));
}
