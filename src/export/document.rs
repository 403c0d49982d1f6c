//! A checklist as blocks, before it becomes a file. Who may read it is part of its type.

use std::marker::PhantomData;

use crate::kb::markup;
use crate::privacy::{CustomerText, InternalText};

/// Readers inside the helpdesk.
#[derive(Clone, Debug)]
pub struct Insiders;

/// The customer.
#[derive(Clone, Debug)]
pub struct Customers;

/// How a line of a checklist ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tick {
    /// It was done, or answered with yes.
    Done,
    /// It was not done, or answered with no.
    Left,
    /// It was done without effect, or nobody could tell.
    Unclear,
}

/// A run of text; bold is what is written on a screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The characters.
    pub text: String,
    /// Whether they are bold.
    pub bold: bool,
}

/// One block of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading below the title.
    Heading(String),
    /// A paragraph.
    Text(Vec<Span>),
    /// A name and a value.
    Fact(String, String),
    /// A line that was ticked or not, with smaller lines below it.
    Item {
        /// How it ended.
        tick: Tick,
        /// What it says.
        text: Vec<Span>,
        /// What belongs to it.
        below: Vec<Vec<Span>>,
    },
    /// What the customer sent, word for word.
    Quote(String),
    /// A page to look at.
    Link(String, String),
}

/// A checklist for the readers `A`.
#[derive(Clone, Debug)]
pub struct Document<A> {
    title: String,
    blocks: Vec<Block>,
    readers: PhantomData<A>,
}

/// A checklist that the customer may read.
pub type CustomerDocument = Document<Customers>;

/// A checklist that stays inside.
pub type InternalDocument = Document<Insiders>;

impl<A> Document<A> {
    /// An empty document.
    pub fn new(title: &str) -> Self {
        Self { title: title.to_owned(), blocks: Vec::new(), readers: PhantomData }
    }

    /// The title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The blocks, in order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Adds a heading.
    pub fn heading(&mut self, text: &str) {
        self.blocks.push(Block::Heading(text.to_owned()));
    }

    /// Adds a paragraph from the knowledge base or the program, with its markup.
    pub fn paragraph(&mut self, text: &str) {
        self.blocks.push(Block::Text(spans(text)));
    }

    /// Adds a paragraph of text that customers may read.
    pub fn text(&mut self, text: &CustomerText) {
        self.blocks.push(Block::Text(vec![Span { text: text.as_str().to_owned(), bold: false }]));
    }

    /// Adds a name and a value from the knowledge base or the program.
    pub fn fact(&mut self, name: &str, value: &str) {
        self.blocks.push(Block::Fact(name.to_owned(), value.to_owned()));
    }

    /// Adds a name and a value that customers may read, unless it is blank.
    pub fn customer_fact(&mut self, name: &str, value: &CustomerText) {
        if !value.is_blank() {
            self.fact(name, value.as_str());
        }
    }

    /// Adds a line that was ticked or not.
    pub fn item(&mut self, tick: Tick, text: &str, below: &[String]) {
        let below = below.iter().map(|line| spans(line)).collect();
        self.blocks.push(Block::Item { tick, text: spans(text), below });
    }

    /// Adds a page to look at.
    pub fn link(&mut self, title: &str, address: &str) {
        self.blocks.push(Block::Link(title.to_owned(), address.to_owned()));
    }
}

impl Document<Insiders> {
    /// Adds a note.
    pub fn note(&mut self, about: &str, note: &InternalText) {
        self.fact(about, note.for_insiders());
    }

    /// Adds what was pasted, word for word.
    pub fn quote(&mut self, text: &InternalText) {
        if !text.is_blank() {
            self.blocks.push(Block::Quote(text.for_insiders().to_owned()));
        }
    }
}

fn spans(text: &str) -> Vec<Span> {
    markup::runs(text)
        .iter()
        .map(|run| Span { text: run.text.to_owned(), bold: run.bold })
        .collect()
}
