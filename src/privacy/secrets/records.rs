//! Names and values in two fields of a record, as recordings of browsers and property lists have them, and
//! what mail programs say to a server when they sign in.

use std::sync::LazyLock;

use regex::Regex;

use super::data::DATA;
use super::values::{self, Stands, fits};
use super::{Secret, SecretKind};

/// `{"name": "Passwd", "value": "…"}`, however deep it is quoted.
const NAME_FIRST: &str = r#"(?i)"(?:name|key|field|id|label)\\*"\s*:\s*\\*"(?P<name>[^"\\]{2,80})\\*"\s*,\s*\\*"(?:value|val|string_?value|content)\\*"\s*:\s*\\*"(?P<secret>[^"]{1,4000}?)\\*""#;
/// The same the other way round.
const VALUE_FIRST: &str = r#"(?i)"(?:value|val|string_?value|content)\\*"\s*:\s*\\*"(?P<secret>[^"]{1,4000}?)\\*"\s*,\s*\\*"(?:name|key|field|id|label)\\*"\s*:\s*\\*"(?P<name>[^"\\]{2,80})\\*""#;
/// `<key>Password</key><string>…</string>`.
const ELEMENTS: &str = r"(?i)<(?:key|name|n|property)>\s*(?P<name>[^<>]{2,80}?)\s*</[a-z]+>\s*<(?:string|value|v|data)>(?P<secret>[^<>]{1,4000})</";
/// `<Data Name="Password">…</Data>`.
const ELEMENT: &str = r#"(?i)<[a-z][a-z0-9_:.-]*\s(?:[^<>]*\s)?(?:name|key|id)\s*=\s*["'](?P<name>[^"'<>]{2,80})["'][^<>]*>(?P<secret>[^<>]{1,4000})</"#;
/// `auth=('pat', '…')`, `HTTPBasicAuth("pat", "…")`.
const CALL: &str = r#"(?i)(?:auth|credentials?|login|signin|sign_in)[ \t]*[=:]?[ \t]*[\[(][ \t]*["'][^"'\r\n]{1,100}["'][ \t]*,[ \t]*["'](?P<secret>[^"'\r\n]{3,200})["']"#;
/// What a mail program answers when it is asked for a password, in base64 or as it is.
const DIALOGS: [&str; 5] = [
    CALL,
    r"(?i)334[ \t]+UGFzc3dvcmQ6[ \t]*[\r\n]+[^\r\n]{0,40}?(?P<secret>[A-Za-z0-9+/]{4,}={0,2})[ \t]*(?:[\r\n]|$)",
    r"(?i)(?-u:\b)AUTH(?:ENTICATE)?[ \t]+(?:PLAIN|LOGIN|XOAUTH2|OAUTHBEARER)[ \t]+(?:[a-z0-9+/]+={0,2}[ \t]+)?(?P<secret>[A-Za-z0-9+/]{8,}={0,2})",
    r#"(?i)(?-u:\b)[a-z]{0,6}[0-9]{1,6}[ \t]+LOGIN[ \t]+[^\s"]+[ \t]+"?(?P<secret>[^\s"]{3,})"#,
    r"(?m)^(?:[A-Za-z]{0,8}[:>] ?)?PASS[ \t]+(?P<secret>[^\s]{4,})[ \t]*\r?$",
];

struct Shapes {
    named: Vec<Regex>,
    dialogs: Vec<Regex>,
}

static SHAPES: LazyLock<Option<Shapes>> = LazyLock::new(|| shapes().ok());

fn shapes() -> Result<Shapes, regex::Error> {
    let all =
        |shapes: &[&str]| shapes.iter().map(|shape| Regex::new(shape)).collect::<Result<_, _>>();
    Ok(Shapes {
        named: all(&[NAME_FIRST, VALUE_FIRST, ELEMENTS, ELEMENT])?,
        dialogs: all(&DIALOGS)?,
    })
}

/// Finds the values of records and what was said in dialogs.
pub(super) fn find(text: &str, found: &mut Vec<Secret>) {
    let Some(shapes) = SHAPES.as_ref() else { return };
    for hit in shapes.named.iter().flat_map(|shape| shape.captures_iter(text)) {
        let Some(name) = DATA.names.of(hit["name"].trim(), 0) else { continue };
        if let Some(secret) = hit.name("secret")
            && fits(name, secret.as_str().trim(), Stands::Firmly)
        {
            found.push(Secret { range: secret.range(), kind: name.kind });
        }
    }
    for secret in shapes.dialogs.iter().flat_map(|shape| shape.captures_iter(text)) {
        let Some(secret) = secret.name("secret") else { continue };
        let said = secret.as_str();
        let is_word = values::is_worded(said) || values::is_snake_or_state(said);
        if values::is_given(said) && !values::is_masked(said) && !is_word {
            found.push(Secret { range: secret.range(), kind: SecretKind::Password });
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_shape_is_sound() {
        assert!(super::shapes().is_ok(), "{:?}", super::shapes().err());
    }
}
