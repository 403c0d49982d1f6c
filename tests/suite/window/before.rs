//! What a setting was before a step changes it, as it is typed.

use eframe::egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use syncmend::app::App;
use syncmend::app::command::{FixCommand, TicketsCommand};
use syncmend::kb::{CauseId, MethodId, StepId};
use syncmend::ticket_service::TicketService;

use crate::support::{example, open_ticket, press, run_command, service, ticket, window, write};

const FIELD: &str = "Access of the app JumpCloud before the change";

fn step() -> StepId {
    StepId::from("trust-set-trusted")
}

/// Chooses a method whose steps the other one shares, and shows the step that asks for the value.
fn choose(harness: &mut Harness<'_, App>, method: &str) {
    let cause = CauseId::from("bulk-create-suspension");
    let choice = FixCommand::Choose(cause, Some(MethodId::from(method)));
    run_command(harness, choice.into());
    run_command(harness, FixCommand::ShowStep(step()).into());
    assert!(harness.query_all_by_label(FIELD).next().is_some(), "nothing asks for the value");
}

fn opened(mut service: TicketService) -> Harness<'static, App> {
    example("HD-1").at(&mut service);
    let (mut harness, _) = window(service);
    press(&mut harness, &[Key::Num2]);
    harness
}

#[test]
fn what_is_typed_for_one_method_is_stored_for_it_and_not_shown_for_another() {
    let mut harness = opened(service());
    choose(&mut harness, "trust-and-restore");
    write(&mut harness, FIELD, "Limited");
    choose(&mut harness, "trust-and-restore-by-csv");
    let open = open_ticket(&harness);
    assert_eq!(open.value_before(&step()), None);
    assert!(open.values_before.is_empty(), "{:?}", open.values_before);
    choose(&mut harness, "trust-and-restore");
    let open = open_ticket(&harness);
    assert_eq!(open.value_before(&step()), Some("Limited"));
}

#[test]
fn what_is_typed_is_stored_even_if_its_field_is_not_left() {
    let mut service = service();
    let other = example("HD-2").at(&mut service).ticket.id;
    let mut harness = opened(service);
    choose(&mut harness, "trust-and-restore");
    write(&mut harness, FIELD, "Limited");
    let first = ticket(&harness).id;
    for id in [other, first] {
        run_command(&mut harness, TicketsCommand::Open(id).into());
    }
    assert_eq!(ticket(&harness).values_before.len(), 1);
}
