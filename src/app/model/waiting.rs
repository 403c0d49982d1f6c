//! The times that a ticket can wait until.

use jiff::{SignedDuration, Timestamp, ToSpan, Zoned};

use super::open_ticket::OpenTicket;
use super::state::State;

/// The hour at which a day's work begins, when a time to wait until is proposed.
const MORNING: i8 = 9;

impl State {
    /// The time to wait until that is suggested: when every change has taken hold, else tomorrow
    /// morning.
    pub fn suggested_wait(&self) -> Timestamp {
        let now = self.session.now;
        let works_by = self.open.as_ref().and_then(OpenTicket::works_by);
        let tomorrow = self.morning(1).unwrap_or(now);
        works_by.filter(|at| *at > now).unwrap_or(tomorrow)
    }

    /// The times that can be waited until, the suggested one first.
    pub fn wait_choices(&self) -> Vec<Timestamp> {
        let now = self.session.now;
        let later = |hours| now.checked_add(SignedDuration::from_hours(hours)).ok();
        let others = [later(1), later(4), self.morning(1), self.morning(2), self.morning(7)];
        let mut choices = vec![self.suggested_wait()];
        for time in others.into_iter().flatten() {
            if !choices.contains(&time) {
                choices.push(time);
            }
        }
        choices
    }

    /// The morning of a day from today on, in the time zone of the window.
    fn morning(&self, days: i64) -> Option<Timestamp> {
        let today: Zoned = self.session.now.to_zoned(self.session.zone.clone());
        let day = today.date().checked_add(days.days()).ok()?;
        let morning = day.at(MORNING, 0, 0, 0).to_zoned(self.session.zone.clone()).ok()?;
        Some(morning.timestamp())
    }
}
