//! The users of both consoles that the table shows: looked through again only if something has changed,
//! not in every frame.

use std::collections::HashSet;

use super::open_ticket::OpenTicket;
use crate::app::command::ShownRows;
use crate::evidence::differences::{SideBySide, UserRow};

/// Which users are shown, by their places among all rows.
#[derive(Clone, Debug, Default)]
pub struct ShownUsers {
    /// What they were chosen by; `None` until they are.
    by: Option<ChosenBy>,
    places: Vec<usize>,
}

/// All that decides which users are shown, besides the rows themselves.
#[derive(Clone, Debug, PartialEq)]
struct ChosenBy {
    filter: String,
    shown: Option<ShownRows>,
    /// The lists change with the ticket.
    events: usize,
}

impl OpenTicket {
    /// Takes in the users of both consoles, all of which are shown.
    pub fn take_side_by_side(&mut self, side_by_side: Option<SideBySide>) {
        self.exports.side_by_side = side_by_side;
        self.exports.shown = None;
        self.exports.shown_users = ShownUsers::default();
    }

    /// The users to show side by side: all of whom something differs, or those that were asked for, that
    /// contain the words of the filter.
    pub fn shown_users(&mut self) -> Vec<&UserRow> {
        let by = ChosenBy {
            filter: self.exports.filter.trim().to_lowercase(),
            shown: self.exports.shown,
            events: self.stored.events.len(),
        };
        if self.exports.shown_users.by.as_ref() != Some(&by) {
            let places = self.places_of_shown(&by);
            self.exports.shown_users = ShownUsers { by: Some(by), places };
        }
        let rows = self.exports.side_by_side.as_ref().map_or(&[][..], |both| &both.rows);
        let places = self.exports.shown_users.places.iter();
        places.filter_map(|place| rows.get(*place)).collect()
    }

    fn places_of_shown(&self, by: &ChosenBy) -> Vec<usize> {
        let Some(both) = &self.exports.side_by_side else { return Vec::new() };
        let (kind, list) = match by.shown {
            None => (None, None),
            Some(ShownRows::Kind(kind)) => (Some(kind), None),
            Some(ShownRows::List(kind)) => (None, self.ticket().user_list(kind)),
        };
        let listed: Option<HashSet<&str>> =
            list.map(|list| list.users.iter().map(|user| user.address.for_insiders()).collect());
        let is_shown = |row: &UserRow| {
            let user = row.user.for_insiders();
            kind.is_none_or(|kind| row.kinds.contains(&kind))
                && listed.as_ref().is_none_or(|listed| listed.contains(user))
                && user.to_lowercase().contains(&by.filter)
        };
        let rows = both.rows.iter().enumerate();
        rows.filter(|(_, row)| is_shown(row)).map(|(place, _)| place).collect()
    }
}
