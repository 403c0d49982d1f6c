//! Text for a document, typed by its audience. The type limits where the text can come from.

use std::marker::PhantomData;

use jiff::Zoned;

use crate::kb::{Cause, Method, Source, Step, Symptom, Wait, markup};
use crate::privacy::{CustomerText, InternalText};

/// Marks text for the helpdesk.
#[derive(Clone, Debug)]
pub struct Insiders;

/// Marks text for customers.
#[derive(Clone, Debug)]
pub struct Customers;

/// A run of text. What is written on a screen is bold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The text.
    pub text: String,
    /// Whether it is bold.
    pub bold: bool,
}

/// Text that the audience `A` may read. For customers it can only come from what they said themselves,
/// from the knowledge base, from literals in the program, and from times:
///
/// ```
/// # use syncmend::export::{CustomerDocument, Words};
/// # use syncmend::kb::Symptom;
/// # use syncmend::privacy::{CustomerText, InternalText};
/// fn allowed(document: &mut CustomerDocument, name: &CustomerText, symptom: &Symptom) {
///     document.paragraph(Words::from("Called by ").and(name));
///     document.paragraph(Words::known(symptom, |symptom| &symptom.statement));
/// }
/// ```
///
/// Internal text does not compile, not even as the plain string that the helpdesk gets:
///
/// ```compile_fail
/// # use syncmend::export::CustomerDocument;
/// # use syncmend::privacy::InternalText;
/// fn refused(document: &mut CustomerDocument, note: &InternalText) {
///     document.paragraph(note);
/// }
/// ```
///
/// ```compile_fail
/// # use syncmend::export::CustomerDocument;
/// # use syncmend::privacy::InternalText;
/// fn refused(document: &mut CustomerDocument, note: &InternalText) {
///     document.paragraph(note.for_insiders());
/// }
/// ```
///
/// ```compile_fail
/// # use syncmend::export::{CustomerDocument, Words};
/// # use syncmend::kb::Symptom;
/// # use syncmend::privacy::InternalText;
/// fn refused(document: &mut CustomerDocument, symptom: &Symptom, note: &InternalText) {
///     document.paragraph(Words::known(symptom, |_| note.for_insiders()));
/// }
/// ```
///
/// ```compile_fail
/// # use syncmend::export::{CustomerDocument, Words};
/// fn refused(document: &mut CustomerDocument, note: String) {
///     document.paragraph(Words::inside(note));
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Words<A> {
    spans: Vec<Span>,
    readers: PhantomData<A>,
}

/// A part of the knowledge base, whose texts are public.
pub trait Known: in_kb::Sealed {}

mod in_kb {
    /// Prevents implementations outside this file.
    pub trait Sealed {}
}

macro_rules! known {
    ($($part:ty),+) => {$(
        impl in_kb::Sealed for $part {}
        impl Known for $part {}
    )+};
}

known!(Cause, Source, Step, Symptom, Wait, Method);

impl<A> Words<A> {
    fn plain(text: impl Into<String>) -> Self {
        Self { spans: vec![Span { text: text.into(), bold: false }], readers: PhantomData }
    }

    fn with_markup(text: &str) -> Self {
        let span = |run: &markup::Run<'_>| Span { text: run.text.to_owned(), bold: run.bold };
        Self { spans: markup::runs(text).iter().map(span).collect(), readers: PhantomData }
    }

    /// A text of the knowledge base, with its markup. `text` is a function pointer, which cannot capture
    /// text from elsewhere.
    pub fn known<T: Known>(part: &T, text: for<'a> fn(&'a T) -> &'a str) -> Self {
        Self::with_markup(text(part))
    }

    /// A time to the minute, with its time zone.
    pub fn time(time: &Zoned) -> Self {
        Self::plain(time.strftime("%Y-%m-%d %H:%M %Z").to_string())
    }

    /// Appends more text.
    #[must_use]
    pub fn and(mut self, more: impl Into<Self>) -> Self {
        self.spans.extend(more.into().spans);
        self
    }

    /// Returns the runs of text.
    pub fn into_spans(self) -> Vec<Span> {
        self.spans
    }
}

impl Words<Insiders> {
    /// Any text, verbatim.
    pub fn inside(text: impl Into<String>) -> Self {
        Self::plain(text)
    }

    /// Any text of the knowledge base, with its markup.
    pub fn marked(text: &str) -> Self {
        Self::with_markup(text)
    }
}

/// Literals in the program: no text with a shorter lifetime can become one.
impl<A> From<&'static str> for Words<A> {
    fn from(text: &'static str) -> Self {
        Self::plain(text)
    }
}

impl<A> From<&CustomerText> for Words<A> {
    fn from(text: &CustomerText) -> Self {
        Self::plain(text.as_str())
    }
}

impl From<&InternalText> for Words<Insiders> {
    fn from(text: &InternalText) -> Self {
        Self::plain(text.for_insiders())
    }
}

impl From<String> for Words<Insiders> {
    fn from(text: String) -> Self {
        Self::plain(text)
    }
}

/// Joins runs of text, without their weight.
pub fn text_of(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}
