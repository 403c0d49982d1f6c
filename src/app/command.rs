//! Everything the window can be asked to do. Screens return commands; `carry_out.rs` does them.
//! The list is the one source of buttons' keys, tooltips, shortcuts and the palette.

use std::path::PathBuf;

use eframe::egui::{self, Key, KeyboardShortcut, Modifiers};

use super::outside::{Purpose, Replace, SaveJob};
use super::place::{Overlay, Screen};
use super::preferences::{Preference, ZoomBy};
use crate::desk::Masked;
use crate::diagnosis::Answer;
use crate::export::{Audience, Format};
use crate::kb::{CauseId, LinkId, StepId, SymptomId, WayId};
use crate::ticket::{Detail, EventId, Mark, Outcome, StepOnWay, TicketId};

/// One thing to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Show a screen.
    Show(Screen),
    /// Answer the question, or the symptom picked in the list.
    AnswerNext(Answer),
    /// Put the question off.
    AskLater,
    /// Pick the next or the previous symptom in the list.
    PickSymptom(i32),
    /// Take the fix in hand that the diagnosis says, or while it would rather ask, the most
    /// likely one that was not tried.
    TryNext,
    /// Leave the step alone on the screen, here or in a window of its own.
    LeavePresent,
    /// Show the step in a window of its own, or take that away.
    PresentElsewhere,
    /// Copy the step as a picture.
    CopyPicture,
    /// Save the step, or every step of the fix, as pictures.
    SavePictures(Steps),
    /// Open the step's link in the browser.
    OpenLink,
    /// Open a page of the knowledge base in the browser.
    OpenPage(LinkId),
    /// Copy the step's link.
    CopyLink,
    /// End the step in view.
    EndStep(Mark),
    /// Go to the next or the previous step.
    MoveStep(i32),
    /// Take back the last thing that happened to the ticket.
    Undo,
    /// Bring back what was taken back last.
    Redo,
    /// Show or hide something over the screen.
    Overlay(Overlay),
    /// Begin a ticket.
    NewTicket,
    /// Put the cursor into the search field.
    Search,
    /// Go to the next or the previous ticket of the list.
    MoveTicket(i32),
    /// Ask where to save the checklist.
    Export,
    /// Copy the checklist.
    CopyChecklist,
    /// Copy the escalation packet as text.
    CopyPacket,
    /// Ask where to save the escalation packet.
    SavePacket,
    /// Change to the next theme.
    NextTheme,
    /// Draw everything larger or smaller.
    Zoom(ZoomBy),
    /// Change a preference.
    Prefer(Preference),

    /// Take back an event of the history, whoever did it.
    TakeBack(EventId),
    /// End the wait after a step.
    EndWait(StepOnWay),
    /// Take the ticket over to today's knowledge base.
    Repin,
    /// Store a text as it was that was masked by mistake.
    NotSecret(Box<Masked>),
    /// Try now to store what could not be stored.
    TryHeld,
    /// Save the ticket with its history, for another Syncmend.
    HandOver,
    /// Choose a file to do something with.
    Pick(Purpose),
    /// Do it with a file.
    UseFile(Purpose, PathBuf, Replace),
    /// Ask how many tickets have not changed for so many days.
    CountOlder(u32),
    /// Take them away.
    Purge(u32),
    /// Close the window, whatever is lost.
    CloseWindow,

    /// Go to a ticket.
    OpenTicket(TicketId),
    /// Answer a symptom, or take its answer back.
    Answer(SymptomId, Option<Answer>),
    /// Take the fix of a cause in hand.
    ChooseFix(CauseId, Option<WayId>),
    /// Bring a step into view.
    ShowStep(StepId),
    /// Set a detail of the ticket.
    SetDetail(Detail),
    /// Write a note about the step in view.
    WriteNote,
    /// Close the ticket.
    Close(Outcome),
    /// Take a closed ticket up again.
    Reopen,
    /// List other tickets.
    List,
    /// List more of them.
    ListMore,
    /// Choose how the checklist is written.
    SetFormat(Format),
    /// Choose who reads the checklist.
    SetAudience(Audience),
    /// Save the checklist to a file that was typed.
    SaveTo(PathBuf, Replace),
    /// Save a document that was not saved before.
    SaveAgain(Box<SaveJob>, PathBuf, Replace),
    /// Store the address of a link that has none.
    StoreAddress(LinkId, String),
    /// Forget the address stored for a link.
    ForgetAddress(LinkId),
    /// Let the symptom go that was picked in the list.
    LetGo,
    /// Do again what failed.
    Retry(usize),
    /// Take a notice away.
    Dismiss(usize),
    /// Copy some text.
    CopyText(String),
}

/// Which steps are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Steps {
    /// The one in view.
    InView,
    /// Every one of the fix in hand.
    All,
}

/// A command with its words and its key.
pub struct Listed {
    /// The command.
    pub command: Command,
    /// What it does, as buttons and the palette call it.
    pub name: &'static str,
    /// The key that does it.
    pub shortcut: Option<KeyboardShortcut>,
    /// The only screen on which it makes sense; nothing for every screen of a call.
    pub screen: Option<Screen>,
}

const fn plain(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

const fn ctrl(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

const SHIFT_F5: KeyboardShortcut = KeyboardShortcut::new(Modifiers::SHIFT, Key::F5);

const fn listed(
    command: Command,
    name: &'static str,
    shortcut: Option<KeyboardShortcut>,
    screen: Option<Screen>,
) -> Listed {
    Listed { command, name, shortcut, screen }
}

const DIAGNOSE: Option<Screen> = Some(Screen::Diagnose);
const FIX: Option<Screen> = Some(Screen::Fix);
const WRAP_UP: Option<Screen> = Some(Screen::WrapUp);
const PRESENT: Option<Screen> = Some(Screen::Present);

/// Every command that needs no more than its name, in the order of the palette.
pub const LIST: &[Listed] = &[
    listed(Command::AnswerNext(Answer::Yes), "Answer yes", Some(plain(Key::Y)), DIAGNOSE),
    listed(Command::AnswerNext(Answer::No), "Answer no", Some(plain(Key::N)), DIAGNOSE),
    listed(
        Command::AnswerNext(Answer::CantTell),
        "Answer can't tell",
        Some(plain(Key::U)),
        DIAGNOSE,
    ),
    listed(Command::AskLater, "Ask later", Some(plain(Key::L)), DIAGNOSE),
    listed(Command::TryNext, "Fix what is most likely", Some(plain(Key::F)), DIAGNOSE),
    listed(Command::PickSymptom(1), "Pick next symptom", Some(plain(Key::ArrowDown)), DIAGNOSE),
    listed(Command::PickSymptom(-1), "Pick previous symptom", Some(plain(Key::ArrowUp)), DIAGNOSE),
    listed(Command::OpenLink, "Open link", Some(plain(Key::Enter)), FIX),
    listed(Command::CopyLink, "Copy link", Some(plain(Key::C)), FIX),
    listed(Command::EndStep(Mark::Done), "Done", Some(plain(Key::D)), FIX),
    listed(Command::EndStep(Mark::Skipped), "Skip", Some(plain(Key::S)), FIX),
    listed(Command::EndStep(Mark::NoEffect), "Didn\u{2019}t help", Some(plain(Key::X)), FIX),
    listed(Command::MoveStep(1), "Next step", Some(plain(Key::ArrowDown)), FIX),
    listed(Command::MoveStep(-1), "Previous step", Some(plain(Key::ArrowUp)), FIX),
    listed(Command::CopyPicture, "Copy picture of this step", Some(plain(Key::P)), FIX),
    listed(Command::SavePictures(Steps::InView), "Save picture of this step\u{2026}", None, FIX),
    listed(Command::SavePictures(Steps::All), "Save pictures of all steps\u{2026}", None, FIX),
    listed(Command::MoveStep(1), "Next step", Some(plain(Key::ArrowRight)), PRESENT),
    listed(Command::MoveStep(-1), "Previous step", Some(plain(Key::ArrowLeft)), PRESENT),
    // What remote controls for presentations send.
    listed(Command::MoveStep(1), "Next step", Some(plain(Key::PageDown)), PRESENT),
    listed(Command::MoveStep(-1), "Previous step", Some(plain(Key::PageUp)), PRESENT),
    listed(Command::OpenLink, "Open link", Some(plain(Key::O)), PRESENT),
    listed(Command::EndStep(Mark::Done), "Done", Some(plain(Key::D)), PRESENT),
    listed(Command::CopyPicture, "Copy picture of this step", Some(plain(Key::P)), PRESENT),
    listed(Command::LeavePresent, "Leave", Some(plain(Key::Escape)), PRESENT),
    listed(Command::LeavePresent, "Leave", Some(plain(Key::F5)), PRESENT),
    listed(Command::Close(Outcome::Solved), "Solved", None, WRAP_UP),
    listed(Command::Close(Outcome::Escalated), "Handed over", None, WRAP_UP),
    listed(Command::Close(Outcome::Abandoned), "Given up", None, WRAP_UP),
    listed(Command::Reopen, "Take it up again", None, WRAP_UP),
    listed(Command::CopyChecklist, "Copy checklist", None, WRAP_UP),
    listed(Command::Show(Screen::Diagnose), "Diagnose", Some(plain(Key::Num1)), None),
    listed(Command::Show(Screen::Fix), "Fix", Some(plain(Key::Num2)), None),
    listed(Command::Show(Screen::WrapUp), "Wrap up", Some(plain(Key::Num3)), None),
    listed(Command::Show(Screen::Present), "Present", Some(plain(Key::F5)), None),
    listed(Command::PresentElsewhere, "Present in a second window", Some(SHIFT_F5), None),
    listed(Command::Export, "Export\u{2026}", Some(ctrl(Key::E)), None),
    listed(Command::CopyPacket, "Copy escalation packet", Some(plain(Key::E)), None),
    listed(Command::SavePacket, "Save escalation packet\u{2026}", None, None),
    listed(Command::Undo, "Undo", Some(ctrl(Key::Z)), None),
    listed(Command::Redo, "Redo", Some(ctrl(Key::Y)), None),
    listed(Command::Overlay(Overlay::History), "History", Some(plain(Key::H)), None),
    listed(Command::Overlay(Overlay::Changes), "What is new in the knowledge base", None, None),
    listed(Command::Overlay(Overlay::Details), "Ticket details", Some(plain(Key::T)), None),
    listed(Command::NewTicket, "New ticket", Some(ctrl(Key::N)), None),
    listed(Command::Search, "Search tickets", Some(ctrl(Key::F)), None),
    listed(Command::MoveTicket(1), "Next ticket", Some(ctrl(Key::ArrowDown)), None),
    listed(Command::MoveTicket(-1), "Previous ticket", Some(ctrl(Key::ArrowUp)), None),
    listed(Command::Overlay(Overlay::Preferences), "Preferences", Some(ctrl(Key::Comma)), None),
    listed(Command::Overlay(Overlay::Notices), "Notices", Some(plain(Key::M)), None),
    listed(Command::Overlay(Overlay::Tickets), "Tickets", None, None),
    listed(Command::Overlay(Overlay::Keys), "Keys", Some(plain(Key::Questionmark)), None),
    listed(Command::Overlay(Overlay::Keys), "Keys", Some(plain(Key::F1)), None),
    listed(Command::Overlay(Overlay::About), "About Syncmend", None, None),
    listed(Command::NextTheme, "Change theme", None, None),
    listed(Command::Zoom(ZoomBy::Steps(1)), "Zoom in", Some(ctrl(Key::Plus)), None),
    listed(Command::Zoom(ZoomBy::Steps(1)), "Zoom in", Some(ctrl(Key::Equals)), None),
    listed(Command::Zoom(ZoomBy::Steps(-1)), "Zoom out", Some(ctrl(Key::Minus)), None),
    listed(Command::Zoom(ZoomBy::Reset), "Zoom to 100 %", Some(ctrl(Key::Num0)), None),
    listed(Command::HandOver, "Save this ticket for another Syncmend", None, None),
    listed(Command::Overlay(Overlay::Keep), "Import, back up, restore, purge", None, None),
    listed(Command::Overlay(Overlay::Palette), "Commands", Some(ctrl(Key::K)), None),
];

/// A command's name in the list; empty for one that is not listed.
pub fn name_of(command: &Command) -> &'static str {
    LIST.iter().find(|listed| listed.command == *command).map_or("", |listed| listed.name)
}

/// The key of a command as it is shown on its button, or nothing.
pub fn key_of(ctx: &egui::Context, command: &Command) -> String {
    let shortcut = LIST.iter().find(|listed| listed.command == *command).and_then(|l| l.shortcut);
    shortcut.map_or_else(String::new, |shortcut| shown_key(ctx, shortcut))
}

/// A key as it is shown.
pub fn shown_key(ctx: &egui::Context, shortcut: KeyboardShortcut) -> String {
    let is_mac = ctx.os() == egui::os::OperatingSystem::Mac;
    let key = match shortcut.logical_key {
        Key::ArrowUp => "\u{2191}",
        Key::ArrowDown => "\u{2193}",
        Key::ArrowLeft => "\u{2190}",
        Key::ArrowRight => "\u{2192}",
        Key::Escape => "Esc",
        key => key.symbol_or_name(),
    };
    match (shortcut.modifiers.command, shortcut.modifiers.shift) {
        (true, _) if is_mac => format!("\u{2318}{key}"),
        (true, _) => format!("Ctrl {key}"),
        (false, true) => format!("Shift {key}"),
        (false, false) => key.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{LIST, Listed, Screen};

    #[test]
    fn no_two_commands_of_one_screen_share_a_key() {
        for (i, a) in LIST.iter().enumerate() {
            for b in &LIST[i + 1..] {
                let is_of_call = |screen| screen != Some(Screen::Present);
                let is_everywhere =
                    |x: &Listed, y: &Listed| x.screen.is_none() && is_of_call(y.screen);
                let meet = a.screen == b.screen || is_everywhere(a, b) || is_everywhere(b, a);
                let same = a.shortcut.is_some() && a.shortcut == b.shortcut;
                assert!(!(meet && same), "{} and {} share a key", a.name, b.name);
            }
        }
    }
}
