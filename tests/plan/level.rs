//! The service level in its three customary definitions.

use crate::desk::{cheapest, desk, followed, hourly, planned};
use obsada::domain::shift::crews;
use obsada::plan::demand::demand;
use obsada::plan::through_day::Playing;
use obsada::queue::{Queue, Targets, required_agents_with_redials};
use obsada::scenario::{AtClose, LevelOf, Scenario};
use obsada::simulate::{self, Traffic};
use obsada::solve::Promise;
use obsada::wire::answer::{LineReport, Plan};
use obsada::wire::shifts;
use obsada::witness::check::check;

fn counted_by(of: LevelOf, calls: u32, targets: &str, more: &str) -> Scenario {
    Scenario { level_of: of, ..desk(calls, targets, more) }
}

fn promised(share: f64, over: &str) -> String {
    format!(
        "[[line.target]]\nservice_level = {{ within = \"30s\", share = {share} }}\nover = \"{over}\""
    )
}

fn through() -> Promise {
    Promise::ThroughDay(Playing::default())
}

/// Of the calls that come to a steady queue: answered within `t`, hung up within `t`, and answered at all.
///
/// The number in the system is a birth-and-death chain: up at λ, down from k at min(k, n)/aht + max(k − n, 0)/patience.
/// A caller who comes (PASTA) to n + i in the system has i callers before them. Those go one at a time at rate
/// n/aht + i/patience, the caller gives up at rate 1/own; with none before them the next call that ends is theirs. These
/// first passages are followed to `t` by Runge and Kutta's fourth-order rule; whether the caller is answered at all is
/// the product of the chances that each step comes before they give up.
fn passages(n: u32, load: f64, aht: f64, patience: f64, own: f64, t: f64) -> [f64; 3] {
    let (lambda, serve) = (load / aht, f64::from(n) / aht);
    let mut chain = vec![1.0];
    while chain.len() < 4 * n as usize + 60 || chain.last() > Some(&1e-16) {
        let k = chain.len() as f64;
        let down = k.min(f64::from(n)) / aht + (k - f64::from(n)).max(0.0) / patience;
        chain.push(chain[chain.len() - 1] * lambda / down);
    }
    let all: f64 = chain.iter().sum();
    let at_once: f64 = chain[..n as usize].iter().sum::<f64>() / all;
    let mut waiting: Vec<f64> = chain[n as usize..].iter().map(|p| p / all).collect();
    let forward = |i: usize| serve + i as f64 / patience;
    let mut answered = at_once;
    let mut sure = 1.0;
    for (i, p) in waiting.iter().enumerate() {
        sure *= forward(i) / (forward(i) + 1.0 / own);
        answered += p * sure;
    }
    // The last two: answered, hung up.
    let states = waiting.len();
    waiting.extend([0.0, 0.0]);
    let change = |p: &[f64]| -> Vec<f64> {
        let mut change = vec![0.0; states + 2];
        for i in 0..states {
            change[i] -= p[i] * (forward(i) + 1.0 / own);
            change[if i == 0 { states } else { i - 1 }] += p[i] * forward(i);
            change[states + 1] += p[i] / own;
        }
        change
    };
    let fastest = forward(states) + 1.0 / own;
    let steps = (t * fastest / 0.1).ceil().max(1.0);
    let h = t / steps;
    let ahead = |p: &[f64], by: &[f64], h: f64| -> Vec<f64> {
        p.iter().zip(by).map(|(p, d)| p + h * d).collect()
    };
    for _ in 0..steps as u32 {
        let a = change(&waiting);
        let b = change(&ahead(&waiting, &a, h / 2.0));
        let c = change(&ahead(&waiting, &b, h / 2.0));
        let d = change(&ahead(&waiting, &c, h));
        for (i, p) in waiting.iter_mut().enumerate() {
            *p += h / 6.0 * (a[i] + 2.0 * b[i] + 2.0 * c[i] + d[i]);
        }
    }
    [at_once + waiting[states], waiting[states + 1], answered]
}

/// The three levels, from their definitions.
fn levels([in_time, early, answered]: [f64; 3]) -> [f64; 3] {
    [in_time, in_time / (1.0 - early), in_time / answered]
}

#[test]
fn levels_of_a_steady_queue_are_the_shares_that_they_say() {
    for (n, load, aht, patience, own) in [
        (3, 4.8, 240.0, 90.0, 90.0),
        (1, 3.0, 180.0, 60.0, 60.0),
        (12, 11.0, 300.0, 240.0, 240.0),
        (5, 4.0, 200.0, 400.0, 400.0),
        // Callers of one line among others who are less patient, and more.
        (4, 5.0, 240.0, 120.0, 300.0),
        (4, 5.0, 240.0, 120.0, 45.0),
    ] {
        let queue = Queue::new(n, load / aht, aht, Some(patience), 0.0).unwrap();
        for within in [0.0, 20.0, 120.0] {
            let expected = levels(passages(n, load, aht, patience, own, within));
            let found = LevelOf::ALL.map(|of| queue.level_of(of, Some(own), within));
            for (found, expected) in found.iter().zip(expected) {
                assert!((found - expected).abs() < 1e-7, "{n} {own} {within}: {found} {expected}");
            }
            assert!(found[0] < found[2] && found[0] <= found[1] && found[1] <= found[2]);
        }
    }
    // Nobody hangs up: all are the same.
    let queue = Queue::new(6, 5.0 / 240.0, 240.0, None, 0.0).unwrap();
    let found = LevelOf::ALL.map(|of| queue.level_of(of, None, 20.0));
    assert!((found[1] - found[0]).abs() < 1e-12 && (found[2] - found[0]).abs() < 1e-12);
}

/// Each definition rises with every agent, so that the smallest count is the first that is enough.
#[test]
fn the_smallest_count_is_the_first_that_is_enough() {
    for (load, patience) in [(4.8, 90.0), (11.0, 240.0), (0.7, 30.0)] {
        for within in [0.0, 20.0] {
            let counts: Vec<[f64; 3]> = (1..30)
                .map(|n| levels(passages(n, load, 240.0, patience, patience, within)))
                .collect();
            for (k, of) in LevelOf::ALL.into_iter().enumerate() {
                assert!(counts.windows(2).all(|two| two[0][k] < two[1][k] + 1e-12));
                for share in [0.5, 0.8, 0.95] {
                    let first = counts.iter().position(|own| own[k] >= share).unwrap() as u32 + 1;
                    let targets = Targets {
                        service_level: Some((within, share)),
                        level_of: of,
                        ..Targets::default()
                    };
                    let found = required_agents_with_redials(load, 240.0, patience, 0.0, &targets);
                    assert_eq!(found, Some(first), "{load} {within} {of:?} {share}");
                }
            }
        }
    }
    // With redials the load itself falls with every agent, and each level rises the more.
    for of in LevelOf::ALL {
        let levels = (1..20).map(|n| {
            let queue = Queue::new(n, 8.0 / 240.0, 240.0, Some(90.0), 0.6).unwrap();
            queue.level_of(of, Some(90.0), 20.0)
        });
        let levels: Vec<f64> = levels.collect();
        assert!(levels.windows(2).all(|two| two[0] < two[1] + 1e-12), "{of:?} {levels:?}");
    }
}

/// By the formula and through the day, over calls that differ by the hour: answered in time by the hour, summed, ÷ what
/// counts, summed. All of it is taken from the plan that counts the calls offered.
#[test]
fn a_week_is_a_ratio_of_sums() {
    let crew = |from: u32, people: u32| {
        format!(
            "[[line.target]]\nagents_min = {people}\nbetween = [\"{from:02}:00\", \"{:02}:00\"]\n",
            from + 1
        )
    };
    let crews: String = [(9, 1), (10, 4), (11, 2), (12, 3)].map(|(h, n)| crew(h, n)).concat();
    for promise in [Promise::Formula, through()] {
        let plans = LevelOf::ALL
            .map(|of| planned(&counted_by(of, 120, &crews, "patience = \"3m\""), promise));
        let offered = &plans[0];
        let rows: Vec<(f64, f64, f64)> = match promise {
            Promise::Formula => offered
                .intervals
                .iter()
                .map(|row| (row.calls, row.service_level, row.p_abandon))
                .collect(),
            Promise::ThroughDay(_) => offered
                .through_day
                .iter()
                .map(|row| (row.attempts, row.service_level.value, row.p_abandon.value))
                .collect(),
        };
        assert_eq!(rows.len(), 4);
        let in_time: f64 = rows.iter().map(|(calls, level, _)| calls * level).sum();
        let answered: f64 = rows.iter().map(|(calls, _, lost)| calls * (1.0 - lost)).sum();
        let told = |line: &LineReport| match &line.through_day {
            Some(through) => through.service_level.value,
            None => line.service_level,
        };
        let [all, less_early, of_answered] = [0, 1, 2].map(|k| told(&plans[k].lines[0]));
        assert!((all - in_time / 120.0).abs() < 1e-9);
        assert!((of_answered - in_time / answered).abs() < 1e-9, "{of_answered}");
        // Not the mean of the hours' levels.
        let means =
            rows.iter().map(|(calls, level, lost)| calls * level / (1.0 - lost)).sum::<f64>();
        assert!((of_answered - means / 120.0).abs() > 1e-3);
        assert!(all < less_early && less_early < of_answered);
    }
}

/// A day has 4⁴ plans of up to four people, or more; where a proof is claimed none is cheaper.
#[test]
fn no_plan_of_a_small_day_is_cheaper() {
    for over in ["interval", "day", "week"] {
        for more in ["", "patience = \"5m\"", "patience = \"5m\"\nat_close = \"cut-off\""] {
            let mut costs = Vec::new();
            for of in LevelOf::ALL {
                let scenario = counted_by(of, 70, &promised(0.8, over), more);
                let plan = planned(&scenario, through());
                assert!(plan.holds());
                let best = cheapest(&scenario, 4);
                let (found, bound) = (plan.cost_per_week, plan.solver.bound);
                let what = format!("{over} {more} {of:?}: {found}, {best}, {bound}");
                assert!(bound <= best + 1e-6 && found >= best - 1e-6, "{what}");
                assert!((found - best).abs() < 1e-6, "{what}");
                if of != LevelOf::Answered || more.is_empty() {
                    assert!((bound - best).abs() < 1e-6, "{what}");
                }
                costs.push(found);
            }
            // Each next definition counts fewer calls.
            assert!(costs[1] <= costs[0] && costs[2] <= costs[1], "{costs:?}");
            if more.is_empty() {
                assert_eq!([costs[1], costs[2]], [costs[0], costs[0]]);
            }
        }
    }
}

/// Why a bound cannot rest on it: one more at ten answers callers of before ten who would have hung up, late. Of the calls
/// offered, and of these less early hang-ups, more are answered in time than before.
#[test]
fn people_who_come_later_lower_the_level_of_the_answered_alone() {
    let nine = |of: LevelOf, at_ten: u32| {
        let scenario = counted_by(of, 120, &promised(0.8, "interval"), "patience = \"5m\"");
        let found = followed(&scenario, &[1, at_ten, 1, 1]);
        found.intervals.into_iter().flatten().next().unwrap().service_level.value
    };
    assert!(nine(LevelOf::Answered, 2) < nine(LevelOf::Answered, 1) - 1e-3);
    assert!(nine(LevelOf::Offered, 2) > nine(LevelOf::Offered, 1));
    assert!(nine(LevelOf::LessEarly, 2) > nine(LevelOf::LessEarly, 1));
}

/// Played call by call, where each call is counted or not, against the equations; callers who are still there at closing
/// are answered, or cut off: these did not hang up early and count as not answered in time.
#[test]
fn played_weeks_agree_with_the_equations() {
    for at_close in [AtClose::Serve, AtClose::CutOff] {
        for of in LevelOf::ALL {
            let mut scenario = counted_by(of, 120, &promised(0.8, "week"), "patience = \"3m\"");
            scenario.lines[0].at_close = at_close;
            let counts = [2, 1, 3, 1];
            let exact = followed(&scenario, &counts);
            let demand = demand(&scenario, &scenario.closings()[0]);
            let traffic: Vec<Traffic<'_>> = demand.iter().map(Traffic::from).collect();
            let options = simulate::Options { weeks: 20_000, seed: 41, ..Default::default() };
            let crews = hourly(&counts);
            let played = &simulate::play(&scenario, &traffic, &crews, &options).lines[0];
            let k = played.thresholds.iter().position(|t| *t == 30.0).unwrap();
            let covers = |own: simulate::Estimate, truth: f64| {
                assert!(own.low() <= truth && truth <= own.high(), "{of:?} {own:?} {truth}");
                assert!(own.half_width < 0.01);
            };
            let week = exact.week.as_ref().unwrap();
            covers(played.week.service_level[k].unwrap(), week.service_level.value);
            assert!((played.week.level_base[k] - week.level_base).abs() < 3e-3);
            // The last hour, in which callers are cut off.
            let last = exact.intervals.iter().flatten().last().unwrap();
            let own = played.intervals.iter().rev().find(|own| own.offered.value > 0.0).unwrap();
            let own = own.service_level[k].unwrap();
            assert!(
                (own.value - last.service_level.value).abs() < 3.5 * own.standard_error,
                "{of:?} {own:?} {:?}",
                last.service_level
            );
        }
    }
}

/// Callers who call again are played out; the promise holds in weeks with other random numbers than those that judged.
#[test]
fn the_promise_holds_in_other_weeks() {
    for of in LevelOf::ALL {
        let more = "patience = \"5m\"\nredial_share = 0.3";
        let scenario = counted_by(of, 80, &promised(0.8, "day"), more);
        let plan = planned(&scenario, through());
        let demand = demand(&scenario, &scenario.closings()[0]);
        let traffic: Vec<Traffic<'_>> = demand.iter().map(Traffic::from).collect();
        let options = simulate::Options { weeks: 6_000, seed: 97, ..Default::default() };
        let crews = crews(&shifts::read(&scenario, &plan.shifts).unwrap());
        let played = &simulate::play(&scenario, &traffic, &crews, &options).lines[0];
        let k = played.thresholds.iter().position(|t| *t == 30.0).unwrap();
        let level = played.week.service_level[k].unwrap();
        assert!(level.value + 4.0 * level.standard_error >= 0.8 * 0.99, "{of:?} {level:?}");
        let told = plan.lines[0].through_day.as_ref().unwrap().service_level;
        let apart = (told.value - level.value).abs();
        assert!(apart < 5.0 * level.standard_error + told.half_width, "{of:?} {level:?} {told:?}");
    }
}

#[test]
fn a_false_figure_or_name_is_refused() {
    for promise in [Promise::Formula, through()] {
        for (of, other) in [
            (LevelOf::Offered, LevelOf::Answered),
            (LevelOf::LessEarly, LevelOf::Offered),
            (LevelOf::Answered, LevelOf::LessEarly),
        ] {
            let targets = promised(0.75, "day");
            let scenario = counted_by(of, 120, &targets, "patience = \"3m\"");
            let plan = planned(&scenario, promise);
            let line = &plan.lines[0];
            assert_eq!(line.service_level_of, of);
            assert_eq!(line.targets[0].service_level_of, Some(of));
            let refused = |change: &dyn Fn(&mut Plan)| {
                let mut lie = plan.clone();
                change(&mut lie);
                let closing = lie.closing.clone();
                for candidate in lie.candidates.iter_mut().filter(|c| c.closing == closing) {
                    candidate.lines.clone_from(&lie.lines);
                }
                !check(&scenario, &lie).passed()
            };
            assert!(!refused(&|_| {}));
            assert!(refused(&|p| p.lines[0].service_level *= 0.97));
            assert!(refused(&|p| p.lines[0].service_level_of = other));
            assert!(refused(&|p| p.lines[0].targets[0].service_level_of = Some(other)));
            assert!(refused(&|p| p.lines[0].targets[0].reached *= 0.97));
            assert!(refused(&|p| p.intervals[1].service_level *= 0.97));
            if promise == Promise::Formula {
                continue;
            }
            assert!(refused(&|p| p.through_day[1].service_level.value *= 0.97));
            let calls = |p: &mut Plan, by: f64| {
                let row = &mut p.through_day[1];
                row.service_level_calls = Some(row.counted_calls() * by);
            };
            assert!(refused(&|p| calls(p, 1.1)) && refused(&|p| calls(p, 0.7)), "{of:?}");
        }
    }
    // A plan made before it could be chosen names nothing, and means the calls offered.
    let scenario = counted_by(LevelOf::Offered, 120, &promised(0.75, "day"), "patience = \"3m\"");
    let mut before = planned(&scenario, through());
    before.lines[0].targets[0].service_level_of = None;
    before.candidates.iter_mut().for_each(|c| c.lines.clone_from(&before.lines));
    assert!(check(&scenario, &before).passed());
    let answered = Scenario { level_of: LevelOf::Answered, ..scenario };
    assert!(!check(&answered, &before).passed());
}
