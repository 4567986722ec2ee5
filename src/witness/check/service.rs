//! What callers experience: every sharing set in every open interval, and from there each line.

use super::coverage::{SharingSet, sharing_sets};
use super::findings::{Findings, TOLERANCE, shown};
use super::hours::LineWeek;
use super::patience::planned_s;
use super::queue::{Caller, Pool, Service, Stream};
use super::requirement::{Known, Part, Required, asked, required};
use crate::domain::clock::{Grid, Weekday, clock_text};
use crate::domain::finding::{Broken, Fault};
use crate::domain::measure::{Direction, MeasureName, MeasureUnit};
use crate::scenario::{LevelOf, Line, Measure, Over, Scenario, Target};
use std::collections::BTreeMap;

/// Threshold of a service level where a line promises none, seconds.
const DEFAULT_THRESHOLD: f64 = 20.0;

/// Agents may fall short of a requirement by this little.
const AGENTS_ROOM: f64 = 1e-6;

/// A quotient that exceeds a whole number of people by this little is that whole number.
const PEOPLE_ROOM: f64 = 1e-9;

/// Where more than this share hang up, fewer than one in a million is answered, and no mean wait is stated
/// for those.
const NONE_ANSWERED: f64 = 1.0 - 1e-6;

/// A sharing set in one interval of the week.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// Interval of the week.
    pub(super) interval: usize,
    /// The lines and who answers them.
    pub(super) set: SharingSet,
    /// Their calls as one queue.
    pub(super) pool: Pool,
    /// Agents on duty who answer any of the lines.
    pub(super) agents: f64,
    /// The same less shrinkage.
    pub(super) at_phone: f64,
    /// Agents required at the phone.
    pub(super) required: Required,
    /// Share of the time that one agent on duty is at the phone, where it is the same for all.
    pub(super) phone: Option<f64>,
    /// How the queue fares.
    pub(super) service: Service,
}

/// How messages name an interval.
pub(super) fn when(grid: Grid, interval: usize) -> String {
    let (day, minute) = grid.start_of(interval);
    format!("{} {}", day.code(), clock_text(minute))
}

/// Identifiers of some lines, sorted.
pub(super) fn ids(scenario: &Scenario, lines: &[usize]) -> Vec<String> {
    let mut ids: Vec<String> = lines.iter().map(|line| scenario.lines[*line].id.clone()).collect();
    ids.sort();
    ids
}

impl Row {
    /// How messages name the row.
    pub(super) fn place(&self, scenario: &Scenario) -> String {
        let lines = ids(scenario, &self.set.lines).join("+");
        format!("line {lines}, {}", when(scenario.calendar.grid, self.interval))
    }
}

/// One row for every sharing set in every interval in which any line is open.
pub(super) fn rows(
    scenario: &Scenario,
    weeks: &[LineWeek],
    duty: &[Vec<f64>],
    findings: &mut Findings,
) -> Vec<Row> {
    let mut known: BTreeMap<Vec<usize>, Option<Vec<SharingSet>>> = BTreeMap::new();
    let (mut rows, mut asked) = (Vec::new(), Known::default());
    for interval in 0..scenario.calendar.grid.per_week() {
        let open: Vec<usize> =
            (0..weeks.len()).filter(|line| weeks[*line].open[interval]).collect();
        let sets = known.entry(open).or_insert_with_key(|open| sharing_sets(scenario, open));
        match sets {
            Some(sets) => {
                let row = |set| row(scenario, (weeks, duty), (interval, set), &mut asked);
                rows.extend(sets.iter().map(row));
            }
            None => findings.add(&when(scenario.calendar.grid, interval), Fault::TooManySets),
        }
    }
    rows
}

fn row(
    scenario: &Scenario,
    (weeks, duty): (&[LineWeek], &[Vec<f64>]),
    (interval, set): (usize, &SharingSet),
    known: &mut Known,
) -> Row {
    let parts: Vec<Part<'_>> = set
        .lines
        .iter()
        .map(|line| (&scenario.lines[*line], weeks[*line].calls[interval]))
        .collect();
    let pool = pool(scenario, &parts);
    let on_duty = |group: &usize| duty[*group][interval];
    let at_phone = |g: &usize| on_duty(g) * (1.0 - scenario.groups[*g].shrinkage.value.get());
    let at_phone: f64 = set.groups.iter().map(at_phone).sum();
    let agents: f64 = set.groups.iter().map(on_duty).sum();
    let phone = phone_share(scenario, set);
    let minute = scenario.calendar.grid.start_of(interval).1;
    Row {
        interval,
        set: set.clone(),
        pool,
        agents,
        at_phone,
        required: required(&parts, &pool, set.exact, (interval, minute), known),
        phone,
        service: phone
            .map_or_else(|| pool.served_by(at_phone, 1.0), |phone| pool.served_by(agents, phone)),
    }
}

/// Share of the time that an agent on duty is at the phone; `None` where the groups of the set differ
/// in it.
fn phone_share(scenario: &Scenario, set: &SharingSet) -> Option<f64> {
    let mut shares = set.groups.iter().map(|g| scenario.groups[*g].shrinkage.value.get());
    let first = shares.next()?;
    shares.all(|share| share == first).then_some(1.0 - first)
}

/// The calls of some lines as one queue.
pub(super) fn pool(scenario: &Scenario, parts: &[Part<'_>]) -> Pool {
    let streams = parts.iter().map(|(line, calls)| stream(line, *calls));
    Pool::new(streams, scenario.calendar.grid.seconds(), scenario.level_of)
}

fn stream(line: &Line, calls: f64) -> Stream {
    Stream {
        calls,
        aht: line.aht.value.get(),
        patience: planned_s(line),
        redial: line.redial_share.as_ref().map_or(0.0, |share| share.value.get()),
    }
}

/// Notes every row whose agents are fewer than required or, by the formula, cannot keep up with the
/// calls. Where the queue is carried through the day it is held to its promises there, and here only to
/// the minimum crew, who depend on no queue.
pub(super) fn covered(scenario: &Scenario, rows: &[Row], carried: bool, findings: &mut Findings) {
    for row in rows {
        let required = if carried { 0 } else { row.required.least };
        let place = row.place(scenario);
        let crew = f64::from(row.required.crew);
        findings.expect(row.agents >= crew - AGENTS_ROOM, &place, || Fault::Broken {
            promise: Broken { measure: MeasureName::AgentsMin, threshold_s: None },
            value: shown(row.agents),
            promised: crew,
        });
        match row.phone.filter(|phone| *phone < 1.0) {
            Some(phone) => {
                let people = people_for(required, phone);
                findings.expect(row.agents >= people - AGENTS_ROOM, &place, || Fault::OnDuty {
                    agents: shown(row.agents),
                    people,
                    required,
                });
            }
            None => {
                let enough = row.at_phone >= f64::from(required) - AGENTS_ROOM;
                findings.expect(enough, &place, || Fault::AtPhone {
                    agents: shown(row.at_phone),
                    required,
                });
            }
        }
        findings.expect(carried || row.service.stable(), &place, || Fault::Overloaded {
            agents: shown(row.at_phone),
            load: shown(row.pool.load),
        });
    }
}

/// Whole people on duty, each at the phone for the share `phone` of the time, who keep this many there
/// at every moment.
fn people_for(required: u32, phone: f64) -> f64 {
    (f64::from(required) / phone - PEOPLE_ROOM).ceil()
}

/// A line in one interval in which it is open: its calls and the rows of the sets that hold it.
struct Moment<'r> {
    day: Weekday,
    minute: u32,
    calls: f64,
    caller: Caller,
    /// What service levels are shares of.
    level_of: LevelOf,
    rows: Vec<&'r Row>,
}

/// What a plan comes to for one line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LineFigures {
    /// Calls offered in the week, with those of callers who call again.
    pub(super) attempts: f64,
    /// Mean time in queue, seconds.
    pub(super) mean_wait: f64,
    /// Mean time in queue of those who are answered, seconds.
    pub(super) asa: f64,
    /// Share of the calls offered whose callers hang up.
    pub(super) abandonment: f64,
    /// Threshold of the service level, seconds.
    pub(super) threshold: f64,
    /// Share answered within the threshold.
    pub(super) service_level: f64,
    /// What it is a share of.
    pub(super) level_of: LevelOf,
    /// Cost of the callers' waiting, where a minute is priced.
    pub(super) waiting_cost: Option<f64>,
    /// What is reached for each target and whether it is met, in the order of the scenario.
    pub(super) targets: Vec<(f64, bool)>,
}

/// Figures of every line; day and week targets that are missed are noted, unless the queue is carried
/// through the day and held to them there.
pub(super) fn lines(
    scenario: &Scenario,
    weeks: &[LineWeek],
    rows: &[Row],
    carried: bool,
    findings: &mut Findings,
) -> Vec<LineFigures> {
    let each = scenario.lines.iter().enumerate();
    let mut by_formula = Findings::default();
    let findings = if carried { &mut by_formula } else { findings };
    each.map(|(index, line)| {
        let moments = moments(scenario, &weeks[index], rows, index);
        let threshold = threshold(line);
        let over_week =
            |measure: &dyn Fn(&Moment<'_>) -> f64| average(&moments, &|_| true, measure);
        let mean_wait = over_week(&|m| m.mean_wait()).unwrap_or(0.0);
        let abandonment = over_week(&|m| m.abandonment()).unwrap_or(0.0);
        let answered_wait = over_week(&|m| m.answered_wait()).unwrap_or(0.0);
        let attempts = moments.iter().map(Moment::attempts).sum::<f64>();
        let minute = scenario.costs.caller_minute.as_ref().map(|minute| minute.value.get());
        let targets = line.targets.iter().map(|t| reached(line, t, &moments, findings)).collect();
        LineFigures {
            attempts,
            mean_wait,
            asa: if abandonment < NONE_ANSWERED {
                answered_wait / (1.0 - abandonment)
            } else {
                0.0
            },
            abandonment,
            threshold,
            level_of: scenario.level_of,
            service_level: counted_average(
                &moments,
                &|_| true,
                &|m| m.service_level(threshold).0,
                &|m| m.counted_within(threshold),
            )
            .unwrap_or(1.0),
            waiting_cost: minute
                .map(|minute| minute * attempts * mean_wait / 60.0)
                .filter(|cost| cost.is_finite()),
            targets,
        }
    })
    .collect()
}

/// Threshold by which a line's service level is reported: its first such target's, else 20 s.
pub(super) fn threshold(line: &Line) -> f64 {
    thresholds(line).next().unwrap_or(DEFAULT_THRESHOLD)
}

/// Threshold of a set's service level: the strictest of its lines' targets, else 20 s.
pub(super) fn set_threshold(scenario: &Scenario, set: &SharingSet) -> f64 {
    let all = set.lines.iter().flat_map(|line| thresholds(&scenario.lines[*line]));
    all.reduce(f64::min).unwrap_or(DEFAULT_THRESHOLD)
}

fn thresholds(line: &Line) -> impl Iterator<Item = f64> {
    line.targets.iter().filter_map(|target| target.measure.answered_within_s())
}

fn moments<'r>(
    scenario: &Scenario,
    week: &LineWeek,
    rows: &'r [Row],
    line: usize,
) -> Vec<Moment<'r>> {
    let (grid, stream) = (scenario.calendar.grid, stream(&scenario.lines[line], 0.0));
    let hang_up = stream.patience.map_or(0.0, |patience| 1.0 / patience);
    let mut by_interval: BTreeMap<usize, Vec<&'r Row>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.set.lines.contains(&line)) {
        by_interval.entry(row.interval).or_default().push(row);
    }
    let moment = |(interval, rows)| Moment {
        day: grid.start_of(interval).0,
        minute: grid.start_of(interval).1,
        calls: week.calls[interval],
        caller: Caller { hang_up, redial: stream.redial },
        level_of: scenario.level_of,
        rows,
    };
    by_interval.into_iter().map(moment).collect()
}

impl Moment<'_> {
    /// Calls offered, with those of callers who call again.
    fn attempts(&self) -> f64 {
        if self.calls <= 0.0 {
            return 0.0;
        }
        let each = self.rows.iter().map(|row| row.service.attempts_of(self.caller));
        self.calls * each.fold(1.0, f64::max)
    }

    /// The longest mean wait over the sets that hold the line.
    fn mean_wait(&self) -> f64 {
        self.rows.iter().map(|row| row.service.mean_wait_of(self.caller)).fold(0.0, f64::max)
    }

    /// Share of the callers who hang up: hang-up rate × their own mean time in queue (Little 1961).
    fn abandonment(&self) -> f64 {
        if self.caller.hang_up <= 0.0 {
            return 0.0;
        }
        (self.caller.hang_up * self.mean_wait()).min(1.0)
    }

    /// Mean wait of those who are answered, for each call; the longest over these sets.
    fn answered_wait(&self) -> f64 {
        self.rows.iter().map(|row| row.service.answered_wait_of(self.caller)).fold(0.0, f64::max)
    }

    /// The lowest service level over these sets, and the share of the calls that it counts.
    fn service_level(&self, within: f64) -> (f64, f64) {
        let level = |row: &&Row| row.service.service_level_of(self.level_of, self.caller, within);
        let lowest = self.rows.iter().map(level).reduce(|a, b| if b.0 < a.0 { b } else { a });
        lowest.map_or((1.0, 1.0), |(level, counted)| (level.min(1.0), counted))
    }

    /// Share of the calls that the lowest service level counts.
    fn counted_within(&self, within: f64) -> f64 {
        if self.level_of == LevelOf::Offered { 1.0 } else { self.service_level(within).1 }
    }

    /// Share of the calls that a promise is an average over.
    fn counted(&self, measure: Measure) -> f64 {
        measure.answered_within_s().map_or(1.0, |within| self.counted_within(within))
    }

    /// The highest occupancy over these sets.
    fn occupancy(&self) -> f64 {
        self.rows.iter().map(|row| row.service.occupancy()).fold(0.0, f64::max)
    }

    /// The fewest people on duty over these sets.
    fn on_duty(&self) -> f64 {
        self.rows.iter().map(|row| row.agents).fold(f64::INFINITY, f64::min)
    }

    /// What a target measures, here.
    fn value(&self, measure: Measure) -> f64 {
        match measure {
            Measure::MeanWait(_) => self.mean_wait(),
            Measure::ServiceLevel { within, .. } => self.service_level(within.get()).0,
            Measure::AbandonmentMax(_) => self.abandonment(),
            Measure::LongWait { beyond, .. } => {
                let each = |row: &&Row| row.service.wait_exceeds_of(self.caller, beyond.get());
                self.rows.iter().map(each).fold(0.0, f64::max)
            }
            Measure::OccupancyMax(_) => self.occupancy(),
            Measure::AgentsMin(_) => self.on_duty(),
        }
    }
}

/// Mean over the calls of the moments that count; `None` without calls.
fn average(
    moments: &[Moment<'_>],
    counts: &dyn Fn(&Moment<'_>) -> bool,
    measure: &dyn Fn(&Moment<'_>) -> f64,
) -> Option<f64> {
    counted_average(moments, counts, measure, &|_| 1.0)
}

/// Mean over a share of these calls.
fn counted_average(
    moments: &[Moment<'_>],
    counts: &dyn Fn(&Moment<'_>) -> bool,
    measure: &dyn Fn(&Moment<'_>) -> f64,
    counted: &dyn Fn(&Moment<'_>) -> f64,
) -> Option<f64> {
    let asked = |m: &&Moment<'_>| m.calls > 0.0 && counts(m);
    let (calls, total) = moments.iter().filter(asked).fold((0.0, 0.0), |(calls, total), m| {
        let here = m.attempts() * counted(m);
        (calls + here, total + here * measure(m))
    });
    (calls > 0.0).then(|| total / calls)
}

/// What is reached for a target and whether it is met; notes the days, or the week, that miss it.
/// Interval targets are noted by [`covered`].
fn reached(
    line: &Line,
    target: &Target,
    moments: &[Moment<'_>],
    findings: &mut Findings,
) -> (f64, bool) {
    let promise = target.measure;
    let worst_of = |values: &mut dyn Iterator<Item = f64>| {
        values.reduce(|a, b| worse(promise, a, b)).unwrap_or_else(|| best(promise))
    };
    let asked_of = || moments.iter().filter(|m| asked(target, m.minute));
    let days: Vec<Option<Weekday>> = match (promise, target.over) {
        (Measure::AgentsMin(_), _) => {
            let fewest = worst_of(&mut asked_of().map(Moment::on_duty));
            return (fewest, keeps(promise, fewest));
        }
        (Measure::OccupancyMax(_), _) | (_, Over::Interval) => {
            let calling = asked_of().filter(|m| m.calls > 0.0);
            let worst = worst_of(&mut calling.map(|m| m.value(promise)));
            return (worst, keeps(promise, worst));
        }
        (_, Over::Day) => Weekday::ALL.into_iter().map(Some).collect(),
        (_, Over::Week) => vec![None],
    };
    let mut values = Vec::new();
    for day in days {
        let counts = |m: &Moment<'_>| asked(target, m.minute) && day.is_none_or(|day| m.day == day);
        let own = |m: &Moment<'_>| m.value(promise);
        let Some(value) = counted_average(moments, &counts, &own, &|m| m.counted(promise)) else {
            continue;
        };
        let place = format!("line {}, {}", line.id, day.map_or("week", Weekday::code));
        findings.expect(keeps(promise, value), &place, || broken(promise, value));
        values.push(value);
    }
    let worst = worst_of(&mut values.into_iter());
    (worst, keeps(promise, worst))
}

/// Whether a value keeps a promise, within the tolerance of the check.
pub(super) fn keeps(promise: Measure, value: f64) -> bool {
    let (name, promised) = (promise.name(), promise.promised());
    match (name.unit(), name.direction()) {
        (MeasureUnit::Agents, _) => value >= promised - AGENTS_ROOM,
        (_, Direction::AtMost) => value <= promised * (1.0 + TOLERANCE),
        (_, Direction::AtLeast) => value >= promised * (1.0 - TOLERANCE),
    }
}

fn worse(promise: Measure, a: f64, b: f64) -> f64 {
    match promise.name().direction() {
        Direction::AtMost => a.max(b),
        Direction::AtLeast => a.min(b),
    }
}

/// The value where nobody calls.
fn best(promise: Measure) -> f64 {
    match (promise.name().unit(), promise.name().direction()) {
        (MeasureUnit::Agents, _) => promise.promised(),
        (_, Direction::AtMost) => 0.0,
        (_, Direction::AtLeast) => 1.0,
    }
}

fn broken(promise: Measure, value: f64) -> Fault {
    let kind = Broken { measure: promise.name(), threshold_s: promise.threshold_s() };
    Fault::Broken { promise: kind, value: shown(value), promised: promise.promised() }
}
