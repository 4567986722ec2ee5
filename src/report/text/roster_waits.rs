//! What callers of a roster experience with the queue carried through the day.

use super::page::{Align, Page, Table};
use crate::clock::Weekday;
use crate::report::words::roster_waits as words;
use crate::report::words::{labels, numbers, through_day};
use crate::roster_answer::{LineThroughDay, Raised, Roster};
use crate::units::Language;
use jiff::civil::Date;

/// Changes that are listed one by one.
const LISTED: usize = 6;

pub(super) fn write(page: &mut Page, roster: &Roster, language: Language) {
    page.section(words::heading(language));
    let Some(first) = roster.through_day.first() else {
        page.paragraph(words::by_formula(language));
        return;
    };
    page.table(&table(roster, language));
    for week in roster.through_day.iter().filter(|week| !week.broken.is_empty()) {
        page.blank();
        page.paragraph(&words::not_kept(&week.monday, week.obstacle.as_deref(), language));
        for broken in &week.broken {
            page.item("  • ", &through_day::broken(&broken.line, broken, language));
        }
    }
    page.blank();
    let again = roster.through_day.iter().map(|week| week.again).sum();
    page.paragraph(&words::again(roster.raised.len(), again, language));
    if !roster.raised.is_empty() {
        let at: Vec<String> =
            roster.raised.iter().take(LISTED).map(|r| raised(r, language)).collect();
        page.item("  • ", &through_day::all_raised(&at, roster.raised.len(), language));
    }
    let mut told: Vec<String> =
        first.lines.iter().map(|line| through_day::how(&line.figures, language)).collect();
    told.dedup();
    told.iter().for_each(|how| page.paragraph(how));
}

fn table(roster: &Roster, language: Language) -> Table {
    let l = labels(language);
    let mut table = Table::new(&[Align::Left, Align::Right, Align::Left, Align::Left]);
    table.head(
        [words::week(language), l.mean_wait, words::worst(language), l.kept]
            .map(String::from)
            .into(),
    );
    let lines = roster.through_day.first().map_or(&[][..], |week| &week.lines);
    for (k, line) in lines.iter().enumerate() {
        table.across(&line.line);
        for week in &roster.through_day {
            let Some(line) = week.lines.get(k) else { continue };
            rows(&mut table, &week.monday, line, language);
        }
    }
    table
}

/// A week of a line: a row for each promise that is followed through the day.
fn rows(table: &mut Table, monday: &str, line: &LineThroughDay, language: Language) {
    let l = labels(language);
    let wait = |v: f64| numbers::duration(v, language);
    let wait = through_day::with_interval(line.figures.mean_wait_s, &wait);
    let mut first = [format!("  {monday}"), wait];
    let followed = line.targets.iter().filter_map(|t| Some((t, t.through_day.as_ref()?)));
    let mut none = true;
    for (target, carried) in followed {
        let [monday, wait] = std::mem::take(&mut first);
        let kept = if carried.met { l.yes } else { l.no };
        let worst = through_day::worst(target, language).unwrap_or_default();
        table.row(vec![monday, wait, worst, kept.to_owned()]);
        none = false;
    }
    if none {
        let [monday, wait] = first;
        table.row(vec![monday, wait, numbers::NONE.to_owned(), String::new()]);
    }
}

fn raised(r: &Raised, language: Language) -> String {
    let weekday = r.date.parse::<Date>().map(|date| date.weekday().to_monday_zero_offset());
    let day = weekday.map_or("", |d| numbers::day(Weekday::ALL[d as usize].code(), language));
    let lines = r.lines.join("+");
    format!("{lines} {day} {} {}: {} → {}", r.date, r.start, r.by_formula, r.planned)
}
