//! The fix in hand: its steps, their links, and how they ended.

use crate::app::command::{Command, Ending, FixCommand, Fold};
use crate::app::effects::worker::Request;
use crate::app::model::focus::EndRow;
use crate::app::model::open_ticket::OpenTicket;
use crate::app::settings::navigation::Screen;
use crate::app::update::UpdateContext;
use crate::app::update::lists::moved;
use crate::diagnosis::method_for;
use crate::kb::address::Address;
use crate::kb::{CauseId, LinkId, MethodId, StepId};
use crate::privacy::CustomerText;
use crate::ticket::{EventKind, Outcome, StepOfMethod, StepResult};
use crate::ticket_service::stepped;

impl UpdateContext<'_> {
    pub(super) fn work_on_fix(&mut self, command: FixCommand) {
        match command {
            FixCommand::StartSuggested => self.start_suggested(),
            FixCommand::StartListed(at) => self.start_listed(at),
            FixCommand::ToggleMethods => {
                if let Some(open) = &mut self.state.open {
                    let is_open = open.folds.is_open(Fold::Methods);
                    open.folds.set(Fold::Methods, !is_open);
                }
            }
            FixCommand::Works => {
                self.record(EventKind::Closed { outcome: Outcome::Solved });
                self.show(Screen::WrapUp);
            }
            FixCommand::WaitOn => self.wait_on(),
            FixCommand::OtherTime => {
                self.state.ending.choice = Some(Ending::Waiting);
                self.show(Screen::WrapUp);
            }
            FixCommand::OtherMethod => self.other_method(),
            FixCommand::NextCause => self.next_cause(),
            FixCommand::Choose(cause, None) => self.choose_fix_as_known(cause),
            FixCommand::Choose(cause, method) => self.choose_fix(cause, method, None),
            FixCommand::ShowStep(step) => self.show_step(Some(step)),
            FixCommand::ShowEnd => self.show_step(None),
            FixCommand::MoveStep(by) => self.move_step(by),
            FixCommand::NoteValue(step, value) => {
                let of_fix = self.state.open.as_ref().and_then(|open| open.in_fix(&step));
                if let Some(of_fix) = of_fix {
                    self.note_value(of_fix, &value);
                }
            }
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
            FixCommand::KeepOwnPage => self.keep_own_page(),
            FixCommand::RemoveOwnPage(step) => self.remove_own_page(step),
        }
    }

    /// Records what settings were before, as typed.
    pub(super) fn store_values_before(&mut self) {
        let Some(open) = &mut self.state.open else { return };
        for (of_method, value) in std::mem::take(&mut open.values_before) {
            self.note_value(of_method, &value);
        }
    }

    fn note_value(&mut self, of_method: StepOfMethod, value: &str) {
        let Some(open) = &self.state.open else { return };
        let value = CustomerText::from(value.trim());
        let known = open.ticket().values_before.get(&of_method);
        if known.map_or("", CustomerText::as_str) != value.as_str() {
            let (cause, method, step) = of_method;
            self.record(EventKind::ValueNoted { step, cause, method, value });
        }
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
        if open.is_ending_step || open.is_at_end() {
            // The key was pressed again before the end of the step was stored, or after the last step.
            return;
        }
        let known = open.ticket().record(cause, method, step).map(|record| record.result);
        let event = stepped(step, cause, method, result, self.state.session.now);
        let after = open.steps().into_iter().skip_while(|s| s.id != step.id).nth(1);
        // On to the next step from a step chosen in the list; from the last, back to the step in hand.
        let after = after.map(|step| step.id.clone());
        open.step = open.step.is_some().then_some(after).flatten();
        if result == StepResult::NoEffect {
            // At the end, what to do instead is at hand.
            open.step = None;
            self.state.focus.end_row = Some(EndRow::OtherMethod);
        }
        // A step that ended this way already is only left: its time and its wait stay.
        if known != Some(result) {
            open.is_ending_step = true;
            self.record(event);
        }
        self.remember_location();
    }

    pub(super) fn move_step(&mut self, by: i32) {
        let Some(open) = &self.state.open else { return };
        let steps = open.steps();
        let in_view = open.step_in_view().map(|step| step.id.clone());
        let at = steps.iter().position(|step| Some(&step.id) == in_view.as_ref());
        // The end stands below the last step.
        let at = if open.is_at_end() { Some(steps.len()) } else { at };
        let rows = steps.len() + usize::from(open.has_end());
        let next = moved(at, by, rows).and_then(|at| steps.get(at)).map(|step| step.id.clone());
        if next.is_some() || open.has_end() {
            self.show_step(next);
        }
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

    /// Chooses a fix; `failure` says that the one in hand did not help, in the same action.
    fn choose_fix(&mut self, cause: CauseId, method: Option<MethodId>, failure: Option<EventKind>) {
        self.store_drafts();
        if let Some(open) = &mut self.state.open {
            open.step = None;
            open.folds.set(Fold::Methods, false);
        }
        let chosen = EventKind::FixChosen { cause, method };
        self.record_all(failure.into_iter().chain([chosen]).collect());
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
        let method = self.method_as_known(&cause);
        self.choose_fix(cause, method, None);
    }

    fn method_as_known(&self, cause: &CauseId) -> Option<MethodId> {
        let open = self.state.open.as_ref()?;
        Some(method_for(open.kb().cause(cause)?, &open.case)?.id.clone())
    }

    fn start_listed(&mut self, at: usize) {
        let shown = self.state.open.as_ref().and_then(|open| open.likely_causes().nth(at));
        if let Some(cause) = shown.map(|cause| cause.id.clone()) {
            self.choose_fix_as_known(cause);
        }
    }

    /// Lets the ticket wait until every change has taken hold.
    fn wait_on(&mut self) {
        let until = self.state.open.as_ref().and_then(OpenTicket::works_by);
        if until.is_some() {
            self.record(EventKind::WaitSet { until, call_back: None });
        }
    }

    /// Says that the fix in hand did not help, and goes on with another method of it.
    fn other_method(&mut self) {
        let Some(open) = &self.state.open else { return };
        let Some((cause, method)) = open.other_method() else { return };
        let (cause, method) = (cause.id.clone(), method.id.clone());
        let failure = open.failure();
        self.choose_fix(cause, Some(method), failure);
    }

    /// Says that the fix in hand did not help, and goes on with the next cause.
    fn next_cause(&mut self) {
        let Some(open) = &self.state.open else { return };
        let Some(next) = open.next_fix().map(|next| next.id.clone()) else { return };
        let failure = open.failure();
        let method = self.method_as_known(&next);
        self.choose_fix(next, method, failure);
    }

    pub(super) fn end_first_wait(&mut self) {
        let Some(open) = &self.state.open else { return };
        if open.ticket().wait.is_some() {
            self.record(EventKind::WaitSet { until: None, call_back: None });
        } else if let Some(on_method) = open.ticket().waits.keys().next().cloned() {
            self.run(Command::Fix(FixCommand::EndWait(on_method)));
        }
    }
}
