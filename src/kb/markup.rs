//! The one piece of markup in the knowledge base's texts: `**bold**` for what is written on the screen.

/// A run of text in one weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run<'a> {
    /// The characters, without the markup.
    pub text: &'a str,
    /// Whether they are what is written on the screen.
    pub bold: bool,
}

/// Splits a text into its runs. An unclosed `**` is kept as it is.
pub fn runs(text: &str) -> Vec<Run<'_>> {
    let mut runs = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("**") {
        let Some((bold, following)) = after.split_once("**") else { break };
        push(&mut runs, before, false);
        push(&mut runs, bold, true);
        rest = following;
    }
    push(&mut runs, rest, false);
    runs
}

/// The text without its markup.
pub fn plain(text: &str) -> String {
    runs(text).iter().map(|run| run.text).collect()
}

fn push<'a>(runs: &mut Vec<Run<'a>>, text: &'a str, bold: bool) {
    if !text.is_empty() {
        runs.push(Run { text, bold });
    }
}

#[cfg(test)]
mod tests {
    use super::{plain, runs};

    #[test]
    fn labels_become_bold_runs_and_an_unclosed_mark_stays_text() {
        let bold: Vec<&str> =
            runs("Tick **A**, then **B**.").iter().filter(|r| r.bold).map(|r| r.text).collect();
        assert_eq!(bold, ["A", "B"]);
        assert_eq!(plain("Tick **A**, then **B."), "Tick A, then **B.");
    }
}
