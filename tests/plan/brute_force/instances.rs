//! Small random scenarios, the same for the same number.

use obsada::domain::clock::{Grid, TimeOfDay, Weekday};
use obsada::domain::units::{Basis, Calls, Language, Money, Seconds, Share, Uncertain};
use obsada::scenario::{
    AtClose, BreakRule, BreakWindow, Calendar, Contract, Costs, Demand, EveningPremium, Group,
    HandleTimes, LevelOf, Line, Measure, Over, Routing, Scenario, ShiftRule, ShiftTimes, Source,
    Stretch, Target,
};

/// A linear congruential generator (Knuth, MMIX) of which the upper bits are used.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        self.0 >> 33
    }

    fn below(&mut self, end: usize) -> usize {
        self.next() as usize % end
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// A number with three decimals or so.
    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.below(1000) as f64 / 1000.0
    }
}

fn known<T>(value: T) -> Uncertain<T> {
    Uncertain::plain(value, Basis::Assumed)
}

fn share(value: f64) -> Share {
    Share::new(value).unwrap()
}

fn seconds(value: f64) -> Seconds {
    Seconds::new(value).unwrap()
}

fn money(value: f64) -> Uncertain<Money> {
    known(Money::new(value).unwrap())
}

fn at(minutes: u32) -> TimeOfDay {
    TimeOfDay::from_minutes(minutes).unwrap()
}

/// Lines that each group answers.
const SKILLS: [&[&[usize]]; 8] = [
    &[&[0]],
    &[&[0], &[0]],
    &[&[0, 1]],
    &[&[0], &[1]],
    &[&[0], &[0, 1]],
    &[&[1, 0], &[1]],
    &[&[0, 1], &[0, 1]],
    &[&[0], &[1], &[0, 1]],
];

/// The opening of all lines: first minute, minutes of an interval, intervals.
#[derive(Clone, Copy)]
struct Opening {
    from: u32,
    step: u32,
    intervals: u32,
}

/// The scenario of this number. Odd ones promise averages over the week or the day, even ones hold in
/// every interval.
pub fn scenario(number: u64) -> Scenario {
    let mut random = Random(number.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    random.next();
    let r = &mut random;
    let averages = number % 2 == 1;
    let opening = Opening {
        from: r.pick(&[480, 900]),
        step: r.pick(&[30, 60]),
        intervals: 4 + r.below(3) as u32,
    };
    let days: &[Weekday] =
        r.pick(&[&[Weekday::Mon], &[Weekday::Mon, Weekday::Tue], &[Weekday::Mon, Weekday::Sat]]);
    let skills = SKILLS[(number / 2) as usize % SKILLS.len()];
    let heads = [4, 3, 2][skills.len() - 1];
    let lines = 1 + *skills.iter().flat_map(|lines| lines.iter()).max().unwrap();
    let most_load = 0.27 * f64::from(heads) * skills.len() as f64 / lines as f64;
    let contracts = contracts(r, heads, days.len(), opening);
    let per_contract = (8 / (skills.len() * contracts.len())).max(2);
    let shrinkages: &[f64] = r.pick(&[&[0.0, 0.0, 0.0], &[0.0, 0.1, 0.25], &[0.2, 0.2, 0.2]]);
    let groups = (0..skills.len())
        .map(|g| Group {
            id: format!("group{g}"),
            name: format!("Group {g}"),
            lines: skills[g].to_vec(),
            head_count: Some(heads),
            contracts: contracts.clone(),
            routing: Routing::LongestWait,
            shrinkage: known(share(shrinkages[g])),
            hourly_cost: money(20.0 + r.below(40) as f64 / 2.0),
        })
        .collect();
    let shifts = vec![rule(r, days, skills.len(), per_contract, opening)];
    let lines = (0..lines).map(|l| line(r, l, days, most_load, averages, opening)).collect();
    let count_waiting = r.one_in(3);
    let caller_minute = (count_waiting || r.one_in(2)).then(|| money(r.between(0.1, 3.0)));
    Scenario {
        level_of: LevelOf::Offered,
        title: format!("Number {number}"),
        locale: Language::En,
        currency: "PLN".into(),
        calendar: Calendar {
            grid: Grid::new(opening.step).unwrap(),
            week_start: None,
            days: days.to_vec(),
            holidays: [false; 7],
            busyness_cv: known(0.0),
        },
        lines,
        groups,
        shifts,
        shift_times: ShiftTimes::default(),
        costs: Costs {
            evening: r.one_in(2).then(|| EveningPremium {
                from: at(opening.from + 2 * opening.step),
                premium: known(0.2),
            }),
            saturday: r.one_in(2).then(|| known(0.5)),
            sunday: None,
            holiday: None,
            opening_hour: None,
            caller_minute,
            served_call: None,
            count_waiting,
        },
        today: None,
        consultants: Vec::new(),
        roster: None,
        later_weeks: vec![],
        assumptions: Vec::new(),
        source: Source::default(),
    }
}

fn contracts(r: &mut Random, heads: u32, days: usize, opening: Opening) -> Vec<Contract> {
    let most = opening.step * opening.intervals * days as u32;
    let plain = Contract {
        id: "a".into(),
        weekly_minutes: 2400,
        days_per_week: 5,
        heads: None,
        share_max: None,
        hourly_cost: None,
    };
    match r.below(5) {
        0 => vec![Contract { heads: Some(heads), days_per_week: 1, ..plain }],
        1 => vec![Contract { heads: Some(heads), weekly_minutes: most * 3 / 5, ..plain }],
        2 => {
            let part = Contract { id: "b".into(), share_max: Some(share(0.5)), ..plain.clone() };
            // Cheaper by the hour than the group, or dearer.
            let pay = Money::new(20.0 + 8.0 * r.below(6) as f64).unwrap();
            let hourly_cost = Some(Uncertain::plain(pay, Basis::Assumed));
            let part = Contract { hourly_cost, ..part };
            vec![Contract { heads: Some(heads - 1), days_per_week: 1, ..plain }, part]
        }
        _ => vec![plain],
    }
}

/// A rule of at most so many starts and lengths together; some of its shifts have a short break.
fn rule(r: &mut Random, days: &[Weekday], groups: usize, most: usize, o: Opening) -> ShiftRule {
    let with_break = r.one_in(2);
    // Fewer shifts where there is more to try.
    let most = if with_break && groups > 1 { 2 } else { most };
    let lengths: Vec<u32> =
        if most >= 4 { vec![2 + r.below(2) as u32, 4] } else { vec![o.intervals - 1] };
    let latest = o.intervals - lengths[0] + 1;
    let starts = (0..latest.min((most / lengths.len()) as u32)).map(|k| o.from + k * o.step);
    let pause = BreakRule {
        minutes: 15,
        paid: r.one_in(2),
        min_shift: 3 * o.step,
        window: if r.one_in(3) {
            BreakWindow::Clock(Stretch { from: at(o.from), to: at(o.from + 4 * o.step) })
        } else {
            BreakWindow::Relative { after_start: o.step, before_end: o.step }
        },
    };
    ShiftRule {
        id: "rule".into(),
        groups: (0..groups).collect(),
        contracts: Vec::new(),
        days: days.to_vec(),
        starts: starts.collect(),
        lengths: lengths.iter().map(|length| length * o.step).collect(),
        breaks: if with_break { vec![pause] } else { Vec::new() },
    }
}

fn line(
    r: &mut Random,
    index: usize,
    days: &[Weekday],
    most_load: f64,
    averages: bool,
    o: Opening,
) -> Line {
    let grid = Grid::new(o.step).unwrap();
    let aht = r.between(120.0, 420.0);
    // A second line may close earlier, and a day may be like the one before.
    let open = if index > 0 && r.one_in(3) { o.intervals - 2 } else { o.intervals };
    let loads = |r: &mut Random| -> Vec<f64> {
        (0..open).map(|_| if r.one_in(15) { 0.0 } else { r.between(0.05, most_load) }).collect()
    };
    let mut hours: [Vec<Stretch>; 7] = Default::default();
    let mut calls = vec![0.0; grid.per_week()];
    let mut today = loads(r);
    for day in days {
        if r.one_in(2) {
            today = loads(r);
        }
        hours[day.index()].push(Stretch { from: at(o.from), to: at(o.from + open * o.step) });
        for (k, load) in today.iter().enumerate() {
            calls[grid.at(*day, o.from + k as u32 * o.step)] = load * grid.seconds() / aht;
        }
    }
    Line {
        id: format!("line{index}"),
        name: format!("Line {index}"),
        hours,
        candidates: Vec::new(),
        aht: known(seconds(aht)),
        patience: None,
        redial_share: None,
        redial_after: known(Seconds::new(600.0).unwrap()),
        handle_times: HandleTimes::Exponential,
        at_close: AtClose::Serve,
        demand: Demand {
            calls_per_week: known(Calls::new(calls.iter().sum()).unwrap()),
            calls,
            needs: None,
        },
        targets: if averages { average_targets(r) } else { interval_targets(r) },
        evening: None,
    }
}

fn interval_targets(r: &mut Random) -> Vec<Target> {
    let mut targets = Vec::new();
    if r.one_in(2) {
        targets.push(Measure::MeanWait(seconds(r.between(60.0, 400.0))));
    }
    if r.one_in(3) {
        targets.push(Measure::ServiceLevel {
            within: seconds(r.pick(&[20.0, 60.0])),
            share: share(r.between(0.4, 0.8)),
        });
    }
    if r.one_in(4) {
        targets.push(Measure::OccupancyMax(share(r.between(0.6, 0.95))));
    }
    if targets.is_empty() || r.one_in(4) {
        targets.push(Measure::AgentsMin(1));
    }
    targets.into_iter().map(|measure| Target::new(measure, Over::Interval)).collect()
}

fn average_targets(r: &mut Random) -> Vec<Target> {
    let mut targets = Vec::new();
    let wait = r.between(25.0, 250.0);
    if !r.one_in(4) {
        targets.push(Target::new(Measure::MeanWait(seconds(wait)), Over::Week));
    }
    if r.one_in(3) {
        let measure = Measure::MeanWait(seconds(wait * r.between(1.0, 1.6)));
        targets.push(Target::new(measure, Over::Day));
    }
    if targets.is_empty() || r.one_in(3) {
        let within = seconds(r.pick(&[20.0, 60.0]));
        let measure = Measure::ServiceLevel { within, share: share(r.between(0.5, 0.9)) };
        targets.push(Target::new(measure, Over::Week));
    }
    targets
}
