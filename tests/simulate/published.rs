//! Published simulations, within their confidence intervals. The data lie beside the crate; where
//! they are not there, each test says so and passes.

use super::worlds::{HOUR, group, line, one_day, play};
use obsada::simulate::world::{Agent, HandleTime, Line, World};
use std::path::Path;

/// Rows of numbers, without the header; `None` where the data are not there.
fn rows(name: &str) -> Option<Vec<Vec<f64>>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    let Ok(text) = std::fs::read_to_string(&file) else {
        eprintln!("skipped: {} is not there", file.display());
        return None;
    };
    let number = |field: &str| field.parse().expect("a number");
    Some(text.lines().skip(1).map(|row| row.split(',').map(number).collect()).collect())
}

/// Open 8:00–21:00 with so many agents and calls an hour; handle times of 100 s; one caller in ten
/// hangs up at once unless answered at once, the others after 1000 s on average.
fn centre(agents: &[f64], calls: &[f64]) -> World {
    let line = Line {
        calls: calls.to_vec(),
        patience: Some(1000.0),
        at_once: 0.1,
        ..line(calls.len(), 0.0, HandleTime::Exponential(100.0))
    };
    // Agent k is there whenever more than k are.
    let most = agents.iter().copied().fold(0.0, f64::max) as usize;
    let people = (0..most).map(|k| Agent { group: 0, duty: hours_of(agents, k) }).collect();
    one_day(vec![line], vec![group(&[0])], people)
}

fn hours_of(agents: &[f64], k: usize) -> Vec<(f64, f64)> {
    let mut duty: Vec<(f64, f64)> = Vec::new();
    for hour in (0..agents.len()).filter(|hour| agents[*hour] > k as f64) {
        let (from, to) = (hour as f64 * HOUR, (hour + 1) as f64 * HOUR);
        match duty.last_mut() {
            Some(last) if last.1 == from => last.1 = to,
            _ => duty.push((from, to)),
        }
    }
    duty
}

#[test]
fn the_centre_with_busy_and_quiet_days_is_as_published() {
    let Some(rows) = rows("random_load_centre/centre.csv") else { return };
    let column = |k: usize| rows.iter().map(|row| row[k]).collect::<Vec<f64>>();
    let mut world = centre(&column(1), &column(2));
    // Gamma with shape and rate 400 has the coefficient of variation 400^-½.
    world.busyness_cv = 0.05;
    let week = play(&world, 20_000, 2026).lines[0].week.clone();
    // Published over 10,000 days, per expected call (1660 a day): wait 4.713 s, 90% interval
    // 4.680–4.746; below 20 s 0.925 (0.924–0.925); lost 0.020. Mean arrivals 1660.366.
    let per_expected = week.offered.value / 1660.0;
    let wait = week.mean_wait.unwrap();
    let own = wait.half_width / 1.96;
    let theirs = 0.033 / 1.645;
    let gap = wait.value * per_expected - 4.713;
    assert!(gap.abs() < 1.96 * (own * own + theirs * theirs).sqrt(), "{wait:?}");
    let below = (1.0 - week.longer[0].unwrap().value) * per_expected;
    assert!((below - 0.925).abs() < 0.001, "{below}");
    let lost = week.abandonment.unwrap();
    assert!((lost.value * per_expected - 0.020).abs() < 0.0005 + lost.half_width, "{lost:?}");
    assert!((week.offered.value - 1660.366).abs() < 4.0, "{:?}", week.offered);
}

#[test]
fn the_hourly_service_levels_are_as_published() {
    let Some(rows) = rows("hourly_centre/hourly.csv") else { return };
    let column = |k: usize| rows.iter().map(|row| row[k]).collect::<Vec<f64>>();
    let world = centre(&column(1), &column(2));
    let replications = 20_000;
    let results = play(&world, replications, 300);
    // Published from 300 days, to a tenth of a percent: answered within 20 s, of those who did not
    // hang up before. The published value has the standard error that 300 of our days have.
    let (mut worst, mut squares) = (0.0_f64, 0.0);
    for (hour, row) in results.lines[0].intervals.iter().zip(&rows) {
        let within = hour.service_level[0].unwrap();
        let longer = hour.longer[0].unwrap();
        let level = within.value / (within.value + longer.value);
        let error = within.standard_error * (f64::from(replications) / 300.0).sqrt();
        let rounding = 0.0005 / 3_f64.sqrt();
        let z = (level - row[3] / 100.0) / (error * error + rounding * rounding).sqrt();
        worst = worst.max(z.abs());
        squares += z * z;
    }
    // 13 hours at once: each within 2.9 standard errors (Bonferroni, 95%), and together a χ² with
    // 13 degrees of freedom, below 22.4 with 95%.
    assert!(worst < 2.9 && squares < 22.4, "worst {worst}, sum of squares {squares}");
    let week = &results.lines[0].week;
    let (within, longer) = (week.service_level[0].unwrap(), week.longer[0].unwrap());
    let level = within.value / (within.value + longer.value);
    let error = within.standard_error * (f64::from(replications) / 300.0).sqrt();
    assert!((level - 0.925).abs() < 1.96 * error + 0.0005, "{level}, {error}");
}
