//! What commands say when they fail.

use super::{Failure, FailureKind};
use crate::evidence::address_in;
use crate::privacy::quote::quote;

/// What stands in a message, in small letters, and what it means. The first that fits counts.
const MESSAGES: [(&str, FailureKind); 21] = [
    ("is not recognized as", FailureKind::NoSuchCommand),
    ("command not found", FailureKind::NoSuchCommand),
    ("commandnotfoundexception", FailureKind::NoSuchCommand),
    ("no such file or directory", FailureKind::NoSuchCommand),
    ("does not exist", FailureKind::NotFound),
    ("resource not found", FailureKind::NotFound),
    ("notfound", FailureKind::NotFound),
    ("user not found", FailureKind::NotFound),
    ("error: 404", FailureKind::NotFound),
    ("(404)", FailureKind::NotFound),
    ("invalid_grant", FailureKind::NotSignedIn),
    ("unauthorized", FailureKind::NotSignedIn),
    ("error: 401", FailureKind::NotSignedIn),
    ("(401)", FailureKind::NotSignedIn),
    ("connect-jconline", FailureKind::NotSignedIn),
    ("oauth2.txt", FailureKind::NotSignedIn),
    ("not authorized", FailureKind::NotAllowed),
    ("forbidden", FailureKind::NotAllowed),
    ("error: 403", FailureKind::NotAllowed),
    ("(403)", FailureKind::NotAllowed),
    ("insufficient permission", FailureKind::NotAllowed),
];

/// What a text says of a command that failed.
pub fn failure(text: &str) -> Option<Failure> {
    let (kind, line) = text.lines().find_map(|line| Some((kind_of(line)?, line)))?;
    let line = line.trim();
    Some(Failure { kind, user: address_in(line).map(quote), message: quote(line) })
}

fn kind_of(line: &str) -> Option<FailureKind> {
    let small = line.to_lowercase();
    let known = MESSAGES.iter().find(|(message, _)| small.contains(message));
    let is_error = small.trim_start().starts_with("error:")
        || small.contains(": error:")
        || small.trim_start().starts_with("exception:");
    known.map(|(_, kind)| *kind).or(is_error.then_some(FailureKind::Other))
}
