//! Calls of a made-up centre whose parameters are known: days of Gamma–Poisson arrivals, log-normal
//! handle times, exponential or Weibull patience, some agents. Written apart from the program's own replays.

use jiff::civil::Date;
use obsada::records::{Call, Outcome};
use rand::SeedableRng;
use rand_distr::{Distribution, Exp, Gamma, LogNormal, Poisson, Uniform, Weibull};
use rand_pcg::Pcg64Mcg;
use statrs::function::gamma::gamma;

/// The truth.
#[derive(Debug, Clone, Copy)]
pub struct Centre {
    pub days: i32,
    /// Calls a day on a Wednesday; other weekdays have a little more or less.
    pub calls: f64,
    /// Coefficient of variation of the day's Gamma factor.
    pub busyness: f64,
    pub handle_s: f64,
    pub handle_cv: f64,
    pub patience_s: f64,
    /// Shape of its Weibull law; 1: exponential.
    pub patience_shape: f64,
    /// Share who hang up as soon as they have to wait.
    pub at_once: f64,
    /// Agents at the phone on a day: drawn evenly from these.
    pub agents: [usize; 3],
    /// Share of those who hang up who call again, some five minutes later.
    pub redial: f64,
}

pub const CENTRE: Centre = Centre {
    days: 20,
    calls: 320.0,
    busyness: 0.12,
    handle_s: 240.0,
    handle_cv: 0.7,
    patience_s: 180.0,
    patience_shape: 1.0,
    at_once: 0.0,
    agents: [5, 6, 7],
    redial: 0.3,
};

/// Open 08:00 to 16:00: half-hours 16 to 31.
pub const FIRST: usize = 16;
pub const LAST: usize = 31;

impl Centre {
    /// Expected calls of a half-hour before the day's factor; first calls only.
    pub fn rate(&self, weekday: usize, half_hour: usize) -> f64 {
        let shape = |i: usize| 1.0 + 0.6 * (std::f64::consts::PI * (i as f64 + 0.5) / 16.0).sin();
        let sum: f64 = (0..16).map(shape).sum();
        let day = [1.2, 1.1, 1.0, 0.9, 0.8][weekday];
        self.calls * day * shape(half_hour - FIRST) / sum
    }
}

/// A call that comes.
struct Coming {
    at: f64,
    caller: u64,
    patience: f64,
}

/// The calls of all days, and the agents at the phone on each.
pub fn generate(centre: &Centre, seed: u64) -> (Vec<Call>, Vec<(Date, usize)>) {
    let mut random = Pcg64Mcg::seed_from_u64(seed);
    let mut date = Date::new(2026, 3, 2).unwrap();
    let (mut calls, mut staffing, mut caller) = (Vec::new(), Vec::new(), 0);
    for _ in 0..centre.days {
        while date.weekday().to_monday_zero_offset() > 4 {
            date = date.tomorrow().unwrap();
        }
        let pick = Uniform::new(0, 3).unwrap().sample(&mut random);
        let agents = centre.agents[pick];
        staffing.push((date, agents));
        let coming = arrivals(centre, date, &mut caller, &mut random);
        calls.extend(day(centre, date, agents, coming, &mut random));
        date = date.tomorrow().unwrap();
    }
    (calls, staffing)
}

fn arrivals(centre: &Centre, date: Date, caller: &mut u64, random: &mut Pcg64Mcg) -> Vec<Coming> {
    let shape = 1.0 / (centre.busyness * centre.busyness);
    let factor = Gamma::new(shape, 1.0 / shape).unwrap().sample(random);
    let weekday = date.weekday().to_monday_zero_offset() as usize;
    let mut list = Vec::new();
    for half_hour in FIRST..=LAST {
        let mean = centre.rate(weekday, half_hour) * factor;
        let count: f64 = Poisson::new(mean).unwrap().sample(random);
        for _ in 0..count as usize {
            let at = (half_hour as f64 + Uniform::new(0.0, 1.0).unwrap().sample(random)) * 1800.0;
            *caller += 1;
            list.push(Coming { at, caller: *caller, patience: patience(centre, random) });
        }
    }
    list.sort_by(|a, b| a.at.total_cmp(&b.at));
    list
}

fn patience(centre: &Centre, random: &mut Pcg64Mcg) -> f64 {
    if centre.at_once > 0.0 && Uniform::new(0.0, 1.0).unwrap().sample(random) < centre.at_once {
        return 0.0;
    }
    if centre.patience_shape == 1.0 {
        return Exp::new(1.0 / centre.patience_s).unwrap().sample(random);
    }
    let scale = centre.patience_s / gamma(1.0 + 1.0 / centre.patience_shape);
    Weibull::new(scale, centre.patience_shape).unwrap().sample(random)
}

/// Serves a day in order of arrival. With everyone alike it is enough to know when each agent is free:
/// the next in line gets the first agent to be free, or has hung up by then.
fn day(
    centre: &Centre,
    date: Date,
    agents: usize,
    mut coming: Vec<Coming>,
    random: &mut Pcg64Mcg,
) -> Vec<Call> {
    let variance = (1.0 + centre.handle_cv * centre.handle_cv).ln();
    let handle = LogNormal::new(centre.handle_s.ln() - 0.5 * variance, variance.sqrt()).unwrap();
    let midnight = date.since(Date::new(1970, 1, 1).unwrap()).unwrap().get_days();
    let mut free = vec![0.0_f64; agents];
    let mut calls = Vec::new();
    let mut index = 0;
    while index < coming.len() {
        let next = &coming[index];
        index += 1;
        let (who, when) =
            free.iter().copied().enumerate().min_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
        let wait = (when - next.at).max(0.0);
        let mut call = Call {
            line: 0,
            date,
            wall_s: next.at,
            epoch_s: f64::from(midnight) * 86_400.0 + next.at,
            wait_s: Some(wait.min(next.patience)),
            outcome: Outcome::Abandoned,
            handle_s: None,
            agent: None,
            caller: Some(next.caller),
        };
        if wait <= next.patience {
            let spent: f64 = handle.sample(random);
            free[who] = next.at + wait + spent;
            call.outcome = Outcome::Answered;
            call.handle_s = Some(spent);
            call.agent = Some(who as u32);
        } else if Uniform::new(0.0, 1.0).unwrap().sample(random) < centre.redial {
            let pause: f64 = Exp::new(1.0 / 300.0).unwrap().sample(random);
            let at = next.at + next.patience + pause.min(3500.0);
            let again = Coming { at, caller: next.caller, patience: patience(centre, random) };
            let place = coming.partition_point(|c| c.at < at);
            coming.insert(place, again);
        }
        calls.push(call);
    }
    calls
}
