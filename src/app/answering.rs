//! Commands that answer, pick and choose: what a diagnosis is led by.

use super::carry_out::{Hands, moved};
use super::command::Command;
use super::open_ticket::OpenTicket;
use super::place::Screen;
use super::screens::causes;
use crate::diagnosis::{Answer, Next, method_for};
use crate::kb::{CauseId, MethodId, SymptomId};
use crate::ticket::EventKind;

impl Hands<'_> {
    /// Carries out a command of these.
    pub(super) fn lead(&mut self, command: Command) {
        match command {
            Command::AnswerNext(answer) => self.answer_next(answer),
            Command::Answer(symptom, answer) => {
                self.record(EventKind::Answered { symptom, answer });
            }
            Command::AskLater => self.ask_later(),
            Command::PickSymptom(by) => self.pick_symptom(by),
            Command::PickArea(by) => self.pick_area(by),
            Command::Pick(symptom) => {
                self.show(Screen::Diagnose);
                self.pick(Some(symptom));
            }
            Command::LetGo => {
                if let Some(open) = &mut self.state.open {
                    open.picked = None;
                }
            }
            Command::TryNext => self.try_next(),
            Command::TryShown(at) => self.try_shown(at),
            Command::NextMethod => self.next_method(),
            Command::ChooseFix(cause, method) => self.choose_fix(cause, method),
            _ => {}
        }
    }

    /// The symptom that the answer keys are for: the one picked, else the one asked about.
    fn symptom_in_question(open: &OpenTicket) -> Option<SymptomId> {
        open.picked.clone().or_else(|| match &open.diagnosis.next {
            Next::Ask { symptom, .. } => Some(symptom.clone()),
            Next::AskScreen | Next::Try { .. } | Next::Escalate => None,
        })
    }

    fn answer_next(&mut self, answer: Answer) {
        let Some(open) = &mut self.state.open else { return };
        if open.picked.is_none() && open.diagnosis.next == Next::AskScreen {
            // What the screen says is pasted into the complaint; only that nobody can tell is new.
            if answer == Answer::CantTell {
                self.record(EventKind::ScreenSaid { text: None });
            }
            return;
        }
        let Some(symptom) = Self::symptom_in_question(open) else { return };
        open.picked = None;
        self.record(EventKind::Answered { symptom, answer: Some(answer) });
    }

    fn ask_later(&mut self) {
        if let Some(open) = &self.state.open
            && let (None, Next::Ask { symptom, .. }) = (&open.picked, &open.diagnosis.next)
        {
            let symptom = symptom.clone();
            self.record(EventKind::PutOff { symptom });
        }
    }

    /// Picks the symptom so many rows further in the list.
    fn pick_symptom(&mut self, by: i32) {
        let Some(open) = &self.state.open else { return };
        let symptoms = open.kb().symptoms();
        let from = open.picked_last.as_ref();
        let at = from.and_then(|id| symptoms.iter().position(|s| s.id == *id));
        let to = moved(at, by, symptoms.len()).map(|at| symptoms[at].id.clone());
        self.pick(to);
    }

    /// Picks the first symptom of the area so many areas further.
    fn pick_area(&mut self, by: i32) {
        let Some(open) = &self.state.open else { return };
        let (symptoms, areas) = (open.kb().symptoms(), &open.kb().model().areas);
        let from = open.picked_last.as_ref();
        let from = from.and_then(|id| symptoms.iter().find(|s| s.id == *id));
        let at = from.and_then(|s| areas.iter().position(|area| area.title == s.area));
        let to = moved(at, by, areas.len()).and_then(|at| {
            symptoms.iter().find(|s| s.area == areas[at].title).map(|s| s.id.clone())
        });
        self.pick(to);
    }

    fn pick(&mut self, symptom: Option<SymptomId>) {
        if let Some(open) = &mut self.state.open {
            open.picked_last.clone_from(&symptom);
            open.picked = symptom;
            open.shows_picked = true;
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

    fn try_next(&mut self) {
        let Some(open) = &self.state.open else { return };
        let Some(cause) = open.fix_by_key(self.state.screen).cloned() else { return };
        if open.has_in_hand(&cause) {
            // Taken in hand once more, it would begin with its first way.
            self.show(Screen::Fix);
        } else {
            let of = open.kb().cause(&cause);
            let method = of.and_then(|of| method_for(of, &open.case)).map(|way| way.id.clone());
            self.choose_fix(cause, method);
        }
    }

    fn try_shown(&mut self, at: usize) {
        let shown = self.state.open.as_ref().and_then(|open| causes::shown(open).nth(at));
        if let Some(cause) = shown.map(|cause| cause.id.clone()) {
            self.choose_fix(cause, None);
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
            self.carry_out(Command::EndWait(on_method));
        }
    }
}
