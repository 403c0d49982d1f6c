//! What documents say, whatever their format. A PDF is read with another library than it is written
//! with.

use lopdf::{Document, Object, decode_text_string};
use syncmend::app::effects::platform::{FileType, SaveJob};
use syncmend::export::{Audience, DocumentKind, Format};
use syncmend::ticket::store::Stored;

use crate::support::file;

/// The checklist of a ticket as text: a PDF as all that can be read in it.
pub fn written(stored: &Stored, format: Format, audience: Audience) -> String {
    as_text(format, &file(stored, DocumentKind::Checklist(audience), format))
}

/// The packet of a ticket as text.
pub fn packed(stored: &Stored, format: Format) -> String {
    as_text(format, &file(stored, DocumentKind::Packet, format))
}

/// The format of a document that was saved.
pub fn format_of(job: &SaveJob) -> Format {
    match job.file_type {
        FileType::Document(format) => format,
        FileType::Csv | FileType::Toml => panic!("{} is no document", job.name),
    }
}

/// What a file holds, as text.
pub fn as_text(format: Format, content: &[u8]) -> String {
    match format {
        Format::Pdf => Pdf::read(content).everything(),
        _ => String::from_utf8(content.to_vec()).expect("it is text"),
    }
}

/// A PDF, read.
pub struct Pdf(Document);

impl Pdf {
    pub fn read(bytes: &[u8]) -> Self {
        Self(Document::load_mem(bytes).expect("it is a PDF"))
    }

    /// The text of one page, counted from 1.
    pub fn page(&self, number: u32) -> String {
        self.0.extract_text(&[number]).expect("the page has text")
    }

    pub fn pages(&self) -> u32 {
        u32::try_from(self.0.get_pages().len()).expect("a few pages")
    }

    /// All that is in it: the text of its pages as it flows, every string outside of them (titles,
    /// bookmarks, what is read aloud), and every stream that is text.
    pub fn everything(&self) -> String {
        let mut all: String = (1..=self.pages()).map(|page| self.page(page)).collect();
        for object in self.0.objects.values() {
            strings(object, &mut all);
        }
        all
    }

    /// The text of its pages with lines joined as a reader joins them.
    pub fn flowing(&self) -> String {
        let pages: Vec<String> = (1..=self.pages()).map(|page| self.page(page)).collect();
        pages.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// How many dictionaries have this name in this entry.
    pub fn count(&self, entry: &str, name: &str) -> usize {
        let has = |object: &&Object| {
            let dictionary = match object {
                Object::Dictionary(dictionary) => dictionary,
                Object::Stream(stream) => &stream.dict,
                _ => return false,
            };
            let found = dictionary.get(entry.as_bytes()).and_then(Object::as_name);
            found.is_ok_and(|found| found == name.as_bytes())
        };
        self.0.objects.values().filter(has).count()
    }

    /// The entry of the catalog.
    pub fn catalog(&self, entry: &str) -> Option<&Object> {
        self.0.catalog().expect("a catalog").get(entry.as_bytes()).ok()
    }

    /// How many dictionaries have an entry.
    pub fn having(&self, entry: &str) -> usize {
        let has = |object: &&Object| {
            object.as_dict().is_ok_and(|dictionary| dictionary.has(entry.as_bytes()))
        };
        self.0.objects.values().filter(has).count()
    }
}

fn strings(object: &Object, all: &mut String) {
    match object {
        Object::String(..) => {
            all.push('\n');
            all.push_str(&decode_text_string(object).unwrap_or_default());
        }
        Object::Array(items) => items.iter().for_each(|item| strings(item, all)),
        Object::Dictionary(dictionary) => {
            dictionary.iter().for_each(|(_, value)| strings(value, all));
        }
        Object::Stream(stream) => {
            stream.dict.iter().for_each(|(_, value)| strings(value, all));
            let content = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
            all.push_str(&String::from_utf8_lossy(&content));
        }
        _ => {}
    }
}
