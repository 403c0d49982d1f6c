//! Who of one console is who of the other, and what differs. The same primary address makes two users
//! one person. Of the others an alias does, or the user name where the names do not speak against it.

use unicode_normalization::UnicodeNormalization;

use super::people::{Index, People, Text, each_of, holds};
use super::{Collector, DifferenceKind, FoundDifference, NotCompared};
use crate::evidence::file_reader::Sink;
use crate::evidence::finding::Console;
use crate::evidence::is_same;
use crate::evidence::users::checks::Place;
use crate::evidence::users::user::{User, UserState};

/// The comparison while the lists are read.
pub struct Pairing<'c, 'w> {
    collector: &'c mut Collector<'w>,
    /// Names of the files in the order in which they are read.
    files: Vec<String>,
    file: u16,
    jumpcloud: People,
    /// Users of Google without an equal address in JumpCloud.
    google: People,
    by_address: Index,
    by_name: Index,
    by_other_address: Index,
    google_by_address: Index,
    /// Whether all lists of a console hold all of its users.
    is_whole: [Option<bool>; 2],
    /// The user of Google that is compared right now.
    current: People,
}

impl<'c, 'w> Pairing<'c, 'w> {
    /// A comparison of files that are read in that order, JumpCloud's first.
    pub fn new(collector: &'c mut Collector<'w>, files: Vec<String>) -> Self {
        Self {
            collector,
            files,
            file: 0,
            jumpcloud: People::default(),
            google: People::default(),
            by_address: Index::default(),
            by_name: Index::default(),
            by_other_address: Index::default(),
            google_by_address: Index::default(),
            is_whole: [None; 2],
            current: People::default(),
        }
    }

    /// A file was read.
    pub fn end_list(&mut self, console: Console, is_whole: bool) {
        let known = &mut self.is_whole[console as usize];
        // One list of all users is enough; what is missing in another one may be in it.
        *known = Some(is_whole || *known == Some(true));
        self.file += 1;
    }

    fn take_jumpcloud(&mut self, user: &User<'_>, row: u64) {
        let known = &self.jumpcloud;
        let has_address = |number, text: &str| is_text(known, number, Text::Address, text);
        let is_known = if user.address.is_empty() {
            let name = user.username.unwrap_or_default();
            let has_name = |number, text: &str| has_name(known, number, text);
            self.by_name.find(name, has_name).is_some()
        } else {
            self.by_address.find(user.address, has_address).is_some()
        };
        if is_known {
            return;
        }
        let Some(number) = self.jumpcloud.add(user, self.file, row) else { return };
        let known = &self.jumpcloud;
        if !user.address.is_empty() {
            let has = |number, text: &str| is_text(known, number, Text::Address, text);
            self.by_address.insert(user.address, number, has);
        }
        for name in [user.username, user.local_account].into_iter().flatten() {
            if !name.is_empty() {
                self.by_name.insert(name, number, |number, text| has_name(known, number, text));
            }
        }
        for other in each_of(user.other_address.as_deref().unwrap_or_default()) {
            let has = |number, text: &str| has_other(known, number, text);
            self.by_other_address.insert(other, number, has);
        }
    }

    fn take_google(&mut self, user: &User<'_>, row: u64) {
        let known = &self.jumpcloud;
        let has = |number, text: &str| is_text(known, number, Text::Address, text);
        if let Some(number) = self.by_address.find(user.address, has) {
            if !self.jumpcloud.person(number).is_matched {
                self.jumpcloud.mark(number);
                self.current.clear();
                if let Some(current) = self.current.add(user, self.file, row) {
                    let google = std::mem::take(&mut self.current);
                    self.compare(&google, current, number);
                    self.current = google;
                }
            }
            return;
        }
        let known = &self.google;
        let has = |number, text: &str| is_text(known, number, Text::Address, text);
        if self.google_by_address.find(user.address, has).is_some() {
            return;
        }
        if let Some(number) = self.google.add(user, self.file, row) {
            let known = &self.google;
            let has = |number, text: &str| is_text(known, number, Text::Address, text);
            self.google_by_address.insert(user.address, number, has);
        }
    }

    /// Pairs who has no equal address, and tells who is on one side only.
    ///
    /// # Errors
    /// When there were too many users.
    pub fn finish(mut self) -> Result<(), NotCompared> {
        for (people, console) in
            [(&self.jumpcloud, Console::Jumpcloud), (&self.google, Console::Google)]
        {
            if people.is_full {
                return Err(NotCompared::TooMany(console));
            }
        }
        let google = std::mem::take(&mut self.google);
        let numbers = 0..google.len() as u32;
        let mut alone = Vec::new();
        // Aliases first: they prove more than user names.
        for number in numbers {
            match self.by_alias(&google, number) {
                Some(same) => self.pair(&google, number, same),
                None => alone.push(number),
            }
        }
        let mut only_google = Vec::new();
        for number in alone {
            match self.by_user_name(&google, number) {
                Some(same) => self.pair(&google, number, same),
                None => only_google.push(number),
            }
        }
        let lists = |console: Console| self.is_whole[console as usize] == Some(true);
        let (proves_google, proves_jumpcloud) = (lists(Console::Jumpcloud), lists(Console::Google));
        for number in &only_google {
            if proves_google {
                let name = google.name(*number);
                let kind = DifferenceKind::OnlyInGoogle;
                let row = Some(self.row(&google, *number));
                self.collector.add(&FoundDifference {
                    kind,
                    user: name,
                    google: name,
                    jumpcloud: "",
                    google_row: row,
                    jumpcloud_row: None,
                });
            }
        }
        let mut only_jumpcloud = 0;
        for number in 0..self.jumpcloud.len() as u32 {
            if self.jumpcloud.person(number).is_matched {
                continue;
            }
            only_jumpcloud += 1;
            if proves_jumpcloud {
                let name = self.jumpcloud.name(number);
                let row = Some(self.row(&self.jumpcloud, number));
                self.collector.add(&FoundDifference {
                    kind: DifferenceKind::OnlyInJumpcloud,
                    user: name,
                    google: "",
                    jumpcloud: name,
                    google_row: None,
                    jumpcloud_row: row,
                });
            }
        }
        let summary = &mut self.collector.summary;
        summary.google = summary.in_both + only_google.len() as u64;
        summary.jumpcloud = self.jumpcloud.len() as u64;
        summary.unproven_in_google = if proves_google { 0 } else { only_google.len() as u64 };
        summary.unproven_in_jumpcloud = if proves_jumpcloud { 0 } else { only_jumpcloud };
        Ok(())
    }

    /// Who of JumpCloud has one of the addresses of a user of Google.
    fn by_alias(&self, google: &People, number: u32) -> Option<u32> {
        let known = &self.jumpcloud;
        let is_free = |number: &u32| !known.person(*number).is_matched;
        let address = google.text(number, Text::Address).unwrap_or_default();
        let aliases = google.text(number, Text::OtherAddresses).unwrap_or_default();
        let has = |number, text: &str| is_text(known, number, Text::Address, text);
        let by_own = each_of(aliases).filter_map(|alias| self.by_address.find(alias, has));
        let others = |number, text: &str| has_other(known, number, text);
        by_own.chain(self.by_other_address.find(address, others)).find(is_free)
    }

    /// Who of JumpCloud has the part before the @ as a user name and no name that speaks against it.
    fn by_user_name(&self, google: &People, number: u32) -> Option<u32> {
        let known = &self.jumpcloud;
        let address = google.text(number, Text::Address)?;
        let prefix = prefix(address);
        let same = self.by_name.find(prefix, |number, text| has_name(known, number, text))?;
        let differs = |text| {
            let (one, other) = (google.text(number, text), known.text(same, text));
            matches!((one, other), (Some(one), Some(other)) if !is_same_name(one, other))
        };
        let is_other = differs(Text::FirstName) && differs(Text::LastName);
        (!known.person(same).is_matched && !is_other).then_some(same)
    }

    fn pair(&mut self, google: &People, number: u32, same: u32) {
        self.jumpcloud.mark(same);
        self.compare(google, number, same);
    }

    /// Tells what differs between two users who are one person.
    fn compare(&mut self, google: &People, one: u32, other: u32) {
        let jumpcloud = &self.jumpcloud;
        let rows =
            |this: &Self| (Some(this.row(google, one)), Some(this.row(&this.jumpcloud, other)));
        let mut found: Vec<(DifferenceKind, &str, &str)> = Vec::new();
        let (google_state, jumpcloud_state) =
            (google.person(one).state, jumpcloud.person(other).state);
        if let (Some(of_google), Some(of_jumpcloud)) = (google_state, jumpcloud_state) {
            let names = (of_google.name(), of_jumpcloud.name());
            let are = [of_google, of_jumpcloud].map(|state| state == UserState::Suspended);
            match are {
                [true, false] => found.push((DifferenceKind::SuspendedInGoogle, names.0, names.1)),
                [false, true] => {
                    found.push((DifferenceKind::SuspendedInJumpcloud, names.0, names.1));
                }
                _ => {}
            }
        }
        for (text, kind) in [
            (Text::FirstName, DifferenceKind::FirstName),
            (Text::LastName, DifferenceKind::LastName),
        ] {
            if let (Some(of_google), Some(of_jumpcloud)) =
                (google.text(one, text), jumpcloud.text(other, text))
                && !is_same_name(of_google, of_jumpcloud)
            {
                found.push((kind, of_google, of_jumpcloud));
            }
        }
        let address = google.text(one, Text::Address).unwrap_or_default();
        let other_address = jumpcloud.text(other, Text::Address).unwrap_or_default();
        if !other_address.is_empty() && !is_same(address, other_address) {
            found.push((DifferenceKind::PrimaryAddress, address, other_address));
        }
        let username = jumpcloud.text(other, Text::Username).unwrap_or_default();
        if !username.is_empty() && !is_same(prefix(address), username) {
            found.push((DifferenceKind::UserName, prefix(address), username));
        }
        for (kind, of_google, of_jumpcloud) in &found {
            let (google_row, jumpcloud_row) = rows(self);
            self.collector.add(&FoundDifference {
                kind: *kind,
                user: address,
                google: of_google,
                jumpcloud: of_jumpcloud,
                google_row,
                jumpcloud_row,
            });
        }
        let summary = &mut self.collector.summary;
        summary.in_both += 1;
        summary.equal += u64::from(found.is_empty());
    }

    /// File and row of a user.
    fn row(&self, people: &People, number: u32) -> String {
        let person = people.person(number);
        let file = self.files.get(person.file as usize).map_or("", String::as_str);
        format!("{file}, row {}", person.row)
    }
}

impl Sink for Pairing<'_, '_> {
    fn user(&mut self, console: Console, user: &User<'_>, place: Place<'_>) {
        match console {
            Console::Google if user.address.is_empty() => {}
            Console::Google => self.take_google(user, place.row),
            Console::Jumpcloud => self.take_jumpcloud(user, place.row),
        }
    }
}

/// Whether a text of a user is this one.
fn is_text(people: &People, number: u32, text: Text, wanted: &str) -> bool {
    people.text(number, text).is_some_and(|known| is_same(known, wanted))
}

/// Whether a name is a user's user name or local account.
fn has_name(people: &People, number: u32, name: &str) -> bool {
    is_text(people, number, Text::Username, name)
        || is_text(people, number, Text::LocalAccount, name)
}

/// Whether an address is one of a user's others.
fn has_other(people: &People, number: u32, address: &str) -> bool {
    people.text(number, Text::OtherAddresses).is_some_and(|others| holds(others, address))
}

/// The part of an address before the @.
fn prefix(address: &str) -> &str {
    address.split('@').next().unwrap_or_default()
}

/// Whether two names are the same, however they are encoded, written in capitals or spaced.
fn is_same_name(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let plain = |name: &str| {
        let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
        words.join(" ").nfc().collect::<String>()
    };
    plain(one) == plain(other)
}
