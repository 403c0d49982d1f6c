//! Every command that needs no more than its name: the one source of buttons' keys, tooltips, shortcuts
//! and the palette.

use eframe::egui::{self, Key, KeyboardShortcut, Modifiers};

use super::families::Command::{
    Diagnose, Documents, Exports, Fix, Navigate, Preferences, Present, Ticket, Tickets,
};
use super::families::{
    Command, DiagnoseCommand, DocumentsCommand, ExportsCommand, FixCommand, NavigateCommand,
    PreferencesCommand, PresentCommand, Steps, TicketCommand, TicketsCommand,
};
use crate::app::settings::navigation::{Overlay, Screen};
use crate::app::settings::preferences::ZoomBy;
use crate::diagnosis::Answer;
use crate::ticket::{Outcome, StepResult};

/// A command with its words and its keys.
pub struct Listed {
    /// The command.
    pub command: Command,
    /// What it does, as buttons and the palette call it.
    pub name: &'static str,
    /// The keys that do it; the first one stands on its button.
    pub keys: &'static [KeyboardShortcut],
    /// The screens on which it makes sense.
    pub screens: &'static [Screen],
}

const fn plain(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

const fn ctrl(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

const fn alt(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::ALT, key)
}

const fn shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::SHIFT, key)
}

const fn listed(
    command: Command,
    name: &'static str,
    keys: &'static [KeyboardShortcut],
    screens: &'static [Screen],
) -> Listed {
    Listed { command, name, keys, screens }
}

/// What `TryShown` is called: one name for all its keys.
pub const START_LISTED: &str = "Fix a cause of the list";

const DIAGNOSE: &[Screen] = &[Screen::Diagnose];
const FIX: &[Screen] = &[Screen::Fix];
/// Where causes are listed, and a fix is chosen.
const CHOOSE: &[Screen] = &[Screen::Diagnose, Screen::Fix];
const WRAP_UP: &[Screen] = &[Screen::WrapUp];
const PRESENT: &[Screen] = &[Screen::Present];
/// Every screen of a call.
pub const CALL: &[Screen] = &Screen::CALL;

/// Every command that needs no more than its name, in the order of the palette.
pub const LIST: &[Listed] = &[
    listed(
        Diagnose(DiagnoseCommand::AnswerNext(Answer::Yes)),
        "Answer yes",
        &[plain(Key::Y)],
        DIAGNOSE,
    ),
    listed(
        Diagnose(DiagnoseCommand::AnswerNext(Answer::No)),
        "Answer no",
        &[plain(Key::N)],
        DIAGNOSE,
    ),
    listed(
        Diagnose(DiagnoseCommand::AnswerNext(Answer::CantTell)),
        "Answer can\u{2019}t tell",
        &[plain(Key::U)],
        DIAGNOSE,
    ),
    listed(Diagnose(DiagnoseCommand::AskLater), "Ask later", &[plain(Key::L)], DIAGNOSE),
    listed(
        Fix(FixCommand::StartSuggested),
        "Start the fix that is advised",
        &[plain(Key::F)],
        CHOOSE,
    ),
    listed(Fix(FixCommand::StartListed(0)), START_LISTED, &[alt(Key::Num1)], CHOOSE),
    listed(Fix(FixCommand::StartListed(1)), START_LISTED, &[alt(Key::Num2)], CHOOSE),
    listed(Fix(FixCommand::StartListed(2)), START_LISTED, &[alt(Key::Num3)], CHOOSE),
    listed(Fix(FixCommand::StartListed(3)), START_LISTED, &[alt(Key::Num4)], CHOOSE),
    listed(Fix(FixCommand::StartListed(4)), START_LISTED, &[alt(Key::Num5)], CHOOSE),
    listed(Fix(FixCommand::StartListed(5)), START_LISTED, &[alt(Key::Num6)], CHOOSE),
    listed(
        Diagnose(DiagnoseCommand::EditComplaint),
        "Write what the customer reports",
        &[plain(Key::R)],
        DIAGNOSE,
    ),
    listed(
        Diagnose(DiagnoseCommand::PickSymptom(1)),
        "Pick next symptom",
        &[plain(Key::ArrowDown)],
        DIAGNOSE,
    ),
    listed(
        Diagnose(DiagnoseCommand::PickSymptom(-1)),
        "Pick previous symptom",
        &[plain(Key::ArrowUp)],
        DIAGNOSE,
    ),
    listed(
        Diagnose(DiagnoseCommand::PickArea(1)),
        "Pick in the next area",
        &[plain(Key::PageDown)],
        DIAGNOSE,
    ),
    listed(
        Diagnose(DiagnoseCommand::PickArea(-1)),
        "Pick in the previous area",
        &[plain(Key::PageUp)],
        DIAGNOSE,
    ),
    listed(Fix(FixCommand::OpenLink), "Open link", &[plain(Key::Enter), plain(Key::O)], FIX),
    listed(Fix(FixCommand::CopyLink), "Copy link", &[plain(Key::C)], FIX),
    listed(Fix(FixCommand::EndStep(StepResult::Done)), "Done", &[plain(Key::D)], FIX),
    listed(Fix(FixCommand::EndStep(StepResult::Skipped)), "Skip", &[plain(Key::S)], FIX),
    listed(
        Fix(FixCommand::EndStep(StepResult::NoEffect)),
        "Didn\u{2019}t help",
        &[plain(Key::X)],
        FIX,
    ),
    listed(Fix(FixCommand::MoveStep(1)), "Next step", &[plain(Key::ArrowDown)], FIX),
    listed(Fix(FixCommand::MoveStep(-1)), "Previous step", &[plain(Key::ArrowUp)], FIX),
    listed(Fix(FixCommand::NextMethod), "Another way to repair it", &[plain(Key::W)], FIX),
    listed(Fix(FixCommand::EndFirstWait), "End the wait", &[plain(Key::R)], FIX),
    listed(
        Present(PresentCommand::CopyPicture),
        "Copy picture of this step",
        &[plain(Key::P)],
        FIX,
    ),
    listed(
        Present(PresentCommand::SavePictures(Steps::InView)),
        "Save picture of this step\u{2026}",
        &[],
        FIX,
    ),
    listed(
        Present(PresentCommand::SavePictures(Steps::All)),
        "Save pictures of all steps\u{2026}",
        &[],
        FIX,
    ),
    // Remote controls for presentations send the page keys.
    listed(
        Fix(FixCommand::MoveStep(1)),
        "Next step",
        &[plain(Key::ArrowRight), plain(Key::PageDown)],
        PRESENT,
    ),
    listed(
        Fix(FixCommand::MoveStep(-1)),
        "Previous step",
        &[plain(Key::ArrowLeft), plain(Key::PageUp)],
        PRESENT,
    ),
    listed(Fix(FixCommand::OpenLink), "Open link", &[plain(Key::O)], PRESENT),
    listed(Fix(FixCommand::EndStep(StepResult::Done)), "Done", &[plain(Key::D)], PRESENT),
    listed(
        Present(PresentCommand::CopyPicture),
        "Copy picture of this step",
        &[plain(Key::P)],
        PRESENT,
    ),
    listed(Present(PresentCommand::Leave), "Leave", &[plain(Key::Escape), plain(Key::F5)], PRESENT),
    listed(Ticket(TicketCommand::Close(Outcome::Solved)), "Solved", &[plain(Key::S)], WRAP_UP),
    listed(
        Ticket(TicketCommand::Close(Outcome::Escalated)),
        "Handed over",
        &[plain(Key::O)],
        WRAP_UP,
    ),
    listed(Ticket(TicketCommand::Close(Outcome::Abandoned)), "Given up", &[plain(Key::G)], WRAP_UP),
    listed(Ticket(TicketCommand::Reopen), "Take it up again", &[plain(Key::R)], WRAP_UP),
    listed(
        Documents(DocumentsCommand::NextAudience),
        "Change who reads the checklist",
        &[plain(Key::W)],
        WRAP_UP,
    ),
    listed(
        Documents(DocumentsCommand::NextFormat),
        "Change the format of the checklist",
        &[plain(Key::F)],
        WRAP_UP,
    ),
    listed(Documents(DocumentsCommand::CopyChecklist), "Copy checklist", &[plain(Key::C)], WRAP_UP),
    listed(Ticket(TicketCommand::EditNote), "Write a note", &[plain(Key::A)], CALL),
    listed(
        Navigate(NavigateCommand::Show(Screen::Diagnose)),
        "Diagnose",
        &[plain(Key::Num1)],
        CALL,
    ),
    listed(Navigate(NavigateCommand::Show(Screen::Fix)), "Fix", &[plain(Key::Num2)], CALL),
    listed(Navigate(NavigateCommand::Show(Screen::WrapUp)), "Wrap up", &[plain(Key::Num3)], CALL),
    listed(Navigate(NavigateCommand::Show(Screen::Present)), "Present", &[plain(Key::F5)], CALL),
    listed(
        Present(PresentCommand::ToggleSecondWindow),
        "Present in a second window",
        &[shift(Key::F5)],
        CALL,
    ),
    listed(
        Documents(DocumentsCommand::Save),
        "Export\u{2026}",
        &[ctrl(Key::E), ctrl(Key::S)],
        CALL,
    ),
    listed(
        Documents(DocumentsCommand::CopyPacket),
        "Copy escalation packet",
        &[plain(Key::E)],
        CALL,
    ),
    listed(Documents(DocumentsCommand::SavePacket), "Save escalation packet\u{2026}", &[], CALL),
    listed(Ticket(TicketCommand::Undo), "Undo", &[ctrl(Key::Z)], CALL),
    listed(Ticket(TicketCommand::Redo), "Redo", &[ctrl(Key::Y)], CALL),
    listed(Navigate(NavigateCommand::Overlay(Overlay::History)), "History", &[plain(Key::H)], CALL),
    listed(
        Navigate(NavigateCommand::Overlay(Overlay::Changes)),
        "What is new in the knowledge base",
        &[],
        CALL,
    ),
    listed(
        Navigate(NavigateCommand::Overlay(Overlay::Details)),
        "Ticket details",
        &[plain(Key::T)],
        CALL,
    ),
    listed(
        Navigate(NavigateCommand::Overlay(Overlay::Exports)),
        "Exported files",
        &[plain(Key::I)],
        CALL,
    ),
    listed(Exports(ExportsCommand::Read), "Read exported files\u{2026}", &[ctrl(Key::O)], CALL),
    listed(Tickets(TicketsCommand::New), "New ticket", &[ctrl(Key::N)], CALL),
    listed(Tickets(TicketsCommand::Search), "Search tickets", &[ctrl(Key::F)], CALL),
    listed(Tickets(TicketsCommand::Move(1)), "Next ticket", &[ctrl(Key::ArrowDown)], CALL),
    listed(Tickets(TicketsCommand::Move(-1)), "Previous ticket", &[ctrl(Key::ArrowUp)], CALL),
    listed(Navigate(NavigateCommand::NextPane), "Next part of the window", &[plain(Key::F6)], CALL),
    listed(
        Navigate(NavigateCommand::Overlay(Overlay::Preferences)),
        "Preferences",
        &[ctrl(Key::Comma)],
        CALL,
    ),
    listed(Navigate(NavigateCommand::Overlay(Overlay::Notices)), "Notices", &[plain(Key::M)], CALL),
    listed(Navigate(NavigateCommand::Overlay(Overlay::Tickets)), "Tickets", &[], CALL),
    listed(
        Navigate(NavigateCommand::Overlay(Overlay::Keys)),
        "Keys",
        &[plain(Key::Questionmark), plain(Key::F1)],
        CALL,
    ),
    listed(Navigate(NavigateCommand::Overlay(Overlay::About)), "About Syncmend", &[], CALL),
    listed(
        Preferences(PreferencesCommand::NextTheme),
        "Change theme: light, dark, contrast",
        &[],
        CALL,
    ),
    listed(
        Preferences(PreferencesCommand::Zoom(ZoomBy::Steps(1))),
        "Zoom in",
        &[ctrl(Key::Plus), ctrl(Key::Equals)],
        CALL,
    ),
    listed(
        Preferences(PreferencesCommand::Zoom(ZoomBy::Steps(-1))),
        "Zoom out",
        &[ctrl(Key::Minus)],
        CALL,
    ),
    listed(
        Preferences(PreferencesCommand::Zoom(ZoomBy::Reset)),
        "Zoom to 100 %",
        &[ctrl(Key::Num0)],
        CALL,
    ),
    listed(
        Documents(DocumentsCommand::SaveTicketFile),
        "Save this ticket for another Syncmend",
        &[],
        CALL,
    ),
    listed(
        Navigate(NavigateCommand::Overlay(Overlay::Maintenance)),
        "Import, back up, restore, purge",
        &[],
        CALL,
    ),
    listed(Navigate(NavigateCommand::Overlay(Overlay::Palette)), "Commands", &[ctrl(Key::K)], CALL),
];

/// A command's name in the list; empty for one that is not listed.
pub fn name_of(command: &Command) -> &'static str {
    LIST.iter().find(|listed| listed.command == *command).map_or("", |listed| listed.name)
}

/// The key of a command as it is shown on its button, or nothing.
pub fn key_of(ctx: &egui::Context, command: &Command) -> String {
    let listed = LIST.iter().find(|listed| listed.command == *command);
    let key = listed.and_then(|listed| listed.keys.first());
    key.map_or_else(String::new, |key| shown_key(ctx, *key))
}

/// A key as it is shown: as macOS writes it there, else in words.
pub fn shown_key(ctx: &egui::Context, shortcut: KeyboardShortcut) -> String {
    let is_mac = ctx.os() == egui::os::OperatingSystem::Mac;
    let key = match shortcut.logical_key {
        Key::ArrowUp => "\u{2191}",
        Key::ArrowDown => "\u{2193}",
        Key::ArrowLeft => "\u{2190}",
        Key::ArrowRight => "\u{2192}",
        Key::Escape => "Esc",
        Key::PageUp => "Page up",
        Key::PageDown => "Page down",
        key => key.symbol_or_name(),
    };
    let Modifiers { alt, shift, command, .. } = shortcut.modifiers;
    let held =
        [(alt, "\u{2325}", "Alt "), (shift, "\u{21e7}", "Shift "), (command, "\u{2318}", "Ctrl ")];
    let held = held.into_iter().filter(|(is_held, ..)| *is_held);
    let held: String = held.map(|(_, mac, other)| if is_mac { mac } else { other }).collect();
    format!("{held}{key}")
}

#[cfg(test)]
mod tests {
    use eframe::egui::os::OperatingSystem;
    use eframe::egui::{Context, Key};

    use super::{Command, LIST, NavigateCommand, Overlay, alt, key_of, shown_key};

    #[test]
    fn no_two_commands_of_one_screen_share_a_key() {
        for (i, a) in LIST.iter().enumerate() {
            for b in &LIST[i + 1..] {
                let meet = a.screens.iter().any(|screen| b.screens.contains(screen));
                let same = a.keys.iter().any(|key| b.keys.contains(key));
                assert!(!(meet && same), "{} and {} share a key", a.name, b.name);
            }
        }
    }

    #[test]
    fn keys_are_shown_as_the_system_writes_them() {
        let ctx = Context::default();
        let palette = Command::Navigate(NavigateCommand::Overlay(Overlay::Palette));
        ctx.set_os(OperatingSystem::Nix);
        assert_eq!(
            (key_of(&ctx, &palette), shown_key(&ctx, alt(Key::Num1))),
            ("Ctrl K".to_owned(), "Alt 1".to_owned())
        );
        ctx.set_os(OperatingSystem::Mac);
        assert_eq!(
            (key_of(&ctx, &palette), shown_key(&ctx, alt(Key::Num1))),
            ("\u{2318}K".to_owned(), "\u{2325}1".to_owned())
        );
    }
}
