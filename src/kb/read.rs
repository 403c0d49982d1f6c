//! Named texts in, one checked model out. Layers lie over each other: same ids replace, new ids add.

use std::sync::Arc;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::KnowledgeBase;
use super::check::check;
use super::draft::{Draft, Entries, Entry};
use super::example::Example;
use super::files::KbFile;
use super::levels::Product;
use super::model::{Area, Cause, HandoverAdvice, Link, Model, QuestionAnswer, Source, Symptom};
use super::numbers::Numbers;
use super::own_page::{OWN_PAGES_FILE, OWN_PAGES_FOLDER, OwnPages, OwnPagesText};
use super::problem::{Problem, line_at};
use super::sentence::Sentence;
use super::step::Step;
use super::words;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SymptomFile {
    area: String,
    order: u32,
    symptom: Vec<Symptom>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LinkFile {
    product: Product,
    link: Vec<Link>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StepFile {
    step: Vec<Step>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnswerFile {
    #[serde(default)]
    handover: Option<HandoverAdvice>,
    #[serde(default)]
    answer: Vec<QuestionAnswer>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceFile {
    source: Vec<Source>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PackFile {
    leave_out: Vec<String>,
}

/// Reads layers of files, the first at the bottom, and checks the whole.
///
/// # Errors
/// Every problem found, by file and line.
pub fn read(layers: &[Vec<KbFile>]) -> Result<KnowledgeBase, Vec<Problem>> {
    let mut draft = Draft::default();
    for layer in layers {
        let first_file = draft.files.len();
        for file in layer {
            draft.files.push(file.clone());
            draft.read_file(draft.files.len() - 1, first_file);
        }
    }
    check(&mut draft);
    draft.problems.sort();
    draft.problems.dedup();
    match draft.numbers.take() {
        Some(numbers) if draft.problems.is_empty() => {
            let examples = values(std::mem::take(&mut draft.examples));
            let sentences = values(std::mem::take(&mut draft.sentences));
            let translations = std::mem::take(&mut draft.translations);
            let left_out = std::mem::take(&mut draft.left_out).into_keys().collect();
            let own_pages = OwnPages::of_packs(values(std::mem::take(&mut draft.own_pages)));
            let kb = KnowledgeBase::new(draft.into_model(numbers))
                .with_examples(examples.into())
                .with_sentences(sentences.into())
                .with_translations(Arc::new(translations))
                .with_own_pages(Arc::new(own_pages));
            Ok(Arc::unwrap_or_clone(Arc::new(kb).leaving_out(&left_out)))
        }
        _ => Err(draft.problems),
    }
}

impl Draft {
    /// Reads one file; `first_file` is the first of its layer, within which an id may stand only once.
    fn read_file(&mut self, file: usize, first_file: usize) {
        let name = self.files[file].name.clone();
        if name == "numbers.toml" {
            self.numbers = self.parse(file).or(self.numbers.take());
        } else if name == "sources.toml" {
            let Some(SourceFile { source }) = self.parse(file) else { return };
            for value in source {
                let id = value.id.to_string();
                add(
                    &mut self.sources,
                    id,
                    value,
                    file,
                    first_file,
                    &self.files,
                    &mut self.problems,
                );
            }
        } else if name == "answers.toml" {
            let Some(AnswerFile { handover, answer }) = self.parse(file) else { return };
            self.handover = handover.or(self.handover.take());
            for value in answer {
                let id = value.id.to_string();
                let (files, problems) = (&self.files, &mut self.problems);
                add(&mut self.answers, id, value, file, first_file, files, problems);
            }
        } else if name == "shared-steps.toml" {
            let Some(StepFile { step }) = self.parse(file) else { return };
            for value in step {
                let id = value.id.to_string();
                add(
                    &mut self.shared_steps,
                    id,
                    value,
                    file,
                    first_file,
                    &self.files,
                    &mut self.problems,
                );
            }
        } else if name == OWN_PAGES_FILE || name.starts_with(OWN_PAGES_FOLDER) {
            let Some(OwnPagesText { page }) = self.parse(file) else { return };
            for value in page {
                let id = value.step().to_string();
                let (files, problems) = (&self.files, &mut self.problems);
                add(&mut self.own_pages, id, value, file, first_file, files, problems);
            }
        } else if name == "packs.toml" {
            let Some(PackFile { leave_out }) = self.parse(file) else { return };
            self.left_out.extend(leave_out.into_iter().map(|area| (area, file)));
        } else if name.starts_with("symptoms/") {
            self.read_symptoms(file, first_file);
        } else if name.starts_with("links/") {
            let Some(LinkFile { product, link }) = self.parse(file) else { return };
            for mut value in link {
                value.product = product;
                let id = value.id.to_string();
                add(&mut self.links, id, value, file, first_file, &self.files, &mut self.problems);
            }
        } else if name.starts_with("causes/") {
            let Some(value) = self.parse::<Cause>(file) else { return };
            let id = value.id.to_string();
            add(&mut self.causes, id, value, file, first_file, &self.files, &mut self.problems);
        } else if name.starts_with(words::FOLDER) {
            let problems = self.translations.read(&self.files[file]);
            self.problems.extend(problems);
        } else if name.starts_with("examples/") {
            self.read_examples(file, first_file);
        } else if name.starts_with("sentences/") {
            self.read_sentences(file, first_file);
        } else {
            self.problem(file, 1, "is not a file of the knowledge base; expected numbers.toml, sources.toml, shared-steps.toml, answers.toml, packs.toml, own-pages.toml, or a file in symptoms, links, causes, words, examples, sentences or own-pages".to_owned());
        }
    }

    fn read_symptoms(&mut self, file: usize, first_file: usize) {
        let Some(SymptomFile { area, order, symptom }) = self.parse(file) else { return };
        self.areas.insert(area.clone(), order);
        for mut value in symptom {
            value.area.clone_from(&area);
            let id = value.id.to_string();
            if !self.symptoms.contains_key(&id) {
                self.symptom_order.push(id.clone());
            }
            add(&mut self.symptoms, id, value, file, first_file, &self.files, &mut self.problems);
        }
    }

    fn read_examples(&mut self, file: usize, first_file: usize) {
        let (examples, problems) = examples_in(&self.files[file]);
        self.problems.extend(problems);
        for value in examples {
            let id = value.id.clone();
            add(&mut self.examples, id, value, file, first_file, &self.files, &mut self.problems);
        }
    }

    fn read_sentences(&mut self, file: usize, first_file: usize) {
        let (sentences, problems) = sentences_in(&self.files[file]);
        self.problems.extend(problems);
        for value in sentences {
            let id = value.id.clone();
            add(&mut self.sentences, id, value, file, first_file, &self.files, &mut self.problems);
        }
    }

    fn parse<T: DeserializeOwned>(&mut self, file: usize) -> Option<T> {
        let text = &self.files[file].text;
        match toml::from_str(text) {
            Ok(value) => Some(value),
            Err(error) => {
                let line = error.span().map_or(1, |span| line_at(text, span.start));
                let message = error.message().replace('\n', ", ");
                self.problem(file, line, message);
                None
            }
        }
    }

    fn into_model(self, numbers: Numbers) -> Model {
        let mut areas: Vec<Area> =
            self.areas.into_iter().map(|(title, order)| Area { title, order }).collect();
        areas.sort_by_key(|area| area.order);
        let mut written = self.symptoms;
        let mut symptoms: Vec<Symptom> = self
            .symptom_order
            .iter()
            .filter_map(|id| written.remove(id))
            .map(|e| e.value)
            .collect();
        // Stable, so that symptoms keep their written order within an area.
        symptoms.sort_by_key(|symptom| areas.iter().position(|area| area.title == symptom.area));
        Model {
            numbers,
            areas,
            symptoms,
            causes: values(self.causes),
            shared_steps: values(self.shared_steps),
            links: values(self.links),
            sources: values(self.sources),
            answers: values(self.answers),
            handover: self.handover,
        }
    }
}

/// The examples of a file with one JSON object a line, and what is wrong with the other lines.
pub fn examples_in(file: &KbFile) -> (Vec<Example>, Vec<Problem>) {
    lines_in(file, "an example; expected id, text, label and accept")
}

/// The sentences of a file with one JSON object a line, and what is wrong with the other lines.
pub fn sentences_in(file: &KbFile) -> (Vec<Sentence>, Vec<Problem>) {
    lines_in(file, "a sentence; expected id, text, source, origin and labels")
}

fn lines_in<T: DeserializeOwned>(file: &KbFile, expected: &str) -> (Vec<T>, Vec<Problem>) {
    let mut values = Vec::new();
    let mut problems = Vec::new();
    for (number, line) in file.text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        match serde_json::from_str(line) {
            Ok(value) => values.push(value),
            Err(error) => problems.push(Problem {
                file: file.name.clone(),
                line: number + 1,
                message: format!("is not {expected} ({error})"),
            }),
        }
    }
    (values, problems)
}

fn values<T>(entries: Entries<T>) -> Vec<T> {
    entries.into_values().map(|entry| entry.value).collect()
}

fn add<T>(
    entries: &mut Entries<T>,
    id: String,
    value: T,
    file: usize,
    first_file: usize,
    files: &[KbFile],
    problems: &mut Vec<Problem>,
) {
    let before = entries.get(&id).filter(|entry| entry.file >= first_file).map(|entry| entry.file);
    if let Some(other) = before {
        problems.push(Problem {
            file: files[file].name.clone(),
            line: last_line_of(&files[file].text, &id),
            message: format!(
                "id `{id}` is already used in {}; expected an id of its own",
                files[other].name
            ),
        });
    }
    entries.insert(id, Entry { value, file });
}

/// The last line on which a string value stands in quotes; a second definition is what is wrong.
fn last_line_of(text: &str, value: &str) -> usize {
    text.rfind(&format!("\"{value}\"")).map_or(1, |offset| line_at(text, offset))
}
