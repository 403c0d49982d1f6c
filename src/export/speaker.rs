//! What customers read in their language: texts of the knowledge base and the program's own, in English
//! where they are not translated.

use jiff::Zoned;

use super::words::{Customers, Known, Words};
use crate::kb::scene::Click;
use crate::kb::words::{self, Language, Phrase, Translations};
use crate::kb::{Cause, KnowledgeBase, Method, Role, Step, Symptom};

/// Says things to a customer.
#[derive(Clone, Copy, Debug)]
pub struct Speaker<'a> {
    /// The language of the customer.
    pub language: Language,
    translations: &'a Translations,
}

impl<'a> Speaker<'a> {
    /// Says things in a language.
    pub fn new(kb: &'a KnowledgeBase, language: Language) -> Self {
        Self { language, translations: kb.translations() }
    }

    /// Says a phrase.
    pub fn say(&self, phrase: Phrase) -> Words<Customers> {
        self.fill(phrase, &[])
    }

    /// Says a phrase with its places filled in.
    pub fn fill(&self, phrase: Phrase, fillings: &[(&str, Words<Customers>)]) -> Words<Customers> {
        Words::filled(self.translations.phrase(self.language, phrase), fillings)
    }

    /// Returns a phrase as plain text, for what is filled in later.
    pub fn template(&self, phrase: Phrase) -> String {
        self.translations.phrase(self.language, phrase).to_owned()
    }

    fn known<T: Known>(
        &self,
        name: &str,
        part: &T,
        text: for<'t> fn(&'t T) -> &'t str,
    ) -> Words<Customers> {
        match self.translations.text(self.language, name, text(part)) {
            Some(translated) => Words::spoken(translated),
            None => Words::known(part, text),
        }
    }

    /// A text of a step. `field` is its name among the translations.
    pub fn step(
        &self,
        step: &Step,
        field: &str,
        text: for<'t> fn(&'t Step) -> &'t str,
    ) -> Words<Customers> {
        self.known(&format!("step.{}.{field}", step.id), step, text)
    }

    /// A text of a cause. `field` is its name among the translations.
    pub fn cause(
        &self,
        cause: &Cause,
        field: &str,
        text: for<'t> fn(&'t Cause) -> &'t str,
    ) -> Words<Customers> {
        self.known(&format!("cause.{}.{field}", cause.id), cause, text)
    }

    /// A text of a method. `field` is its name among the translations.
    pub fn method(
        &self,
        cause: &Cause,
        method: &Method,
        field: &str,
        text: for<'t> fn(&'t Method) -> &'t str,
    ) -> Words<Customers> {
        self.known(&format!("cause.{}.way.{}.{field}", cause.id, method.id), method, text)
    }

    /// The statement of a symptom.
    pub fn statement(&self, symptom: &Symptom) -> Words<Customers> {
        let name = format!("symptom.{}.statement", symptom.id);
        self.known(&name, symptom, |symptom| &symptom.statement)
    }

    /// What to do at a click, counted from 1, and its note.
    pub fn click(
        &self,
        step: &Step,
        number: usize,
    ) -> Option<(Words<Customers>, Words<Customers>)> {
        let Click { action, note } = step.clicks.get(number.checked_sub(1)?)?;
        let said = |field: &str, english: &str| {
            let name = format!("step.{}.{field}.{number}", step.id);
            let text = self.translations.text(self.language, &name, english);
            Words::spoken(text.unwrap_or(english))
        };
        Some((said("click", action), said("note", note.as_deref().unwrap_or_default())))
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
        let number = |number: f64| Words::number(number.round() as usize);
        match hours {
            hours if hours < 1.0 => {
                self.fill(Phrase::TakesMinutes, &[("minutes", number(hours * 60.0))])
            }
            1.0 => self.say(Phrase::TakesAnHour),
            hours => self.fill(Phrase::TakesHours, &[("hours", number(hours))]),
        }
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
        Words::spoken(&words::date(self.translations, self.language, at))
    }

    /// A date with its weekday and the time to the minute.
    pub fn time(&self, at: &Zoned) -> Words<Customers> {
        Words::spoken(&words::time(self.translations, self.language, at))
    }
}
