//! The fix in hand: its steps, their links, and how they ended.

use crate::app::command::{Command, FixCommand};
use crate::app::effects::worker::Request;
use crate::app::model::open_ticket::OpenTicket;
use crate::app::settings::navigation::Screen;
use crate::app::update::UpdateContext;
use crate::app::update::lists::moved;
use crate::diagnosis::method_for;
use crate::kb::address::Address;
use crate::kb::{CauseId, LinkId, MethodId, StepId};
use crate::privacy::CustomerText;
use crate::ticket::{EventKind, StepResult};
use crate::ticket_service::stepped;

impl UpdateContext<'_> {
    pub(super) fn work_on_fix(&mut self, command: FixCommand) {
        match command {
            FixCommand::StartSuggested => self.start_suggested(),
            FixCommand::StartListed(at) => self.start_listed(at),
            FixCommand::NextMethod => self.next_method(),
            FixCommand::Choose(cause, None) => self.choose_fix_as_known(cause),
            FixCommand::Choose(cause, method) => self.choose_fix(cause, method),
            FixCommand::ShowStep(step) => self.show_step(Some(step)),
            FixCommand::MoveStep(by) => self.move_step(by),
            FixCommand::NoteValue(step, value) => self.note_value(step, &value),
            FixCommand::EndStep(result) => self.end_step(result),
            FixCommand::CopyCheck => self.copy_check(),
            FixCommand::Prove(text) => self.prove(&text),
            FixCommand::EndWait((cause, method, step)) => {
                self.record(EventKind::WaitEnded { step, cause, method });
            }
            FixCommand::EndFirstWait => self.end_first_wait(),
            FixCommand::OpenLink => self.open_page(None),
            FixCommand::OpenPage(link) => self.open_page(Some(&link)),
            FixCommand::CopyLink => self.copy_link(),
            FixCommand::StoreAddress(link, address) => self.store_address(link, &address),
            FixCommand::ForgetAddress(link) => {
                self.worker.ask(Request::RememberAddress(link, None));
            }
        }
    }

    fn note_value(&mut self, step: StepId, value: &str) {
        let Some(open) = &self.state.open else { return };
        let Some((cause, method)) = open.ticket().current_fix(open.kb()) else { return };
        let (cause, method) = (cause.id.clone(), method.id.clone());
        let value = CustomerText::from(value);
        self.record(EventKind::ValueNoted { step, cause, method, value });
    }

    pub(super) fn show_step(&mut self, step: Option<StepId>) {
        self.write_note();
        if let Some(open) = &mut self.state.open {
            open.step = step;
        }
        self.state.drafts.address.clear();
        self.remember_location();
    }

    /// Opens a page; `None` for that of the step in view.
    fn open_page(&mut self, page: Option<&LinkId>) {
        let addresses = &self.state.addresses;
        let destination = self.state.open.as_ref().and_then(|open| match page {
            Some(page) => Some(open.destination_of(open.kb().link(page)?, addresses)),
            None => open.destination(addresses),
        });
        match destination {
            Some(Ok(destination)) => self.platform.open(&destination.address, self.replies.clone()),
            Some(Err(refusal)) => {
                self.state.report_failure(format!("The link was not opened: {refusal}"));
            }
            None => {}
        }
    }

    fn copy_link(&mut self) {
        let addresses = &self.state.addresses;
        let destination = self.state.open.as_ref().and_then(|open| open.destination(addresses));
        if let Some(Ok(destination)) = destination {
            self.platform.window().copy_text(destination.address.as_str().to_owned());
            self.state.notify("Link copied");
        }
    }

    fn end_step(&mut self, result: StepResult) {
        self.write_note();
        let Some(open) = &mut self.state.open else { return };
        let Some((cause, method)) = open.stored.ticket.current_fix(&open.stored.kb) else { return };
        let Some(step) = open.step_in_view() else { return };
        if open.is_ending_step {
            // The key was pressed again before the end of the step was stored.
            return;
        }
        let event = stepped(step, cause, method, result, self.state.session.now);
        let after = open.steps().into_iter().skip_while(|s| s.id != step.id).nth(1);
        // On to the next step from a step chosen in the list; from the last, back to the step in hand.
        let after = after.map(|step| step.id.clone());
        open.step = open.step.is_some().then_some(after).flatten();
        open.is_ending_step = true;
        self.record(event);
        self.remember_location();
    }

    pub(super) fn move_step(&mut self, by: i32) {
        let Some(open) = &self.state.open else { return };
        let steps = open.steps();
        let in_view = open.step_in_view().map(|step| step.id.clone());
        let at = steps.iter().position(|step| Some(&step.id) == in_view.as_ref());
        // Once all steps have ended, what comes next stands behind the last one.
        let have_ended = open.ticket().current_step(open.kb()).is_none();
        let is_behind = have_ended && open.step.is_none();
        if (is_behind && by != 0)
            || (have_ended && by > 0 && at.map(|at| at + 1) == Some(steps.len()))
        {
            let last = steps.last().map(|step| step.id.clone()).filter(|_| is_behind && by < 0);
            self.show_step(last);
            return;
        }
        let next = moved(at, by, steps.len()).map(|at| steps[at].id.clone());
        self.show_step(next);
    }

    fn store_address(&mut self, link: LinkId, address: &str) {
        match Address::check(address.trim()) {
            Ok(address) => {
                self.state.drafts.address.clear();
                let address = Some(address.for_every_region());
                self.worker.ask(Request::RememberAddress(link, address));
            }
            Err(refusal) => {
                self.state.report_failure(format!("The address was not stored: {refusal}"));
            }
        }
    }

    fn choose_fix(&mut self, cause: CauseId, method: Option<MethodId>) {
        self.store_drafts();
        if let Some(open) = &mut self.state.open {
            open.step = None;
        }
        self.record(EventKind::FixChosen { cause, method });
        self.show(Screen::Fix);
    }

    fn start_suggested(&mut self) {
        let Some(open) = &self.state.open else { return };
        let Some(cause) = open.suggested_fix(self.state.screen).cloned() else { return };
        if open.has_in_hand(&cause) {
            // Chosen again, it would start over with its first method.
            self.show(Screen::Fix);
        } else {
            self.choose_fix_as_known(cause);
        }
    }

    /// Chooses the method of a fix that what is known calls for.
    fn choose_fix_as_known(&mut self, cause: CauseId) {
        let method = self.state.open.as_ref().and_then(|open| {
            let method = method_for(open.kb().cause(&cause)?, &open.case)?;
            Some(method.id.clone())
        });
        self.choose_fix(cause, method);
    }

    fn start_listed(&mut self, at: usize) {
        let shown = self.state.open.as_ref().and_then(|open| open.likely_causes().nth(at));
        if let Some(cause) = shown.map(|cause| cause.id.clone()) {
            self.choose_fix_as_known(cause);
        }
    }

    fn next_method(&mut self) {
        if let Some((cause, method)) = self.state.open.as_ref().and_then(OpenTicket::next_method) {
            self.choose_fix(cause, Some(method));
        }
    }

    pub(super) fn end_first_wait(&mut self) {
        let first = self.state.open.as_ref().and_then(|open| open.ticket().waits.keys().next());
        if let Some(on_method) = first.cloned() {
            self.run(Command::Fix(FixCommand::EndWait(on_method)));
        }
    }
}
