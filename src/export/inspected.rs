//! What exported files showed, as it stands in documents that stay inside.

use super::context::DocumentContext;
use super::document::{InternalDocument, Tick};
use super::words::{Insiders, Words};
use crate::evidence::{AffectedUser, FileRead, UserList};

/// How many users of one list are named; a CSV file has all that are kept.
const USERS_LISTED: usize = 50;

/// Which files were read, how, and whom they show.
pub(super) fn inspected(context: &DocumentContext<'_>, document: &mut InternalDocument) {
    if context.ticket.inspections.is_empty() {
        return;
    }
    document.heading("Exported files");
    for inspection in &context.ticket.inspections {
        for file in &inspection.files {
            document.fact(&file.name, how(file));
        }
        if let Some(licenses) = &inspection.licenses {
            document.fact(&licenses.file, Words::inside(licenses.summary()));
        }
        for list in &inspection.lists {
            document.item(Tick::Unclear, list.summary(), users(list));
        }
    }
}

/// How a file was read, and what was wrong with it.
fn how(file: &FileRead) -> Words<Insiders> {
    let faults = file.faults.first.iter().map(ToString::to_string);
    let parts: Vec<String> =
        std::iter::once(file.summary()).chain(file.notes.iter().cloned()).chain(faults).collect();
    Words::inside(parts.join("; "))
}

/// The first users of a list, a line each.
fn users(list: &UserList) -> Vec<Words<Insiders>> {
    let line = |user: &AffectedUser| Words::from(&user.address).and(": ").and(&user.detail);
    let mut lines: Vec<Words<Insiders>> = list.users.iter().take(USERS_LISTED).map(line).collect();
    let more = list.total - lines.len() as u64;
    lines.extend((more > 0).then(|| Words::inside(format!("and {more} more"))));
    lines
}
