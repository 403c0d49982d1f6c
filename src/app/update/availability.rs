//! Determines which commands are possible now: a key does what a button in view does, or nothing.

use crate::app::command::{
    Command, CustomerCommand, DiagnoseCommand, DocumentsCommand, ExportsCommand, FixCommand,
    Listed, MaintenanceCommand, NavigateCommand, PreferencesCommand, PresentCommand, TicketCommand,
    TicketSystemCommand, TicketsCommand, WindowCommand,
};
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::State;
use crate::app::settings::navigation::{Overlay, Screen};

/// Whether a listed command belongs to the screen in front and is possible now.
pub fn is_offered(listed: &Listed, state: &State) -> bool {
    listed.screens.contains(&state.screen) && is_possible(&listed.command, state)
}

/// Whether a command is possible now.
pub fn is_possible(command: &Command, state: &State) -> bool {
    match command {
        Command::Navigate(command) => can_navigate(*command, state),
        Command::Tickets(
            TicketsCommand::New
            | TicketsCommand::NewFor(_)
            | TicketsCommand::Open(_)
            | TicketsCommand::Delete(_)
            | TicketsCommand::OpenFound
            | TicketsCommand::Move(_)
            | TicketsCommand::Search
            | TicketsCommand::SearchFor(_)
            | TicketsCommand::Sort(_)
            | TicketsCommand::List
            | TicketsCommand::ListMore,
        )
        | Command::Maintenance(
            MaintenanceCommand::PickFile(_)
            | MaintenanceCommand::UseFile(..)
            | MaintenanceCommand::CountOlder(_)
            | MaintenanceCommand::Purge(_),
        )
        | Command::Preferences(
            PreferencesCommand::NextTheme
            | PreferencesCommand::Zoom(_)
            | PreferencesCommand::Change(_)
            | PreferencesCommand::PickLogo,
        )
        | Command::Window(
            WindowCommand::Close
            | WindowCommand::OpenPath(_)
            | WindowCommand::CopyText(_)
            | WindowCommand::StopWork(_)
            | WindowCommand::StoreUnsaved
            | WindowCommand::Retry(_)
            | WindowCommand::Dismiss(_)
            | WindowCommand::RunChosen(_),
        ) => true,
        Command::Preferences(PreferencesCommand::SaveOwnPages) => has_own_pages(state),
        Command::TicketSystem(TicketSystemCommand::Fill) => !state.arrived.is_empty(),
        Command::TicketSystem(TicketSystemCommand::OpenSame) => {
            state.arrived.front().is_some_and(|arrived| arrived.same.is_some())
        }
        Command::TicketSystem(
            TicketSystemCommand::OpenPage
            | TicketSystemCommand::CopyNote
            | TicketSystemCommand::CopyReply,
        ) => on_ticket(state, |_| true),
        Command::Tickets(TicketsCommand::AskToDelete) => state.open.is_some(),
        Command::Ticket(command) => on_ticket(state, |open| can_change(command, state, open)),
        Command::Customer(command) => on_ticket(state, |open| has_customer(*command, open)),
        Command::Diagnose(
            DiagnoseCommand::ConfirmSuggestion | DiagnoseCommand::RejectSuggestion,
        ) => on_ticket(state, |open| !open.case.suggestions.is_empty()),
        Command::Diagnose(DiagnoseCommand::OpenPlace) => {
            on_ticket(state, |open| !open.places_to_look().is_empty())
        }
        Command::Diagnose(
            DiagnoseCommand::AnswerNext(_)
            | DiagnoseCommand::Answer(..)
            | DiagnoseCommand::AskLater
            | DiagnoseCommand::TellScreen(_)
            | DiagnoseCommand::PickSymptom(_)
            | DiagnoseCommand::PickArea(_)
            | DiagnoseCommand::Pick(_)
            | DiagnoseCommand::ClearPick
            | DiagnoseCommand::EditComplaint
            | DiagnoseCommand::TypeComplaint(_)
            | DiagnoseCommand::FilterSymptoms
            | DiagnoseCommand::Fold(..)
            | DiagnoseCommand::HoldSymptoms(_)
            | DiagnoseCommand::Unfold(_),
        )
        | Command::Documents(
            DocumentsCommand::Save
            | DocumentsCommand::CopyChecklist
            | DocumentsCommand::CopyPacket
            | DocumentsCommand::SavePacket
            | DocumentsCommand::NextAudience
            | DocumentsCommand::NextFormat
            | DocumentsCommand::SetFormat(_)
            | DocumentsCommand::SetAudience(_)
            | DocumentsCommand::SetPictures(_)
            | DocumentsCommand::SaveWalkthrough
            | DocumentsCommand::SaveTo(..)
            | DocumentsCommand::SaveAgain(..)
            | DocumentsCommand::SaveTicketFile,
        )
        | Command::Exports(
            ExportsCommand::Read
            | ExportsCommand::ReadAgain
            | ExportsCommand::FilterUsers
            | ExportsCommand::ShowRows(_)
            | ExportsCommand::SaveTable
            | ExportsCommand::SaveAllRedacted
            | ExportsCommand::SaveUsers(..)
            | ExportsCommand::SaveRedacted(_),
        ) => on_ticket(state, |_| true),
        Command::Fix(command) => on_ticket(state, |open| can_fix(command, state, open)),
        Command::Present(command) => on_ticket(state, |open| can_present(*command, open)),
    }
}

fn has_own_pages(state: &State) -> bool {
    let today = state.session.today.as_ref();
    today.is_some_and(|kb| kb.own_pages().yours().next().is_some())
}

fn on_ticket(state: &State, is_possible: impl FnOnce(&OpenTicket) -> bool) -> bool {
    state.open.as_ref().is_some_and(is_possible)
}

fn can_navigate(command: NavigateCommand, state: &State) -> bool {
    match command {
        NavigateCommand::NextPane | NavigateCommand::Back => true,
        NavigateCommand::Show(_) => state.open.is_some(),
        NavigateCommand::Overlay(Overlay::Changes) => state.has_newer_knowledge(),
        NavigateCommand::Overlay(Overlay::OwnPage) => {
            on_ticket(state, |open| open.step_in_view().is_some() && !open.is_at_end())
        }
        NavigateCommand::Overlay(overlay) => !overlay.needs_ticket() || state.open.is_some(),
    }
}

fn can_change(command: &TicketCommand, state: &State, open: &OpenTicket) -> bool {
    let is_closed = open.ticket().outcome.is_some();
    match command {
        TicketCommand::ChooseEnding(_) => !is_closed,
        TicketCommand::RecordEnding => !is_closed && state.ending.choice.is_some(),
        TicketCommand::Reopen => is_closed,
        TicketCommand::EditNote
        | TicketCommand::WriteNote
        | TicketCommand::SetDetail(_)
        | TicketCommand::StoreCallback
        | TicketCommand::SetMinutes(_)
        | TicketCommand::Undo
        | TicketCommand::Redo
        | TicketCommand::TakeBack(_)
        | TicketCommand::Repin
        | TicketCommand::NotSecret(_) => true,
    }
}

fn has_customer(command: CustomerCommand, open: &OpenTicket) -> bool {
    let is_known = open.customer.profile.is_some();
    match command {
        CustomerCommand::Remember => !is_known && !open.ticket().customer.is_blank(),
        CustomerCommand::Edit | CustomerCommand::AskToForget => is_known,
        CustomerCommand::TakeOffer => open.offer().is_some(),
        CustomerCommand::Confirm(_) | CustomerCommand::Deny(_) | CustomerCommand::Forget(_) => true,
    }
}

fn can_fix(command: &FixCommand, state: &State, open: &OpenTicket) -> bool {
    let has_steps = !open.steps().is_empty();
    match command {
        FixCommand::StartSuggested => open.suggested_fix(state.screen).is_some(),
        FixCommand::StartListed(at) => {
            let are_listed = state.screen == Screen::Diagnose || !has_steps;
            are_listed && open.likely_causes().nth(*at).is_some()
        }
        FixCommand::ToggleMethods => !open.is_at_end() && open.has_other_methods(),
        FixCommand::Works => open.may_work(),
        FixCommand::WaitOn => {
            open.asks_if_it_works() && open.works_by().is_some_and(|at| at > state.session.now)
        }
        FixCommand::OtherMethod => open.asks_if_it_works() && open.other_method().is_some(),
        FixCommand::NextCause => open.asks_if_it_works() && open.next_fix().is_some(),
        FixCommand::EndFirstWait => open.ticket().waits_until().is_some(),
        FixCommand::OpenLink | FixCommand::CopyLink => open.has_destination(),
        FixCommand::EndStep(_) => has_steps && !open.is_at_end(),
        FixCommand::MoveStep(_) | FixCommand::CopyCheck | FixCommand::Prove(_) => has_steps,
        FixCommand::Choose(..)
        | FixCommand::ShowStep(_)
        | FixCommand::ShowEnd
        | FixCommand::OtherTime
        | FixCommand::EndWait(_)
        | FixCommand::NoteValue(..)
        | FixCommand::OpenPage(_)
        | FixCommand::StoreAddress(..)
        | FixCommand::ForgetAddress(_)
        | FixCommand::KeepOwnPage
        | FixCommand::RemoveOwnPage(_) => true,
    }
}

fn can_present(command: PresentCommand, open: &OpenTicket) -> bool {
    match command {
        PresentCommand::CopyPicture | PresentCommand::SavePictures(_) => !open.steps().is_empty(),
        PresentCommand::Leave
        | PresentCommand::ToggleSecondWindow
        | PresentCommand::CloseSecondWindow
        | PresentCommand::ShareOpenTicket => true,
    }
}
