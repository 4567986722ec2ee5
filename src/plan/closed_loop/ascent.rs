//! Shifts that keep every promise from shifts that nearly do: one person on another shift, or one more, where callers
//! wait too long.
//!
//! The moves that relieve most for what they cost are looked at in a few weeks with the same random numbers: what a
//! move changes there is added to what the shifts came to in all weeks, and the best of them is made. So the
//! search goes on until every promise holds, or until what is left to do would cost more than a known plan.

use super::judge::{Judge, Judgement};
use super::looks::Followed;
use super::moves::{Move, after, allowed, felt, uncrewed, with_breaks};
use crate::domain::clock::Weekday;
use crate::domain::shift::{PlannedShift, cost, crews};
use crate::plan::coverage;
use crate::plan::requirements::SetInterval;
use crate::plan::shift_plan::catalogue::{self, Duty};
use crate::scenario::{Over, Scenario};
use std::collections::BTreeMap;

/// People that are added at most where no plan keeps every promise, and places that are looked at for each.
const MOST_ADDED: usize = 24;
const ADDING: usize = 6;
/// A promise that is broken by more is taken to be broken by so much, in units of itself.
const MOST_STRAIN: f64 = 1e6;
/// Most moves that are made of shifts, and that are looked at for each.
const STEPS: usize = 8;
const LOOKS: usize = 12;
/// What moves may cost that are looked at apart, as shares of the dearest shift.
const CLASSES: [f64; 2] = [0.02, 0.3];
/// Moves that are tried to have somebody where somebody must be.
const MOST_CREWS: usize = 300;
/// The same new shift is looked at so often, and the same person gone.
const ALIKE: usize = 2;
/// Work of all looks where queues are followed by their equations ([`Judge::work`]).
const MOST_WORK: f64 = 1e7;
/// A wait is taken to grow by no more than this with an agent fewer.
const MOST_LONGER: f64 = 6.0;
/// What an agent does for the next interval.
const INHERITED: f64 = 0.3;
/// Persons that are tried to go.
const GOING: usize = 2;
/// Too little to tell.
const NOT_FELT: f64 = 1e-6;
/// What an agent of a line that shares people with another is worth to the other.
const RELIEF: f64 = 0.6;
/// Extra cost that does not count, as a share of a shift's cost.
const LITTLE: f64 = 0.1;

/// How near each promise is to being broken, by line, target, interval and day.
type Strains = BTreeMap<(usize, usize, Option<usize>, Option<Weekday>), f64>;

/// Shifts that keep every promise and cost less than what is known, with their judgement; begun from shifts
/// like those that were followed, if any were.
pub(super) fn ascend(
    judge: &Judge<'_>,
    shifts: Vec<PlannedShift>,
    followed: Option<&Followed>,
    cheaper_than: f64,
) -> Option<Followed> {
    let scenario = judge.situation.scenario;
    let search = Search { judge, duties: catalogue::catalogue(scenario), cheaper_than };
    let begun = cost(&shifts);
    let shifts = search.crewed(shifts)?;
    let mut now = match followed {
        Some(followed) => judge.in_full_after(followed, shifts),
        None => judge.in_full(shifts),
    };
    let mut left = search.excess(&now.judgement);
    let all = left;
    let mut look: Option<Followed> = None;
    for step in 0..=STEPS {
        if left <= 0.0 {
            now = judge.sure(now);
            if now.judgement.strain <= 0.0 {
                return Some(now);
            }
        }
        if step == STEPS || judge.out_of_time() {
            break;
        }
        let here = look.take().unwrap_or_else(|| judge.look(now.shifts.clone()));
        let there = search.step(&now, &here)?;
        now = judge.in_full_after(&now, there.shifts.clone());
        look = Some(there);
        left = search.excess(&now.judgement);
        // At this rate the rest costs too much.
        let spent = cost(&now.shifts) - begun;
        let dear = || cost(&now.shifts) + spent * left / (all - left) >= cheaper_than;
        if left > 0.0 && (left >= all || dear()) {
            break;
        }
    }
    None
}

/// The shifts with people added, one after another where that takes most away from what promises are broken by, until
/// nobody can be added or it takes nothing away any more.
pub(super) fn filled(judge: &Judge<'_>, shifts: Vec<PlannedShift>) -> Followed {
    let duties = catalogue::catalogue(judge.situation.scenario);
    let search = Search { judge, duties, cheaper_than: f64::INFINITY };
    let excess = |followed: &Followed| -> f64 {
        let strains = search.strains(&followed.judgement, false);
        strains.values().map(|strain| (strain - 1.0).clamp(0.0, MOST_STRAIN)).sum()
    };
    let looks = ADDING.min((MOST_WORK / judge.work()) as usize).max(1);
    let mut now = judge.look(shifts);
    for _ in 0..MOST_ADDED {
        if judge.out_of_time() {
            break;
        }
        let moves = search.moves(&now.shifts, &search.worth(&now.shifts, &now.judgement));
        let added = moves.iter().filter(|step| step.gone.is_none());
        let tried = added
            .map(|step| after(&now.shifts, step))
            .filter(|tried| allowed(search.scenario(), tried))
            .take(looks)
            .map(|tried| judge.look_after(&now, tried))
            .map(|looked| (excess(&looked), looked));
        match tried.min_by(|a, b| a.0.total_cmp(&b.0)) {
            Some((left, nearer)) if left < excess(&now) => now = nearer,
            _ => break,
        }
    }
    judge.in_full(now.shifts)
}

/// Shifts that cost less and keep every promise, with their judgement: one person goes where that is felt
/// least, and the rest are moved until every promise holds again; the same where that is not found.
pub(super) fn thin(judge: &Judge<'_>, mut now: Followed) -> Followed {
    let scenario = judge.situation.scenario;
    while !judge.out_of_time() {
        let known = cost(&now.shifts);
        let search = Search { judge, duties: Vec::new(), cheaper_than: known };
        let fewer = search.worth(&now.shifts, &now.judgement).fewer;
        let mut going: Vec<(f64, usize)> = now
            .shifts
            .iter()
            .enumerate()
            .map(|(k, s)| ((felt(scenario, s, &fewer) + NOT_FELT) / s.cost.max(NOT_FELT), k))
            .collect();
        going.sort_by(|a, b| a.0.total_cmp(&b.0));
        let without = |k: usize| {
            let gone = Move { gone: Some(k), come: None, extra: -now.shifts[k].cost, rank: 0.0 };
            Some(after(&now.shifts, &gone)).filter(|tried| allowed(scenario, tried))
        };
        let tried = going.iter().filter_map(|(_, k)| without(*k)).take(GOING);
        let below = known - NOT_FELT;
        let found = tried.into_iter().find_map(|tried| ascend(judge, tried, Some(&now), below));
        let Some(found) = found else { return now };
        now = found;
    }
    now
}

/// By line and interval, what one agent more takes away from what promises are broken by, and what one fewer adds.
struct Worth {
    more: Vec<Vec<f64>>,
    fewer: Vec<Vec<f64>>,
}

struct Search<'a> {
    judge: &'a Judge<'a>,
    duties: Vec<Duty>,
    cheaper_than: f64,
}

impl Search<'_> {
    fn scenario(&self) -> &Scenario {
        self.judge.situation.scenario
    }

    /// The shifts with somebody wherever somebody must be.
    fn crewed(&self, mut shifts: Vec<PlannedShift>) -> Option<Vec<PlannedShift>> {
        let mut lacking = uncrewed(self.judge, &shifts);
        if lacking.is_empty() {
            return Some(shifts);
        }
        let all = |lacking: &[(usize, f64)]| lacking.iter().map(|(_, lack)| lack).sum::<f64>();
        let judged = self.judge.in_full(shifts.clone()).judgement;
        while !lacking.is_empty() {
            if self.judge.out_of_time() {
                return None;
            }
            let mut worth = self.worth(&shifts, &judged);
            worth.more = self.nothing();
            for set in lacking.iter().map(|(set, _)| &self.judge.situation.sets[*set]) {
                set.lines.iter().for_each(|line| worth.more[*line][set.interval] = 10.0);
            }
            let tried = |step: &Move| {
                let tried = after(&shifts, step);
                allowed(self.scenario(), &tried).then_some(tried)
            };
            let fewer = |tried: Vec<PlannedShift>| {
                let left = uncrewed(self.judge, &tried);
                (all(&left) < all(&lacking) - 1e-6).then_some((tried, left))
            };
            let moves = self.moves(&shifts, &worth);
            let (tried, left) = moves.iter().filter_map(tried).take(MOST_CREWS).find_map(fewer)?;
            (shifts, lacking) = (tried, left);
        }
        Some(shifts)
    }

    /// The shifts after the move that takes most of the excess away for what it costs, as a look shows it.
    fn step(&self, now: &Followed, look: &Followed) -> Option<Followed> {
        let moves = self.moves(&now.shifts, &self.worth(&now.shifts, &now.judgement));
        let full = self.strains(&now.judgement, true);
        let here = self.strains(&look.judgement, false);
        let before = excess(&full, &here, &here, &[]);
        let little = self.little(&now.shifts);
        let mut best: Option<(f64, Followed)> = None;
        let in_time = |_: &(Move, Vec<PlannedShift>)| !self.judge.out_of_time();
        let worth_a_look = self.worth_a_look(&now.shifts, moves);
        for (step, shifts) in worth_a_look.into_iter().take_while(in_time) {
            let tried = self.judge.look_after(look, shifts);
            let there = self.strains(&tried.judgement, false);
            let days = step.days(&now.shifts);
            let gain = before - excess(&full, &here, &there, &days);
            let gain = gain / (step.extra.max(0.0) + little);
            if gain > best.as_ref().map_or(0.0, |(gain, _)| *gain) {
                best = Some((gain, tried));
            }
        }
        best.map(|(_, after)| after)
    }

    /// A few moves that may be made, with the shifts after them: of those that cost nothing, that cost little, that
    /// cost much, and that only add; each new shift once or twice.
    fn worth_a_look(
        &self,
        shifts: &[PlannedShift],
        moves: Vec<Move>,
    ) -> Vec<(Move, Vec<PlannedShift>)> {
        let classes = CLASSES.len() + 2;
        let looks = LOOKS.min((MOST_WORK / self.judge.work()) as usize);
        let mut left = vec![(looks / classes).max(1); classes];
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let mut found = Vec::new();
        let dearest = shifts.iter().map(|s| s.cost).fold(0.0, f64::max);
        for step in moves {
            let dear = CLASSES.iter().take_while(|class| step.extra > **class * dearest).count();
            let class = if step.gone.is_none() { classes - 1 } else { dear };
            let shift = |s: &PlannedShift| {
                format!("{} {:?} {:?}", s.crew.group, s.crew.day, s.crew.worked.span())
            };
            let gone = step.gone.map(|gone| format!("gone {}", shift(&shifts[gone])));
            let come = step.come.as_ref().map(shift);
            let ends: Vec<String> = gone.into_iter().chain(come).collect();
            if self.judge.out_of_time() {
                break;
            }
            if left[class] == 0 || ends.iter().any(|e| seen.get(e).is_some_and(|k| *k >= ALIKE)) {
                continue;
            }
            let tried = after(shifts, &step);
            if !allowed(self.scenario(), &tried) || !uncrewed(self.judge, &tried).is_empty() {
                continue;
            }
            left[class] -= 1;
            ends.into_iter().for_each(|end| *seen.entry(end).or_default() += 1);
            found.push((step, tried));
            if left.iter().all(|left| *left == 0) {
                break;
            }
        }
        found
    }

    /// Moves that bring people to where they are worth more, those first that do most for what they cost.
    fn moves(&self, shifts: &[PlannedShift], worth: &Worth) -> Vec<Move> {
        let scenario = self.scenario();
        let room = self.cheaper_than - cost(shifts);
        let little = self.little(shifts);
        let mut going: Vec<(Option<usize>, f64, f64)> = vec![(None, 0.0, 0.0)];
        let each = shifts.iter().enumerate();
        going.extend(each.map(|(k, s)| (Some(k), s.cost, felt(scenario, s, &worth.fewer))));
        let mut found = Vec::new();
        for come in self.duties.iter().flat_map(|duty| with_breaks(scenario, duty, &[])) {
            let relief = felt(scenario, &come, &worth.more);
            for (gone, saved, loss) in &going {
                let extra = come.cost - saved;
                if relief > *loss && extra < room {
                    let rank = (relief - loss) / (extra.max(0.0) + little);
                    found.push(Move { gone: *gone, come: Some(come.clone()), extra, rank });
                }
            }
        }
        found.sort_by(|a, b| {
            b.rank.total_cmp(&a.rank).then(a.extra.total_cmp(&b.extra)).then(a.gone.cmp(&b.gone))
        });
        found
    }

    fn little(&self, shifts: &[PlannedShift]) -> f64 {
        let people: f64 = shifts.iter().map(|s| f64::from(s.crew.count)).sum();
        (LITTLE * cost(shifts) / people.max(1.0)).max(1e-9)
    }

    fn nothing(&self) -> Vec<Vec<f64>> {
        vec![vec![0.0; self.scenario().calendar.grid.per_week()]; self.scenario().lines.len()]
    }

    /// What an agent more or fewer would do to the promises, by the formula's change of the wait there.
    fn worth(&self, shifts: &[PlannedShift], judged: &Judgement) -> Worth {
        let grid = self.scenario().calendar.grid;
        let changes = self.changes(shifts);
        let (mut more, mut fewer) = (self.nothing(), self.nothing());
        for (line, target, place) in self.judge.places(judged, true) {
            let strain = place.strain;
            let over = self.scenario().lines[line].targets[target].over;
            if let (Over::Interval, Some(t)) = (over, place.interval) {
                let (less, longer) = changes[line][t];
                let relief = (strain - 1.0).max(0.0).min(strain * (1.0 - less));
                more[line][t] += relief;
                // Queues are inherited.
                if t > 0 {
                    more[line][t - 1] += INHERITED * relief;
                }
                fewer[line][t] += (strain.max(1.0 / longer) * longer - strain.max(1.0)).max(0.0);
                continue;
            }
            let through = &judged.through[line];
            let waited = |t: usize| {
                let here = place.day.is_none_or(|day| grid.start_of(t).0 == day);
                let experience = through.intervals[t].as_ref().filter(|_| here);
                experience.map_or(0.0, |e| e.attempts * e.mean_wait_s.value)
            };
            let all: f64 = (0..grid.per_week()).map(waited).sum();
            for t in (0..grid.per_week()).filter(|t| waited(*t) > 0.0) {
                let (less, longer) = changes[line][t];
                let share = strain * waited(t) / all;
                more[line][t] += if strain > 1.0 { share * (1.0 - less) } else { 0.0 };
                fewer[line][t] += strain.min(1.0).powi(4) * share * (longer - 1.0);
            }
        }
        Worth { more: self.shared(&more), fewer: self.shared(&fewer) }
    }

    /// By line and interval, by what the formula's wait changes with an agent more, and with one fewer.
    fn changes(&self, shifts: &[PlannedShift]) -> Vec<Vec<(f64, f64)>> {
        let scenario = self.scenario();
        let on_duty = coverage::on_duty(scenario, &crews(shifts));
        let mut found =
            vec![vec![(1.0, MOST_LONGER); scenario.calendar.grid.per_week()]; scenario.lines.len()];
        let mut sets: Vec<&SetInterval> = self.judge.situation.sets.iter().collect();
        sets.sort_by_key(|set| set.lines.len());
        for set in sets.into_iter().filter(|set| set.calls > 0.0) {
            let phone = |g: &usize| {
                on_duty[*g][set.interval] * (1.0 - scenario.groups[*g].shrinkage.value.get())
            };
            let agents = set.groups.iter().map(phone).sum::<f64>().round() as u32;
            let wait = |agents: u32| set.queue(agents).map_or(f64::INFINITY, |q| q.mean_wait_s());
            let here = wait(agents);
            let (less, longer) = match here.is_finite() && here > 0.0 {
                true => (wait(agents + 1) / here, wait(agents.saturating_sub(1)) / here),
                false => (1.0 / MOST_LONGER, MOST_LONGER),
            };
            for line in &set.lines {
                found[*line][set.interval] = (less, longer.clamp(1.0, MOST_LONGER));
            }
        }
        found
    }

    /// Who answers another line relieves those who answer both.
    fn shared(&self, worth: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let mut shared = worth.to_vec();
        for lines in self.scenario().groups.iter().map(|group| &group.lines) {
            for (one, other) in lines.iter().flat_map(|l| lines.iter().map(move |k| (*l, *k))) {
                for (own, worth) in shared[one].iter_mut().zip(&worth[other]) {
                    *own = own.max(RELIEF * worth);
                }
            }
        }
        shared
    }

    fn excess(&self, judged: &Judgement) -> f64 {
        self.strains(judged, true).values().map(|strain| (strain - 1.0).max(0.0)).sum()
    }

    /// Every promise everywhere; with what is uncertain of it if it must be sure.
    fn strains(&self, judged: &Judgement, surely: bool) -> Strains {
        let mut found = Strains::new();
        for (line, target, place) in self.judge.places(judged, surely) {
            found.insert((line, target, place.interval, place.day), place.strain);
        }
        found
    }
}

/// What promises are broken by in all, were they moved from what a look showed here to what it shows there; on other days than
/// those that a move touches nothing changes but by chance.
fn excess(full: &Strains, here: &Strains, there: &Strains, days: &[Weekday]) -> f64 {
    let moved = full.iter().map(|(place, strain)| {
        let touched = place.3.is_none_or(|day| days.contains(&day));
        let both = here.get(place).zip(there.get(place)).filter(|_| touched);
        let change = both.map_or(0.0, |(here, there)| there - here);
        (strain + change - 1.0).max(0.0)
    });
    moved.sum()
}
