//! Names of secrets in a text, and what they are given: behind a sign, behind a word such as "is", in
//! front ("… is the password"), or alone behind the name.

use std::ops::Range;

use super::data::{DATA, ValueRule};
use super::names::Name;
use super::place::{line_after, line_before};
use super::values::{self, Stands, fits};
use super::{Secret, SecretKind};

/// How far behind a name its value begins.
const REACH: usize = 64;
/// How long a value may be.
const LONGEST: usize = 8_192;

/// Finds what is given to names.
pub(super) fn find(text: &str, found: &mut Vec<Secret>) {
    let mut end = 0;
    for hit in DATA.names.roots.iter().flat_map(|roots| roots.find_iter(text)) {
        if hit.start() < end {
            continue;
        }
        let word = word_around(text, hit.range());
        end = word.end.max(hit.end());
        if word.len() > 80 {
            continue;
        }
        let Some(name) = name_at(text, &word) else { continue };
        let pair = Pair { text, word: word.clone(), name };
        if let Some(range) = pair.value() {
            let range = pair.with_more_codes(range);
            // The value may hold names itself.
            end = if matches!(name.value, ValueRule::Any | ValueRule::Code) {
                end.max(range.end.min(text.len()))
            } else {
                end
            };
            found.push(Secret { range, kind: name.kind });
        }
        if let Some(range) = pair.before() {
            found.push(Secret { range, kind: name.kind });
        }
    }
}

/// The letters, digits and joining characters around a place.
fn word_around(text: &str, hit: Range<usize>) -> Range<usize> {
    let joins = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let start =
        text[..hit.start].char_indices().rev().take(80).take_while(|(_, c)| joins(*c)).last();
    let more = text[hit.end..].char_indices().take(80).find(|(_, c)| !joins(*c));
    let end = more.map_or_else(|| text.len().min(hit.end + 80), |(at, _)| hit.end + at);
    let end = (hit.end..=end).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(hit.end);
    start.map_or(hit.start, |(at, _)| at)..end
}

/// The name that a word ends, with the words in front of it that belong to it.
fn name_at(text: &str, word: &Range<usize>) -> Option<Name> {
    let line = line_before(text, word.start, 48);
    let mut start = word.start;
    let mut starts = vec![start];
    for _ in 0..4 {
        let before = text[line.start..start].trim_end_matches([' ', '\'', '\u{2019}']);
        if before.len() == start - line.start && start != word.start {
            break;
        }
        let begins = before
            .rfind(|c: char| !(c.is_alphanumeric() || c == '-'))
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        if begins == before.len() {
            break;
        }
        start = line.start + begins;
        starts.push(start);
    }
    starts.iter().rev().find_map(|start| {
        let name = DATA.names.of(&text[*start..word.end], word.start - *start)?;
        // What is a name of its own only is one alone; a code has more names than it has secrets.
        let is_one = !name.is_weak || (*start == word.start && name.value != ValueRule::Code);
        is_one.then_some(name)
    })
}

struct Pair<'t> {
    text: &'t str,
    word: Range<usize>,
    name: Name,
}

impl Pair<'_> {
    /// Where the value stands.
    fn value(&self) -> Option<Range<usize>> {
        let line = line_after(self.text, self.word.end, LONGEST);
        let rest = &self.text[line.clone()];
        let at = |offset: usize| line.start + offset;
        let closed =
            rest.len() - rest.trim_start_matches(['\\', '"', '\'', '`', '*', ']', ')', '_']).len();
        let mut gap = closed;
        gap += remark(&rest[gap..]);
        let spaces = blanks(&rest[gap..]);
        let signed = sign(&rest[gap + spaces..]);
        let is_tag = self.text[..self.word.start].ends_with(['<', ':']);
        let signed =
            signed.filter(|sign| is_tag || *sign != 1 || !rest[gap + spaces..].starts_with('>'));
        if self.name.value == ValueRule::Code
            && let Some(value) = self.in_page(rest)
        {
            return Some(at(value.start)..at(value.end));
        }
        if let Some(sign) = signed {
            let after = gap + spaces + sign;
            let is_tight =
                spaces == 0 && rest[gap..].starts_with('=') && !rest[after..].starts_with(' ');
            return self.given(at(after), is_tight);
        }
        if closed > 0
            && let Some(value) = self.argument(&rest[gap..])
        {
            return Some(at(gap + value.start)..at(gap + value.end));
        }
        if closed > 0
            && let Some(value) = self.attribute(&rest[gap..])
        {
            return Some(at(gap + value.start)..at(gap + value.end));
        }
        let is_flag = closed == 0 && self.is_flag();
        if spaces > 0
            && let Some(value) = self.bare(&rest[gap + spaces..], is_flag)
        {
            return Some(at(gap + spaces + value.start)..at(gap + spaces + value.end));
        }
        let value = self.said(rest)?;
        Some(at(value.start)..at(value.end))
    }

    /// The first code behind the elements of a page.
    fn in_page(&self, rest: &str) -> Option<Range<usize>> {
        rest.trim_start_matches([' ', ':']).starts_with('<').then_some(())?;
        let start = separators(rest);
        let range = start..start + groups(&rest[start..]);
        let digits = rest[range.clone()].chars().filter(char::is_ascii_digit).count();
        (rest[..start].contains('>') && (6..=10).contains(&digits)).then_some(range)
    }

    /// Whether the name is a flag of a command: `-JumpCloudApiKey`, `--password`.
    fn is_flag(&self) -> bool {
        let dashes = self.text[..self.word.start].ends_with(['-', '/'])
            || self.text[self.word.clone()].starts_with('-');
        let before = self.text[..self.word.start].trim_end_matches(['-', '/']);
        dashes && (before.is_empty() || before.ends_with([' ', '\t', '\n', '"', '\'']))
    }

    /// What is given behind a sign.
    fn given(&self, from: usize, is_tight: bool) -> Option<Range<usize>> {
        let line = line_after(self.text, from, LONGEST);
        let rest = &self.text[line.clone()];
        let mut skipped = rest.len() - rest.trim_start_matches([' ', '\t', '@', '*', '(']).len();
        // The first of a list.
        if ["[\"", "['", "[\\\""].iter().any(|begins| rest[skipped..].starts_with(begins)) {
            skipped += 1;
        }
        if rest[skipped..].is_empty() {
            return self.on_next_line(line.end);
        }
        if self.name.value == ValueRule::Line {
            return self.line(&rest[skipped..], from + skipped);
        }
        let (value, is_quoted) = value_at(&rest[skipped..], is_tight);
        let start = line.start + skipped + value.start;
        let range = start..line.start + skipped + value.end;
        let value = &self.text[range.clone()];
        let rest_behind = self.text[range.end..line.end].trim_start();
        // `password: str = "…"` names a type first.
        if !is_quoted
            && !is_tight
            && value.chars().all(char::is_alphabetic)
            && rest_behind.starts_with("= ")
        {
            return self.given(line.end - rest_behind.len() + 1, false);
        }
        // `user/pass: pat / …`
        if self.name.value == ValueRule::Any
            && let Some(second) = rest_behind.strip_prefix(['/', '|', ','])
        {
            let second = second.trim_start();
            let (value, _) = value_at(second, false);
            let start = line.end - second.len();
            let range = start + value.start..start + value.end;
            if values::is_passwordlike(&self.text[range.clone()]) {
                return Some(range);
            }
        }
        if self.text[self.word.clone()].to_lowercase().contains("phrase") && !is_quoted {
            let phrase = self.text[start..line.end].trim_end();
            let count = phrase.split(' ').count();
            if (3..=24).contains(&count) && !values::is_prose(phrase) {
                return Some(start..start + phrase.len());
            }
        }
        let behind = rest_behind.trim_matches(|c: char| !c.is_alphanumeric());
        let stands = if is_quoted {
            Stands::Firmly
        } else if is_tight {
            Stands::Tightly
        } else if behind.is_empty() && self.begins_line() {
            Stands::Alone
        } else {
            Stands::Loosely
        };
        if self.name.is_weak
            && matches!(stands, Stands::Loosely | Stands::Alone)
            && self.name.kind == SecretKind::Token
        {
            return None;
        }
        match self.name.value {
            ValueRule::Code | ValueRule::Seed => {
                let groups = groups(&self.text[start..line.end]);
                let whole = start..start + groups;
                if groups > 0 && fits(self.name, &self.text[whole.clone()], stands) {
                    return Some(whole);
                }
            }
            ValueRule::Any if !is_quoted => {
                // `abcd efgh ijkl mnop`, as Google shows a password for an app.
                let groups = groups_of_four(&self.text[start..line.end]);
                if groups > 0 {
                    return Some(start..start + groups);
                }
            }
            _ => {}
        }
        // `Bearer …`, `Basic …` in front of the value itself.
        let scheme =
            ["Bearer", "bearer", "Basic", "Token", "token", "SSWS", "Digest", "Negotiate", "NTLM"]
                .iter()
                .find(|scheme| value == **scheme);
        if scheme.is_some() {
            let rest = &self.text[range.end..line.end];
            let blanks = blanks(rest);
            let (value, _) = value_at(&rest[blanks..], false);
            let range = range.end + blanks + value.start..range.end + blanks + value.end;
            let is_one = fits(self.name, &self.text[range.clone()], Stands::Tightly);
            return is_one.then_some(range);
        }
        let is_prose = is_quoted && !self.is_assigned(from) && values::is_prose(value);
        if !is_prose && fits(self.name, value, stands) {
            return Some(range);
        }
        None
    }

    /// Whether an equals sign stands in front of a place.
    fn is_assigned(&self, at: usize) -> bool {
        self.text[..at].ends_with('=')
    }

    /// The rest of a line: of a header.
    fn line(&self, rest: &str, from: usize) -> Option<Range<usize>> {
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
                || value.contains("ignature=")
                || value.contains("oauth_")
        };
        (is_one && values::is_given(value) && !values::is_masked(value))
            .then(|| from + range.start..from + range.end)
    }

    /// A value on a line of its own below its name.
    fn on_next_line(&self, end: usize) -> Option<Range<usize>> {
        let blanks = |from: usize| {
            self.text[from..].len()
                - self.text[from..]
                    .trim_start_matches(['\r', '\n', ' ', '\t', '>', '-', '*', '"', '`'])
                    .len()
        };
        let start = end + blanks(end);
        if start > end + 12 || start >= self.text.len() {
            return None;
        }
        let line = line_after(self.text, start, LONGEST);
        let rest = self.text[line.clone()].trim_end().trim_end_matches(['"', '`', ',']);
        let range = start..start + rest.len();
        if self.name.value == ValueRule::Code || self.name.value == ValueRule::Seed {
            let range = start..start + groups(rest);
            return fits(self.name, &self.text[range.clone()], Stands::Alone).then_some(range);
        }
        let is_one =
            !rest.contains([' ', ':']) && !values::is_worded(rest) && values::has_digit(rest);
        (is_one && fits(self.name, rest, Stands::Loosely)).then_some(range)
    }

    /// `name="password" value="…"`, `key="Password" value="…"`.
    fn attribute(&self, rest: &str) -> Option<Range<usize>> {
        let tag = &rest[..rest.find(['>', '<']).unwrap_or(rest.len()).min(200).min(rest.len())];
        let at = ["value=", "content=", "Value="]
            .iter()
            .find_map(|word| Some(tag.find(word)? + word.len()))?;
        let (value, is_quoted) = value_at(rest.get(at..)?, true);
        let range = at + value.start..at + value.end;
        (is_quoted && fits(self.name, &rest[range.clone()], Stands::Firmly)).then_some(range)
    }

    /// `setProperty("API_TOKEN", "…")`.
    fn argument(&self, rest: &str) -> Option<Range<usize>> {
        let list = rest.strip_prefix(',')?;
        let skipped = rest.len() - list.len() + blanks(list);
        let (value, is_quoted) = value_at(&rest[skipped..], false);
        let range = skipped + value.start..skipped + value.end;
        let value = &rest[range.clone()];
        let is_call = rest[range.end..].trim_start_matches(['"', '\'']).trim_start().starts_with(')');
        let is_written = values::is_passwordlike(value) || values::is_random_enough(value);
        (is_quoted && is_call && is_written && fits(self.name, value, Stands::Firmly)).then_some(range)
    }

    /// Behind a name, without a sign.
    fn bare(&self, rest: &str, is_flag: bool) -> Option<Range<usize>> {
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
                ((6..=10).contains(&digits) && is_all && !values::is_time(&rest[range.clone()]))
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

    /// In a sentence: some words, one that leads to a value, and the value.
    fn said(&self, rest: &str) -> Option<Range<usize>> {
        if self.name.is_weak || self.name.value == ValueRule::Line {
            return None;
        }
        let mut at = 0;
        let (mut words, mut leads) = (0, false);
        while at < rest.len().min(REACH) {
            let skipped = rest[at..].len()
                - rest[at..].trim_start_matches([' ', '\t', '"', '\'', ')', '*', '(']).len();
            at += skipped;
            let length = rest[at..].find([' ', '\t']).unwrap_or(rest[at..].len());
            let word = &rest[at..at + length];
            if word.is_empty() {
                return None;
            }
            if word.trim_end_matches('=').contains('=') {
                return None;
            }
            let plain =
                word.trim_matches([',', ':', '=', '.', ';', '"', '\'', '\u{201e}', '\u{201c}']);
            let is_link = DATA.names.links.contains(plain.to_lowercase().as_str());
            if leads && !is_link && !DATA.names.fillers.contains(plain.to_lowercase().as_str()) {
                return self.value_said(rest, at);
            }
            if words == 0 && !is_link && DATA.names.is_harmless_word(plain) {
                return None;
            }
            let ends = word.ends_with([':', '=']) && word.len() > 0;
            leads |= is_link || ends || (word.is_empty());
            if word.ends_with(['.', ';', '!', '?']) && !ends {
                return None;
            }
            words += 1;
            if words > 8 {
                return None;
            }
            at += length;
        }
        None
    }

    fn value_said(&self, rest: &str, at: usize) -> Option<Range<usize>> {
        let at = if rest[..at].ends_with(['"', '\'']) { at - 1 } else { at };
        let (value, is_quoted) = value_at(&rest[at..], false);
        let range = at + value.start..at + value.end;
        let word = &rest[range.clone()];
        match self.name.value {
            ValueRule::Any => {
                let groups = groups_of_four(&rest[range.start..]);
                if groups > 0 {
                    return Some(range.start..range.start + groups);
                }
            }
            ValueRule::Code | ValueRule::Seed => {
                let whole = range.start..range.start + groups(&rest[range.start..]);
                if fits(self.name, &rest[whole.clone()], Stands::Said) {
                    return Some(whole);
                }
            }
            _ => {}
        }
        let stands = if is_quoted { Stands::Firmly } else { Stands::Said };
        let is_pair = word.trim_end_matches('=').contains('=') && !is_quoted;
        // A password that works at Google is ASCII: another is the matter of the complaint.
        if word.contains(' ') || is_pair || !word.is_ascii() || !values::is_told_apart(word) {
            return None;
        }
        let is_address = word.contains('@')
            && word
                .rsplit('@')
                .next()
                .is_some_and(|domain| domain.contains('.') && !domain.ends_with('.'));
        // "to pat@example.com": nobody is a password, unless what follows is one.
        if is_address {
            return None;
        }
        fits(self.name, word, stands).then_some(range)
    }

    /// "… is the password", `"…" == password`.
    fn before(&self) -> Option<Range<usize>> {
        if self.name.is_weak || self.name.value == ValueRule::Line {
            return None;
        }
        let line = line_before(self.text, self.word.start, 160);
        let before = self.text[line.clone()].trim_end();
        let compared = ["===", "!==", "==", "!="].iter().find_map(|sign| before.strip_suffix(sign));
        let compared = compared.or_else(|| {
            let (left, _) = before.rsplit_once(' ')?;
            ["===", "!==", "==", "!="].iter().find_map(|sign| left.trim_end().strip_suffix(sign))
        });
        if let Some(before) = compared {
            let before = before.trim_end();
            let quote = before.chars().next_back().filter(|c| "\"'`".contains(*c))?;
            let inside = &before[..before.len() - 1];
            let start = inside.rfind(quote)? + 1;
            let value = &inside[start..];
            return fits(self.name, value, Stands::Firmly)
                .then(|| line.start + start..line.start + inside.len());
        }
        let mut words = before.rsplit(' ').filter(|word| !word.is_empty()).take(7);
        let link = words.by_ref().take(5).find(|word| {
            ["is", "was", "as", "ist", "war", "als", "es", "est", "\u{e9}", "como", "comme", "="]
                .contains(&word.to_lowercase().as_str())
        })?;
        let value = words.next()?;
        let start = value.as_ptr() as usize - self.text.as_ptr() as usize;
        let trimmed = value.trim_matches([
            '"', '\'', '`', ',', '.', '(', ')', ':', '\u{201c}', '\u{201d}', '\u{201e}',
        ]);
        let start = start + value.find(trimmed)?;
        let is_one = !link.is_empty()
            && match self.name.value {
                ValueRule::Any => values::is_passwordlike(trimmed),
                ValueRule::Code => {
                    trimmed.len() >= 6
                        && trimmed.chars().all(|c| c.is_ascii_digit() || c == '-')
                        && !values::is_time(trimmed)
                }
                _ => trimmed.len() >= 16 && values::is_random_enough(trimmed),
            };
        is_one.then(|| start..start + trimmed.len())
    }

    /// More codes behind the first: in a list, with numbers, in elements of a page.
    fn with_more_codes(&self, first: Range<usize>) -> Range<usize> {
        if self.name.value != ValueRule::Code {
            return first;
        }
        let mut end = first.end;
        loop {
            let rest = &self.text[end..];
            let skipped = separators(rest);
            let next = groups(&rest[skipped..]);
            let code = &rest[skipped..skipped + next];
            let digits = code.chars().filter(char::is_ascii_digit).count();
            let is_code = (6..=10).contains(&digits) && code.len() <= 12 && skipped > 0;
            let is_mixed =
                skipped > 0 && code.len() >= 8 && digits >= 2 && values::is_random_enough(code);
            if !is_code && !is_mixed {
                return first.start..end;
            }
            end += skipped + next;
        }
    }

    /// Whether nothing but marks stands in front of the name in its line.
    fn begins_line(&self) -> bool {
        let before = line_before(self.text, self.word.start, 40);
        self.text[before]
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .count()
            <= 2
    }
}

/// What a cookie says of itself.
const ATTRIBUTES: [&str; 8] =
    ["samesite", "path", "domain", "secure", "httponly", "max-age", "expires", "priority"];

/// How long what stands between codes is: spaces, commas, numbers of a list, elements.
fn separators(text: &str) -> usize {
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        if c == '<' {
            let Some(end) = rest[..rest.len().min(120)].find('>') else { break };
            at += end + 1;
        } else if rest.starts_with("and ") || rest.starts_with("und ") {
            at += 4;
        } else if c.is_ascii_digit() {
            // The number of an entry.
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            if digits > 2 || !rest[digits..].starts_with(['.', ')', ':']) {
                break;
            }
            at += digits + 1;
        } else if c.is_whitespace() || ",;:.)(|\"'[]*-\u{2022}\\".contains(c) {
            at += c.len_utf8();
            if rest.starts_with("\\n") || rest.starts_with("\\t") {
                at += 1;
            }
        } else {
            break;
        }
        if at > 400 {
            break;
        }
    }
    at.min(text.len())
}

/// How long a value in groups is: `4016 1382`, `abcd-efgh`, `eezr g0ea amih 8fjj`, `482913`.
fn groups(text: &str) -> usize {
    let text = &text[..line_after(text, 0, 200).end];
    let numbered = text.bytes().take_while(u8::is_ascii_digit).count();
    let is_numbered = (1..=2).contains(&numbered) && text[numbered..].starts_with(['.', ')']);
    if is_numbered {
        let skipped = numbered + 1 + blanks(&text[numbered + 1..]);
        let next = groups(&text[skipped..]);
        return if next == 0 { 0 } else { skipped + next };
    }
    let (mut at, mut end, mut size) = (0, 0, None);
    loop {
        let length = text[at..].bytes().take_while(u8::is_ascii_alphanumeric).count();
        let is_group = match size {
            None => length > 0,
            Some(size) => length == size,
        };
        // Words that go on in a sentence are no group.
        if !is_group {
            return end;
        }
        end = at + length;
        if !(2..=6).contains(&length) {
            return end;
        }
        // Codes of eight digits come in two groups, of six in two.
        let is_code =
            text[..end].bytes().all(|byte| byte.is_ascii_digit() || b" -".contains(&byte));
        let digits = text[..end].bytes().filter(u8::is_ascii_digit).count();
        if is_code && (digits >= 8 || (size == Some(3) && digits >= 6)) {
            return end;
        }
        size = Some(length);
        if !text[end..].starts_with([' ', '-']) {
            return end;
        }
        at = end + 1;
    }
}

/// How long four groups of four small letters are, as a password for an app; 0 if there are none.
fn groups_of_four(text: &str) -> usize {
    let bytes = text.as_bytes();
    let group = |at: usize| {
        bytes.get(at..at + 4).is_some_and(|four| four.iter().all(u8::is_ascii_lowercase))
    };
    let mut at = 0;
    for number in 0..4 {
        let joined =
            number == 0 || bytes.get(at).is_some_and(|byte| *byte == b' ' || *byte == b'-');
        at += usize::from(number > 0 && joined);
        if !joined || !group(at) {
            return 0;
        }
        at += 4;
    }
    let ends = bytes.get(at).is_none_or(|byte| !byte.is_ascii_alphanumeric());
    let words: Vec<&str> = text[..at].split([' ', '-']).collect();
    // Four words of four letters each are a sentence, where most can be spoken and are known.
    let everyday = words.iter().filter(|word| EVERYDAY.contains(*word)).count();
    if ends && everyday < 2 { at } else { 0 }
}

/// Words of four letters that sentences are made of.
const EVERYDAY: [&str; 48] = [
    "that", "this", "with", "have", "from", "they", "what", "when", "were", "your", "said", "each",
    "will", "then", "them", "some", "than", "been", "into", "more", "only", "over", "also", "back",
    "does", "work", "same", "user", "time", "must", "need", "want", "sent", "last", "here", "very",
    "just", "used", "long", "able", "sync", "mail", "note", "once", "both", "like", "here", "code",
];

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t', '\u{a0}']).len()
}

/// How long a remark in brackets is behind a name: `[Required]`, `(new)`, `[25]`.
fn remark(text: &str) -> usize {
    let spaces = blanks(text);
    let close = match text[spaces..].chars().next() {
        Some('[') => ']',
        Some('(') => ')',
        _ => return 0,
    };
    let inside = &text[spaces..line_after(text, spaces, 40).end.max(spaces)];
    match inside.find(close) {
        Some(end) if !inside[1..end].contains(['"', '\'', '=', '$']) => spaces + end + 1,
        _ => 0,
    }
}

/// How long the sign is by which something is given.
fn sign(text: &str) -> Option<usize> {
    let signs = [
        ":::=", "::=", "===", "!==", ":=", ".=", "+=", "=>", "==", "!=", "?=", "->", "||", "::", "=", ":", "|", ">",
        "\u{2192}", "\u{ff1a}",
    ];
    if let Some(sign) = signs.iter().find(|sign| text.starts_with(**sign)) {
        return Some(sign.len());
    }
    // A dash between spaces, a call.
    ["- ", "\u{2013} ", "\u{2014} ", "(\"", "('", ".assign(\""]
        .iter()
        .find(|sign| text.starts_with(**sign))
        .map(|sign| sign.trim_end_matches(['"', '\'']).len())
}

/// The value at the beginning of a text, without its quotes, and whether it had some.
fn value_at(text: &str, is_tight: bool) -> (Range<usize>, bool) {
    let slashes = text.len() - text.trim_start_matches('\\').len();
    let quote = text[slashes..].chars().next();
    let closes = match quote {
        Some('"') => Some('"'),
        Some('\'') => Some('\''),
        Some('`') => Some('`'),
        Some('\u{201c}' | '\u{201e}' | '\u{201d}') => Some('\u{201d}'),
        Some('\u{ab}') => Some('\u{bb}'),
        _ => None,
    };
    if let (Some(quote), Some(close)) = (quote, closes) {
        let start = slashes + quote.len_utf8();
        let inside = &text[start..];
        let other = if close == '\u{201d}' { '\u{201c}' } else { close };
        let end = inside.find([close, other]);
        if let Some(end) = end.filter(|end| *end > 0) {
            let end = start + inside[..end].trim_end_matches('\\').len();
            return (start..end.max(start), true);
        }
    }
    let skipped =
        text.len() - text.trim_start_matches(['"', '\'', '`', '\\', '\u{201e}', '\u{201c}']).len();
    let ends =
        |c: char| c.is_whitespace() || "\"`<\u{201d}\u{201c}".contains(c) || (is_tight && c == '&');
    let length = text[skipped..].find(ends).unwrap_or(text.len() - skipped);
    let mut value = &text[skipped..skipped + length];
    if is_tight
        && let Some(end) =
            value.find(';').filter(|end| value[*end..].contains('=') || *end + 1 == value.len())
    {
        value = &value[..end];
    }
    loop {
        let last = value.chars().next_back();
        let is_behind = match last {
            Some(',' | ';' | '.' | ':' | '\'' | '\\') => true,
            Some(')') => !value.contains('('),
            Some(']') => !value.contains('['),
            Some('}') => !value.contains('{'),
            Some('>') => !value.contains('<'),
            _ => false,
        };
        if !is_behind {
            return (skipped..skipped + value.len(), false);
        }
        value = &value[..value.len() - 1];
    }
}
