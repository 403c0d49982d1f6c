//! One sync: what the team store has and this seat lacks comes in, then what it has not confirmed goes
//! out. It can be cut at any moment; the next one goes on from there.

use std::collections::BTreeSet;
use std::thread;

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::check::{Checked, check};
use super::{Greeting, LARGEST_EVENT, Shared, SyncError, TeamError, TeamSeat, TeamStore};
use crate::progress::Progress;
use crate::text::count;
use crate::ticket::store::team::{Limits, Outgoing, TeamProblem, TeamReport, Why};
use crate::ticket::store::{Store, StoreError};

/// How far ahead an event's clock may be of the clocks that it is held against.
const MOST_AHEAD: SignedDuration = SignedDuration::from_hours(24);

/// The most things that are asked for at once; the store is locked for other windows while they are
/// taken in.
const MOST_PULLED: usize = 1_000;

/// The most events of a batch that is sent.
const MOST_PUSHED: usize = 1_000;

/// The size in bytes after which a batch is sent.
const BATCH: usize = 2 * 1024 * 1024;

/// What a sync did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Synced {
    /// The number of events and tombstones that the team store confirmed.
    pub sent: usize,
    /// The number of things that came from it; also those of this seat.
    pub received: usize,
    /// The number of tickets and customers that were removed here.
    pub removed: usize,
    /// The number of events that stay here because this seat's clock is far ahead.
    pub ahead: usize,
    /// The number of events that stay here because they are too large.
    pub too_large: usize,
    /// The number of events of others that wait because their clock is far ahead.
    pub waiting: usize,
    /// The number of events of the team store that no Syncmend wrote, or that are too large.
    pub refused: usize,
    /// Why removals stay here, if they do.
    pub not_removed: Option<TeamError>,
    /// Whether traces of what was removed here are left in the files for now.
    pub has_traces: bool,
}

impl Synced {
    /// Returns what stays undone although the sync reached its end, one sentence each.
    pub fn notices(&self) -> Vec<String> {
        let mut notices = Vec::new();
        if self.ahead > 0 {
            notices.push(format!(
                "{} not sent: the clock of this computer is more than a day ahead of the team store's; set the clock, and they are sent once their time has come",
                was(self.ahead, "action")
            ));
        }
        if self.too_large > 0 {
            notices.push(format!("{} not sent: too large", was(self.too_large, "action")));
        }
        if let Some(error) = &self.not_removed {
            notices.push(format!("what was deleted here stays on the other seats: {error}"));
        }
        if self.waiting > 0 {
            notices.push(format!(
                "{} not taken in yet: recorded by a seat whose clock is more than a day ahead; set the clock there",
                was(self.waiting, "action")
            ));
        }
        if self.refused > 0 {
            notices.push(format!(
                "{} of the team store refused: too large, or not written by Syncmend; everything else was taken in",
                was(self.refused, "entry").replace("entrys", "entries")
            ));
        }
        if self.has_traces {
            notices.push(
                "traces of what was deleted stay in the file while another Syncmend is open or the disk is full; close it or free some space, and purge once"
                    .to_owned(),
            );
        }
        notices
    }

    /// Returns what keeps this seat from having everything sent.
    fn problem(&self, since: Timestamp) -> Option<TeamProblem> {
        let is_own = self.ahead > 0 || self.too_large > 0 || self.not_removed.is_some();
        let sentence = self.notices().into_iter().next().filter(|_| is_own)?;
        Some(TeamProblem { sentence, may_pass: false, since })
    }
}

fn was(number: usize, noun: &str) -> String {
    format!("{} {}", count(number, noun), if number == 1 { "was" } else { "were" })
}

/// Brings a seat and its team store together, on behalf of an account, and keeps how that went. `clock`
/// is this seat's.
///
/// # Errors
/// If no team store is named, one of the two stores fails, or the work is stopped. What was done until
/// then stays done.
pub fn sync(
    store: &mut Store,
    team: &mut dyn TeamStore,
    account: &str,
    clock: fn() -> Timestamp,
    progress: &Progress,
) -> Result<Synced, SyncError> {
    let mut seats = None;
    let result = try_sync(store, team, clock, progress).and_then(|synced| {
        seats = Some(team.attend(store.seat(), account)?);
        Ok(synced)
    });
    let problem = match &result {
        Ok(synced) => synced.problem(clock()),
        Err(SyncError::Team(error)) => Some(problem_of(error, clock())),
        // What is wrong here is shown where it is asked for.
        Err(_) => return result,
    };
    keep(store, problem, seats.map(|seats| (clock(), seats)))?;
    result
}

/// Keeps that the team store could not even be asked, to be shown.
///
/// # Errors
/// If it cannot be written.
pub fn keep_failure(
    store: &mut Store,
    error: &TeamError,
    now: Timestamp,
) -> Result<(), StoreError> {
    keep(store, Some(problem_of(error, now)), None)
}

fn problem_of(error: &TeamError, since: Timestamp) -> TeamProblem {
    TeamProblem { sentence: error.to_string(), may_pass: error.may_pass(), since }
}

/// Keeps how a sync went. A problem of the same kind as before has lasted since then.
fn keep(
    store: &mut Store,
    problem: Option<TeamProblem>,
    done: Option<(Timestamp, Vec<TeamSeat>)>,
) -> Result<(), StoreError> {
    let before = store.team_report()?;
    let problem = problem.map(|problem| match &before.problem {
        Some(earlier) if earlier.may_pass == problem.may_pass => {
            TeamProblem { since: earlier.since, ..problem }
        }
        _ => problem,
    });
    let report = match done {
        Some((now, seats)) => TeamReport { synced: Some(now), problem, seats },
        None => TeamReport { problem, ..before },
    };
    store.report_sync(&report)
}

fn try_sync(
    store: &mut Store,
    team: &mut dyn TeamStore,
    clock: fn() -> Timestamp,
    progress: &Progress,
) -> Result<Synced, SyncError> {
    let greeting = meet(store, team)?;
    let mut work = Work { store, team, greeting, clock, progress, synced: Synced::default() };
    work.take_in_waiting()?;
    work.pull()?;
    work.push()?;
    let Work { store, mut synced, .. } = work;
    synced.waiting = store.count_kept(Why::Ahead)?;
    synced.refused = store.count_kept(Why::Refused)?;
    if synced.removed > 0 {
        synced.has_traces = !store.erase_what_was_removed();
    }
    Ok(synced)
}

/// Sees to it that the team store that answers is the one that this seat knows.
fn meet(store: &mut Store, team: &mut dyn TeamStore) -> Result<Greeting, SyncError> {
    let link = store.team()?.ok_or(SyncError::NoTeam)?;
    let greeting = team.greet()?;
    if link.store.is_some_and(|known| known != greeting.store) {
        return Err(TeamError::AnotherStore.into());
    }
    let is_known = link.store.is_some() && link.life == greeting.life;
    if !is_known || greeting.last < link.cursor {
        store.meet_team(greeting.store, &greeting.life)?;
    }
    Ok(greeting)
}

struct Work<'a> {
    store: &'a mut Store,
    team: &'a mut dyn TeamStore,
    greeting: Greeting,
    clock: fn() -> Timestamp,
    progress: &'a Progress,
    synced: Synced,
}

impl Work<'_> {
    /// The latest time that an event's clock may show: a day ahead of this seat's clock and the team
    /// store's.
    fn latest(&self) -> Timestamp {
        a_day_after(self.greeting.now.max((self.clock)()))
    }

    /// Takes in what waited for its time to come.
    fn take_in_waiting(&mut self) -> Result<(), SyncError> {
        let waiting = self.store.kept_for_another_look()?;
        if !waiting.is_empty() {
            let waiting = waiting.into_iter().map(Shared::Event).collect();
            self.take_in(waiting, None)?;
        }
        Ok(())
    }

    fn pull(&mut self) -> Result<(), SyncError> {
        let mut cursor = self.store.team()?.ok_or(SyncError::NoTeam)?.cursor;
        let begun = cursor;
        loop {
            self.check_stopped()?;
            let page = self.team.pull(cursor, MOST_PULLED)?;
            let Some((last, _)) = page.rows.last() else { return Ok(()) };
            cursor = *last;
            self.synced.received += page.rows.len();
            let rows = page.rows.into_iter().map(|(_, row)| row).collect();
            self.take_in(rows, Some(cursor))?;
            let share = |place: i64| usize::try_from(place - begun).unwrap_or_default();
            self.progress.report(share(cursor), share(self.greeting.last.max(cursor)));
            if page.is_last {
                return Ok(());
            }
        }
    }

    fn take_in(&mut self, rows: Vec<Shared>, cursor: Option<i64>) -> Result<(), SyncError> {
        let Checked { mut arrivals, pinned } = check(rows, self.latest());
        for fingerprint in self.store.missing_knowledge(&pinned)? {
            let model = self.team.knowledge(fingerprint)?;
            arrivals.knowledge.extend(model.map(|model| (fingerprint, model)));
        }
        self.synced.removed += self.store.take_in_from_team(arrivals, cursor)?.removed;
        Ok(())
    }

    fn push(&mut self) -> Result<(), SyncError> {
        let limits = Limits {
            events: MOST_PUSHED,
            bytes: BATCH,
            largest: LARGEST_EVENT,
            // The team store's clock is what all seats hold theirs against.
            latest: a_day_after(self.greeting.now),
        };
        let mut there = BTreeSet::new();
        let mut outgoing = self.store.outgoing(0, &limits)?;
        loop {
            self.check_stopped()?;
            self.synced.ahead += outgoing.ahead;
            self.synced.too_large += outgoing.too_large;
            self.bury(&outgoing)?;
            self.add_knowledge(&outgoing, &mut there)?;
            let next = self.push_events(&outgoing, &limits)?;
            let Some(next) = next else { return Ok(()) };
            outgoing = next;
        }
    }

    /// Without the right to remove anything, everything else is sent.
    fn bury(&mut self, outgoing: &Outgoing) -> Result<(), SyncError> {
        if outgoing.tombstones.is_empty() || self.synced.not_removed.is_some() {
            return Ok(());
        }
        match self.team.bury(self.store.seat(), &outgoing.tombstones) {
            Ok(()) => {
                let ids: Vec<Uuid> = outgoing.tombstones.iter().map(|it| it.id).collect();
                self.store.mark_sent(&ids)?;
                self.synced.sent += ids.len();
                Ok(())
            }
            Err(error @ TeamError::NoRight(_)) => {
                self.synced.not_removed = Some(error);
                Ok(())
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Adds the knowledge bases that the tickets of a batch are pinned to: whoever has a ticket can have
    /// them. `there` are those that the team store is known to have.
    fn add_knowledge(
        &mut self,
        outgoing: &Outgoing,
        there: &mut BTreeSet<Uuid>,
    ) -> Result<(), SyncError> {
        for fingerprint in &outgoing.knowledge {
            if there.insert(*fingerprint)
                && !self.team.has_knowledge(*fingerprint)?
                && let Some(model) = self.store.knowledge_as_stored(*fingerprint)?
            {
                self.team.add_knowledge(*fingerprint, &model)?;
            }
        }
        Ok(())
    }

    /// Sends a batch; returns the next one, which is made ready meanwhile, or `None` after the last.
    fn push_events(
        &mut self,
        outgoing: &Outgoing,
        limits: &Limits,
    ) -> Result<Option<Outgoing>, SyncError> {
        let ids: Vec<Uuid> = outgoing.events.iter().map(|event| event.id).collect();
        if !ids.is_empty() {
            self.store.mark_leaving(&ids)?;
        }
        let (store, team, events) = (&*self.store, &mut *self.team, &outgoing.events);
        let (pushed, next) = if outgoing.is_last {
            (if events.is_empty() { Ok(()) } else { team.push(events) }, None)
        } else {
            thread::scope(|scope| {
                let push = || team.push(events);
                let sending = thread::Builder::new().name("push".to_owned());
                let sending = sending.spawn_scoped(scope, push);
                let next = store.outgoing(outgoing.last, limits);
                let sent = sending.map(|sending| {
                    sending.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
                });
                // Without a thread, this computer is out of memory or of threads for now.
                (sent.unwrap_or_else(|it| Err(TeamError::Other(it.to_string()))), Some(next))
            })
        };
        pushed?;
        if !ids.is_empty() {
            self.store.mark_sent(&ids)?;
        }
        self.synced.sent += ids.len();
        Ok(next.transpose()?)
    }

    fn check_stopped(&self) -> Result<(), StoreError> {
        if self.progress.is_stopped() { Err(StoreError::Stopped) } else { Ok(()) }
    }
}

fn a_day_after(time: Timestamp) -> Timestamp {
    time.checked_add(MOST_AHEAD).unwrap_or(Timestamp::MAX)
}
