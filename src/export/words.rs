//! Text for a document, typed by its audience. The type limits where the text can come from.

use std::marker::PhantomData;

use jiff::Zoned;

use crate::kb::address::Address;
use crate::kb::{Cause, Link, Method, Source, Step, Symptom, Wait, markup};
use crate::privacy::{CustomerText, InternalText};

/// Marks text for the helpdesk.
#[derive(Clone, Debug)]
pub struct Insiders;

/// Marks text for customers.
#[derive(Clone, Debug)]
pub struct Customers;

/// A run of text. What is written on a screen is bold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The text.
    pub text: String,
    /// Whether it is bold.
    pub bold: bool,
    /// The address that it leads to.
    pub link: Option<String>,
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

known!(Cause, Link, Source, Step, Symptom, Wait, Method);

impl<A> Words<A> {
    fn plain(text: impl Into<String>) -> Self {
        let span = Span { text: text.into(), ..Span::default() };
        Self { spans: vec![span], readers: PhantomData }
    }

    fn with_markup(text: &str) -> Self {
        let span = |run: &markup::Run<'_>| Span {
            text: run.text.to_owned(),
            bold: run.bold,
            ..Span::default()
        };
        Self { spans: markup::runs(text).iter().map(span).collect(), readers: PhantomData }
    }

    /// A text of the knowledge base, with its markup. `text` is a function pointer, which cannot capture
    /// text from elsewhere.
    pub fn known<T: Known>(part: &T, text: for<'a> fn(&'a T) -> &'a str) -> Self {
        Self::with_markup(text(part))
    }

    /// What the program itself says, with its places filled in. A name that is not among them stays.
    pub(super) fn filled(template: &str, fillings: &[(&str, Self)]) -> Self {
        let mut spans = Vec::new();
        for run in markup::runs(template) {
            let mut rest = run.text;
            while let Some((before, after)) = rest.split_once('{') {
                let Some((name, behind)) = after.split_once('}') else { break };
                let Some((_, filling)) = fillings.iter().find(|(slot, _)| *slot == name) else {
                    break;
                };
                push(&mut spans, before, run.bold);
                let bold = |span: &Span| Span { bold: span.bold || run.bold, ..span.clone() };
                spans.extend(filling.spans.iter().map(bold));
                rest = behind;
            }
            push(&mut spans, rest, run.bold);
        }
        Self { spans, readers: PhantomData }
    }

    /// A number.
    pub fn number(number: usize) -> Self {
        Self::plain(number.to_string())
    }

    /// Joins texts with something between them.
    pub fn joined(texts: Vec<Self>, between: &'static str) -> Self {
        let mut spans = Vec::new();
        for text in texts {
            if !spans.is_empty() {
                push(&mut spans, between, false);
            }
            spans.extend(text.spans);
        }
        Self { spans, readers: PhantomData }
    }

    /// The same as a link to an address.
    #[must_use]
    pub(super) fn leading_to(mut self, address: &str) -> Self {
        for span in &mut self.spans {
            span.link = Some(address.to_owned());
        }
        self
    }

    /// The same in bold.
    #[must_use]
    pub fn strong(mut self) -> Self {
        for span in &mut self.spans {
            span.bold = true;
        }
        self
    }

    /// Whether there is no text in it.
    pub fn is_empty(&self) -> bool {
        self.spans.iter().all(|span| span.text.trim().is_empty())
    }

    /// A time to the minute, with its time zone.
    pub fn time(time: &Zoned) -> Self {
        Self::plain(time.strftime("%Y-%m-%d %H:%M %Z").to_string())
    }

    /// The menu path to a page, with the console: "Google Admin: Security \u{203a} API controls".
    pub fn path(link: &Link) -> Self {
        Self::plain(format!("{}: {}", link.product.name(), link.breadcrumb.join(" \u{203a} ")))
    }

    /// The menu path to a page, without the console.
    pub fn menu_path(link: &Link) -> Self {
        Self::plain(link.breadcrumb.join(" \u{203a} "))
    }

    /// The console that a link leads to.
    pub fn product(link: &Link) -> Self {
        Self::plain(link.product.name())
    }

    /// An address as a link: its host, which is what fits on paper.
    pub fn host(address: &Address) -> Self {
        let host = address.as_str().trim_start_matches("https://");
        Self::plain(host.split('/').next().unwrap_or(host)).leading_to(address.as_str())
    }

    /// An email address as a link.
    pub fn email(address: &CustomerText) -> Self {
        let link = format!("mailto:{}", address.as_str().trim());
        Self::plain(address.as_str()).leading_to(&link)
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

impl Words<Customers> {
    /// A text of the knowledge base in another language, or a date. Only [`super::speaker`] makes them.
    pub(super) fn spoken(text: &str) -> Self {
        Self::with_markup(text)
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

fn push(spans: &mut Vec<Span>, text: &str, bold: bool) {
    if !text.is_empty() {
        spans.push(Span { text: text.to_owned(), bold, link: None });
    }
}

/// Joins runs of text, without their weight.
pub fn text_of(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}
