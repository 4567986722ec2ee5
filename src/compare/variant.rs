//! Scenarios that differ from the given one in what is asked: a single closing, another demand response,
//! one uncertain number moved, or one promise about waits instead of all.

use crate::domain::clock::{TimeOfDay, Weekday};
use crate::domain::units::{Basis, Calls, Money, Seconds, Share, Uncertain};
use crate::plan::demand::{Choice, demand, intervals};
use crate::scenario::{Closing, Group, Measure, Over, PatienceLaw, Scenario, Stretch, Target};

/// Calls that differ by less than this share are as many.
const SAME: f64 = 1e-9;
/// The largest share that is looked at beyond a range.
const NEARLY_ALL: f64 = 0.95;

/// Level of the demand response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Response {
    Low,
    Central,
    High,
}

/// The scenario with these closings as its only candidates.
pub(super) fn closing(scenario: &Scenario, choice: &Choice<'_>) -> Scenario {
    let mut variant = scenario.clone();
    for (line, closing) in variant.lines.iter_mut().zip(choice) {
        line.candidates = closing.iter().map(|c: &&Closing| (*c).clone()).collect();
    }
    variant
}

/// The scenario with moved and new calls at one end of their ranges.
pub(super) fn response(scenario: &Scenario, level: Response) -> Scenario {
    let mut variant = scenario.clone();
    for evening in variant.lines.iter_mut().filter_map(|line| line.evening.as_mut()) {
        let (moved, new) = (&mut evening.moved_share_per_hour, &mut evening.new_calls_per_hour);
        match level {
            Response::Central => {}
            Response::Low => {
                moved.value = moved.low.unwrap_or(moved.value);
                new.value = new.low.unwrap_or(new.value);
            }
            Response::High => {
                moved.value = moved.high.unwrap_or(moved.value);
                new.value = new.high.unwrap_or(new.value);
            }
        }
    }
    variant
}

/// The scenario with one promise about waits: each line's mean wait over the week.
pub(super) fn one_promise(scenario: &Scenario, seconds: f64) -> Scenario {
    let mut variant = scenario.clone();
    let wait = Measure::MeanWait(Seconds::new(seconds).unwrap_or_default());
    let promise = Target::new(wait, Over::Week);
    for line in &mut variant.lines {
        line.targets.retain(|target| !target.measure.is_of_callers());
        line.targets.push(promise);
    }
    variant.costs.count_waiting = false;
    variant
}

/// Which number of the scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    Busyness,
    Aht(usize),
    Patience(usize),
    /// Shape or spread of the law of a line's patience.
    PatienceShape(usize),
    /// Share of a line's callers who hang up at once.
    AtOnce(usize),
    RedialShare(usize),
    Calls(usize),
    Moved(usize),
    New(usize),
    /// Of all groups with this range: what keeps people from the telephone is the same for them.
    Shrinkage,
    HourlyCost(usize),
    /// Of a contract of a group.
    ContractCost(usize, usize),
    EveningPremium,
    Saturday,
    Sunday,
    Holiday,
    OpeningHour,
    CallerMinute,
    ServedCall,
}

/// What a pilot can measure; of a line by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measurable {
    Busyness,
    HandleTime(usize),
    Patience(usize),
    Redials(usize),
    Calls(usize),
    MovedCalls(usize),
    NewCalls(usize),
    Shrinkage,
}

impl Measurable {
    /// Whether lines must be open longer for it.
    pub(super) fn takes_evenings(self) -> bool {
        matches!(self, Self::MovedCalls(_) | Self::NewCalls(_))
    }
}

/// An uncertain number with a range.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Parameter {
    which: Which,
    pub(super) key: String,
    pub(super) low: f64,
    pub(super) central: f64,
    pub(super) high: f64,
    pub(super) basis: Basis,
    pub(super) note: Option<String>,
}

/// Every number with a range, in the order of the scenario.
pub(super) fn parameters(scenario: &Scenario) -> Vec<Parameter> {
    let mut found = Vec::new();
    let mut add = |which, key: String, number: Option<Uncertain<f64>>| {
        let Some(u) = number else { return };
        let (low, high) = (u.low.unwrap_or(u.value), u.high.unwrap_or(u.value));
        if low < high {
            found.push(Parameter {
                which,
                key,
                low,
                central: u.value,
                high,
                basis: u.basis,
                note: u.note,
            });
        }
    };
    add(
        Which::Busyness,
        "calendar.busyness_cv".into(),
        Some(scenario.calendar.busyness_cv.clone()),
    );
    for (l, line) in scenario.lines.iter().enumerate() {
        let key = |name: &str| format!("line.{}.{name}", line.id);
        add(Which::Calls(l), key("demand"), Some(plain(&line.demand.calls_per_week, Calls::get)));
        add(Which::Aht(l), key("aht"), Some(plain(&line.aht, Seconds::get)));
        if let Some(patience) = &line.patience {
            let name = if patience.is_exponential() { "patience" } else { "patience.mean" };
            add(Which::Patience(l), key(name), Some(plain(&patience.mean, Seconds::get)));
            let shape = match &patience.law {
                PatienceLaw::Exponential => None,
                PatienceLaw::Weibull(shape) => Some(("patience.shape", shape)),
                PatienceLaw::LogNormal(spread) => Some(("patience.spread", spread)),
            };
            if let Some((name, shape)) = shape {
                add(Which::PatienceShape(l), key(name), Some(shape.clone()));
            }
            let at_once = patience.at_once.as_ref().map(|share| plain(share, Share::get));
            add(Which::AtOnce(l), key("patience.at_once"), at_once);
        }
        let redial = line.redial_share.as_ref().map(|r| plain(r, Share::get));
        add(Which::RedialShare(l), key("redial_share"), redial);
        if let Some(evening) = &line.evening {
            let moved = plain(&evening.moved_share_per_hour, Share::get);
            add(Which::Moved(l), key("evening.moved_share_per_hour"), Some(moved));
            let new = plain(&evening.new_calls_per_hour, Calls::get);
            add(Which::New(l), key("evening.new_calls_per_hour"), Some(new));
        }
    }
    for (g, group) in scenario.groups.iter().enumerate() {
        let key = |name: &str| format!("group.{}.{name}", group.id);
        add(Which::HourlyCost(g), key("hourly_cost"), Some(plain(&group.hourly_cost, Money::get)));
        for (c, contract) in group.contracts.iter().enumerate() {
            let own = contract.hourly_cost.as_ref().map(|cost| plain(cost, Money::get));
            let key = key(&format!("contract.{}.hourly_cost", contract.id));
            add(Which::ContractCost(g, c), key, own);
        }
        let alike = |other: &&Group| same_range(&other.shrinkage, &group.shrinkage);
        if !scenario.groups[..g].iter().any(|other| alike(&other)) {
            let ids: Vec<&str> =
                scenario.groups[g..].iter().filter(alike).map(|g| g.id.as_str()).collect();
            let key = format!("group.{}.shrinkage", ids.join("+"));
            add(Which::Shrinkage, key, Some(plain(&group.shrinkage, Share::get)));
        }
    }
    let costs = &scenario.costs;
    let premium = costs.evening.as_ref().map(|e| e.premium.clone());
    add(Which::EveningPremium, "cost.evening.premium".into(), premium);
    add(Which::Saturday, "cost.saturday_premium".into(), costs.saturday.clone());
    add(Which::Sunday, "cost.sunday_premium".into(), costs.sunday.clone());
    add(Which::Holiday, "cost.holiday_premium".into(), costs.holiday.clone());
    let money = |m: &Option<Uncertain<Money>>| m.as_ref().map(|m| plain(m, Money::get));
    add(Which::OpeningHour, "cost.opening_per_hour".into(), money(&costs.opening_hour));
    add(Which::CallerMinute, "cost.caller_minute".into(), money(&costs.caller_minute));
    add(Which::ServedCall, "cost.served_call".into(), money(&costs.served_call));
    found
}

fn same_range(a: &Uncertain<Share>, b: &Uncertain<Share>) -> bool {
    (a.low, a.value, a.high) == (b.low, b.value, b.high)
}

fn plain<T: Copy>(number: &Uncertain<T>, get: fn(T) -> f64) -> Uncertain<f64> {
    Uncertain {
        value: get(number.value),
        low: number.low.map(get),
        high: number.high.map(get),
        basis: number.basis,
        note: number.note.clone(),
    }
}

impl Parameter {
    /// Puts a value in its place; calls of a line are scaled with their total.
    pub(super) fn apply(&self, scenario: &mut Scenario, value: f64) {
        let seconds = Seconds::new(value).unwrap_or_default();
        let share = Share::new(value).unwrap_or_default();
        let money = Money::new(value).unwrap_or_default();
        let costs = &mut scenario.costs;
        let put = |place: &mut Option<Uncertain<Money>>| {
            place.iter_mut().for_each(|u| u.value = money);
        };
        let premium = |place: &mut Option<Uncertain<f64>>| {
            place.iter_mut().for_each(|u| u.value = value);
        };
        match self.which {
            Which::Busyness => scenario.calendar.busyness_cv.value = value,
            Which::Calls(l) => {
                let demand = &mut scenario.lines[l].demand;
                demand.calls_per_week.value = Calls::new(value).unwrap_or_default();
                demand.calls.iter_mut().for_each(|calls| *calls *= value / self.central);
            }
            Which::Aht(l) => scenario.lines[l].aht.value = seconds,
            Which::Patience(l) => {
                scenario.lines[l].patience.iter_mut().for_each(|p| p.mean.value = seconds);
            }
            Which::PatienceShape(l) => {
                let laws = scenario.lines[l].patience.iter_mut().map(|p| &mut p.law);
                laws.for_each(|law| match law {
                    PatienceLaw::Exponential => {}
                    PatienceLaw::Weibull(own) | PatienceLaw::LogNormal(own) => own.value = value,
                });
            }
            Which::AtOnce(l) => {
                let shares =
                    scenario.lines[l].patience.iter_mut().filter_map(|p| p.at_once.as_mut());
                shares.for_each(|own| own.value = share);
            }
            Which::RedialShare(l) => {
                scenario.lines[l].redial_share.iter_mut().for_each(|u| u.value = share);
            }
            Which::Moved(l) => scenario.lines[l]
                .evening
                .iter_mut()
                .for_each(|e| e.moved_share_per_hour.value = share),
            Which::New(l) => scenario.lines[l].evening.iter_mut().for_each(|e| {
                e.new_calls_per_hour.value = Calls::new(value).unwrap_or_default();
            }),
            Which::Shrinkage => {
                let range = (Share::new(self.low), Share::new(self.high));
                let groups = scenario.groups.iter_mut().map(|group| &mut group.shrinkage);
                let mine = groups.filter(|s| {
                    (s.low.unwrap_or(s.value), s.high.unwrap_or(s.value))
                        == (range.0.unwrap_or_default(), range.1.unwrap_or_default())
                });
                mine.for_each(|shrinkage| shrinkage.value = share);
            }
            Which::HourlyCost(g) => scenario.groups[g].hourly_cost.value = money,
            Which::ContractCost(g, c) => put(&mut scenario.groups[g].contracts[c].hourly_cost),
            Which::EveningPremium => {
                costs.evening.iter_mut().for_each(|e| e.premium.value = value);
            }
            Which::Saturday => premium(&mut costs.saturday),
            Which::Sunday => premium(&mut costs.sunday),
            Which::Holiday => premium(&mut costs.holiday),
            Which::OpeningHour => put(&mut costs.opening_hour),
            Which::CallerMinute => put(&mut costs.caller_minute),
            Which::ServedCall => put(&mut costs.served_call),
        }
    }

    /// The scenario with this number at a value.
    pub(super) fn at(&self, scenario: &Scenario, value: f64) -> Scenario {
        let mut variant = scenario.clone();
        self.apply(&mut variant, value);
        variant
    }

    /// As what a pilot could measure it; none for prices and laws.
    pub(super) fn measurable(&self) -> Option<Measurable> {
        Some(match self.which {
            Which::Busyness => Measurable::Busyness,
            Which::Aht(l) => Measurable::HandleTime(l),
            Which::Patience(l) => Measurable::Patience(l),
            Which::RedialShare(l) => Measurable::Redials(l),
            Which::Calls(l) => Measurable::Calls(l),
            Which::Moved(l) => Measurable::MovedCalls(l),
            Which::New(l) => Measurable::NewCalls(l),
            Which::Shrinkage => Measurable::Shrinkage,
            _ => return None,
        })
    }

    /// The least and the greatest value that it could have beyond its range.
    pub(super) fn limits(&self) -> [f64; 2] {
        match self.which {
            Which::Moved(_) | Which::RedialShare(_) | Which::AtOnce(_) | Which::Shrinkage => {
                [0.0, NEARLY_ALL]
            }
            // No time is none.
            Which::Aht(_) | Which::Patience(_) => [self.low * (1.0 - NEARLY_ALL), f64::MAX],
            _ => [0.0, f64::MAX],
        }
    }

    /// Whether it may add to what has to be handled, or to how much of paid time is at the phone.
    pub(super) fn bears_on_load(&self) -> bool {
        matches!(
            self.which,
            Which::Aht(_) | Which::Calls(_) | Which::Moved(_) | Which::New(_) | Which::Shrinkage
        )
    }

    /// Whether it changes nothing but how many call when.
    pub(super) fn only_bears_on_calls(&self) -> bool {
        matches!(self.which, Which::Calls(_) | Which::Moved(_) | Which::New(_))
    }

    /// Whether it bears on what a plan costs (or only on what the plan is worth).
    pub(super) fn bears_on_cost(&self, scenario: &Scenario) -> bool {
        match self.which {
            Which::ServedCall => false,
            Which::CallerMinute => scenario.costs.count_waiting,
            _ => true,
        }
    }
}

/// The busiest three hours of the lines that have candidates, with these hours, as a stretch of the
/// day; of all lines where none has.
pub(super) fn peak(scenario: &Scenario, hours_of: &Choice<'_>) -> Option<Stretch> {
    let demand = demand(scenario, hours_of);
    let compared = |l: &usize| !scenario.lines[*l].candidates.is_empty();
    let any = (0..scenario.lines.len()).any(|l| compared(&l));
    let lines: Vec<usize> = (0..scenario.lines.len()).filter(|l| !any || compared(l)).collect();
    let calls = |from: u32| -> f64 {
        let stretch = hours(from, 180);
        let each = |day| stretch.map(|s| intervals(scenario, day, s).collect::<Vec<usize>>());
        let times = Weekday::ALL.into_iter().filter_map(each).flatten();
        times.map(|t| lines.iter().map(|l| demand[*l].calls[t]).sum::<f64>()).sum()
    };
    // Starts on full hours; among equals the first.
    let start = (0..=21)
        .map(|h| h * 60)
        .reduce(|a, b| if calls(b) > calls(a) * (1.0 + SAME) { b } else { a })?;
    hours(start, 180)
}

fn hours(from: u32, minutes: u32) -> Option<Stretch> {
    let at = TimeOfDay::from_minutes;
    Some(Stretch { from: at(from)?, to: at(from + minutes)? })
}
