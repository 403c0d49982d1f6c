//! Lists of users as CSV: how all users of both consoles differ, and a list of affected users: to look through, or in the form of Google's bulk upload, which
//! makes suspended users active again. <https://support.google.com/a/answer/1110339>,
//! <https://support.google.com/a/answer/40057>

use super::csv::row;
use crate::evidence::differences::FoundDifference;
use crate::evidence::{AffectedUser, UserList};
use crate::privacy::InternalText;

/// The columns that an upload needs.
const UPLOAD: [&str; 6] = [
    "First Name [Required]",
    "Last Name [Required]",
    "Email Address [Required]",
    "Password [Required]",
    "Org Unit Path [Required]",
    "New Status [UPLOAD ONLY]",
];

/// Four asterisks leave a password as it is.
const SAME_PASSWORD: &str = "****";

/// The users of a list as CSV that makes them active when it is uploaded. An upload sets names and
/// organizational unit too, so that who is known without them is left out; [`left_out`] counts them.
pub fn to_unsuspend(list: &UserList) -> String {
    let users = list.users.iter().filter_map(uploaded);
    let rows = users.map(|[first, last, address, unit]| {
        row(&[first, last, address, SAME_PASSWORD, unit, "Active"])
    });
    std::iter::once(row(&UPLOAD)).chain(rows).collect()
}

/// How many of a list no upload can hold: their names or organizational unit are not known, or they
/// are more than are kept.
pub fn left_out(list: &UserList) -> u64 {
    list.total - list.users.iter().filter_map(uploaded).count() as u64
}

fn uploaded(user: &AffectedUser) -> Option<[&str; 4]> {
    let cells = [&user.first_name, &user.last_name, &user.address, &user.org_unit];
    let cells = cells.map(InternalText::for_insiders);
    cells.iter().all(|cell| !cell.trim().is_empty()).then_some(cells)
}

/// The users of a list as CSV to look through.
pub fn to_look_through(list: &UserList) -> String {
    let users = list.users.iter().map(|user| {
        let cells =
            [&user.address, &user.first_name, &user.last_name, &user.org_unit, &user.detail];
        row(&cells.map(InternalText::for_insiders))
    });
    let header = row(&["Email Address", "First Name", "Last Name", "Org Unit Path", "Why"]);
    std::iter::once(header).chain(users).collect()
}

/// The header of the differences between all users of both consoles.
pub fn difference_header() -> String {
    row(&["User", "Difference", "Google", "JumpCloud", "Google row", "JumpCloud row"])
}

/// One difference between the users of both consoles, as a row below that header.
pub fn difference_row(difference: &FoundDifference<'_>) -> String {
    let FoundDifference { kind, user, google, jumpcloud, google_row, jumpcloud_row } = difference;
    let [google_row, jumpcloud_row] =
        [google_row, jumpcloud_row].map(|row| row.as_deref().unwrap_or_default());
    row(&[user, kind.id(), google, jumpcloud, google_row, jumpcloud_row])
}
