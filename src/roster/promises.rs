//! Promises through the day: the queue of each week followed with the people who work it, and needs
//! raised where that breaks a promise.
//!
//! As for the shift plan ([`crate::plan::closed_loop`]), but a week at a time: the weeks before it are decided.
//! A week whose needs by the formula are those of an earlier week begins with what that one was raised by.
//! Averages that were planned for too strictly are not loosened again.

use super::search::{Effort, Solution};
use super::setting::{Assignments, PlanWeek, Setting};
use super::weeks::WeekProblem;
use super::{Options, assemble};
use crate::domain::clock::{DAY_MINUTES, Weekday, clock_text};
use crate::domain::shift::{Crew, Stretch, Worked};
use crate::domain::time::TimeLeft;
use crate::plan::closed_loop::{Judge, Judgement, Tightening};
use crate::plan::figures::Situation;
use crate::plan::through_day::{Playing, reached, report};
use crate::scenario::Scenario;
use crate::wire::answer::{self, Broken, Decided};
use crate::wire::roster_answer::{LineThroughDay, Obstacle, Raised, Roster, WeekThroughDay};

/// Most times that a week is solved again.
const ROUNDS: u32 = 12;

/// How a week came to keep its promises.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    /// How often it was solved again.
    pub again: u32,
    /// What keeps it from keeping all.
    pub obstacle: Option<Obstacle>,
    /// Crews that were judged, and what came of it.
    judged: Option<(Vec<Crew>, Judgement)>,
}

impl Kept {
    /// A week that is as it is for this reason.
    pub fn for_want(obstacle: Obstacle) -> Self {
        Self { obstacle: Some(obstacle), ..Self::default() }
    }
}

/// How queues are played out, and whether there is time left for it.
pub(super) type Judging<'a> = (Playing, TimeLeft<'a>);

/// A week as it was solved.
pub(super) type SolvedWeek = (WeekProblem, Solution);

/// A week with what its callers experience.
struct Tried {
    week: PlanWeek,
    days: Assignments,
    solved: SolvedWeek,
    shifts: Vec<Crew>,
    judgement: Judgement,
}

impl Setting<'_> {
    /// Begins a week with what an earlier one, alike, was raised by.
    pub(super) fn begin_week(&mut self, w: usize) {
        let alike = |v: &usize| self.weeks[*v].formula == self.weeks[w].formula;
        if self.weeks[w].tight == Tightening::default()
            && let Some(v) = (0..w).rev().find(alike)
            && self.weeks[v].tight != Tightening::default()
        {
            self.weeks[w] = self.weeks[w].tightened(self.weeks[v].tight.clone());
        }
    }

    /// Solves a week again, with stricter needs, until its promises hold through the day.
    pub(super) fn keep_promises(
        &mut self,
        w: usize,
        grid: &mut Assignments,
        solved: SolvedWeek,
        (hour, effort): (&[f64], &Effort<'_>),
        playing: Playing,
    ) -> (SolvedWeek, Kept) {
        // What is not asked for of these weeks is not raised either.
        let first = if w == 0 { self.first_asked() } else { 0 };
        let judging = (playing, effort.time_left);
        let mut best = self.tried(w, grid, solved, judging);
        let mut now = best.judgement.from(first);
        let (mut least, mut shifts) = (now.strain, best.shifts.clone());
        // Who are short already can give nothing more.
        let short = assemble::short_in(self, grid, w) > 1e-6;
        let (mut again, mut obstacle) = (0, short.then_some(Obstacle::People));
        while now.strain > 0.0 && obstacle.is_none() {
            if again == ROUNDS || effort.out_of_time() {
                obstacle = Some(if again == ROUNDS { Obstacle::Rounds } else { Obstacle::Time });
                break;
            }
            let short = assemble::short_in(self, grid, w);
            let tight = &self.weeks[w].tight;
            let tight =
                with_judge(&self.weeks[w], judging, |judge| judge.tighten(tight, &shifts, &now));
            self.weeks[w] = self.weeks[w].tightened(tight);
            again += 1;
            let solved = self.solve_week(w, grid, hour, effort);
            match solved.filter(|_| assemble::short_in(self, grid, w) <= short + 1e-6) {
                None => obstacle = Some(Obstacle::People),
                Some(solved) => {
                    let tried = self.tried(w, grid, solved, judging);
                    now = tried.judgement.from(first);
                    shifts.clone_from(&tried.shifts);
                    if now.strain <= least {
                        least = now.strain;
                        best = tried;
                    }
                }
            }
        }
        for (days, own) in grid.iter_mut().zip(&best.days) {
            days[7 * w..7 * w + 7].clone_from_slice(own);
        }
        self.weeks[w] = best.week;
        let obstacle = match least > 0.0 {
            true => obstacle,
            false => (best.judgement.strain > 0.0).then_some(Obstacle::Before),
        };
        let judged = Some((best.shifts, best.judgement));
        (best.solved, Kept { again, obstacle, judged })
    }

    fn tried(
        &self,
        w: usize,
        grid: &Assignments,
        solved: SolvedWeek,
        judging: Judging<'_>,
    ) -> Tried {
        let shifts = self.shifts(&assemble::at_phone(self, grid), w);
        let judgement = with_judge(&self.weeks[w], judging, |judge| judge.judge(&shifts));
        let days = grid.iter().map(|days| days[7 * w..7 * w + 7].to_vec()).collect();
        Tried { week: self.weeks[w].clone(), days, solved, shifts, judgement }
    }

    /// The shifts of a week as those of a shift plan, classes for groups. A night from Sunday to Monday
    /// is of two weeks; that to the first Monday is as in the roster before, and without one as at the
    /// first week's end.
    pub(super) fn shifts(&self, people: &[Vec<Option<Worked>>], w: usize) -> Vec<Crew> {
        let joined =
            w == 0 && self.first_asked() > 0 && self.people.iter().all(|p| p.before.is_empty());
        let mut crews = Vec::new();
        for (p, own) in people.iter().enumerate() {
            let person = &self.people[p];
            let mut add = |day: Weekday, (start, end): (u32, u32), breaks: &[(u32, u32)]| {
                let breaks = breaks.iter().map(|(from, to)| Stretch::new(*from, *to));
                let worked = Stretch::new(start, end)
                    .zip(breaks.collect::<Option<Vec<Stretch>>>())
                    .and_then(|(span, breaks)| Worked::new(span, breaks));
                let group = person.class;
                crews.extend(worked.map(|worked| Crew { group, day, worked, count: 1 }));
            };
            for d in (7 * w).saturating_sub(1)..7 * w + 7 {
                let Some(own) = &own[d] else { continue };
                let (start, end) = (own.span().from(), own.span().to());
                let breaks: Vec<(u32, u32)> =
                    own.breaks().iter().map(|b| (b.from(), b.to())).collect();
                let weekday = Weekday::ALL[d % 7];
                if weekday != Weekday::Sun || end <= DAY_MINUTES || joined {
                    if d >= 7 * w {
                        add(weekday, (start, end), &breaks);
                    }
                } else if d >= 7 * w {
                    let here = cut(&breaks, (0, DAY_MINUTES));
                    add(weekday, (start, DAY_MINUTES), &here);
                } else {
                    let here = cut(&breaks, (DAY_MINUTES, 2 * DAY_MINUTES)).into_iter();
                    let here: Vec<(u32, u32)> =
                        here.map(|(a, b)| (a - DAY_MINUTES, b - DAY_MINUTES)).collect();
                    add(Weekday::Mon, (0, end - DAY_MINUTES), &here);
                }
            }
            let before = person.before.last().filter(|last| w == 0 && last.end > 0);
            if let Some(last) = before {
                add(Weekday::Mon, (0, last.end as u32), &[]);
            }
        }
        // Whoever works them, the same shifts are followed in the same way.
        crews.sort_by(|a, b| {
            let key = |c: &Crew| (c.day, c.worked.span(), c.group);
            key(a).cmp(&key(b)).then_with(|| a.worked.breaks().cmp(b.worked.breaks()))
        });
        crews
    }
}

/// Asks who judges the shifts of a week.
pub(super) fn with_judge<R>(
    week: &PlanWeek,
    (playing, time_left): Judging<'_>,
    ask: impl FnOnce(&Judge<'_>) -> R,
) -> R {
    let choices = week.scenario.closings();
    let situation = Situation {
        scenario: &week.scenario,
        choice: &choices[0],
        demand: &week.demand,
        sets: &week.formula,
    };
    ask(&Judge { situation: &situation, playing: Some(playing), time_left })
}

/// What of stretches lies between two minutes.
fn cut(stretches: &[(u32, u32)], (from, to): (u32, u32)) -> Vec<(u32, u32)> {
    let within = stretches.iter().map(|(a, b)| ((*a).max(from), (*b).min(to)));
    within.filter(|(a, b)| a < b).collect()
}

/// Adds to a roster what its callers experience through the day, and where needs are raised.
pub fn tell(setting: &Setting<'_>, roster: &mut Roster, options: &Options<'_>, kept: &[Kept]) {
    roster.raised = raised(setting);
    let Some(playing) = options.playing else { return };
    let time_left = || !options.out_of_time();
    let worked = roster.at_phone();
    roster.through_day = (0..setting.weeks.len())
        .map(|w| {
            let shifts = setting.shifts(&worked, w);
            let kept = kept.get(w).cloned().unwrap_or_default();
            with_judge(&setting.weeks[w], (playing, Some(&time_left)), |judge| {
                week(setting, w, (judge, &shifts), &kept)
            })
        })
        .collect();
}

fn week(
    setting: &Setting<'_>,
    w: usize,
    (judge, shifts): (&Judge<'_>, &[Crew]),
    kept: &Kept,
) -> WeekThroughDay {
    let situation = judge.situation;
    // Exchanges between people leave the shifts what they are.
    let known = kept.judged.as_ref().filter(|(known, _)| known == shifts);
    let judgement = known.map_or_else(|| judge.judge(shifts), |(_, known)| known.clone());
    let services = situation.services(&crate::plan::coverage::on_duty(situation.scenario, shifts));
    let mut reports = situation.lines(&services);
    report::add(situation.scenario, &mut reports, &judgement.through);
    let mut broken = judge.broken(&judgement);
    also_broken(situation.scenario, &judgement, &reports, &mut broken);
    WeekThroughDay {
        monday: setting.weeks[w].monday.to_string(),
        again: kept.again,
        obstacle: kept.obstacle.filter(|_| judgement.strain > 0.0),
        lines: reports.into_iter().filter_map(line).collect(),
        broken,
    }
}

/// A few weeks are enough to see that one promise is broken; what they show to be broken beside it is told too.
fn also_broken(
    scenario: &Scenario,
    judgement: &Judgement,
    reports: &[answer::LineReport],
    broken: &mut Vec<Broken>,
) {
    for (l, report) in reports.iter().enumerate() {
        for (target, data) in report.targets.iter().zip(&scenario.lines[l].targets) {
            let Some(carried) = &target.through_day else { continue };
            let listed = |b: &Broken| {
                (&b.line, b.measure, b.over, b.between)
                    == (&report.line, target.measure, target.over, target.between)
            };
            let surely = carried.decided(target.measure, target.promised) == Decided::Broken;
            if !surely || broken.iter().any(listed) {
                continue;
            }
            let places = judgement.through.get(l).and_then(|t| reached(scenario, l, data, t));
            let places = places.unwrap_or_default().iter().filter(|place| !place.kept()).count();
            broken.push(Broken {
                line: report.line.clone(),
                measure: target.measure,
                over: target.over,
                between: target.between,
                at: carried.at,
                places: places as u32,
                promised: target.promised,
                reached: carried.reached,
            });
        }
    }
}

fn line(report: answer::LineReport) -> Option<LineThroughDay> {
    Some(LineThroughDay {
        line: report.line,
        threshold_s: report.threshold_s,
        service_level_of: report.service_level_of,
        figures: report.through_day?,
        targets: report.targets,
    })
}

/// Where more agents are required than the formula asks for.
pub fn raised(setting: &Setting<'_>) -> Vec<Raised> {
    let mut all = Vec::new();
    for (w, week) in setting.weeks.iter().enumerate() {
        for (formula, set) in week.formula.iter().zip(&week.sets) {
            let (by_formula, planned) = (formula.required_or_max(), set.required_or_max());
            if planned > by_formula {
                let (day, minute) = setting.grid().start_of(set.interval);
                all.push(Raised {
                    date: setting.date(7 * w + day.index()).to_string(),
                    start: clock_text(minute),
                    lines: assemble::line_names(setting, &set.lines),
                    by_formula,
                    planned,
                });
            }
        }
    }
    all
}

impl Setting<'_> {
    /// Asks for what the formula of a steady queue does.
    pub fn lower(&mut self) {
        for week in &mut self.weeks {
            *week = week.raised(&[]);
        }
    }

    /// Asks for what a roster made before was raised to.
    pub fn raise(&mut self, raised: &[Raised]) {
        for w in 0..self.weeks.len() {
            let floors: Vec<(usize, Vec<usize>, u32)> =
                raised.iter().filter_map(|r| self.floor(w, r)).collect();
            if !floors.is_empty() {
                self.weeks[w] = self.weeks[w].raised(&floors);
            }
        }
    }

    fn floor(&self, w: usize, raised: &Raised) -> Option<(usize, Vec<usize>, u32)> {
        let week = &self.weeks[w];
        let here = |set: &&crate::plan::requirements::SetInterval| {
            let (day, minute) = self.grid().start_of(set.interval);
            self.date(7 * w + day.index()).to_string() == raised.date
                && clock_text(minute) == raised.start
                && assemble::line_names(self, &set.lines) == raised.lines
        };
        let set = week.formula.iter().find(here)?;
        Some((set.interval, set.lines.clone(), raised.planned))
    }
}
