//! Saving a checklist: the file is replaced whole, or what was there stays.

use std::collections::BTreeSet;
use std::fs;

use syncmend::files::{self, NotWritten, Replace};

#[test]
fn a_file_is_replaced_whole_or_not_at_all() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let names = || -> BTreeSet<_> {
        let entries = fs::read_dir(folder.path()).expect("the folder is there");
        entries.map(|entry| entry.expect("an entry").file_name().into_string()).collect()
    };
    let path = folder.path().join("list.txt");
    files::write(&path, Replace::AskFirst, &[b'x'; 10_000]).expect("it is written");
    files::write(&path, Replace::Yes, b"short").expect("it is replaced");
    assert_eq!(fs::read(&path).expect("it is there"), b"short");
    assert_eq!(names(), BTreeSet::from([Ok("list.txt".to_owned())]));
    fs::create_dir(folder.path().join("taken")).expect("a folder");
    for (place, words) in [
        (folder.path().join("taken"), "add a file name"),
        (folder.path().join("gone/list.txt"), "choose another location"),
        (path.join("below"), "choose another location"),
    ] {
        let refused = files::write(&place, Replace::Yes, b"x").expect_err("it has no place");
        assert!(refused.to_string().contains(words), "{refused}");
        assert!(refused.to_string().ends_with(&place.display().to_string()), "{refused}");
    }
    assert_eq!(fs::read(&path).expect("it is there"), b"short");
    assert_eq!(names().len(), 2, "something was left behind: {:?}", names());
}

#[test]
fn a_file_that_is_there_is_replaced_only_after_asking() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let path = folder.path().join("list.txt");
    files::write(&path, Replace::AskFirst, b"first").expect("the place is free");
    let refused = files::write(&path, Replace::AskFirst, b"second").expect_err("it is taken");
    assert!(matches!(&refused, NotWritten::Exists(place) if *place == path), "{refused}");
    assert_eq!(fs::read(&path).expect("it is there"), b"first");
    assert_eq!(
        fs::read_dir(folder.path()).expect("the folder").count(),
        1,
        "a part is left behind"
    );
    files::write(&path, Replace::Yes, b"second").expect("it was asked");
    assert_eq!(fs::read(&path).expect("it is there"), b"second");
}
