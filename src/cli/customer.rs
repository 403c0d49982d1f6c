//! `syncmend customer …`: list, show, remember and forget customers.

use std::io::Write;

use clap::Subcommand;
use serde_json::json;

use super::{CallError, Output, warn};
use crate::kb::words::Language;
use crate::privacy::{CustomerText, InternalText};
use crate::text::count;
use crate::ticket::customer::{Fact, Profile, ProfileChange, Seats, domain_of};
use crate::ticket::store::{Forgotten, Traces};
use crate::ticket::{CustomerId, Summary};
use crate::ticket_service::TicketService;

/// A command about customers. CUSTOMER is the id of a customer, or a name or domain that no other has.
#[derive(Debug, Subcommand)]
pub enum CustomerCall {
    /// List customers by name
    List {
        /// The output format
        #[arg(long, value_enum, default_value_t)]
        format: Output,
    },
    /// Show what is known of a customer, and the tickets
    Show {
        /// The customer
        customer: String,
        /// The output format
        #[arg(long, value_enum, default_value_t)]
        format: Output,
    },
    /// Remember the customer of a ticket, with what the ticket knows
    Remember {
        /// The ticket
        ticket: String,
    },
    /// Confirm that a ticket is a customer's, which fills in what the ticket lacks
    Confirm {
        /// The ticket
        ticket: String,
        /// The customer
        customer: String,
    },
    /// Change what is known of a customer
    Set(Box<SetArguments>),
    /// Delete all that is known of a customer and all of the tickets, for good
    Forget {
        /// The customer
        customer: String,
        /// Delete without showing first what would be deleted
        #[arg(long)]
        yes: bool,
    },
}

/// What to change.
#[derive(Debug, clap::Args)]
pub struct SetArguments {
    /// The customer
    customer: String,
    /// The name
    #[arg(long)]
    name: Option<String>,
    /// Add a domain
    #[arg(long, value_name = "DOMAIN")]
    add_domain: Vec<String>,
    /// Remove a domain
    #[arg(long, value_name = "DOMAIN")]
    remove_domain: Vec<String>,
    /// The edition of Google Workspace
    #[arg(long)]
    edition: Option<String>,
    /// The number of seats bought
    #[arg(long, value_name = "NUMBER")]
    seats: Option<u32>,
    /// The number of seats in use
    #[arg(long, value_name = "NUMBER")]
    seats_in_use: Option<u32>,
    /// The Google admin account
    #[arg(long, value_name = "EMAIL")]
    google_admin: Option<String>,
    /// The account that authorized the connection
    #[arg(long, value_name = "EMAIL")]
    authorizer: Option<String>,
    /// The customer's page in the ticket system
    #[arg(long, value_name = "ADDRESS")]
    helpdesk: Option<String>,
    /// The language in which the customer reads
    #[arg(long, value_enum)]
    language: Option<Language>,
    /// Who to talk to, and how
    #[arg(long)]
    contact: Option<String>,
    /// What else a colleague should know
    #[arg(long)]
    notes: Option<String>,
}

/// Runs a command about customers.
///
/// # Errors
/// One sentence to print.
pub fn run(
    call: &CustomerCall,
    service: &mut TicketService,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    match call {
        CustomerCall::List { format } => list(service, *format, out),
        CustomerCall::Show { customer, format } => {
            let id = service.store().find_customer(customer)?;
            show(service, id, *format, out)
        }
        CustomerCall::Remember { ticket } => {
            let ticket = service.store().find(ticket)?;
            let stored = service.remember_customer(ticket)?;
            let id = stored.ticket.customer_id.map(|id| id.to_string());
            Ok(writeln!(out, "{}", id.unwrap_or_default())?)
        }
        CustomerCall::Confirm { ticket, customer } => {
            let ticket = service.store().find(ticket)?;
            let customer = service.store().find_customer(customer)?;
            service.confirm_customer(ticket, customer)?;
            Ok(())
        }
        CustomerCall::Set(set) => {
            let id = service.store().find_customer(&set.customer)?;
            let seats = service.store().customer(id)?.seats;
            let (_, masked) = service.tell_of_customer(id, changes(set, &seats)?)?;
            if !masked.is_empty() {
                let kinds: Vec<&str> = masked.iter().map(|kind| kind.label()).collect();
                warn(&format!("Masked before storing: {}", kinds.join(", ")));
            }
            Ok(())
        }
        CustomerCall::Forget { customer, yes } => {
            let id = service.store().find_customer(customer)?;
            forget(service, id, *yes, out)
        }
    }
}

fn list(service: &mut TicketService, format: Output, out: &mut dyn Write) -> Result<(), CallError> {
    let rows = service.store().customers(usize::MAX)?;
    if format == Output::Json {
        let rows: Vec<_> = rows
            .iter()
            .map(|row| json!({"id": row.id, "name": row.name, "tickets": row.tickets}))
            .collect();
        return Ok(writeln!(out, "{}", serde_json::to_string_pretty(&rows)?)?);
    }
    for row in rows {
        let tickets = count(row.tickets as usize, "ticket");
        writeln!(out, "{}  {}  {tickets}", row.id, row.name)?;
    }
    Ok(())
}

fn show(
    service: &mut TicketService,
    id: CustomerId,
    format: Output,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    let profile = service.store().customer(id)?;
    let tickets = service.store().tickets_of(id, usize::MAX)?;
    if format == Output::Json {
        let tickets: Vec<_> = tickets
            .iter()
            .map(|row| {
                json!({"id": row.id, "reference": row.reference, "subject": row.subject,
                    "outcome": row.outcome.map(crate::ticket::Outcome::id)})
            })
            .collect();
        let known = json!({
            "id": profile.id, "name": profile.name, "domains": profile.domains,
            "edition": profile.edition, "seats": profile.seats, "region": profile.region,
            "google_admin": profile.google_admin, "authorizer": profile.authorizer,
            "helpdesk": profile.helpdesk, "language": profile.language,
            "contact": profile.contact, "notes": profile.notes, "tickets": tickets,
        });
        return Ok(writeln!(out, "{}", serde_json::to_string_pretty(&known)?)?);
    }
    for (label, value) in facts(&profile).into_iter().filter(|(_, value)| !value.is_empty()) {
        writeln!(out, "{label}: {value}")?;
    }
    for row in &tickets {
        let outcome = row.outcome.map_or("in progress", crate::ticket::Outcome::name);
        writeln!(out, "{}  {}  {outcome}", row.reference, row.subject)?;
    }
    Ok(())
}

fn facts(profile: &Profile) -> [(&'static str, String); 12] {
    let seats = |seats: Option<u32>| seats.map_or_else(String::new, |seats| seats.to_string());
    let domains: Vec<&str> = profile.domains.iter().map(String::as_str).collect();
    [
        ("Name", profile.name.as_str().to_owned()),
        ("Domains", domains.join(", ")),
        ("Edition", profile.edition.as_str().to_owned()),
        ("Seats bought", seats(profile.seats.bought)),
        ("Seats in use", seats(profile.seats.in_use)),
        ("JumpCloud region", profile.region.map_or("", |region| region.name()).to_owned()),
        ("Google admin account", profile.google_admin.as_str().to_owned()),
        ("Authorizing account", profile.authorizer.as_str().to_owned()),
        ("Helpdesk", profile.helpdesk.for_insiders().to_owned()),
        ("Language", profile.language.map_or("", |language| language.name()).to_owned()),
        ("Contact", profile.contact.for_insiders().to_owned()),
        ("Notes", profile.notes.for_insiders().to_owned()),
    ]
}

fn changes(set: &SetArguments, seats: &Seats) -> Result<Vec<ProfileChange>, CallError> {
    let customer = |text: &Option<String>, fact: fn(CustomerText) -> Fact| {
        text.as_deref().map(|text| fact(CustomerText::from(text.trim())))
    };
    let internal = |text: &Option<String>, fact: fn(InternalText) -> Fact| {
        text.as_deref().map(|text| fact(InternalText::from(text.trim())))
    };
    let told = Seats {
        bought: set.seats.or(seats.bought),
        in_use: set.seats_in_use.or(seats.in_use),
        file: None,
    };
    let has_seats = set.seats.is_some() || set.seats_in_use.is_some();
    let facts = [
        customer(&set.name, Fact::Name),
        customer(&set.edition, Fact::Edition),
        has_seats.then_some(Fact::Seats(told)),
        customer(&set.google_admin, Fact::GoogleAdmin),
        customer(&set.authorizer, Fact::Authorizer),
        internal(&set.helpdesk, Fact::Helpdesk),
        set.language.map(Fact::Language),
        internal(&set.contact, Fact::Contact),
        internal(&set.notes, Fact::Notes),
    ];
    let mut changes: Vec<ProfileChange> =
        facts.into_iter().flatten().map(|fact| ProfileChange::Told { fact }).collect();
    for (names, is_added) in [(&set.add_domain, true), (&set.remove_domain, false)] {
        for name in names {
            let domain = CustomerText::from(domain(name)?.as_str());
            changes.push(if is_added {
                ProfileChange::DomainAdded { domain }
            } else {
                ProfileChange::DomainRemoved { domain }
            });
        }
    }
    if changes.is_empty() {
        return Err(CallError::Usage(
            "nothing is to be changed; `syncmend customer set --help` shows what can be".to_owned(),
        ));
    }
    Ok(changes)
}

fn domain(text: &str) -> Result<String, CallError> {
    domain_of(&format!("user@{text}"))
        .ok_or_else(|| CallError::Usage(format!("{text} is no domain; write it as in example.com")))
}

fn forget(
    service: &mut TicketService,
    id: CustomerId,
    is_confirmed: bool,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    let name = service.store().customer(id)?.name;
    if !is_confirmed {
        let traces = service.store().traces_of(id)?;
        return Err(CallError::Usage(would_delete(name.as_str(), &traces)));
    }
    let Forgotten { traces, is_complete, set_aside } = service.forget_customer(id)?;
    let tickets = count(traces.tickets.len(), "ticket");
    writeln!(out, "{} was forgotten, with {tickets}", name.as_str())?;
    if !traces.mentions.is_empty() {
        warn("other tickets mention the customer; look at them with `syncmend ticket show`");
        for row in &traces.mentions {
            writeln!(out, "mentioned in {}", row.reference)?;
        }
    }
    if !is_complete {
        warn(
            "traces stay in the file while another Syncmend is open or the disk is full; close it or free some space, and purge old tickets",
        );
    }
    for path in set_aside {
        warn(&format!(
            "a damaged store that was set aside may still hold it; delete it if you no longer need \
             it: {}",
            path.display()
        ));
    }
    Ok(())
}

/// Says what forgetting would delete and leave.
fn would_delete(name: &str, traces: &Traces) -> String {
    let names = |rows: &[Summary]| {
        rows.iter().map(|row| row.reference.as_str()).collect::<Vec<_>>().join(", ")
    };
    let waiting = match traces.waiting {
        0 => String::new(),
        waiting => format!(", and {} that the ticket system passed on", count(waiting, "ticket")),
    };
    let stays = match names(&traces.mentions) {
        none if none.is_empty() => String::new(),
        some => format!("; what mentions it in {some} stays"),
    };
    format!(
        "nothing was deleted; add --yes to delete {name} and these tickets for good: {}{waiting}{stays}",
        names(&traces.tickets)
    )
}
