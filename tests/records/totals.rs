//! From two reported figures to all that explains them: every combination found gives the figures back by
//! a computation of its own, state by state.

use obsada::estimate::totals::{AGENTS, Combination, PATIENCE_S, Period, Profile, Range, range};
use obsada::estimate::totals_change::changes;

/// S1 and S2 of the letter: handled calls, mean wait; working days by the calendar.
fn periods() -> [Period; 2] {
    let period = |label: &str, handled, mean_wait_s, days| Period {
        label: label.to_owned(),
        handled,
        mean_wait_s,
        days,
    };
    [period("2016", 31_705.0, 107.0, 252.0), period("2017", 5_820.0, 121.0, 64.0)]
}

fn profile() -> Profile {
    Profile::new(450, 930, (600, 780), 0.48)
}

/// Share answered and mean wait of the answered of M/M/n+M (or M/M/n), from the stationary probabilities
/// of the states. Who finds q others waiting is answered after q + 1 steps, of an agent's or of an
/// impatient caller's ahead, if no step is the caller's own (Whitt 2005, §6).
fn states(calls: f64, agents: u32, aht_s: f64, patience_s: Option<f64>) -> (f64, f64) {
    let (arrive, serve) = (calls / 1800.0, 1.0 / aht_s);
    let leave = patience_s.map_or(0.0, |p| 1.0 / p);
    let n = f64::from(agents);
    let out = |k: f64| k.min(n) * serve + (k - n).max(0.0) * leave;
    // Probabilities relative to the likeliest state, in logarithms.
    let (mut logs, mut peak) = (vec![0.0], 0.0_f64);
    for k in 1..200_000 {
        let last: f64 = logs[k - 1];
        let next = last + (arrive / out(k as f64)).ln();
        peak = peak.max(next);
        logs.push(next);
        if next < peak - 60.0 {
            break;
        }
    }
    let weights: Vec<f64> = logs.iter().map(|l| (l - peak).exp()).collect();
    let sum: f64 = weights.iter().sum();
    let (mut answered, mut waited) = (0.0, 0.0);
    let (mut stays, mut time) = (1.0, 0.0);
    for (k, weight) in weights.iter().enumerate() {
        if (k as f64) < n {
            answered += weight;
            continue;
        }
        let ahead = k as f64 - n;
        let step = n * serve + (ahead + 1.0) * leave;
        stays *= (step - leave) / step;
        time += 1.0 / step;
        answered += weight * stays;
        waited += weight * stays * time;
    }
    (answered / sum, waited / answered)
}

/// Handled calls of a day and their mean wait.
fn recomputed(c: &Combination) -> (f64, f64) {
    let (mut handled, mut waited) = (0.0, 0.0);
    // Six half-hours of the peak with 48% of the calls, ten others with 52%.
    for (half_hours, share) in [(6.0, 0.48), (10.0, 0.52)] {
        let calls = c.offered_per_day * share / half_hours;
        let part = c.agents.fract();
        for (agents, weight) in [(c.agents.floor(), 1.0 - part), (c.agents.ceil(), part)] {
            // Where nobody is, nobody is answered.
            if weight > 0.0 && agents > 0.0 {
                let (answered, asa) = states(calls, agents as u32, c.aht_s, c.patience_s);
                handled += half_hours * weight * calls * answered;
                waited += half_hours * weight * calls * answered * asa;
            }
        }
    }
    (handled, waited / handled)
}

fn ranges() -> [Range; 2] {
    periods().map(|period| range(&period, &profile()))
}

#[test]
fn every_combination_gives_the_figures_back() {
    for (range, period) in ranges().iter().zip(periods()) {
        let found: Vec<&Combination> = range.table.iter().flatten().flatten().collect();
        assert_eq!(found.len(), AGENTS.len() * PATIENCE_S.len(), "{}", period.label);
        for c in found {
            let (handled, asa) = recomputed(c);
            let per_day = period.handled / period.days;
            assert!((handled / per_day - 1.0).abs() < 1e-6, "{c:?}: {handled} of {per_day}");
            assert!((asa / period.mean_wait_s - 1.0).abs() < 1e-6, "{c:?}: {asa}");
            assert!((1.0 - per_day / c.offered_per_day - c.p_abandon).abs() < 1e-12, "{c:?}");
            assert!(c.occupancy > 0.0 && c.occupancy < 1.0, "{c:?}");
        }
    }
}

/// The shipped scenario of 2016, with its other weekday shares, has two consultants and 229.54 s.
#[test]
fn two_consultants_and_no_hang_ups_are_near_the_shipped_scenario() {
    let [first, _] = ranges();
    let two = first.table[2][0].expect("a handle time exists");
    assert_eq!((two.agents, two.patience_s, two.p_abandon), (2.0, None, 0.0));
    assert!((two.aht_s / 229.54 - 1.0).abs() < 0.02, "{two:?}");
    assert!(two.plausible);
}

/// More consultants or more patience… the first allows longer calls, the second asks for shorter ones, for
/// those who stay wait longer.
#[test]
fn handle_times_move_as_they_must() {
    for range in ranges() {
        for column in 0..PATIENCE_S.len() {
            let times: Vec<f64> =
                range.table.iter().filter_map(|row| row[column].map(|c| c.aht_s)).collect();
            assert!(times.is_sorted_by(|a, b| a < b), "{times:?}");
        }
        for row in &range.table {
            let times: Vec<f64> = row.iter().flatten().map(|c| c.aht_s).collect();
            assert!(times.is_sorted_by(|a, b| a < b), "{times:?}");
        }
    }
}

#[test]
fn what_changed_explains_the_second_period() {
    let [first, second] = ranges();
    let changes = changes(&first, &second);
    // 5,820 ÷ 64 over 31,705 ÷ 252.
    assert!((changes.volume + 0.277_204).abs() < 1e-6, "{}", changes.volume);
    assert_eq!(changes.rows.len(), first.plausible().count());
    let period = &periods()[1];
    let per_day = period.handled / period.days;
    for row in &changes.rows {
        let unchanged = row.wait_unchanged_s.expect("fewer calls can be handled");
        assert!(unchanged < 107.0, "fewer calls and a longer wait: {row:?}");
        let longer = Combination { aht_s: row.aht_s.expect("longer calls"), ..row.before };
        assert!(longer.aht_s > 1.2 * row.before.aht_s, "{row:?}");
        let Some(agents) = row.agents else {
            // Without hang-ups, one consultant fewer for any time would be too few.
            assert_eq!(row.before.patience_s, None, "{row:?}");
            continue;
        };
        assert!(agents < row.before.agents, "{row:?}");
        // Offered calls that are handled with these consultants: found by halving.
        let with = |offered: f64| {
            recomputed(&Combination { agents, offered_per_day: offered, ..row.before })
        };
        let (mut low, mut high) = (per_day, 20.0 * per_day);
        for _ in 0..100 {
            let middle = 0.5 * (low + high);
            if with(middle).0 < per_day { low = middle } else { high = middle }
        }
        let offered = if row.before.patience_s.is_none() { per_day } else { high };
        let (handled, asa) = with(offered);
        assert!((handled / per_day - 1.0).abs() < 1e-6, "{row:?}: {handled}");
        assert!((asa / 121.0 - 1.0).abs() < 1e-5, "{row:?}: {asa}");
    }
}

#[test]
fn a_peak_outside_the_opening_hours_is_no_peak() {
    let flat = Profile::new(840, 960, (600, 780), 0.48);
    assert_eq!((flat.peak, flat.half_hours()), (None, 4.0));
    assert_eq!(flat.groups, vec![(4.0, 0.25)]);
    assert_eq!(profile().half_hours(), 16.0);
}
