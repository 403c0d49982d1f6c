//! The place of an event in the order of all seats: a hybrid logical clock and the seat.
//!
//! Clocks of machines differ, so the time of an event does not order it. A hybrid logical clock does:
//! it is at least the machine's time and always later than everything its seat has seen of the ticket
//! (Kulkarni et al., "Logical Physical Clocks and Consistent Snapshots in Globally Distributed
//! Databases", 2014).

use std::fmt;
use std::str::FromStr;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::ids::SeatId;

/// A reading of the clock: milliseconds since 1970 UTC, and a count that orders readings of the same
/// millisecond. Written as twelve and four hexadecimal digits, so that texts sort like readings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClockReading {
    millis: u64,
    count: u16,
}

/// The latest millisecond of a reading, twelve hexadecimal digits.
const LAST_MILLIS: u64 = 0xffff_ffff_ffff;

/// How far the clock of another seat may be ahead of this one.
const MOST_AHEAD: SignedDuration = SignedDuration::from_hours(72);

/// A text that is no reading of the clock.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("`{0}` is no reading of the clock; expected twelve and four hexadecimal digits")]
pub struct NotAReading(String);

impl ClockReading {
    /// Returns the reading of an event at `now` whose seat has seen `latest`. Once no later one can be
    /// written, it is `latest` again, and the ids of events order them.
    #[must_use]
    pub fn after(latest: Self, now: Timestamp) -> Self {
        let millis = u64::try_from(now.as_millisecond()).unwrap_or_default();
        if millis > latest.millis {
            return Self { millis, count: 0 };
        }
        match latest.count.checked_add(1) {
            Some(count) => Self { count, ..latest },
            None if latest.millis < LAST_MILLIS => Self { millis: latest.millis + 1, count: 0 },
            None => latest,
        }
    }

    /// Returns whether the reading is later than any of a clock that shows `time`.
    #[must_use]
    pub fn is_after(self, time: Timestamp) -> bool {
        self > Self { count: u16::MAX, ..Self::after(Self::default(), time) }
    }

    /// Returns the reading, or the latest one that is believed at `now`: a clock that is years ahead, or
    /// a forged one, would put everything that follows years ahead, too.
    #[must_use]
    pub fn believed(self, now: Timestamp) -> Self {
        let latest = now.checked_add(MOST_AHEAD).unwrap_or(Timestamp::MAX);
        self.min(Self::after(Self::default(), latest))
    }
}

impl fmt::Display for ClockReading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:012x}-{:04x}", self.millis, self.count)
    }
}

impl FromStr for ClockReading {
    type Err = NotAReading;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read = || {
            let (millis, count) = text.split_once('-')?;
            let is_hex = |part: &str| part.bytes().all(|byte| byte.is_ascii_hexdigit());
            let is_reading =
                millis.len() == 12 && count.len() == 4 && is_hex(millis) && is_hex(count);
            let millis = u64::from_str_radix(millis, 16).ok().filter(|_| is_reading)?;
            Some(Self { millis, count: u16::from_str_radix(count, 16).ok()? })
        };
        read().ok_or_else(|| NotAReading(text.to_owned()))
    }
}

impl From<ClockReading> for String {
    fn from(reading: ClockReading) -> Self {
        reading.to_string()
    }
}

impl TryFrom<String> for ClockReading {
    type Error = NotAReading;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

/// Where an event stands in the order that all seats agree on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stamp {
    /// The clock when it was recorded.
    pub clock: ClockReading,
    /// The seat that recorded it.
    pub seat: SeatId,
}
