//! What kind of records a JSON file holds, by the keys that they have, whatever wraps them.

use super::super::finding::Format;

/// A set of keys of one object.
type Keys = u32;

/// Keys by which records are told apart. Some stand for several.
const KEYS: [(&str, Keys); 31] = [
    ("event_type", EVENT_TYPE),
    ("actor", ACTOR),
    ("events", EVENTS),
    ("event", EVENTS),
    ("id", ID),
    ("name", NAME),
    ("parameters", PARAMETERS),
    ("google_workspace", GOOGLE_WORKSPACE),
    ("startedDateTime", STARTED),
    ("request", REQUEST),
    ("response", RESPONSE),
    ("primaryEmail", PRIMARY_EMAIL),
    ("username", USERNAME),
    ("email", EMAIL),
    ("_id", OF_USER),
    ("firstname", OF_USER),
    ("lastname", OF_USER),
    ("activated", OF_USER),
    ("suspended", OF_USER),
    ("account_locked", OF_USER),
    ("systemUsername", OF_USER),
    ("state", OF_USER),
    ("entity", ENTITY),
    ("assignedTo", ASSIGNED_TO),
    ("assignedToUser", ASSIGNED_TO),
    ("roleId", ROLE_ID),
    ("roleName", ROLE_NAME),
    ("role", ROLE_NAME),
    ("isSuperAdminRole", ROLE_NAME),
    ("initiated_by", INITIATED_BY),
    ("resource", RESOURCE),
];
const EVENT_TYPE: Keys = 1;
const ACTOR: Keys = 1 << 1;
const EVENTS: Keys = 1 << 2;
const ID: Keys = 1 << 3;
const NAME: Keys = 1 << 4;
const PARAMETERS: Keys = 1 << 5;
const GOOGLE_WORKSPACE: Keys = 1 << 6;
const STARTED: Keys = 1 << 7;
const REQUEST: Keys = 1 << 8;
const RESPONSE: Keys = 1 << 9;
const PRIMARY_EMAIL: Keys = 1 << 10;
const USERNAME: Keys = 1 << 11;
const EMAIL: Keys = 1 << 12;
const OF_USER: Keys = 1 << 13;
const ENTITY: Keys = 1 << 14;
const ASSIGNED_TO: Keys = 1 << 15;
const ROLE_ID: Keys = 1 << 16;
const ROLE_NAME: Keys = 1 << 17;
const INITIATED_BY: Keys = 1 << 18;
const RESOURCE: Keys = 1 << 19;

/// What records of a kind have, all of one line.
const SIGNATURES: [(Format, &[Keys]); 7] = [
    (Format::InsightsJson, &[EVENT_TYPE]),
    (
        Format::GoogleLogJson,
        &[
            EVENTS | ACTOR,
            NAME | PARAMETERS | ID,
            NAME | PARAMETERS | ACTOR,
            EVENTS | GOOGLE_WORKSPACE,
        ],
    ),
    (Format::Har, &[STARTED, REQUEST | RESPONSE]),
    (Format::GoogleUsersJson, &[PRIMARY_EMAIL]),
    (Format::JumpcloudUsersJson, &[USERNAME | OF_USER, EMAIL | OF_USER]),
    (Format::UsageReport, &[ENTITY | PARAMETERS]),
    (
        Format::RoleAssignments,
        &[ASSIGNED_TO | ROLE_ID, ASSIGNED_TO | ROLE_NAME, ROLE_ID | ROLE_NAME],
    ),
];

/// What records have that lack a part, and what wraps records may have too: it counts where nothing else
/// is found.
const WEAK: [(Format, Keys); 2] =
    [(Format::GoogleLogJson, EVENTS | ID), (Format::InsightsJson, INITIATED_BY | RESOURCE)];

/// The kind of the records in the beginning of a file: the one that is wrapped the least.
pub fn format(begun: &[u8]) -> Option<Format> {
    let Search { best, weak } = search(begun, 0);
    best.map(|(_, format)| format).or(weak)
}

/// What was found, each with how deep it stands.
#[derive(Default)]
struct Search {
    best: Option<(usize, Format)>,
    weak: Option<Format>,
}

impl Search {
    fn take(&mut self, depth: usize, format: Format) {
        if self.best.is_none_or(|(known, _)| depth < known) {
            self.best = Some((depth, format));
        }
    }

    /// Takes in that an object has these keys.
    fn take_keys(&mut self, depth: usize, keys: Keys) {
        let fits = |signature: &Keys| keys & signature == *signature;
        let strong = SIGNATURES.iter().find(|(_, all)| all.iter().any(fits));
        if let Some((format, _)) = strong {
            self.take(depth, *format);
        }
        let weak = WEAK.iter().find(|(_, signature)| fits(signature));
        self.weak = self.weak.or(weak.map(|(format, _)| *format));
    }
}

/// How deep texts that hold JSON may stand in each other.
const TEXTS: usize = 3;

fn search(begun: &[u8], texts: usize) -> Search {
    let mut stack: Vec<Option<Keys>> = Vec::new();
    let (mut found, mut at, mut is_key) = (Search::default(), 0, false);
    while let Some(&byte) = begun.get(at) {
        match byte {
            b'"' => {
                let length = super::string_length(&begun[at..]);
                let text = &begun[at + 1..length.map_or(begun.len(), |length| at + length - 1)];
                let depth = stack.len();
                if let (true, Some(Some(keys))) = (is_key, stack.last_mut()) {
                    *keys |= keys_of(text);
                    found.take_keys(depth, *keys);
                } else if matches!(text.first(), Some(b'{' | b'[')) && texts < TEXTS {
                    let inner = String::from_utf8_lossy(text).replace("\\\"", "\"");
                    let inner = inner.replace("\\\\", "\\");
                    let inside = search(inner.as_bytes(), texts + 1);
                    if let Some((more, format)) = inside.best {
                        found.take(depth + more, format);
                    }
                    found.weak = found.weak.or(inside.weak);
                }
                let Some(length) = length else { break };
                at += length - 1;
                is_key = false;
            }
            b'{' => {
                stack.push(Some(0));
                is_key = true;
            }
            b'[' => stack.push(None),
            b'}' | b']' => {
                stack.pop();
            }
            b',' => is_key = true,
            _ => {}
        }
        at += 1;
    }
    found
}

/// What a key stands for; of a path each part.
fn keys_of(key: &[u8]) -> Keys {
    let of_part = |part: &[u8]| {
        KEYS.iter().find(|(name, _)| name.as_bytes() == part).map_or(0, |(_, keys)| *keys)
    };
    match memchr::memchr(b'.', key) {
        None => of_part(key),
        // The beginning of a path stands in this object, and its end in one of the same record.
        Some(_) => key.split(|byte| *byte == b'.').map(of_part).fold(0, |all, keys| all | keys),
    }
}
