//! Names of secrets in a text, and what they are given: behind a sign, behind a word such as "is", in
//! front ("… is the password"), or alone behind the name.

use std::ops::Range;

use super::data::DATA;
use super::entries::ValueRule;
use super::given::{remark, sign, value_at};
use super::groups::{groups, groups_of_four, separators};
use super::names::Name;
use super::place::{blanks, line_after, line_before};
use super::values::{self, Stands, fits};
use super::{Secret, SecretKind};

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

/// A name of a secret, where it stands.
pub(super) struct Pair<'t> {
    pub text: &'t str,
    pub word: Range<usize>,
    pub name: Name,
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
            && let Some(value) = in_page(rest)
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
        if rest[gap..].trim().is_empty()
            && matches!(self.name.value, ValueRule::Any | ValueRule::Code | ValueRule::Seed)
            && self.begins_line()
            && !self.is_cell()
            && let Some(range) = self.on_next_line(line.end)
        {
            return Some(range);
        }
        let is_flag = closed == 0 && self.is_flag();
        if gap > closed
            && let Some(value) = self.in_brackets(&rest[closed..gap])
        {
            return Some(at(closed + value.start)..at(closed + value.end));
        }
        if spaces > 0
            && let Some(value) = self.bare(&rest[gap + spaces..], is_flag)
        {
            return Some(at(gap + spaces + value.start)..at(gap + spaces + value.end));
        }
        let value = self.said(rest)?;
        Some(at(value.start)..at(value.end))
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
        let mut skipped = rest.len()
            - rest.trim_start_matches([' ', '\t', '\u{a0}', '\u{202f}', '@', '*', '(']).len();
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
        let is_prose = is_quoted && !self.is_assigned(from) && values::is_message(value);
        if !is_prose && fits(self.name, value, stands) {
            return Some(range);
        }
        None
    }

    /// Whether an equals sign stands in front of a place.
    fn is_assigned(&self, at: usize) -> bool {
        self.text[..at].trim_end_matches('>').ends_with('=')
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

    /// Whether the name is the head of a column: the table says what stands below it.
    fn is_cell(&self) -> bool {
        self.text[line_before(self.text, self.word.start, 200)].contains([',', ';', '|', '\t'])
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

/// The first code behind the elements of a page.
fn in_page(rest: &str) -> Option<Range<usize>> {
    rest.trim_start_matches([' ', ':']).starts_with('<').then_some(())?;
    let start = separators(rest);
    let range = start..start + groups(&rest[start..]);
    let digits = rest[range.clone()].chars().filter(char::is_ascii_digit).count();
    (rest[..start].contains('>') && (6..=10).contains(&digits)).then_some(range)
}
