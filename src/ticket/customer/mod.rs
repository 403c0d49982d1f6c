//! Customers over many tickets: what is known of each, as events of a stream of its own, and by what a
//! ticket is recognized as theirs.
//!
//! ```text
//! event.rs      what can be said of a customer
//! profile.rs    events -> profile; offer.rs what exported files would add to it
//! recognize.rs  which customer a name or an address speaks of
//! ticket_facts.rs  what was told on a ticket, apart from defaults
//! masking.rs    what is said without its secrets
//! ```

mod event;
mod masking;
mod offer;
mod profile;
mod recognize;
mod ticket_facts;

pub use event::{CustomerEvent, Fact, FactKind, ProfileChange, Seats};
pub use masking::masked;
pub use offer::Offer;
pub use profile::Profile;
pub use recognize::{
    Domains, Matches, Recognition, RecognizedBy, domain_of, domains_in, folded, is_public_mail,
    sender_domains,
};
pub use ticket_facts::{Defaults, TicketFacts};
