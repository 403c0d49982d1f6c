//! Keeps how the page of a step looks at this installation.

use super::UpdateContext;
use crate::app::effects::platform::{FileType, SaveJob};
use crate::app::effects::worker::Request;
use crate::app::model::drafts::OwnPageDraft;
use crate::kb::{OWN_PAGES_FILE, OwnPage, StepId, own_pages_text};

impl UpdateContext<'_> {
    /// Fills the fields with what is known of the step in view.
    pub(super) fn begin_own_page(&mut self) {
        let open = self.state.open.as_ref();
        let step = open.and_then(|open| open.step_in_view()).map(|step| step.id.clone());
        let known = open.zip(step.as_ref()).and_then(|(open, step)| open.kb().own_page(step));
        let typed = known.map(|(page, _)| page.typed()).unwrap_or_default();
        self.state.drafts.own_page = OwnPageDraft { step, typed, refusal: None };
    }

    /// Keeps what was typed, or says what is wrong with it.
    pub(super) fn keep_own_page(&mut self) {
        let session = &self.state.session;
        let today = session.now.to_zoned(session.zone.clone()).date();
        let draft = &mut self.state.drafts.own_page;
        let Some(step) = draft.step.clone() else { return };
        match OwnPage::new(step.clone(), today, &draft.typed) {
            Ok(_) => {
                let typed = std::mem::take(draft).typed;
                self.state.overlay = None;
                self.worker.ask(Request::OwnPage(step, Some((today, typed))));
            }
            Err(wrong) => draft.refusal = Some(format!("Not kept: {wrong}.")),
        }
    }

    /// Brings the shipped text of a step back.
    pub(super) fn remove_own_page(&mut self, step: StepId) {
        self.state.overlay = None;
        self.worker.ask(Request::OwnPage(step, None));
    }

    /// Asks where to save the own pages, as a file for a folder that is laid over a knowledge base.
    pub(super) fn save_own_pages(&mut self) {
        let Some(today) = &self.state.session.today else { return };
        let pages = today.own_pages().yours().cloned().collect();
        match own_pages_text(pages) {
            Ok(text) => {
                let job = SaveJob {
                    name: OWN_PAGES_FILE.to_owned(),
                    folder: self.state.save_folder(),
                    what: "Your own pages",
                    file_type: FileType::Toml,
                    content: text.into_bytes(),
                    document: None,
                    mark: None,
                };
                self.pick_and_save_job(job);
            }
            Err(error) => {
                self.state.report_failure(format!("Your own pages were not saved: {error}"));
            }
        }
    }
}
