//! A ticket as the diagnosis takes it: what was said, what was shown, and what the complaint adds.

use std::collections::{BTreeMap, BTreeSet};

use super::event::StepResult;
use super::fold::Ticket;
use crate::diagnosis::{Because, Case, Observation, Reading, Screen, TextReader};
use crate::kb::SymptomId;
use crate::privacy::InternalText;

impl Ticket {
    /// What files show of symptoms, also of those that were answered or taken back. A later file counts
    /// for more than an earlier one: something may have been repaired meanwhile.
    pub fn shown(&self) -> BTreeMap<SymptomId, Observation> {
        let findings = self.inspections.iter().flat_map(|inspection| &inspection.findings);
        findings
            .map(|finding| {
                let because = Because::InFile { quote: finding.quote.clone() };
                let (symptom, answer) = (finding.symptom.clone(), finding.answer);
                (finding.symptom.clone(), Observation { symptom, answer, because })
            })
            .collect()
    }

    /// Reads the complaint and what the screen says, apart from the symptoms that are known from answers
    /// or files, or whose finding was taken back.
    pub fn read(&self, reader: &TextReader) -> Reading {
        let known = self.known(&self.shown());
        let screen = self.screen.iter().flatten().next().map(InternalText::for_insiders);
        reader.read_with_screen(self.complaint.for_insiders(), screen, &known)
    }

    /// Returns what a diagnosis starts from: the answers, what files show, and what the complaint
    /// adds to them.
    pub fn case(&self, reader: &TextReader) -> Case {
        self.case_with(self.read(reader))
    }

    /// The symptoms that were answered, taken back, or shown elsewhere than in the complaint.
    fn known(&self, shown: &BTreeMap<SymptomId, Observation>) -> BTreeSet<SymptomId> {
        self.answers.keys().chain(shown.keys()).cloned().collect()
    }

    /// The same, where the complaint is read already.
    pub fn case_with(&self, reading: Reading) -> Case {
        let said = self.answers.iter().filter_map(|(symptom, answer)| {
            answer.map(|answer| Observation::said(symptom.clone(), answer))
        });
        let shown = self.shown();
        let known = self.known(&shown);
        let is_open = |shown: &Observation| !self.answers.contains_key(&shown.symptom);
        let observations = said.chain(shown.into_values().filter(is_open)).collect();
        let read = reading.beside(observations, &known);
        let done = self.steps.iter().filter(|(_, record)| record.result == StepResult::Done);
        Case {
            tried: self.tried(),
            fixed_before: self.fixed_before.clone(),
            done: done.map(|((_, _, step), _)| step.clone()).collect(),
            put_off: self.put_off.clone(),
            looked_up: self.looked_up.iter().cloned().collect(),
            screen: if self.screen.is_some() { Screen::Asked } else { Screen::NotAsked },
            ..read
        }
    }
}
