//! Rows on the pages of a PDF: nothing runs off a page, however much somebody wrote.

use syncmend::export::{CustomerDocument, Format, PageItem, Words, pages, write};
use syncmend::privacy::CustomerText;

use crate::documents::legible::Pdf;

/// Where the rule above the footer is, from the top of an A4 page, in points.
const FOOTER: f32 = 841.89 - 56.0;
/// The number of words that are written.
const MANY: usize = 1_500;

/// Words that are numbered.
fn long() -> CustomerText {
    let words: Vec<String> = (0..MANY).map(|n| format!("word{n}.")).collect();
    CustomerText::from(words.join(" ").as_str())
}

fn plain(text: &'static str) -> Words<syncmend::export::Customers> {
    Words::from(text)
}

/// A document with a table before and after which something stands.
fn with_table(cell: &CustomerText) -> CustomerDocument {
    let mut document = CustomerDocument::new("A long cell");
    document.heading("Above");
    let columns = vec![(plain("Setting"), 0.5), (plain("Before"), 0.5)];
    let row = vec![(plain("Last name"), None, None), (Words::from(cell), None, None)];
    let other = vec![(plain("First name"), None, None), (plain("Pat"), None, None)];
    document.table(columns, vec![row, other]);
    document.heading("Below");
    document
}

/// A document with clicks of which one says much.
fn with_clicks(text: &CustomerText) -> CustomerDocument {
    let mut document = CustomerDocument::new("A long click");
    let clicks = vec![(plain("Click it"), plain("")), (Words::from(text), plain("A note"))];
    document.clicks(plain("A step"), [Vec::new(), Vec::new()], clicks, None, plain(""));
    document.heading("Below");
    document
}

#[test]
fn a_row_that_is_higher_than_a_page_goes_on_with_the_next() {
    let text = long();
    for document in [with_table(&text), with_clicks(&text)] {
        let pages = pages(&document).expect("the fonts are sound");
        assert!(pages.len() > 1, "{} has {} page", document.title(), pages.len());
        let mut words = String::new();
        for (number, page) in (1..).zip(&pages) {
            for item in &page.items {
                let (bottom, is_footer) = match item {
                    PageItem::Text([_, baseline], text, ..) => {
                        words += text;
                        (*baseline, *baseline > FOOTER)
                    }
                    PageItem::Ground([_, y, _, height], ..) => (y + height, *y >= FOOTER),
                    _ => continue,
                };
                let end = if is_footer { page.height } else { FOOTER };
                assert!(bottom <= end, "{} {number}: {item:?}", document.title());
            }
        }
        for number in 0..MANY {
            assert!(words.contains(&format!("word{number}.")), "{number} is lost");
        }
        // The headings are bookmarks, which have to lead to where their rows are now.
        let below = pages.iter().position(|page| page.headings.iter().any(|it| it.1 == "Below"));
        assert_eq!(below, Some(pages.len() - 1), "{}", document.title());
        let pdf = Pdf::read(&write(&document, Format::Pdf).expect("a PDF"));
        assert_eq!(pdf.pages() as usize, pages.len());
    }
}
