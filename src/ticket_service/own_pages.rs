//! How pages look at this installation: kept beside the tickets, in the form of a file that others lay
//! over their knowledge base.

use jiff::civil::Date;

use super::{ServiceError, TicketService};
use crate::kb::{OwnPage, StepId, TypedPage, own_pages_in, own_pages_text};
use crate::privacy::secrets::KnownSecrets;

/// The setting that keeps them.
const OWN_PAGES: &str = "own_pages";

impl TicketService {
    /// Returns the own pages of this installation, by step.
    ///
    /// # Errors
    /// If they cannot be read.
    pub(super) fn own_pages(&self) -> Result<Vec<OwnPage>, ServiceError> {
        let text = self.store.setting(OWN_PAGES)?.unwrap_or_default();
        own_pages_in(&text).map_err(|error| ServiceError::OwnPages(error.message().to_owned()))
    }

    /// Keeps how the page of a step looks here, as typed on a day, in place of what was kept. Secrets are
    /// masked first; returns a sentence that says which, if there were any.
    ///
    /// # Errors
    /// If it says nothing or leads elsewhere, or cannot be stored.
    pub fn keep_own_page(
        &mut self,
        step: StepId,
        day: Date,
        mut typed: TypedPage,
    ) -> Result<Option<String>, ServiceError> {
        let mut known = KnownSecrets::default();
        let mut kinds = Vec::new();
        for text in [&mut typed.path, &mut typed.address, &mut typed.words] {
            if let Some(masked) = known.learn(text) {
                *text = masked.text;
                kinds.extend(masked.kinds.iter().map(|kind| kind.label()));
            }
        }
        let page = OwnPage::new(step, day, &typed)?;
        let mut pages = self.own_pages()?;
        pages.retain(|other| other.step() != page.step());
        pages.push(page);
        self.store_own_pages(pages)?;
        Ok((!kinds.is_empty()).then(|| format!("Masked before storing: {}", kinds.join(", "))))
    }

    /// Removes what was kept of a step, so that it shows as shipped.
    ///
    /// # Errors
    /// If that cannot be stored.
    pub fn remove_own_page(&mut self, step: &StepId) -> Result<(), ServiceError> {
        let mut pages = self.own_pages()?;
        pages.retain(|page| page.step() != step);
        self.store_own_pages(pages)
    }

    fn store_own_pages(&mut self, mut pages: Vec<OwnPage>) -> Result<(), ServiceError> {
        pages.sort_by(|a, b| a.step().cmp(b.step()));
        let text =
            own_pages_text(pages).map_err(|error| ServiceError::OwnPages(error.to_string()))?;
        self.store.set_setting(OWN_PAGES, &text)?;
        self.renew_knowledge();
        Ok(())
    }
}
