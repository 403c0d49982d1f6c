//! One quiet line where what is shown was checked more than a year ago.

use eframe::egui::Ui;
use jiff::civil::Date;

use crate::app::model::state::State;
use crate::app::view::widgets::small;
use crate::kb::freshness::{STALE_DAYS, is_stale};
use crate::kb::{Cause, KnowledgeBase, Step};

/// Says of a step when its page was checked last, if that is long ago.
pub fn of_step(ui: &mut Ui, state: &State, kb: &KnowledgeBase, cause: &Cause, step: &Step) {
    let what = if step.link.is_some() { "The page" } else { "This" };
    line(ui, state, kb.step_checked(cause, step), what, "may look different now");
}

/// Says of a cause when its facts were checked last, if that is long ago.
pub fn of_cause(ui: &mut Ui, state: &State, kb: &KnowledgeBase, cause: &Cause) {
    line(ui, state, kb.cause_checked(cause), "This", "may have changed since");
}

fn line(ui: &mut Ui, state: &State, checked: Option<Date>, what: &str, may: &str) {
    let today = state.session.now.to_zoned(state.session.zone.clone()).date();
    if let Some(checked) = checked.filter(|checked| is_stale(*checked, today, STALE_DAYS)) {
        small(ui, &format!("{what} was last checked in {} and {may}.", checked.strftime("%B %Y")));
    }
}
