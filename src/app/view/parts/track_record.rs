//! How often a fix, or one of its steps, solved the tickets of this store.

use eframe::egui::Ui;

use crate::app::model::open_ticket::OpenTicket;
use crate::app::view::widgets::{hint, small};
use crate::kb::{CauseId, StepId};

/// Says how often the fix solved a ticket, if enough tickets show it.
pub fn draw(ui: &mut Ui, open: &OpenTicket, cause: &CauseId, step: Option<&StepId>) {
    if let Some(tried) = open.record.of(cause, step) {
        let text = format!("Fixed {} of {}", tried.helped, tried.tried);
        let what = if step.is_some() { "this step was done" } else { "this fix was tried" };
        let more = format!(
            "Of {} tickets on which {what}, {} were solved by this fix",
            tried.tried, tried.helped
        );
        hint(&small(ui, &text), more);
    }
}
