//! Areas that a team does without are neither asked about nor ranked nor listed.

use std::collections::BTreeSet;
use std::sync::Arc;

use syncmend::built_in;
use syncmend::diagnosis::{Answer, Next, Observation, diagnose};
use syncmend::kb::{CauseId, KbFile, KnowledgeBase, OUT_OF_SCOPE, read};
use syncmend::readers::reader_of;
use syncmend::ticket::TicketId;

use crate::support::{kb, service, service_in};

const IDENTITY: &str = "Google as identity provider";
const DEVICES: &str = "Devices and mail apps";

fn without(areas: &[&str]) -> Arc<KnowledgeBase> {
    kb().leaving_out(&areas.iter().map(|&area| area.to_owned()).collect())
}

#[test]
fn each_area_takes_its_causes_along_and_leaves_what_others_need() {
    let whole = kb();
    for area in whole.packs() {
        let part = without(&[&area.title]);
        let title = &area.title;
        assert!(part.causes().len() < whole.causes().len(), "{title}");
        assert!(part.causes().iter().all(|cause| cause.area != *title), "{title} is ranked");
        for cause in part.causes() {
            let check = cause.check.iter();
            let ways = cause.methods.iter().filter_map(|way| way.applies.as_ref());
            for needed in check.chain(ways.flat_map(|it| it.yes.iter().chain(&it.no))) {
                assert!(part.symptom(needed).is_some(), "{} goes without {needed}", cause.id);
            }
            assert!(!cause.shows.is_empty(), "{} shows nothing", cause.id);
        }
        for symptom in part.symptoms() {
            let is_shown = |kb: &KnowledgeBase| !kb.shown_by(&symptom.id).is_empty();
            assert_eq!(is_shown(&part), is_shown(&whole), "{} tells nothing now", symptom.id);
        }
    }
}

#[test]
fn no_question_is_about_what_is_left_out() {
    let part = without(&[IDENTITY, DEVICES, "Single sign-on", "Groups"]);
    let kept: BTreeSet<&str> = part.symptoms().iter().map(|symptom| symptom.id.as_str()).collect();
    assert!(!kept.contains("idp-sign-in-loop") && kept.len() + 30 < kb().symptoms().len());
    for start in ["Users cannot sign in any more", "The import fails", "SSO is broken"] {
        let mut said: Vec<Observation> = Vec::new();
        while said.len() < 12 {
            let diagnosis = diagnose(&part, &reader_of(&part).case(start, said.clone()));
            let Next::Ask { symptom, .. } = &diagnosis.next else { break };
            assert!(kept.contains(symptom.as_str()), "{symptom} is asked");
            said.push(Observation::said(symptom.clone(), Answer::No));
        }
    }
}

#[test]
fn what_sounds_like_a_cause_that_is_left_out_is_not_covered() {
    let (whole, part) = (kb(), without(&[IDENTITY]));
    let rank = |kb: &KnowledgeBase, text: &str| {
        diagnose(kb, &reader_of(kb).case(text, Vec::new())).causes[0].id.clone()
    };
    let (mut moved, mut all, mut kept_their_place, mut kept) = (0, 0, 0, 0);
    for example in whole.examples().iter().filter(|it| it.label != OUT_OF_SCOPE).step_by(7) {
        let cause = CauseId::from(example.label.as_str());
        let not_covered = |kb: &KnowledgeBase| {
            diagnose(kb, &reader_of(kb).case(&example.text, Vec::new())).not_covered
        };
        if part.cause(&cause).is_none() {
            all += 1;
            moved +=
                usize::from(not_covered(&part) > not_covered(&whole) && not_covered(&part) > 0.5);
        } else if kept < 120 {
            kept += 1;
            kept_their_place += usize::from(
                part.cause(&rank(&whole, &example.text)).is_none()
                    || rank(&whole, &example.text) == rank(&part, &example.text),
            );
        }
    }
    assert!(all > 20 && moved * 10 >= all * 8, "{moved} of {all} are told as not covered");
    assert!(kept_their_place * 100 >= kept * 97, "{kept_their_place} of {kept} rank as before");
}

#[test]
fn a_part_is_read_without_learning_anew() {
    let begun = reader_of(&without(&[DEVICES]));
    assert_eq!(format!("{:?}", begun.read("", &BTreeSet::new()).unread), "Some(Empty)");
    assert!(Arc::ptr_eq(&reader_of(&without(&[DEVICES])), &begun), "it is made once");
}

fn layered(text: &str) -> Result<KnowledgeBase, Vec<String>> {
    let file = KbFile { name: "packs.toml".to_owned(), text: text.to_owned().into() };
    read(&[built_in::kb_files(), vec![file]])
        .map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

#[test]
fn a_folder_leaves_areas_out_and_names_of_none_are_refused() {
    let part = layered(&format!("leave_out = [\"{IDENTITY}\"]\n")).expect("it is sound");
    assert_eq!(part.fingerprint(), without(&[IDENTITY]).fingerprint());
    let problems =
        layered("leave_out = [\n  \"Groups\",\n  \"Gropus\",\n]\n").expect_err("unknown");
    let told = problems.join("\n");
    assert!(told.contains("packs.toml:3") && told.contains("`Gropus`"), "{told}");
    assert!(told.contains("Single sign-on"), "{told}");
    let all: Vec<String> = kb().packs().iter().map(|it| format!("\"{}\"", it.title)).collect();
    let problems = layered(&format!("leave_out = [{}]", all.join(", "))).expect_err("all of them");
    assert!(problems[0].contains("is the last one"), "{problems:?}");
}

#[test]
fn an_open_ticket_keeps_the_areas_it_began_with() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let mut desk = service_in(folder.path());
    let old = desk.open_ticket("HD-1", Vec::new()).expect("it is stored").ticket.id;
    let json = format!("{{\"left_out\":[\"{IDENTITY}\"],\"theme\":[]}}");
    desk.store().set_setting("preferences", &json).expect("it is stored");
    desk.renew_knowledge();
    let new = desk.open_ticket("HD-2", Vec::new()).expect("it is stored").ticket.id;
    let causes = |desk: &mut syncmend::ticket_service::TicketService, id: TicketId| {
        desk.store().load(id).expect("it is there").kb.causes().len()
    };
    let (all, fewer) = (kb().causes().len(), without(&[IDENTITY]).causes().len());
    assert!(fewer < all);
    assert_eq!((causes(&mut desk, old), causes(&mut desk, new)), (all, fewer));
    drop(desk);
    // Another start, and areas back in: each ticket still has what it began with.
    let mut desk = service_in(folder.path());
    assert_eq!((causes(&mut desk, old), causes(&mut desk, new)), (all, fewer));
    desk.store().set_setting("preferences", "{}").expect("it is stored");
    desk.renew_knowledge();
    assert_eq!((causes(&mut desk, old), causes(&mut desk, new)), (all, fewer));
    assert_eq!(desk.store().today().causes().len(), all);
}

#[test]
fn preferences_that_leave_out_everything_or_nothing_known_leave_all_in() {
    let mut desk = service();
    let all: Vec<String> = kb().packs().iter().map(|area| area.title.clone()).collect();
    for left_out in [all, vec!["An area of another version".to_owned()]] {
        let json = serde_json::json!({ "left_out": left_out }).to_string();
        desk.store().set_setting("preferences", &json).expect("it is stored");
        desk.renew_knowledge();
        assert_eq!(desk.store().today().fingerprint(), kb().fingerprint());
    }
}
