//! Everything the window can be asked to do. Screens return commands; `carry_out.rs` does them.
//! `list.rs` has those that need no more than a name, with their keys.

mod list;

use std::path::PathBuf;

pub use list::{CALL, FIX_SHOWN, LIST, Listed, key_of, name_of, shown_key};

use super::outside::{Purpose, Replace, SaveJob};
use super::place::{Overlay, Screen};
use super::preferences::{Preference, ZoomBy};
use crate::diagnosis::Answer;
use crate::evidence::ListKind;
use crate::export::{Audience, Format};
use crate::kb::{CauseId, LinkId, MethodId, StepId, SymptomId};
use crate::progress::Progress;
use crate::ticket::{Detail, EventId, Outcome, StepOfMethod, StepResult, TicketId};
use crate::ticket_service::Masked;

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
    /// Pick the first symptom of the next or the previous area.
    PickArea(i32),
    /// Put the cursor into what the customer reports.
    EditComplaint,
    /// Take the fix in hand whose button shows the key.
    TryNext,
    /// Take the fix of a cause in hand by its place in the list that is shown.
    TryShown(usize),
    /// Go on with the next way to repair the cause in hand.
    NextMethod,
    /// End the first of the waits.
    EndFirstWait,
    /// Put the cursor into the note.
    EditNote,
    /// Put the keyboard into the next part of the window.
    NextPane,
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
    /// Open the report of something that went wrong inside.
    OpenReport(PathBuf),
    /// Copy the step's link.
    CopyLink,
    /// End the step in view.
    EndStep(StepResult),
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
    /// Choose the other readers of the checklist.
    NextAudience,
    /// Choose the next format of the checklist.
    NextFormat,
    /// Change to the next theme.
    NextTheme,
    /// Draw everything larger or smaller.
    Zoom(ZoomBy),
    /// Change a preference.
    Prefer(Preference),

    /// Take back an event of the history, whoever did it.
    TakeBack(EventId),
    /// End the wait after a step.
    EndWait(StepOfMethod),
    /// Take the ticket over to today's knowledge base.
    Repin,
    /// Store a text as it was that was masked by mistake.
    NotSecret(Box<Masked>),
    /// Try now to store what could not be stored.
    TryHeld,
    /// Save the ticket with its history, for another Syncmend.
    HandOver,
    /// Choose a file to do something with.
    PickFile(Purpose),
    /// Do it with a file.
    UseFile(Purpose, PathBuf, Replace),
    /// Ask how many tickets have not changed for so many days.
    CountOlder(u32),
    /// Take them away.
    Purge(u32),
    /// Close the window, whatever is lost.
    CloseWindow,

    /// Choose exported files and read them.
    ReadFiles,
    /// Read the exported files of this ticket again.
    ReadAgain,
    /// Save the users that exported files show.
    SaveUsers(ListKind, UsersFile),
    /// Save an exported file without its secrets.
    CopyClean(PathBuf),

    /// Stop longer work.
    StopWork(Progress),

    /// Go to a ticket.
    OpenTicket(TicketId),
    /// Go to the first ticket that the search finds.
    OpenFound,
    /// Pick a symptom, wherever it stands in the list.
    Pick(SymptomId),
    /// Do what was chosen in the palette, and remember it.
    Chosen(Box<Self>),
    /// List the tickets that hold these words.
    SearchFor(String),
    /// Answer a symptom, or take its answer back.
    Answer(SymptomId, Option<Answer>),
    /// Take the fix of a cause in hand.
    ChooseFix(CauseId, Option<MethodId>),
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

/// In which form users are saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsersFile {
    /// To look through.
    ToRead,
    /// To upload to Google, which makes them active again.
    ToUnsuspend,
}
