//! The short way for one line and the event loop give the same calls, whatever the timetable.

use super::worlds::{group, line, one_day, play_recorded};
use obsada::scenario::AtClose;
use obsada::simulate::Results;
use obsada::simulate::world::{Agent, HandleTime, World};

/// A linear congruential generator (Knuth, MMIX) of which the upper bits are used.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % count
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize]
    }
}

/// A line with odd hours and people who come, break and go at any quarter-hour.
fn world(dice: &mut Dice) -> World {
    let days = 1 + dice.below(3) as usize;
    let hours = 24 * days;
    let around = dice.below(3) == 0;
    let mut line = line(hours, 0.0, HandleTime::Exponential(dice.pick(&[60.0, 240.0, 1500.0])));
    if dice.below(2) == 0 {
        line.handle = HandleTime::log_normal(200.0, 1.5).unwrap();
    }
    for hour in 0..hours {
        line.open[hour] = around || (8..18).contains(&(hour % 24)) && hour % 24 != 12;
        line.calls[hour] = if line.open[hour] { dice.pick(&[0.0, 3.0, 20.0, 60.0]) } else { 0.0 };
    }
    line.patience = dice.pick(&[None, Some(60.0), Some(600.0)]);
    line.at_once = dice.pick(&[0.0, 0.0, 0.2]);
    line.at_close = dice.pick(&[AtClose::Serve, AtClose::CutOff]);
    let mut people = Vec::new();
    for day in 0..days {
        for _ in 0..1 + dice.below(6) {
            let start =
                (day * 24 * 4) as u64 + if around { dice.below(96) } else { 24 + dice.below(30) };
            let length = 4 + dice.below(36);
            let pause = start + 1 + dice.below(length - 2);
            let quarter = |q: u64| q as f64 * 900.0;
            let duty = vec![
                (quarter(start), quarter(pause)),
                (quarter(pause + 1), quarter(start + length)),
            ];
            people.push(Agent { group: 0, duty });
        }
    }
    let whole = one_day(vec![line], vec![group(&[0])], people);
    let past = whole.agents.iter().any(|a| a.duty[1].1 > whole.horizon());
    World { per_day: 24, continuous: around || past, busyness_cv: dice.pick(&[0.0, 0.3]), ..whole }
}

fn same(short: &Results, long: &Results, world: &World) {
    for (short, long) in short.records.iter().zip(&long.records) {
        // The event loop notes a call when it leaves, the short way when it comes.
        let mut long = long.clone();
        long.sort_by(|a, b| a.at.total_cmp(&b.at));
        assert_eq!(short.len(), long.len());
        for (a, b) in short.iter().zip(&long) {
            assert!(
                a == b || (a.wait - b.wait).abs() < 1e-6 && a.outcome == b.outcome,
                "{a:?} {b:?} {world:#?}"
            );
        }
    }
    let (a, b) = (&short.lines[0], &long.lines[0]);
    assert!((a.week.offered.value - b.week.offered.value).abs() < 1e-9);
    for (a, b) in a.closings.iter().zip(&b.closings) {
        assert!((a.queue_left.value - b.queue_left.value).abs() < 1e-9);
        assert!((a.queue_s.value - b.queue_s.value).abs() < 1e-6);
        assert!((a.overrun_s.value - b.overrun_s.value).abs() < 1e-6);
    }
    for (a, b) in short.groups[0].intervals.iter().zip(&long.groups[0].intervals) {
        assert!((a.phone_s.value - b.phone_s.value).abs() < 1e-6, "{a:?} {b:?} {world:#?}");
        let [a, b] = [a, b].map(|g| g.occupancy.map_or(0.0, |o| o.value));
        assert!((a - b).abs() < 1e-9, "{a} {b}");
    }
}

#[test]
fn the_short_way_and_the_event_loop_give_the_same_calls() {
    let mut dice = Dice(20_161_231);
    let (mut calls, mut cut) = (0, 0);
    for seed in 0..300 {
        let world = world(&mut dice);
        let short = play_recorded(&world, 3, seed, true);
        let long = play_recorded(&world, 3, seed, false);
        same(&short, &long, &world);
        calls += short.records.iter().map(Vec::len).sum::<usize>();
        cut += short.lines[0].week.cut_off.is_some_and(|share| share.value > 0.0) as usize;
    }
    assert!(calls > 100_000 && cut > 50, "{calls} calls, cut off in {cut} worlds");
}
