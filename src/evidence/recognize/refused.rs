//! What is no export, how it is told by its first bytes, and what to export in its place.

/// What to do about a picture.
pub const PICTURE: &str = "this is a picture, which is not read; copy the text of the error and paste it, \
                           or type what it says";
/// What to do about a workbook.
const WORKBOOK: &str = "this is an Excel workbook; save its sheet as CSV (UTF-8) and read that, or \
                        download the list as CSV in the first place";
/// What to do about an archive.
const ARCHIVE: &str = "this is a zip archive; unpack it and read the files that are in it";
/// What to do about another kind of compression.
const COMPRESSED: &str =
    "this is compressed; unpack it and read what is in it, or compress it with gzip";

/// Beginnings of files that are no text, and what to do about them.
const BINARY: &[(&[u8], &str)] = &[
    (b"PK\x05\x06", "this is an empty zip archive; export the file again"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", WORKBOOK),
    (
        b"\x1f\x8b",
        "this is compressed with gzip and cannot be unpacked here; unpack it first, or export it again",
    ),
    (b"7z\xbc\xaf\x27\x1c", COMPRESSED),
    (b"Rar!\x1a\x07", COMPRESSED),
    (b"BZh", COMPRESSED),
    (b"\xfd7zXZ\x00", COMPRESSED),
    (b"\x28\xb5\x2f\xfd", COMPRESSED),
    (b"%PDF", "this is a PDF; export the data as CSV or JSON"),
    (b"SQLite format 3", "this is a database, not an export"),
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"BM", PICTURE),
    (b"II*\x00", PICTURE),
    (b"MM\x00*", PICTURE),
    (b"RIFF", PICTURE),
    (
        b"-----BEGIN",
        "this is a certificate or a key; keep it to yourself, and export users or logs as CSV or JSON",
    ),
];

/// Whether bytes are a picture.
pub fn is_picture(head: &[u8]) -> bool {
    binary(head) == Some(PICTURE)
}

/// Beginnings of pictures that were pasted as text: an address that holds one, its bytes taken for text,
/// and base64 of PNG, JPEG, GIF and WebP.
const AS_TEXT: [&str; 9] = [
    "data:image/",
    "\u{fffd}PNG\r\n",
    "\u{89}PNG",
    "GIF87a",
    "GIF89a",
    "iVBORw0KGgo",
    "/9j/4AAQSkZJRg",
    "R0lGODlh",
    "UklGR",
];

/// Whether a text is a picture.
pub fn is_picture_text(text: &str) -> bool {
    let begun = text.trim_start();
    is_picture(begun.as_bytes()) || AS_TEXT.iter().any(|mark| begun.starts_with(mark))
}

/// Why bytes are no text, in one sentence; `None` if they may be text.
pub fn binary(head: &[u8]) -> Option<&'static str> {
    let holds = |text: &[u8]| memchr::memmem::find(head, text).is_some();
    if head.starts_with(b"PK\x03\x04") {
        let is_workbook = holds(b"xl/") || holds(b"[Content_Types].xml") || holds(b"spreadsheet");
        return Some(if is_workbook { WORKBOOK } else { ARCHIVE });
    }
    if head.get(4..8) == Some(b"ftyp") {
        return Some(PICTURE);
    }
    let is_text_too = |mark: &[u8]| matches!(mark, b"BM" | b"BZh" | b"RIFF" | b"GIF8");
    let known = BINARY.iter().find(|(mark, _)| {
        head.starts_with(mark) && (!is_text_too(mark) || head.iter().any(|byte| *byte < 9))
    });
    known.map(|(_, why)| *why)
}

/// Why text is no export, in one sentence; `None` if it may be one.
pub fn markup(begun: &[u8]) -> Option<&'static str> {
    let holds = |text: &str| memchr::memmem::find(begun, text.as_bytes()).is_some();
    if !begun.starts_with(b"<") {
        return None;
    }
    Some(if holds("EntityDescriptor") || holds("EntitiesDescriptor") {
        "this is SAML metadata, which is about sign-on and names no users; export the users as CSV, or \
         the log events as JSON"
    } else if holds("samlp:") || holds("<saml") || holds(":Assertion") || holds(":Response") {
        "this is a SAML message, which may hold secrets; record the sign-in as a HAR file and read that"
    } else if holds("<svg") {
        PICTURE
    } else {
        "this is XML; export the data as CSV or JSON"
    })
}
