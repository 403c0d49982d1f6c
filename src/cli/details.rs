//! `syncmend ticket set` and `syncmend letterhead`: what documents say beside what was done.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned, civil};

use super::CallError;
use crate::export::logo::Logo;
use crate::export::{DocumentPreferences, LETTERHEAD_SETTING, Letterhead, customers_zone};
use crate::kb::words::Language;
use crate::privacy::CustomerText;
use crate::ticket::{Detail, EventKind};
use crate::ticket_service::TicketService;

/// The details of a ticket to set. An empty text removes one.
#[derive(Args, Debug)]
pub struct SetArguments {
    /// The ticket
    id: String,
    /// The customer's name
    #[arg(long, value_name = "NAME")]
    customer: Option<String>,
    /// The affected user's email address
    #[arg(long, value_name = "EMAIL")]
    user: Option<String>,
    /// The language in which the customer reads
    #[arg(long, value_enum)]
    language: Option<Language>,
    /// The customer's time zone, such as Europe/Berlin
    #[arg(long, value_name = "ZONE")]
    time_zone: Option<String>,
    /// The headline of the customer's document
    #[arg(long, value_name = "TEXT")]
    headline: Option<String>,
    /// The last sentence of the customer's document
    #[arg(long, value_name = "TEXT")]
    closing: Option<String>,
    /// The time spent on the ticket, in minutes
    #[arg(long, value_name = "NUMBER")]
    minutes: Option<u32>,
    /// When the customer is called back, at the customer's local time: 2026-11-25T15:00
    #[arg(long, value_name = "TIME")]
    callback: Option<String>,
}

/// Who sends documents. An empty text removes one.
#[derive(Args, Debug)]
pub struct LetterheadArguments {
    /// The name of the helpdesk
    #[arg(long, value_name = "NAME")]
    company: Option<String>,
    /// A PNG or SVG file, at most 1 MB
    #[arg(long, value_name = "FILE")]
    logo: Option<PathBuf>,
    /// The technician's name
    #[arg(long, value_name = "NAME")]
    technician: Option<String>,
    /// The telephone number for questions
    #[arg(long, value_name = "NUMBER")]
    phone: Option<String>,
    /// The email address for questions
    #[arg(long, value_name = "EMAIL")]
    email: Option<String>,
    /// The time zone of customers whose own is not known
    #[arg(long, value_name = "ZONE")]
    time_zone: Option<String>,
    /// The language of customers whose own is not known
    #[arg(long, value_enum)]
    language: Option<Language>,
}

/// Returns the name of a time zone as typed; empty for none.
fn zone_name(typed: &str) -> Result<&str, CallError> {
    let name = typed.trim();
    if name.is_empty() || TimeZone::get(name).is_ok() {
        return Ok(name);
    }
    Err(CallError::Usage(format!("there is no time zone {name}; use a name such as Europe/Berlin")))
}

/// Sets details of a ticket.
pub(super) fn set(call: &SetArguments, service: &mut TicketService) -> Result<(), CallError> {
    let ticket = service.store().find(&call.id)?;
    let stored = service.store().load(ticket)?;
    let text = |text: &String| CustomerText::from(text.trim());
    let mut details: Vec<Detail> = Vec::new();
    details.extend(call.customer.as_ref().map(|it| Detail::Customer(text(it))));
    details.extend(call.user.as_ref().map(|it| Detail::User(text(it))));
    details.extend(call.language.map(Detail::Language));
    details.extend(call.headline.as_ref().map(|it| Detail::Headline(text(it))));
    details.extend(call.closing.as_ref().map(|it| Detail::Closing(text(it))));
    // What is typed takes the place of what is stored, also if it is empty.
    let own_zone = match &call.time_zone {
        Some(zone) => zone_name(zone)?,
        None => stored.ticket.time_zone.as_str().trim(),
    };
    if call.time_zone.is_some() {
        details.push(Detail::TimeZone(CustomerText::from(own_zone)));
    }
    if let Some(time) = &call.callback {
        let letterhead = letterhead_of(service)?;
        let zone = customers_zone(&[own_zone, &letterhead.time_zone], &TimeZone::system());
        details.push(Detail::Callback(callback(time, &zone)?));
    }
    if details.is_empty() && call.minutes.is_none() {
        return Err(CallError::Usage(
            "nothing to set; add an option such as --language".to_owned(),
        ));
    }
    let details = details.into_iter().map(|detail| EventKind::Detailed { detail });
    let minutes = call.minutes.map(|minutes| EventKind::MinutesSet { minutes });
    service.record(ticket, details.chain(minutes).collect())?;
    Ok(())
}

fn callback(time: &str, zone: &TimeZone) -> Result<Option<Timestamp>, CallError> {
    if time.trim().is_empty() {
        return Ok(None);
    }
    let local: Option<civil::DateTime> = time.trim().parse().ok();
    let zoned = local.and_then(|local| local.to_zoned(zone.clone()).ok());
    zoned.as_ref().map(Zoned::timestamp).map(Some).ok_or_else(|| {
        CallError::Usage(format!("{time} is not a time; write it as 2026-11-25T15:00"))
    })
}

fn letterhead_of(service: &mut TicketService) -> Result<Letterhead, CallError> {
    let setting = service.store().setting(LETTERHEAD_SETTING)?;
    Ok(DocumentPreferences::of_setting(setting.as_deref())?.letterhead)
}

/// Returns the language of customers whose own is not known.
pub(super) fn language(service: &mut TicketService) -> Result<Language, CallError> {
    Ok(letterhead_of(service)?.language)
}

/// Changes who sends documents, and prints it. Without options it only prints.
pub(super) fn letterhead(
    call: &LetterheadArguments,
    service: &mut TicketService,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    let before = letterhead_of(service)?;
    let mut letterhead = before.clone();
    let set = |field: &mut CustomerText, typed: &Option<String>| {
        if let Some(typed) = typed {
            *field = CustomerText::from(typed.trim());
        }
    };
    set(&mut letterhead.company, &call.company);
    set(&mut letterhead.technician, &call.technician);
    set(&mut letterhead.phone, &call.phone);
    set(&mut letterhead.email, &call.email);
    if let Some(zone) = &call.time_zone {
        zone_name(zone)?.clone_into(&mut letterhead.time_zone);
    }
    letterhead.language = call.language.unwrap_or(letterhead.language);
    match &call.logo {
        Some(file) if file.as_os_str().is_empty() => letterhead.logo = None,
        Some(file) => {
            letterhead.logo = Some(Logo::open(file).map_err(|error| {
                CallError::Failed(format!("the logo was not taken: {error}: {}", file.display()))
            })?);
        }
        None => {}
    }
    if letterhead != before {
        keep(&letterhead, service)?;
    }
    let logo = if letterhead.logo.is_some() { "set" } else { "none" };
    writeln!(out, "Helpdesk: {}", letterhead.company.as_str())?;
    writeln!(out, "Technician: {}", letterhead.technician.as_str())?;
    writeln!(out, "Phone: {}", letterhead.phone.as_str())?;
    writeln!(out, "Email: {}", letterhead.email.as_str())?;
    writeln!(out, "Logo: {logo}")?;
    writeln!(out, "Time zone: {}", letterhead.time_zone)?;
    writeln!(out, "Language: {}", letterhead.language.name())?;
    Ok(())
}

/// Keeps it among the preferences of the window, which stay as they are.
fn keep(letterhead: &Letterhead, service: &mut TicketService) -> Result<(), CallError> {
    let setting = service.store().setting(LETTERHEAD_SETTING)?;
    service.store().set_setting(LETTERHEAD_SETTING, &letterhead.in_setting(setting.as_deref())?)?;
    Ok(())
}
