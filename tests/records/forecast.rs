//! Forecasts and their trial: on a bank's volumes, and on series whose law is known.

use jiff::civil::Date;
use obsada::estimate::arrivals::Volumes;
use obsada::estimate::backtest::{Horizon, backtest, forecast};
use obsada::estimate::forecast::{Model, Special};
use rand::SeedableRng;
use rand_distr::{Distribution, Poisson};
use rand_pcg::Pcg64Mcg;
use std::collections::BTreeMap;
use std::path::Path;

/// Half-hourly volumes of a bank from March to July 2003, or `None` where they are not there.
fn bank() -> Option<Vec<Volumes>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data/bank_volumes_2003/half_hours_mar_jul.csv");
    let Ok(text) = std::fs::read_to_string(&file) else {
        eprintln!("skipped: the bank's volumes are not beside the crate");
        return None;
    };
    let mut days: BTreeMap<Date, [f64; 48]> = BTreeMap::new();
    for row in text.lines().skip(1) {
        let fields: Vec<&str> = row.split(',').collect();
        // The stub of five minutes at 21:00 is no half-hour.
        if fields[4] == "6" {
            let (hour, minute) = fields[2].split_once(':').unwrap();
            let half_hour =
                hour.parse::<usize>().unwrap() * 2 + minute.parse::<usize>().unwrap() / 30;
            let day = days.entry(fields[0].parse().unwrap()).or_insert([0.0; 48]);
            day[half_hour] = fields[3].parse().unwrap();
        }
    }
    Some(days.into_iter().collect())
}

/// Figures of the plain weekday average, recounted in Python (pandas) from the same file: half-hours
/// 07:00–20:30, origins on the 17 Mondays from 31 March to 21 July 2003, one week ahead.
const PLAIN_WAPE: f64 = 0.068_060_199_005_090_9;
const PLAIN_RMSE: f64 = 104.837_404_348_602_8;
const PLAIN_MAPE: f64 = 0.072_501_557_824_106_5;

#[test]
fn the_trial_on_the_banks_volumes_is_as_recounted_and_a_richer_model_wins() {
    let Some(days) = bank() else { return };
    let week = backtest(&days, Horizon::Week, false).expect("five months are enough");
    assert_eq!((week.origins, week.half_hours), (17, 2268));
    let plain = &week.scores[0];
    assert_eq!(plain.model, Model::WeekdayAverage);
    assert!((plain.wape - PLAIN_WAPE).abs() < 1e-9, "{}", plain.wape);
    assert!((plain.rmse - PLAIN_RMSE).abs() < 1e-6, "{}", plain.rmse);
    assert!((plain.mape - PLAIN_MAPE).abs() < 1e-9, "{}", plain.mape);
    let best = week.scores.iter().find(|s| s.model == week.chosen).unwrap();
    assert!(week.scores.iter().all(|s| s.wape >= best.wape));
    assert!(best.wape < plain.wape, "{best:?}");
    // The band is said to hold 95%; it was made of past errors only.
    let coverage = best.coverage.expect("enough origins");
    assert!((0.92..=0.98).contains(&coverage), "{coverage}");
}

/// Days of Poisson volumes: weekdays only, open 08:00–16:00.
fn made(weeks: i32, level: impl Fn(i32) -> f64, seed: u64) -> Vec<Volumes> {
    let mut random = Pcg64Mcg::seed_from_u64(seed);
    let first = Date::new(2026, 1, 5).unwrap();
    let mut days = Vec::new();
    for number in (0..7 * weeks).filter(|n| n % 7 < 5) {
        let date = first.checked_add(jiff::Span::new().days(number)).unwrap();
        let weekday = [1.2, 1.1, 1.0, 0.9, 0.8][(number % 7) as usize];
        let mut day = [0.0; 48];
        for slot in &mut day[16..32] {
            *slot = Poisson::new(20.0 * weekday * level(number)).unwrap().sample(&mut random);
        }
        days.push((date, day));
    }
    days
}

#[test]
fn a_level_that_moved_is_followed_and_a_steady_one_is_not_chased() {
    // A third more calls from the tenth week on: the average of all weeks is too low for ever.
    let moved = made(20, |day| if day < 70 { 1.0 } else { 4.0 / 3.0 }, 1);
    let ahead = forecast(&moved, Horizon::Week, false).unwrap();
    assert_ne!(ahead.model, Model::WeekdayAverage);
    let truth = 5.0 * 16.0 * 20.0 * 4.0 / 3.0;
    assert!((ahead.total[0] / truth - 1.0).abs() < 0.05, "{:?}", ahead.total);
    assert!(ahead.total[1] <= truth && truth <= ahead.total[2], "{:?}", ahead.total);
    // With nothing to follow no model beats the average by much, and none is far off.
    let steady = made(20, |_| 1.0, 2);
    let ahead = forecast(&steady, Horizon::Week, false).unwrap();
    assert!((ahead.total[0] / (5.0 * 16.0 * 20.0) - 1.0).abs() < 0.03, "{:?}", ahead.total);
    assert_eq!(ahead.days.len(), 5);
    let half_hours: Vec<usize> = ahead.days[0].half_hours.iter().map(|h| h.half_hour).collect();
    assert_eq!(half_hours, (16..32).collect::<Vec<_>>());
}

#[test]
fn bands_hold_as_often_as_they_say() {
    let (mut held, mut all) = (0.0, 0.0);
    for seed in 0..40 {
        let days = made(13, |_| 1.0, seed);
        let (history, next) = days.split_at(60);
        let ahead = forecast(history, Horizon::Week, false).unwrap();
        for (day, (date, calls)) in ahead.days.iter().zip(next) {
            assert_eq!(day.date, *date);
            for h in &day.half_hours {
                held += f64::from(u8::from((h.low..=h.high).contains(&calls[h.half_hour])));
                all += 1.0;
            }
        }
    }
    let rate: f64 = held / all;
    assert!((rate - 0.95).abs() < 0.02, "{rate} of {all}");
}

#[test]
fn holidays_are_closed_and_the_day_after_is_learnt() {
    // Weekdays from 5 January; Polish holidays off, half as many calls again on the day after.
    let off = |date: Date| obsada::domain::clock::is_polish_holiday(date);
    let days: Vec<Volumes> = made(16, |_| 1.0, 3)
        .into_iter()
        .filter(|(date, _)| !off(*date))
        .map(|(date, calls)| {
            let monday = date.weekday().to_monday_zero_offset() == 0;
            let back = if monday { 3 } else { 1 };
            let before = date.checked_sub(jiff::Span::new().days(back)).unwrap();
            let factor = if off(before) { 1.5 } else { 1.0 };
            (date, calls.map(|c| c * factor))
        })
        .collect();
    // The last day is Friday 24 April 2026; 1 May is a Friday.
    assert_eq!(days.last().unwrap().0, Date::new(2026, 4, 24).unwrap());
    let ahead = forecast(&days, Horizon::Month, true).unwrap();
    let first_of_may = Date::new(2026, 5, 1).unwrap();
    assert!(ahead.days.iter().all(|d| d.date != first_of_may), "closed on a holiday");
    assert_eq!(ahead.days.len(), 19);
    if ahead.model != Model::WeekdayAverage {
        let after = ahead.special.iter().find(|(kind, _)| *kind == Special::After).unwrap().1;
        assert!(after > 1.05 && after < 1.5, "{after}");
    }
    let ordinary = forecast(&days, Horizon::Month, false).unwrap();
    assert_eq!(ordinary.days.len(), 20);
}

#[test]
fn a_short_history_is_not_put_on_trial() {
    let days = made(4, |_| 1.0, 4);
    let ahead = forecast(&days, Horizon::Week, false).unwrap();
    assert!(ahead.backtest.is_none() && ahead.model == Model::WeekdayAverage);
    assert!(forecast(&days[..6], Horizon::Week, false).is_none());
}

#[test]
fn at_every_horizon_the_model_used_is_no_worse_than_the_plain_average() {
    let Some(days) = bank() else { return };
    // Five months of weeks less four to learn from and the time ahead.
    for (horizon, weeks) in [(Horizon::Week, 17), (Horizon::Month, 14), (Horizon::Quarter, 5)] {
        let trial = backtest(&days, horizon, false).unwrap();
        assert_eq!(trial.origins, weeks, "{horizon:?}");
        let wape = |model| trial.scores.iter().find(|s| s.model == model).unwrap().wape;
        let (used, plain) = (wape(trial.chosen), wape(Model::WeekdayAverage));
        eprintln!("{horizon:?}: {used:.4} against {plain:.4}");
        assert!(used <= plain);
        let ahead = forecast(&days, horizon, false).unwrap();
        let last = ahead.days.last().unwrap().date;
        let span = (last - ahead.first_day).get_days();
        assert!(
            span >= match horizon {
                Horizon::Week => 4,
                Horizon::Month => 25,
                Horizon::Quarter => 88,
            }
        );
    }
}
