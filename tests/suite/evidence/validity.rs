//! What makes a redacted copy of each kind of seeded file still a file of its kind.

/// Fails where the redacted copy of a seeded file is not of its kind any more.
#[track_caller]
pub fn check_valid(kind: usize, text: &str, before: &str) {
    let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("it is JSON");
    match kind {
        0 => assert!(json(text)["log"]["entries"].is_array(), "{text}"),
        1 => text.lines().for_each(|line| assert!(json(line).is_object(), "{line}")),
        2 => assert!(json(text).is_array(), "{text}"),
        3 => {
            let rows = |text: &str| {
                let mut reader = csv::Reader::from_reader(text.as_bytes());
                reader.records().collect::<Result<Vec<_>, _>>().expect("it is CSV").len()
            };
            assert_eq!(rows(text), rows(before));
        }
        4 => assert!(text.starts_with("started\n") && text.ends_with("ended\n"), "{text}"),
        5 | 6 => assert_eq!(text.lines().count(), before.lines().count(), "{text}"),
        8 | 9 | 14 => assert!(json(text).is_object(), "{text}"),
        10 => {
            let objects = |text: &str| {
                let all = serde_json::Deserializer::from_str(text).into_iter();
                let all: Result<Vec<serde_json::Value>, _> = all.collect();
                all.expect("one object after the other").len()
            };
            assert_eq!(objects(text), objects(before));
        }
        // What a command shows and settings keep the name of each value.
        7 | 11 => assert_eq!(names_of_lines(text), names_of_lines(before), "{text}"),
        12 => {
            let head = |text: &str| text.lines().position(str::is_empty);
            assert_eq!(head(text), head(before), "{text}");
            assert!(text.contains("\nSubject: sign-in\n\nHello,\n"), "{text}");
            assert_eq!(text.lines().count(), before.lines().count(), "{text}");
        }
        13 => {
            let marks = |text: &str| ['<', '>', '"', '='].map(|mark| text.matches(mark).count());
            assert_eq!(marks(text), marks(before), "{text}");
            assert!(text.starts_with("<config>") && text.ends_with("</config>\n"), "{text}");
        }
        other => panic!("nothing says what makes a file of kind {other} valid"),
    }
}

/// What stands before the value in each line.
fn names_of_lines(text: &str) -> Vec<&str> {
    text.lines().map(|line| line.split([':', '=']).next().unwrap_or_default()).collect()
}
