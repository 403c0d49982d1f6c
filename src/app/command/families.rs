//! Everything the window can be asked to do, in families.

use std::path::PathBuf;

use super::fold::Fold;
use super::objects::{Ending, ShownRows, Steps, Unfold, UsersFile};
use crate::app::effects::platform::{Purpose, Replace, SaveJob};
use crate::app::settings::navigation::{Overlay, Screen};
use crate::app::settings::preferences::{Preference, ZoomBy};
use crate::diagnosis::Answer;
use crate::evidence::ListKind;
use crate::export::{Audience, Format};
use crate::kb::{CauseId, LinkId, MethodId, StepId, SymptomId};
use crate::progress::Progress;
use crate::ticket::store::ListOrder;
use crate::ticket::{CustomerId, Detail, EventId, StepOfMethod, StepResult, TicketId};
use crate::ticket_service::Masked;

/// One thing to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Go somewhere in the window.
    Navigate(NavigateCommand),
    /// Find, begin and open tickets.
    Tickets(TicketsCommand),
    /// Change the open ticket as a whole.
    Ticket(TicketCommand),
    /// Recognize, edit and forget the customer of the ticket.
    Customer(CustomerCommand),
    /// Say what is known and answer questions.
    Diagnose(DiagnoseCommand),
    /// Choose a fix and work through its steps.
    Fix(FixCommand),
    /// Show a step to others.
    Present(PresentCommand),
    /// Save and copy the documents of the ticket.
    Documents(DocumentsCommand),
    /// Read exported files.
    Exports(ExportsCommand),
    /// Import, back up, restore and purge tickets.
    Maintenance(MaintenanceCommand),
    /// Take what comes from the ticket system, and copy what goes back.
    TicketSystem(TicketSystemCommand),
    /// Change a preference.
    Preferences(PreferencesCommand),
    /// Everything about the window itself: notices, running work, the clipboard.
    Window(WindowCommand),
}

/// Converts the commands of each family into commands.
macro_rules! families {
    ($($family:ident as $variant:ident),+ $(,)?) => {
        $(impl From<$family> for Command {
            fn from(command: $family) -> Self {
                Self::$variant(command)
            }
        })+
    };
}

families!(
    NavigateCommand as Navigate,
    TicketsCommand as Tickets,
    TicketCommand as Ticket,
    CustomerCommand as Customer,
    DiagnoseCommand as Diagnose,
    FixCommand as Fix,
    PresentCommand as Present,
    DocumentsCommand as Documents,
    ExportsCommand as Exports,
    MaintenanceCommand as Maintenance,
    TicketSystemCommand as TicketSystem,
    PreferencesCommand as Preferences,
    WindowCommand as Window,
);

/// Go somewhere in the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NavigateCommand {
    /// Show a screen.
    Show(Screen),
    /// Leave the exported files for Diagnose.
    Back,
    /// Move the keyboard focus to the next pane.
    NextPane,
    /// Open an overlay, or close it if it is open.
    Overlay(Overlay),
}

/// Find, begin and open tickets.
#[derive(Clone, Debug, PartialEq)]
pub enum TicketsCommand {
    /// Begin a ticket.
    New,
    /// Begin a ticket for a problem that was reported together with another.
    NewFor(String),
    /// Open a ticket.
    Open(TicketId),
    /// Ask whether the open ticket is to be deleted.
    AskToDelete,
    /// Delete a ticket with its history.
    Delete(TicketId),
    /// Open the first ticket that the search finds.
    OpenFound,
    /// Open the ticket this many rows further down the list; up if negative.
    Move(i32),
    /// Put the cursor into the search field.
    Search,
    /// List the tickets that contain these words.
    SearchFor(String),
    /// Put the list into another order, and keep it there.
    Sort(ListOrder),
    /// Load the list again with the filters as they are now.
    List,
    /// Load one more page of the list.
    ListMore,
}

/// Change the open ticket as a whole.
#[derive(Clone, Debug, PartialEq)]
pub enum TicketCommand {
    /// Put the cursor into the note.
    EditNote,
    /// Save the note, about the step in view or the whole ticket.
    WriteNote,
    /// Set a detail.
    SetDetail(Detail),
    /// Store when the customer is called back, as typed.
    StoreCallback,
    /// Set the time spent on the ticket, in minutes.
    SetMinutes(u32),
    /// Undo the technician's last action.
    Undo,
    /// Redo what was undone last.
    Redo,
    /// Take back one entry of the history, whoever made it.
    TakeBack(EventId),
    /// Choose how the ticket ends or goes on; nothing is recorded yet.
    ChooseEnding(Ending),
    /// Record the ending that is chosen.
    RecordEnding,
    /// Reopen a closed ticket.
    Reopen,
    /// Move the ticket to today's knowledge base.
    Repin,
    /// Store a text that was masked by mistake as it was typed.
    NotSecret(Box<Masked>),
}

/// Recognize, edit and forget the customer of the ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CustomerCommand {
    /// Remember the customer of the ticket.
    Remember,
    /// The ticket is this customer's.
    Confirm(CustomerId),
    /// The ticket is not this customer's.
    Deny(CustomerId),
    /// Edit the profile, or store what was edited.
    Edit,
    /// Store in the profile what exported files tell of it.
    TakeOffer,
    /// Ask whether the customer is to be forgotten.
    AskToForget,
    /// Forget a customer with all tickets.
    Forget(CustomerId),
}

/// Say what is known and answer questions.
#[derive(Clone, Debug, PartialEq)]
pub enum DiagnoseCommand {
    /// Answer the symptom picked in the list, or else the question.
    AnswerNext(Answer),
    /// Answer a symptom; `None` takes its answer back.
    Answer(SymptomId, Option<Answer>),
    /// Ask the question later.
    AskLater,
    /// Record what the screen says, word for word; `None` if nobody can tell.
    TellScreen(Option<String>),
    /// Confirm the first suggestion that is open.
    ConfirmSuggestion,
    /// Reject the first suggestion that is open, which takes it back.
    RejectSuggestion,
    /// Pick the symptom this many rows further down the list; up if negative.
    PickSymptom(i32),
    /// Pick the first symptom of the area this many areas further down; up if negative.
    PickArea(i32),
    /// Pick a symptom and bring it into view.
    Pick(SymptomId),
    /// Clear the pick.
    ClearPick,
    /// Put the cursor into the complaint.
    EditComplaint,
    /// Replace the complaint with what was typed or pasted.
    TypeComplaint(String),
    /// Put the cursor into the filter of symptoms.
    FilterSymptoms,
    /// Open the first page on which the question is looked up.
    OpenPlace,
    /// Keep the rows of symptoms where they are, or let them go to their places.
    HoldSymptoms(bool),
    /// Open a part of the screen, or close it.
    Fold(Fold, bool),
    /// Show more of one cause or finding, or fold it again.
    Unfold(Unfold),
}

/// Choose a fix and work through its steps.
#[derive(Clone, Debug, PartialEq)]
pub enum FixCommand {
    /// Start the fix whose button shows the key.
    StartSuggested,
    /// Start the fix of the cause at this place in the list, counted from 0.
    StartListed(usize),
    /// Start the fix of a cause with a method; `None` for the first one.
    Choose(CauseId, Option<MethodId>),
    /// Bring a step into view.
    ShowStep(StepId),
    /// Bring the end of the fix into view.
    ShowEnd,
    /// Show the step this many steps further; back if negative.
    MoveStep(i32),
    /// Record what the setting of a step was before; it stands in the customer's document.
    NoteValue(StepId, String),
    /// Record how the step in view ended.
    EndStep(StepResult),
    /// Copy the command that checks the step in view.
    CopyCheck,
    /// Check what that command wrote, and record what it proves.
    Prove(String),
    /// End the wait after a step.
    EndWait(StepOfMethod),
    /// End the first of the waits.
    EndFirstWait,
    /// Record that the fix works: the ticket is solved.
    Works,
    /// Wait until every change has taken hold.
    WaitOn,
    /// Choose another time to wait until, in Wrap up.
    OtherTime,
    /// Record that the fix did not help, and continue with another method.
    OtherMethod,
    /// Record that the fix did not help, and go on with the next cause.
    NextCause,
    /// Open or close the list of methods.
    ToggleMethods,
    /// Open the link of the step in view in the browser.
    OpenLink,
    /// Open a page of the knowledge base in the browser.
    OpenPage(LinkId),
    /// Copy the link of the step in view.
    CopyLink,
    /// Store the address of a link that has none.
    StoreAddress(LinkId, String),
    /// Forget the address stored for a link.
    ForgetAddress(LinkId),
    /// Keep what was typed of how the page of the step in view looks here.
    KeepOwnPage,
    /// Show the page of a step as shipped again.
    RemoveOwnPage(StepId),
}

/// Show a step to others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PresentCommand {
    /// Stop presenting, in this window or in the second one.
    Leave,
    /// Open the second window, or close it if it is open.
    ToggleSecondWindow,
    /// Close the second window.
    CloseSecondWindow,
    /// Show the open ticket in the second window instead of the one it shows.
    ShareOpenTicket,
    /// Copy the step in view as a picture.
    CopyPicture,
    /// Save steps as pictures.
    SavePictures(Steps),
}

/// Save and copy the documents of the ticket.
#[derive(Clone, Debug, PartialEq)]
pub enum DocumentsCommand {
    /// Ask where to save the checklist.
    Save,
    /// Copy the checklist.
    CopyChecklist,
    /// Copy the escalation packet as text.
    CopyPacket,
    /// Ask where to save the escalation packet.
    SavePacket,
    /// Choose the other audience of the checklist.
    NextAudience,
    /// Choose the next format of the checklist.
    NextFormat,
    /// Choose the format of the checklist.
    SetFormat(Format),
    /// Choose who reads the checklist.
    SetAudience(Audience),
    /// Include drawings of console pages, or leave them out.
    SetPictures(bool),
    /// Ask where to save the whole fix in hand for a customer who does it alone.
    SaveWalkthrough,
    /// Save the checklist to a path that was typed.
    SaveTo(PathBuf, Replace),
    /// Save a document that could not be saved before.
    SaveAgain(Box<SaveJob>, PathBuf, Replace),
    /// Save the ticket with its history, for another Syncmend.
    SaveTicketFile,
}

/// Read exported files.
#[derive(Clone, Debug, PartialEq)]
pub enum ExportsCommand {
    /// Ask for exported files and read them.
    Read,
    /// Read the exported files of this ticket again.
    ReadAgain,
    /// Put the cursor into the filter of users.
    FilterUsers,
    /// Show these rows of the users of both consoles; `None` for all.
    ShowRows(Option<ShownRows>),
    /// Save the users that the table shows.
    SaveTable,
    /// Save copies of all files of the ticket with their secrets removed.
    SaveAllRedacted,
    /// Save the users that exported files show.
    SaveUsers(ListKind, UsersFile),
    /// Save a copy of an exported file with its secrets removed.
    SaveRedacted(PathBuf),
}

/// Import, back up, restore and purge tickets.
#[derive(Clone, Debug, PartialEq)]
pub enum MaintenanceCommand {
    /// Ask for a file to use.
    PickFile(Purpose),
    /// Use a file.
    UseFile(Purpose, PathBuf, Replace),
    /// Count the tickets that have not changed for this many days.
    CountOlder(u32),
    /// Delete those tickets.
    Purge(u32),
}

/// Take what comes from the ticket system, and copy what goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TicketSystemCommand {
    /// Begin a ticket with the fields that came and are shown.
    Fill,
    /// Open the ticket that has their reference already.
    OpenSame,
    /// Open the page of the open ticket in the browser.
    OpenPage,
    /// Copy the internal note.
    CopyNote,
    /// Copy the public reply.
    CopyReply,
}

/// Change a preference.
#[derive(Clone, Debug, PartialEq)]
pub enum PreferencesCommand {
    /// Change to the next theme.
    NextTheme,
    /// Draw everything larger or smaller.
    Zoom(ZoomBy),
    /// Change one preference.
    Change(Preference),
    /// Ask for a picture to become the logo of documents.
    PickLogo,
    /// Ask where to save the own pages of this installation, for others to lay over theirs.
    SaveOwnPages,
}

/// Everything about the window itself: notices, running work, the clipboard.
#[derive(Clone, Debug, PartialEq)]
pub enum WindowCommand {
    /// Close the window, even if that loses something.
    Close,
    /// Open a file or a folder: a document that was saved, or a crash report.
    OpenPath(PathBuf),
    /// Copy a text.
    CopyText(String),
    /// Stop running work.
    StopWork(Progress),
    /// Try now to store what could not be stored.
    StoreUnsaved,
    /// Try again the request whose failure a notice reports.
    Retry(usize),
    /// Dismiss a notice.
    Dismiss(usize),
    /// Run what was chosen in the palette, and remember it.
    RunChosen(Box<Command>),
}
