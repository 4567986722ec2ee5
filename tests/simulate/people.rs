//! The queue followed through the day by its equations, with people who have breaks and whose shifts
//! end, against the same people played out call by call.

use obsada::domain::clock::Weekday;
use obsada::domain::shift::{Crew, Stretch, Worked};
use obsada::plan::demand::LineDemand;
use obsada::plan::through_day::{Playing, thresholds, through_day};
use obsada::scenario::{Scenario, validate::parse};
use obsada::simulate::{self, ClosingFigures, Estimate, Traffic};
use obsada::wire::answer::Method;

/// Weeks of seven random days, and how often each is played.
const WEEKS: u64 = 30;
const PLAYED: u32 = 800;

/// Numbers scattered without a pattern, the same on every run.
struct Scatter(u64);

impl Scatter {
    fn share(&mut self) -> f64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn between(&mut self, low: u32, high: u32) -> u32 {
        low + (self.share() * f64::from(high - low + 1)) as u32
    }
}

/// One line from eight to four, and a group that answers it.
fn scenario(scatter: &mut Scatter) -> Scenario {
    let aht = scatter.between(100, 400);
    let patience = scatter.between(60, 400);
    let patience =
        if scatter.share() < 0.5 { String::new() } else { format!("patience = {patience}\n") };
    let at_close = if scatter.share() < 0.5 { "serve" } else { "cut-off" };
    let text = format!(
        "title = \"People\"\n[calendar]\ndays = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\", \"sat\", \"sun\"]\n\
         [[line]]\nid = \"l\"\nopen = \"08:00\"\nclose = \"16:00\"\naht = {aht}\n{patience}\
         at_close = \"{at_close}\"\n[line.demand]\ncalls_per_week = 100\n\
         [[line.target]]\nservice_level = {{ within = 20, share = 0.5 }}\nover = \"day\"\n\
         [[group]]\nid = \"g\"\nlines = [\"l\"]\nhourly_cost = 50\n\
         [[shift]]\nid = \"s\"\ngroups = [\"g\"]\nstarts = [\"08:00\"]\nlengths = [\"8h\"]\n"
    );
    let no_csv = |_: &str| Err("none".into());
    parse(&text, "random.toml", &no_csv).unwrap_or_else(|problems| panic!("{problems:?}\n{text}"))
}

fn crew(day: Weekday, from: u32, to: u32, breaks: Vec<Stretch>, count: u32) -> Crew {
    let worked = Worked::new(Stretch::new(from, to).unwrap(), breaks).unwrap();
    Crew { group: 0, day, worked, count }
}

/// One who is there all day, people with breaks, and people who come and go, some as others do, some shortly
/// before closing.
fn crews(scatter: &mut Scatter, day: Weekday, agents: &mut [u32]) -> Vec<Crew> {
    let mut crews = vec![crew(day, 480, 960, Vec::new(), 1)];
    for _ in 0..scatter.between(1, 6) {
        let from = 480 + 60 * scatter.between(0, 5);
        let to = (from + 60 * scatter.between(2, 8)).min(960);
        let to = if to == 960 { 960 - scatter.between(0, 6) } else { to };
        let mut breaks = Vec::new();
        let mut at = from + 15 * scatter.between(1, 6);
        while at + 45 < to {
            let end = at + 5 * scatter.between(1, 6);
            breaks.extend(Stretch::new(at, end));
            at = end + 15 * scatter.between(3, 10);
        }
        crews.push(crew(day, from, to, breaks, scatter.between(1, 2)));
    }
    for crew in &crews {
        let span = crew.worked.span();
        (span.from() / 60..span.to() / 60).for_each(|h| agents[h as usize] += crew.count);
    }
    crews
}

/// How many estimates cover the true value, and their standardised differences.
struct Covered {
    all: f64,
    covered: f64,
    apart: f64,
}

impl Covered {
    fn add(&mut self, exact: f64, played: &Estimate) {
        self.all += 1.0;
        let inside = (played.low() - 1e-9..=played.high() + 1e-9).contains(&exact);
        self.covered += f64::from(u8::from(inside));
        self.apart += (played.value - exact) / played.standard_error.max(1e-12);
    }

    fn judge(&self, what: &str) {
        let share = self.covered / self.all;
        // In standard errors of one day; their mean over all days has the error 1 ÷ √n.
        let apart = self.apart / self.all;
        println!("{what}: {share:.3} of {} covered, mean difference {apart:+.3}", self.all);
        let band = 4.0 * (0.95 * 0.05 / self.all).sqrt();
        assert!((share - 0.95).abs() <= band, "{what}: {share} of {} are covered", self.all);
        assert!(apart.abs() <= 4.0 / self.all.sqrt(), "{what}: {apart} apart on average");
    }
}

/// The mean over the days, which are independent.
fn overrun(closings: &[ClosingFigures]) -> Estimate {
    let n = closings.len() as f64;
    let all = closings.iter().map(|closing| closing.overrun_s);
    let squares: f64 = all.clone().map(|e| e.standard_error.powi(2)).sum();
    let standard_error = squares.sqrt() / n;
    let value = all.map(|e| e.value).sum::<f64>() / n;
    Estimate { value, half_width: 1.96 * standard_error, standard_error }
}

#[test]
fn days_with_breaks_are_computed_as_they_are_played() {
    let mut scatter = Scatter(5);
    let [mut waits, mut levels, mut hang_ups, mut half_hours, mut overruns] =
        [const { Covered { all: 0.0, covered: 0.0, apart: 0.0 } }; 5];
    for week in 0..WEEKS {
        let scenario = scenario(&mut scatter);
        let grid = scenario.calendar.grid;
        let mut demand = LineDemand {
            open: vec![false; grid.per_week()],
            calls: vec![0.0; grid.per_week()],
            outside_hours: 0.0,
            evening_from: [None; 7],
        };
        let mut all = Vec::new();
        for day in Weekday::ALL {
            let mut agents = [0; 24];
            all.extend(crews(&mut scatter, day, &mut agents));
            for minute in (480..960).step_by(grid.minutes() as usize) {
                let t = grid.at(day, minute);
                let load = f64::from(agents[minute as usize / 60]) * (0.3 + 0.65 * scatter.share());
                demand.open[t] = true;
                demand.calls[t] = load * grid.seconds() / scenario.lines[0].aht.value.get();
            }
        }
        let demand = [demand];
        let through = &through_day(&scenario, &demand, &all, Playing::default())[0];
        assert_eq!(through.method, Method::Exact);
        let options =
            simulate::Options { weeks: PLAYED, seed: 100 + week, ..simulate::Options::default() };
        let played =
            &simulate::play(&scenario, &[Traffic::from(&demand[0])], &all, &options).lines[0];
        assert_eq!(played.thresholds, thresholds(&scenario, 0));
        for (exact, played) in through.days.iter().zip(&played.days) {
            let exact = exact.as_ref().expect("calls");
            waits.add(exact.mean_wait_s.value, &played.mean_wait.expect("calls"));
            levels.add(exact.service_level.value, &played.service_level[0].expect("calls"));
            if scenario.lines[0].patience.is_some() {
                hang_ups.add(exact.p_abandon.value, &played.abandonment.expect("calls"));
            }
        }
        overruns.add(through.overrun_s.expect("it closes"), &overrun(&played.closings));
        for (exact, played) in through.intervals.iter().zip(&played.intervals) {
            if let Some(exact) = exact {
                half_hours.add(exact.service_level.value, &played.service_level[0].expect("calls"));
            }
        }
    }
    waits.judge("mean wait");
    levels.judge("service level");
    hang_ups.judge("abandonment");
    half_hours.judge("service level of half-hours");
    overruns.judge("overrun");
}
