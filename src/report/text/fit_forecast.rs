//! The forecast and its trial.

use super::page::{Align, Page, Table};
use crate::domain::clock::clock_text;
use crate::domain::units::Language;
use crate::estimate::backtest::{Backtest, DayAhead, Forecast};
use crate::estimate::forecast::Model;
use crate::estimate::{HALF_HOURS, start_minute};
use crate::report::words;
use crate::report::words::fit as say;
use crate::report::words::fit_forecast as ahead;
use crate::report::words::numbers::{NONE, number, percent};

pub(super) fn write(page: &mut Page, forecast: &Forecast, language: Language) {
    let l = say::labels(language);
    page.section(l.backtest);
    match &forecast.backtest {
        Some(backtest) => trial(page, backtest, language),
        None => page.paragraph(ahead::untried(language)),
    }
    if !forecast.special.is_empty() {
        let parts: Vec<String> = forecast
            .special
            .iter()
            .map(|(kind, f)| {
                format!("{} × {}", ahead::special(*kind, language), number(*f, 3, language))
            })
            .collect();
        page.item("  • ", &parts.join("; "));
    }
    page.section(l.forecast);
    let mut table = Table::new(&[Align::Left, Align::Right, Align::Right, Align::Right]);
    table.head([l.date, l.calls, l.low, l.high].map(String::from).into());
    let row = |name: String, calls: &[f64; 3]| {
        let figures = calls.iter().map(|c| number(*c, 0, language));
        std::iter::once(name).chain(figures).collect()
    };
    for day in &forecast.days {
        table.row(row(format!("{} {}", weekday(day, language), day.date), &day.calls));
    }
    table.row(row(l.total.to_owned(), &forecast.total));
    page.table(&table);
    page.blank();
    page.table(&half_hours(&forecast.days, language));
}

fn weekday(day: &DayAhead, language: Language) -> &'static str {
    let index = day.date.weekday().to_monday_zero_offset().unsigned_abs() as usize % 7;
    words::labels(language).days[index]
}

fn trial(page: &mut Page, b: &Backtest, language: Language) {
    let l = say::labels(language);
    let (first, last) = (b.first_origin.to_string(), b.last_origin.to_string());
    page.paragraph(&ahead::trial(b.horizon, b.origins, &first, &last, language));
    let mut table = Table::new(&[
        Align::Left,
        Align::Right,
        Align::Right,
        Align::Right,
        Align::Right,
        Align::Right,
        Align::Right,
        Align::Left,
    ]);
    let wape = |what: &str| format!("WAPE\n{what}");
    table.head(vec![
        l.model.to_owned(),
        wape(l.half_hours),
        wape(l.days),
        "MAPE".to_owned(),
        "RMSE".to_owned(),
        l.bias.to_owned(),
        l.coverage.to_owned(),
        String::new(),
    ]);
    for s in &b.scores {
        table.row(vec![
            ahead::forecast_model(s.model, language).to_owned(),
            percent(s.wape, 2, language),
            percent(s.wape_days, 2, language),
            percent(s.mape, 2, language),
            number(s.rmse, 1, language),
            percent(s.bias, 1, language),
            s.coverage.map_or(NONE.to_owned(), |c| percent(c, 1, language)),
            if s.model == b.chosen { format!("◀ {}", l.chosen) } else { String::new() },
        ]);
    }
    page.table(&table);
    let of = |model: Model| b.scores.iter().find(|s| s.model == model).map_or(f64::NAN, |s| s.wape);
    let (own, plain) = (of(b.chosen), of(Model::WeekdayAverage));
    page.paragraph(&ahead::chosen(b.chosen, own, plain, b.origins >= 4, language));
}

/// Expected calls of the first week by half-hour; bands are in the table for machines.
fn half_hours(days: &[DayAhead], language: Language) -> Table {
    let week: Vec<&DayAhead> = days.iter().take(7).collect();
    let mut table = Table::new(&vec![Align::Right; week.len() + 1]);
    let heads = week.iter().map(|d| weekday(d, language).to_owned());
    let first = say::labels(language).half_hour.to_owned();
    table.head(std::iter::once(first).chain(heads).collect());
    for half_hour in 0..HALF_HOURS {
        let calls =
            |d: &DayAhead| d.half_hours.iter().find(|h| h.half_hour == half_hour).map(|h| h.calls);
        if week.iter().any(|d| calls(d).is_some()) {
            let cells =
                week.iter().map(|d| calls(d).map_or(String::new(), |c| number(c, 1, language)));
            let start = clock_text(start_minute(half_hour));
            table.row(std::iter::once(start).chain(cells).collect());
        }
    }
    table
}
