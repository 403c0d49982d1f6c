//! What has been read so far, each entry still knowing its file, so that problems get their place.

use std::collections::BTreeMap;

use super::example::Example;
use super::files::KbFile;
use super::model::{Cause, HandoverAdvice, Link, QuestionAnswer, Source, Symptom};
use super::numbers::Numbers;
use super::own_page::OwnPage;
use super::problem::Problem;
use super::sentence::Sentence;
use super::step::Step;
use super::words::Translations;

/// One entry and the file it was read from.
pub(super) struct Entry<T> {
    pub(super) value: T,
    pub(super) file: usize,
}

/// Entries by id, over all layers.
pub(super) type Entries<T> = BTreeMap<String, Entry<T>>;

/// Everything read so far, each entry still knowing its file.
#[derive(Default)]
pub(super) struct Draft {
    /// The files of all layers, in reading order; entries point into it.
    pub(super) files: Vec<KbFile>,
    pub(super) numbers: Option<Numbers>,
    pub(super) areas: BTreeMap<String, u32>,
    /// Symptoms in the order in which they are written.
    pub(super) symptom_order: Vec<String>,
    pub(super) symptoms: Entries<Symptom>,
    pub(super) causes: Entries<Cause>,
    pub(super) examples: Entries<Example>,
    pub(super) sentences: Entries<Sentence>,
    pub(super) shared_steps: Entries<Step>,
    pub(super) links: Entries<Link>,
    pub(super) sources: Entries<Source>,
    pub(super) answers: Entries<QuestionAnswer>,
    pub(super) handover: Option<HandoverAdvice>,
    pub(super) translations: Translations,
    pub(super) own_pages: Entries<OwnPage>,
    /// The areas to leave out, each with the file that says so.
    pub(super) left_out: BTreeMap<String, usize>,
    pub(super) problems: Vec<Problem>,
}

impl Draft {
    /// Notes a problem on a line of a file.
    pub(super) fn problem(&mut self, file: usize, line: usize, message: String) {
        self.problems.push(Problem { file: self.files[file].name.clone(), line, message });
    }
}
