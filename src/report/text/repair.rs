//! A repair for reading: what is wrong, and the options with what each changes, costs and means.

use super::edition;
use super::page::Page;
use crate::domain::units::Language;
use crate::report::words::numbers::{duration, money, number, percent};
use crate::report::words::repair::{self as sentences, words};
use crate::report::words::roster as roster_words;
use crate::wire::roster_answer::{Breach, ChangeReport, Repair, RepairOption, Trade};

/// Edited days listed; of further ones only the number is given.
const EDITED: usize = 12;

/// A repair with its options.
pub fn repair(repair: &Repair, language: Language) -> String {
    let (w, r) = (roster_words::words(language), words(language));
    let mut page = Page::default();
    page.title(if repair.trade.is_some() { r.trade } else { w.repair });
    if let Some(now) = &repair.now {
        page.line(&format!("{} {now}", r.now));
    }
    for away in &repair.absent {
        page.line(&format!("{}: {} {}", w.away, away.name, away.date));
    }
    for busy in &repair.busier {
        let more = percent(busy.times - 1.0, 0, language);
        page.line(&format!("{}: {} +{more}", w.busier, busy.date));
    }
    let edited = repair.edited.as_deref().unwrap_or_default();
    if !edited.is_empty() {
        page.section(r.edited);
        edited.iter().take(EDITED).for_each(|c| change(&mut page, c, language));
        if edited.len() > EDITED {
            page.item("  ", &format!("… {} {}", r.and_more, edited.len() - EDITED));
        }
    }
    if !repair.broken.is_empty() {
        page.section(r.broken);
        broken(&mut page, &repair.broken, language);
        page.blank();
    }
    if let Some(trade) = repair.trade {
        trade_of(&mut page, (repair, trade), language);
        edition::write(&mut page, &repair.roster, language);
        page.blank();
        page.paragraph(w.notice);
        return page.finish();
    }
    let least = match repair.least_changes {
        Some(least) => least.to_string(),
        None => format!("{} {}", w.not_enough, repair.at_least),
    };
    let proof = if repair.proven { w.proven } else { w.not_proven };
    let which = if repair.absent.is_empty() { r.least } else { w.least };
    page.paragraph(&format!("{which}: {least} ({proof})"));
    let currency = &repair.roster.scenario.currency;
    if repair.absence_pay > 0.0 {
        page.line(&format!("{}: {}", r.absence_pay, money(repair.absence_pay, currency, language)));
    }
    for (k, one) in repair.options.iter().enumerate() {
        option(&mut page, k + 1, one, currency, language);
        if repair.now.is_some() {
            morning(&mut page, one, language);
        }
    }
    if repair.options.len() > 1 {
        page.blank();
        page.line(&format!("{} {}.", r.roster_of, repair.chosen));
    }
    edition::write(&mut page, &repair.roster, language);
    page.blank();
    page.paragraph(w.notice);
    page.finish()
}

/// Whether a trade is lawful and fair, and what it means.
fn trade_of(page: &mut Page, (repair, trade): (&Repair, Trade), language: Language) {
    let r = words(language);
    page.line(if trade == Trade::Lawful { r.lawful } else { r.unlawful });
    let currency = &repair.roster.scenario.currency;
    for (k, one) in repair.options.iter().enumerate() {
        if let Some(fairness) = &one.fairness {
            page.paragraph(&sentences::fairness(fairness, language));
            for (name, before, after) in &fairness.burdens {
                page.item("  ", &sentences::burdens(name, *before, *after, language));
            }
        }
        option(page, k + 1, one, currency, language);
        morning(page, one, language);
    }
}

/// What is promised through the rest of the day, and who must be told.
fn morning(page: &mut Page, o: &RepairOption, language: Language) {
    let r = words(language);
    if !o.promises.is_empty() {
        page.line(&format!("{}:", r.promises));
        o.promises.iter().for_each(|p| page.item("  ", &sentences::promise(p, language)));
    }
    if o.ring.is_empty() {
        page.line(&format!("{}: {}", r.ring, r.nobody));
        return;
    }
    page.line(&format!("{}:", r.ring));
    for (k, ring) in o.ring.iter().enumerate() {
        page.item(&format!("  {}. ", k + 1), &sentences::ring(ring, language));
    }
}

/// Rules broken, each with who and when.
fn broken(page: &mut Page, breaches: &[Breach], language: Language) {
    let r = words(language);
    for breach in breaches {
        let rule = roster_words::rule(breach.rule.code(), language);
        let done = if breach.mendable { "" } else { r.worked_already };
        page.item("  ", &format!("{} {}: {rule}{done}", breach.name, breach.date));
    }
}

fn change(page: &mut Page, c: &ChangeReport, language: Language) {
    let text = |shift: &str| roster_words::shift_text(shift, language);
    page.item("  ", &format!("{} {}: {} → {}", c.name, c.date, text(&c.before), text(&c.after)));
    for shortened in &c.shortened {
        page.item("    ", &sentences::shortened(shortened, language));
    }
}

fn option(page: &mut Page, k: usize, o: &RepairOption, currency: &str, language: Language) {
    let (w, r) = (roster_words::words(language), words(language));
    let mut said = vec![format!("{} {}", w.extra, money(o.cost, currency, language))];
    if o.edits_changed > 0 {
        said.push(format!("{}: {}", r.edits_changed, o.edits_changed));
    }
    if o.wishes != 0.0 {
        said.push(format!("{} {}", number(o.wishes, 0, language), w.grades));
    }
    if o.short_hours > 0.0 {
        said.push(format!("{} {}", number(o.short_hours, 2, language), w.still_short));
    }
    page.section(&format!("{k}. {}", roster_words::kind(&o.kind, language)));
    page.paragraph(&said.join("; "));
    o.changes.iter().for_each(|c| change(page, c, language));
    o.days.iter().for_each(|day| page.item("  ", &sentences::day_wait(day, language)));
    // The wait of this day, not the one that would settle if the day never ended.
    for wait in o.waits.iter().filter(|_| o.days.is_empty()) {
        let text = |s: Option<f64>| s.map_or(w.endless.to_owned(), |s| duration(s, language));
        page.item(
            "  ",
            &format!(
                "{} {} {}: {} {} → {}",
                wait.date,
                wait.start,
                wait.lines.join("+"),
                r.by_formula,
                text(wait.before_s),
                text(wait.after_s)
            ),
        );
    }
    if !o.broken.is_empty() {
        page.line(&format!("{}:", r.still_broken));
        broken(page, &o.broken, language);
    }
}
