//! How something is said: as a fact of now, or as a question, a plan, a guess, a condition, a
//! quotation, something of the past or of another system. Only a fact of now states a symptom.

use std::sync::LazyLock;

use regex::RegexSet;

/// How something is said, as a set of [`Mood`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Moods(u8);

/// One way in which something is said that makes it less than a fact of now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mood {
    /// It is asked, or somebody is said to ask it.
    Question,
    /// It is meant to be done, wished or forbidden.
    Plan,
    /// Somebody supposes it.
    Guess,
    /// It holds under a condition only.
    Condition,
    /// A manual or an article says it.
    Quotation,
    /// It was so, or is over.
    Past,
    /// It is about something else.
    Elsewhere,
}

impl Mood {
    /// How many moods there are.
    pub(super) const COUNT: usize = 7;

    /// All of them, in the order of [`PATTERNS`].
    pub(super) const ALL: [Self; Self::COUNT] = [
        Self::Question,
        Self::Plan,
        Self::Guess,
        Self::Condition,
        Self::Quotation,
        Self::Past,
        Self::Elsewhere,
    ];
}

impl Moods {
    /// With one more.
    pub(super) fn with(self, mood: Mood) -> Self {
        Self(self.0 | 1 << mood as u8)
    }

    /// Whether one of them is this.
    pub(super) fn has(self, mood: Mood) -> bool {
        self.0 & (1 << mood as u8) != 0
    }

    /// Whether it is said as a fact of now.
    pub(super) fn is_fact(self) -> bool {
        self.0 == 0
    }

    /// One number for each mood, 1 if it is there.
    pub(super) fn numbers(self) -> [f64; Mood::COUNT] {
        Mood::ALL.map(|mood| f64::from(u8::from(self.has(mood))))
    }
}

/// What tells each mood, in folded words with one space between them.
const PATTERNS: [&str; Mood::COUNT] = [
    // Question
    r"^(and |so |but |or |q |also |hi |hello |comment |warum |wieso )*(how|what|why|who|whom|whose|which|where|does|do (i|we|you|they|the|our)|did (i|we|you)|can (i|we|you|somebody|someone|anybody|anyone)|could|would|should|shall|is (it|that|this|there) (a |any |possible|safe|bad|normal|true|because|ok)|are there|are (backup|the|these|they)|will (it|that|the|they|he|she|we)|has any|have you|might it|may i|wie|was (ist|passiert|ware)|wer|wo|welche|konnen|kann (ich|man|ich)|soll|como|que pasa|cuando|cual|puedo|se puede|hay que|sera que|o que|comment|pourquoi|est ce|quand|peut on)\b|\b(asks?|asked|wonder(s|ed|ing)?|wants? to know|would like to know|question|whether|request information|curious|does that matter|is that (so|true|planned|normal)|any (idea|suggestion|way)|how do (i|we)|how can (i|we)|how long does|what happens|was passiert|que pasa si|feature request)\b",
    // Plan
    r"\b(todo|to do|to decide|tmrw|tomorrow|next (week|month|year|quarter|sprint|summer)|plan|plans|planned|planning|proposed|intends?|intend to|going to|gonna|wanna|want to|we ll|they ll|i ll|he ll|will be|will (onboard|add|demote|remove|move|bind|switch|change|create)|would like|would need|d need|d like|d rather|scheduled|aims? to|thinking of|consider(ing)?|before (we|i|they) (go|proceed|click|start|do)|don t (remove|touch|delete|do|change|add)|please (do not|don t|make sure|add|send|remove|check|create|delete|change|call|give|tell|explain)|inform|wollen|mochten|planen|queremos|vamos a|voulons|change request|requested|it would be nice|would be nice|should be|must be changed|needs? checking|need to (buy|add|move|check)|have to (add|buy|check)|morgen|nachste woche|semaine prochaine|proxima semana)\b",
    // Guess
    r"\b(i think|we think|they think|thinks|thought|maybe|perhaps|possibly|probably|prob|presumably|suspects?|suspicion|hunch|guess|guessing|not sure|unsure|believes?|idk|might be|may be|could be|may have|might have|feeling (it|that)|theory|conceivable|i assume|suppose|reckon|wouldn t know|no idea|i d say|says it s the|not (verified|checked|confirmed)|unverified|vielleicht|ich glaube|vermute|vermutlich|creo que|quizas|tal vez|no estoy seguro|estou achando|acho que|talvez|peut etre|je pense|je crois|either)\b",
    // Condition
    r"^(and |so |but |also )*(if|in case|suppose|supposing|should (the|we|they|it)|falls|wenn|si|se|caso)\b|\b(if (we|i|they|he|she|it|the|max|someone|somebody|our|you|seats|there|this|that|resources)|otherwise|in that case|would (lose|be|it|she|he|have|happen)|were to|unless)\b",
    // Quotation
    r"\b(documentation|docs? (say|says|state|states)|(help|guide|manual|article|leaflet|handout|faq|runbook|policy|book|web ?page|brochure|help page) (says|say|states|is|quoted?|quote|tells|mentions|about)|according to|per the|pursuant|best practice|in the help|article says|laut|segun|d apres|reading up|i read that|it is (said|written))\b",
    // Past
    r"\b(last (year|autumn|spring|summer|winter|sprint)|years? (ago|back)|year ago|back in|in (19|20) ?\d\d|(19|20)\d\d (fixed|solved|resolved)|until (19|20)\d\d|used to|formerly|was (fixed|solved|resolved|cleared|sorted|mended|replaced)|were (fixed|solved|resolved)|been (fixed|solved|resolved|remedied|restored)|is (fixed|solved|resolved|over)|(fixed|solved|resolved|remedied|sorted|mended|restored) (it|then|now|since|same|this|by|in|that|within|at|and)|(long|already|since|then|yeah) (fixed|solved|resolved)|got (fixed|resolved|solved)|sorted it|mended it|case closed|closed in|history|that s over|at the time|has been (active|well|fine)|long been|and (on|back) again|let back in|put them all back|now it works|it all works|works (again|now)|is fine now|no issue today|was (limited|off|blocked|restricted|suspended) (until|till|for)|ya fue resuelto|ja foi resolvido|el ano pasado|no ano passado|letztes jahr|l an dernier|vor einem jahr|before one year|in spring|in summer|in autumn|once years)\b",
    // Elsewhere
    r"\b(unrelated|other vendor|different vendor|another vendor|another (topic|team|company|tool)|separate (job|project|drama|matter|ticket)|different (product|tool|issue|project|vendor)|not my area|handled elsewhere|ignore|vendor on it|n a here|sister company|other (client|customer|company|product|tool)|netflix|facebook|instagram|linkedin|salesforce|slack|jira|zoom|zendesk|figma|printer|drucker|wifi|wlan|vpn|ssh|s3|artifactory|grafana|vercel|github|gitlab|jenkins|whiteboard|web ?shop|moodle|bank|banco|lottery|till|tablet|tv|mainframe|payroll|microsoft 365|office 365|m 365|e ?books?|exam tool|training platform|booking site|card reader|alarm|badge|pharmacy|firewall|x ray|pacs|bitwarden|dropbox|docusign|hubspot|confluence|sharepoint|notion|trello|spotify)\b",
];

/// The patterns, prepared once: they are the same for every knowledge base. `None` if they could not
/// be built, which a test rules out.
static READY: LazyLock<Option<RegexSet>> = LazyLock::new(|| {
    // Folded words hold next to no letters but ASCII.
    let ascii = PATTERNS.map(|pattern| format!("(?-u){pattern}"));
    RegexSet::new(ascii).ok()
});

impl Moods {
    /// How some folded words, with one space between them, are said.
    pub(super) fn of(folded: &str) -> Self {
        let found = READY.iter().flat_map(|patterns| patterns.matches(folded));
        found.fold(Self::default(), |moods, at| moods.with(Mood::ALL[at]))
    }
}

#[cfg(test)]
mod tests {
    use super::{Mood, Moods, READY};

    #[test]
    fn every_mood_is_told_and_a_fact_is_none() {
        assert!(READY.is_some(), "a pattern is not sound");
        for (folded, mood) in [
            ("does this suspend him", Mood::Question),
            ("we want to bind the group", Mood::Plan),
            ("i think it is the licenses", Mood::Guess),
            ("if the account were suspended", Mood::Condition),
            ("the manual says so", Mood::Quotation),
            ("it was fixed last year", Mood::Past),
            ("the printer says so that is unrelated", Mood::Elsewhere),
        ] {
            assert!(Moods::of(folded).has(mood), "{folded:?}: {mood:?}");
        }
        assert!(Moods::of("new users never appear in google").is_fact());
    }
}
