//! The one order of a ticket's events, whatever order they arrive in.

use jiff::Timestamp;

use super::event::Event;
use super::ids::SeatId;
use super::stamp::{ClockReading, Stamp};

/// Puts events into the order that all seats agree on: by clock, then seat, then id. Events without a
/// stamp come first, as they are.
pub fn sort(events: &mut [Event]) {
    let place = |event: &Event| event.stamp.map(|stamp| (stamp, event.id));
    events.sort_by_key(place);
}

/// Returns the latest clock among events.
pub fn latest(events: &[Event]) -> ClockReading {
    events.iter().filter_map(|event| Some(event.stamp?.clock)).max().unwrap_or_default()
}

/// Takes back the clocks of events that came from elsewhere to what is believed at `now`.
pub fn believe(events: &mut [Event], now: Timestamp) {
    for stamp in events.iter_mut().filter_map(|event| event.stamp.as_mut()) {
        stamp.clock = stamp.clock.believed(now);
    }
}

/// Stamps events that are added to a ticket, in order, with a seat. Events that have a stamp keep it.
pub fn stamp<'a>(
    events: impl IntoIterator<Item = &'a mut Event>,
    latest: ClockReading,
    seat: SeatId,
) {
    let mut clock = latest;
    for event in events {
        if let Some(stamp) = event.stamp {
            clock = clock.max(stamp.clock);
        } else {
            clock = ClockReading::after(clock, event.at);
            event.stamp = Some(Stamp { clock, seat });
        }
    }
}

/// Stamps the events of one ticket that a version without stamps wrote, in their order. The same events
/// get the same stamps on every machine.
pub fn stamp_older(events: &mut [Event]) {
    stamp(events, ClockReading::default(), SeatId::BEFORE_SEATS);
}
