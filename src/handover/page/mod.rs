//! The roster as one printable page: the weeks for the wall, then a page for each person. It needs
//! nothing else: no script, no font, no network.

use crate::domain::units::Language;
use crate::handover::names::Names;
use crate::report::words::hand_over::{ABSENT, Words, weekday, words};
use crate::report::words::macros::say;
use crate::report::words::{edition, labels, numbers, rhythm};
use crate::scenario::Scenario;
use crate::wire::roster_answer::{self, Code, Day, Person, Rhythm, Roster};
use askama::Template;
use jiff::civil::Date;

#[derive(Template)]
#[template(path = "roster.html")]
struct Page<'a> {
    title: &'a str,
    period: String,
    absent: &'static str,
    evening: String,
    w: &'static Words,
    weeks: Vec<Week>,
    people: Vec<OnePerson>,
    edition: Option<Edition>,
    rhythm: Option<Days>,
}

/// State and version, and what changes.
struct Edition {
    w: &'static edition::EditionWords,
    said: Vec<String>,
    rows: Vec<Change>,
}

/// A day that changes.
struct Change {
    name: String,
    day: String,
    before: String,
    after: String,
    notice: String,
}

/// How the days fall.
struct Days {
    w: &'static rhythm::RhythmWords,
    said: [String; 2],
    rows: Vec<[String; 4]>,
}

struct Week {
    title: String,
    heads: Vec<Head>,
    rows: Vec<Row>,
}

struct Head {
    text: String,
    class: &'static str,
}

struct Row {
    name: String,
    cells: Vec<Cell>,
    hours: String,
}

struct Cell {
    text: String,
    small: String,
    class: &'static str,
}

struct OnePerson {
    name: String,
    about: String,
    changes: Vec<String>,
    weeks: Vec<OwnWeek>,
}

struct OwnWeek {
    title: String,
    days: Vec<OwnDay>,
    hours: String,
}

struct OwnDay {
    name: String,
    head: &'static str,
    class: &'static str,
    text: String,
    breaks: String,
    hours: String,
}

/// What the page is made from.
struct View<'a> {
    roster: &'a Roster,
    names: &'a Names,
    holidays: Vec<bool>,
    /// Minute from which a shift's end is an evening.
    evening: u32,
    w: &'static Words,
    language: Language,
}

/// The page.
///
/// # Errors
/// That it could not be written, which would be a defect.
pub fn html(
    scenario: &Scenario,
    roster: &Roster,
    names: &Names,
    language: Language,
) -> Result<String, String> {
    let weeks = std::iter::once(scenario).chain(&scenario.later_weeks);
    let evening = scenario.roster.as_ref().map_or(1080, |r| r.evening_from);
    let view = View {
        roster,
        names,
        holidays: weeks.flat_map(|w| w.calendar.holidays).collect(),
        evening,
        w: words(language),
        language,
    };
    let after = crate::domain::clock::clock_text(evening);
    let page = Page {
        title: &roster.scenario.title,
        period: view.period(),
        absent: ABSENT,
        evening: say!(language, "ends after {after}", "koniec po {after}"),
        w: view.w,
        weeks: (0..roster.weeks.len()).map(|k| view.week(k)).collect(),
        people: roster.people.iter().map(|p| view.person(p)).collect(),
        edition: roster.edition.as_ref().map(|own| view.edition(own)),
        rhythm: roster.rhythm.as_ref().map(|own| days(own, language)),
    };
    page.render().map_err(|error| format!("the page cannot be written: {error}"))
}

fn days(own: &Rhythm, language: Language) -> Days {
    Days { w: rhythm::words(language), said: rhythm::days(own, language), rows: rhythm::rows(own) }
}

impl View<'_> {
    fn dates(&self) -> &[Day] {
        self.roster.people.first().map_or(&[], |p| &p.days)
    }

    /// First and last day, and which version it is.
    fn period(&self) -> String {
        let days = self.dates();
        let date = |day: Option<&Day>| day.map_or(String::new(), |d| self.date(&d.date));
        let period = format!("{} – {}", date(days.first()), date(days.last()));
        match &self.roster.edition {
            Some(own) => format!("{period} · {}", edition::state(own, self.language)),
            None => period,
        }
    }

    fn edition(&self, own: &roster_answer::Edition) -> Edition {
        let w = edition::words(self.language);
        let first = own.first_new.as_ref().map(|f| edition::first_new(f, self.language));
        let none = (own.against.is_some() && own.changes.is_empty()).then(|| w.none.to_owned());
        let asked = own.is_late().then(|| w.asked.to_owned());
        let state = edition::state(own, self.language);
        Edition {
            w,
            said: [Some(state), first, none, asked].into_iter().flatten().collect(),
            rows: own.changes.iter().map(|c| self.change(c)).collect(),
        }
    }

    /// What changes for one person.
    fn changes_of(&self, name: &str) -> Vec<String> {
        let all = self.roster.edition.iter().flat_map(|own| &own.changes);
        let own = all.filter(|change| change.name == name);
        own.map(|change| edition::change(change, self.language)).collect()
    }

    fn change(&self, change: &roster_answer::Changed) -> Change {
        let notice = change.notice_days.map(|days| edition::notice(days, self.language));
        let mark = if change.late { edition::words(self.language).late } else { "" };
        let notice: Vec<String> =
            notice.into_iter().chain((!mark.is_empty()).then(|| mark.to_owned())).collect();
        Change {
            name: self.names.shown(&change.name).to_owned(),
            day: self.date(&change.date),
            before: edition::on_day(&change.before, self.language),
            after: edition::on_day(&change.after, self.language),
            notice: notice.join(" – "),
        }
    }

    fn date(&self, text: &str) -> String {
        numbers::date(text, self.language)
    }

    /// Days of a week that the wall shows: weekends only where somebody works on them.
    fn shown(&self, week: usize) -> Vec<usize> {
        let works = |d: usize| self.roster.people.iter().any(|p| p.days[d].shift.is_some());
        (7 * week..7 * week + 7).filter(|d| d % 7 < 5 || works(*d)).collect()
    }

    /// The class of a day's head.
    fn kind(&self, d: usize) -> &'static str {
        match (self.holidays.get(d).copied().unwrap_or(false), d % 7) {
            (true, _) => "f",
            (false, 5 | 6) => "e",
            _ => "",
        }
    }

    fn class(&self, day: &Day, d: usize) -> &'static str {
        let Some(shift) = &day.shift else {
            return if day.code == Code::Absent { "n" } else { self.kind(d) };
        };
        let late = shift.worked.span().to() > self.evening;
        match (late, shift.fixed) {
            (true, true) => "l b",
            (true, false) => "l",
            (false, true) => "b",
            (false, false) => "",
        }
    }

    fn week(&self, k: usize) -> Week {
        let shown = self.shown(k);
        let names = labels(self.language).days;
        let heads = shown.iter().map(|d| {
            let date: Option<Date> = self.dates().get(*d).and_then(|day| day.date.parse().ok());
            let date = date.map_or(String::new(), |d| format!(" {}.{:02}", d.day(), d.month()));
            Head { text: format!("{}{date}", names[d % 7]), class: self.kind(*d) }
        });
        Week {
            title: format!("{} {}", self.w.week_of, self.date(&self.roster.weeks[k])),
            heads: heads.collect(),
            rows: self.roster.people.iter().map(|p| self.row(p, k, &shown)).collect(),
        }
    }

    fn row(&self, person: &Person, k: usize, shown: &[usize]) -> Row {
        let cells = shown.iter().map(|d| {
            let day = &person.days[*d];
            let (text, small) = match &day.shift {
                Some(shift) => (shift.hours_text().join("–"), breaks(day)),
                None => (self.none(day), String::new()),
            };
            Cell { text, small, class: self.class(day, *d) }
        });
        Row {
            name: self.names.shown(&person.name).to_owned(),
            cells: cells.collect(),
            hours: self.hours(&person.days[7 * k..7 * k + 7]),
        }
    }

    fn none(&self, day: &Day) -> String {
        if day.code == Code::Absent { ABSENT.to_owned() } else { String::new() }
    }

    fn hours(&self, days: &[Day]) -> String {
        let hours = days.iter().filter_map(|d| d.shift.as_ref()).map(|s| s.paid_hours).sum();
        numbers::tenths(hours, self.language)
    }

    fn person(&self, person: &Person) -> OnePerson {
        let weeks = person.days.chunks(7).enumerate();
        OnePerson {
            name: self.names.shown(&person.name).to_owned(),
            about: format!(
                "{}: {} · {}: {} · {}: {}",
                self.w.hours,
                numbers::tenths(person.paid_hours, self.language),
                self.w.evenings,
                person.evenings,
                self.w.weekend_days,
                person.weekend_days
            ),
            changes: self.changes_of(&person.name),
            weeks: weeks
                .map(|(k, days)| OwnWeek {
                    title: format!("{} {}", self.w.week, k + 1),
                    days: days
                        .iter()
                        .enumerate()
                        .map(|(d, day)| self.day(day, 7 * k + d))
                        .collect(),
                    hours: self.hours(days),
                })
                .collect(),
        }
    }

    fn day(&self, day: &Day, d: usize) -> OwnDay {
        let text = match (&day.shift, day.code) {
            (Some(shift), _) => shift.hours_text().join("–"),
            (None, Code::Absent) => ABSENT.to_owned(),
            _ => self.w.off.to_owned(),
        };
        let hours = day.shift.as_ref().map(|s| numbers::tenths(s.paid_hours, self.language));
        OwnDay {
            name: format!("{}, {}", weekday(d, self.language), self.date(&day.date)),
            head: self.kind(d),
            class: self.class(day, d),
            text,
            breaks: breaks(day),
            hours: hours.unwrap_or_default(),
        }
    }
}

fn breaks(day: &Day) -> String {
    let breaks = day.shift.iter().flat_map(|s| s.breaks_text()).map(|pair| pair.join("–"));
    let off = day.shift.iter().flat_map(|s| s.off_phone_text());
    breaks.chain(off).collect::<Vec<_>>().join(", ")
}
