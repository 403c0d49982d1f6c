//! Secrets in pasted text: found by their shape, and masked before anything is stored.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// A kind of secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A private key in a block of its own.
    PrivateKey,
    /// A token or key of a program.
    Token,
    /// What an identity provider says of somebody who signs in.
    SamlResponse,
    /// A cookie of a browser.
    Cookie,
    /// A password.
    Password,
    /// Codes that stand in for a second factor.
    BackupCodes,
}

impl Kind {
    /// The kind as it is told, and as it stands in place of the secret.
    pub fn name(self) -> &'static str {
        match self {
            Self::PrivateKey => "private key",
            Self::Token => "token",
            Self::SamlResponse => "SAML response",
            Self::Cookie => "cookie",
            Self::Password => "password",
            Self::BackupCodes => "backup code",
        }
    }
}

/// What a kind of secret looks like: the whole match, or what is called `secret` in it, or `pass` for
/// what is none where it is a plain word. Borders of words are those of ASCII, which are found many
/// times faster in a text that has other letters.
const SHAPES: &[(Kind, &str)] = &[
    (
        Kind::PrivateKey,
        r"-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|\z)",
    ),
    (
        Kind::SamlResponse,
        r"(?i)<(?:saml2?p?:)(?:Response|Assertion|EncryptedAssertion|AuthnRequest)(?-u:\b)[\s\S]*?(?:</(?:saml2?p?:)(?:Response|Assertion|EncryptedAssertion|AuthnRequest)>|\z)",
    ),
    // The same as base64.
    (Kind::SamlResponse, r"(?-u:\b)PHNhbWw[A-Za-z0-9+/=_-]{20,}"),
    (Kind::Cookie, r"(?i)(?-u:\b)(?:set-)?cookie:[ \t]*(?P<secret>[^\r\n]{8,})"),
    (Kind::Token, r"(?i)(?-u:\b)authorization:[ \t]*(?P<secret>(?:bearer|basic)[ \t]+\S{8,})"),
    (Kind::Token, r"(?i)(?-u:\b)bearer[ \t]+(?P<secret>[A-Za-z0-9._~+/-]{20,}=*)"),
    // JSON web tokens, and the tokens, keys and codes of Google, JumpCloud and their neighbors.
    (Kind::Token, r"(?-u:\b)eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}"),
    (Kind::Token, r"(?-u:\b)ya29\.[A-Za-z0-9_.-]{20,}"),
    (Kind::Token, r"(?-u:\b)AIza[A-Za-z0-9_-]{35}"),
    (Kind::Token, r"(?-u:\b)GOCSPX-[A-Za-z0-9_-]{20,}"),
    (Kind::Token, r"(?-u:\b)[14]/{1,2}0[A-Za-z0-9_-]{20,}"),
    (Kind::Token, r"(?-u:\b)jca_[A-Za-z0-9]{20,}"),
    (Kind::Token, r"(?-u:\b)(?:AKIA|ASIA)[A-Z0-9]{16}(?-u:\b)"),
    (Kind::Token, r"(?-u:\b)(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,})"),
    (Kind::Token, r"(?-u:\b)xox[abeoprs]-[A-Za-z0-9-]{10,}"),
    (
        Kind::Token,
        r#"(?i)(?-u:\b)(?:x-api-key|api[ _-]?key|access[ _-]?token|refresh[ _-]?token|id[ _-]?token|client[ _-]?secret|connect[ _-]?key|auth[ _-]?code)["']?[ \t]*(?:[:=]|(?-u:\b)is(?-u:\b))[ \t]*["']?(?P<secret>[A-Za-z0-9._~+/=-]{12,})"#,
    ),
    (
        Kind::Token,
        r"(?i)[?&](?:code|token|access_token|id_token|sig|signature|samlresponse)=(?P<secret>[^&\s#]{12,})",
    ),
    // Said of any token, only what no word looks like.
    (
        Kind::Token,
        r#"(?i)(?-u:\b)token["']?[ \t]*[:=][ \t]*["']?(?P<secret>[A-Za-z0-9._~+/-]*(?:[a-z][0-9]|[0-9][a-z])[A-Za-z0-9._~+/=-]{6,})"#,
    ),
    // A JumpCloud API key of the older kind: forty hexadecimal digits.
    (Kind::Token, r"(?-u:\b)[0-9a-f]{40}(?-u:\b)"),
    (
        Kind::Password,
        r#"(?i)(?-u:\b)(?:password|passwort|passwd|pwd|pw|passphrase|passcode)["']?[ \t]*[:=][ \t]*["']?(?P<pass>[^\s"'\[<,;][^\s"'<,;]{3,})"#,
    ),
    // On a line of its own even a word may be one.
    (
        Kind::Password,
        r"(?im)^[ \t>*-]*(?:password|passwort|passwd|pwd|passphrase|passcode)[ \t]*[:=][ \t]*(?P<secret>[^\s\[]\S{3,})[ \t]*\r?$",
    ),
    // Said in a sentence, only what no word looks like.
    (
        Kind::Password,
        r#"(?i)(?-u:\b)(?:password|passwort|passphrase|passcode)[ \t]+(?:is|was|ist|lautet)[ \t:]+["']?(?P<secret>[^\s"'\[<,;]*(?:[a-z][0-9]|[0-9][a-z]|[!#$%&*+=?@^_~])[^\s"'<,;]*)"#,
    ),
    // Google's come by the ten as 1234 5678; three in a row are no accident.
    (
        Kind::BackupCodes,
        r"(?P<secret>(?-u:\b)\d{4}[ -]?\d{4}(?-u:\b)(?:[\s,;.)\d]{1,8}?(?-u:\b)\d{4}[ -]?\d{4}(?-u:\b)){2,})",
    ),
    // Fewer where they are called so.
    (
        Kind::BackupCodes,
        r"(?i)(?-u:\b)(?:back-?up|verification|recovery|wiederherstellungs)[ -]?codes?(?:[ \t]+(?:is|are|was|were))?[ \t]*[:=]?\s*(?P<secret>\d{4}[ -]?\d{4}(?-u:\b)(?:[\s,;.]{1,4}\d{4}[ -]?\d{4}(?-u:\b))*)",
    ),
    (Kind::BackupCodes, r"(?-u:\b)G-(?P<secret>\d{6})(?-u:\b)"),
];

/// Words that follow "password:" and are none.
const NO_PASSWORDS: &[&str] = &[
    "blank",
    "changed",
    "disabled",
    "empty",
    "enabled",
    "exclude",
    "expired",
    "export",
    "exported",
    "failed",
    "false",
    "forgotten",
    "import",
    "imported",
    "incorrect",
    "invalid",
    "locked",
    "missing",
    "never",
    "none",
    "null",
    "policy",
    "required",
    "reset",
    "same",
    "sync",
    "synced",
    "true",
    "unchanged",
    "unknown",
    "works",
    "wrong",
];

static FOUND_BY: LazyLock<Vec<(Kind, Regex)>> = LazyLock::new(|| {
    // Every shape is compiled by a test; one that were wrong would find nothing.
    SHAPES.iter().filter_map(|(kind, shape)| Some((*kind, Regex::new(shape).ok()?))).collect()
});

/// A text without its secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Masked {
    /// The text, with the kind of each secret in its place.
    pub text: String,
    /// The kinds that were found, each once.
    pub kinds: Vec<Kind>,
}

/// Masks the secrets in a text; nothing where there are none. What `is_known` says of a secret is
/// stored already: it was let through before.
pub fn mask(text: &str, is_known: impl Fn(&str) -> bool) -> Option<Masked> {
    let mut found: Vec<(Range<usize>, Kind)> = FOUND_BY
        .iter()
        .flat_map(|(kind, shape)| shape.captures_iter(text).map(|found| (found, *kind)))
        .filter_map(|(found, kind)| {
            let pass = found.name("pass");
            let secret = pass.or(found.name("secret")).or(found.get(0))?;
            let word = secret.as_str().trim_end_matches(['.', ')', '?', '!']);
            let is_word = NO_PASSWORDS.contains(&word.to_lowercase().as_str())
                || (pass.is_some() && is_plain(word));
            (!is_word && !is_known(secret.as_str())).then(|| (secret.range(), kind))
        })
        .collect();
    // The longest of those that begin alike, so that a block is masked as one.
    found.sort_by_key(|(place, kind)| (place.start, std::cmp::Reverse(place.end), *kind));
    let (mut masked, mut kinds, mut end) = (String::with_capacity(text.len()), Vec::new(), 0);
    for (place, kind) in found {
        if place.start < end {
            continue;
        }
        masked.push_str(&text[end..place.start]);
        masked.extend(["[", kind.name(), " masked]"]);
        end = place.end;
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    masked.push_str(&text[end..]);
    (!kinds.is_empty()).then_some(Masked { text: masked, kinds })
}

/// Whether it is written like a word: letters alone, large ones only at the start or throughout.
fn is_plain(word: &str) -> bool {
    let is_letter = |c: char| c.is_alphabetic() || c == '-';
    let small = word.chars().skip(1).all(|c| !c.is_uppercase());
    word.chars().all(is_letter) && (small || word.chars().all(|c| !c.is_lowercase()))
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::SHAPES;

    #[test]
    fn every_shape_is_sound() {
        for (_, shape) in SHAPES {
            assert!(Regex::new(shape).is_ok(), "{shape}");
        }
    }
}
