//! In which order tickets are listed. A ticket whose wait is over comes first in all of them.

use std::cmp::{Ordering, Reverse};

use clap::ValueEnum;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ticket::summary::Summary;

/// The order of a list of tickets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum ListOrder {
    /// The latest change first.
    #[default]
    Changed,
    /// The one opened last first.
    Newest,
    /// The one opened first first.
    Oldest,
    /// By the customer's name; tickets without one come last.
    Customer,
    /// Open, waiting, solved, handed over, given up.
    State,
}

/// The conditions of a ticket that is open, and of one that waits, in SQL.
pub(super) const IS_OPEN: &str = "outcome IS NULL AND (waits_until IS NULL OR waits_until <= :now)";
pub(super) const WAITS: &str = "outcome IS NULL AND waits_until > :now";

/// Some of the rows of a list: a condition, if not all, and their order, in SQL.
pub(super) type Part = (Option<&'static str>, &'static str);

/// Both keys are of an index, or the rows are few.
const CHANGED: &str = "changed_at DESC, id DESC";

impl ListOrder {
    /// All orders, in which they are offered.
    pub const ALL: [Self; 5] =
        [Self::Changed, Self::Newest, Self::Oldest, Self::Customer, Self::State];

    /// Returns the order as shown, as a part of a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Self::Changed => "latest change first",
            Self::Newest => "newest first",
            Self::Oldest => "oldest first",
            Self::Customer => "by customer",
            Self::State => "by state",
        }
    }

    /// The rows of a list one after the other, so that none is read that is not listed. Ids grow with the
    /// time at which tickets are opened.
    pub(super) fn parts(self) -> &'static [Part] {
        match self {
            Self::Changed => &[(None, CHANGED)],
            Self::Newest => &[(None, "ticket DESC")],
            Self::Oldest => &[(None, "ticket")],
            Self::Customer => &[
                (Some("customer COLLATE NOCASE > ''"), "customer COLLATE NOCASE, ticket DESC"),
                (Some("customer COLLATE NOCASE = ''"), "ticket DESC"),
            ],
            Self::State => &[
                (Some(IS_OPEN), CHANGED),
                (Some(WAITS), "waits_until"),
                (Some("outcome = 'solved'"), CHANGED),
                (Some("outcome = 'escalated'"), CHANGED),
                (Some("outcome = 'abandoned'"), CHANGED),
            ],
        }
    }

    /// Compares two rows, the one that is listed first before the other.
    pub(super) fn compare(self, a: &Summary, b: &Summary, now: Timestamp) -> Ordering {
        let due = |row: &Summary| row.waits_until.filter(|_| row.is_due(now));
        // `None` is less than any time, but comes after them.
        let by_due = due(a).is_none().cmp(&due(b).is_none()).then(due(a).cmp(&due(b)));
        by_due.then_with(|| match self {
            Self::Changed => b.changed_at.cmp(&a.changed_at),
            Self::Newest => b.id.cmp(&a.id),
            Self::Oldest => a.id.cmp(&b.id),
            Self::Customer => {
                let key = |row: &Summary| {
                    let name = row.customer.to_ascii_lowercase();
                    (name.is_empty(), name, Reverse(row.id))
                };
                key(a).cmp(&key(b))
            }
            Self::State => {
                let key = |row: &Summary| (row.state(now), Reverse(row.changed_at));
                key(a).cmp(&key(b))
            }
        })
    }
}
