//! Failures of the system in words.

use std::io;

/// Why the system refused, in words: without the names and numbers of its errors.
pub(super) fn io_reason(error: &io::Error) -> String {
    let words = match error.kind() {
        io::ErrorKind::NotFound => "not found",
        io::ErrorKind::PermissionDenied => "access denied",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "the disk is full",
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        io::ErrorKind::ResourceBusy => "another program is using it",
        io::ErrorKind::InvalidFilename => "the file name is not allowed",
        _ => {
            let text = error.to_string();
            return text.split(" (os error").next().unwrap_or_default().to_owned();
        }
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use super::io_reason;

    #[test]
    fn no_error_number_reaches_the_technician() {
        assert_eq!(io_reason(&Error::from(ErrorKind::StorageFull)), "the disk is full");
        let numbered = Error::from_raw_os_error(11);
        assert!(numbered.to_string().contains("os error"));
        assert!(!io_reason(&numbered).contains("os error"));
        assert_eq!(io_reason(&Error::other("the cable is loose")), "the cable is loose");
    }
}
