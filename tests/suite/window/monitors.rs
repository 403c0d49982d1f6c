//! The monitors: where a second window opens, and what happens when one is unplugged.

use eframe::egui::{Key, Modifiers, Role, ViewportCommand, ViewportId};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use syncmend::app::App;
use syncmend::app::command::{NavigateCommand, PreferencesCommand};
use syncmend::app::model::monitors::{Monitor, Monitors};
use syncmend::app::settings::navigation::{Overlay, Screen};
use syncmend::app::settings::preferences::Preference;

use crate::support::{click, example, notices, press, run_command, service, state, window};

fn monitor(name: &str, left: i32) -> Monitor {
    Monitor { name: Some(name.to_owned()), at: [left, 0], size: [1920, 1080] }
}

/// The monitors of these names from left to right, with the window on one of them.
fn monitors(names: &[&str], own: usize) -> Monitors {
    let all = names.iter().zip(0..).map(|(name, at)| monitor(name, 1920 * at)).collect();
    Monitors { all, own: Some(own) }
}

/// Plugs monitors in or out; returns what the technician's own window is asked to do.
fn plug(harness: &mut Harness<'_, App>, now: Monitors) -> Vec<ViewportCommand> {
    let ctx = harness.ctx.clone();
    harness.state_mut().follow_monitors(&ctx, now);
    harness.step();
    harness.output().viewport_output[&ViewportId::ROOT].commands.clone()
}

fn presented() -> Harness<'static, App> {
    let mut service = service();
    example("HD-1").customer("Example Dental").fix("api-access-restricted").at(&mut service);
    window(service).0
}

fn share(harness: &mut Harness<'_, App>) -> Option<usize> {
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F5);
    harness.run();
    shared_on(harness)
}

fn shared_on(harness: &Harness<'_, App>) -> Option<usize> {
    let second = state(harness).presenting.second_window.as_ref();
    second.expect("the shared view is open").monitor
}

#[test]
fn the_shared_view_opens_on_the_monitor_that_is_chosen_or_else_on_another_one() {
    for (names, own, chosen, expected) in [
        (&["a", "b"][..], 0, None, Some(1)),
        (&["a", "b"], 1, None, Some(0)),
        (&["a", "b", "c"], 0, Some(3), Some(2)),
        (&["a", "b"], 1, Some(2), Some(1)),
        // The chosen one is not there now.
        (&["a", "b"], 0, Some(3), Some(1)),
        (&["a"], 0, Some(2), None),
        (&["a"], 0, None, None),
    ] {
        let mut harness = presented();
        plug(&mut harness, monitors(names, own));
        let change = Preference::Monitor(chosen);
        run_command(&mut harness, PreferencesCommand::Change(change).into());
        assert_eq!(share(&mut harness), expected, "{names:?}, on {own}, chosen {chosen:?}");
    }
}

#[test]
fn a_shared_view_whose_monitor_is_unplugged_is_a_window_that_is_seen() {
    let mut harness = presented();
    plug(&mut harness, monitors(&["own", "shared"], 0));
    assert_eq!(share(&mut harness), Some(1));
    let asked = plug(&mut harness, monitors(&["own"], 0));
    assert_eq!(shared_on(&harness), None, "it fills no monitor");
    assert!(!asked.contains(&ViewportCommand::Minimized(true)), "the technician goes on");
    assert!(notices(&harness).contains("The monitor of the shared view is gone"));
    harness.get_by_label("Step 1 of 4");
    // A monitor that comes back takes nothing over by itself.
    plug(&mut harness, monitors(&["own", "shared"], 0));
    assert_eq!(shared_on(&harness), None);
}

#[test]
fn a_technicians_window_that_lands_on_the_shared_monitor_is_not_seen_there() {
    let mut harness = presented();
    plug(&mut harness, monitors(&["own", "shared"], 0));
    share(&mut harness);
    // Only the shared one is left, and everything is on it.
    let asked = plug(&mut harness, monitors(&["shared"], 0));
    assert!(asked.contains(&ViewportCommand::Minimized(true)), "{asked:?}");
    assert_eq!(shared_on(&harness), Some(0), "it goes on filling its monitor");
    assert!(notices(&harness).contains("Your monitor is gone"));
}

#[test]
fn other_changes_of_monitors_move_nothing() {
    let mut harness = presented();
    plug(&mut harness, monitors(&["own", "shared"], 0));
    share(&mut harness);
    let mut resized = monitors(&["own", "shared", "new"], 0);
    resized.all[1].size = [1280, 720];
    let none = Monitors::default();
    for now in [resized, monitors(&["new", "own", "shared"], 1), none] {
        let asked = plug(&mut harness, now.clone());
        assert!(asked.is_empty(), "{now:?}: {asked:?}");
        let at = shared_on(&harness).expect("it fills its monitor");
        let name = now.all.get(at).and_then(|monitor| monitor.name.as_deref());
        assert!(now.all.is_empty() || name == Some("shared"), "{now:?}: {at}");
    }
    assert!(!notices(&harness).contains("monitor"));
}

#[test]
fn a_step_that_filled_an_unplugged_monitor_fills_the_one_that_is_left() {
    let mut harness = presented();
    plug(&mut harness, monitors(&["a", "b"], 1));
    press(&mut harness, &[Key::F5]);
    let asked = plug(&mut harness, monitors(&["a"], 0));
    assert!(asked.contains(&ViewportCommand::Fullscreen(true)), "{asked:?}");
    assert_eq!(state(&harness).screen, Screen::Present, "nothing of the call comes into view");
    assert!(harness.query_by_label_contains("Example Dental").is_none());
}

#[test]
fn the_preferences_name_the_monitors_that_are_plugged_in() {
    let mut harness = presented();
    plug(&mut harness, monitors(&["DP-1", "HDMI-2"], 0));
    run_command(&mut harness, NavigateCommand::Overlay(Overlay::Preferences).into());
    harness.get_by_role_and_label(Role::ComboBox, "Monitor for Present").click();
    harness.run();
    click(&mut harness, "2: HDMI-2, 1920 x 1080");
    assert_eq!(state(&harness).preferences.monitor, Some(2));
}
