//! Takes secrets out of one JSON value: what stands under the name of a secret, and what looks like
//! one. What comes out is JSON again, and what is left is as it was written, but for white space
//! between values.

use std::borrow::Cow;

use serde::de::IgnoredAny;

use super::names;
use super::redactor::Redactor;
use crate::evidence::reading::columns::fold;
use crate::privacy::secrets::{self, SecretKind};

/// Keys that name what stands beside them: `{"name": "Cookie", "value": "…"}`.
const NAMING: [&str; 4] = ["name", "field", "key", "header"];

/// Keys of what stands beside such a name and is given to it.
const VALUES: [&str; 14] = [
    "value", "values", "val", "from", "to", "old", "new", "oldvalue", "newvalue", "before",
    "after", "content", "text", "data",
];

/// One value, cut into its parts.
enum Node<'j> {
    Object(Vec<(&'j str, Node<'j>)>),
    Array(Vec<Node<'j>>),
    /// With its quotes.
    Text(&'j str),
    /// A number, a truth value or nothing.
    Plain(&'j str),
}

/// What stands around a value.
#[derive(Clone, Copy)]
struct Around<'n> {
    /// Its name.
    name: &'n str,
    /// The name of a secret under which all of it stands; empty if there is none.
    secret: &'n str,
}

/// Redacts one value.
///
/// # Errors
/// If it is no JSON.
pub fn redact(value: &[u8], redactor: &mut Redactor, out: &mut Vec<u8>) -> serde_json::Result<()> {
    // What follows relies on it.
    serde_json::from_slice::<IgnoredAny>(value)?;
    let text = String::from_utf8_lossy(value);
    let mut cut = Cut { rest: &text };
    let node = cut.node();
    write(&node, Around { name: "", secret: "" }, redactor, out);
    Ok(())
}

fn write(node: &Node<'_>, around: Around<'_>, redactor: &mut Redactor, out: &mut Vec<u8>) {
    match node {
        Node::Object(members) => write_object(members, around, redactor, out),
        Node::Array(nodes) => {
            out.push(b'[');
            for (at, node) in nodes.iter().enumerate() {
                out.extend((at > 0).then_some(b','));
                write(node, around, redactor, out);
            }
            out.push(b']');
        }
        Node::Text(raw) => write_text(raw, around, redactor, out),
        Node::Plain(raw) => {
            let is_number = raw.starts_with(|c: char| c == '-' || c.is_ascii_digit());
            if is_number {
                write_number(raw, around, redactor, out);
            } else {
                out.extend_from_slice(raw.as_bytes());
            }
        }
    }
}

fn write_object(
    members: &[(&str, Node<'_>)],
    around: Around<'_>,
    redactor: &mut Redactor,
    out: &mut Vec<u8>,
) {
    let text_at = |wanted: &str| {
        members.iter().find_map(|(key, node)| match node {
            Node::Text(raw) if fold(key) == wanted => Some(read(raw)),
            _ => None,
        })
    };
    let named = NAMING.iter().find_map(|naming| text_at(naming)).unwrap_or_default();
    let is_coded = text_at("encoding").is_some_and(|encoding| encoding == "base64");
    out.push(b'{');
    for (at, (key, node)) in members.iter().enumerate() {
        out.extend((at > 0).then_some(b','));
        write_key(key, redactor, out);
        out.push(b':');
        let plain_key = read(key);
        let folded = fold(&plain_key);
        if folded == "cookies"
            && let Node::Array(cookies) = node
        {
            if !cookies.is_empty() {
                redactor.remove(SecretKind::Cookie, "");
            }
            out.extend_from_slice(b"[]");
            continue;
        }
        if is_coded
            && folded == "text"
            && let Node::Text(raw) = node
        {
            let redacted = redactor.wrapped(&read(raw));
            push_text(&redacted, out);
            continue;
        }
        let is_name = NAMING.contains(&folded.as_str());
        let mut names = vec![around.secret, &plain_key];
        names.extend(VALUES.contains(&folded.as_str()).then_some(named.as_ref()));
        let secret = names.into_iter().find(|name| secrets::is_name(name)).unwrap_or_default();
        let by_key = names::identity(&plain_key).is_some() || named.is_empty() || is_name;
        let name = if by_key { &plain_key } else { &named };
        write(node, Around { name, secret }, redactor, out);
    }
    out.push(b'}');
}

/// A key may be somebody's address.
fn write_key(raw: &str, redactor: &mut Redactor, out: &mut Vec<u8>) {
    if raw.len() > 24 || raw.contains('@') {
        write_text(raw, Around { name: "", secret: "" }, redactor, out);
    } else {
        out.extend_from_slice(raw.as_bytes());
    }
}

fn write_text(raw: &str, around: Around<'_>, redactor: &mut Redactor, out: &mut Vec<u8>) {
    let text = read(raw);
    let redacted = match secrets::named(around.secret, &text) {
        Some(kind) => redactor.remove(kind, &text),
        None => redactor.named(around.name, &text),
    };
    if redacted == text && is_readable(raw, &text) {
        out.extend_from_slice(raw.as_bytes());
    } else {
        push_text(&redacted, out);
    }
}

fn write_number(raw: &str, around: Around<'_>, redactor: &mut Redactor, out: &mut Vec<u8>) {
    match secrets::named(around.secret, raw) {
        Some(kind) => {
            let instead = redactor.remove(kind, raw);
            push_text(&instead, out);
        }
        _ if redactor.pseudonyms.is_some() => {
            let redacted = redactor.text(names::identity(around.name), raw);
            if redacted == raw {
                out.extend_from_slice(raw.as_bytes());
            } else {
                push_text(&redacted, out);
            }
        }
        _ => out.extend_from_slice(raw.as_bytes()),
    }
}

/// Writes a text in quotes.
fn push_text(text: &str, out: &mut Vec<u8>) {
    // Text always becomes JSON.
    out.extend(serde_json::to_vec(text).unwrap_or_else(|_| b"\"\"".to_vec()));
}

/// Whether something was read where something stands.
fn is_readable(raw: &str, text: &str) -> bool {
    !text.is_empty() || raw.len() == 2
}

/// What a text in quotes says; nothing where it holds half a character.
fn read(raw: &str) -> Cow<'_, str> {
    let inside = raw.get(1..raw.len() - 1).unwrap_or_default();
    if inside.contains('\\') {
        Cow::Owned(serde_json::from_str(raw).unwrap_or_default())
    } else {
        Cow::Borrowed(inside)
    }
}

/// Cuts valid JSON into its parts.
struct Cut<'j> {
    rest: &'j str,
}

impl<'j> Cut<'j> {
    fn node(&mut self) -> Node<'j> {
        self.skip();
        match self.rest.as_bytes().first() {
            Some(b'{') => Node::Object(self.members()),
            Some(b'[') => {
                self.take(1);
                let mut nodes = Vec::new();
                while !self.ends(']') {
                    nodes.push(self.node());
                }
                Node::Array(nodes)
            }
            Some(b'"') => Node::Text(self.quoted()),
            _ => {
                let ends = |c: char| c.is_ascii_whitespace() || ",]}".contains(c);
                Node::Plain(self.take(self.rest.find(ends).unwrap_or(self.rest.len())))
            }
        }
    }

    fn members(&mut self) -> Vec<(&'j str, Node<'j>)> {
        self.take(1);
        let mut members = Vec::new();
        while !self.ends('}') {
            let key = self.quoted();
            self.skip();
            // The colon.
            self.take(1);
            members.push((key, self.node()));
        }
        members
    }

    /// Whether a list ends here; its end and the commas in it are passed over.
    fn ends(&mut self, bracket: char) -> bool {
        self.skip();
        if self.rest.starts_with(',') {
            self.take(1);
            self.skip();
        }
        let ends = self.rest.is_empty() || self.rest.starts_with(bracket);
        if self.rest.starts_with(bracket) {
            self.take(1);
        }
        ends
    }

    /// A text with its quotes.
    fn quoted(&mut self) -> &'j str {
        let bytes = self.rest.as_bytes();
        let mut at = 1;
        while let Some(found) = memchr::memchr2(b'"', b'\\', bytes.get(at..).unwrap_or_default()) {
            at += found;
            if bytes[at] == b'"' {
                return self.take(at + 1);
            }
            at += 2;
        }
        self.take(self.rest.len())
    }

    fn skip(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\n', '\r', '\t']);
    }

    fn take(&mut self, bytes: usize) -> &'j str {
        let (taken, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }
}
