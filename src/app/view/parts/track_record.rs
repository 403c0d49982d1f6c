//! How often a fix, or a step of it, has helped on the tickets of this store.

use eframe::egui::Ui;

use crate::app::model::open_ticket::OpenTicket;
use crate::app::view::widgets::small;
use crate::kb::{CauseId, StepId};

/// Says how often it has fixed the problem, where enough tickets tell.
pub fn draw(ui: &mut Ui, open: &OpenTicket, cause: &CauseId, step: Option<&StepId>) {
    if let Some(tried) = open.record.of(cause, step) {
        let told = format!("fixed {} of {}", tried.helped, tried.tried);
        let what = if step.is_some() { "this step was done" } else { "this fix was carried out" };
        small(ui, &told).on_hover_text(format!(
            "Of your {} tickets on which {what}, {} were solved by this fix",
            tried.tried, tried.helped
        ));
    }
}
