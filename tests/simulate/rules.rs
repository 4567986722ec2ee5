//! Routing, closing, breaks, shrinkage, random numbers: the rules as documented.

use super::worlds::{
    HOUR, agents, around_the_clock, assert_covers, group, line, one_day, play, play_recorded,
};
use obsada::scenario::AtClose;
use obsada::simulate::world::{Agent, Group, HandleTime, Line, World};
use obsada::simulate::{Outcome, Play, run};

const DAY: usize = 24;

fn small(calls: f64, people: usize) -> World {
    let line = Line { patience: Some(300.0), ..line(8, calls, HandleTime::Exponential(240.0)) };
    one_day(vec![line], vec![group(&[0])], agents(0, people, 8))
}

#[test]
fn the_share_away_is_the_shrinkage() {
    // Ten people in shifts of eight hours, three after one another; calls take half of the rest.
    for (people, shrinkage) in [(10, 0.08), (10, 0.25), (1, 0.3), (3, 0.1)] {
        let calls = people as f64 * 0.5 * 15.0;
        let line =
            Line { patience: Some(60.0), ..line(DAY, calls, HandleTime::Exponential(240.0)) };
        let shift = |k: usize| Agent {
            group: 0,
            duty: vec![(k as f64 * 8.0 * HOUR, (k + 1) as f64 * 8.0 * HOUR)],
        };
        let staff = (0..3 * people).map(|k| shift(k / people)).collect();
        let world = around_the_clock(vec![line], vec![Group { shrinkage, ..group(&[0]) }], staff);
        let results = play(&world, 400, 8);
        let phone = results.groups[0].week.phone_s;
        let away = 1.0 - phone.value / (people as f64 * 24.0 * HOUR);
        // Absences that are late at the end of a shift are lost, and calls run on beyond it.
        assert!((away - shrinkage).abs() < 0.01, "{people} people, {shrinkage}: {away}");
    }
}

#[test]
fn not_more_are_away_than_the_lead_lets_go() {
    // Of two people with a shrinkage of 0.3 one may be away, so the line is never left alone.
    let line = line(DAY, 2.0, HandleTime::Exponential(60.0));
    let crew = Group { shrinkage: 0.3, ..group(&[0]) };
    let world = around_the_clock(vec![line], vec![crew], agents(0, 2, DAY));
    let waits = play_recorded(&world, 50, 4, true).records.concat();
    // Alone at the phone one is busy for a thirtieth of the time; somebody who found both away
    // would wait for minutes.
    let long = waits.iter().filter(|r| r.wait > 240.0).count();
    assert!(waits.len() > 2000 && long * 200 < waits.len(), "{long} of {}", waits.len());
}

#[test]
fn a_call_in_hand_is_finished_before_a_break() {
    // One person, one very long call at most: it runs through the break.
    let mut world = small(20.0, 0);
    world.lines[0].handle = HandleTime::Empirical(vec![4000.0]);
    world.agents = vec![Agent { group: 0, duty: vec![(0.0, 3600.0), (4500.0, 8.0 * HOUR)] }];
    let results = play_recorded(&world, 200, 5, false);
    for day in &results.records {
        let mut starts: Vec<f64> =
            day.iter().filter(|r| r.outcome == Outcome::Answered).map(|r| r.at + r.wait).collect();
        starts.sort_by(f64::total_cmp);
        for pair in starts.windows(2) {
            assert!(pair[1] - pair[0] >= 4000.0 - 1e-6);
        }
        // Nobody is picked up in the break.
        assert!(starts.iter().all(|s| !(3600.0..4500.0).contains(s)));
    }
}

#[test]
fn serve_answers_everyone_and_cut_off_ends_the_wait() {
    let mut world = small(200.0, 4);
    world.lines[0].patience = None;
    let served = play(&world, 50, 6);
    let day = &served.lines[0];
    assert_eq!(day.week.answered.unwrap().value, 1.0);
    assert!(day.closings[0].queue_left.value > 100.0);
    assert!(day.closings[0].queue_s.value > HOUR && day.closings[0].overrun_s.value > HOUR);
    assert!(day.closings[0].queue_s.value <= day.closings[0].overrun_s.value);
    world.lines[0].at_close = AtClose::CutOff;
    let cut = play_recorded(&world, 50, 6, true);
    let left = cut.lines[0].closings[0].queue_left.value;
    // The same callers are in the queue at closing, but none of them is answered.
    assert!((left - day.closings[0].queue_left.value).abs() < 1e-9);
    assert_eq!(cut.lines[0].closings[0].queue_s.value, 0.0);
    let week = &cut.lines[0].week;
    assert!((week.cut_off.unwrap().value * week.offered.value - left).abs() < 1e-9);
    for record in cut.records.iter().flatten().filter(|r| r.outcome == Outcome::CutOff) {
        assert!((record.at + record.wait - 8.0 * HOUR).abs() < 1e-6);
    }
}

#[test]
fn a_line_that_nobody_is_there_to_close_cuts_off() {
    let mut world = small(20.0, 2);
    world.agents.iter_mut().for_each(|agent| agent.duty[0].1 = 7.0 * HOUR);
    for short_way in [true, false] {
        let results = play_recorded(&world, 20, 7, short_way);
        let late = results.records.iter().flatten().filter(|r| r.at > 7.0 * HOUR);
        for record in late {
            assert_ne!(record.outcome, Outcome::Answered);
            assert!(record.at + record.wait <= 8.0 * HOUR + 1e-6);
        }
    }
}

#[test]
fn a_call_goes_to_those_for_whom_the_line_comes_first() {
    // Quiet enough that everybody is idle: line 1 comes first for group 1 only; for line 0 groups 0
    // and 2 tie, and group 2 answers fewer lines.
    let lines = vec![line(DAY, 0.2, HandleTime::Exponential(1.0)); 2];
    let groups = vec![group(&[0, 1]), group(&[1, 0]), group(&[0])];
    let staff = [agents(0, 1, DAY), agents(1, 1, DAY), agents(2, 1, DAY)].concat();
    let world = around_the_clock(lines, groups, staff);
    let records = play_recorded(&world, 100, 8, true).records.concat();
    assert!(records.len() > 500);
    let busy = records.iter().filter(|r| r.group != Some([2, 1][r.line])).count();
    assert!(busy * 100 < records.len(), "{busy} of {}", records.len());
}

#[test]
fn results_do_not_depend_on_the_number_of_threads() {
    let mut world = small(60.0, 4);
    world.groups[0].shrinkage = 0.1;
    world.lines[0].redial_share = 0.4;
    world.busyness_cv = 0.2;
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| play_recorded(&world, 333, 9, true))
    };
    let one = with(1);
    assert!(one == with(2) && one == with(7));
    assert!(one != play_recorded(&world, 333, 10, true));
}

#[test]
fn candidates_meet_the_same_callers() {
    let (few, more) = (small(60.0, 4), small(60.0, 5));
    let (a, b) = (play_recorded(&few, 200, 11, true), play_recorded(&more, 200, 11, true));
    for (a, b) in a.records.iter().zip(&b.records) {
        assert!(a.iter().map(|r| r.at).eq(b.iter().map(|r| r.at)));
    }
    // Where rates differ in one hour only, all others meet the same callers too.
    let mut moved = small(60.0, 4);
    moved.lines[0].calls[3] = 90.0;
    let c = play_recorded(&moved, 200, 11, true);
    for (a, c) in a.records.iter().zip(&c.records) {
        let outside = |at: f64| !(3.0 * HOUR..4.0 * HOUR).contains(&at);
        let [a, c] = [a, c]
            .map(|day| day.iter().map(|r| r.at).filter(|at| outside(*at)).collect::<Vec<_>>());
        assert_eq!(a, c);
    }
    // So a difference is known better than from independent weeks.
    let paired = a.lines[0].differences(&b.lines[0]).mean_wait.unwrap();
    let independent = play(&more, 200, 12).lines[0].week.mean_wait.unwrap();
    let own = a.lines[0].week.mean_wait.unwrap();
    let apart = own.standard_error.hypot(independent.standard_error);
    assert!(paired.value > 0.0 && paired.standard_error < 0.9 * apart, "{paired:?} {apart}");
    let direct = own.value - b.lines[0].week.mean_wait.unwrap().value;
    assert!((paired.value - direct).abs() < 1e-9);
}

#[test]
fn paired_intervals_cover_the_difference_at_the_stated_rate() {
    use super::closed_forms::MMnM;
    use super::worlds::{covers, plausible_coverage};
    let world = |people| {
        let line =
            Line { patience: Some(120.0), ..line(DAY, 75.0, HandleTime::Exponential(240.0)) };
        around_the_clock(vec![line], vec![group(&[0])], agents(0, people, DAY))
    };
    let truth = |people| MMnM::new(people, 75.0 / HOUR, 240.0, 120.0).mean_wait;
    let truth = truth(5) - truth(6);
    let covered = (0..200).filter(|seed| {
        let (a, b) = (play(&world(5), 30, *seed), play(&world(6), 30, *seed));
        covers(&a.lines[0].differences(&b.lines[0]).mean_wait.unwrap(), truth)
    });
    let covered = covered.count() as u32;
    assert!(plausible_coverage(200).contains(&covered), "{covered} of 200");
}

#[test]
fn one_week_has_no_interval() {
    let results = play(&small(60.0, 4), 1, 13);
    let week = &results.lines[0].week;
    assert!(
        week.offered.half_width.is_infinite() && week.mean_wait.unwrap().half_width.is_infinite()
    );
}

#[test]
fn progress_counts_every_replication() {
    use std::sync::atomic::{AtomicU32, Ordering};
    let done = AtomicU32::new(0);
    let progress = |more: u32| {
        done.fetch_add(more, Ordering::Relaxed);
    };
    let play = Play {
        replications: 517,
        seed: 1,
        records: false,
        progress: Some(&progress),
        time_left: None,
        short_way: true,
    };
    run(&small(20.0, 2), &play);
    assert_eq!(done.into_inner(), 517);
}

#[test]
fn offered_calls_are_those_expected() {
    let week = play(&small(60.0, 4), 1000, 14).lines[0].week.clone();
    assert_covers("calls", &week.offered, 480.0);
    // Poisson: the variance is the mean.
    let variance = week.offered.standard_error.powi(2) * 1000.0;
    assert!((variance / 480.0 - 1.0).abs() < 3.0 * (2.0_f64 / 1000.0).sqrt(), "{variance}");
}

/// A week of half a million calls ends when time is over, within it: what is left are the first weeks, two at least and fewer
/// than are played of quick ones.
#[test]
fn time_that_is_over_ends_a_week_of_many_calls() {
    let world = small(60_000.0, 2000);
    let over = || false;
    for short_way in [true, false] {
        let play = Play {
            replications: 40,
            seed: 3,
            records: false,
            progress: None,
            time_left: Some(&over),
            short_way,
        };
        let cut = run(&world, &play);
        assert!((2..10).contains(&cut.replications), "{}", cut.replications);
        let few = run(&world, &Play { replications: cut.replications, time_left: None, ..play });
        let (cut, few) = (&cut.lines[0].week, &few.lines[0].week);
        assert!((cut.offered.value - few.offered.value).abs() <= 1e-9 * few.offered.value);
    }
}

/// Where time is over, the first weeks that were played are all, and what they say is what so many weeks say.
#[test]
fn weeks_that_time_leaves_are_the_first() {
    let world = small(20.0, 2);
    let over = || false;
    let play = Play {
        replications: 517,
        seed: 3,
        records: false,
        progress: None,
        time_left: Some(&over),
        short_way: true,
    };
    let cut = run(&world, &play);
    assert!((10..517).contains(&cut.replications), "{}", cut.replications);
    let few = run(&world, &Play { replications: cut.replications, time_left: None, ..play });
    // Sums are added up in other blocks.
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs());
    for (cut, few) in cut.lines[0].intervals.iter().zip(&few.lines[0].intervals) {
        assert!(near(cut.offered.value, few.offered.value));
        let waits = cut.mean_wait.as_ref().zip(few.mean_wait.as_ref());
        assert!(waits.is_none_or(|(cut, few)| near(cut.value, few.value)));
        assert!(waits.is_none_or(|(cut, few)| near(cut.half_width, few.half_width)));
    }
    assert_eq!(cut.replications, few.replications);
}
