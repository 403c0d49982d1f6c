//! What customers read, in their language: translations beside the knowledge base, keyed by the name
//! of a text and a hash of its English words, so that no text gets the words of another version.
//!
//! ```text
//! language.rs the languages
//! phrase.rs   what the program itself says to customers, in English
//! proved.rs   what was proved, in words
//! texts.rs    every text of a knowledge base that customers read, by name
//! dates.rs    dates and times as a language writes them
//! translator.rs what is said in one language, for documents and pictures
//! ```

mod dates;
mod language;
mod phrase;
mod proved;
mod texts;
mod translator;

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use uuid::Uuid;

pub use language::Language;
pub use phrase::Phrase;
pub use texts::texts;
pub use translator::Translator;

use super::files::KbFile;
use super::model::Model;
use super::problem::{Problem, line_at};

/// The folder of the translations, inside a knowledge base.
pub(super) const FOLDER: &str = "words/";

/// One text in another language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Translated {
    /// The hash of the English text that it says.
    of: String,
    /// The words.
    text: String,
}

/// All translations, by language and by the name of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Translations(BTreeMap<Language, BTreeMap<String, Translated>>);

/// How complete a language is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The language.
    pub language: Language,
    /// How many texts there are.
    pub all: usize,
    /// The names of the texts without a translation; English takes their place.
    pub missing: Vec<String>,
    /// The names of the texts whose English has changed since they were translated; English takes their
    /// place, too.
    pub outdated: Vec<String>,
    /// The names that no text has.
    pub strays: Vec<String>,
}

impl Translations {
    /// Returns the translation of a text; `None` if there is none of exactly this English text.
    pub fn text(&self, language: Language, name: &str, english: &str) -> Option<&str> {
        let found = self.0.get(&language)?.get(name)?;
        (found.of == hash(english)).then_some(found.text.as_str())
    }

    /// Returns what the program itself says, in English if it is not translated.
    pub fn phrase(&self, language: Language, phrase: Phrase) -> &str {
        self.text(language, &phrase.name(), phrase.english()).unwrap_or(phrase.english())
    }

    /// Returns how complete each language is for a model, English aside.
    pub fn coverage(&self, model: &Model) -> Vec<Coverage> {
        let texts = all_texts(model);
        let of = |language: Language| {
            let known = self.0.get(&language);
            let (mut missing, mut outdated) = (Vec::new(), Vec::new());
            for (name, english) in &texts {
                match known.and_then(|known| known.get(name)) {
                    None => missing.push(name.clone()),
                    Some(found) if found.of != hash(english) => outdated.push(name.clone()),
                    Some(_) => {}
                }
            }
            let names: BTreeSet<&str> = texts.iter().map(|(name, _)| name.as_str()).collect();
            let strays = known.into_iter().flat_map(BTreeMap::keys);
            let strays = strays.filter(|name| !names.contains(name.as_str())).cloned().collect();
            Coverage { language, all: texts.len(), missing, outdated, strays }
        };
        Language::ALL.into_iter().filter(|language| *language != Language::En).map(of).collect()
    }

    /// Reads one file of translations; later ones replace earlier ones.
    pub(super) fn read(&mut self, file: &KbFile) -> Vec<Problem> {
        let problem = |line, message: String| Problem { file: file.name.clone(), line, message };
        let folder = file.name.strip_prefix(FOLDER).and_then(|name| name.split('/').next());
        let Some(language) = folder.and_then(Language::of_id) else {
            let languages: Vec<&str> = Language::ALL.into_iter().map(Language::id).collect();
            let expected = languages.join(", ");
            return vec![problem(
                1,
                format!("is in no known language; expected one of {expected}"),
            )];
        };
        let texts: BTreeMap<String, Translated> = match toml::from_str(&file.text) {
            Ok(texts) => texts,
            Err(error) => {
                let line = error.span().map_or(1, |span| line_at(&file.text, span.start));
                return vec![problem(line, error.message().replace('\n', ", "))];
            }
        };
        let mut problems = Vec::new();
        for (name, translated) in &texts {
            let line = file.text.find(name).map_or(1, |at| line_at(&file.text, at));
            if translated.text.trim().is_empty() {
                problems.push(problem(line, format!("`{name}` is empty; expected a text")));
            }
            let Some(phrase) = Phrase::of_name(name) else { continue };
            let lacks = |slot: &&&str| !translated.text.contains(**slot);
            if let Some(slot) = phrase.slots().iter().find(lacks) {
                problems
                    .push(problem(line, format!("`{name}` lacks {slot}; expected it in the text")));
            }
            let known: Vec<&str> = slots_in(phrase.english()).collect();
            if let Some(slot) = slots_in(&translated.text).find(|slot| !known.contains(slot)) {
                let expected = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
                problems.push(problem(
                    line,
                    format!("nothing fills in {slot} of `{name}`; expected {expected}"),
                ));
            }
        }
        self.0.entry(language).or_default().extend(texts);
        problems
    }
}

/// What is filled in, in a text, with its braces; a brace that is left alone with all behind it.
fn slots_in(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let found = &rest[rest.find(['{', '}'])?..];
        let end = found.find('}').map_or(found.len(), |at| at + 1);
        rest = &found[end..];
        Some(&found[..end])
    })
}

/// Every text that customers read, by name: the program's own and those of a model.
pub fn all_texts(model: &Model) -> Vec<(String, &str)> {
    let own = Phrase::ALL.iter().map(|phrase| (phrase.name(), phrase.english()));
    own.chain(texts(model)).collect()
}

/// The hash of an English text, eight hexadecimal digits.
pub fn hash(english: &str) -> String {
    let mut digits = Uuid::new_v5(&Uuid::NAMESPACE_OID, english.as_bytes()).simple().to_string();
    digits.truncate(8);
    digits
}
