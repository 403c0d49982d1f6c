//! How pages look at this installation, kept or removed.

use jiff::civil::Date;

use super::messages::Reply;
use super::server::WorkerServer;
use crate::kb::{StepId, TypedPage};
use crate::ticket_service::ServiceError;

impl WorkerServer {
    /// Keeps or removes an own page. Own pages show on every ticket, also on the open one.
    pub(super) fn serve_own_page(
        &mut self,
        step: StepId,
        typed: Option<(Date, TypedPage)>,
    ) -> Result<Vec<Reply>, ServiceError> {
        let news = if let Some((day, typed)) = typed {
            let masked = self.service.keep_own_page(step, day, typed)?;
            masked.unwrap_or_else(|| "Kept for this installation".to_owned())
        } else {
            self.service.remove_own_page(&step)?;
            "The page is shown as shipped".to_owned()
        };
        let today = Reply::Today(self.service.store().today().clone());
        let known = self.known.as_ref().map(|known| known.ticket);
        let stored = known.and_then(|id| self.service.store().load(id).ok());
        let changed = stored.map(|stored| self.changed(stored));
        Ok(std::iter::once(today).chain(changed).chain([Reply::OfTicket(news)]).collect())
    }
}
