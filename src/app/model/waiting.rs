//! The times that a ticket can wait until.

use jiff::{RoundMode, SignedDuration, Timestamp, TimestampRound, ToSpan, Unit, Zoned};

use super::open_ticket::OpenTicket;
use super::state::State;

/// The hour at which a day's work begins, when a time to wait until is proposed.
const MORNING: i8 = 9;

/// Proposed hours from now are whole quarters of an hour, so that they stay the same for a while.
const QUARTER: SignedDuration = SignedDuration::from_mins(15);

impl State {
    /// The time to wait until that is suggested: when every change has taken hold, else tomorrow
    /// morning.
    pub fn suggested_wait(&self) -> Timestamp {
        let now = self.session.now;
        let works_by = self.open.as_ref().and_then(OpenTicket::works_by);
        let tomorrow = self.morning(1).unwrap_or(now);
        works_by.filter(|at| *at > now).unwrap_or(tomorrow)
    }

    /// The time that is chosen to wait until, or else the suggested one.
    pub fn wait_in_view(&self) -> Timestamp {
        let chosen = self.ending.until.filter(|at| *at > self.session.now);
        chosen.unwrap_or_else(|| self.suggested_wait())
    }

    /// The times that can be waited until, the suggested one first, and `chosen`, if it is another one.
    pub fn wait_choices(&self, chosen: Option<Timestamp>) -> Vec<Timestamp> {
        let later = |hours| self.later(SignedDuration::from_hours(hours));
        let others = [later(1), later(4), self.morning(1), self.morning(2), self.morning(7)];
        let mut choices = vec![self.suggested_wait()];
        for time in others.into_iter().chain([chosen]).flatten() {
            if !choices.contains(&time) {
                choices.push(time);
            }
        }
        choices
    }

    /// The first quarter of an hour that is at least this much later.
    fn later(&self, than_now: SignedDuration) -> Option<Timestamp> {
        let at = self.session.now.checked_add(than_now).ok()?;
        let round = TimestampRound::new().smallest(Unit::Minute).mode(RoundMode::Ceil);
        at.round(round.increment(QUARTER.as_mins())).ok()
    }

    /// The morning of a day from today on, in the time zone of the window.
    fn morning(&self, days: i64) -> Option<Timestamp> {
        let today: Zoned = self.session.now.to_zoned(self.session.zone.clone());
        let day = today.date().checked_add(days.days()).ok()?;
        let morning = day.at(MORNING, 0, 0, 0).to_zoned(self.session.zone.clone()).ok()?;
        Some(morning.timestamp())
    }
}
