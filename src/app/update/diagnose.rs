//! The diagnosis: the complaint, the answers, and the symptom picked in the list.

use crate::app::command::DiagnoseCommand;
use crate::app::model::focus::Field;
use crate::app::model::open_ticket::OpenTicket;
use crate::app::settings::navigation::Screen;
use crate::app::update::UpdateContext;
use crate::app::update::lists::moved;
use crate::diagnosis::{Answer, Next, accept};
use crate::kb::SymptomId;
use crate::privacy::InternalText;
use crate::ticket::EventKind;

impl UpdateContext<'_> {
    pub(super) fn diagnose(&mut self, command: DiagnoseCommand) {
        match command {
            DiagnoseCommand::AnswerNext(answer) => self.answer_next(answer),
            DiagnoseCommand::Answer(symptom, answer) => {
                self.record(EventKind::Answered { symptom, answer });
            }
            DiagnoseCommand::AskLater => self.ask_later(),
            DiagnoseCommand::TellScreen(text) => self.tell_screen(text),
            DiagnoseCommand::ConfirmSuggestion => self.settle_suggestion(true),
            DiagnoseCommand::RejectSuggestion => self.settle_suggestion(false),
            DiagnoseCommand::PickSymptom(by) => self.pick_symptom(by),
            DiagnoseCommand::PickArea(by) => self.pick_area(by),
            DiagnoseCommand::Pick(symptom) => {
                self.show(Screen::Diagnose);
                self.pick(Some(symptom));
            }
            DiagnoseCommand::ClearPick => {
                if let Some(open) = &mut self.state.open {
                    open.picked = None;
                }
            }
            DiagnoseCommand::EditComplaint => self.put_cursor(Field::Complaint),
            DiagnoseCommand::TypeComplaint(text) => self.type_complaint(text),
        }
    }

    /// Takes in the complaint as typed or pasted. Text that cannot be read is refused, and the text
    /// before it stays.
    fn type_complaint(&mut self, typed: String) {
        let seconds = self.state.session.seconds;
        if let Err(refusal) = accept(&typed) {
            self.state
                .report_failure(format!("The text was not added to the complaint: {refusal}"));
        } else if let Some(open) = &mut self.state.open {
            open.type_complaint(typed, seconds);
        }
    }

    /// The symptom the answer keys are for: the one picked, else the one asked about.
    fn symptom_in_question(open: &OpenTicket) -> Option<SymptomId> {
        open.picked.clone().or_else(|| match &open.diagnosis.next {
            Next::Ask { symptom, .. } => Some(symptom.clone()),
            Next::AskScreen | Next::Try { .. } | Next::Escalate => None,
        })
    }

    fn answer_next(&mut self, answer: Answer) {
        let Some(open) = &mut self.state.open else { return };
        if open.picked.is_none() && open.diagnosis.next == Next::AskScreen {
            // What the screen says is typed; only that nobody can tell is an answer by key.
            if answer == Answer::CantTell {
                self.tell_screen(None);
            }
            return;
        }
        let Some(symptom) = Self::symptom_in_question(open) else { return };
        open.picked = None;
        self.record(EventKind::Answered { symptom, answer: Some(answer) });
    }

    /// Records what the screen says, word for word; `None` if nobody can tell.
    fn tell_screen(&mut self, text: Option<String>) {
        let text = text.filter(|text| !text.trim().is_empty());
        if let Some(Err(refusal)) = text.as_deref().map(accept) {
            self.state.report_failure(format!("The text was not taken: {refusal}"));
            return;
        }
        if let Some(open) = &mut self.state.open {
            open.screen_text.clear();
        }
        let text = text.map(|text| InternalText::from(text.trim()));
        self.record(EventKind::ScreenSaid { text });
    }

    /// Confirms or rejects the first suggestion that is open. Rejecting takes it back; it is not the
    /// opposite answer.
    fn settle_suggestion(&mut self, is_true: bool) {
        let first = self.state.open.as_ref().and_then(|open| open.case.suggestions.first());
        if let Some((symptom, answer)) = first.map(|first| (first.symptom.clone(), first.answer)) {
            self.record(EventKind::Answered { symptom, answer: is_true.then_some(answer) });
        }
    }

    fn ask_later(&mut self) {
        if let Some(open) = &self.state.open
            && let (None, Next::Ask { symptom, .. }) = (&open.picked, &open.diagnosis.next)
        {
            let symptom = symptom.clone();
            self.record(EventKind::PutOff { symptom });
        }
    }

    /// Picks the symptom `by` rows further down the list; up if negative.
    fn pick_symptom(&mut self, by: i32) {
        let Some(open) = &self.state.open else { return };
        let symptoms = open.kb().symptoms();
        let from = open.picked_last.as_ref();
        let at = from.and_then(|id| symptoms.iter().position(|s| s.id == *id));
        let to = moved(at, by, symptoms.len()).map(|at| symptoms[at].id.clone());
        self.pick(to);
    }

    /// Picks the first symptom of the area `by` areas further down; up if negative.
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
}
