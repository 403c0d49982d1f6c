//! Command lines that take a secret: behind a flag, or at a place of its own.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::data::DATA;
use super::entries::{CommandEntry, Takes};
use super::place::line_after;
use super::{Secret, values};

static PROGRAMS: LazyLock<(Option<AhoCorasick>, HashMap<usize, usize>)> = LazyLock::new(|| {
    let (mut programs, mut commands) = (Vec::new(), HashMap::new());
    for (at, command) in DATA.names.commands.iter().enumerate() {
        for program in &command.program {
            commands.insert(programs.len(), at);
            programs.push(program.as_str());
        }
    }
    let finder = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        .build(programs);
    (finder.ok(), commands)
});

/// Finds the secrets in command lines.
pub(super) fn find(text: &str, found: &mut Vec<Secret>) {
    let (finder, commands) = &*PROGRAMS;
    let mut done = 0;
    for hit in finder.iter().flat_map(|finder| finder.find_iter(text)) {
        if hit.start() < done {
            continue;
        }
        let joins = |c: char| c.is_alphanumeric() || c == '_' || c == '-' || c == ':';
        let before = text[..hit.start()].chars().next_back();
        let after = text[hit.end()..].strip_prefix(".exe").unwrap_or(&text[hit.end()..]);
        if before.is_some_and(|c| joins(c) && c != '/') || !after.starts_with([' ', '\t']) {
            continue;
        }
        let command =
            commands.get(&hit.pattern().as_usize()).and_then(|at| DATA.names.commands.get(*at));
        if let Some(command) = command {
            let line = line_after(text, hit.end(), 4_000);
            done = of_command(text, line, command, found);
        }
    }
}

/// The secrets of one command, and where its arguments end.
fn of_command(
    text: &str,
    line: Range<usize>,
    command: &CommandEntry,
    found: &mut Vec<Secret>,
) -> usize {
    let arguments = arguments(&text[line.clone()]);
    let place = |range: &Range<usize>| line.start + range.start..line.start + range.end;
    let word = |range: &Range<usize>| &text[place(range)];
    let mut push = |range: Range<usize>| {
        let value = &text[range.clone()];
        if values::is_given(value) && !values::is_masked(value) {
            found.push(Secret { range, kind: command.kind });
        }
    };
    if let Some(takes) = command.takes {
        for (at, argument) in arguments.iter().enumerate() {
            let starts = |flag: &&String| match takes {
                Takes::Word => word(argument).eq_ignore_ascii_case(flag),
                _ => word(argument).starts_with(flag.as_str()),
            };
            let Some(flag) = command.flags.iter().find(starts) else { continue };
            let rest = argument.start + flag.len()..argument.end;
            let is_glued = !rest.is_empty();
            let value = if is_glued { Some(rest) } else { arguments.get(at + 1).cloned() };
            let Some(value) = value else { continue };
            let skipped = usize::from(word(&value).starts_with('='));
            let value = value.start + skipped..value.end;
            if let Some(secret) = behind_flag(word(&value), takes, is_glued) {
                push(place(&(value.start + secret.start..value.start + secret.end)));
            }
        }
    }
    let plain: Vec<&Range<usize>> =
        arguments.iter().filter(|argument| !word(argument).starts_with(['-', '/'])).collect();
    let places = [
        command.last.then(|| plain.last()).flatten(),
        command.value.and_then(|value| plain.get(value - 1)),
    ];
    for at in places.into_iter().flatten() {
        let value = word(at);
        let is_written = values::has_digit(value)
            && !value.contains("://")
            && !value.contains('\\')
            && !values::is_time(value);
        if is_written || (values::classes(value) >= 2 && value.len() >= 16) {
            push(place(at));
        }
    }
    arguments.last().map_or(line.start, |last| line.start + last.end)
}

/// Where in what stands behind a flag the secret is; `None` if there is none.
fn behind_flag(written: &str, takes: Takes, is_glued: bool) -> Option<Range<usize>> {
    let sign = match takes {
        Takes::Value => return value_behind_flag(written, is_glued),
        Takes::Word => {
            // Shorter ones no console takes.
            let is_one = written.len() >= 6
                && (values::is_told_apart(written) || values::classes(written) >= 2)
                && !values::is_snake_or_state(written);
            return is_one.then_some(0..written.len());
        }
        Takes::Pair => ':',
        Takes::Percent => '%',
    };
    let split = written.find(sign);
    let user = &written[..split.unwrap_or(written.len())];
    // A key in place of the user, with nothing or a letter behind it.
    if written.len() - user.len() <= 2 && user.len() >= 16 && values::is_random_enough(user) {
        return Some(0..user.len());
    }
    split.filter(|split| split + 1 < written.len()).map(|split| split + 1..written.len())
}

fn value_behind_flag(written: &str, is_glued: bool) -> Option<Range<usize>> {
    let schemes = ["pass:", "env:"].iter().filter(|scheme| written.starts_with(**scheme));
    let start = schemes.map(|scheme| scheme.len()).next().unwrap_or(0);
    let is_other =
        written.starts_with(['-', '/']) || written.starts_with("file:") || written.contains("://");
    // A port, or two of them.
    let is_port =
        written.len() < 6 && written.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
    let is_told_apart = values::has_digit(written)
        || !values::is_worded(written)
        || (values::classes(written) >= 2 && !is_glued);
    let is_one = written.len() >= 4 && !is_other && !is_port && is_told_apart;
    is_one.then_some(start..written.len())
}

/// The arguments of a command line, without their quotes.
fn arguments(line: &str) -> Vec<Range<usize>> {
    let (mut arguments, mut at) = (Vec::new(), 0);
    while at < line.len() && arguments.len() < 60 {
        let rest = &line[at..];
        let Some(c) = rest.chars().next() else { break };
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        if c == '|' || c == ';' {
            break;
        }
        // A quote may stand behind a flag: `-p'secret'`.
        let word = &rest[..rest.find(char::is_whitespace).unwrap_or(rest.len())];
        let quote = word.find(['"', '\'']);
        let end = match quote {
            Some(quote) => {
                let mark = &rest[quote..=quote];
                let close = rest[quote + 1..].find(mark);
                match close {
                    Some(close) if quote == 0 => {
                        arguments.push(at + 1..at + 1 + close);
                        at += close + 2;
                        continue;
                    }
                    Some(close) => quote + close + 2,
                    None => rest.find(char::is_whitespace).unwrap_or(rest.len()),
                }
            }
            None => rest.find(char::is_whitespace).unwrap_or(rest.len()),
        };
        arguments.push(at..at + rest[..end].trim_end_matches(['"', '\'', ',']).len());
        at += end;
    }
    arguments
}
