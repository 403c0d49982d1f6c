//! The password of the team store, in the keyring of the system: the Secret Service, the Keychain or the
//! Credential Manager.

use keyring::{Entry, Error};

use crate::team::TeamError;
use crate::team::address::TeamAddress;

/// The name under which keyrings show the entry.
const SERVICE: &str = "Syncmend team store";

fn entry(address: &TeamAddress) -> Result<Entry, Error> {
    let TeamAddress { user, host, port, database, .. } = address;
    Entry::new(SERVICE, &format!("{user}@{host}:{port}/{database}"))
}

/// Returns the password that is kept for an address; `None` if there is none, or no keyring.
pub fn find(address: &TeamAddress) -> Option<String> {
    entry(address).and_then(|entry| entry.get_password()).ok()
}

/// Keeps the password of an address.
///
/// # Errors
/// If the system has no keyring, or it is locked.
pub fn keep(address: &TeamAddress, password: &str) -> Result<(), TeamError> {
    let kept = entry(address).and_then(|entry| entry.set_password(password));
    kept.map_err(|error| TeamError::NoKeyring(error.to_string()))
}

/// Forgets the password of an address, if one is kept.
pub fn forget(address: &TeamAddress) {
    // Without a keyring there is none.
    let _ = entry(address).and_then(|entry| entry.delete_credential());
}
