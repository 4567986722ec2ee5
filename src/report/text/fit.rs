//! The estimates from records as text.

use super::page::{Align, Page, Table};
use crate::domain::clock::clock_text;
use crate::domain::units::Language;
use crate::estimate::{Estimate, Estimates, HALF_HOURS, Method, start_minute};
use crate::report::fit::{Fit, days_text};
use crate::report::words;
use crate::report::words::fit as say;
use crate::report::words::fit_times as times;
use crate::report::words::numbers::{NONE, duration, number, percent, whole};
use crate::report::words::records as phrases;
use std::collections::BTreeSet;

/// Everything estimated from records.
pub fn fit(fit: &Fit, language: Language) -> String {
    let (l, e) = (say::labels(language), fit.estimates);
    let mut page = Page::default();
    page.title(&format!("{}: {}", l.title, fit.file));
    summary(&mut page, e, language);
    records(&mut page, fit, language);
    unusual(&mut page, e, language);
    parameters(&mut page, e, language);
    arrivals(&mut page, e, language);
    handle(&mut page, e, language);
    patience(&mut page, e, language);
    duty(&mut page, e, language);
    super::fit_goodness::write(&mut page, e, language);
    if let Some(against) = &e.against {
        super::fit_against::write(&mut page, against, language);
    }
    if let Some(forecast) = fit.forecast {
        super::fit_forecast::write(&mut page, forecast, language);
    }
    page.section(words::labels(language).legend);
    for definition in say::definitions(language) {
        page.item("  ", definition);
    }
    page.finish()
}

fn summary(page: &mut Page, e: &Estimates, language: Language) {
    let count = |n: f64| number(n, 0, language);
    let asa = e.asa_s.map_or(NONE.to_owned(), |s| duration(s, language));
    let figures = [
        &days_text(e, language),
        &count(e.offered),
        &e.answered.map_or(NONE.to_owned(), count),
        &e.abandoned.map_or(NONE.to_owned(), |n| {
            format!("{} ({})", count(n), percent(n / e.offered, 1, language))
        }),
        &asa,
    ];
    page.paragraph(&say::summary(figures.map(String::as_str), language));
    if let Some(level) = e.service_level {
        let within = duration(e.threshold_s, language);
        page.paragraph(&say::level(&percent(level, 1, language), &within, language));
    }
    if e.handled_only {
        page.paragraph(say::handled_only(language));
    }
    if e.profile_given {
        page.paragraph(say::profile_given(language));
    }
}

fn records(page: &mut Page, fit: &Fit, language: Language) {
    let reading = fit.reading;
    page.section(say::labels(language).records);
    page.paragraph(&phrases::rows(reading.rows, reading.used, language));
    for bad in &reading.problems {
        page.item("  • ", &phrases::bad(bad.code, bad.count, language));
    }
    for quirk in &reading.quirks {
        let counted = phrases::counted(quirk.count, quirk.first_line, language);
        page.item("  • ", &format!("{}: {counted}", phrases::quirk(quirk, language)));
    }
    if fit.passed_over > 0 {
        page.item("  • ", &say::passed_over(&whole(fit.passed_over, language), language));
    }
    if fit.line.is_none() && reading.lines.len() > 1 {
        page.item("  • ", &say::pooled(&reading.lines.join(", "), language));
    }
}

fn unusual(page: &mut Page, e: &Estimates, language: Language) {
    let l = say::labels(language);
    page.section(l.unusual);
    if e.unusual.is_empty() {
        page.paragraph(say::none_unusual(language));
        return;
    }
    let mut table =
        Table::new(&[Align::Left, Align::Right, Align::Right, Align::Right, Align::Left]);
    table.head([l.date, l.calls, l.usual, l.distance, ""].map(String::from).into());
    for day in &e.unusual {
        let weekday = words::labels(language).days
            [day.date.weekday().to_monday_zero_offset().unsigned_abs() as usize % 7];
        table.row(vec![
            format!("{weekday} {}", day.date),
            number(day.calls, 0, language),
            number(day.usual, 0, language),
            number(day.spreads, 1, language),
            if day.clock_change { say::clock_change(language).to_owned() } else { String::new() },
        ]);
    }
    page.table(&table);
    page.paragraph(say::left_out(e.left_out, language));
}

/// Name, estimate and decimals of the rows of the table.
fn listed(e: &Estimates) -> Vec<(usize, Estimate, usize, bool)> {
    let (value, low, high) = e.arrivals.per_week();
    let week = Estimate {
        value,
        low,
        high: Some(high),
        records: e.offered as u64,
        method: Method::SmoothedRate,
    };
    let handle = e.handle.as_ref();
    let redials = e.redials.as_ref();
    [
        (0, Some(week), 0, false),
        (1, e.arrivals.busyness, 3, false),
        (2, handle.map(|h| h.mean_s), 1, false),
        (3, handle.and_then(|h| h.variation), 2, false),
        (4, e.patience.as_ref().map(|p| p.mean_s), 0, false),
        (5, redials.map(|r| r.after_hanging_up), 1, true),
        (6, redials.and_then(|r| r.after_answer), 1, true),
        (7, e.away, 1, true),
    ]
    .into_iter()
    .filter_map(|(name, estimate, decimals, share)| Some((name, estimate?, decimals, share)))
    .collect()
}

fn parameters(page: &mut Page, e: &Estimates, language: Language) {
    let l = say::labels(language);
    page.section(l.parameters);
    let mut table = Table::new(&[Align::Left, Align::Right, Align::Right, Align::Right]);
    table.head(["", l.estimate, l.interval, l.behind].map(String::from).into());
    let mut methods = BTreeSet::from([Method::ProductLimit]);
    for (name, estimate, decimals, share) in listed(e) {
        let text = |x: f64| match share {
            true => percent(x, decimals, language),
            false => number(x, decimals, language),
        };
        let high = estimate.high.map_or("∞".to_owned(), text);
        table.row(vec![
            l.names[name].to_owned(),
            text(estimate.value),
            format!("{} – {high}", text(estimate.low)),
            whole(estimate.records, language),
        ]);
        methods.insert(estimate.method);
    }
    let dispersion = number(e.arrivals.dispersion, 2, language);
    table.row(vec![l.names[8].to_owned(), dispersion, String::new(), String::new()]);
    page.table(&table);
    page.blank();
    page.line(l.methods);
    if e.on_duty.is_empty() {
        methods.remove(&Method::ProductLimit);
    }
    for method in methods {
        page.item("  • ", say::method(method, language));
    }
}

fn arrivals(page: &mut Page, e: &Estimates, language: Language) {
    let l = say::labels(language);
    page.section(l.arrivals);
    let days = &e.arrivals.weekdays;
    let mut table = Table::new(&vec![Align::Right; days.len() + 1]);
    let name = |i: usize| words::labels(language).days[i].to_owned();
    let heads = days.iter().map(|d| name(d.weekday.index()));
    table.head(std::iter::once(l.half_hour.to_owned()).chain(heads).collect());
    for half_hour in 0..HALF_HOURS {
        let rate = |d: &crate::estimate::arrivals::DayRates| {
            half_hour.checked_sub(d.first).and_then(|i| d.rates.get(i)).map(|r| r.value)
        };
        if days.iter().any(|d| rate(d).is_some()) {
            let cells =
                days.iter().map(|d| rate(d).map_or(String::new(), |r| number(r, 1, language)));
            let start = clock_text(start_minute(half_hour));
            table.row(std::iter::once(start).chain(cells).collect());
        }
    }
    let sums = days.iter().map(|d| number(d.calls.value, 0, language));
    table.row(std::iter::once(l.all_day.to_owned()).chain(sums).collect());
    let counts = days.iter().map(|d| whole(d.days, language));
    table.row(std::iter::once(l.days.to_owned()).chain(counts).collect());
    page.table(&table);
    page.paragraph(&say::smoothing(e.arrivals.penalty, e.arrivals.outside, language));
}

fn handle(page: &mut Page, e: &Estimates, language: Language) {
    let Some(handle) = &e.handle else { return };
    if handle.shape.is_none() {
        return;
    }
    page.section(say::labels(language).handle);
    for (fit, long) in [(handle.shape, false), (handle.shape_of_long, true)] {
        if let Some(fit) = fit {
            page.item("  • ", &times::shape(&fit, long, language));
        }
    }
    page.item("  • ", &times::short(handle, language));
    if let Some(mean_s) = handle.unnamed_mean_s {
        page.item("  • ", &times::unnamed(handle.unnamed_left_out, mean_s, language));
    }
}

fn patience(page: &mut Page, e: &Estimates, language: Language) {
    let Some(patience) = &e.patience else { return };
    let l = say::labels(language);
    page.section(l.patience);
    page.paragraph(times::patience_check(language));
    let mut table = Table::new(&[Align::Left, Align::Right, Align::Right, Align::Right]);
    table.head([l.waiting, l.hang_ups, l.interval, l.behind].map(String::from).into());
    for hazard in &patience.hazard {
        let rate = &hazard.per_hour;
        let to = hazard.to_s.map_or(String::new(), |s| s.to_string());
        let high = rate.high.map_or("∞".to_owned(), |h| number(h, 1, language));
        table.row(vec![
            format!("{}–{to} s", hazard.from_s),
            number(rate.value, 1, language),
            format!("{} – {high}", number(rate.low, 1, language)),
            whole(rate.records, language),
        ]);
    }
    page.table(&table);
    for q in &patience.quantiles {
        let time = q.time.map(|t| {
            let high = t.high.map_or("∞".to_owned(), |h| duration(h, language));
            format!("{} ({} – {high})", duration(t.value, language), duration(t.low, language))
        });
        page.item("  • ", &times::quantile(q.share, time, q.exponential_s, language));
    }
    if let Some(law) = &patience.law {
        page.item("  • ", &times::at_once(law, language));
        page.item("  • ", &times::law(law, language));
    }
}

fn duty(page: &mut Page, e: &Estimates, language: Language) {
    if e.on_duty.is_empty() {
        return;
    }
    let l = say::labels(language);
    page.section(l.duty);
    let mut table = Table::new(&[Align::Right; 6]);
    let heads = [l.half_hour, l.seen, l.at_phone, l.interval, l.busy, l.days];
    table.head(heads.map(String::from).into());
    for row in &e.on_duty {
        let phone = &row.at_phone;
        let high = phone.high.map_or("∞".to_owned(), |h| number(h, 1, language));
        table.row(vec![
            clock_text(start_minute(row.half_hour)),
            number(row.seen, 1, language),
            number(phone.value, 1, language),
            format!("{} – {high}", number(phone.low, 1, language)),
            number(row.busy, 1, language),
            whole(phone.records, language),
        ]);
    }
    page.table(&table);
}
