//! Numbers, amounts, shares, lengths of time, days and dates as each language writes them.
//!
//! A value that is no finite number is written as a dash. Polish groups digits with a no-break space and
//! has a decimal comma; English has the comma and the point.

use super::labels;
use crate::domain::clock::{DAY_MINUTES, TimeOfDay, Weekday};
use crate::domain::units::Language;

/// A number that lies this near to a whole one is written as the whole one.
const WHOLE: f64 = 1e-6;

/// The dash in place of a figure that does not exist.
pub const NONE: &str = "—";

/// Keeps a number together with what belongs to it at the end of a line.
const NO_BREAK_SPACE: char = '\u{a0}';

/// Beyond this, digits would pretend to a precision that the number has not.
const MOST_DIGITS: f64 = 1e15;

/// Most further digits that tell a figure from its promise.
const MOST_FURTHER: usize = 4;

/// A number with this many decimals.
pub fn number(value: f64, decimals: usize, language: Language) -> String {
    if !value.is_finite() {
        return NONE.to_owned();
    }
    if value.abs() >= MOST_DIGITS {
        return format!("{value:.3e}")
            .replace('.', if language == Language::Pl { "," } else { "." });
    }
    let digits = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let mut text = String::new();
    if value < 0.0 && digits.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
        text.push('−');
    }
    let (thousands, decimal) = match language {
        Language::Pl => (NO_BREAK_SPACE, ','),
        Language::En => (',', '.'),
    };
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            text.push(thousands);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(decimal);
        text.push_str(fraction);
    }
    text
}

/// A number with one decimal, or two where one would change it: hours, calls of a table.
pub fn tenths(value: f64, language: Language) -> String {
    let one_is_enough = (value * 10.0 - (value * 10.0).round()).abs() < WHOLE;
    number(value, if one_is_enough { 1 } else { 2 }, language)
}

/// A count.
pub fn whole(value: u64, language: Language) -> String {
    number(value as f64, 0, language)
}

/// An amount of money with its currency: `PLN 12,345.50`, `12 345,50 zł`.
pub fn money(value: f64, currency: &str, language: Language) -> String {
    let amount = number(value, 2, language);
    match (language, currency) {
        _ if !value.is_finite() => amount,
        (Language::En, _) => format!("{currency} {amount}"),
        (Language::Pl, _) => {
            format!("{amount}{NO_BREAK_SPACE}{}", currency_name(currency, language))
        }
    }
}

/// The currency as the language writes it: `zł` in Polish for the code PLN, else the code.
pub fn currency_name(currency: &str, language: Language) -> &str {
    if language == Language::Pl && currency == "PLN" { "zł" } else { currency }
}

/// A share as a percentage with this many decimals: `93.2%`, `93,2%`.
pub fn percent(share: f64, decimals: usize, language: Language) -> String {
    let text = number(share * 100.0, decimals, language);
    if share.is_finite() { text + "%" } else { text }
}

/// A share that is a promise, "at most": two decimals, rounded up.
pub fn at_most(share: f64, language: Language) -> String {
    percent(if share > 0.0 { (share * 1e4 - WHOLE).ceil() / 1e4 } else { share * 0.0 }, 2, language)
}

/// A length of time: `4.3 s`, `47 s`, `1 min 47 s`, `2 min`, `1 h 05 min`.
pub fn duration(seconds: f64, language: Language) -> String {
    if !(0.0..MOST_DIGITS).contains(&seconds) {
        return NONE.to_owned();
    }
    let tenth = (seconds * 10.0).round() / 10.0;
    if tenth < 10.0 {
        let decimals = usize::from(tenth.fract() != 0.0);
        return format!("{} s", number(tenth, decimals, language));
    }
    let whole_seconds = seconds.round() as u64;
    let (minutes, rest) = (whole_seconds / 60, whole_seconds % 60);
    match (minutes, rest) {
        (0, rest) => format!("{rest} s"),
        (1..60, 0) => format!("{minutes} min"),
        (1..60, rest) => format!("{minutes} min {rest:02} s"),
        _ => {
            let minutes = (seconds / 60.0).round() as u64;
            format!("{} h {:02} min", whole(minutes / 60, language), minutes % 60)
        }
    }
}

/// A wait by the formula, which knows no end of it where more callers come than a steady queue could ever serve.
pub fn steady_wait(seconds: f64, language: Language) -> String {
    match seconds == f64::INFINITY {
        true => super::labels(language).no_end.to_owned(),
        false => duration(seconds, language),
    }
}

/// A figure beside the promise that it is held against. One that breaks it is written with as many further
/// digits as tell the two apart; `write` takes the number of further digits.
pub fn beside(
    value: f64,
    promised: f64,
    breaks: bool,
    write: &dyn Fn(f64, usize) -> String,
) -> String {
    let digits = if breaks { MOST_FURTHER } else { 0 };
    let differs = |digits: &usize| write(value, *digits) != write(promised, *digits);
    write(value, (0..=digits).find(differs).unwrap_or(0))
}

/// A length of time in seconds with further digits: `60.4 s`; without them as in [`duration`].
pub fn seconds(seconds: f64, digits: usize, language: Language) -> String {
    match digits {
        0 => duration(seconds, language),
        _ => format!("{} s", number(seconds, digits, language)),
    }
}

/// From one time to another; what starts at midnight starts at 00:00, what ends then ends at 24:00.
pub fn stretch(from: TimeOfDay, to: TimeOfDay) -> String {
    let from = if from.minutes() == DAY_MINUTES { TimeOfDay::START } else { from };
    format!("{from}–{to}")
}

/// The short name of a day.
pub fn day(day: Weekday, language: Language) -> &'static str {
    labels(language).days[day.index()]
}

/// Days in the order of the week, runs drawn together: `Mon–Thu`, `Mon, Wed–Fri`.
pub fn days(days: &[Weekday], language: Language) -> String {
    let mut known: Vec<usize> = days.iter().map(|day| day.index()).collect();
    known.sort_unstable();
    known.dedup();
    let names = labels(language).days;
    let parts: Vec<String> = known
        .chunk_by(|a, b| a + 1 == *b)
        .map(|run| match run {
            [first, .., last] => format!("{}–{}", names[*first], names[*last]),
            run => run.iter().map(|day| names[*day]).collect(),
        })
        .collect();
    parts.join(", ")
}

/// A date written as `2026-11-23` in words: `23 November 2026`, `23 listopada 2026`. Anything else
/// stays as it is.
pub fn date(text: &str, language: Language) -> String {
    match text.parse::<jiff::civil::Date>() {
        Ok(date) => {
            let month = labels(language).months[usize::from(date.month().unsigned_abs()) - 1];
            format!("{} {month} {}", date.day(), date.year())
        }
        Err(_) => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{En, Pl};

    #[test]
    fn numbers_are_written_as_each_language_does() {
        assert_eq!(number(1_234_567.891, 2, En), "1,234,567.89");
        assert_eq!(number(1_234_567.891, 2, Pl), "1\u{a0}234\u{a0}567,89");
        assert_eq!(number(-999.96, 1, En), "−1,000.0");
        assert_eq!(number(-0.04, 1, En), "0.0");
        assert_eq!(number(100.0, 0, Pl), "100");
        assert_eq!(number(1e300, 2, Pl), "1,000e300");
        for odd in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(number(odd, 2, En), NONE);
            assert_eq!(money(odd, "PLN", Pl), NONE);
            assert_eq!(percent(odd, 1, En), NONE);
            assert_eq!(duration(odd, En), NONE);
            assert_eq!(at_most(odd, En), NONE);
        }
    }

    #[test]
    fn amounts_carry_their_currency() {
        assert_eq!(money(12_345.5, "PLN", Pl), "12\u{a0}345,50\u{a0}zł");
        assert_eq!(money(12_345.5, "PLN", En), "PLN 12,345.50");
        assert_eq!(money(0.0, "EUR", Pl), "0,00\u{a0}EUR");
    }

    #[test]
    fn shares_are_percentages_and_bounds_round_up() {
        assert_eq!(percent(0.932, 1, En), "93.2%");
        assert_eq!(percent(0.932, 1, Pl), "93,2%");
        assert_eq!(at_most(0.003, En), "0.30%");
        assert_eq!(at_most(0.003_01, En), "0.31%");
        assert_eq!(at_most(-0.2, Pl), "0,00%");
    }

    #[test]
    fn lengths_of_time_have_the_unit_that_suits_them() {
        let expected = [
            (0.0, "0 s"),
            (4.26, "4.3 s"),
            (9.96, "10 s"),
            (47.4, "47 s"),
            (59.7, "1 min"),
            (107.0, "1 min 47 s"),
            (121.0, "2 min 01 s"),
            (3_599.6, "1 h 00 min"),
            (3_900.0, "1 h 05 min"),
            (-1.0, NONE),
        ];
        for (seconds, text) in expected {
            assert_eq!(duration(seconds, En), text, "{seconds}");
        }
        assert_eq!(duration(4.26, Pl), "4,3 s");
    }

    #[test]
    fn a_broken_promise_never_looks_kept() {
        let write = |value: f64, digits: usize| seconds(value, digits, En);
        assert_eq!(beside(60.4, 60.0, true, &write), "60.4 s");
        assert_eq!(beside(60.04, 60.0, true, &write), "60.04 s");
        assert_eq!(beside(59.7, 60.0, false, &write), "1 min");
        assert_eq!(beside(75.0, 60.0, true, &write), "1 min 15 s");
        let share = |value: f64, digits: usize| percent(value, 1 + digits, Pl);
        assert_eq!(beside(0.7996, 0.8, true, &share), "79,96%");
        assert_eq!(beside(0.8004, 0.8, false, &share), "80,0%");
    }

    #[test]
    fn midnight_begins_a_day_and_ends_one() {
        let at = |text: &str| TimeOfDay::parse(text).unwrap();
        assert_eq!(stretch(at("24:00"), at("00:15")), "00:00–00:15");
        assert_eq!(stretch(at("16:00"), at("24:00")), "16:00–24:00");
    }

    #[test]
    fn runs_of_days_are_drawn_together() {
        use Weekday::{Fri, Mon, Thu, Tue, Wed};
        assert_eq!(days(&[Mon, Tue, Wed, Thu], En), "Mon–Thu");
        assert_eq!(days(&[Fri, Mon, Wed, Thu, Mon], En), "Mon, Wed–Fri");
        assert_eq!(days(&Weekday::ALL, Pl), "pn–nd");
        assert_eq!(days(&[], En), "");
    }

    #[test]
    fn hours_keep_their_quarters() {
        assert_eq!(tenths(7.75, En), "7.75");
        assert_eq!(tenths(37.5, Pl), "37,5");
        assert_eq!(tenths(f64::NAN, En), NONE);
    }

    #[test]
    fn dates_are_written_out() {
        assert_eq!(date("2026-11-23", En), "23 November 2026");
        assert_eq!(date("2026-11-23", Pl), "23 listopada 2026");
        assert_eq!(date("next week", Pl), "next week");
    }
}
