//! Secrets known by what stands around them: blocks of keys, SAML, addresses with a password in them,
//! forms and elements of pages, an e-mail address beside a password.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::data::DATA;
use super::entries::ValueRule;
use super::names::Name;
use super::place::{line_around, line_before, words};
use super::values::{self, Stands, fits};
use super::{Secret, SecretKind, push};

/// What a secret looks like: the whole match, or what is called `secret` in it.
const SHAPES: &[(SecretKind, &str)] = &[
    (
        SecretKind::PrivateKey,
        r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|\z)",
    ),
    (
        SecretKind::PrivateKey,
        r"---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----[\s\S]*?(?:---- END SSH2 ENCRYPTED PRIVATE KEY ----|\z)",
    ),
    (SecretKind::PrivateKey, r"PuTTY-User-Key-File-[0-9][\s\S]*?(?:Private-MAC:[^\r\n]*|\z)"),
    (
        SecretKind::SamlResponse,
        r"(?i)<(?:[a-z][a-z0-9_.-]*:)?(?:Assertion|EncryptedAssertion|LogoutRequest|LogoutResponse|RequestSecurityTokenResponse)[\s>][\s\S]*?(?:</(?:[a-z][a-z0-9_.-]*:)?(?:Assertion|EncryptedAssertion|LogoutRequest|LogoutResponse|RequestSecurityTokenResponse)>|\z)",
    ),
    (
        SecretKind::SamlResponse,
        r"(?i)<(?:[a-z][a-z0-9_.-]*:Response[\s>]|Response\s[^>]*SAML:2\.0)[\s\S]*?(?:</(?:[a-z][a-z0-9_.-]*:)?Response>|\z)",
    ),
    (SecretKind::Token, r"(?i)(?-u:\b)bearer[ \t]+(?P<secret>[A-Za-z0-9._~+/=-]{20,})"),
    (SecretKind::Token, r"(?i)(?-u:\b)basic[ \t]+(?P<secret>[A-Za-z0-9+/]{12,}={0,2})(?-u:\B|\b)"),
    (
        SecretKind::Password,
        r"(?i)(?-u:\b)[a-z][a-z0-9+.-]{1,20}://[^\s/:@?#\x22'<>]{0,200}:(?P<secret>[^\s@/\x22'<>]{1,200})@[^\s@]",
    ),
    (
        SecretKind::Password,
        r"(?i)(?-u:\b)[a-z][a-z0-9+.-]{1,20}://[^\s/:@?#\x22'<>]{1,100}:(?P<secret>[^\s\x22'<>@]{1,100}(?:[@/][^\s\x22'<>@/]{1,60}){0,2})@[A-Za-z0-9.-]+(?::[0-9]+)?/",
    ),
    // The key of an authenticator in eight groups.
    (
        SecretKind::SetupKey,
        r"(?-u:\b)(?P<secret>(?:[A-Z2-7]{4}[ \x{a0}-]){7}[A-Z2-7]{4}|(?:[a-z2-7]{4}[ \x{a0}-]){7}[a-z2-7]{4})(?-u:\b)",
    ),
    (
        SecretKind::SetupKey,
        r"(?i)otpauth(?:-migration)?://[^\s\x22'<>]*?[?&](?:secret|data)=(?P<secret>[A-Za-z0-9%+/=]{8,})",
    ),
    // The code of a sign-in by device, and Google's codes.
    (
        SecretKind::Code,
        r"(?i:code)[^A-Za-z0-9\r\n]{1,12}(?P<secret>[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4})(?-u:\b)",
    ),
    (SecretKind::Code, r"(?-u:\b)G-(?P<secret>[0-9]{6})(?-u:\b)"),
];

/// An e-mail address, and what follows it.
const LOGIN: &str = r"(?P<mail>[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)(?P<sign>[ \t]*[:/|;,\t][ \t]*|[ \t]+(?:and|und|y|et|e|en|with|mit|con|avec|com|met|-|\u{2013})[ \t]+|[ \t]*\r?\n[ \t]*|[ \t]+)(?P<secret>[^\s]+)";
/// A user's name and a password, behind a word for both.
const BOTH: &str = r"(?i)(?-u:\b)(?:login|log-in|credentials?|creds|zugangsdaten|logindaten|anmeldedaten|identifiants|credenciales|credenciais|inloggegevens|user(?:name)?(?: ?(?:/|and|&|\+) ?(?:pass(?:word)?|pw))?)(?-u:\b)[^\r\n:=/]{0,24}(?:[:=]|(?-u:\b)(?:is|are|ist|sind|son|sont|s\u{e3}o|zijn)(?-u:\b))[ \t]*(?P<mail>[^\s:/|]{2,40})[ \t]*[:/|][ \t]*(?P<secret>[^\s,;]{6,64})";
/// The same without a sign: `creds pat / …`, `login with pat:…`.
const BESIDE: &str = r"(?i)(?-u:\b)(?:login|log-in|credentials?|creds|zugangsdaten|logindaten|anmeldedaten|identifiants|credenciales|credenciais|inloggegevens)[ \t]+(?:(?:with|as|for|mit|als|con|avec|com|met)[ \t]+)?(?P<mail>[^\s:/|]{2,40})(?::|[ \t]+[:/|][ \t]+)(?P<secret>[^\s,;]{6,64})";
/// A part of a form that was sent in parts.
const PART: &str = r#"(?i)(?-u:\b)name="(?P<name>[^"\r\n]+)"[^\r\n]*(?:\r?\n|\\r\\n|\\n)[^\r\n\\]{0,200}?(?:\r?\n|\\r\\n|\\n)(?P<secret>[^\r\n\\]+)"#;
const ELEMENT: &str = r"<(?P<name>[A-Za-z][^\s<>/]*)(?:\s[^<>]*)?>(?P<secret>[^<>]+)</";
/// A field of a page, whose value may stand in front of its name.
const INPUT: &str = r"(?i)<(?:input|meta|add|param|property|setting)(?-u:\b)[^>]*>";
const FIELD: &str =
    r#"(?i)(?-u:\b)(?:name|id|property|key|type|autocomplete)\s*=\s*["']?(?P<name>[^"'\s>]+)"#;
const VALUE: &str = r#"(?i)(?-u:\b)(?:value|content)\s*=\s*(?:"(?P<double>[^"]*)|'(?P<single>[^']*)|(?P<plain>[^\s"'>]+))"#;
/// The name of a parameter of an address or a form. Its value may hold parameters itself.
const PARAMETER: &str = r"(?:^|[?&;#\s\x22'])(?P<name>[A-Za-z0-9_.\[\]%$-]{1,60})=";
/// A part of an address behind a word that says what it is.
const SEGMENT: &str = r"/(?P<name>[A-Za-z_-]{4,20})/(?P<secret>[A-Za-z0-9_.~=-]{16,})";

struct Shapes {
    kinds: Vec<(SecretKind, Regex)>,
    login: Regex,
    both: [Regex; 2],
    part: Regex,
    element: Regex,
    input: Regex,
    field: Regex,
    value: Regex,
    parameter: Regex,
    segment: Regex,
}

static FOUND_BY: LazyLock<Option<Shapes>> = LazyLock::new(|| shapes().ok());

fn shapes() -> Result<Shapes, regex::Error> {
    let kinds = SHAPES.iter().map(|(kind, shape)| Ok((*kind, Regex::new(shape)?)));
    Ok(Shapes {
        kinds: kinds.collect::<Result<_, regex::Error>>()?,
        login: Regex::new(LOGIN)?,
        both: [Regex::new(BOTH)?, Regex::new(BESIDE)?],
        part: Regex::new(PART)?,
        element: Regex::new(ELEMENT)?,
        input: Regex::new(INPUT)?,
        field: Regex::new(FIELD)?,
        value: Regex::new(VALUE)?,
        parameter: Regex::new(PARAMETER)?,
        segment: Regex::new(SEGMENT)?,
    })
}

/// Finds what is known by what stands around it.
pub(super) fn find(text: &str, found: &mut Vec<Secret>) {
    let Some(shapes) = FOUND_BY.as_ref() else { return };
    for (kind, shape) in &shapes.kinds {
        for hit in shape.captures_iter(text) {
            let secret = hit.name("secret").or(hit.get(0));
            let secret = secret.filter(|secret| {
                !values::is_masked(secret.as_str()) && values::is_given(secret.as_str())
                    || *kind == SecretKind::PrivateKey
                    || *kind == SecretKind::SamlResponse
            });
            let is_word = |secret: &str| match kind {
                SecretKind::Token => values::is_worded(secret),
                SecretKind::SetupKey => {
                    !values::has_digit(secret) && secret.contains(char::is_lowercase)
                }
                _ => false,
            };
            if let Some(secret) = secret.filter(|secret| !is_word(secret.as_str())) {
                found.push(Secret { range: secret.range(), kind: *kind });
            }
        }
    }
    logins(text, shapes, found);
    if text.contains('<') {
        markup(text, shapes, found);
    }
    for hit in shapes.part.captures_iter(text) {
        named(&hit, Stands::Firmly, found);
    }
    if text.contains('=') {
        parameters(text, shapes, found);
    }
    for hit in shapes.segment.captures_iter(text) {
        let (name, secret) = (&hit["name"], &hit["secret"]);
        let is_path = DATA.names.paths.contains(&name.to_lowercase());
        let is_name = values::is_identifier(secret) && (secret.len() < 32 || secret.contains('-'));
        if is_path && values::is_random_enough(secret) && !is_name {
            push(&hit, SecretKind::Token, found);
        }
    }
}

fn named(hit: &regex::Captures<'_>, stands: Stands, found: &mut Vec<Secret>) {
    let name = hit["name"].rsplit(':').next().unwrap_or_default();
    if let Some(name) = DATA.names.of(name, 0)
        && fits(name, hit["secret"].trim(), stands)
    {
        push(hit, name.kind, found);
    }
}

/// An e-mail address, and beside it what is written like a password.
fn logins(text: &str, shapes: &Shapes, found: &mut Vec<Secret>) {
    for hit in shapes.both.iter().flat_map(|both| both.captures_iter(text)) {
        if values::is_passwordlike(&hit["secret"]) && !values::is_host(&hit["secret"]) {
            push(&hit, SecretKind::Password, found);
        }
    }
    if !text.contains('@') {
        return;
    }
    for hit in shapes.login.captures_iter(text) {
        let Some(secret) = hit.name("secret") else { continue };
        let (start, sign) = (secret.start(), hit["sign"].trim());
        let end = secret
            .as_str()
            .find([',', ';', '|', '"', '\'', '<', '>', '\t'])
            .unwrap_or(secret.len());
        let value = secret.as_str()[..end].trim_end_matches(['.', ')', ':']);
        let mut line = line_around(text, secret.range(), 120).to_lowercase();
        if hit["sign"].contains('\n') {
            let next = super::place::lines_around(text, secret.range(), 120);
            line.push_str(&next.to_lowercase());
        }
        let has_word = [
            "login",
            "credential",
            "password",
            "passwort",
            "account",
            "zugang",
            "sign in",
            "signin",
            "log in",
            "user",
            "temp",
            "anmeld",
            "acceso",
            "compte",
            "conta",
            "pw",
            "pass",
        ]
        .iter()
        .any(|word| line.contains(word));
        let classes = values::classes(value);
        let has_symbol = value.chars().any(|c| "!#$%&*+=?^~@".contains(c));
        let is_one = match sign {
            ":" | "/" | "|" => classes >= 3 && (has_word || has_symbol),
            "," | ";" => classes >= 3 && has_symbol,
            _ => classes >= 3 && has_symbol && has_word,
        };
        let is_mail = (value.contains('@') && value.contains('.'))
            || value.starts_with('?')
            || text[..hit.get(0).map_or(0, |whole| whole.start())].ends_with([':', '/']);
        if is_one && values::is_passwordlike(value) && !is_mail {
            found.push(Secret { range: start..start + value.len(), kind: SecretKind::Password });
        }
    }
}

/// Elements of XML, fields of forms.
fn markup(text: &str, shapes: &Shapes, found: &mut Vec<Secret>) {
    for hit in shapes.element.captures_iter(text) {
        named(&hit, Stands::Firmly, found);
    }
    for tag in shapes.input.find_iter(text) {
        let mut fields = shapes.field.captures_iter(tag.as_str());
        let name: Option<Name> = fields.find_map(|field| DATA.names.of(&field["name"], 0));
        let value = shapes.value.captures(tag.as_str());
        let value = value.and_then(|value| {
            value
                .name("double")
                .or(value.name("single"))
                .or(value.name("plain"))
                .map(|value| value.range())
        });
        if let (Some(name), Some(Range { start, end })) = (name, value)
            && fits(name, &tag.as_str()[start..end], Stands::Firmly)
        {
            found.push(Secret { range: tag.start() + start..tag.start() + end, kind: name.kind });
        }
    }
}

/// Parameters of addresses and forms, whose names are short.
fn parameters(text: &str, shapes: &Shapes, found: &mut Vec<Secret>) {
    let ends = |c: char| c.is_whitespace() || "&\"'<>#".contains(c);
    let mut end = 0;
    for hit in shapes.parameter.captures_iter(text) {
        let Some(whole) = hit.get(0) else { continue };
        let start = whole.end();
        // One that stands in the value of another ends where that ends.
        if start >= end {
            end = text[start..].find(ends).map_or(text.len(), |at| start + at);
        }
        let is_in_form = whole.as_str().starts_with(['?', '&', '#', ';']) || whole.start() == 0;
        let value = &text[start..end];
        // A connection string goes on: `Password=…;Encrypt=true`.
        let goes_on = value.match_indices(';').find(|(at, _)| value[*at..].contains('='));
        let value = goes_on.map_or(value, |(at, _)| &value[..at]);
        let value = value.trim_end_matches([',', ';', '.', ')']);
        if !is_in_form || value.len() > 16 * 1024 {
            continue;
        }
        let Some(name) = DATA.names.of(&hit["name"].replace(['[', ']'], " "), 0) else { continue };
        let is_code = name.is_weak && name.value == ValueRule::Code;
        let fits_code = values::has_digit(value)
            && value.len() >= 8
            && !values::is_snake_or_state(value)
            && !values::is_worded(value)
            && !values::is_identifier(value);
        if if is_code { fits_code } else { fits(name, value, Stands::Tightly) } {
            found.push(Secret { range: start..start + value.len(), kind: name.kind });
        }
    }
}

/// Whether one of the words in front of a place, in its line, is in a company.
pub(super) fn word_before(text: &str, at: usize, most: usize) -> impl Iterator<Item = &str> {
    words(&text[line_before(text, at, most)]).rev()
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_shape_is_sound() {
        assert!(super::shapes().is_ok(), "{:?}", super::shapes().err());
    }
}
