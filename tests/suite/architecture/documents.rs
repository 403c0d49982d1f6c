//! The documents of the repository: what they name is there.

use std::fs;
use std::path::Path;

/// Documents that describe the repository as it is.
const DOCUMENTS: &[&str] = &[
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "README.md",
    "SECURITY.md",
    "kb/README.md",
    "kb/calls/README.md",
    "kb/sentences/README.md",
    "packaging/README.md",
    "packaging/RELEASE.md",
    "tests/bench/README.md",
];
/// How paths in this repository begin.
const PLACES: [&str; 6] = ["src/", "tests/", "kb/", "packaging/", "assets/", ".ci/"];

/// The paths of this repository that stand between backticks, apart from patterns for several.
fn paths_in(text: &str) -> impl Iterator<Item = &str> {
    let code = text.split('`').skip(1).step_by(2).flat_map(str::split_whitespace);
    code.filter(|word| {
        PLACES.iter().any(|place| word.starts_with(place)) && !word.contains(['<', '*', '{', '…'])
    })
}

#[test]
fn paths_in_documents_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut missing = Vec::new();
    for document in DOCUMENTS {
        let text = fs::read_to_string(root.join(document)).expect("the document is there");
        // A block of several lines would turn inside and outside around.
        let text: String = text.split("```").step_by(2).collect();
        let gone = paths_in(&text).filter(|path| !root.join(path).exists());
        missing.extend(gone.map(|path| format!("{document}: {path}")));
    }
    assert!(missing.is_empty(), "{missing:#?}");
    assert_eq!(
        paths_in("`src/lib.rs` and `kb/<id>.toml`, `ls src`").collect::<Vec<_>>(),
        ["src/lib.rs"]
    );
}
