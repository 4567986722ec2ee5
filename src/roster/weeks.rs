//! One week after another: who works what, with a bound on cost and shortage.

use super::around::{Around, leaves_room};
use super::assemble::short_in;
use super::line::{Agent, Choice, Limits, Line, Slot};
use super::master::Need;
use super::rules::WEEK;
use super::search::{Effort, Problem, Solution, improved, solve};
use super::setting::{Assigned, Assignments, Person, PlanWeek, Setting};
use crate::domain::clock::DAY_MINUTES;
use crate::plan::shift_plan::block::added_up;
use crate::plan::shift_plan::catalogue::{self, BreakSlot, Duty};
use std::collections::BTreeMap;

/// What an agent too little in an interval costs, in hourly wages: more than any change of shifts.
const SHORT_HOURS: f64 = 1000.0;
/// All wishes of a week together cost this much: less than any difference of wages.
pub(super) const WISHES: f64 = 0.2;

/// A row of all weeks' needs: week and row.
pub(super) type RowOf = (usize, usize);

/// A week of the search: the problem, and whose lines are whose.
pub struct WeekProblem {
    /// Agents and needs.
    pub problem: Problem,
    /// For each agent the people (indices into the setting's) it stands for.
    pub members: Vec<Vec<usize>>,
    /// For each agent, day and choice the duty.
    duties: Vec<Vec<Vec<usize>>>,
    /// Cost of an agent too little in an interval.
    pub under: f64,
    /// Cost of one grade of a wish missed.
    pub grade: f64,
}

/// Whose shift it is: somebody of a class, or a person, who may be away from the phone within it.
#[derive(Clone, Copy)]
pub struct Who<'a> {
    /// Group of the derived scenario.
    pub class: usize,
    /// The person; `None`: somebody who is at the phone all the time.
    pub person: Option<&'a Person>,
}

impl<'a> Who<'a> {
    /// A person.
    pub fn of(person: &'a Person) -> Self {
        Self { class: person.class, person: Some(person) }
    }
}

/// Where a break may lie.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Interval after midnight of the shift's day in which it starts.
    pub key: u32,
    /// What it adds to the wages; below zero where an unpaid break falls into hours with a premium.
    pub cost: f64,
    /// Intervals after that midnight, each with the share of it that the break takes.
    pub taken: Vec<(u32, f64)>,
}

impl Setting<'_> {
    /// What a share of one person's presence in an interval (after midnight of the duty's day) gives to
    /// the rows of a week; nothing where the duty's own week is over.
    fn gives(
        &self,
        (w, at): (usize, &BTreeMap<usize, Vec<usize>>),
        (day, class): (usize, usize),
        interval: u32,
        share: f64,
        into: &mut Vec<(usize, f64)>,
    ) {
        let per_day = self.grid().per_day();
        let absolute = day * per_day + interval as usize;
        if absolute / per_day / 7 != w {
            return;
        }
        let of_week = absolute - 7 * w * per_day;
        for r in at.get(&of_week).into_iter().flatten() {
            let counts = self.weeks[w].rows[*r].classes.iter().find(|(c, _)| *c == class);
            into.extend(counts.map(|(_, counts)| (*r, share * counts)));
        }
    }

    /// Rows of the week after that a week is asked for.
    fn seam_after(&self, w: usize) -> &[usize] {
        self.weeks.get(w + 1).filter(|_| self.joins_weeks()).map_or(&[], |next| &next.seam)
    }

    /// The same for the rows of the week after that a week is asked for; they follow its own.
    fn gives_after(
        &self,
        w: usize,
        (day, class): (usize, usize),
        interval: u32,
        share: f64,
        into: &mut Vec<(usize, f64)>,
    ) {
        let per_day = self.grid().per_day();
        let absolute = day * per_day + interval as usize;
        if absolute / per_day / 7 != w + 1 {
            return;
        }
        let seam = self.seam_after(w);
        if seam.is_empty() {
            return;
        }
        let next = &self.weeks[w + 1];
        let of_week = absolute - 7 * (w + 1) * per_day;
        for (k, r) in seam.iter().enumerate().filter(|(_, r)| next.rows[**r].interval == of_week) {
            let counts = next.rows[*r].classes.iter().find(|(c, _)| *c == class);
            into.extend(counts.map(|(_, counts)| (self.weeks[w].rows.len() + k, share * counts)));
        }
    }

    /// What a shift gives to the rows of a week, its breaks and what is done away from the phone taken off.
    pub fn cover_of(&self, w: usize, who: Who<'_>, day: usize, a: &Assigned) -> Vec<(usize, f64)> {
        let class = who.class;
        let at = &self.weeks[w].at;
        let week = &self.weeks[day / 7];
        let duty = &week.week.duties[a.duty];
        let step = self.grid().minutes();
        let mut cover = Vec::new();
        for k in duty.start / step..(duty.start + duty.length) / step {
            self.gives((w, at), (day, class), k, 1.0, &mut cover);
        }
        for (b, key) in duty.breaks.iter().zip(&a.slots) {
            if let Some(slot) = self.place(week, duty, *b, *key) {
                for (k, share) in slot.taken {
                    self.gives((w, at), (day, class), k, -share, &mut cover);
                }
            }
        }
        let off = who.person.map_or(Vec::new(), |person| self.off_phone(person, day, a));
        for (k, share) in off.into_iter().flat_map(|off| off.taken(step)) {
            self.gives((w, at), (day, class), k, -share, &mut cover);
        }
        cover
    }

    /// What a shift gives to all needs: week and row, each once, with the amount.
    pub(super) fn given(&self, who: Who<'_>, day: usize, a: &Assigned) -> Vec<(RowOf, f64)> {
        let weeks = (day / 7..=day / 7 + 1).filter(|w| *w < self.weeks.len());
        let of = |w: usize| {
            let cover = self.cover_of(w, who, day, a).into_iter();
            cover.map(move |(r, amount)| ((w, r), amount))
        };
        added_up(weeks.flat_map(of).collect())
    }

    /// What a break in a place takes from all needs.
    pub(super) fn taken(&self, class: usize, day: usize, place: &Place) -> Vec<(RowOf, f64)> {
        let mut all = Vec::new();
        for w in (day / 7..=day / 7 + 1).filter(|w| *w < self.weeks.len()) {
            let mut loss = Vec::new();
            for (k, share) in &place.taken {
                self.gives((w, &self.weeks[w].at), (day, class), *k, *share, &mut loss);
            }
            all.extend(loss.into_iter().map(|(r, amount)| ((w, r), amount)));
        }
        added_up(all)
    }

    /// Where a break of a duty may lie.
    pub fn slots(&self, week: &PlanWeek, duty: &Duty, b: usize) -> Vec<Place> {
        self.places(week, duty, b, self.window_slots(week, duty, b).into_iter()).collect()
    }

    /// What breaks in these places save and take.
    pub(super) fn places<'b>(
        &self,
        week: &'b PlanWeek,
        duty: &'b Duty,
        b: usize,
        slots: impl Iterator<Item = BreakSlot> + 'b,
    ) -> impl Iterator<Item = Place> + 'b {
        let grid = self.grid();
        let rule = &week.scenario.shifts[duty.rule].breaks[b];
        let hourly = week.scenario.groups[duty.group].hour_on(duty.contract);
        let unpaid = if rule.paid { 0.0 } else { grid.hours() * hourly };
        slots.map(move |slot| {
            let premium = |k: u32| catalogue::premium(&week.scenario, duty.day, k * grid.minutes());
            let saved: f64 = slot.loss.iter().map(|(k, share)| share * premium(*k)).sum();
            Place { key: slot.loss[0].0, cost: -saved * unpaid, taken: slot.loss }
        })
    }

    /// Wages of a shift.
    pub fn wages(&self, day: usize, a: &Assigned) -> f64 {
        let week = &self.weeks[day / 7];
        let duty = &week.week.duties[a.duty];
        let breaks = duty
            .breaks
            .iter()
            .zip(&a.slots)
            .map(|(b, key)| self.place(week, duty, *b, *key).map_or(0.0, |place| place.cost));
        duty.cost + breaks.sum::<f64>()
    }

    /// Cost of an agent too little in an interval.
    pub fn under(&self) -> f64 {
        let hourly = self.scenario.groups.iter().map(|g| g.hourly_cost.value.get());
        SHORT_HOURS * hourly.fold(1.0, f64::max)
    }

    /// Whether a shift of Sunday runs into the week that follows.
    pub(super) fn joins_weeks(&self) -> bool {
        let of =
            |w: &PlanWeek| w.week.duties.iter().any(|d| d.day.index() == 6 && d.crosses_midnight());
        self.weeks.iter().any(of)
    }

    /// The problem of a week with what is around it. `hour` is what an hour of each person is worth in
    /// the other weeks of the period; empty: nothing.
    pub fn week_problem(&self, w: usize, around: Around<'_>, hour: &[f64]) -> WeekProblem {
        let at = &self.weeks[w].at;
        let under = self.under();
        let grades: u32 = self.people.iter().flat_map(|p| &p.wishes).map(|x| 7 * x.grade).sum();
        let grade = WISHES / f64::from(grades.max(1));
        let mut needs: Vec<Need> = self.weeks[w]
            .rows
            .iter()
            .map(|row| Need { need: row.need, under, over: 0.0 })
            .collect();
        self.take_off_given(w, around, &mut needs);
        // What only Sunday's night can give to the Monday after is asked of Sunday's week.
        for r in self.seam_after(w) {
            let need = self.weeks[w + 1].rows[*r].need;
            needs.push(Need { need, under, over: 0.0 });
        }
        let pairs = self.pair_rows(w, around);
        let first_pair = needs.len();
        needs.extend(self.pair_needs(w, &pairs, (around, under)));
        let mut agents: Vec<Agent> = Vec::new();
        let mut members: Vec<Vec<usize>> = Vec::new();
        let mut duties: Vec<Vec<Vec<usize>>> = Vec::new();
        let mut classes: Vec<(usize, usize)> = Vec::new();
        for (p, person) in self.people.iter().enumerate() {
            let (mut agent, kinds) = self.agent((p, person), around, (w, at), grade);
            self.give_to_pairs(p, &mut agent, &pairs, first_pair);
            if let Some(worth) = hour.get(p).filter(|worth| **worth > 0.0) {
                let choices = agent.choices.iter_mut().flatten();
                choices.for_each(|c| c.cost += worth * f64::from(c.paid) / 60.0);
            }
            let kind = (person.class, person.contract);
            match (0..agents.len())
                .find(|k| classes[*k] == kind && Agent { count: 1, ..agents[*k].clone() } == agent)
            {
                Some(k) => {
                    agents[k].count += 1;
                    members[k].push(p);
                }
                None => {
                    agents.push(agent);
                    members.push(vec![p]);
                    duties.push(kinds);
                    classes.push(kind);
                }
            }
        }
        WeekProblem { problem: Problem { agents, needs }, members, duties, under, grade }
    }

    /// What Sunday's shifts of the week before give; on the first morning without a roster before,
    /// what only they could give is not asked for.
    fn take_off_given(&self, w: usize, around: Around<'_>, needs: &mut [Need]) {
        if !self.joins_weeks() {
            return;
        }
        if let (1.., Around::Before(grid) | Around::Left(grid)) = (w, around) {
            for (person, days) in self.people.iter().zip(grid) {
                if let Some(a) = &days[7 * w - 1] {
                    for (r, amount) in self.cover_of(w, Who::of(person), 7 * w - 1, a) {
                        needs[r].need -= amount;
                    }
                }
            }
            return;
        }
        let longest =
            self.weeks[0].week.duties.iter().map(|d| d.start + d.length).max().unwrap_or(0);
        let night = longest.saturating_sub(DAY_MINUTES).div_ceil(self.grid().minutes()) as usize;
        let first = if matches!(around, Around::Any) { night } else { self.first_asked() };
        for (need, row) in needs.iter_mut().zip(&self.weeks[w].rows) {
            if row.interval < first {
                need.need = 0.0;
            }
        }
    }

    fn agent(
        &self,
        (p, person): (usize, &Person),
        around: Around<'_>,
        (w, at): (usize, &BTreeMap<usize, Vec<usize>>),
        grade: f64,
    ) -> (Agent, Vec<Vec<usize>>) {
        let done = match around {
            Around::Before(grid) | Around::Left(grid) => self.history(person, &grid[p][..7 * w]),
            Around::Any => Vec::new(),
        };
        let base = w as i32 * WEEK;
        let rest = person.rules.daily_rest.unwrap_or(0) as i32;
        let day_length = person.rules.working_day.unwrap_or(0) as i32;
        let last = done.last();
        let free_from = last.map_or(0, |d| (d.end + rest).max(d.start + day_length) - base).max(0);
        let later = self.given_later(person, w);
        let mut choices = Vec::new();
        let mut duties = Vec::new();
        let mut off = Vec::new();
        for d in 7 * w..7 * w + 7 {
            let open: Vec<usize> = self
                .duties_of(person, d)
                .filter(|k| self.refusal(person, d, *k).is_none())
                .filter(|k| leaves_room(person, &self.worked(d, *k), (&done, &later)))
                .collect();
            choices.push(
                open.iter().map(|k| self.choice(person, d, *k, (w, at), grade)).collect::<Vec<_>>(),
            );
            let wished = grade * f64::from(self.missed(person, d, None));
            // What cannot be worked has been refused; who is away is excused.
            let must = self.must_work(person, d).is_some() && !person.absent[d];
            off.push((!must).then_some(wished));
            duties.push(open);
        }
        let known = (!matches!(around, Around::Any)).then_some(done.as_slice());
        let limits = Limits {
            rest: person.rules.daily_rest,
            working_day: person.rules.working_day,
            weekly_rest: person.rules.weekly_rest,
            week_days: person.rules.week_days,
            week_minutes: self.minutes_left(person, (&done, &later), w, around),
            ..self.pattern_limits(person, known, w)
        };
        let last_end = last.map_or(0, |d| d.end - base).max(0);
        let agent = Agent { count: 1, choices, off, limits, free_from, last_end };
        (agent.plain(), duties)
    }

    fn choice(
        &self,
        person: &Person,
        day: usize,
        k: usize,
        (w, at): (usize, &BTreeMap<usize, Vec<usize>>),
        grade: f64,
    ) -> Choice {
        let week = &self.weeks[w];
        let duty = &week.week.duties[k];
        let step = self.grid().minutes();
        let mut cover = Vec::new();
        for i in duty.start / step..(duty.start + duty.length) / step {
            self.gives((w, at), (day, person.class), i, 1.0, &mut cover);
            self.gives_after(w, (day, person.class), i, 1.0, &mut cover);
        }
        // What is at a set time lies within every shift that can be chosen.
        let set = person.off_phone[day].iter().filter(|off| !off.placed);
        for (i, share) in set.flat_map(|off| off.taken(step)) {
            self.gives((w, at), (day, person.class), i, -share, &mut cover);
            self.gives_after(w, (day, person.class), i, -share, &mut cover);
        }
        let breaks = duty.breaks.iter().map(|b| {
            let slots = self.slots(week, duty, *b).into_iter();
            slots
                .filter(|place| self.clear(person, day, &place.taken))
                .map(|Place { key, cost, taken }| {
                    let mut loss = Vec::new();
                    for (i, share) in taken {
                        self.gives((w, at), (day, person.class), i, share, &mut loss);
                        self.gives_after(w, (day, person.class), i, share, &mut loss);
                    }
                    Slot { key, cost, loss }
                })
                .collect()
        });
        let worked = self.worked(day, k);
        let base = w as i32 * WEEK;
        Choice {
            kind: k,
            start: worked.start - base,
            end: worked.end - base,
            paid: worked.paid,
            cost: self.searched(duty) + grade * f64::from(self.missed(person, day, Some(k))),
            cover,
            breaks: breaks.collect(),
        }
    }

    /// Solves a week and writes it into the grid; `None` if somebody's fixed duties leave no lawful line. Where
    /// first lines leave people short, days planned anew may end that sooner than a longer search.
    pub fn solve_week(
        &self,
        w: usize,
        grid: &mut Assignments,
        hour: &[f64],
        effort: &Effort<'_>,
    ) -> Option<(WeekProblem, Solution)> {
        let around = if hour.is_empty() { Around::Before(grid) } else { Around::Left(grid) };
        let problem = self.week_problem(w, around, hour);
        // A night into the week after may be short beyond this week's days; a quick search tries nothing more.
        let hasty = effort.nodes > 0 && !self.joins_weeks();
        let mut solution = solve(&problem.problem, &Effort { hasty, ..*effort })?;
        problem.write(w, &solution.lines, grid);
        self.part(grid, w);
        let end_shortage = |grid: &mut Assignments| {
            if effort.nodes > 0 {
                self.rescue(grid, (7 * w..7 * w + 7, hour), &|| !effort.out_of_time());
            }
            self.to_rescue(grid, w).is_empty()
        };
        if !end_shortage(grid) && hasty && !effort.out_of_time() {
            let less = short_in(self, grid, w);
            let mut longer = grid.clone();
            solution = solve(&problem.problem, &Effort { hasty: false, ..*effort })?;
            problem.write(w, &solution.lines, &mut longer);
            self.part(&mut longer, w);
            end_shortage(&mut longer);
            if short_in(self, &longer, w) < less + 1e-6 {
                *grid = longer;
            }
        }
        // What days planned anew have bettered is what a bound is held against, and made cheaper.
        if let Some(lines) = problem.read(w, grid) {
            solution.objective = problem.problem.objective(&lines);
            let dearer = lines != solution.lines && effort.nodes > 0;
            solution.lines = lines;
            if dearer {
                improved(&problem.problem, &mut solution, effort);
                problem.write(w, &solution.lines, grid);
                self.part(grid, w);
            }
            solution.bound = solution.bound.min(solution.objective);
        }
        Some((problem, solution))
    }
}

impl WeekProblem {
    /// The lines that a grid holds in a week; `None` where it holds a shift that is no choice of the problem.
    fn read(&self, w: usize, grid: &Assignments) -> Option<Vec<Vec<Line>>> {
        let of_day = |a: usize, p: usize, d: usize| -> Option<Option<(usize, Vec<usize>)>> {
            let Some(assigned) = &grid[p][7 * w + d] else { return Some(None) };
            let c = self.duties[a][d].iter().position(|k| *k == assigned.duty)?;
            let breaks = &self.problem.agents[a].choices[d][c].breaks;
            let slots = breaks.iter().zip(&assigned.slots);
            let slots = slots.map(|(slots, key)| slots.iter().position(|s| s.key == *key));
            Some(Some((c, slots.collect::<Option<_>>()?)))
        };
        let line = |a: usize, p: usize| -> Option<Line> {
            Some(Line { days: (0..7).map(|d| of_day(a, p, d)).collect::<Option<_>>()? })
        };
        let agents = self.members.iter().enumerate();
        agents.map(|(a, people)| people.iter().map(|p| line(a, *p)).collect()).collect()
    }

    /// Writes the agents' lines into the week of a grid.
    pub fn write(&self, w: usize, lines: &[Vec<Line>], grid: &mut Assignments) {
        for (a, lines) in lines.iter().enumerate() {
            let mut lines = lines.clone();
            lines.sort();
            for (p, line) in self.members[a].iter().zip(lines) {
                for (d, worked) in line.days.iter().enumerate() {
                    grid[*p][7 * w + d] = worked.as_ref().map(|(c, slots)| {
                        let choice = &self.problem.agents[a].choices[d][*c];
                        let keys = choice.breaks.iter().zip(slots).map(|(b, s)| b[*s].key);
                        Assigned { duty: self.duties[a][d][*c], slots: keys.collect() }
                    });
                }
            }
        }
    }
}
