//! Saving a checklist: the file is replaced whole, or what was there stays.

use std::collections::BTreeSet;
use std::fs;

use syncmend::export::file;

#[test]
fn a_file_is_replaced_whole_or_not_at_all() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let names = || -> BTreeSet<_> {
        let entries = fs::read_dir(folder.path()).expect("the folder is there");
        entries.map(|entry| entry.expect("an entry").file_name().into_string()).collect()
    };
    let path = folder.path().join("list.txt");
    file::write(&path, &[b'x'; 10_000]).expect("it is written");
    file::write(&path, b"short").expect("it is replaced");
    assert_eq!(fs::read(&path).expect("it is there"), b"short");
    assert_eq!(names(), BTreeSet::from([Ok("list.txt".to_owned())]));
    fs::create_dir(folder.path().join("taken")).expect("a folder");
    file::write(&folder.path().join("taken"), b"x").expect_err("a folder is in the way");
    file::write(&folder.path().join("gone/list.txt"), b"x").expect_err("the folder is gone");
    file::write(&path.join("below"), b"x").expect_err("a file is in the way");
    assert_eq!(fs::read(&path).expect("it is there"), b"short");
    assert_eq!(names().len(), 2, "something was left behind: {:?}", names());
}
