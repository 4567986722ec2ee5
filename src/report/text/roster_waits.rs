//! What callers of a roster experience with the queue carried through the day.

use super::page::{Align, Page, Table};
use super::promises::{measure, promise, verdict};
use crate::domain::clock::Weekday;
use crate::domain::units::Language;
use crate::report::words::roster_waits as words;
use crate::report::words::{labels, numbers, through_day};
use crate::wire::answer::TargetReport;
use crate::wire::roster_answer::{LineThroughDay, Obstacle, Raised, Roster};
use jiff::civil::Date;

/// Changes that are listed one by one.
const LISTED: usize = 6;

pub(super) fn write(page: &mut Page, roster: &Roster, language: Language) {
    let of_calls = |line: &LineThroughDay| line.figures.attempts_per_week > 0.0;
    let mut lines = roster.through_day.iter().flat_map(|week| &week.lines).peekable();
    // Where the consultants needed are stated, nobody waits whom anybody knows of.
    if lines.peek().is_some() && !lines.any(of_calls) {
        return;
    }
    page.section(words::heading(language));
    let Some(first) = roster.through_day.first() else {
        page.paragraph(words::by_formula(language));
        return;
    };
    page.table(&table(roster, language));
    for week in roster.through_day.iter().filter(|week| !week.broken.is_empty()) {
        page.blank();
        page.paragraph(&words::not_kept(&week.monday, week.obstacle.map(Obstacle::code), language));
        for broken in &week.broken {
            page.item("  • ", &through_day::broken(&broken.line, broken, language));
        }
    }
    page.blank();
    let broken = roster.through_day.iter().any(|week| !week.broken.is_empty());
    // Of people on duty no queue tells anything.
    let counted =
        roster.through_day.iter().flat_map(|week| &week.lines).all(|line| {
            line.targets.iter().all(|target| target.through_day.is_some() || target.met)
        });
    if !roster.shortages.is_empty() && !broken && counted {
        page.paragraph(words::kept_though_short(language));
    }
    let again = roster.through_day.iter().map(|week| week.again).sum();
    page.paragraph(&words::again(roster.raised.len(), again, broken, language));
    if !roster.raised.is_empty() {
        let at: Vec<String> =
            roster.raised.iter().take(LISTED).map(|r| raised(r, language)).collect();
        page.item("  • ", &through_day::all_raised(&at, roster.raised.len(), language));
    }
    let mut methods: Vec<String> =
        first.lines.iter().map(|line| through_day::how(&line.figures, language)).collect();
    methods.dedup();
    methods.iter().for_each(|how| page.paragraph(how));
}

/// Every promise that is followed through the day, a row a week.
fn table(roster: &Roster, language: Language) -> Table {
    let l = labels(language);
    let mut table =
        Table::new(&[Align::Left, Align::Right, Align::Right, Align::Left, Align::Left]);
    let heads = [words::week(language), l.mean_wait, words::worst(language), "", l.kept];
    table.head(heads.map(String::from).into());
    let lines = roster.through_day.first().map_or(&[][..], |week| &week.lines);
    for (k, line) in lines.iter().enumerate() {
        let followed = |target: &usize| line.targets[*target].through_day.is_some();
        let targets: Vec<Option<usize>> =
            (0..line.targets.len()).filter(followed).map(Some).collect();
        for number in if targets.is_empty() { vec![None] } else { targets } {
            let target = number.map(|number| &line.targets[number]);
            table.across(&title(line, target, language));
            for week in &roster.through_day {
                table.row(row(&week.monday, &week.lines[k], number, language));
            }
        }
    }
    table
}

/// A line and one of its promises.
fn title(line: &LineThroughDay, target: Option<&TargetReport>, language: Language) -> String {
    let Some(target) = target else { return line.line.clone() };
    let [name, promised] = promise(language, line.threshold_s, target);
    format!("{}: {name} {promised}", line.line)
}

fn row(
    monday: &str,
    line: &LineThroughDay,
    target: Option<usize>,
    language: Language,
) -> Vec<String> {
    let l = labels(language);
    let wait = |v: f64| numbers::duration(v, language);
    let mut cells =
        vec![format!("  {monday}"), through_day::with_interval(line.figures.mean_wait_s, &wait)];
    let target = target.and_then(|number| line.targets.get(number));
    let carried = target.and_then(|target| Some((target, target.through_day.as_ref()?)));
    cells.extend(match carried {
        None => [numbers::NONE.to_owned(), String::new(), String::new()],
        Some((target, carried)) => {
            let (_, text) = measure(language, target);
            let kept = verdict(carried.decided(target.measure, target.promised), l);
            let reached = through_day::with_interval(carried.reached, &*text);
            [reached, through_day::place(carried.at, language), kept.to_owned()]
        }
    });
    cells
}

fn raised(r: &Raised, language: Language) -> String {
    let weekday = r.date.parse::<Date>().map(|date| date.weekday().to_monday_zero_offset());
    let day = weekday.map_or("", |d| numbers::day(Weekday::ALL[d as usize], language));
    let lines = r.lines.join("+");
    format!("{lines} {day} {} {}: {} → {}", r.date, r.start, r.by_formula, r.planned)
}
