//! `open`: hands the fields of a new ticket to the window, as the links of a ticket system do.

use clap::Args;

use super::CallError;
use crate::ticket_service::TicketService;
use crate::ticket_system::{Arrival, ArrivalError};

/// The arguments of `open`. Without any, it only opens the window.
#[derive(Debug, Args)]
pub struct OpenArguments {
    /// The address behind the link, such as `syncmend://ticket?reference=HD-1`
    #[arg(conflicts_with_all = ["reference", "customer", "user", "text"])]
    address: Option<String>,
    /// The reference in the ticket system
    #[arg(long)]
    reference: Option<String>,
    /// The customer's name
    #[arg(long, requires = "reference")]
    customer: Option<String>,
    /// The affected user's email address
    #[arg(long, value_name = "EMAIL", requires = "reference")]
    user: Option<String>,
    /// The complaint
    #[arg(long, requires = "reference")]
    text: Option<String>,
}

impl OpenArguments {
    /// Returns whether a link made the call, so that nobody may see its errors.
    pub fn is_link(&self) -> bool {
        self.address.is_some()
    }

    /// What fills a new ticket; `None` if there is nothing to fill in.
    fn arrival(&self) -> Result<Option<Arrival>, ArrivalError> {
        if let Some(address) = &self.address {
            return Arrival::from_address(address).map(Some);
        }
        let Some(reference) = &self.reference else { return Ok(None) };
        let [customer, user, text] =
            [&self.customer, &self.user, &self.text].map(|it| it.as_deref().unwrap_or_default());
        Arrival::new(reference, customer, user, text).map(Some)
    }
}

/// Leaves the fields for a window, which shows them before anything happens. `service` opens the store,
/// once they have passed. Returns whether a window is open that will take them.
pub(super) fn run(
    call: &OpenArguments,
    service: impl FnOnce() -> Result<TicketService, CallError>,
) -> Result<bool, CallError> {
    let refused = |error: ArrivalError| CallError::Usage(format!("nothing was filled in: {error}"));
    let Some(arrival) = call.arrival().map_err(refused)? else { return Ok(false) };
    let mut service = service()?;
    service.leave(&arrival)?;
    Ok(service.store().has_window())
}
