//! Which users of both consoles the table shows: chosen again only if something has changed, not in every
//! frame.

use std::collections::HashSet;

use crate::app::command::ShownRows;
use crate::evidence::UserList;
use crate::evidence::differences::UserRow;

/// Which users are shown, by their places among all rows.
#[derive(Clone, Debug, Default)]
pub struct ShownUsers {
    /// What they were chosen by; `None` until they are.
    by: Option<ChosenBy>,
    places: Vec<usize>,
}

/// All that decides which users are shown, besides the rows themselves.
#[derive(Clone, Debug, PartialEq)]
pub struct ChosenBy {
    /// The words that their addresses contain, in lower case.
    pub filter: String,
    /// Which rows are asked for; `None` for all.
    pub shown: Option<ShownRows>,
    /// The number of events of the ticket, whose lists change with it.
    pub events: usize,
}

impl ShownUsers {
    /// Whether they were chosen by this.
    pub fn are_by(&self, by: &ChosenBy) -> bool {
        self.by.as_ref() == Some(by)
    }

    /// Chooses among rows; `list` holds the users that a list asks for.
    pub fn choose(rows: &[UserRow], by: ChosenBy, list: Option<&UserList>) -> Self {
        let kind = match by.shown {
            Some(ShownRows::Kind(kind)) => Some(kind),
            Some(ShownRows::List(_)) | None => None,
        };
        let listed: Option<HashSet<&str>> =
            list.map(|list| list.users.iter().map(|user| user.address.for_insiders()).collect());
        let is_shown = |row: &UserRow| {
            let user = row.user.for_insiders();
            kind.is_none_or(|kind| row.kinds.contains(&kind))
                && listed.as_ref().is_none_or(|listed| listed.contains(user))
                && user.to_lowercase().contains(&by.filter)
        };
        let all = rows.iter().enumerate();
        let places = all.filter(|(_, row)| is_shown(row)).map(|(place, _)| place).collect();
        Self { by: Some(by), places }
    }

    /// The rows that are shown, of those that they were chosen among.
    pub fn of<'a>(&self, rows: &'a [UserRow]) -> Vec<&'a UserRow> {
        self.places.iter().filter_map(|place| rows.get(*place)).collect()
    }
}
