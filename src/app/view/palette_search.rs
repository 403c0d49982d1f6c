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

/// The greatest number of matches of one kind.
const MOST: usize = 12;

/// How a name matches what is typed, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tier {
    /// Every word that is typed begins a word of the name.
    WordStarts,
    /// Every word that is typed stands somewhere in the name.
    Inside,
    /// The letters stand in the name in this order, with others between them.
    Scattered,
}

/// The kind of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    /// The heading above its entries.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Command => "Commands",
            Self::Fix => "Fixes",
            Self::Symptom => "Symptoms",
            Self::Page => "Pages",
            Self::Ticket => "Tickets",
        }
    }

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
    let all: Vec<PaletteEntry> = commands.into_iter().chain(others).chain(tickets(state)).collect();
    let mut found = matches(&all, typed, &place);
    if found.is_empty() {
        // Only where nothing stands there in words are letters looked for, and only in commands.
        found = scattered(&all, typed);
    }
    let search = PaletteEntry::new(
        format!("Search tickets for \u{201c}{typed}\u{201d}"),
        EntryKind::Ticket,
        Command::Tickets(TicketsCommand::SearchFor(typed.to_owned())),
    );
    grouped(found).into_iter().chain([search]).collect()
}

/// How good a match is: smaller is better.
type Rank = (Tier, usize, usize, usize);

/// The entries whose words match, each with how well.
fn matches(
    all: &[PaletteEntry],
    typed: &str,
    place: &impl Fn(&PaletteEntry) -> usize,
) -> Vec<(Rank, PaletteEntry)> {
    let typed = typed.to_lowercase();
    let words: Vec<&str> = typed.split_whitespace().collect();
    let ranked = all.iter().filter_map(|entry| {
        let name: Vec<char> = entry.name.to_lowercase().chars().collect();
        let mut letters = Vec::new();
        let mut tier = Tier::WordStarts;
        for word in &words {
            let word: Vec<char> = word.chars().collect();
            let starts: Vec<usize> = places(&name, &word);
            let begins = starts.iter().find(|at| **at == 0 || !name[**at - 1].is_alphanumeric());
            if begins.is_none() {
                tier = Tier::Inside;
            }
            let at = *begins.or(starts.first())?;
            letters.extend((at..at + word.len()).filter_map(|at| u32::try_from(at).ok()));
        }
        let first = letters.iter().min().map_or(0, |at| *at as usize);
        let rank = (tier, place(entry), first, name.len());
        Some((rank, PaletteEntry { letters, ..entry.clone() }))
    });
    ranked.collect()
}

/// Where a word stands in a name.
fn places(name: &[char], word: &[char]) -> Vec<usize> {
    let last = (name.len() + 1).saturating_sub(word.len());
    (0..last).filter(|at| name[*at..].starts_with(word)).collect()
}

/// The commands in which the letters stand in this order.
fn scattered(all: &[PaletteEntry], typed: &str) -> Vec<(Rank, PaletteEntry)> {
    let pattern = Pattern::new(typed, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let commands = all.iter().filter(|entry| entry.kind == EntryKind::Command);
    let ranked = commands.filter_map(|entry| {
        let mut found = entry.clone();
        let name = Utf32Str::new(&entry.name, &mut buffer);
        let score = pattern.indices(name, &mut matcher, &mut found.letters)?;
        Some(((Tier::Scattered, 0, (u32::MAX - score) as usize, 0), found))
    });
    ranked.collect()
}

/// The matches by their kinds, the kind of the best match first.
fn grouped(mut found: Vec<(Rank, PaletteEntry)>) -> Vec<PaletteEntry> {
    found.sort_by_key(|(rank, _)| *rank);
    let mut kinds: Vec<(Tier, EntryKind)> = Vec::new();
    for (rank, entry) in &found {
        if !kinds.iter().any(|(_, kind)| *kind == entry.kind) {
            kinds.push((rank.0, entry.kind));
        }
    }
    kinds.sort_unstable();
    let of_kind = |kind: EntryKind| {
        let entries = found.iter().filter(move |(_, entry)| entry.kind == kind);
        entries.take(MOST).map(|(_, entry)| entry.clone())
    };
    kinds.into_iter().flat_map(|(_, kind)| of_kind(kind)).collect()
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
