//! Files of every kind, seeded with secrets as consoles, browsers, logs and people leave them: at any
//! place, in any writing.

use std::io::{Read, Write};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use fastrand::Rng;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use syncmend::evidence::redact::Identities;
use url::form_urlencoded::byte_serialize;

use crate::evidence::redacting::try_redacted_bytes;
use crate::evidence::validity::check_valid;
use crate::support::pick;

/// How many kinds of files there are.
const KINDS: usize = 16;

/// A file with secrets.
pub struct Seeded {
    /// Its number and kind.
    pub name: String,
    /// What is in it.
    pub content: Vec<u8>,
    kind: usize,
    /// The kind of what is in it: its own, unless it is compressed.
    inside: usize,
    secrets: Vec<String>,
}

/// Files of every kind, always the same.
pub fn seeded_files(count: u64) -> impl Iterator<Item = Seeded> {
    (0..count).map(|number| {
        let kind = usize::try_from(number).expect("a small number") % KINDS;
        let mut seeds = Seeds { chance: Rng::with_seed(number), all: Vec::new(), inside: kind };
        let content = seeds.file(kind);
        let name = format!("file {number} of kind {kind}");
        Seeded { name, content, kind, inside: seeds.inside, secrets: seeds.all }
    })
}

/// Fails where a secret of a file is left in its copy.
#[track_caller]
pub fn no_secrets(seeded: &Seeded, after: &str) {
    for secret in &seeded.secrets {
        let in_address: String = byte_serialize(secret.as_bytes()).collect();
        let is_left = after.contains(secret.as_str()) || after.contains(&in_address);
        let before = text(&seeded.content);
        assert!(!is_left, "{}: {secret} of\n{before}\nis left in\n{after}", seeded.name);
    }
}

/// A file as text, unpacked if it is compressed.
pub fn text(content: &[u8]) -> String {
    let mut text = String::new();
    if content.starts_with(&[0x1f, 0x8b]) {
        GzDecoder::new(content).read_to_string(&mut text).expect("it is sound");
        return text;
    }
    String::from_utf8(content.to_vec()).expect("it is text")
}

/// Secrets as consoles, browsers and logs hold them, remembered to be looked for.
struct Seeds {
    chance: Rng,
    all: Vec<String>,
    /// The kind of what is in the file.
    inside: usize,
}

impl Seeds {
    fn letters(&mut self, count: usize) -> String {
        const LETTERS: &[u8] = b"abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        (0..count).map(|_| char::from(*pick(&mut self.chance, LETTERS))).collect()
    }

    fn keep(&mut self, secret: String) -> String {
        self.all.push(secret.clone());
        secret
    }

    fn token(&mut self) -> String {
        let letters = self.letters(40);
        let token = match self.chance.usize(..5) {
            0 => format!("ya29.{letters}"),
            1 => format!("1//0{letters}"),
            2 => format!("eyJhbGciOi.{letters}.{}", self.letters(20)),
            3 => format!("jca_{letters}"),
            _ => letters,
        };
        self.keep(token)
    }

    fn password(&mut self) -> String {
        let password = format!("{}-{}!", self.letters(5), self.letters(4));
        self.keep(password)
    }

    fn saml(&mut self) -> String {
        let inside = self.letters(30);
        let xml = format!(
            "<samlp:Response ID=\"_1\"><saml:Assertion>{inside}</saml:Assertion></samlp:Response>"
        );
        let inside = self.keep(inside);
        assert!(xml.contains(&inside));
        let coded = STANDARD.encode(xml);
        self.keep(coded)
    }

    /// One exchange of a browser, with a secret in one of the places where they stand.
    fn exchange(&mut self) -> String {
        let (mut url, mut headers, mut cookies) =
            ("https://console.jumpcloud.com/api".to_owned(), String::new(), String::new());
        let (mut post, mut content) = (String::new(), r#""mimeType":"text/plain""#.to_owned());
        match self.chance.usize(..16) {
            0 => {
                headers = format!(r#"{{"name":"Cookie","value":"a=b; session={}"}}"#, self.token());
            }
            1 => {
                headers =
                    format!(r#"{{"value":"sid={}; Secure","name":"set-cookie"}}"#, self.token());
            }
            2 => {
                headers =
                    format!(r#"{{"name":"Authorization","value":"Bearer {}"}}"#, self.token());
            }
            3 => headers = format!(r#"{{"name":"X-Csrf-Token","value":"{}"}}"#, self.token()),
            4 => cookies = format!(r#"{{"name":"sid","value":"{}"}}"#, self.token()),
            5 => url += &format!("?limit=100&access_token={}", self.token()),
            6 => {
                let inner = format!("https://example.com/?code={}&x=1", self.token());
                url +=
                    &format!("?continue={}", byte_serialize(inner.as_bytes()).collect::<String>());
            }
            7 => url += &format!("#id_token={}&state=1", self.token()),
            8 => {
                let password: String = byte_serialize(self.password().as_bytes()).collect();
                post = format!(r#""text":"user=pat&password={password}""#);
            }
            9 => {
                let text = format!(r#"{{"user":{{"password":"{}"}}}}"#, self.password());
                post = format!(r#""text":{}"#, serde_json::to_string(&text).expect("text"));
            }
            10 => {
                post = format!(r#""params":[{{"name":"SAMLResponse","value":"{}"}}]"#, self.saml());
            }
            11 => {
                let part = format!(
                    "--x\r\nContent-Disposition: form-data; name=\"Passwd\"\r\n\r\n{}\r\n--x--",
                    self.password()
                );
                post = format!(r#""text":{}"#, serde_json::to_string(&part).expect("text"));
            }
            12 => {
                let text = format!(r#"{{"message":"ok","refresh_token":"{}"}}"#, self.token());
                content = format!(r#""text":{}"#, serde_json::to_string(&text).expect("text"));
            }
            13 => {
                let page = format!(
                    "<form><input type=\"hidden\" name=\"SAMLResponse\" value=\"{}\"/></form>",
                    self.saml()
                );
                content = format!(r#""text":{}"#, serde_json::to_string(&page).expect("text"));
            }
            14 => {
                let text = format!(r#"{{"token":"{}"}}"#, self.token());
                let coded = self.keep(STANDARD.encode(text));
                content = format!(r#""encoding":"base64","text":"{coded}""#);
            }
            _ => {
                let text = format!(r#"{{"auth":"{}"}}"#, self.token());
                content = format!(r#""text":"payload={}""#, URL_SAFE_NO_PAD.encode(text));
            }
        }
        format!(
            r#"{{"startedDateTime":"2026-11-18T09:00:01Z","request":{{"method":"POST","url":"{url}","headers":[{headers}],"cookies":[{cookies}],"postData":{{"mimeType":"x",{}"size":1}}}},"response":{{"status":500,"redirectURL":"{url}","content":{{{content}}}}}}}"#,
            if post.is_empty() { String::new() } else { post + "," }
        )
    }

    /// One entry of a log in JSON.
    fn entry(&mut self) -> String {
        let what = match self.chance.usize(..6) {
            0 => format!(r#""message":"password: {} was set""#, self.password()),
            1 => format!(r#""message":"sent Authorization: Bearer {}""#, self.token()),
            2 => {
                let (from, to) = (self.password(), self.password());
                format!(r#""changes":[{{"field":"password","from":"{from}","to":"{to}"}}]"#)
            }
            3 => format!(r#""headers":{{"X-Api-Key":"{}"}}"#, self.token()),
            4 => format!(r#""error_message":"see https://example.com/cb?code={}""#, self.token()),
            _ => format!(r#""raw":"{{\"client_secret\":\"{}\"}}""#, self.token()),
        };
        format!(
            r#"{{"event_type":"user_update","success":true,"resource":{{"username":"pat"}},{what}}}"#
        )
    }

    fn line(&mut self) -> String {
        match self.chance.usize(..6) {
            0 => format!("GET /api Cookie: _xsrf=1; session={}", self.token()),
            1 => format!(
                "-----BEGIN PRIVATE KEY-----\n{}\n{}\n-----END PRIVATE KEY-----",
                self.token(),
                self.token()
            ),
            2 => format!("curl -H 'x-api-key: {}' https://console.jumpcloud.com/api", self.token()),
            3 => format!("login user=pat password={} ok", self.password()),
            4 => format!("<saml:Assertion>\n{}\n</saml:Assertion>", self.token()),
            _ => format!("posted SAMLResponse={}", self.saml()),
        }
    }

    /// A sentence that gives a secret away, written in up to three other writings one inside of the other.
    fn wrapped(&mut self) -> String {
        let secret = self.token_or_password();
        let (mut text, mut secret) = match self.chance.usize(..6) {
            0 => (format!("x-api-key: {secret}"), secret),
            1 => (format!("{{\"password\": \"{secret}\"}}"), secret),
            2 => (format!("Authorization: Bearer {secret}"), secret),
            3 => (format!("the password is {secret} since Monday"), secret),
            4 => (format!("https://example.com/cb?access_token={secret}&x=1"), secret),
            _ => (format!("curl -u pat:{secret} https://example.com/"), secret),
        };
        for _ in 0..self.chance.usize(..4) {
            (text, secret) = match self.chance.usize(..4) {
                0 => {
                    let percent = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
                    (percent(&text), percent(&secret))
                }
                1 => {
                    let quoted = |text: &str| serde_json::to_string(text).expect("text is JSON");
                    let inside = quoted(&secret);
                    (quoted(&text), inside[1..inside.len() - 1].to_owned())
                }
                2 => {
                    let coded = STANDARD.encode(&text);
                    (format!("state={coded}"), coded)
                }
                _ => {
                    let entities = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;");
                    (entities(&text), entities(&secret))
                }
            };
        }
        self.keep(secret);
        text
    }

    fn token_or_password(&mut self) -> String {
        let secret = if self.chance.usize(..2) == 0 { self.token() } else { self.password() };
        // What is left of it is looked for as it is written in the end.
        self.all.pop();
        secret
    }

    /// A file of one of the older kinds with some secrets.
    fn plain_file(&mut self, kind: usize) -> String {
        let count = 1 + self.chance.usize(..6);
        let many = |seeds: &mut Self, one: fn(&mut Self) -> String, between: &str| {
            (0..count).map(|_| one(seeds)).collect::<Vec<_>>().join(between)
        };
        match kind {
            0 => format!(
                r#"{{"log":{{"version":"1.2","pages":[],"entries":[{}]}}}}"#,
                many(self, Self::exchange, ",\n")
            ),
            1 => many(self, Self::entry, "\n"),
            2 => format!("[{}]", many(self, Self::entry, ", ")),
            3 => {
                let row = |seeds: &mut Self| {
                    format!("Pat,Smith,pat@example.com,\"{}\",/\n", seeds.password())
                };
                format!(
                    "First Name [Required],Last Name [Required],Email Address [Required],Password [Required],Org Unit Path [Required]\n{}",
                    many(self, row, "")
                )
            }
            _ => format!("started\n{}\nended\n", many(self, Self::line, "\nworking\n")),
        }
    }

    /// A file of some kind, the last of them compressed.
    fn file(&mut self, kind: usize) -> Vec<u8> {
        let count = 1 + self.chance.usize(..4);
        let json = |text: &str| serde_json::to_string(text).expect("text is JSON");
        let text = match kind {
            0..=4 => self.plain_file(kind),
            // A list as GAM prints it, and one of PowerShell with tabs.
            5 => {
                let head = "primaryEmail,name.givenName,recoveryPassword,notes\n".to_owned();
                (0..count).fold(head, |text, _| {
                    let (password, note) = (self.password(), self.wrapped().replace('"', "\"\""));
                    text + &format!("pat@example.com,Pat,{password},\"{note}\"\n")
                })
            }
            6 => {
                let head = "FirstName\tLastName\tKennwort\temail\n".to_owned();
                (0..count).fold(head, |text, _| {
                    text + &format!("Pat\tSmith\t{}\tpat@example.com\n", self.password())
                })
            }
            // What a command wrote to the screen.
            7 => (0..count).fold("User: pat@example.com\n".to_owned(), |text, _| {
                text + &format!("  Suspended: False\n  Password: {}\n", self.password())
            }),
            // Hits of a search engine, one object over several lines, objects one after the other.
            8 => format!(
                r#"{{"hits":{{"total":1,"hits":[{{"_source":{{"event_type":"x","message":{}}}}}]}}}}"#,
                json(&self.wrapped())
            ),
            9 => {
                let (one, two) = (json(&self.wrapped()), self.token());
                format!("{{\n  \"a\": {one},\n  \"nested\": {{ \"apiKey\": \"{two}\" }}\n}}\n")
            }
            10 => (0..count).fold(String::new(), |text, _| {
                text + &format!(
                    "{{\n  \"event_type\": \"x\",\n  \"raw\": {}\n}}\n",
                    json(&self.wrapped())
                )
            }),
            // Settings, a mail, markup.
            11 => {
                let (one, two, three) = (self.token(), self.password(), self.token());
                format!(
                    "[jumpcloud]\nJC_API_KEY={one}\nbind_password: {two}\nexport TOKEN='{three}'\nregion=us\n"
                )
            }
            12 => {
                let lines = (0..count).map(|_| self.wrapped() + "\n").collect::<String>();
                format!("From: pat@example.com\nSubject: sign-in\n\nHello,\n{lines}\nPat\n")
            }
            13 => {
                let (one, two) = (self.password(), self.password());
                format!(
                    "<config><user>pat</user><password>{one}</password>\n<add key=\"AdminPassword\" value=\"{two}\"/></config>\n"
                )
            }
            // A recording whose bodies hold anything.
            14 => {
                let (body, page) = (json(&self.wrapped()), json(&self.wrapped()));
                format!(
                    r#"{{"log":{{"version":"1.2","entries":[{{"request":{{"method":"POST","url":"https://console.jumpcloud.com/x","headers":[],"postData":{{"text":{body}}}}},"response":{{"status":401,"content":{{"text":{page}}}}}}}]}}}}"#
                )
            }
            _ => {
                self.inside = self.chance.usize(..15);
                let plain = self.file(self.inside);
                let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
                packed.write_all(&plain).expect("memory takes it");
                return packed.finish().expect("memory takes it");
            }
        };
        text.into_bytes()
    }
}

#[test]
fn no_secret_of_four_hundred_files_is_left_and_each_stays_valid() {
    let (mut found, mut packed) = (0, 0);
    for seeded in seeded_files(400) {
        for who in [Identities::Keep, Identities::Replace] {
            let (after, redacted) = try_redacted_bytes(&seeded.content, who).expect("it is text");
            assert!(redacted.faults.is_empty(), "{}: {:?}", seeded.name, redacted.faults);
            assert_eq!(after.starts_with(&[0x1f, 0x8b]), seeded.kind == 15, "{}", seeded.name);
            let after = text(&after);
            check_valid(seeded.inside, &after, &text(&seeded.content));
            no_secrets(&seeded, &after);
            if who == Identities::Replace {
                assert!(!after.contains("pat@example.com"), "{}: {after}", seeded.name);
            }
        }
        found += seeded.secrets.len();
        packed += usize::from(seeded.kind == 15);
    }
    assert!(found > 1_000 && packed > 20, "only {found} secrets in {packed} packed files");
}
