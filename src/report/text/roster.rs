//! The roster for reading: who works when, what is proven, what was wished, what falls short.

use super::page::{Align, Page, Table, WIDTH};
use super::{edition, off_phone, rhythm, roster_waits};
use crate::domain::clock::Weekday;
use crate::domain::finding::Verdict;
use crate::domain::labour::Reason;
use crate::domain::units::Language;
use crate::report::words::findings;
use crate::report::words::hand_over::ABSENT;
use crate::report::words::numbers::{NONE, day, money, number, percent};
use crate::report::words::remarks;
use crate::report::words::roster::{self as words, RosterWords};
use crate::roster::explain::Alternative;
use crate::wire::roster_answer::{Code, Day, Given, Price, Roster, Stage, WishReport};

/// Characters of a name in the grid.
const NAME: usize = 15;

/// The whole roster.
pub fn roster(roster: &Roster, language: Language) -> String {
    let w = words::words(language);
    let mut page = Page::default();
    page.title(&roster.scenario.title);
    grid(&mut page, roster, w, language);
    edition::write(&mut page, roster, language);
    stages(&mut page, roster, w, language);
    shortages(&mut page, roster, w, language);
    roster_waits::write(&mut page, roster, language);
    people(&mut page, roster, w, language);
    off_phone::write(&mut page, roster, language);
    rhythm::write(&mut page, roster, language);
    wishes(&mut page, roster, w, language);
    rules(&mut page, roster, w, language);
    page.blank();
    page.paragraph(w.hand_over);
    page.finish()
}

/// The verdict of an independent check of a roster that was read from `file`.
pub fn check(verdict: &Verdict, file: &str, language: Language) -> String {
    let mut page = Page::default();
    let summary = remarks::verdict(verdict.passed(), verdict.findings.len(), language);
    page.paragraph(&format!("{file}: {summary}"));
    for finding in verdict.findings.iter().chain(&verdict.remarks) {
        page.item("  • ", &findings::finding(finding, language));
    }
    page.finish()
}

/// Whether a roster read back was edited, and where people are short in it.
pub fn covered(roster: &Roster, edited: bool, language: Language) -> String {
    let w = words::words(language);
    let mut page = Page::default();
    page.paragraph(if edited { w.edited } else { w.unedited });
    if roster.shortages.is_empty() {
        page.paragraph(w.covered);
    } else {
        stretches(&mut page, roster, w, language);
    }
    page.finish()
}

fn grid(page: &mut Page, roster: &Roster, w: &RosterWords, language: Language) {
    page.section(w.weeks);
    let used: Vec<usize> = (0..7)
        .filter(|d| {
            *d < 5
                || roster
                    .people
                    .iter()
                    .any(|p| p.days.iter().skip(*d).step_by(7).any(|x| x.shift.is_some()))
        })
        .collect();
    let width = ((WIDTH - NAME - 5) / used.len()).min(12);
    let (mut starred, mut away) = (false, false);
    for (k, monday) in roster.weeks.iter().enumerate() {
        page.blank();
        let mut head = " ".repeat(NAME);
        for d in &used {
            head += &format!("{:<width$}", day(Weekday::ALL[*d], language));
        }
        page.line(&format!("{} {monday}", w.week_of));
        page.line(&format!("{head}{:>5}", "h"));
        for person in &roster.people {
            let days = &person.days[7 * k..7 * k + 7];
            let mut line = format!("{:<NAME$}", cut(&person.name, NAME - 1));
            for d in &used {
                line += &format!("{:<width$}", cell(&days[*d], width, w));
                starred |= days[*d].shift.as_ref().is_some_and(|s| s.fixed);
                away |= days[*d].code == Code::Absent;
            }
            let hours: f64 =
                days.iter().filter_map(|d| d.shift.as_ref()).map(|s| s.paid_hours).sum();
            page.line(&format!("{line}{:>5}", number(hours, 1, language)));
        }
    }
    if starred {
        page.line(w.fixed_note);
    }
    if away {
        page.line(&format!("{ABSENT} {}", w.absent));
    }
}

fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

/// A day within the width of its column: `07:30-15:30`, or where that does not fit `0730+8`.
fn cell(day: &Day, width: usize, w: &RosterWords) -> String {
    match (&day.shift, day.code) {
        (None, Code::Absent) => ABSENT.to_owned(),
        (None, _) => w.off.to_owned(),
        (Some(shift), _) => {
            let star = if shift.fixed { "*" } else { "" };
            let [start, end] = shift.hours_text();
            let long = format!("{start}-{end}{star}");
            // A star may touch the next column.
            if long.chars().count() < width + star.len() {
                return long;
            }
            let hours = f64::from(shift.worked.span().minutes()) / 60.0;
            format!("{}+{hours}{star}", start.replace(':', ""))
        }
    }
}

fn stages(page: &mut Page, roster: &Roster, w: &RosterWords, language: Language) {
    page.section(w.stages);
    let mut table = Table::new(&[
        Align::Left,
        Align::Right,
        Align::Left,
        Align::Right,
        Align::Right,
        Align::Left,
    ]);
    table.head([w.stage, w.value, "", w.bound, w.gap, w.proof].map(str::to_owned).to_vec());
    roster.stages.iter().for_each(|s| table.row(stage_row(s, language)));
    page.table(&table);
    page.blank();
    for s in &roster.stages {
        page.item(
            "  ",
            &format!(
                "{}: {}",
                words::stage(s.stage.code(), language),
                words::scope(s.scope, language)
            ),
        );
    }
}

fn stage_row(s: &Stage, language: Language) -> Vec<String> {
    vec![
        words::stage(s.stage.code(), language).to_owned(),
        number(s.value, 2, language),
        words::unit(&s.unit, language).to_owned(),
        number(s.bound, 2, language),
        percent(s.gap, 2, language),
        words::status(s.status, language).to_owned(),
    ]
}

fn shortages(page: &mut Page, roster: &Roster, w: &RosterWords, language: Language) {
    if roster.shortages.is_empty() {
        page.blank();
        page.paragraph(w.covered);
        leaders(page, roster, language);
        return;
    }
    stretches(page, roster, w, language);
    page.section(w.relaxations);
    if roster.relaxations.is_empty() {
        page.paragraph(w.nothing_helps);
    }
    relaxations(page, roster, w, language);
}

/// Lines that ask for leaders, where there are enough of them.
fn leaders(page: &mut Page, roster: &Roster, language: Language) {
    let asked = roster.leaders.iter().map(|row| (row.line.as_str(), row.required));
    let asked: std::collections::BTreeSet<(&str, u32)> = asked.collect();
    for (line, least) in asked {
        page.paragraph(&words::led(line, least, language));
    }
}

fn stretches(page: &mut Page, roster: &Roster, w: &RosterWords, language: Language) {
    page.section(w.shortages);
    for s in &roster.shortages {
        let who = format!(
            "{} {}-{} {}: {} {}",
            s.date,
            s.start,
            s.end,
            words::needed(&s.lines, s.leaders, language),
            w.short,
            number(s.short, 1, language)
        );
        page.item("• ", &who);
        for reason in reasons(s) {
            let names: Vec<&str> =
                s.blocked.iter().filter(|b| b.rule == reason).map(|b| b.name.as_str()).collect();
            page.item(
                "    ",
                &format!("{}: {}", words::rule(reason.code(), language), names.join(", ")),
            );
        }
    }
}

fn relaxations(page: &mut Page, roster: &Roster, w: &RosterWords, language: Language) {
    for r in &roster.relaxations {
        let subject = if r.kind == Given::Rule {
            words::rule(&r.subject, language)
        } else {
            r.subject.clone()
        };
        let without = if language == Language::En && r.kind != Given::People {
            format!("{} ", w.without)
        } else {
            String::new()
        };
        page.item(
            "• ",
            &format!(
                "{without}{} {subject}: {} {}",
                words::kind(r.kind.code(), language),
                number(r.short_hours, 2, language),
                w.still_short
            ),
        );
    }
}

fn reasons(s: &crate::wire::roster_answer::Shortage) -> Vec<Reason> {
    let mut all: Vec<Reason> = s.blocked.iter().map(|b| b.rule).collect();
    all.sort();
    all.dedup();
    all
}

fn people(page: &mut Page, roster: &Roster, w: &RosterWords, language: Language) {
    page.section(w.people);
    let line = |name: &str, contract: &str, rest: [&str; 4]| {
        let [hours, norm, evenings, weekend] = rest;
        format!("{name:<22}{contract:<19}{hours:>8}{norm:>9}{evenings:>9}{weekend:>13}")
    };
    page.line(&line(w.name, w.contract, [w.hours, w.norm, w.evenings, w.weekend]));
    for p in &roster.people {
        let contract = cut(&format!("{}/{}", p.group, p.contract), 18);
        let hours = number(p.paid_hours, 1, language);
        let norm = p.norm_hours.map_or(NONE.to_owned(), |norm| number(norm, 1, language));
        let (evenings, weekend) = (p.evenings.to_string(), p.weekend_days.to_string());
        page.line(&line(&cut(&p.name, 21), &contract, [&hours, &norm, &evenings, &weekend]));
    }
    page.line(line(w.total, "", [&number(roster.paid_hours, 1, language), "", "", ""]).trim_end());
    let Some(owed) = roster.owed else { return };
    let money = |amount: f64| money(amount, &roster.scenario.currency, language);
    let cost = money(roster.cost);
    page.blank();
    page.paragraph(&match owed.hours > 0.05 {
        true => {
            let left = (number(owed.hours, 1, language), money(owed.cost));
            words::idle(&cost, (&left.0, &left.1), language)
        }
        false => words::employer(&cost, language),
    });
}

fn wishes(page: &mut Page, roster: &Roster, w: &RosterWords, language: Language) {
    if roster.wishes.is_empty() {
        return;
    }
    page.section(w.wishes);
    let granted = roster.wishes.iter().filter(|x| x.granted).count();
    page.line(&format!("{} {granted} {} {}", w.granted, w.of, roster.wishes.len()));
    for wish in roster.wishes.iter().filter(|x| !x.granted) {
        page.item("• ", &wish_line(wish, roster, w, language));
    }
}

fn wish_line(wish: &WishReport, roster: &Roster, w: &RosterWords, language: Language) -> String {
    let about: Vec<&str> =
        [wish.date.as_deref(), wish.start.as_deref()].into_iter().flatten().collect();
    let price = match &wish.price {
        Some(Price { changes: Some(n), cost, other_wishes, .. }) => {
            let others = if *other_wishes == 0.0 {
                String::new()
            } else {
                format!(", {} {}", number(*other_wishes, 0, language), w.grades)
            };
            format!(
                "{n} {}, {} {}{others}",
                w.changes,
                w.extra,
                money(*cost, &roster.scenario.currency, language)
            )
        }
        _ => w.more_changes.to_owned(),
    };
    format!(
        "{} {}: {} {} ({}): {price}",
        w.not_granted,
        wish.name,
        words::wish(wish.wish.code(), language),
        about.join(" "),
        wish.grade
    )
    .replace("  (", " (")
}

fn rules(page: &mut Page, roster: &Roster, w: &RosterWords, _: Language) {
    page.section(w.rules);
    page.paragraph(&format!("{} {}. {}", w.rule_set, roster.rule_set, w.notice));
    for change in &roster.rules_changed {
        page.item("• ", change);
    }
    if roster.check.passed {
        page.paragraph(w.checked);
    }
}

/// Why somebody works what they work on a day.
pub fn why(
    name: &str,
    date: &str,
    list: &[Alternative],
    currency: &str,
    language: Language,
) -> String {
    let w = words::words(language);
    let mut page = Page::default();
    page.title(&format!("{name} {date}"));
    page.section(w.why);
    for a in list {
        let mut said = Vec::new();
        if a.chosen {
            said.push(w.chosen.to_owned());
        }
        if let Some(rule) = &a.breaks {
            said.push(format!("{} {}", w.breaks_rule, words::rule(rule.code(), language)));
        }
        if a.short_hours > 0.0 {
            said.push(format!("{} {}", number(a.short_hours, 2, language), w.still_short));
        }
        if a.cost != 0.0 {
            said.push(format!("{} {}", w.extra, money(a.cost, currency, language)));
        }
        if a.wishes != 0.0 {
            said.push(format!("{} {}", number(a.wishes, 0, language), w.grades));
        }
        if said.is_empty() {
            said.push("=".to_owned());
        }
        page.item(&format!("{:<13}", words::shift_text(&a.shift, language)), &said.join("; "));
    }
    page.blank();
    page.paragraph(w.notice);
    page.finish()
}
