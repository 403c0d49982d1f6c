//! Every command that needs no more than its name: the one source of names, keys and the palette.

use std::sync::LazyLock;

use eframe::egui::{Key, KeyboardShortcut, Modifiers};

use super::families::{
    Command, CustomerCommand, DiagnoseCommand, DocumentsCommand, ExportsCommand, FixCommand,
    NavigateCommand, PreferencesCommand, PresentCommand, TicketCommand, TicketSystemCommand,
    TicketsCommand,
};
use super::fold::Fold;
use super::objects::{Ending, Steps};
use crate::app::settings::navigation::{Overlay, Screen};
use crate::app::settings::preferences::ZoomBy;
use crate::diagnosis::Answer;
use crate::ticket::StepResult;
use crate::ticket::store::ListOrder;

/// A command with its name and its keys.
pub struct Listed {
    /// The command.
    pub command: Command,
    /// What it does, as buttons and the palette call it.
    pub name: &'static str,
    /// The keys that run it; its button shows the first one.
    pub keys: Vec<KeyboardShortcut>,
    /// The screens on which it makes sense.
    pub screens: &'static [Screen],
}

impl Listed {
    fn new(command: impl Into<Command>, name: &'static str) -> Self {
        Self { command: command.into(), name, keys: Vec::new(), screens: WORK }
    }

    fn shortcut(mut self, modifiers: Modifiers, key: Key) -> Self {
        self.keys.push(KeyboardShortcut::new(modifiers, key));
        self
    }

    fn key(self, key: Key) -> Self {
        self.shortcut(Modifiers::NONE, key)
    }

    fn ctrl(self, key: Key) -> Self {
        self.shortcut(Modifiers::COMMAND, key)
    }

    fn alt(self, key: Key) -> Self {
        self.shortcut(Modifiers::ALT, key)
    }

    fn shift(self, key: Key) -> Self {
        self.shortcut(Modifiers::SHIFT, key)
    }
}

/// The name of every `FixCommand::StartListed`: one name for all its keys.
pub const START_LISTED: &str = "Start the fix of a listed cause";

/// Every screen of a ticket.
pub const WORK: &[Screen] = &Screen::WORK;
/// The screens on which causes are listed and a fix is chosen.
const CHOOSE: &[Screen] = &[Screen::Diagnose, Screen::Fix];

/// Every command that needs no more than its name, in the order of the palette.
pub static LIST: LazyLock<Vec<Listed>> = LazyLock::new(|| {
    let on = |screens: &'static [Screen], commands: Vec<Listed>| {
        commands.into_iter().map(move |listed| Listed { screens, ..listed })
    };
    on(&[Screen::Diagnose], answering())
        .chain(on(CHOOSE, choosing()))
        .chain(on(&[Screen::Diagnose], describing()))
        .chain(on(&[Screen::Fix], fixing()))
        .chain(on(&[Screen::Present], presenting()))
        .chain(on(&[Screen::WrapUp], wrapping_up()))
        .chain(on(&[Screen::Files], reading_files()))
        .chain(on(WORK, everywhere()))
        .collect()
});

fn answering() -> Vec<Listed> {
    use DiagnoseCommand::{AnswerNext, AskLater, ConfirmSuggestion, RejectSuggestion};
    vec![
        Listed::new(AnswerNext(Answer::Yes), "Answer yes").key(Key::Y),
        Listed::new(AnswerNext(Answer::No), "Answer no").key(Key::N),
        Listed::new(AnswerNext(Answer::CantTell), "Answer can\u{2019}t tell").key(Key::U),
        Listed::new(AskLater, "Ask later").key(Key::L),
        Listed::new(ConfirmSuggestion, "Confirm the first suggestion").key(Key::C),
        Listed::new(RejectSuggestion, "Reject the first suggestion").key(Key::X),
    ]
}

fn choosing() -> Vec<Listed> {
    use FixCommand::{StartListed, StartSuggested};
    vec![
        Listed::new(StartSuggested, "Start the suggested fix").key(Key::F),
        Listed::new(StartListed(0), START_LISTED).alt(Key::Num1),
        Listed::new(StartListed(1), START_LISTED).alt(Key::Num2),
        Listed::new(StartListed(2), START_LISTED).alt(Key::Num3),
        Listed::new(StartListed(3), START_LISTED).alt(Key::Num4),
        Listed::new(StartListed(4), START_LISTED).alt(Key::Num5),
        Listed::new(StartListed(5), START_LISTED).alt(Key::Num6),
    ]
}

fn describing() -> Vec<Listed> {
    use DiagnoseCommand::{EditComplaint, FilterSymptoms, OpenPlace, PickArea, PickSymptom};
    vec![
        Listed::new(EditComplaint, "Edit what the customer says").key(Key::R),
        Listed::new(OpenPlace, "Open where to look").key(Key::O),
        Listed::new(FilterSymptoms, "Filter symptoms").key(Key::Slash),
        Listed::new(PickSymptom(1), "Next symptom").key(Key::ArrowDown),
        Listed::new(PickSymptom(-1), "Previous symptom").key(Key::ArrowUp),
        Listed::new(PickArea(1), "Next group of symptoms").key(Key::PageDown),
        Listed::new(PickArea(-1), "Previous group of symptoms").key(Key::PageUp),
    ]
}

fn fixing() -> Vec<Listed> {
    use FixCommand::{
        CopyLink, EndFirstWait, EndStep, MoveStep, NextCause, OpenLink, OtherMethod, ToggleMethods,
        WaitOn, Works,
    };
    use PresentCommand::{CopyPicture, SavePictures};
    vec![
        Listed::new(OpenLink, "Open link").key(Key::Enter).key(Key::O),
        Listed::new(CopyLink, "Copy link").key(Key::C),
        Listed::new(EndStep(StepResult::Done), "Done").key(Key::D),
        Listed::new(EndStep(StepResult::Skipped), "Skip").key(Key::S),
        Listed::new(EndStep(StepResult::NoEffect), "Didn\u{2019}t help").key(Key::X),
        Listed::new(MoveStep(1), "Next step").key(Key::ArrowDown),
        Listed::new(MoveStep(-1), "Previous step").key(Key::ArrowUp),
        Listed::new(ToggleMethods, "Choose the method").key(Key::W),
        Listed::new(Works, "It works: solved").key(Key::Y),
        Listed::new(WaitOn, "Not yet: wait").key(Key::L),
        Listed::new(OtherMethod, "Try another method").key(Key::W),
        Listed::new(NextCause, "Go on with the next cause").key(Key::N),
        Listed::new(DiagnoseCommand::Fold(Fold::Different, true), "If it looks different")
            .key(Key::ArrowRight),
        Listed::new(NavigateCommand::Overlay(Overlay::OwnPage), "This page looks different")
            .key(Key::V),
        Listed::new(EndFirstWait, "End the wait").key(Key::R),
        Listed::new(CopyPicture, "Copy picture of this step").key(Key::P),
        Listed::new(SavePictures(Steps::InView), "Save picture of this step\u{2026}"),
        Listed::new(SavePictures(Steps::All), "Save pictures of all steps\u{2026}"),
    ]
}

fn presenting() -> Vec<Listed> {
    use FixCommand::{EndStep, MoveStep, OpenLink};
    use PresentCommand::{CopyPicture, Leave};
    vec![
        // Remote controls for presentations send the page keys.
        Listed::new(MoveStep(1), "Next step").key(Key::ArrowRight).key(Key::PageDown),
        Listed::new(MoveStep(-1), "Previous step").key(Key::ArrowLeft).key(Key::PageUp),
        Listed::new(OpenLink, "Open link").key(Key::O),
        Listed::new(EndStep(StepResult::Done), "Done").key(Key::D),
        Listed::new(CopyPicture, "Copy picture of this step").key(Key::P),
        Listed::new(Leave, "Leave").key(Key::Escape).key(Key::F5),
    ]
}

fn wrapping_up() -> Vec<Listed> {
    use DocumentsCommand::{CopyChecklist, NextAudience, NextFormat};
    use TicketCommand::{ChooseEnding, RecordEnding, Reopen};
    use TicketSystemCommand::{CopyNote, CopyReply};
    vec![
        Listed::new(ChooseEnding(Ending::Solved), "Solved").key(Key::S),
        Listed::new(ChooseEnding(Ending::Waiting), "Waiting").key(Key::L),
        Listed::new(ChooseEnding(Ending::HandedOver), "Handed over").key(Key::O),
        Listed::new(ChooseEnding(Ending::GivenUp), "Given up").key(Key::G),
        Listed::new(RecordEnding, "Record the outcome").key(Key::Enter),
        Listed::new(Reopen, "Reopen").key(Key::R),
        Listed::new(NextAudience, "Change who reads the document").key(Key::V),
        Listed::new(NextFormat, "Change the format of the document").key(Key::F),
        Listed::new(CopyChecklist, "Copy the document").key(Key::C),
        Listed::new(CopyNote, "Copy as internal note").key(Key::N),
        Listed::new(CopyReply, "Copy as public reply").key(Key::P),
    ]
}

fn reading_files() -> Vec<Listed> {
    vec![
        Listed::new(ExportsCommand::FilterUsers, "Filter users").key(Key::Slash),
        Listed::new(NavigateCommand::Back, "Back to Diagnose").key(Key::Escape),
    ]
}

fn everywhere() -> Vec<Listed> {
    use DocumentsCommand::{CopyPacket, Save, SavePacket, SaveTicketFile, SaveWalkthrough};
    use NavigateCommand::{NextPane, Overlay as Toggle, Show};
    use PreferencesCommand::{NextTheme, SaveOwnPages, Zoom};
    use TicketCommand::{EditNote, Redo, Undo};
    use TicketsCommand::{AskToDelete, Move, New, Search, Sort};
    vec![
        Listed::new(EditNote, "Write a note").key(Key::A),
        Listed::new(Show(Screen::Diagnose), "Diagnose").key(Key::Num1),
        Listed::new(Show(Screen::Fix), "Fix").key(Key::Num2),
        Listed::new(Show(Screen::WrapUp), "Wrap up").key(Key::Num3),
        Listed::new(Show(Screen::Present), "Present").key(Key::F5),
        Listed::new(PresentCommand::ToggleSecondWindow, "Present in a second window")
            .shift(Key::F5),
        Listed::new(PresentCommand::ShareOpenTicket, "Share this ticket in the second window"),
        Listed::new(Save, "Export\u{2026}").ctrl(Key::E).ctrl(Key::S),
        Listed::new(CopyPacket, "Copy escalation packet").key(Key::E),
        Listed::new(SavePacket, "Save escalation packet\u{2026}"),
        Listed::new(TicketSystemCommand::OpenPage, "Open in your ticket system").key(Key::B),
        Listed::new(Toggle(Overlay::Arrival), "From your ticket system"),
        Listed::new(SaveWalkthrough, "Save walkthrough\u{2026}"),
        Listed::new(Undo, "Undo").ctrl(Key::Z),
        Listed::new(Redo, "Redo").ctrl(Key::Y),
        Listed::new(Toggle(Overlay::History), "History").key(Key::H),
        Listed::new(Toggle(Overlay::Changes), "What is new in the knowledge base"),
        Listed::new(Toggle(Overlay::Details), "Ticket details").key(Key::T),
        Listed::new(CustomerCommand::Remember, "Remember this customer"),
        Listed::new(CustomerCommand::AskToForget, "Forget this customer\u{2026}"),
        Listed::new(Show(Screen::Files), "Exported files").key(Key::I),
        Listed::new(ExportsCommand::Read, "Read exported files\u{2026}").ctrl(Key::O),
        Listed::new(New, "New ticket").ctrl(Key::N),
        Listed::new(Search, "Search tickets").ctrl(Key::F),
        Listed::new(Sort(ListOrder::Changed), "Sort tickets: latest change first"),
        Listed::new(Sort(ListOrder::Newest), "Sort tickets: newest first"),
        Listed::new(Sort(ListOrder::Oldest), "Sort tickets: oldest first"),
        Listed::new(Sort(ListOrder::Customer), "Sort tickets by customer"),
        Listed::new(Sort(ListOrder::State), "Sort tickets by state"),
        Listed::new(AskToDelete, "Delete this ticket\u{2026}"),
        Listed::new(Move(1), "Next ticket").ctrl(Key::ArrowDown),
        Listed::new(Move(-1), "Previous ticket").ctrl(Key::ArrowUp),
        Listed::new(NextPane, "Next part of the window").key(Key::F6),
        Listed::new(Toggle(Overlay::Preferences), "Preferences").ctrl(Key::Comma),
        Listed::new(Toggle(Overlay::Notices), "Notices").key(Key::M),
        Listed::new(Toggle(Overlay::Tickets), "Tickets").ctrl(Key::B),
        Listed::new(Toggle(Overlay::Keys), "Keys").key(Key::Questionmark).key(Key::F1),
        Listed::new(Toggle(Overlay::About), "About Syncmend"),
        Listed::new(NextTheme, "Change theme: light, dark, contrast"),
        Listed::new(Zoom(ZoomBy::Steps(1)), "Zoom in").ctrl(Key::Plus).ctrl(Key::Equals),
        Listed::new(Zoom(ZoomBy::Steps(-1)), "Zoom out").ctrl(Key::Minus),
        Listed::new(Zoom(ZoomBy::Reset), "Zoom to 100 %").ctrl(Key::Num0),
        Listed::new(SaveTicketFile, "Save this ticket for another Syncmend"),
        Listed::new(SaveOwnPages, "Save your own pages as a pack\u{2026}"),
        Listed::new(Toggle(Overlay::Maintenance), "Import, back up, restore, purge"),
        Listed::new(Toggle(Overlay::Palette), "Commands").ctrl(Key::K),
    ]
}

/// A command's name in the list; empty for one that is not listed.
pub fn name_of(command: &Command) -> &'static str {
    LIST.iter().find(|listed| listed.command == *command).map_or("", |listed| listed.name)
}

#[cfg(test)]
mod tests {
    use super::LIST;
    use crate::app::command::{Command, FixCommand};

    /// Commands of which the last step ends one and begins the other: the same key takes another method
    /// on both sides of it.
    const NEVER_TOGETHER: [Command; 2] =
        [Command::Fix(FixCommand::ToggleMethods), Command::Fix(FixCommand::OtherMethod)];

    #[test]
    fn no_two_commands_of_one_screen_share_a_key() {
        for (i, a) in LIST.iter().enumerate() {
            for b in &LIST[i + 1..] {
                let meet = a.screens.iter().any(|screen| b.screens.contains(screen));
                let same = a.keys.iter().any(|key| b.keys.contains(key));
                let never = [&a.command, &b.command].into_iter().eq(&NEVER_TOGETHER);
                assert!(never || !(meet && same), "{} and {} share a key", a.name, b.name);
            }
        }
    }
}
