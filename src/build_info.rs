//! What this build is: what a report names and what tells an old program from a new one.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::kb::KnowledgeBase;

/// The version, as in `Cargo.toml`.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The commit it was built from. `None` for a development build and for sources without a history.
pub fn commit() -> Option<&'static str> {
    Some(env!("SYNCMEND_BUILD_COMMIT")).filter(|commit| !commit.is_empty())
}

/// The day of that commit in UTC, or the one that `SOURCE_DATE_EPOCH` named, so that the same sources
/// give the same program. `None` for a development build and for sources without a history.
pub fn build_date() -> Option<Date> {
    let seconds = env!("SYNCMEND_BUILD_SECONDS").parse().ok()?;
    let moment = Timestamp::from_second(seconds).ok()?;
    Some(moment.to_zoned(TimeZone::UTC).date())
}

/// The newest day on which a source was read or a link was checked: how old what it knows is.
/// `None` if it has neither.
pub fn knowledge_date(kb: &KnowledgeBase) -> Option<Date> {
    let model = kb.model();
    let read = model.sources.iter().map(|source| source.read);
    let checked = model.links.iter().map(|link| link.checked);
    read.chain(checked).max()
}

/// The name and the value of everything that tells this build from another, most important first;
/// without a knowledge base all but its facts.
pub fn facts(kb: Option<&KnowledgeBase>) -> Vec<(&'static str, String)> {
    let unknown = || "not recorded".to_owned();
    let known = |date: Date| date.to_string();
    let mut facts = vec![
        ("Version", VERSION.to_owned()),
        ("Commit", commit().map_or_else(unknown, str::to_owned)),
        ("Built", build_date().map_or_else(unknown, known)),
        ("Target", env!("SYNCMEND_BUILD_TARGET").to_owned()),
        ("Features", env!("SYNCMEND_BUILD_FEATURES").to_owned()),
    ];
    if let Some(kb) = kb {
        let date = knowledge_date(kb).map_or_else(|| "without a date".to_owned(), known);
        facts.extend([("Knowledge base", date), ("Fingerprint", kb.fingerprint().to_string())]);
    }
    facts
}

/// What to say, once, about a program that was built a year ago or earlier. `None` if it is younger,
/// or if nobody knows when it was built.
pub fn age_notice(built: Option<Date>, today: Date) -> Option<String> {
    let built = built?;
    let too_old = built.checked_add(1.year()).is_ok_and(|birthday| birthday <= today);
    too_old.then(|| {
        format!(
            "This version is from {built}. The consoles have changed since; look for a newer version."
        )
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::built_in;

    #[test]
    fn a_program_says_that_it_is_old_once_it_is_a_year_old() {
        let built = Some(date(2025, 11, 30));
        assert_eq!(age_notice(built, date(2025, 12, 1)), None);
        assert_eq!(age_notice(built, date(2026, 11, 29)), None);
        let notice = age_notice(built, date(2026, 11, 30)).expect("it is a year old");
        assert!(notice.contains("2025-11-30"), "{notice}");
        assert!(age_notice(built, date(2031, 1, 1)).is_some());
        // A leap day has no birthday in most years.
        assert_eq!(age_notice(Some(date(2024, 2, 29)), date(2025, 2, 27)), None);
        assert!(age_notice(Some(date(2024, 2, 29)), date(2025, 2, 28)).is_some());
    }

    #[test]
    fn a_program_of_unknown_age_or_from_the_future_says_nothing() {
        assert_eq!(age_notice(None, date(2026, 11, 30)), None);
        // The clock of the computer is wrong.
        assert_eq!(age_notice(Some(date(2026, 11, 30)), date(1970, 1, 1)), None);
        assert_eq!(age_notice(Some(Date::MAX), Date::MAX), None);
    }

    #[test]
    fn the_age_of_the_knowledge_is_that_of_its_newest_part() {
        let kb = built_in::knowledge_base().expect("the embedded knowledge base is sound");
        let newest = knowledge_date(&kb).expect("it has sources");
        assert!(kb.model().sources.iter().all(|source| source.read <= newest));
        assert!(kb.model().links.iter().all(|link| link.checked <= newest));
    }
}
