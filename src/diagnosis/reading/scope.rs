//! How many are affected, and how long ago something was changed: told by numbers and small words
//! that no similarity to examples catches.

use std::sync::LazyLock;

use regex::Regex;

use super::cues::Tone;

/// What a part of a text says about how many are affected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Scope {
    /// Whether only one user is affected; `None` if it does not say.
    pub(super) one: Option<bool>,
    /// Whether everyone is; `None` if it does not say.
    pub(super) everyone: Option<bool>,
    /// How many are affected, if a number is told.
    pub(super) users: Option<u64>,
}

/// Recognizes how many are affected.
#[derive(Debug)]
pub(super) struct ScopeReader {
    one: Option<Regex>,
    everyone: Option<Regex>,
    several: Option<Regex>,
    others: Option<Regex>,
    counted: Option<Regex>,
    other_things: Option<Regex>,
    number: Option<Regex>,
    recent: Option<Regex>,
    old: Option<Regex>,
    change: Option<Regex>,
}

impl ScopeReader {
    /// The patterns, prepared once: they are the same for every knowledge base.
    pub(super) fn ready() -> &'static Self {
        static READY: LazyLock<ScopeReader> = LazyLock::new(ScopeReader::new);
        &READY
    }

    fn new() -> Self {
        let any = |patterns: &[&str]| {
            // Folded words hold next to no letters but ASCII.
            let text = format!(r"(?-u)\b(?:{})\b", patterns.join("|"));
            let text = text.replace("PEOPLE", PEOPLE).replace("SEVERAL", SEVERAL);
            Regex::new(&text.replace("HIT", HIT).replace("FINE", FINE)).ok()
        };
        Self {
            one: any(ONE),
            everyone: any(EVERYONE),
            several: any(SEVERAL_HIT),
            others: any(OTHERS),
            counted: any(COUNTED),
            other_things: any(OTHER_THINGS),
            number: any(&[r"(\d{1,6}) (?:\w+ )?PEOPLE"]),
            recent: any(RECENT),
            old: any(OLD),
            change: any(&[CHANGE]),
        }
    }

    /// How many are affected, by the tone and the folded words of a clause, with one space between
    /// them.
    pub(super) fn scope(&self, folded: &str, tone: Tone) -> Scope {
        let says = |pattern: &Option<Regex>| is_in(pattern.as_ref(), folded);
        let is_other = says(&self.other_things);
        let is_bad = tone != Tone::Good;
        let counts = is_bad && !is_other && says(&self.counted);
        let several = says(&self.several) && !is_other || counts;
        let others = says(&self.others);
        let one = says(&self.one) && !several;
        let everyone = says(&self.everyone) && is_bad && !is_other && !others && !one;
        let answer = |yes: bool, no: bool| if yes { Some(true) } else { no.then_some(false) };
        Scope {
            one: answer(one, several || everyone),
            everyone: answer(everyone, others || one),
            users: self.users(folded).filter(|_| several),
        }
    }

    fn users(&self, folded: &str) -> Option<u64> {
        self.number.as_ref()?.captures(folded)?.get(1)?.as_str().parse().ok()
    }

    /// Whether some folded words say that something was changed in the last day and a half; `None`
    /// if they do not say when, or of something else.
    pub(super) fn is_recent(&self, folded: &str) -> Option<bool> {
        let says = |pattern: &Option<Regex>| is_in(pattern.as_ref(), folded);
        if !says(&self.change) || PASSWORD.iter().any(|word| folded.contains(word)) {
            return None;
        }
        if says(&self.old) { Some(false) } else { says(&self.recent).then_some(true) }
    }
}

fn is_in(pattern: Option<&Regex>, folded: &str) -> bool {
    pattern.is_some_and(|pattern| pattern.is_match(folded))
}

/// Nouns for those who may be affected.
const PEOPLE: &str = r"(?:users?|people|ppl|persons?|persona[ls]?|personen|staff|employees?|colleagues?|kollegen|accounts?|acc?ts?|konten|mailbox(?:es)?|teachers?|pupils?|students?|members?|nurses?|drivers?|folks|hires|joiners|starters|interns?|cases|usuarios?|utilisateurs|benutzer|mitarbeiter|empleados|employes|funcionarios|children|agents|doctors)";
/// Numbers of at least two.
const SEVERAL: &str = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|several|some|many|few|both|zwei|drei|vier|funf|mehrere|einige|dos|tres|cuatro|cinco|varios|deux|trois|quatre|plusieurs|dois|varias|[2-9]|\d{2,5})";
/// What says that somebody is affected.
const HIT: &str = r"(?:affected|concerned|betroffen|afectad[oa]s?|touches|afetad[oa]s|have (?:it|this|the same)|has (?:it|this|the same)|with (?:it|this problem|the problem)|so far|complain\w*|report\w*|can t|cannot|happen\w*)";
/// What says that somebody is not.
const FINE: &str = r"(?:fine|ok|okay|clean|unaffected|work|works|good|not affected|aren t affected|isn t affected|not concerned|no (?:problem|issue|trouble)s?|don t have it|doesn t have it|do not have it|does not have it|reports? nothing|can)";

const ONE: &[&str] = &[
    r"(?:only|just|solely|literally only|nur|solo|seulement|apenas|somente) (?:poor )?(?:him|her|me|myself|himself|herself|one|1|the one|this one|a single|ein|eine|einer|einem|un|una|une|um|uma|lui|elle) ?(?:user|person|account|acct|mailbox|employee|colleague|persona|usuario|utilisateur|personne|pessoa|benutzer|konto|mitarbeiter|konto|one)?(?: (?:is|has|can|so|lol|and|in|at|of|with)\b[ -~]*)?$",
    r"^(?:it s |its |is |it is |and |literally )*(?:only|just|nur|solo|seulement|apenas) (?:user )?[a-z]+(?: [a-z])?$",
    r"^(?:\w+ ){0,3}single (?:user|person|account|mailbox|employee|case)(?: only| affected)?$",
    r"(?:is|was|s) the only (?:one|person|user|account|employee)(?: affected| with [ -~]*| who [ -~]*|$)",
    r"(?:radius|affected users?|users? affected|number of (?:users|persons|people)) (?:one|1|1 user)",
    r"(?:one|1) (?:user|person|account|mailbox|employee|colleague) (?:only|affected|is affected)",
    r"(?:nobody|no one|noone) else(?: (?:has it|is affected|reported[ -~]*|complain[ -~]*|does|has this[ -~]*))?$",
    r"(?:niemand sonst|nadie mas|personne d autre|mais ninguem|nur bei (?:ihm|ihr|mir))",
    r"(?:just|only) (?:him|her|me)",
    r"(?:everyone|everybody|all the|the|all) (?:else|others) (?:is|are|\w+)? ?FINE",
    r"(?:himself|herself|him|her) alone",
    r"rest of the (?:\w+) (?:is |are |\w+s )?FINE",
    r"all others (?:are |is )?(?:sync|syncs|FINE)",
];

const EVERYONE: &[&str] = &[
    r"(?:is|it s|its|s|concerns?|affects?|hits?|for|happens (?:to|with)|with|bei) (?:absolutely |literally )*(?:everyone|everybody|every user|every (?:single|last) (?:user|one)|all (?:of us|users|staff|our users|the users|accounts)|the (?:whole|entire) \w+|allen|todos|tout le monde)",
    r"^(?:absolutely |literally )?(?:everyone|everybody|all (?:\d+ )?(?:of us|users|staff|people|accounts))(?: is affected| are affected| affected)?$",
    r"every (?:user|acct|account|person|employee|student|one of us) (?:is |has |fails?|can t|cannot|gets)",
    r"(?:everyone|everybody) (?:is affected|has (?:it|this)|can t|cannot|fails|gets (?:it|this|the))",
    r"all (?:users|staff|accounts|of us|employees) (?:are affected|have (?:it|this)|can t|cannot|fail)",
    r"(?:company|tenant|org|organization|organisation|firm|school|office|campus|domain) wide",
    r"(?:^the |^)?(?:whole|entire) (?:company|office|tenant|org|organization|school|firm|team|hospital|workforce|staff|organisation|building)",
    r"(?:nobody|no one|noone) (?:in the (?:\w+)|of us|here|at all)? ?(?:can|gets|is able|could)",
    r"nobody s (?:password|reset|mail|login)\w*",
    r"not (?:one|a single) (?:user|pupil|student|person|employee|account|soul)",
    r"all \d+ PEOPLE",
    r"every(?:one|body)$",
    r"(?:all of us|the lot|a todos|pasa con todos|bei allen|tous les utilisateurs|todo mundo|niemand kann|nadie puede)",
    r"(?:number of persons|persons|scope|radius|affected) (?:all|everyone|everybody)",
];

const SEVERAL_HIT: &[&str] = &[
    r"(?:not|no|nicht|pas|nah not) (?:only|just|solo|nur|seulement|so) (?:him|her|me|one|us|sales|the one|lui|elle|conmigo|bei (?:mir|ihm|ihr)|a (?:mi|el|ella))",
    r"isn t (?:just |only )?(?:one|a single) (?:user|person|account)",
    r"SEVERAL (?:more|others) (?:now|have|are|users|people|today)",
    r"SEVERAL more now",
    r"SEVERAL(?: \w+)? PEOPLE (?:so far|out of|HIT)",
    r"SEVERAL of (?:the |our |us|them)(?:\w+ )?(?:in \w+ )?(?:HIT|it s happened)",
    r"SEVERAL of us",
    r"(?:affects?|affecting|concerns?|hits?|number of (?:persons|users|people)|happens (?:with|to)|happened to|scope)(?: about| around| over| the| all| at least)* SEVERAL(?: PEOPLE)?",
    r"(?:\d+|SEVERAL) (?:of|out of) (?:the |our |my |some )?(?:\d+|\w+ hundred)(?: PEOPLE)? HIT",
    r"bei beiden",
    r"(?:a )?(?:good )?dozen (?:people|users|of us)",
    r"how many a good dozen",
];

const COUNTED: &[&str] = &[
    r"^(?:only |all |about |both |the )*SEVERAL(?: new| fresh| more| other| of our| of the)*(?: \w+)? PEOPLE",
    r"all (?:two|three|four|five|six|[2-9]|\d\d+) (?:suspended|locked|disabled|fail\w*)",
    r"both (?:are |were )?(?:suspended|locked|disabled|fail\w*|affected)",
    r"(?:suspended|affected|failed) x? ?(?:[2-9]|\d\d+)",
];

const OTHERS: &[&str] = &[
    r"not (?:all|everyone|everybody)(?: of (?:us|them))?(?: HIT|$)",
    r"nor (?:is it )?everyone",
    r"(?:some|half) of (?:us|them)(?: HIT|$)",
    r"about half of",
    r"the other (?:\d+|users?|people|staff|ones|departments?|offices?|teams?|sites?|accounts) (?:is |are |\w+ )?FINE",
    r"(?:the|all|with the) others (?:are |is |it )?(?:goes |all )?(?:FINE|well|sync|can)",
    r"(?:the )?(?:remainder|rest)(?: of \w+(?: \w+)?)? (?:is |are |all )?FINE",
    r"the rest are",
    r"(?:everyone|everybody|all) else (?:is |are |\w+s )?FINE",
    r"(?:colleagues?|neighbou?rs?|team ?mates?)(?: \w+){0,5} (?:are not|is not|get theirs|get their \w+|are FINE|is FINE|aren t)",
    r"(?:nobody|no one|noone) else(?: has it| is affected| reported[ -~]*)?$",
    r"(?:rest of|remainder of) the \w+ unaffected",
    r"(?:department|office|team|site|branch) only",
    r"^(?:eng|sales|finance|marketing|support|hr|ops|emea|\w+ (?:crew|staff|people|team|office)) (?:is|are) (?:FINE|not affected|not concerned)",
    r"\w+ (?:isn t|aren t|is not|are not) (?:affected|concerned)",
    r"the (?:\w+ )?(?:staff|people|team|office|department|crew) (?:don t|doesn t|do not)(?: have it)?$",
    r"works for (?:ordinary|most|other|everyone else|everybody else|some) ?\w*",
    r"users with (?:\w+ ){1,3}are FINE",
    r"im lager geht",
    r"admins only",
    r"(?:isn t|not) everyone",
];

/// Other things that are counted.
const OTHER_THINGS: &[&str] = &[
    r"licen[cs]\w*|lic|seats?|lizenz\w*|licencias?|licencas?|codes?|services?|characters?|chars|letters?|digits?|percent|objects?|methods?|factors?|domains?|filter\w*|quer(?:y|ies)|hits|creat\w*|made|added|onboard\w*|assigned|bulk\w*|import\w*|returns?|expected|saves?|names?|passwords?|groups?|load|loaded|angelegt|cread\w*|cri\w*",
];

const CHANGE: &str = r"(?:changed?|changes|edit(?:ed|s)?|entered|corrected|updated|renamed|amended|amendment|typed in|geandert|cambie|cambiado|modified|modifie|alterei|mudei)";
/// Words of changes that are asked about by another symptom.
const PASSWORD: [&str; 6] = ["pass", "pw", "reset", "kennwort", "contrasena", "senha"];

const RECENT: &[&str] = &[
    r"(?:\w+ )?(?:sec|second|min|minute|hour|hr)s? (?:ago|back)",
    r"\d+ ?(?:h|min|m|hrs|hours|minutes) (?:ago|old)",
    r"just now|today|tonight|yesterday(?: \w+)?|this (?:morning|afternoon|evening|noon)|before lunch|at lunch|last night",
    r"heute|gestern|vorhin|gerade eben|hoy|ayer|hace (?:una|dos|tres|\d+|unas|media)? ?(?:hora|horas|minutos)|aujourd hui|hier|il y a (?:une|deux|\d+) (?:heures?|minutes)|hoje|ontem",
    r"at \d+(?: \d+)? ?(?:am|pm)",
];

const OLD: &[&str] = &[
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|several|some|[2-9]|\d\d+) (?:days|weeks|months|years)",
    r"(?:a|one|\d+) (?:week|month|year|fortnight)s? (?:ago|back|old|now)|fortnight ago",
    r"last (?:week|month|year|spring|autumn|summer|winter|\w+day)",
    r"(?:in|since|of) (?:january|february|march|april|may|june|july|august|september|october|november|december)",
    r"back in \w+|weeks ago|months ago|start of term|of last month",
    r"letzte woche|vor (?:zwei|drei|\d+) (?:tagen|wochen|monaten)|la semana pasada|hace (?:dos|tres|\d+) (?:dias|semanas|meses)|la semaine derniere",
];
