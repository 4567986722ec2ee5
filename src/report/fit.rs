//! What was estimated from records or totals, as JSON and CSV.

use super::csv::written;
use super::json;
use super::words::numbers;
use crate::domain::clock::clock_text;
use crate::domain::error::Error;
use crate::domain::measure::LevelOf;
use crate::domain::units::Language;
use crate::estimate::backtest::Forecast;
use crate::estimate::totals::Range;
use crate::estimate::totals_change::Changes;
use crate::estimate::{Estimates, start_minute};
use crate::records::{BadRows, Quirk, Reading};
use crate::report::words::macros::either;
use schemars::JsonSchema;
use serde::Serialize;

/// The schema of the answer of `fit`.
pub const FIT_SCHEMA: &str = "obsada.fit/1";
/// The schema of the answer of `fit --totals`.
pub const TOTALS_SCHEMA: &str = "obsada.totals/1";

/// Everything that is reported about records.
#[derive(Debug, Clone, Copy)]
pub struct Fit<'a> {
    /// File of the records, as the user gave it.
    pub file: &'a str,
    /// The rows read, and those that could not be used.
    pub reading: &'a Reading,
    /// Records of other lines or days.
    pub passed_over: u64,
    /// The line estimated, where one was chosen.
    pub line: Option<&'a str>,
    /// The estimates.
    pub estimates: &'a Estimates,
    /// The forecast, where one was wanted and possible.
    pub forecast: Option<&'a Forecast>,
}

/// The answer of `fit` as JSON. Half-hours are numbered from midnight; times are seconds, shares 0 to 1.
#[derive(Serialize, JsonSchema)]
pub struct FitAnswer<'a> {
    /// `obsada.fit/1`.
    #[schemars(extend("const" = FIT_SCHEMA))]
    schema: &'static str,
    /// Version of obsada that made it.
    version: &'static str,
    /// The files read.
    records: Records<'a>,
    /// The parameters.
    estimates: &'a Estimates,
    /// The calls ahead; `None` where no forecast was wanted or possible.
    forecast: Option<&'a Forecast>,
}

/// The records behind the estimates.
#[derive(Serialize, JsonSchema)]
struct Records<'a> {
    /// File, as the user gave it.
    file: &'a str,
    /// The line estimated, where one was chosen.
    line: Option<&'a str>,
    /// Rows of data, headers apart.
    rows: u64,
    /// Rows that became calls or intervals or that were understood otherwise.
    used: u64,
    /// Names of the lines.
    lines: &'a [String],
    /// Number of different agents.
    agents: usize,
    /// Records of other lines or days.
    passed_over: u64,
    /// Rows that could not be used, by reason.
    problems: &'a [BadRows],
    /// Oddities, counted.
    quirks: &'a [Quirk],
}

/// The answer of `fit --totals` as JSON: combinations that explain totals.
#[derive(Serialize, JsonSchema)]
pub struct TotalsAnswer<'a> {
    /// `obsada.totals/1`.
    #[schemars(extend("const" = TOTALS_SCHEMA))]
    schema: &'static str,
    /// Version of obsada that made it.
    version: &'static str,
    /// Every period with the combinations that explain it.
    periods: &'a [Range],
    /// The changes from each period to the next.
    changes: &'a [Changes],
}

/// Everything as JSON, schema `obsada.fit/1`; see [`FitAnswer`].
///
/// # Errors
/// As [`json::text`].
pub fn fit_json(fit: &Fit) -> Result<String, Error> {
    let reading = fit.reading;
    json::text(&FitAnswer {
        schema: FIT_SCHEMA,
        version: env!("CARGO_PKG_VERSION"),
        records: Records {
            file: fit.file,
            line: fit.line,
            rows: reading.rows,
            used: reading.used,
            lines: &reading.lines,
            agents: reading.agents,
            passed_over: fit.passed_over,
            problems: &reading.problems,
            quirks: &reading.quirks,
        },
        estimates: fit.estimates,
        forecast: fit.forecast,
    })
}

/// Combinations that explain totals as JSON, schema `obsada.totals/1`; see [`TotalsAnswer`].
///
/// # Errors
/// As [`json::text`].
pub fn totals_json(ranges: &[Range], changes: &[Changes]) -> Result<String, Error> {
    json::text(&TotalsAnswer {
        schema: TOTALS_SCHEMA,
        version: env!("CARGO_PKG_VERSION"),
        periods: ranges,
        changes,
    })
}

/// The model against the records, a half-hour of the day a row.
pub fn goodness_csv(estimates: &Estimates) -> String {
    let header = [
        "start",
        "calls",
        "agents",
        "mean_wait_s",
        "mean_wait_model_s",
        "mean_wait_replayed_s",
        "service_level",
        "service_level_model",
        "p_abandon",
        "p_abandon_model",
        "service_level_of",
    ];
    let rows = estimates.goodness.iter().flat_map(|g| &g.rows).map(|r| {
        let figures = [
            r.calls,
            r.agents,
            r.observed.mean_wait_s,
            r.model.mean_wait_s,
            r.replayed.mean_wait_s,
            r.observed.service_level,
            r.model.service_level,
            r.observed.p_abandon,
            r.model.p_abandon,
        ];
        let start = clock_text(start_minute(r.half_hour));
        let figures = figures.iter().map(f64::to_string);
        let of = LevelOf::Offered.code().to_owned();
        std::iter::once(start).chain(figures).chain([of]).collect()
    });
    written(&header, rows)
}

/// Calls by weekday and half-hour with their intervals.
pub fn arrivals_csv(estimates: &Estimates) -> String {
    let rows = estimates.arrivals.weekdays.iter().flat_map(|day| {
        day.rates.iter().enumerate().map(|(index, rate)| {
            let high = rate.high.map_or(String::new(), |h| h.to_string());
            let start = clock_text(start_minute(day.first + index));
            let code = day.weekday.code().to_owned();
            vec![code, start, rate.value.to_string(), rate.low.to_string(), high]
        })
    });
    written(&["day", "start", "calls", "low", "high"], rows)
}

/// The calls ahead by half-hour with their bands.
pub fn forecast_csv(forecast: &Forecast) -> String {
    let rows = forecast.days.iter().flat_map(|day| {
        day.half_hours.iter().map(|h| {
            let start = clock_text(start_minute(h.half_hour));
            let figures = [h.calls, h.low, h.high].map(|f| f.to_string());
            [day.date.to_string(), start].into_iter().chain(figures).collect()
        })
    });
    written(&["date", "start", "calls", "low", "high"], rows)
}

/// The span of days and their number: `1–28 February …`, in words.
pub(super) fn days_text(estimates: &Estimates, language: Language) -> String {
    let date = |d: jiff::civil::Date| numbers::date(&d.to_string(), language);
    let days = either(language, "days with calls", "dni z połączeniami");
    let count = numbers::whole(estimates.days, language);
    format!("{} – {} ({count} {days})", date(estimates.first_day), date(estimates.last_day))
}
