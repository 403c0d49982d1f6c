//! The diagnosis: the complaint, the answers, and the symptom picked in the list.

use std::collections::BTreeSet;

use crate::app::command::Fold;
use crate::app::command::{Command, DiagnoseCommand, FixCommand, Unfold};
use crate::app::model::focus::Field;
use crate::app::model::open_ticket::OpenTicket;
use crate::app::settings::navigation::Screen;
use crate::app::update::UpdateContext;
use crate::app::update::lists::moved;
use crate::diagnosis::{Answer, Next, accept};
use crate::kb::{Symptom, SymptomId};
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
            DiagnoseCommand::FilterSymptoms => self.put_cursor(Field::SymptomFilter),
            DiagnoseCommand::OpenPlace => self.open_place(),
            DiagnoseCommand::Fold(fold, is_open) => {
                if let Some(open) = &mut self.state.open {
                    open.folds.set(fold, is_open);
                }
            }
            DiagnoseCommand::HoldSymptoms(is_held) => {
                if let Some(open) = &mut self.state.open {
                    open.hold_symptoms(is_held);
                }
            }
            DiagnoseCommand::Unfold(unfold) => self.unfold(unfold),
            DiagnoseCommand::TypeComplaint(text) => self.type_complaint(text),
        }
    }

    /// Opens the first page on which the question is looked up.
    fn open_place(&mut self) {
        let place =
            self.state.open.as_ref().and_then(|open| open.places_to_look().first().cloned());
        if let Some(place) = place {
            self.run(Command::Fix(FixCommand::OpenPage(place)));
        }
    }

    /// Shows more of one cause or finding, or folds it again.
    fn unfold(&mut self, unfold: Unfold) {
        let Some(open) = &mut self.state.open else { return };
        let folds = &mut open.folds;
        match unfold {
            Unfold::Cause(cause) => toggle(&mut folds.causes, cause),
            Unfold::Reasons(cause) => toggle(&mut folds.reasons, cause),
            Unfold::Finding(symptom) => {
                folds.finding = (folds.finding.as_ref() != Some(&symptom)).then_some(symptom);
            }
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

    fn answer_next(&mut self, answer: Answer) {
        let Some(open) = &mut self.state.open else { return };
        if open.picked.is_none() && open.diagnosis.next == Next::AskScreen {
            // What the screen says is typed; only that nobody can tell is an answer by key.
            if answer == Answer::CantTell {
                self.tell_screen(None);
            }
            return;
        }
        let Some(symptom) = open.symptom_in_question().cloned() else { return };
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

    /// Picks the symptom `by` rows further down the list as it is in view; up if negative.
    fn pick_symptom(&mut self, by: i32) {
        let Some(open) = &self.state.open else { return };
        let groups = open.symptom_groups();
        let rows: Vec<&Symptom> = groups.into_iter().flat_map(|group| group.symptoms).collect();
        let from = open.picked_last.as_ref();
        let at = from.and_then(|id| rows.iter().position(|s| s.id == *id));
        let to = moved(at, by, rows.len()).map(|at| rows[at].id.clone());
        self.pick(to);
    }

    /// Picks the first symptom `by` headings further down; up if negative. Past the last heading, all
    /// symptoms unfold, and so does an area that is reached.
    fn pick_area(&mut self, by: i32) {
        let Some(open) = &mut self.state.open else { return };
        let is_past = |open: &OpenTicket| {
            let (groups, at) = headings(open);
            at.is_none_or(|at| at + 1 == groups.len())
        };
        if by > 0 && !open.folds.is_open(Fold::All) && is_past(open) {
            open.folds.set(Fold::All, true);
        }
        let (groups, at) = headings(open);
        let Some(to) = moved(at, by, groups.len()) else { return };
        if let (Some(fold), None) = &groups[to] {
            open.folds.set(*fold, true);
        }
        let first = headings(open).0.swap_remove(to).1;
        self.pick(first);
    }

    fn pick(&mut self, symptom: Option<SymptomId>) {
        if let Some(open) = &mut self.state.open {
            open.picked_last.clone_from(&symptom);
            open.picked = symptom;
            open.shows_picked = true;
        }
    }
}

/// What folds a group of symptoms, and its first symptom in view.
type Heading = (Option<Fold>, Option<SymptomId>);

/// What folds each group of symptoms and its first symptom in view, and the place of the group in which
/// a symptom was picked last. Groups without symptoms in view count only if they are areas.
fn headings(open: &OpenTicket) -> (Vec<Heading>, Option<usize>) {
    let groups: Vec<_> = open
        .symptom_groups()
        .into_iter()
        .filter(|it| !it.symptoms.is_empty() || matches!(it.fold, Some(Fold::Area(_))))
        .collect();
    let last = open.picked_last.as_ref();
    let at = groups.iter().position(|group| group.symptoms.iter().any(|it| Some(&it.id) == last));
    let first = |symptoms: &[&Symptom]| symptoms.first().map(|symptom| symptom.id.clone());
    (groups.iter().map(|group| (group.fold, first(&group.symptoms))).collect(), at)
}

/// Puts something into a set, or takes it out if it is in.
fn toggle<T: Ord>(set: &mut BTreeSet<T>, it: T) {
    if !set.remove(&it) {
        set.insert(it);
    }
}
