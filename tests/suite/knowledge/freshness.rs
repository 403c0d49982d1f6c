//! What was not checked for long is told, counted from a day that the caller names.

use std::sync::Arc;

use jiff::civil::date;
use syncmend::built_in;
use syncmend::kb::freshness::{Checked, STALE_DAYS, is_stale};
use syncmend::kb::{CauseId, KbFile, KnowledgeBase, read};

use crate::support::kb;

/// The knowledge base with the day on which one link was checked changed.
fn with_link_checked(id: &str, day: &str) -> KnowledgeBase {
    let files = built_in::kb_files();
    let file = files.iter().find(|file| file.text.contains(&format!("id = \"{id}\""))).expect("it");
    let at = file.text.find(&format!("id = \"{id}\"")).expect("the link");
    let checked =
        at + file.text[at..].find("checked = \"").expect("its day") + "checked = \"".len();
    let text = format!("{}{day}{}", &file.text[..checked], &file.text[checked + day.len()..]);
    let changed = KbFile { name: file.name.clone(), text: text.into() };
    read(&[files.clone(), vec![changed]]).expect("it is sound")
}

#[test]
fn what_was_checked_more_than_so_many_days_ago_is_listed_oldest_first() {
    let kb = with_link_checked("g-owl-services", "2024-02-29");
    let names = |today, days| -> Vec<String> {
        let stale = kb.stale(today, days).into_iter();
        stale
            .map(|it| match it.what {
                Checked::Link(id) => id.to_string(),
                Checked::Source(id) => id.to_string(),
            })
            .collect()
    };
    let all = kb.model().links.len() + kb.model().sources.len();
    assert_eq!(
        names(date(2025, 2, 28), 365),
        Vec::<String>::new(),
        "365 days are not more than 365"
    );
    assert_eq!(names(date(2025, 3, 1), 365), ["g-owl-services"]);
    assert_eq!(names(date(2100, 1, 1), 365).len(), all);
    assert_eq!(names(date(2100, 1, 1), 365)[0], "g-owl-services", "the oldest comes first");
    let link = kb.stale(date(2025, 3, 1), 365).remove(0);
    assert!(link.used_by > 0 && link.page == "Google services", "{link:?}");
}

#[test]
fn every_link_source_cause_and_step_has_the_day_on_which_it_was_checked() {
    let kb = with_link_checked("g-owl-services", "2024-02-29");
    for cause in kb.causes() {
        assert!(kb.cause_checked(cause).is_some(), "{}", cause.id);
        for method in &cause.methods {
            for step in kb.steps_of(cause, method) {
                let checked = kb.step_checked(cause, step).expect("a day");
                let is_there = step.link.as_ref().is_some_and(|id| id.as_str() == "g-owl-services");
                assert_eq!(checked == date(2024, 2, 29), is_there, "{}", step.id);
            }
        }
    }
    let cause = Arc::clone(&self::kb());
    let cause = cause.cause(&CauseId::from("api-access-disabled")).expect("it is there");
    let read = self::kb().cause_checked(cause).expect("its sources");
    assert!(!is_stale(read, read.saturating_add(jiff::Span::new().days(365)), STALE_DAYS));
    assert!(is_stale(read, read.saturating_add(jiff::Span::new().days(366)), STALE_DAYS));
}
