//! All users of both consoles beside each other.

use std::io::{self, Read};

use syncmend::evidence::Input;
use syncmend::evidence::differences::{
    Cell, DifferenceKind, Differences, Field, NotCompared, Severity, compare_all, side_by_side,
};
use syncmend::progress::Progress;

use crate::cli::command_line::Program;

const GOOGLE: &str = "First Name [Required],Last Name [Required],Email Address [Required],Org Unit Path [Required],Status [READ ONLY],Aliases\n\
    Pat,Smith,pat@example.com,/,Active,\n\
    Robin,Lee,robin@example.com,/,Suspended,r.lee@example.com\n\
    Kim,Jones,kim.j@example.com,/,Active,\n\
    Only,Google,only.google@example.com,/,Active,\n\
    J\u{fc}rgen,GR\u{dc}N,juergen@example.com,/,Active,\n\
    Sam,Hill,sam@example.com,/,Active,\n\
    Sam,Hill,SAM@example.com,/,Suspended,\n";
const JUMPCLOUD: &str = "username,email,firstname,lastname,state,suspended\n\
    kim.j,kim@other.example.com,Kim,Jones,ACTIVATED,False\n\
    robin,r.lee@example.com,Robin,Leigh,ACTIVATED,False\n\
    pat,PAT@example.com,Pat,Smith,SUSPENDED,True\n\
    only.jumpcloud,only.jumpcloud@example.com,Only,Jumpcloud,ACTIVATED,False\n\
    juergen,juergen@example.com,Ju\u{308}rgen,Gr\u{fc}n,ACTIVATED,False\n\
    samuel,sam@example.com,Sam,Hill,ACTIVATED,False\n\
    only.google,different@example.com,Another,Person,ACTIVATED,False\n";

type Row = (DifferenceKind, String, String, String);

fn inputs<'f>(files: &'f [&str]) -> Vec<Input<'f>> {
    let input = |(at, content): (usize, &'f &str)| Input {
        name: format!("file-{at}.csv"),
        length: content.len() as u64,
        open: Box::new(|| Ok(Box::new(content.as_bytes()) as Box<dyn Read>)),
        is_pipe: false,
    };
    files.iter().enumerate().map(input).collect()
}

fn compared(files: &[&str]) -> Result<(Differences, Vec<Row>), NotCompared> {
    let mut rows = Vec::new();
    let found = compare_all(inputs(files), &Progress::default(), &mut |found| {
        let text = |text: &str| text.to_owned();
        rows.push((found.kind, text(found.user), text(found.google), text(found.jumpcloud)));
        Ok(())
    })?;
    rows.sort();
    Ok((found, rows))
}

#[test]
fn every_difference_is_told_whichever_file_comes_first() {
    let row = |kind, user: &str, google: &str, jumpcloud: &str| {
        (kind, user.to_owned(), google.to_owned(), jumpcloud.to_owned())
    };
    let mut expected = vec![
        row(DifferenceKind::OnlyInGoogle, "only.google@example.com", "only.google@example.com", ""),
        row(
            DifferenceKind::OnlyInJumpcloud,
            "only.jumpcloud@example.com",
            "",
            "only.jumpcloud@example.com",
        ),
        // The user name is the same, and both names speak against it.
        row(DifferenceKind::OnlyInJumpcloud, "different@example.com", "", "different@example.com"),
        row(DifferenceKind::SuspendedInGoogle, "robin@example.com", "suspended", "active"),
        row(DifferenceKind::SuspendedInJumpcloud, "pat@example.com", "active", "suspended"),
        row(DifferenceKind::LastName, "robin@example.com", "Lee", "Leigh"),
        row(
            DifferenceKind::PrimaryAddress,
            "robin@example.com",
            "robin@example.com",
            "r.lee@example.com",
        ),
        row(
            DifferenceKind::PrimaryAddress,
            "kim.j@example.com",
            "kim.j@example.com",
            "kim@other.example.com",
        ),
        row(DifferenceKind::UserName, "sam@example.com", "sam", "samuel"),
    ];
    expected.sort();
    for files in [[GOOGLE, JUMPCLOUD], [JUMPCLOUD, GOOGLE]] {
        let (found, rows) = compared(&files).expect("both are lists");
        assert_eq!(rows, expected);
        assert_eq!((found.google, found.jumpcloud, found.in_both, found.equal), (6, 7, 5, 1));
        assert_eq!(found.count(DifferenceKind::OnlyInJumpcloud), 2);
        assert_eq!(found.total(), 9);
        assert_eq!(found.first.len(), 9);
    }
}

#[test]
fn who_is_missing_from_a_part_of_a_list_is_not_said_to_be_missing() {
    let report = "User,User account status,Admin status\npat@example.com,Active,None\n";
    let (found, rows) = compared(&[report, JUMPCLOUD]).expect("both are lists");
    assert!(rows.iter().all(|(kind, ..)| *kind != DifferenceKind::OnlyInJumpcloud), "{rows:?}");
    assert_eq!(found.unproven_in_jumpcloud, 6);
    let damaged = format!("{JUMPCLOUD}a,b,c,d,e,f,g,h\n");
    let (found, _) = compared(&[GOOGLE, &damaged]).expect("both are lists");
    assert_eq!((found.count(DifferenceKind::OnlyInGoogle), found.unproven_in_google), (0, 1));
}

#[test]
fn two_lists_of_users_are_needed_one_of_each_console() {
    let refused = |files: &[&str]| compared(files).expect_err("it is refused").to_string();
    assert!(refused(&[GOOGLE, GOOGLE]).contains("no list of JumpCloud's users"));
    assert!(refused(&[GOOGLE, "{\"a\":1}"]).contains("no list of users"));
    let log = r#"{"event_type":"user_create","timestamp":"2026-11-18T08:00:00Z"}"#;
    assert!(refused(&[GOOGLE, log]).contains("Directory Insights"));
}

#[test]
fn a_difference_that_cannot_be_written_is_an_error() {
    let input = |content: &'static str| Input {
        name: "list.csv".to_owned(),
        length: 1,
        open: Box::new(move || Ok(Box::new(content.as_bytes()) as Box<dyn Read>)),
        is_pipe: false,
    };
    let failed =
        compare_all(vec![input(GOOGLE), input(JUMPCLOUD)], &Progress::default(), &mut |_| {
            Err(io::Error::other("the disk is full"))
        });
    assert!(failed.expect_err("it fails").to_string().contains("the disk is full"));
}

/// Lists of many users, each side without some and with other names.
#[test]
fn a_hundred_thousand_users_are_matched_by_what_they_have() {
    let (mut google, mut jumpcloud) = (
        "primaryEmail,name.givenName,name.familyName,suspended\n".to_owned(),
        "username,email,firstname,lastname,suspended\n".to_owned(),
    );
    for at in 0..100_000_u32 {
        let last = if at.is_multiple_of(1_000) { "Smyth" } else { "Smith" };
        if !at.is_multiple_of(700) {
            google += &format!("u{at}@example.com,U,Smith,False\n");
        }
        if !at.is_multiple_of(900) {
            jumpcloud += &format!("u{at},u{at}@example.com,U,{last},False\n");
        }
    }
    let (found, _) = compared(&[&jumpcloud, &google]).expect("both are lists");
    let both = (0..100_000_u32).filter(|at| at % 700 != 0 && at % 900 != 0);
    let renamed = both.clone().filter(|at| at % 1_000 == 0).count() as u64;
    assert_eq!(found.in_both, both.count() as u64);
    assert_eq!(found.count(DifferenceKind::LastName), renamed);
    let only = |one: u32, other: u32| {
        (0..100_000_u32).filter(|at| at % one == 0 && at % other != 0).count() as u64
    };
    assert_eq!(found.count(DifferenceKind::OnlyInJumpcloud), only(700, 900));
    assert_eq!(found.count(DifferenceKind::OnlyInGoogle), only(900, 700));
}

#[test]
fn the_differences_are_counted_printed_and_written_as_csv() {
    let program = Program::new();
    let google = program.file("google.csv", GOOGLE.as_bytes());
    let jumpcloud = program.file("jc.csv", JUMPCLOUD.as_bytes());
    let out = program.path("differences.csv");
    let out = out.to_str().expect("a plain path");
    let text = program.prints(&["inspect", "--compare", &google, &jumpcloud, "--out", out]);
    assert!(
        text.contains("6 users in Google, 7 in JumpCloud, 5 in both, 1 of them equal"),
        "{text}"
    );
    assert!(text.contains("Only in JumpCloud: 2"), "{text}");
    let mut reader = csv::Reader::from_path(out).expect("it is there");
    let header = reader.headers().expect("a header").clone();
    assert_eq!(
        header,
        ["User", "Difference", "Google", "JumpCloud", "Google row", "JumpCloud row"][..]
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 9);
    let last_name = rows.iter().find(|row| row.get(1) == Some("last-name")).expect("a row");
    assert_eq!(
        last_name.iter().collect::<Vec<_>>(),
        ["robin@example.com", "last-name", "Lee", "Leigh", "google.csv, row 3", "jc.csv, row 3"]
    );
    let json = program.json(&["inspect", "--compare", &google, &jumpcloud]);
    assert_eq!(json["counts"]["user-name"], 1);
    assert_eq!(json["differences"].as_array().map(Vec::len), Some(9));
    program.refuses(&["inspect", "--compare", &google, &jumpcloud, "--out", out], 1, "--replace");
    program.refuses(&["inspect", "--compare", &google], 2, "no list of JumpCloud's users");
    program.refuses(&["inspect", &google, "--out", out], 2, "--compare");
}

#[test]
fn both_lists_stand_side_by_side_with_what_is_wrong_first() {
    let log = r#"{"event_type":"user_update","success":true,"resource":{"username":"pat"}}"#;
    let files = [GOOGLE, log, JUMPCLOUD];
    let table = side_by_side(inputs(&files), &Progress::default()).expect("they are read");
    let table = table.expect("there is a list of both consoles");
    let severities: Vec<Severity> = table.problems.iter().map(|it| it.kind.severity()).collect();
    assert!(severities.is_sorted() && severities.len() > 3, "{:?}", table.problems);
    for problem in &table.problems {
        let rows = table.rows.iter().filter(|row| row.kinds.contains(&problem.kind)).count();
        assert_eq!(rows as u64, problem.count, "{:?}", problem.kind);
    }
    let row = |user: &str| {
        let mut rows = table.rows.iter().filter(|row| row.user.for_insiders() == user);
        rows.next().unwrap_or_else(|| panic!("{user} in {:?}", table.rows))
    };
    let at =
        |field: Field| table.columns.iter().position(|known| *known == field).expect("a column");
    let robin = row("robin@example.com");
    let Cell::Differs { google, jumpcloud } = &robin.cells[at(Field::LastName)] else {
        panic!("{robin:?}")
    };
    assert_eq!((google.for_insiders(), jumpcloud.for_insiders()), ("Lee", "Leigh"));
    assert_eq!(robin.cells[at(Field::UserName)], Cell::Same);
    let only = row("only.google@example.com");
    assert!(only.cells.iter().all(|cell| *cell == Cell::OnlyInGoogle), "{only:?}");
    assert_eq!(table.more, 0);
    let one = side_by_side(inputs(&[GOOGLE, log]), &Progress::default()).expect("it is read");
    assert!(one.is_none(), "{one:?}");
}

#[test]
fn a_file_is_opened_to_see_what_it_is_and_again_to_be_read_and_no_more() {
    let opened = [const { std::cell::Cell::new(0) }; 3];
    let files = [GOOGLE, "no list", JUMPCLOUD];
    let inputs = inputs(&files).into_iter().zip(&opened).map(|(input, opened)| Input {
        open: Box::new(move || {
            opened.set(opened.get() + 1);
            (input.open)()
        }),
        ..input
    });
    let table = side_by_side(inputs.collect(), &Progress::default()).expect("they are read");
    assert!(table.is_some());
    assert_eq!(opened.map(|times| times.get()), [2, 1, 2]);
}
