//! How many are affected, and how long ago something was changed: told by numbers and small words
//! that no likeness to examples catches.

use regex::Regex;

/// What a part of a text says about how many are affected. `None` if it says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Scope {
    /// Only one user.
    pub(super) one: Option<bool>,
    /// Everyone.
    pub(super) everyone: Option<bool>,
    /// How many, if a number is told.
    pub(super) users: Option<u64>,
}

/// Nouns for the people who may be affected.
const PEOPLE: &str = r"(users?|usr|people|ppl|persons?|personas?|personen|staff|employees?|colleagues?|kollegen|accounts?|acc?ts?|konten|mailbox(es)?|teachers?|pupils?|students?|members?|men|women|nurses?|drivers?|folks|guys|girls|hires|joiners|starters|interns?|riggers|cases|employes|usuarios?|utilisateurs|benutzer|mitarbeiter|empleados|funcionarios|childs?|children|kids|clients|agents|doctors|guests|others|of (us|them|our|the))";
/// Numbers of at least two, in words or figures.
const SEVERAL: &str = r"(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred|hundreds|dozens?|several|some|many|few|half|both|zwei|drei|vier|funf|mehrere|einige|dos|tres|cuatro|cinco|varios|deux|trois|quatre|plusieurs|dois|varias|\d?[2-9]|\d*\d\d)";
/// What says that something goes wrong.
const HIT: &str = r"(affected|concerned|affect|affects|concerns|hit|have it|has it|has this|have this|have the same|with this problem|happens|happened|complain(s|ed|ing)?|report(s|ed)?|fails?|failing|broken|blocked|down|can t|cannot|suspended|locked|missing|refused|signed out|logged out|kicked out|betroffen|afectad[oa]s?|touches|so far|now|the same|problem|issue)";

/// Recognizes how many are affected.
#[derive(Debug)]
pub(super) struct ScopeReader {
    one: Option<Regex>,
    everyone: Option<Regex>,
    not_one: Option<Regex>,
    not_everyone: Option<Regex>,
    recent: Option<Regex>,
    old: Option<Regex>,
    number: Option<Regex>,
}

impl ScopeReader {
    /// Prepares the patterns.
    pub(super) fn new() -> Self {
        let pattern = |text: &str| {
            let text = text.replace("PEOPLE", PEOPLE).replace("SEVERAL", SEVERAL);
            Regex::new(&text.replace("HIT", HIT)).ok()
        };
        Self {
            one: pattern(ONE),
            everyone: pattern(EVERYONE),
            not_one: pattern(NOT_ONE),
            not_everyone: pattern(NOT_EVERYONE),
            recent: pattern(RECENT),
            old: pattern(OLD),
            number: pattern(NUMBER),
        }
    }

    /// How many are affected, by some folded words with one space between them.
    pub(super) fn scope(&self, folded: &str) -> Scope {
        let says = |pattern: &Option<Regex>| pattern.as_ref().is_some_and(|it| it.is_match(folded));
        let (not_one, not_everyone) = (says(&self.not_one), says(&self.not_everyone));
        let one = says(&self.one) && !not_one;
        let everyone = says(&self.everyone) && !not_everyone && !one;
        let answer = |yes: bool, no: bool| if yes { Some(true) } else { no.then_some(false) };
        Scope {
            one: answer(one, not_one || everyone),
            everyone: answer(everyone, not_everyone || one),
            users: self.users(folded),
        }
    }

    /// The number of people that is told.
    fn users(&self, folded: &str) -> Option<u64> {
        let found = self.number.as_ref()?.captures(folded)?;
        found.get(1)?.as_str().parse().ok()
    }

    /// Whether something was changed in the last day and a half; `None` if no time is told.
    pub(super) fn is_recent(&self, folded: &str) -> Option<bool> {
        let says = |pattern: &Option<Regex>| pattern.as_ref().is_some_and(|it| it.is_match(folded));
        if says(&self.old) {
            Some(false)
        } else {
            says(&self.recent).then_some(true)
        }
    }
}

const ONE: &str = r"\b(only|just|solely|merely|nur|solo|solamente|seulement|so|apenas|somente|bei|a) (him|her|he|she|me|this one|that one|one (user|person|account|acct|guy|colleague|employee|mailbox|of)|this (user|person|account|guy)|the one (user|person|account)|a single|user [a-z]|ein(e|er|em|en)? (user|benutzer|person|konto|mitarbeiter)|bei (ihm|ihr|mir)|un(a)? (usuario|persona|cuenta)|un(e)? (utilisateur|personne|compte)|um(a)? (usuario|pessoa|conta)|lui|elle|ele|ela|el|ella|mir|conmigo)\b|\bonly (poor )?[a-z]+$|^(literally |it s |its |is |and |es )*(only|just|nur|solo|seulement|so) (poor )?(the )?[a-z]+( [a-z])?$|\b(single (user|person|account|mailbox|employee|case|colleague)|(is|was|s) the only (one|person|user|account|employee)|the only (one|person|user|account) (with|affected|who|that)|(one|1) (user|person|account|acct|mailbox|vip|colleague|employee) (only|affected|is affected|can t|cannot)|(nobody|no one|noone|none of the others|no other (user|person|account)|niemand sonst|nadie mas|personne d autre|mais ninguem) ?(else)?( has| is| reported| reports| does| did|$)|(everyone|everybody|all|every one) (else|the others|others|other users|other people)|all (the )?others?|the others (are|work|sync|have|can|do|get|were)|(the )?rest (of|is|are|works?|sync|have|can|fine|ok)|everyone else|everybody else|alle anderen|los demas|todos los demas|tous les autres|os outros|himself alone|herself alone|him alone|her alone|only person|radius one)\b";

const EVERYONE: &str = r"\b(everyone|everybody|every (user|single user|account|acct|person|employee|student|one of us|last one)|all (of )?(us|our|the|them)? ?(users|accounts|people|staff|employees|\d+|accts|students|of us|of them)|all \d+ PEOPLE|all users|all staff|the (whole|entire) (company|office|tenant|org|organization|organisation|team|school|firm|workforce|staff|building|hospital|department)|whole (company|office|tenant|org|school|firm|team|hospital|staff)|entire (company|office|tenant|org|workforce|staff)|(company|tenant|org|organization|firm|school|office) wide|nobody( s)? (in the (company|office|firm|school)|can|gets?|is able|of us|here|password|resets?)|no one (in the (company|office|firm)|can|gets?|is able|of us|here)|not (one|a single) (user|pupil|student|person|employee|account|of)|not a soul|none of (us|our|the) ?(users|staff|people|accounts)?|each and every|across the board|global outage|alle (benutzer|mitarbeiter|konten|user|betroffen)|bei allen|todos (los usuarios)?|pasa con todos|a todos|tous les (utilisateurs|comptes)|tout le monde|todo mundo|todos os usuarios|niemand (kann|kommt)|nadie puede|personne ne)\b";

const NOT_ONE: &str = r"\b(not (only|just) (him|her|me|one|this|the|sales|us|a|bei)|no solo|nicht nur|pas seulement|nao so|nao e so|isn t (just |only )?(one|a single)|not one person|(two|three|four|five|several|many|some) (more|others|of (us|them|the|our|my))|(affects?|affecting|concerns?|hits?|count|persons|users|accounts|scope|number of (persons|users|people)|happens (with|to)|happened to) (about |around |over |some |the |all |at least )*SEVERAL\b|SEVERAL( [a-z]+)? PEOPLE( [a-z]+){0,3} HIT|(suspended|disabled|locked|failed|affected|created) ?x? ?(\d?[2-9]|\d*\d\d)\b|\d+ (of|out of) (the |our |my )?\d+|SEVERAL PEOPLE (so far|out of|in|from|of)|all (two|three|four|five|six|\d+)\b|both (of|are|were|have|night|day|suspended|users|accounts|beiden)|bei beiden|(a )?(good )?dozen|SEVERAL (new |fresh )?(hires|joiners|starters)|(x|suspended|affected) \d\d+|half of (the|our|them)|six of us|stops? them all|(the|for|of|changed|titles for|names? for) (\d?[2-9]|\d*\d\d) (of )?PEOPLE)\b|^(SEVERAL) PEOPLE\b";

const NOT_EVERYONE: &str = r"\b(not (all|everyone|everybody|the whole|every)|nor (is it )?everyone|(some|half|part) of (us|them|the|our)|about half|\d+ (of|out of) (the |our |my |some )?\d+|(the )?(other|remaining) (\d+|users?|people|staff|teachers|accounts|colleagues|ones|department|departments|sites?|offices?|teams?) ?(is|are|have|can|work|works|fine|ok|sync|get|do|don t|log)|(the )?remainder|(the )?others (are|work|works|sync|have|can|do|get|were|is|it|log|aren t|don t|had)|with the others|(everyone|everybody|all) (else|the others|others)|all (the )?others?|(the )?rest (of|is|are|works?|sync|have|can|fine|ok|aren t)|unaffected|not (affected|concerned)|aren t (affected|concerned)|isn t (affected|concerned)|(nobody|no one|noone) else|(colleagues?|neighbou?rs?|team ?mates?) (are|is|get|gets|have|has|can|in the same|at|work|doesn t|don t|fine|ok|aren t|do not|is fine)|(wife|husband|boss|colleague|coworker) s? ?(account|login|mailbox)? ?(is|works) (fine|ok)|(department|office|team|site|branch|group|unit|ou)( [a-z]+)? only|only (the|our|sales|those|some|a few|two|three|certain) [a-z]+|just the [a-z]+|(works|is ok|is fine|is clean|works fine) (for|in|at) (the |other |most |ordinary |everyone |everybody |some )|(eng|sales|finance|emea|hr|it|accounts|ordinary people|warehouse people|marketing|support|users with [a-z ]+) (is|are|isn t|aren t|don t) (ok|okay|fine|clean|affected|have it)|most (users|people|of)|nicht (bei )?allen?|im lager geht|los de [a-z]+ no|no (a )?todos|algunos|pas tous|certains|nem todos|alguns|einige|(the|our) [a-z]+( [a-z]+)? (don t|doesn t|do not) have it|admins only|no les pasa)\b";

const RECENT: &str = r"\b((a |few |couple of |\d+ |an |one |two |three |five |ten |twenty |half an |about )*(second|sec|min|minute|hour|hr)s? (ago|back|earlier|now)|(\d+) ?(h|min|m|hrs|hours|minutes) (ago|old)|just (now|changed|edited|did|updated)|today|tonight|yesterday|(this|yesterday) (morning|afternoon|evening|lunch)|before lunch|at (lunch|noon|\d+ (am|pm))|since (this morning|an hour|\d+ (am|pm))|earlier|moments ago|last night|heute|gestern|vorhin|gerade eben|hace (una|dos|tres|\d+|unas|media)? ?(hora|horas|minutos)|hoy|ayer|aujourd hui|hier|il y a (une|deux|\d+) (heure|heures|minutes)|hoje|ontem|an hour)\b";

const OLD: &str = r"\b((a |few |couple of |\d+ |one |two |three |four |six |eleven |nine |ten |several |some |about |over |before )*(day|week|month|fortnight|year)s (ago|back|old|now|since)|(a |one |\d+ )?(week|month|year|fortnight) (ago|back|old|now)|(two|three|four|five|six|seven|eight|nine|ten|eleven|\d+) (days|weeks|months|years)|last (week|month|year|tuesday|monday|wednesday|thursday|friday|spring|autumn|summer|winter)|(since|in|on the \d+ of|\d+) (january|february|march|april|may|june|july|august|september|october|november|december)|back in|start of term|weeks|months|letzte woche|vor (zwei|drei|einer|\d+) (tagen|wochen|woche|monaten)|la semana pasada|hace (dos|tres|\d+) (dias|semanas|meses)|la semaine derniere|il y a (deux|trois|\d+) (jours|semaines))\b";

const NUMBER: &str = r"\b(\d{1,6}) (other |new |of our |of the |of them |more |fresh )*PEOPLE\b";
