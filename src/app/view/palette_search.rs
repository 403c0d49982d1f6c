//! Searches the palette: commands, fixes, symptoms, pages and tickets, the best match first.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::app::command::{
    Command, DiagnoseCommand, FixCommand, LIST, NavigateCommand, START_LISTED, TicketsCommand,
};
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::State;
use crate::app::settings::navigation::Overlay;
use crate::app::update::availability::is_offered;

/// The greatest number of matches shown.
const MOST: usize = 60;
/// What being a command adds to the score of a match.
const IS_COMMAND: u32 = 12;
/// What having been chosen lately adds to the score of a match.
const IS_RECENT: u32 = 24;

/// The kind of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A command.
    Command,
    /// The fix of a cause.
    Fix,
    /// A symptom, to pick in the list.
    Symptom,
    /// A page of a console.
    Page,
    /// A ticket.
    Ticket,
}

impl EntryKind {
    /// Its name in the window.
    pub fn name(self) -> &'static str {
        match self {
            Self::Command => "command",
            Self::Fix => "fix",
            Self::Symptom => "symptom",
            Self::Page => "page",
            Self::Ticket => "ticket",
        }
    }
}

/// An entry of the palette.
#[derive(Clone, Debug, PartialEq)]
pub struct PaletteEntry {
    /// What it is called.
    pub name: String,
    /// What kind of thing it is.
    pub kind: EntryKind,
    /// The command that choosing it runs.
    pub command: Command,
    /// The positions of the characters of its name that match.
    pub letters: Vec<u32>,
}

impl PaletteEntry {
    fn new(name: impl Into<String>, kind: EntryKind, command: Command) -> Self {
        Self { name: name.into(), kind, command, letters: Vec::new() }
    }
}

/// The entries that match what is typed. If nothing is typed, every command that is possible now, those
/// chosen last first.
pub fn find(state: &State, typed: &str) -> Vec<PaletteEntry> {
    let typed = typed.trim();
    let place = |found: &PaletteEntry| state.recent.place_of(&found.name).unwrap_or(usize::MAX);
    let mut commands = commands(state);
    if typed.is_empty() {
        commands.sort_by_key(place);
        return commands;
    }
    let others = state.open.as_ref().map_or_else(Vec::new, knowledge_entries);
    let pattern = Pattern::new(typed, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut letters = Vec::new();
    let scored =
        commands.into_iter().chain(others).chain(tickets(state)).filter_map(|mut found| {
            let score = pattern.indices(
                Utf32Str::new(&found.name, &mut letters),
                &mut matcher,
                &mut found.letters,
            )?;
            let is_command = u32::from(found.kind == EntryKind::Command) * IS_COMMAND;
            let is_recent = u32::from(place(&found) != usize::MAX) * IS_RECENT;
            Some((score + is_command + is_recent, found))
        });
    let mut scored: Vec<(u32, PaletteEntry)> = scored.collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let found = scored.into_iter().take(MOST).map(|(_, found)| found);
    let search = PaletteEntry::new(
        format!("Search tickets for \u{201c}{typed}\u{201d}"),
        EntryKind::Ticket,
        Command::Tickets(TicketsCommand::SearchFor(typed.to_owned())),
    );
    found.chain([search]).collect()
}

/// The commands that are possible now, each once. Causes have entries of their own.
fn commands(state: &State) -> Vec<PaletteEntry> {
    let palette = Command::Navigate(NavigateCommand::Overlay(Overlay::Palette));
    let possible = LIST.iter().filter(|listed| {
        is_offered(listed, state) && listed.command != palette && listed.name != START_LISTED
    });
    possible
        .map(|listed| PaletteEntry::new(listed.name, EntryKind::Command, listed.command.clone()))
        .collect()
}

/// The fixes, symptoms and pages of a ticket's knowledge base.
fn knowledge_entries(open: &OpenTicket) -> Vec<PaletteEntry> {
    let model = open.kb().model();
    let fixes = model.causes.iter().map(|cause| {
        let choose = Command::Fix(FixCommand::Choose(cause.id.clone(), None));
        PaletteEntry::new(format!("Fix: {}", cause.title), EntryKind::Fix, choose)
    });
    let symptoms = model.symptoms.iter().map(|symptom| {
        PaletteEntry::new(
            &symptom.statement,
            EntryKind::Symptom,
            Command::Diagnose(DiagnoseCommand::Pick(symptom.id.clone())),
        )
    });
    let pages = model.links.iter().map(|link| {
        let name = format!("{}: {}", link.product.name(), link.page);
        PaletteEntry::new(
            name,
            EntryKind::Page,
            Command::Fix(FixCommand::OpenPage(link.id.clone())),
        )
    });
    fixes.chain(symptoms).chain(pages).collect()
}

/// The tickets in the list.
fn tickets(state: &State) -> impl Iterator<Item = PaletteEntry> {
    state.list.page.rows.iter().map(|row| {
        let name = format!("{} {}", row.reference, row.customer);
        PaletteEntry::new(
            name.trim(),
            EntryKind::Ticket,
            Command::Tickets(TicketsCommand::Open(row.id)),
        )
    })
}
