//! The roster: named people over one to five weeks, lawful, fair, repairable.
//!
//! # What is asked
//!
//! Every person of the scenario gets for every day a shift or a day off. In this order ([`Options`] has
//! no weights):
//!
//! 1. **coverage**: as few person-hours short of the needs as can be; needs are those of the shift plan;
//! 2. **cost**: the employer's: wages with premiums, and hours owed that are not planned ([`owed`]);
//! 3. **wishes**: as few grades of wishes missed as can be;
//! 4. **rhythm**: as few single working days, single days off and thin weeks as can be (`rhythm.rs`);
//! 5. **fairness**: Σ count² ÷ days there, over days' work less than the norm, evenings (not for who
//!    wishes for them), weekend days and days against a preference;
//! 6. **steadiness**: as few starts as can be that differ from the day worked before, or from the same weekday a
//!    week before.
//!
//! Every rule of [`rules`] is kept; none has a price.
//!
//! # How it is found
//!
//! - [`setting`]: people who answer the same lines are a class; classes are groups of a derived scenario,
//!   so that needs and duties come from the code of the shift plan.
//! - [`line`](mod@line): what one person may work, as a path through states that hold rest, working day,
//!   hours, days and weekly rest; the cheapest line at given prices is exact.
//! - [`weeks`]: each week is a master programme ([`master`]) over such lines, people alike counted
//!   together. So needs, contracts and people are solved together: no shift is planned that no roster
//!   can give. [`search`] prices lines (bound), dives (whole lines), and solves parts anew.
//!   The weeks follow one another; where the settlement period grants people less than its weeks could
//!   hold, an hour of theirs has a price (`period`); else it hands each week the minutes it has granted so
//!   far and not used.
//! - [`promises`]: each week, once solved, is followed through the day with the people who work it; where
//!   a promise breaks, needs are raised and the week is solved again.
//! - **Bounds.** Coverage and cost: the prices' bound of every week with what other weeks decided left
//!   free (any rest, all minutes of the period), so it holds for every roster of all weeks; where the
//!   anonymous shift plan proves more, that. Wishes, fairness and steadiness: for the shifts that stages 1
//!   and 2 chose, dealt out anew within class, contract and day ([`polish`]).
//! - [`explain`] names people, days and rules where coverage fails and what the least relaxation is,
//!   [`moves`] finds the fewest changes, for wishes not granted and for [`repair`].
//!
//! The reading of the law is a set of parameters for planning and not legal advice.

pub mod absence;
pub mod around;
pub mod assemble;
mod bounds;
mod branch;
pub mod breaks;
mod columns;
mod days_told;
pub mod edges;
pub mod edition;
pub mod explain;
pub mod extra;
mod given;
pub mod line;
pub mod master;
pub mod may_lack;
pub mod moves;
mod needs;
mod off;
mod off_phone;
mod place;
mod pairs;
mod neighbours;
pub mod owed;
mod patterns;
pub mod period;
pub mod polish;
mod price;
pub mod promises;
pub mod repair;
mod rescue;
mod rhythm;
pub mod rules;
pub mod search;
pub mod setting;
pub mod weeks;

use crate::domain::cause::CommandCause;
use crate::domain::error::{Error, Problem};
use crate::domain::labour;
use crate::domain::time::{SecondsLeft, none_left};
use crate::plan::figures;
use crate::plan::milp::Solver;
use crate::plan::shift_plan::search::Settings;
use crate::plan::through_day::Playing;
use crate::scenario::Scenario;
use crate::scenario::roster::RosterSettings;
use crate::wire::answer::{self, Status};
use crate::wire::roster_answer::{Goal, NOTICE, Obstacle, Owed, Roster, SCHEMA, Scope, Stage};
use jiff::civil::Date;
use may_lack::MayLack;
use moves::{Change, Moves};
use period::Found;
use promises::Kept;
use search::Effort;
use setting::{Assignments, Setting};
use std::collections::BTreeMap;

/// Nodes of a week's tree.
const NODES: u32 = 16;
/// Times that shifts are dealt out and shortages mended in turn, at the most.
const MENDED: usize = 3;
/// Most changes of days by which pairs are mended at the end.
const PAIRING: usize = 4;

/// How to make a roster.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// The solver of the shift plan's bound.
    pub solver: Solver,
    /// Gap of the cost at which the search may stop.
    pub gap: f64,
    /// Rounds of neighbourhoods a week.
    pub rounds: u32,
    /// Seed of the search.
    pub seed: u64,
    /// How queues are played out where they are followed through the day; `None`: promises are kept by
    /// the formula of a steady queue in each interval alone.
    pub playing: Option<Playing>,
    /// Seconds left for everything; `None`: no limit.
    pub seconds_left: SecondsLeft<'a>,
}

impl Options<'_> {
    /// Whether there is a limit of time, and it is over.
    pub fn out_of_time(&self) -> bool {
        none_left(self.seconds_left)
    }
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            solver: Solver::Default,
            gap: 0.01,
            rounds: 120,
            seed: 1,
            playing: Some(Playing::default()),
            seconds_left: None,
        }
    }
}

/// A grid of assignments with what is proven of it.
pub struct Solved {
    /// Who works what.
    pub grid: Assignments,
    /// No roster costs less, given the shortage.
    pub cost_bound: f64,
    /// No roster is shorter, person-hours.
    pub short_bound: f64,
    /// Whether time ended the search.
    pub stopped: bool,
    /// How each week came to keep its promises through the day.
    pub kept: Vec<Kept>,
}

impl Solved {
    /// A grid of which nothing is proven.
    pub fn unproven(grid: Assignments) -> Self {
        Self { grid, cost_bound: 0.0, short_bound: 0.0, stopped: true, kept: Vec::new() }
    }
}

/// The parts of a scenario that a roster needs.
///
/// # Errors
/// [`Error::Input`] if the scenario has no `[roster]`.
pub fn parts(scenario: &Scenario) -> Result<(&RosterSettings, Date), Error> {
    match (&scenario.roster, scenario.calendar.week_start) {
        (Some(settings), Some(monday)) => Ok((settings, monday)),
        _ => {
            let cause = CommandCause::NoRoster { file: scenario.source.file.clone() };
            Err(Problem::without_place(cause).into())
        }
    }
}

/// Makes the roster of a scenario. It is not yet checked: [`crate::witness::roster_check`] does that.
///
/// # Errors
/// [`Error::Input`] without `[roster]`; [`Error::Infeasible`] if somebody's fixed duties break a rule.
pub fn roster(scenario: &Scenario, options: &Options<'_>) -> Result<Roster, Error> {
    let (settings, monday) = parts(scenario)?;
    let mut setting = Setting::new(scenario, settings, monday);
    let solved = solve(&mut setting, options)?;
    let shortages = assemble::shortages(&setting, &solved.grid);
    let relaxations = explain::relaxations(&setting, &solved.grid, &shortages, options);
    place(&mut setting, &solved.grid, (0, 0), options);
    let setting = setting;
    let mut roster = answer(&setting, &solved, options);
    roster.relaxations = relaxations;
    roster.wishes = explain::wishes(&setting, &solved.grid, options);
    promises::tell(&setting, &mut roster, options, &solved.kept);
    Ok(roster)
}

/// The same as a grid, with what is placed off the phone.
///
/// # Errors
/// As for [`solve`].
pub fn solve_and_place(setting: &mut Setting<'_>, options: &Options<'_>) -> Result<Solved, Error> {
    let solved = solve(setting, options)?;
    place(setting, &solved.grid, (0, 0), options);
    Ok(solved)
}

/// Places pieces of activities from a moment on, and looks at the promises through the day where that is asked for.
fn place(
    setting: &mut Setting<'_>,
    grid: &Assignments,
    since: (usize, u32),
    options: &Options<'_>,
) {
    let time_left = || !options.out_of_time();
    let judging = |playing| -> promises::Judging<'_> { (playing, Some(&time_left)) };
    setting.place_activities(grid, since, options.playing.map(judging));
}

/// Finds the grid: weeks in turn, the hours that tie them priced, needs raised until the promises hold
/// through the day; then exchanges.
///
/// # Errors
/// [`Error::Infeasible`] if somebody's fixed duties break a rule.
pub fn solve(setting: &mut Setting<'_>, options: &Options<'_>) -> Result<Solved, Error> {
    if let Some(refused) = given::refused(setting) {
        return Err(refused);
    }
    let time_left = || !options.out_of_time();
    let effort = Effort {
        rounds: options.rounds,
        nodes: NODES,
        freed: 4,
        // Weeks by themselves are held to less than the sum.
        gap: 0.5 * options.gap,
        paid_anyway: 0.0,
        hasty: false,
        known_bound: f64::NEG_INFINITY,
        seed: options.seed,
        solver: options.solver,
        time_left: Some(&time_left),
    };
    let ties = setting.ties();
    let mut prices = setting.hour_prices(&ties, &effort);
    let found = in_turn(setting, &mut prices, (&effort, options))?;
    let mut grid = found.grid;
    for _ in 0..MENDED {
        let before = assemble::short_hours(setting, &grid);
        if before == 0.0 || !time_left() {
            break;
        }
        // Other people may be free once the shifts are dealt out, as long as norms are not filled.
        polish::polish(setting, &mut grid, &time_left);
        grid = mended(setting, grid, &effort);
        if assemble::short_hours(setting, &grid) > before - 1e-6 {
            break;
        }
    }
    extra::polish_and_add(setting, &mut grid, &time_left);
    let grid = paired(setting, filled(setting, grid, &time_left), &time_left)?;
    let under = setting.under() / setting.grid().hours();
    let short = under * assemble::short_hours(setting, &grid);
    let cost = owed::cost(setting, &grid);
    let norms = setting.norm_pay();
    let bound: f64 = found.by_week.iter().sum::<f64>() - found.granted;
    let mut added = (bound.max(prices.bound) - short).max(0.0);
    if short == 0.0 && cost - norms - added > options.gap * cost && time_left() {
        let plan = setting.plan_bounds(&settings_of(options));
        let own = found.by_week.iter().map(|b| if found.granted > 0.0 { 0.0 } else { *b });
        added = added.max(plan.into_iter().zip(own).map(|(a, b)| a.max(b)).sum());
    }
    Ok(Solved {
        grid,
        cost_bound: (norms + added).min(cost),
        short_bound: found.short_bound,
        stopped: found.stopped || !time_left(),
        kept: found.kept,
    })
}

/// The weeks in turn, and what is short after that made less over their borders. Where somebody could still give
/// what is short, the same with hours granted as the weeks come, then with needs that are not raised.
fn in_turn(
    setting: &mut Setting<'_>,
    prices: &mut period::Prices,
    (effort, options): (&Effort<'_>, &Options<'_>),
) -> Result<Found, Error> {
    let found = setting.in_turn(prices, effort, options.playing)?;
    let mend = |setting: &Setting<'_>, found: Found| {
        let grid = mended(setting, found.grid, effort);
        Found { grid, ..found }
    };
    let mut found = mend(setting, found);
    let better = |setting: &Setting<'_>, found: &Found| {
        !effort.out_of_time() && avoidable(setting, &found.grid)
    };
    if !prices.hour.is_empty() && better(setting, &found) {
        // Hours were spent too early, or people are short anyway.
        let priced = setting.weeks.clone();
        let again = setting.in_turn(&period::Prices::default(), effort, options.playing)?;
        let again = mend(setting, again);
        let short = assemble::short_hours(setting, &again.grid);
        let weeks = std::mem::replace(&mut setting.weeks, priced);
        if short < assemble::short_hours(setting, &found.grid) - 1e-6 {
            found = again;
            setting.weeks = weeks;
            prices.hour.clear();
        }
    }
    if better(setting, &found) {
        found = less_strict(setting, found, effort)?;
        found = mend(setting, found);
    }
    Ok(found)
}

/// Whether anything is short that somebody could give.
fn avoidable(setting: &Setting<'_>, grid: &Assignments) -> bool {
    (0..setting.weeks.len()).any(|w| !setting.to_rescue(grid, w).is_empty())
}

/// What is short made less, by single changes and by days planned anew; where that does not end it, with the hours
/// that other days can spare.
fn mended(setting: &Setting<'_>, grid: Assignments, effort: &Effort<'_>) -> Assignments {
    let time_left = || !effort.out_of_time();
    let mend = |grid: Assignments| {
        let mut grid = filled(setting, grid, &time_left);
        setting.rescue(&mut grid, (0..setting.days(), &[]), &time_left);
        grid
    };
    let grid = mend(grid);
    if avoidable(setting, &grid) {
        let mut slim = grid.clone();
        if setting.save_hours(&mut slim, 0..setting.days(), &time_left) {
            let slim = mend(slim);
            if assemble::short_hours(setting, &slim) < assemble::short_hours(setting, &grid) {
                return slim;
            }
        }
    }
    grid
}

/// Changes of the day of one person after another until none makes the shortage smaller: nobody who is free
/// and may lawfully take a shift is left out where people are short.
fn filled(
    setting: &Setting<'_>,
    mut grid: Assignments,
    time_left: &dyn Fn() -> bool,
) -> Assignments {
    while assemble::short_hours(setting, &grid) > 0.0 && time_left() {
        let moves = Moves::new(setting, &grid, 0, MayLack::nothing(setting));
        let Some(Change { cell: (p, d), to }) = moves.ease(1).pop() else { break };
        grid[p][d] = to;
    }
    grid
}

/// Pairs that what must be worked still breaks are mended by the fewest changes, whatever is short then.
fn paired(
    setting: &Setting<'_>,
    mut grid: Assignments,
    time_left: &dyn Fn() -> bool,
) -> Result<Assignments, Error> {
    if setting.clashes(&grid, 0).is_empty() {
        return Ok(grid);
    }
    let mended = Moves::new(setting, &grid, 0, MayLack::anything(setting)).mend(PAIRING);
    for Change { cell: (p, d), to } in mended.ways.into_iter().next().into_iter().flatten() {
        grid[p][d] = to;
    }
    match setting.refused_pair(&grid) {
        Some(cause) => Err(given::infeasible(cause)),
        None => Ok(filled(setting, grid, time_left)),
    }
}

/// Where what one week was raised by leaves another short of people, nothing is raised, if that helps.
fn less_strict(
    setting: &mut Setting<'_>,
    strict: Found,
    effort: &Effort<'_>,
) -> Result<Found, Error> {
    let raised = setting.weeks.clone();
    setting.lower();
    if setting.weeks == raised {
        return Ok(strict);
    }
    let mut found = setting.in_turn(&period::Prices::default(), effort, None)?;
    let before = assemble::short_hours(setting, &strict.grid);
    if assemble::short_hours(setting, &found.grid) < before - 1e-6 {
        found.kept = vec![Kept::for_want(Obstacle::People); setting.weeks.len()];
        return Ok(found);
    }
    setting.weeks = raised;
    Ok(strict)
}

/// Wages of all for what is planned.
pub fn wages(setting: &Setting<'_>, grid: &Assignments) -> f64 {
    let of = |days: &Vec<Option<setting::Assigned>>| -> f64 {
        days.iter().enumerate().filter_map(|(d, a)| Some(setting.wages(d, a.as_ref()?))).sum()
    };
    assemble::clean(grid.iter().map(of).sum())
}

fn settings_of<'a>(options: &Options<'a>) -> Settings<'a> {
    Settings { solver: options.solver, gap: options.gap / 2.0, seconds_left: options.seconds_left }
}

/// The grid as an answer, without explanations.
pub fn answer(setting: &Setting<'_>, solved: &Solved, options: &Options<'_>) -> Roster {
    let scenario = setting.scenario;
    let people = assemble::people(setting, &solved.grid);
    let unplanned = setting.unplanned(&solved.grid);
    Roster {
        schema: SCHEMA.into(),
        version: env!("CARGO_PKG_VERSION").into(),
        scenario: figures::scenario_ref(scenario),
        parts: Some(scenario.source.parts.clone()),
        edition: None,
        rule_set: labour::RULE_SET.into(),
        notice: NOTICE.into(),
        weeks: setting.weeks.iter().map(|w| w.monday.to_string()).collect(),
        closing: closing(setting),
        stages: stages(setting, solved, options),
        cost: owed::cost(setting, &solved.grid),
        owed: Some(Owed { hours: unplanned.hours, cost: unplanned.cost }),
        paid_hours: people.iter().map(|p| p.paid_hours).sum(),
        people,
        rhythm: Some(days_told::told(setting, &solved.grid)),
        coverage: assemble::coverage(setting, &solved.grid),
        leaders: assemble::leaders(setting, &solved.grid),
        activities: place::held(setting, &solved.grid),
        through_day: Vec::new(),
        raised: Vec::new(),
        shortages: assemble::shortages(setting, &solved.grid),
        relaxations: Vec::new(),
        wishes: Vec::new(),
        rules_changed: changed(setting.settings),
        check: answer::CheckReport::default(),
    }
}

fn closing(setting: &Setting<'_>) -> BTreeMap<String, String> {
    let lines = setting.scenario.lines.iter().zip(&setting.settings.closing);
    lines
        .map(|(line, chosen)| {
            let label = chosen.map_or("hours".to_owned(), |k| line.candidates[k].label.clone());
            (line.id.clone(), label)
        })
        .collect()
}

/// Rules that the scenario changes; those for single contracts name them.
fn changed(settings: &RosterSettings) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    if settings.flexible_start {
        list.push("working-day = off (flexible_start, KP 140¹)".into());
    }
    for change in &settings.rules {
        let value = match (change.off, change.parameter) {
            (true, _) => "off".to_owned(),
            (false, Some(value)) => value.to_string(),
            (false, None) => "on".to_owned(),
        };
        let but = match change.off_for.as_slice() {
            [] => String::new(),
            contracts => format!(", off_for = {}", contracts.join(", ")),
        };
        list.push(format!("{} = {value}{but}", change.rule.code()));
    }
    list
}

fn stages(setting: &Setting<'_>, solved: &Solved, options: &Options<'_>) -> Vec<Stage> {
    let grid = &solved.grid;
    let short = assemble::clean(assemble::short_hours(setting, grid));
    let later = polish::total(setting, grid);
    let least = polish::bound(setting, grid);
    let stage = |stage: Goal, unit: &str, (value, bound): (f64, f64), scope: Scope| {
        let bound = bound.min(value);
        let gap = if value > 0.0 { (value - bound) / value } else { 0.0 };
        let status = match gap {
            g if g <= 1e-6 => Status::Optimal,
            g if g <= options.gap && !solved.stopped => Status::Gap,
            _ => Status::Limit,
        };
        Stage { stage, unit: unit.into(), value, bound, gap, status, scope }
    };
    let currency = setting.scenario.currency.as_str();
    let fairness = (later.fairness, least.fairness);
    let fairness = (polish::fairness_value(fairness.0), polish::fairness_value(fairness.1));
    vec![
        stage(Goal::Coverage, "person-hours", (short, solved.short_bound), Scope::Lawful),
        stage(
            Goal::Cost,
            currency,
            (owed::cost(setting, grid), solved.cost_bound),
            Scope::Coverage,
        ),
        stage(Goal::Wishes, "grades", (later.wishes as f64, least.wishes as f64), Scope::Dealt),
        stage(Goal::Rhythm, "days", (later.uneven as f64, least.uneven as f64), Scope::Dealt),
        stage(Goal::Fairness, "deviation", fairness, Scope::Granted),
        stage(
            Goal::Steadiness,
            "starts",
            (later.changes as f64, least.changes as f64),
            Scope::Dealt,
        ),
    ]
}
