//! What a browser recorded (HAR 1.2): addresses, states and the words of errors in it.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde::Deserialize;

use crate::evidence::reading::json_text::{JsonText, object_or_default};
use crate::evidence::reading::limits::SEARCHED;
use crate::evidence::reading::records::Shape;

/// Where its entries stand.
pub const PATH: Shape = Shape::Inside(&["log", "entries"]);

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct HarEntry<'a> {
    #[serde(borrow)]
    started_date_time: JsonText<'a>,
    #[serde(borrow, deserialize_with = "object_or_default")]
    request: Request<'a>,
    #[serde(borrow, deserialize_with = "object_or_default")]
    response: Response<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Request<'a> {
    #[serde(borrow)]
    url: JsonText<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Response<'a> {
    #[serde(borrow)]
    status: JsonText<'a>,
    #[serde(borrow, deserialize_with = "object_or_default")]
    content: Content<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Content<'a> {
    #[serde(borrow)]
    text: JsonText<'a>,
}

/// One exchange between browser and server.
#[derive(Clone, Debug, PartialEq)]
pub struct Exchange<'a> {
    /// When.
    pub time: Cow<'a, str>,
    /// The address without what was handed over in it.
    pub page: String,
    /// The server's answer: 200, 403, 500.
    pub status: Cow<'a, str>,
    /// Where error strings are looked for: the address, unwrapped, and the answer.
    pub texts: Vec<String>,
}

/// Takes the exchange of one record; `false` where it is none.
///
/// # Errors
/// When it is damaged.
pub fn of_record(bytes: &[u8], take: impl FnOnce(&Exchange<'_>)) -> serde_json::Result<bool> {
    let entry: HarEntry<'_> = serde_json::from_slice(bytes)?;
    let url = entry.request.url.0;
    if url.is_empty() {
        return Ok(false);
    }
    let mut texts = Vec::new();
    if let Some((_, query)) = url.split_once('?') {
        for (_, value) in url::form_urlencoded::parse(query.as_bytes()) {
            texts.extend(unwrapped(&value));
            texts.push(value.into_owned());
        }
    }
    let text = entry.response.content.text.0;
    let end =
        (0..=SEARCHED.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    texts.push(text[..end].to_owned());
    take(&Exchange {
        time: entry.started_date_time.0,
        page: url.split(['?', '#']).next().unwrap_or_default().to_owned(),
        status: entry.response.status.0,
        texts,
    });
    Ok(true)
}

/// Google's error page carries its error in base64; the readable letters of it.
fn unwrapped(value: &str) -> Option<String> {
    let digits = value.trim_end_matches('=').replace('-', "+").replace('_', "/");
    if !(16..10_000).contains(&digits.len()) {
        return None;
    }
    let bytes = STANDARD_NO_PAD.decode(digits).ok()?;
    let readable = |byte: u8| if byte.is_ascii_graphic() { char::from(byte) } else { ' ' };
    Some(bytes.into_iter().map(readable).collect())
}
