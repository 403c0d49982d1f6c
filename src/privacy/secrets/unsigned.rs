//! What is given to a name without a sign: behind a flag, in an attribute, in brackets, in a header, or
//! alone.

use std::ops::Range;

use super::SecretKind;
use super::entries::ValueRule;
use super::given::value_at;
use super::groups::{groups, groups_of_four};
use super::pairs::Pair;
use super::place::{beginning, blanks};
use super::values::{self, Stands, fits};

impl Pair<'_> {
    /// The rest of a line: of a header.
    pub(super) fn line(&self, rest: &str, from: usize) -> Option<Range<usize>> {
        let end = rest.find(['"', '\'', '`', '\\']).unwrap_or(rest.len());
        let (quoted, is_quoted) = value_at(rest, false);
        let range = if is_quoted { quoted } else { 0..rest[..end].trim_end().len() };
        let value = &rest[range.clone()];
        let is_cookie = self.name.kind == SecretKind::Cookie;
        // A cookie has a name; somebody who writes of cookies gives none.
        let is_one = if is_cookie {
            value.split(';').any(|pair| {
                pair.split_once('=').is_some_and(|(name, value)| {
                    let name = name.trim();
                    let is_attribute = ATTRIBUTES.iter().any(|of| of.eq_ignore_ascii_case(name));
                    !name.is_empty()
                        && !name.contains(' ')
                        && !value.trim().is_empty()
                        && !is_attribute
                })
            })
        } else {
            let last = value.rsplit(' ').next().unwrap_or_default();
            value.split(' ').count() <= 3
                && last.len() >= 8
                && (values::has_digit(last) || !values::is_worded(last))
                || (SCHEMES.iter().any(|scheme| value.starts_with(scheme))
                    && values::has_digit(last))
                || value.contains("ignature=")
                || value.contains("oauth_")
        };
        (is_one && values::is_given(value) && !values::is_masked(value))
            .then(|| from + range.start..from + range.end)
    }

    /// `name="password" value="…"`, `key="Password" value="…"`.
    pub(super) fn attribute(&self, rest: &str) -> Option<Range<usize>> {
        let tag = beginning(rest, 200);
        let tag = &tag[..tag.find(['>', '<']).unwrap_or(tag.len())];
        let at = ["value=", "content=", "Value="]
            .iter()
            .find_map(|word| Some(tag.find(word)? + word.len()))?;
        let (value, is_quoted) = value_at(rest.get(at..)?, true);
        let range = at + value.start..at + value.end;
        (is_quoted && fits(self.name, &rest[range.clone()], Stands::Firmly)).then_some(range)
    }

    /// `her password (…)`: where a remark may stand as well.
    pub(super) fn in_brackets(&self, remark: &str) -> Option<Range<usize>> {
        let start = blanks(remark) + 1;
        let inside = remark.get(start..remark.len() - 1)?;
        let four = groups_of_four(inside);
        let is_one = match self.name.value {
            ValueRule::Any => {
                (four > 0 && four == inside.len())
                    || (!inside.contains(' ') && values::is_passwordlike(inside))
            }
            ValueRule::Token => inside.len() >= 16 && values::is_random_enough(inside),
            ValueRule::Code => {
                groups(inside) == inside.len() && fits(self.name, inside, Stands::Said)
            }
            ValueRule::Seed => values::is_seed(inside),
            ValueRule::Line => false,
        };
        is_one.then(|| start..start + inside.len())
    }

    /// `setProperty("API_TOKEN", "…")`.
    pub(super) fn argument(&self, rest: &str) -> Option<Range<usize>> {
        let list = rest.strip_prefix(',')?;
        let skipped = rest.len() - list.len() + blanks(list);
        let (value, is_quoted) = value_at(&rest[skipped..], false);
        let range = skipped + value.start..skipped + value.end;
        let value = &rest[range.clone()];
        let is_call =
            rest[range.end..].trim_start_matches(['"', '\'']).trim_start().starts_with(')');
        let is_written = values::is_passwordlike(value) || values::is_random_enough(value);
        (is_quoted && is_call && is_written && fits(self.name, value, Stands::Firmly))
            .then_some(range)
    }

    /// Behind a name, without a sign.
    pub(super) fn bare(&self, rest: &str, is_flag: bool) -> Option<Range<usize>> {
        let (value, is_quoted) = value_at(rest, false);
        let word = &rest[value.clone()];
        // What is given to another name.
        if word.trim_end_matches('=').contains('=') && !is_quoted && !is_flag {
            return None;
        }
        if is_flag {
            // Somebody may write about a flag.
            let behind = rest[value.end..].trim_start_matches(['"', '\'', ' ']);
            let is_said = !is_quoted
                && values::is_worded(word)
                && !behind.is_empty()
                && !behind.starts_with('-');
            let is_one =
                !word.starts_with(['-', '(']) && !is_said && fits(self.name, word, Stands::Firmly);
            return is_one.then_some(value);
        }
        if is_quoted {
            let is_one = word.len() >= 6
                && !word.contains("://")
                && values::is_told_apart(word)
                && !values::is_snake_or_state(word)
                && !values::is_prose(word);
            return (is_one && fits(self.name, word, Stands::Firmly)).then_some(value);
        }
        match self.name.value {
            ValueRule::Any => {
                let groups = groups_of_four(rest);
                if groups > 0 {
                    return Some(0..groups);
                }
                (values::is_passwordlike(word)
                    || (values::classes(word) >= 2
                        && values::has_digit(word)
                        && word.len() >= 8
                        && !values::is_identifier(word)
                        && values::is_random_enough(word)))
                .then_some(value)
            }
            ValueRule::Token => {
                (word.len() >= 16 && values::is_random_enough(word) && !self.name.is_weak)
                    .then_some(value)
            }
            ValueRule::Code => {
                let range = 0..groups(rest);
                let digits = rest[range.clone()].chars().filter(char::is_ascii_digit).count();
                let is_all =
                    rest[range.clone()].chars().all(|c| c.is_ascii_digit() || " -".contains(c));
                ((6..=10).contains(&digits) && is_all && !values::is_date(&rest[range.clone()]))
                    .then_some(range)
            }
            ValueRule::Seed => {
                let range = 0..groups(rest);
                values::is_seed(&rest[range.clone()]).then_some(range)
            }
            ValueRule::Line => {
                (word.len() >= 16 && values::is_random_enough(word)).then_some(value)
            }
        }
    }
}

/// What a cookie says of itself.
const ATTRIBUTES: [&str; 8] =
    ["samesite", "path", "domain", "secure", "httponly", "max-age", "expires", "priority"];

/// Schemes of sign-in that are followed by several values.
const SCHEMES: [&str; 6] =
    ["SAPISIDHASH ", "SAPISID1PHASH ", "SAPISID3PHASH ", "AWS4-HMAC-SHA256 ", "DPoP ", "Hawk "];
