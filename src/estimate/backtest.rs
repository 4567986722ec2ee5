//! Which forecast to trust: each model foretells weeks that are known, from the days before them.
//!
//! The origins roll forward a week at a time, each on a Monday; nothing after an origin is known to the
//! model. The plain weekday average is used unless a richer one had the smaller error, the sum of
//! |calls − forecast| over half-hours divided by all calls (WAPE). Choosing the best of several by the
//! same weeks that report its error flatters it a little.
//!
//! **The band** of a half-hour is ± 1.96·√(f + s²f²) around the forecast f: Poisson variance, and s from
//! the errors of past origins by moments. Its coverage in the back-test uses for each origin only the
//! errors of origins before it. The band of a day or of the whole time has an s of its own.

use super::HALF_HOURS;
use super::arrivals::Volumes;
use super::forecast::{Model, Special, fit};
use super::stats::Z;
use super::unusual::weekday_index;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// How far ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Horizon {
    /// The seven days from the next Monday.
    Week,
    /// The four weeks from the next Monday.
    Month,
    /// The thirteen weeks from the next Monday.
    Quarter,
}

impl Horizon {
    fn days(self) -> i32 {
        match self {
            Horizon::Week => 7,
            Horizon::Month => 28,
            Horizon::Quarter => 91,
        }
    }
}

/// Fewest days before the first origin.
const LEARNING_DAYS: i32 = 28;

/// Most origins; the latest count.
const ORIGINS_MAX: usize = 60;

/// Fewest origins on which a richer model may win.
const ORIGINS_MIN: usize = 4;

/// Origins whose errors the first band rests on.
const BAND_ORIGINS: usize = 2;

/// How a model did.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Score {
    /// The model.
    pub model: Model,
    /// Σ|error| ÷ Σ calls over half-hours.
    pub wape: f64,
    /// Mean of |error| ÷ calls over half-hours with calls.
    pub mape: f64,
    /// Root of the mean squared error of half-hours, calls.
    pub rmse: f64,
    /// Σ|error| ÷ Σ calls over days.
    pub wape_days: f64,
    /// Σ error ÷ Σ calls: above 0 too much was foretold.
    pub bias: f64,
    /// Share of half-hours within the band of 95%; `None` with too few origins.
    pub coverage: Option<f64>,
    /// Spread s of half-hours beyond Poisson.
    pub spread: f64,
    /// Spread of days.
    pub spread_days: f64,
    /// Spread of the whole time ahead.
    pub spread_total: f64,
}

/// The back-test.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Backtest {
    /// How far ahead each origin looked.
    pub horizon: Horizon,
    /// First and last origin.
    #[schemars(schema_with = "crate::domain::clock::date_schema")]
    pub first_origin: Date,
    /// See `first_origin`.
    #[schemars(schema_with = "crate::domain::clock::date_schema")]
    pub last_origin: Date,
    /// Number of origins.
    pub origins: u64,
    /// Half-hours foretold, all origins together.
    pub half_hours: u64,
    /// Every model.
    pub scores: Vec<Score>,
    /// The one to use.
    pub chosen: Model,
}

/// A day ahead.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DayAhead {
    /// The day.
    #[schemars(schema_with = "crate::domain::clock::date_schema")]
    pub date: Date,
    /// Calls expected, low, high.
    pub calls: [f64; 3],
    /// The same by half-hour, from the first with calls.
    pub half_hours: Vec<HalfHourAhead>,
}

/// A half-hour ahead.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct HalfHourAhead {
    /// Number of the half-hour.
    pub half_hour: usize,
    /// Calls expected.
    pub calls: f64,
    /// Lower end of the band of 95%.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// The calls of the coming weeks.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Forecast {
    /// The model used.
    pub model: Model,
    /// Its trial; `None` where the history is too short for one.
    pub backtest: Option<Backtest>,
    /// First day ahead, a Monday.
    #[schemars(schema_with = "crate::domain::clock::date_schema")]
    pub first_day: Date,
    /// Days ahead on which the line is open.
    pub days: Vec<DayAhead>,
    /// Calls in all, low, high.
    pub total: [f64; 3],
    /// Level over the average of the history; `None` for the plain model.
    pub level: Option<f64>,
    /// Factors of special days that were learnt.
    pub special: Vec<(Special, f64)>,
}

/// Forecasts from the days of a history, in order; `None` with fewer than seven. With `polish` the public
/// holidays of Poland are minded.
pub fn forecast(days: &[Volumes], horizon: Horizon, polish: bool) -> Option<Forecast> {
    if days.len() < 7 {
        return None;
    }
    let backtest = backtest(days, horizon, polish);
    let model = backtest.as_ref().map_or(Model::WeekdayAverage, |b| b.chosen);
    let fitted = fit(days, model, polish)?;
    let score = backtest.as_ref().and_then(|b| b.scores.iter().find(|s| s.model == model));
    // Without a trial the spread of the days of a weekday must do.
    let totals: Vec<(Date, f64)> = days.iter().map(|(d, c)| (*d, c.iter().sum())).collect();
    let untried = super::busyness::busyness(&totals).map_or(0.0, |b| b.value);
    let spreads = score.map_or([untried; 3], |s| [s.spread, s.spread_days, s.spread_total]);
    let first_day = monday_after(days.last()?.0)?;
    let ahead = dates(first_day, horizon).filter(|date| fitted.will_open(*date));
    let days: Vec<DayAhead> =
        ahead.map(|date| day_ahead(date, &fitted.expect(date), &spreads)).collect();
    let sum = days.iter().map(|d| d.calls[0]).sum();
    Some(Forecast {
        model,
        backtest,
        first_day,
        days,
        total: band(sum, spreads[2]),
        level: fitted.level(),
        special: fitted.factors(),
    })
}

fn day_ahead(date: Date, calls: &[f64; HALF_HOURS], spreads: &[f64; 3]) -> DayAhead {
    let half_hours = calls.iter().enumerate().filter(|(_, c)| **c > 0.0).map(|(half_hour, c)| {
        let [calls, low, high] = band(*c, spreads[0]);
        HalfHourAhead { half_hour, calls, low, high }
    });
    DayAhead { date, calls: band(calls.iter().sum(), spreads[1]), half_hours: half_hours.collect() }
}

fn band(forecast: f64, spread: f64) -> [f64; 3] {
    let half = Z * (forecast + (spread * forecast).powi(2)).sqrt();
    [forecast, (forecast - half).max(0.0), forecast + half]
}

fn monday_after(date: Date) -> Option<Date> {
    date.checked_add(jiff::Span::new().days(7 - weekday_index(date) as i32)).ok()
}

fn dates(first: Date, horizon: Horizon) -> impl Iterator<Item = Date> {
    (0..horizon.days()).filter_map(move |n| first.checked_add(jiff::Span::new().days(n)).ok())
}

/// Tries every model; `None` where no origin has enough days before it and a day after it.
pub fn backtest(days: &[Volumes], horizon: Horizon, polish: bool) -> Option<Backtest> {
    let origins = origins(days, horizon);
    let (first_origin, last_origin) = (*origins.first()?, *origins.last()?);
    let trials: Vec<(Model, Vec<Trial>)> = Model::ALL
        .into_iter()
        .map(|m| (m, origins.iter().filter_map(|o| trial(days, *o, horizon, m, polish)).collect()))
        .collect();
    let half_hours = trials[0].1.iter().map(|t| t.pairs.len() as u64).sum();
    let scores: Vec<Score> = trials.iter().map(|(model, trials)| score(*model, trials)).collect();
    let best = scores.iter().min_by(|a, b| a.wape.total_cmp(&b.wape))?;
    let enough = origins.len() >= ORIGINS_MIN;
    Some(Backtest {
        horizon,
        first_origin,
        last_origin,
        origins: origins.len() as u64,
        half_hours,
        chosen: if enough { best.model } else { Model::WeekdayAverage },
        scores,
    })
}

/// Mondays with enough days before them and the whole time ahead within the history.
fn origins(days: &[Volumes], horizon: Horizon) -> Vec<Date> {
    let (Some((first, _)), Some((last, _))) = (days.first(), days.last()) else {
        return Vec::new();
    };
    let learnt = first.checked_add(jiff::Span::new().days(LEARNING_DAYS - 1));
    let mut origin = learnt.ok().and_then(monday_after);
    let mut found = Vec::new();
    while let Some(monday) = origin {
        // A week may end on its last open day.
        let needed = monday.checked_add(jiff::Span::new().days(horizon.days() - 3));
        if needed.map_or(true, |end| end > *last) {
            break;
        }
        found.push(monday);
        origin = monday_after(monday);
    }
    found.split_off(found.len().saturating_sub(ORIGINS_MAX))
}

/// Calls and forecasts of one origin: half-hours, and days.
struct Trial {
    pairs: Vec<(f64, f64)>,
    days: Vec<(f64, f64)>,
}

impl Trial {
    fn total(&self) -> (f64, f64) {
        self.days.iter().fold((0.0, 0.0), |(y, f), (a, b)| (y + a, f + b))
    }
}

fn trial(
    days: &[Volumes],
    origin: Date,
    horizon: Horizon,
    model: Model,
    polish: bool,
) -> Option<Trial> {
    let split = days.partition_point(|(date, _)| *date < origin);
    let fitted = fit(&days[..split], model, polish)?;
    let end = origin.checked_add(jiff::Span::new().days(horizon.days())).ok()?;
    let mut trial = Trial { pairs: Vec::new(), days: Vec::new() };
    for (date, calls) in days[split..].iter().take_while(|(date, _)| *date < end) {
        let expected = fitted.expect(*date);
        let open = calls.iter().zip(expected).filter(|(y, f)| **y > 0.0 || *f > 0.0);
        trial.pairs.extend(open.map(|(y, f)| (*y, f)));
        trial.days.push((calls.iter().sum(), expected.iter().sum()));
    }
    Some(trial)
}

/// Spread beyond Poisson by moments: Σ(error² − forecast) ÷ Σ forecast².
fn spread<'a>(pairs: impl Iterator<Item = &'a (f64, f64)>) -> f64 {
    let (mut excess, mut squares) = (0.0, 0.0);
    for (calls, forecast) in pairs {
        excess += (calls - forecast).powi(2) - forecast;
        squares += forecast * forecast;
    }
    if squares > 0.0 { (excess / squares).max(0.0).sqrt() } else { 0.0 }
}

fn score(model: Model, trials: &[Trial]) -> Score {
    let pairs = || trials.iter().flat_map(|t| &t.pairs);
    let days = || trials.iter().flat_map(|t| &t.days);
    let sum = |value: &dyn Fn(&(f64, f64)) -> f64| pairs().map(value).sum::<f64>();
    let (calls, count) = (sum(&|(y, _)| *y).max(1.0), pairs().count().max(1) as f64);
    let used = pairs().filter(|(y, _)| *y > 0.0).count().max(1) as f64;
    let totals: Vec<(f64, f64)> = trials.iter().map(Trial::total).collect();
    Score {
        model,
        wape: sum(&|(y, f)| (y - f).abs()) / calls,
        mape: sum(&|(y, f)| if *y > 0.0 { (y - f).abs() / y } else { 0.0 }) / used,
        rmse: (sum(&|(y, f)| (y - f).powi(2)) / count).sqrt(),
        wape_days: days().map(|(y, f)| (y - f).abs()).sum::<f64>() / calls,
        bias: sum(&|(y, f)| f - y) / calls,
        coverage: coverage(trials),
        spread: spread(pairs()),
        spread_days: spread(days()),
        spread_total: spread(totals.iter()),
    }
}

/// Share of half-hours within the band that was known beforehand.
fn coverage(trials: &[Trial]) -> Option<f64> {
    let (mut inside, mut all) = (0.0, 0.0);
    for (index, trial) in trials.iter().enumerate().skip(BAND_ORIGINS) {
        let spread = spread(trials[..index].iter().flat_map(|t| &t.pairs));
        for (calls, forecast) in &trial.pairs {
            let [_, low, high] = band(*forecast, spread);
            inside += f64::from(u8::from((low..=high).contains(calls)));
            all += 1.0;
        }
    }
    (all > 0.0).then(|| inside / all)
}
