//! Says what customers read in one language: texts of the knowledge base and the program's own, in English
//! where they are not translated.

use super::{Language, Phrase, Translations};
use crate::kb::scene::Click;
use crate::kb::{Cause, Method, Step, Symptom};

/// Says things in one language, with their markup.
#[derive(Clone, Copy, Debug)]
pub struct Translator<'a> {
    /// The language.
    pub language: Language,
    translations: &'a Translations,
}

impl<'a> Translator<'a> {
    /// Says things in a language.
    pub fn new(translations: &'a Translations, language: Language) -> Self {
        Self { language, translations }
    }

    /// What the program itself says; its slots are still to be filled in.
    pub fn phrase(&self, phrase: Phrase) -> &'a str {
        self.translations.phrase(self.language, phrase)
    }

    fn text<'t>(&self, name: &str, english: &'t str) -> &'t str
    where
        'a: 't,
    {
        self.translations.text(self.language, name, english).unwrap_or(english)
    }

    /// A text of a step. `field` is its name among the translations.
    pub fn step<'t>(&self, step: &Step, field: &str, english: &'t str) -> &'t str
    where
        'a: 't,
    {
        self.text(&format!("step.{}.{field}", step.id), english)
    }

    /// A text of a cause. `field` is its name among the translations.
    pub fn cause<'t>(&self, cause: &Cause, field: &str, english: &'t str) -> &'t str
    where
        'a: 't,
    {
        self.text(&format!("cause.{}.{field}", cause.id), english)
    }

    /// A text of a method. `field` is its name among the translations.
    pub fn method<'t>(
        &self,
        cause: &Cause,
        method: &Method,
        field: &str,
        english: &'t str,
    ) -> &'t str
    where
        'a: 't,
    {
        self.text(&format!("cause.{}.way.{}.{field}", cause.id, method.id), english)
    }

    /// The statement of a symptom.
    pub fn statement<'t>(&self, symptom: &'t Symptom) -> &'t str
    where
        'a: 't,
    {
        self.text(&format!("symptom.{}.statement", symptom.id), &symptom.statement)
    }

    /// What to do on the page of a step, click by click.
    pub fn clicks(&self, step: &Step) -> Vec<Click> {
        let said = |field: &str, number: usize, english: &str| {
            self.step(step, &format!("{field}.{number}"), english).to_owned()
        };
        let click = |(number, click): (usize, &Click)| Click {
            action: said("click", number, &click.action),
            note: click.note.as_ref().map(|note| said("note", number, note)),
        };
        (1..).zip(&step.clicks).map(click).collect()
    }

    /// How long the effect of a step may take, as a heading; `hours` is above 0. Begun minutes and hours
    /// count whole.
    pub fn wait(&self, hours: f64) -> String {
        let (phrase, slot, number) = match hours {
            1.0 => return self.phrase(Phrase::TakesAnHour).to_owned(),
            hours if hours < 1.0 => (Phrase::TakesMinutes, "{minutes}", hours * 60.0),
            hours => (Phrase::TakesHours, "{hours}", hours),
        };
        // A third of an hour is twenty minutes, not a little more.
        let number = (number - 1e-6).ceil();
        self.phrase(phrase).replace(slot, &number.to_string())
    }
}
