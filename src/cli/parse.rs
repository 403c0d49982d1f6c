//! Words of a call that stand for something.

use crate::export::{Audience, Format, Kind};
use crate::picture::Theme;
use crate::ticket::{Outcome, State, StepResult};

pub(super) fn parse_state(text: &str) -> Result<State, String> {
    let named = State::ALL.into_iter().find(|state| state.name() == text);
    named.ok_or_else(|| "expected open, waiting, solved, escalated or abandoned".to_owned())
}

pub(super) fn parse_mark(text: &str) -> Result<StepResult, String> {
    match text {
        "done" => Ok(StepResult::Done),
        "skipped" => Ok(StepResult::Skipped),
        "no-effect" => Ok(StepResult::NoEffect),
        _ => Err("expected done, skipped or no-effect".to_owned()),
    }
}

pub(super) fn parse_format(text: &str) -> Result<Format, String> {
    let named = Format::ALL.into_iter().find(|format| format.word() == text);
    named.ok_or_else(|| "expected md, html, pdf, txt, comment or json".to_owned())
}

pub(super) fn parse_packet_format(text: &str) -> Result<Format, String> {
    let named = Kind::Packet.formats().iter().find(|format| format.word() == text);
    named.copied().ok_or_else(|| "expected md, html, pdf, txt or comment".to_owned())
}

pub(super) fn parse_theme(text: &str) -> Result<Theme, String> {
    match text {
        "light" => Ok(Theme::Light),
        "dark" => Ok(Theme::Dark),
        _ => Err("expected light or dark".to_owned()),
    }
}

pub(super) fn parse_audience(text: &str) -> Result<Audience, String> {
    match text {
        "customer" => Ok(Audience::Customer),
        "internal" => Ok(Audience::Internal),
        _ => Err("expected customer or internal".to_owned()),
    }
}

pub(super) fn parse_outcome(text: &str) -> Result<Outcome, String> {
    match text {
        "solved" => Ok(Outcome::Solved),
        "escalated" => Ok(Outcome::Escalated),
        "abandoned" => Ok(Outcome::Abandoned),
        _ => Err("expected solved, escalated or abandoned".to_owned()),
    }
}
