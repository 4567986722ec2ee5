//! Whether shifts keep the promises through the day, and stricter requirements where they do not.

use super::A_LITTLE;
use crate::domain::clock::{TimeOfDay, Weekday};
use crate::domain::measure::TakenOver;
use crate::domain::shift::Crew;
use crate::domain::time::{TimeLeft, is_over};
use crate::plan::coverage::{self, Service};
use crate::plan::figures::Situation;
use crate::plan::requirements::{SetInterval, held_against};
use crate::plan::shift_plan::block::{TieKind, Week};
use crate::plan::through_day::report::place;
use crate::plan::through_day::{
    LineThroughDay, Playing, Reached, reached, through_day_within, weeks_played,
};
use crate::scenario::{Measure, Over, Target};
use crate::wire::answer::{Broken, Figure, Raised, Stricter};
use std::cell::LazyCell;
use std::collections::BTreeMap;

/// Later intervals of a broken run are raised too where they break the promise by this factor.
const BY_FAR: f64 = 1.5;

/// A promise that is broken by so little of itself, relatively, is as good as kept where it is played out.
const TOO_LITTLE: f64 = 0.01;

/// Requirements beyond the formula's.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tightening {
    /// Agents at the phone who can answer any line of a sharing set in an interval, at least.
    pub(super) floors: BTreeMap<(Vec<usize>, usize), u32>,
    /// Agents fewer than the formula asks for that are tried in every interval.
    pub(super) fewer: u32,
    /// Whether it is the largest set of lines that is to have more agents where one of them is late, and
    /// not those alone who answer that line.
    pub(super) wide: bool,
    /// Share of a promise's limit that is planned for: by line, target and day.
    pub(super) shares: BTreeMap<(usize, usize, Option<Weekday>), f64>,
    /// Factor by which all other averages are planned for more loosely than promised, less one.
    pub(super) looser: f64,
}

impl Tightening {
    /// The sharing sets with what is required of them.
    pub fn raised(&self, sets: &[SetInterval]) -> Vec<SetInterval> {
        let mut raised = sets.to_vec();
        for set in &mut raised {
            let floor = self.floors.get(&(set.lines.clone(), set.interval)).copied().unwrap_or(0);
            let calling = u32::from(set.calls > 0.0 && set.stable > 0);
            let least = floor.max(set.stable).max(calling);
            let fewer = |required: u32| required.saturating_sub(self.fewer).max(least);
            set.required = set.required.map(fewer);
        }
        raised
    }

    /// As few agents as are allowed at all, whatever the formula asks for, and averages that may be as many times
    /// what is promised.
    pub fn fewest(times: f64) -> Self {
        Self { fewer: u32::MAX, looser: times - 1.0, ..Self::default() }
    }

    /// One average planned for at a share of its limit.
    #[cfg(test)]
    pub(crate) fn of_share(at: (usize, usize, Option<Weekday>), share: f64) -> Self {
        Self { shares: [(at, share)].into(), ..Self::default() }
    }

    /// Share of a promise's limit that is planned for: of a line, its target and a day, or the week.
    pub fn share(&self, line: usize, target: usize, day: Option<Weekday>) -> f64 {
        self.shares.get(&(line, target, day)).copied().unwrap_or(1.0 + self.looser)
    }

    /// Lowers the limits of promises over a day or the week.
    pub fn lower(&self, week: &mut Week) {
        for tie in &mut week.ties {
            if let TieKind::Promise { line, target, day } = tie.kind {
                tie.limit *= self.share(line, target, day);
            }
        }
    }
}

/// What the callers of some shifts experience, and which promises that breaks.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// By line; empty where nothing was followed.
    pub through: Vec<LineThroughDay>,
    /// By line and target: every place where it is broken.
    pub(super) broken: Vec<(usize, usize, Vec<Reached>)>,
    /// Sum of all excesses; 0 where every promise holds.
    pub strain: f64,
}

impl Judgement {
    /// Without what is broken in intervals before this one.
    pub fn from(&self, first: usize) -> Self {
        let asked = |place: &&Reached| place.interval.is_none_or(|t| t >= first);
        let broken = self.broken.iter().map(|(line, target, places)| {
            (*line, *target, places.iter().filter(asked).cloned().collect::<Vec<_>>())
        });
        Self::of(self.through.clone(), broken.filter(|(.., places)| !places.is_empty()).collect())
    }

    fn of(through: Vec<LineThroughDay>, broken: Vec<(usize, usize, Vec<Reached>)>) -> Self {
        let strain = broken.iter().flat_map(|(.., places)| places).map(|p| p.strain - 1.0).sum();
        Self { through, broken, strain }
    }
}

/// What following these queues once takes, roughly: states times events of every interval.
pub(super) fn work_of(sets: &[SetInterval]) -> f64 {
    let sets = sets.iter().filter(|set| set.lines.len() == 1);
    sets.map(|set| 8.0 * (set.offered_load + 20.0) * (set.offered_load + 10.0)).sum()
}

/// Who judges shifts: one closing with its demand and requirements.
pub struct Judge<'a> {
    /// The closing.
    pub situation: &'a Situation<'a>,
    /// How queues are played out; `None`: judged by the formula alone.
    pub playing: Option<Playing>,
    /// Whether there is time left. Without it, queues are played out for few weeks instead of being followed.
    pub time_left: TimeLeft<'a>,
}

impl Judge<'_> {
    /// Whether there is a limit of time, and it is over.
    pub(super) fn out_of_time(&self) -> bool {
        is_over(self.time_left)
    }

    /// Follows the queues through the week with these shifts, and where they are played out, for as many
    /// weeks as it takes: a few where a promise is broken beyond chance, more where some are undecided. What
    /// is broken by no more than chance, or by too little to matter, after the most weeks counts as kept.
    pub fn judge(&self, crews: &[Crew]) -> Judgement {
        let Some(playing) = self.playing else { return self.judge_in(crews, None) };
        let (scenario, demand) = (self.situation.scenario, self.situation.demand);
        let Some(weeks) = weeks_played(scenario, demand, playing) else {
            return self.judge_in(crews, Some(playing));
        };
        let of = |weeks: u32| Some(Playing { weeks: Some(weeks), ..playing });
        let few = self.judge_in(crews, of((weeks / 8).max(10).min(weeks)));
        let beyond_chance =
            self.only(&few, &|place, measure| place.strain_less(measure, 2.0) > 1.0);
        if beyond_chance.strain > 0.0 {
            return beyond_chance;
        }
        if self.out_of_time() {
            return few;
        }
        let all = self.judge_in(crews, of(weeks));
        let beyond_chance =
            self.only(&all, &|place, measure| place.strain_less(measure, 1.0) > 1.0);
        let decided = all.strain == 0.0 || beyond_chance.strain > 0.0;
        if decided || playing.weeks.is_some() || self.out_of_time() {
            return all;
        }
        let most = self.judge_in(crews, of(weeks.saturating_mul(2)));
        self.only(&most, &|place, _| place.strain > 1.0 + TOO_LITTLE)
    }

    /// The judgement with promises counted as broken that the weeks played out leave undecided: within their confidence
    /// interval of what is promised. Of many plans tried on the same weeks the one is found that these favour.
    pub(super) fn surely(&self, judged: Judgement) -> Judgement {
        if judged.strain > 0.0 {
            return judged;
        }
        let mut broken: BTreeMap<(usize, usize), Vec<Reached>> = BTreeMap::new();
        for (line, target, place) in self.places(&judged, true) {
            if !place.kept() {
                broken.entry((line, target)).or_default().push(place);
            }
        }
        let broken = broken.into_iter().map(|((line, target), places)| (line, target, places));
        Judgement::of(judged.through, broken.collect())
    }

    /// Every promise in every place, by line and target; with what is uncertain of it if it must be sure.
    pub(super) fn places(&self, judged: &Judgement, surely: bool) -> Vec<(usize, usize, Reached)> {
        let scenario = self.situation.scenario;
        let mut found = Vec::new();
        for (l, line) in scenario.lines.iter().enumerate() {
            for (k, target) in line.targets.iter().enumerate() {
                let carried = judged.through.get(l).and_then(|t| reached(scenario, l, target, t));
                for mut place in carried.unwrap_or_default() {
                    if surely {
                        place.strain = place.strain_less(target.measure, -1.0);
                    }
                    found.push((l, k, place));
                }
            }
        }
        found
    }

    /// What following the queues once takes, roughly.
    pub(super) fn work(&self) -> f64 {
        work_of(self.situation.sets)
    }

    /// The judgement with those broken places alone.
    pub(super) fn only(
        &self,
        judged: &Judgement,
        which: &dyn Fn(&Reached, Measure) -> bool,
    ) -> Judgement {
        let lines = &self.situation.scenario.lines;
        let broken = judged.broken.iter().map(|(line, target, places)| {
            let measure = lines[*line].targets[*target].measure;
            let places = places.iter().filter(|place| which(place, measure)).cloned();
            (*line, *target, places.collect::<Vec<_>>())
        });
        let broken = broken.filter(|(.., places)| !places.is_empty()).collect();
        Judgement::of(judged.through.clone(), broken)
    }

    pub(super) fn judge_in(&self, crews: &[Crew], playing: Option<Playing>) -> Judgement {
        let through = playing.map_or_else(Vec::new, |playing| {
            let (scenario, demand) = (self.situation.scenario, self.situation.demand);
            through_day_within(scenario, demand, crews, playing, self.time_left)
        });
        self.judge_of(crews, through)
    }

    /// The judgement of what callers experience.
    pub(super) fn judge_of(&self, crews: &[Crew], through: Vec<LineThroughDay>) -> Judgement {
        let scenario = self.situation.scenario;
        // What the formula says is asked for where nothing was followed alone.
        let services =
            LazyCell::new(|| self.situation.services(&coverage::on_duty(scenario, crews)));
        let mut broken = Vec::new();
        for (l, line) in scenario.lines.iter().enumerate() {
            for (k, target) in line.targets.iter().enumerate() {
                let carried = through.get(l).and_then(|line| reached(scenario, l, target, line));
                let mut places = match carried {
                    Some(places) => places,
                    None if target.over == Over::Interval => Vec::new(),
                    None => self.late_by_formula(l, k, &services),
                };
                places.retain(|place| !place.kept());
                if !places.is_empty() {
                    broken.push((l, k, places));
                }
            }
        }
        Judgement::of(through, broken)
    }

    /// By line and interval, how near a promise is to being broken there: 0 far from it, 1 at its limit.
    pub(super) fn pressure(&self, judged: &Judgement) -> Vec<Vec<f64>> {
        let scenario = self.situation.scenario;
        let all = scenario.calendar.grid.per_week();
        let lines = scenario.lines.iter().enumerate();
        lines
            .map(|(l, line)| {
                let mut found = vec![0.0_f64; all];
                let Some(through) = judged.through.get(l) else { return found };
                for target in &line.targets {
                    let over = Target { over: Over::Interval, ..*target };
                    for place in reached(scenario, l, &over, through).unwrap_or_default() {
                        let Some(t) = place.interval else { continue };
                        let near = if target.over == Over::Interval { 1.0 } else { 0.3 };
                        found[t] = found[t].max(near * place.strain.min(1.5));
                    }
                }
                found
            })
            .collect()
    }

    /// Days, or the week, whose average misses its promise by the formula.
    fn late_by_formula(&self, line: usize, target: usize, services: &[Service]) -> Vec<Reached> {
        let promise = &self.situation.scenario.lines[line].targets[target];
        let days: Vec<Option<Weekday>> = match promise.over {
            Over::Interval => Vec::new(),
            Over::Day => Weekday::ALL.into_iter().map(Some).collect(),
            Over::Week => vec![None],
        };
        let place = |day| {
            let strain = self.situation.strain(line, target, day, services)?;
            let value = promise.measure.at_strain(strain);
            let figure = Figure { value, half_width: 0.0 };
            Some(Reached { interval: None, day, figure, strain })
        };
        days.into_iter().filter_map(place).filter(|place| !place.kept()).collect()
    }

    /// Stricter requirements against what these shifts break.
    pub fn tighten(&self, tight: &Tightening, crews: &[Crew], now: &Judgement) -> Tightening {
        let mut tighter = tight.clone();
        let on_duty = coverage::on_duty(self.situation.scenario, crews);
        let services = self.situation.services(&on_duty);
        for (line, target, places) in &now.broken {
            if self.situation.scenario.lines[*line].targets[*target].over == Over::Interval {
                self.raise(&mut tighter, *line, *target, places, &on_duty);
                continue;
            }
            for place in places {
                let day = place.day.filter(|_| {
                    self.situation.scenario.lines[*line].targets[*target].over == Over::Day
                });
                let by_formula = self.situation.strain(*line, *target, day, &services);
                let by_formula = by_formula.unwrap_or(1.0);
                let share =
                    tighter.shares.entry((*line, *target, day)).or_insert(1.0 + tight.looser);
                let needed = by_formula.min(*share) / place.strain * (1.0 - A_LITTLE);
                *share = needed.min(*share * (1.0 - A_LITTLE));
            }
        }
        tighter
    }

    /// Requires more agents where a promise for each interval is broken.
    fn raise(
        &self,
        tight: &mut Tightening,
        line: usize,
        target: usize,
        places: &[Reached],
        on_duty: &[Vec<f64>],
    ) {
        let mut last = None;
        for place in places {
            let Some(t) = place.interval else { continue };
            let follows = last.is_some_and(|last: usize| last + 1 == t);
            last = Some(t);
            if follows && place.strain < BY_FAR {
                continue;
            }
            let lines = if tight.wide { self.widest(line, t) } else { vec![line] };
            let more = self.enough((line, target), &lines, t, place.strain, on_duty);
            let floor = tight.floors.entry((lines, t)).or_default();
            *floor = more.max(*floor + u32::from(*floor > 0));
        }
    }

    /// The largest sharing set that a line belongs to in an interval.
    fn widest(&self, line: usize, t: usize) -> Vec<usize> {
        let sets =
            self.situation.sets.iter().filter(|s| s.interval == t && s.lines.contains(&line));
        let widest = sets.max_by_key(|set| set.lines.len());
        widest.map_or_else(|| vec![line], |set| set.lines.clone())
    }

    /// Agents at the phone who, by the formula, would take the excess away; one more than there are at
    /// least.
    fn enough(
        &self,
        (line, target): (usize, usize),
        lines: &[usize],
        t: usize,
        strain: f64,
        on_duty: &[Vec<f64>],
    ) -> u32 {
        let scenario = self.situation.scenario;
        let answers = |lines: &[usize], group: &[usize]| lines.iter().any(|l| group.contains(l));
        let groups = scenario.groups.iter().enumerate().filter(|(_, g)| answers(lines, &g.lines));
        let at_phone: f64 =
            groups.map(|(g, group)| on_duty[g][t] * (1.0 - group.shrinkage.value.get())).sum();
        let next = (at_phone + 1e-9).floor() as u32 + 1;
        let measure = scenario.lines[line].targets[target].measure;
        let set = self
            .situation
            .sets
            .iter()
            .filter(|set| set.interval == t && set.exact && set.lines.contains(&line))
            .max_by_key(|set| set.lines.len());
        let value =
            |agents: u32| Some(held_against(measure, scenario.level_of, &set?.queue(agents)?));
        let Some(here) = value(next - 1) else { return next };
        let good = |agents: &u32| value(*agents).is_some_and(|value| value * strain <= here);
        (next..next + 1000).find(good).unwrap_or(next)
    }

    /// The promises that are broken, each with where it is worst.
    pub fn broken(&self, judged: &Judgement) -> Vec<Broken> {
        let lines = &self.situation.scenario.lines;
        judged
            .broken
            .iter()
            .filter_map(|(line, target, places)| {
                // The first of the worst, as where the figures are told.
                let worst = places.iter().reduce(|a, b| if b.strain > a.strain { b } else { a })?;
                let data = &lines[*line].targets[*target];
                Some(Broken {
                    line: lines[*line].id.clone(),
                    measure: data.measure.name(),
                    over: data.over,
                    between: data.between,
                    at: place(self.situation.scenario.calendar.grid, worst),
                    places: places.len() as u32,
                    promised: data.measure.promised(),
                    reached: worst.figure,
                })
            })
            .collect()
    }

    /// Intervals in which more agents are required than the formula asks for.
    pub fn raised(&self, tight: &Tightening) -> Vec<Raised> {
        let scenario = self.situation.scenario;
        let entries = tight.floors.iter().filter_map(|((lines, t), planned)| {
            let mut sets = self.situation.sets.iter();
            let set = sets.find(|set| set.interval == *t && set.lines == *lines)?;
            let (day, minute) = scenario.calendar.grid.start_of(*t);
            let by_formula = set.required_or_max();
            (*planned > by_formula).then(|| Raised {
                line: scenario.lines[lines[0]].id.clone(),
                day,
                start: TimeOfDay::on_clock(minute),
                by_formula,
                planned: *planned,
            })
        });
        entries.collect()
    }

    /// Averages that are planned for more strictly than promised.
    pub fn stricter(&self, tight: &Tightening) -> Vec<Stricter> {
        let lines = &self.situation.scenario.lines;
        let entries = tight.shares.iter().map(|((line, target, day), share)| Stricter {
            line: lines[*line].id.clone(),
            measure: lines[*line].targets[*target].measure.name(),
            over: day.map_or(TakenOver::Week, TakenOver::Day),
            between: lines[*line].targets[*target].between,
            share: *share,
        });
        entries.collect()
    }
}
