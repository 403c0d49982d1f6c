//! Words that are taken out of what a customer gets, such as the names of others.

use aho_corasick::AhoCorasick;

/// What stands where a word was taken out.
const INSTEAD: &str = "[removed]";

/// A text without some words, however they are written there.
pub fn take_out(text: &str, words: &[String]) -> String {
    if words.is_empty() {
        return text.to_owned();
    }
    let found = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(aho_corasick::MatchKind::LeftmostLongest)
        .build(words.iter().filter(|word| !word.is_empty()));
    match found {
        Ok(found) => {
            let mut left = String::with_capacity(text.len());
            found.replace_all_with(text, &mut left, |_, _, left| {
                left.push_str(INSTEAD);
                true
            });
            left
        }
        // More words than fit into memory: nothing goes out by mistake.
        Err(_) => INSTEAD.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::take_out;

    #[test]
    fn words_are_taken_out_however_they_are_written() {
        let words = ["Fabrikam".to_owned(), "Fabrikam Ltd".to_owned(), "pat".to_owned()];
        assert_eq!(take_out("FABRIKAM LTD: Pat", &words), "[removed]: [removed]");
        assert_eq!(take_out("Acme", &words), "Acme");
        assert_eq!(take_out("Acme", &[]), "Acme");
    }
}
