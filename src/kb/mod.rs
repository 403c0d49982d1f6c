//! The knowledge base: read it, check it, look things up in it. Knows nothing of the program but `privacy`.
//!
//! ```text
//! files.rs   folders -> named texts                           the only I/O
//! read.rs    named texts -> model, problems with file and line
//! check/     draft -> problems that no single file shows; draft.rs what was read so far
//! model.rs   the types, levels.rs the named levels in them, numbers.rs what these mean
//! step.rs    a step of a fix; scene.rs the drawing of its page, as data
//! example.rs complaints whose cause is known; sentence.rs sentences whose symptoms are known
//! address.rs a link and a ticket's places -> an address that may be opened
//! markup.rs  `**bold**` in texts
//! words/     what customers read, in other languages
//! freshness.rs when knowledge was checked last
//! own_page.rs how the page of a step looks at one installation
//! part.rs    what is left once areas are left out
//! difference.rs what one knowledge base says otherwise than another
//! ```

pub mod address;
mod check;
pub mod difference;
mod draft;
mod example;
mod files;
pub mod freshness;
mod ids;
mod levels;
pub mod markup;
mod model;
mod numbers;
mod own_page;
mod part;
mod problem;
mod proof;
mod read;
pub mod scene;
mod sentence;
mod step;
pub mod words;

use std::collections::{BTreeSet, HashMap};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rustc_hash::FxHasher;
use uuid::Uuid;

pub use example::{Example, OUT_OF_SCOPE, Told};
pub use files::{KbFile, folder_files};
pub use ids::{AnswerId, CauseId, LinkId, MethodId, SourceId, StepId, SymptomId};
pub use levels::{Commonness, Confidence, Product, Reliability, RiskLevel, Role};
pub use model::{
    Applies, Area, Cause, ErrorString, Escalate, HandoverAdvice, Link, Method, Model,
    QuestionAnswer, Shows, Source, Symptom,
};
pub use numbers::{CoverageNumbers, Gate, Numbers, Repair, TextNumbers};
pub use own_page::{
    MOST_WORDS, NoOwnPage, OWN_PAGES_FILE, OwnPage, OwnPages, PageOrigin, StepForCustomers,
    TypedPage, own_pages_in, own_pages_text,
};
pub use problem::Problem;
pub use proof::Proof;
pub use read::{examples_in, read, sentences_in};
pub use sentence::{Sentence, SentenceLabel, Stated};
pub use step::{Risk, SettingChange, Step, Wait};
use words::Translations;

/// A checked knowledge base with its look-ups.
#[derive(Clone, Debug)]
pub struct KnowledgeBase {
    model: Model,
    examples: Arc<[Example]>,
    sentences: Arc<[Sentence]>,
    translations: Arc<Translations>,
    own_pages: Arc<OwnPages>,
    symptoms: HashMap<SymptomId, usize>,
    causes: HashMap<CauseId, usize>,
    links: HashMap<LinkId, usize>,
    sources: HashMap<SourceId, usize>,
    steps: HashMap<StepId, StepPlace>,
    shown_by: HashMap<SymptomId, Vec<(usize, Reliability)>>,
    fingerprint: Uuid,
    lessons: u64,
    whole: Option<Arc<Self>>,
    left_out: BTreeSet<String>,
}

#[derive(Clone, Copy, Debug)]
enum StepPlace {
    Shared(usize),
    OfCause(usize, usize),
    Confirm(usize),
}

impl KnowledgeBase {
    /// Indexes a model that has been checked, or that was pinned by a ticket.
    pub fn new(model: Model) -> Self {
        let mut steps = HashMap::new();
        for (s, step) in model.shared_steps.iter().enumerate() {
            steps.insert(step.id.clone(), StepPlace::Shared(s));
        }
        for (c, cause) in model.causes.iter().enumerate() {
            for (s, step) in cause.steps.iter().enumerate() {
                steps.insert(step.id.clone(), StepPlace::OfCause(c, s));
            }
            steps.insert(cause.confirm.id.clone(), StepPlace::Confirm(c));
        }
        let mut shown_by: HashMap<SymptomId, Vec<(usize, Reliability)>> = HashMap::new();
        for (c, cause) in model.causes.iter().enumerate() {
            for shows in &cause.shows {
                shown_by.entry(shows.symptom.clone()).or_default().push((c, shows.how));
            }
        }
        let knowledge = Self {
            shown_by,
            symptoms: index(model.symptoms.iter().map(|s| &s.id)),
            causes: index(model.causes.iter().map(|c| &c.id)),
            links: index(model.links.iter().map(|l| &l.id)),
            sources: index(model.sources.iter().map(|s| &s.id)),
            steps,
            fingerprint: fingerprint(&model),
            examples: Arc::from([]),
            sentences: Arc::from([]),
            translations: Arc::default(),
            own_pages: Arc::default(),
            lessons: 0,
            whole: None,
            left_out: BTreeSet::new(),
            model,
        };
        knowledge.counting_lessons()
    }

    /// The same with complaints to learn from. They are no part of the model: they change how well a
    /// text is read, not what is said, and would weigh more than all the rest in every ticket that
    /// keeps its model.
    #[must_use]
    pub fn with_examples(self, examples: Arc<[Example]>) -> Self {
        Self { examples, ..self }.counting_lessons()
    }

    /// The same with sentences to learn from; like examples they are no part of the model.
    #[must_use]
    pub fn with_sentences(self, sentences: Arc<[Sentence]>) -> Self {
        Self { sentences, ..self }.counting_lessons()
    }

    /// The same with translations of what customers read; like examples they are no part of the model,
    /// and each knows the English text that it says.
    #[must_use]
    pub fn with_translations(self, translations: Arc<Translations>) -> Self {
        Self { translations, ..self }
    }

    /// The same with what pages look like at an installation; no part of the model either.
    #[must_use]
    pub fn with_own_pages(self, own_pages: Arc<OwnPages>) -> Self {
        Self { own_pages, ..self }
    }

    /// The same with the own pages of this installation over those of folders.
    #[must_use]
    pub fn with_yours(self: &Arc<Self>, yours: Vec<OwnPage>) -> Arc<Self> {
        let own_pages = self.own_pages.with(yours);
        if own_pages == *self.own_pages {
            return Arc::clone(self);
        }
        let own_pages = Arc::new(own_pages);
        let with = |kb: &Arc<Self>| (**kb).clone().with_own_pages(Arc::clone(&own_pages));
        let whole = self.whole.as_ref().map(|whole| Arc::new(with(whole)));
        Arc::new(Self { whole, ..with(self) })
    }

    /// What pages look like at an installation.
    pub fn own_pages(&self) -> &Arc<OwnPages> {
        &self.own_pages
    }

    /// Everything in it, as data.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// A name for exactly this model, examples aside: the same gives the same name on every machine.
    pub fn fingerprint(&self) -> Uuid {
        self.fingerprint
    }

    /// A number for exactly what a reader learns from: the model, the examples and the sentences. It is
    /// the same in every run and on every machine with 64 bits.
    pub fn lessons(&self) -> u64 {
        self.lessons
    }

    /// Counted once: readers are looked up by it, also where the window draws.
    fn counting_lessons(mut self) -> Self {
        let mut hasher = FxHasher::default();
        (self.fingerprint, &*self.examples, &*self.sentences).hash(&mut hasher);
        self.lessons = hasher.finish();
        self
    }

    /// The symptoms, by area and then as written.
    pub fn symptoms(&self) -> &[Symptom] {
        &self.model.symptoms
    }

    /// The causes, by id.
    pub fn causes(&self) -> &[Cause] {
        &self.model.causes
    }

    /// The complaints to learn from, by id.
    pub fn examples(&self) -> &Arc<[Example]> {
        &self.examples
    }

    /// The sentences to learn from, by id.
    pub fn sentences(&self) -> &Arc<[Sentence]> {
        &self.sentences
    }

    /// What customers read, in other languages.
    pub fn translations(&self) -> &Arc<Translations> {
        &self.translations
    }

    /// The numbers behind the named levels.
    pub fn numbers(&self) -> &Numbers {
        &self.model.numbers
    }

    /// The symptom of that name.
    pub fn symptom(&self, id: &SymptomId) -> Option<&Symptom> {
        self.symptoms.get(id).map(|&i| &self.model.symptoms[i])
    }

    /// The cause of that name.
    pub fn cause(&self, id: &CauseId) -> Option<&Cause> {
        self.causes.get(id).map(|&i| &self.model.causes[i])
    }

    /// The link of that name.
    pub fn link(&self, id: &LinkId) -> Option<&Link> {
        self.links.get(id).map(|&i| &self.model.links[i])
    }

    /// The answers to what customers ask, by id.
    pub fn answers(&self) -> &[QuestionAnswer] {
        &self.model.answers
    }

    /// The answer of that name.
    pub fn answer(&self, id: &AnswerId) -> Option<&QuestionAnswer> {
        self.model.answers.iter().find(|answer| answer.id == *id)
    }

    /// The source of that name.
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.sources.get(id).map(|&i| &self.model.sources[i])
    }

    /// The probability of a yes at a level of reliability.
    pub fn probability(&self, level: Reliability) -> f64 {
        self.model.numbers.reliability.get(&level).copied().unwrap_or(0.5)
    }

    /// The place of a symptom in [`Self::symptoms`].
    pub fn place_of_symptom(&self, id: &SymptomId) -> Option<usize> {
        self.symptoms.get(id).copied()
    }

    /// The place of a cause in [`Self::causes`].
    pub fn place_of_cause(&self, id: &CauseId) -> Option<usize> {
        self.causes.get(id).copied()
    }

    /// The causes that list a symptom, by their place in [`Self::causes`], with how reliably they
    /// show it.
    pub fn shown_by(&self, symptom: &SymptomId) -> &[(usize, Reliability)] {
        self.shown_by.get(symptom).map_or(&[], Vec::as_slice)
    }

    /// How reliably a cause shows a symptom.
    pub fn reliability(&self, cause: &Cause, symptom: &SymptomId) -> Reliability {
        let listed = cause.shows.iter().find(|shows| shows.symptom == *symptom);
        let otherwise = || self.symptom(symptom).map_or(Reliability::Rarely, |it| it.otherwise);
        listed.map_or_else(otherwise, |shows| shows.how)
    }

    /// The probability of a yes for a symptom under a cause that does not list it, and where no cause
    /// covers the problem.
    pub fn otherwise(&self, symptom: &SymptomId) -> f64 {
        self.symptom(symptom).map_or(0.5, |symptom| self.probability(symptom.otherwise))
    }

    /// How often the fix of a cause works where it is the cause, from 0 to 1.
    pub fn fix_works(&self, cause: &Cause) -> f64 {
        cause.fix_works.map_or(self.numbers().repair.works, |level| self.probability(level))
    }

    /// The weight of each cause before anything is known, in order, and last that of what no cause
    /// covers.
    pub fn commonness(&self) -> Vec<f64> {
        let numbers = self.numbers();
        let of = |cause: &Cause| numbers.commonness.get(&cause.commonness).copied().unwrap_or(1.0);
        let mut weights: Vec<f64> = self.causes().iter().map(of).collect();
        let covered: f64 = weights.iter().sum();
        let not_covered = &numbers.not_covered;
        let of_share = not_covered.share.map(|share| covered * share / (1.0 - share));
        weights.push(of_share.or(not_covered.weight).unwrap_or(covered));
        weights
    }

    /// The step of that name, wherever it is written.
    pub fn step(&self, id: &StepId) -> Option<&Step> {
        self.steps.get(id).map(|&place| match place {
            StepPlace::Shared(s) => &self.model.shared_steps[s],
            StepPlace::OfCause(c, s) => &self.model.causes[c].steps[s],
            StepPlace::Confirm(c) => &self.model.causes[c].confirm,
        })
    }

    /// The steps of one way to repair a cause, in order, its confirmation last.
    pub fn steps_of(&self, cause: &Cause, method: &Method) -> Vec<&Step> {
        let mut steps: Vec<&Step> = method.steps.iter().filter_map(|id| self.step(id)).collect();
        steps.extend(self.step(&cause.confirm.id));
        steps
    }
}

impl Cause {
    /// The way of that name, or the first where none is named.
    pub fn method(&self, id: Option<&MethodId>) -> Option<&Method> {
        match id {
            Some(id) => self.methods.iter().find(|method| method.id == *id),
            None => self.methods.first(),
        }
    }
}

fn fingerprint(model: &Model) -> Uuid {
    // A model is plain data; it always has a JSON form.
    let json = serde_json::to_vec(model).unwrap_or_default();
    Uuid::new_v5(&Uuid::NAMESPACE_OID, &json)
}

fn index<'a, Id: Clone + Eq + Hash + 'a>(ids: impl Iterator<Item = &'a Id>) -> HashMap<Id, usize> {
    ids.cloned().enumerate().map(|(i, id)| (id, i)).collect()
}
