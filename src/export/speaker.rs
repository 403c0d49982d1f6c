//! What customers read in their language: texts of the knowledge base and the program's own, in English
//! where they are not translated.

use jiff::Zoned;

use super::words::{Customers, Words};
use crate::kb::words::{Language, Phrase, Translator};
use crate::kb::{Cause, KnowledgeBase, Method, Role, Step, Symptom};

/// Says things to a customer.
#[derive(Clone, Copy, Debug)]
pub struct Speaker<'a> {
    translator: Translator<'a>,
}

impl<'a> Speaker<'a> {
    /// Says things in a language.
    pub fn new(kb: &'a KnowledgeBase, language: Language) -> Self {
        Self { translator: Translator::new(kb.translations(), language) }
    }

    /// Returns the language of the customer.
    pub fn language(&self) -> Language {
        self.translator.language
    }

    /// Says a phrase.
    pub fn say(&self, phrase: Phrase) -> Words<Customers> {
        self.fill(phrase, &[])
    }

    /// Says a phrase with its places filled in.
    pub fn fill(&self, phrase: Phrase, fillings: &[(&str, Words<Customers>)]) -> Words<Customers> {
        Words::filled(self.translator.phrase(phrase), fillings)
    }

    /// Returns a phrase as plain text, for what is filled in later.
    pub fn template(&self, phrase: Phrase) -> String {
        self.translator.phrase(phrase).to_owned()
    }

    /// A text of a step. `field` is its name among the translations.
    pub fn step(
        &self,
        step: &Step,
        field: &str,
        text: for<'t> fn(&'t Step) -> &'t str,
    ) -> Words<Customers> {
        Words::spoken(self.translator.step(step, field, text(step)))
    }

    /// A text of a cause. `field` is its name among the translations.
    pub fn cause(
        &self,
        cause: &Cause,
        field: &str,
        text: for<'t> fn(&'t Cause) -> &'t str,
    ) -> Words<Customers> {
        Words::spoken(self.translator.cause(cause, field, text(cause)))
    }

    /// A text of a method. `field` is its name among the translations.
    pub fn method(
        &self,
        cause: &Cause,
        method: &Method,
        field: &str,
        text: for<'t> fn(&'t Method) -> &'t str,
    ) -> Words<Customers> {
        Words::spoken(self.translator.method(cause, method, field, text(method)))
    }

    /// The statement of a symptom.
    pub fn statement(&self, symptom: &Symptom) -> Words<Customers> {
        Words::spoken(self.translator.statement(symptom))
    }

    /// What to do at each click, with its note, which may be empty.
    pub fn clicks(&self, step: &Step) -> Vec<(Words<Customers>, Words<Customers>)> {
        let said = |text: Option<&str>| Words::spoken(text.unwrap_or_default());
        let clicks = self.translator.clicks(step).into_iter();
        clicks.map(|it| (said(Some(&it.action)), said(it.note.as_deref()))).collect()
    }

    /// How long something takes.
    pub fn minutes(&self, minutes: f64) -> Words<Customers> {
        match minutes.max(1.0).round() as usize {
            1 => self.say(Phrase::OneMinute),
            minutes => self.fill(Phrase::Minutes, &[("minutes", Words::number(minutes))]),
        }
    }

    /// How long the effect of a step may take, as a heading; `hours` is above 0.
    pub fn wait(&self, hours: f64) -> Words<Customers> {
        Words::spoken(&self.translator.wait(hours))
    }

    /// A role; `None` if nobody in particular is needed.
    pub fn role(&self, role: Role) -> Option<Words<Customers>> {
        Some(self.say(match role {
            Role::GoogleSuperAdmin => Phrase::RoleSuperAdmin,
            Role::GoogleAdmin => Phrase::RoleGoogleAdmin,
            Role::JumpcloudAdmin => Phrase::RoleJumpcloudAdmin,
            Role::JumpcloudBillingAdmin => Phrase::RoleBillingAdmin,
            Role::User | Role::None => return None,
        }))
    }

    /// A date with its weekday.
    pub fn date(&self, at: &Zoned) -> Words<Customers> {
        Words::spoken(&self.translator.date(at))
    }

    /// A date with its weekday and the time to the minute.
    pub fn time(&self, at: &Zoned) -> Words<Customers> {
        Words::spoken(&self.translator.time(at))
    }
}
