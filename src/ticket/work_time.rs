//! How long somebody worked on a ticket.

use jiff::{SignedDuration, Timestamp};

/// The time spent on a ticket. What is counted twice, by two windows or two people, counts once, so that
/// it is never more than the clock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkTime {
    /// When somebody worked: in order, without overlap.
    spans: Vec<(Timestamp, Timestamp)>,
    /// The minutes that somebody set, and when.
    set: Option<(u32, Timestamp)>,
}

impl WorkTime {
    /// Adds a time of work. One that ends before it begins counts nothing.
    pub(super) fn add(&mut self, from: Timestamp, until: Timestamp) {
        if from >= until {
            return;
        }
        let (mut from, mut until) = (from, until);
        self.spans.retain(|(begin, end)| {
            let is_apart = *end < from || until < *begin;
            if !is_apart {
                from = from.min(*begin);
                until = until.max(*end);
            }
            is_apart
        });
        let at = self.spans.partition_point(|(begin, _)| *begin < from);
        self.spans.insert(at, (from, until));
    }

    /// Takes the minutes that somebody set; what is counted later adds to them.
    pub(super) fn set(&mut self, minutes: u32, at: Timestamp) {
        self.set = Some((minutes, at));
    }

    /// Returns the whole minutes spent.
    pub fn minutes(&self) -> u32 {
        let since = self.set.map(|(_, at)| at);
        let counted = self.spans.iter().map(|(from, until)| {
            let from = since.map_or(*from, |since| since.max(*from));
            until.duration_since(from).max(SignedDuration::ZERO)
        });
        let minutes = counted.sum::<SignedDuration>().as_mins();
        let set = self.set.map_or(0, |(minutes, _)| minutes);
        set.saturating_add(u32::try_from(minutes).unwrap_or(u32::MAX))
    }

    /// Returns the time spent as shown, such as "35 min"; `None` if it is less than a minute.
    pub fn label(&self) -> Option<String> {
        match self.minutes() {
            0 => None,
            minutes => Some(format!("{minutes} min")),
        }
    }
}
