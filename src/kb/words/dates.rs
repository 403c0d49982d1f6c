//! Dates and times as a language writes them.

use jiff::Zoned;
use jiff::civil::Weekday;

use super::{Language, Phrase, Translator};

const MONTHS: [Phrase; 12] = [
    Phrase::January,
    Phrase::February,
    Phrase::March,
    Phrase::April,
    Phrase::May,
    Phrase::June,
    Phrase::July,
    Phrase::August,
    Phrase::September,
    Phrase::October,
    Phrase::November,
    Phrase::December,
];

impl Translator<'_> {
    /// Writes a date with its weekday: "Tuesday, 24 November 2026".
    pub fn date(&self, at: &Zoned) -> String {
        let weekday = match at.weekday() {
            Weekday::Monday => Phrase::Monday,
            Weekday::Tuesday => Phrase::Tuesday,
            Weekday::Wednesday => Phrase::Wednesday,
            Weekday::Thursday => Phrase::Thursday,
            Weekday::Friday => Phrase::Friday,
            Weekday::Saturday => Phrase::Saturday,
            Weekday::Sunday => Phrase::Sunday,
        };
        let month = usize::try_from(at.month() - 1).ok().and_then(|month| MONTHS.get(month));
        let month = month.copied().unwrap_or(Phrase::January);
        let day = match (self.language, at.day()) {
            (Language::Fr, 1) => "1er".to_owned(),
            (_, day) => day.to_string(),
        };
        self.phrase(Phrase::Date)
            .replace("{weekday}", self.phrase(weekday))
            .replace("{day}", &day)
            .replace("{month}", self.phrase(month))
            .replace("{year}", &at.year().to_string())
    }

    /// Writes a date with its time to the minute: "Tuesday, 24 November 2026, 14:20".
    pub fn time(&self, at: &Zoned) -> String {
        self.phrase(Phrase::DateAndTime)
            .replace("{date}", &self.date(at))
            .replace("{time}", &at.strftime("%H:%M").to_string())
    }
}
