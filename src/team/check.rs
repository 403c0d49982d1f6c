//! What comes from a team store, checked as strictly as an imported ticket file, and without secrets.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use uuid::Uuid;

use super::{Kind, LARGEST_EVENT, Shared, SharedEvent};
use crate::diagnosis::MOST_BYTES;
use crate::privacy::secrets::KnownSecrets;
use crate::ticket::customer::{self, CustomerEvent};
use crate::ticket::stamp::Stamp;
use crate::ticket::store::team::{Arrivals, ArrivedEvent, Why};
use crate::ticket::{CustomerId, Event, EventKind, TicketId, masking};

/// A page after the check: what to take in, and which knowledge bases its tickets are pinned to.
#[derive(Default)]
pub(super) struct Checked {
    pub(super) arrivals: Arrivals,
    pub(super) pinned: BTreeSet<Uuid>,
}

/// An event that can be taken in.
enum Sound {
    Ticket(Box<Event>),
    Customer(Box<CustomerEvent>),
}

/// Checks what a team store holds. Events with a clock later than `latest` are kept for later, those
/// that no version of Syncmend wrote are refused.
pub(super) fn check(rows: Vec<Shared>, latest: Timestamp) -> Checked {
    let mut checked = Checked::default();
    let mut tickets: BTreeMap<Uuid, Vec<ArrivedEvent<Event>>> = BTreeMap::new();
    let mut customers: BTreeMap<Uuid, Vec<ArrivedEvent<CustomerEvent>>> = BTreeMap::new();
    let arrivals = &mut checked.arrivals;
    for row in rows {
        let event = match row {
            Shared::Tombstone(tombstone) => {
                arrivals.tombstones.push(tombstone);
                arrivals.confirmed.push(tombstone.id);
                continue;
            }
            Shared::TooLarge(event) => {
                arrivals.kept.push((event, Why::Refused));
                continue;
            }
            Shared::Event(event) => event,
        };
        arrivals.confirmed.push(event.id);
        let body = || Some(event.body.clone());
        match sound(&event, latest) {
            Ok(Sound::Ticket(it)) => {
                if let EventKind::Opened { knowledge, .. } | EventKind::Repinned { knowledge } =
                    &it.what
                {
                    checked.pinned.insert(*knowledge);
                }
                let arrived = ArrivedEvent { event: *it, body: body() };
                tickets.entry(event.about).or_default().push(arrived);
            }
            Ok(Sound::Customer(it)) => {
                let arrived = ArrivedEvent { event: *it, body: body() };
                customers.entry(event.about).or_default().push(arrived);
            }
            Err(why) => arrivals.kept.push((event, why)),
        }
    }
    arrivals.tickets =
        tickets.into_iter().map(|(id, events)| (TicketId(id), masked(events))).collect();
    arrivals.customers = customers
        .into_iter()
        .map(|(id, events)| (CustomerId(id), masked_customer(events)))
        .collect();
    checked
}

/// Reads an event, or says why it is not folded.
fn sound(shared: &SharedEvent, latest: Timestamp) -> Result<Sound, Why> {
    let kind = Kind::with_id(&shared.kind).ok_or(Why::Newer)?;
    if shared.body.len() > LARGEST_EVENT {
        return Err(Why::Refused);
    }
    let in_place = |id: Uuid, stamp: Option<Stamp>| {
        let stamp = stamp.filter(|_| id == shared.id).ok_or(Why::Refused)?;
        if stamp.clock.is_after(latest) { Err(Why::Ahead) } else { Ok(()) }
    };
    match kind {
        Kind::Ticket => {
            let event: Event = serde_json::from_str(&shared.body).map_err(|_| Why::Refused)?;
            if let EventKind::Reported { text } | EventKind::Noted { text, .. } = &event.what
                && text.for_insiders().len() > MOST_BYTES
            {
                return Err(Why::Refused);
            }
            in_place(event.id.0, event.stamp)?;
            Ok(Sound::Ticket(Box::new(event)))
        }
        Kind::Customer => {
            let event: CustomerEvent =
                serde_json::from_str(&shared.body).map_err(|_| Why::Refused)?;
            in_place(event.id.0, event.stamp)?;
            Ok(Sound::Customer(Box::new(event)))
        }
    }
}

/// Masks secrets that the seat of an older version did not recognize.
fn masked(mut arrived: Vec<ArrivedEvent<Event>>) -> Vec<ArrivedEvent<Event>> {
    let events: Vec<Event> = arrived.iter().map(|it| it.event.clone()).collect();
    if let Some(masked) = masking::masked_to_leave(&events) {
        for (it, masked) in arrived.iter_mut().zip(masked) {
            if it.event != masked {
                *it = ArrivedEvent { event: masked, body: None };
            }
        }
    }
    arrived
}

fn masked_customer(
    mut arrived: Vec<ArrivedEvent<CustomerEvent>>,
) -> Vec<ArrivedEvent<CustomerEvent>> {
    let mut changes: Vec<_> = arrived.iter().map(|it| it.event.what.clone()).collect();
    customer::masked(&mut changes, &mut KnownSecrets::default());
    for (it, what) in arrived.iter_mut().zip(changes) {
        if it.event.what != what {
            it.event.what = what;
            it.body = None;
        }
    }
    arrived
}
