//! The people of one class and contract with the shifts dealt to them: what may be dealt out anew.

use super::later::{self, Later};
use crate::roster::rhythm::{self, Around};
use crate::roster::rules::Worked;
use crate::roster::setting::{Assigned, Assignments, Person, Setting};
use std::collections::BTreeMap;

/// What a shift, or a day off, is to a person.
#[derive(Debug, Clone, Copy)]
pub struct Day {
    /// Whether it may be given to the person at all, whatever else they work.
    pub can: bool,
    /// Grades of wishes missed.
    pub missed: u32,
    /// Evening (no burden to who wishes for them), weekend day, day against a preference.
    pub burdens: [bool; 3],
}

/// People of one class and contract.
pub struct Team<'a> {
    /// The setting.
    pub setting: &'a Setting<'a>,
    /// The people.
    pub people: Vec<&'a Person>,
    /// By day the different shifts dealt, `None` a day off.
    pub shifts: Vec<Vec<Option<Assigned>>>,
    /// The same as worked time.
    pub worked: Vec<Vec<Option<Worked>>>,
    /// By person and day which of the shifts of the day is theirs.
    pub hands: Vec<Vec<usize>>,
    /// By person, day and shift what it is to them.
    pub days: Vec<Vec<Vec<Day>>>,
    /// By person the days on which they could be asked to work.
    pub there: Vec<u32>,
    /// By person what is known of the days around those worked.
    pub around: Vec<Around>,
    /// What everybody works, where days of two people are tied; else nothing.
    pub rest: Assignments,
}

/// All teams of a grid, in the order of class and contract.
pub fn teams<'a>(setting: &'a Setting<'a>, grid: &Assignments) -> Vec<Team<'a>> {
    let mut kinds: BTreeMap<(usize, usize), Vec<&Person>> = BTreeMap::new();
    for person in &setting.people {
        kinds.entry((person.class, person.contract)).or_default().push(person);
    }
    kinds.into_values().map(|people| Team::of(setting, grid, people)).collect()
}

/// What of a person the counts of single days look at.
pub fn around(setting: &Setting<'_>, person: &Person) -> Around {
    let contract = &setting.weeks[0].scenario.groups[person.class].contracts[person.contract];
    let eased: Vec<bool> = (0..setting.days()).map(|d| setting.eases(person, d)).collect();
    Around::new(&person.before, &eased, contract.weekly_minutes)
}

impl<'a> Team<'a> {
    /// These people with what they have in a grid.
    pub fn of(setting: &'a Setting<'a>, grid: &Assignments, people: Vec<&'a Person>) -> Self {
        let on = |day: usize| {
            let mut all: Vec<_> = people.iter().map(|p| grid[p.index][day].clone()).collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        let shifts: Vec<Vec<Option<Assigned>>> = (0..setting.days()).map(on).collect();
        let worked = |(day, shifts): (usize, &Vec<Option<Assigned>>)| {
            shifts.iter().map(|a| Some(setting.worked(day, a.as_ref()?.duty))).collect()
        };
        let hand = |person: &&Person| {
            let own = shifts.iter().zip(&grid[person.index]);
            own.map(|(shifts, a)| shifts.iter().position(|s| s == a).unwrap_or(0)).collect()
        };
        let days = |person: &&Person| {
            let of_day = |(day, shifts): (usize, &Vec<Option<Assigned>>)| {
                shifts.iter().map(|a| Day::of(setting, person, day, a.as_ref())).collect()
            };
            shifts.iter().enumerate().map(of_day).collect()
        };
        Self {
            worked: shifts.iter().enumerate().map(worked).collect(),
            hands: people.iter().map(hand).collect(),
            days: people.iter().map(days).collect(),
            there: people.iter().map(|p| later::there(setting, p)).collect(),
            around: people.iter().map(|p| around(setting, p)).collect(),
            rest: if setting.settings.pairs.is_empty() { Vec::new() } else { grid.clone() },
            setting,
            shifts,
            people,
        }
    }

    /// How often the hands break pairs.
    pub fn clashes(&self) -> usize {
        if self.rest.is_empty() {
            return 0;
        }
        let mut grid = self.rest.clone();
        self.write(&mut grid);
        self.setting.clash_count(&grid, None)
    }

    /// Whether a person of the team is in a pair.
    pub fn paired(&self, m: usize) -> bool {
        self.setting.paired(self.people[m].index)
    }

    /// Writes the hands into the grid.
    pub fn write(&self, grid: &mut Assignments) {
        for (person, hand) in self.people.iter().zip(&self.hands) {
            for (day, shift) in hand.iter().enumerate() {
                grid[person.index][day].clone_from(&self.shifts[day][*shift]);
            }
        }
    }

    /// Whether each shift of a hand, from the first day named on, may be given to a person.
    pub fn may(&self, m: usize, first: usize, part: &[usize]) -> bool {
        part.iter().zip(&self.days[m][first..]).all(|(shift, day)| day[*shift].can)
    }

    /// What a person would work with a hand, what came before included.
    pub fn history(&self, m: usize, hand: &[usize]) -> Vec<Worked> {
        let planned = hand.iter().zip(&self.worked).filter_map(|(shift, day)| day[*shift]);
        self.people[m].before.iter().copied().chain(planned).collect()
    }

    /// The stages that do not look at the order of starts, of a person with a hand: grades missed, single days and
    /// thin weeks, unfairness in millionths.
    pub fn borne(&self, m: usize, hand: &[usize]) -> (u64, u64, u64) {
        let (mut missed, mut paid, mut counts) = (0, 0, [0; 3]);
        for (day, shift) in hand.iter().enumerate() {
            let of_day = &self.days[m][day][*shift];
            missed += u64::from(of_day.missed);
            paid += self.worked[day][*shift].map_or(0, |w| i64::from(w.paid));
            counts.iter_mut().zip(of_day.burdens).for_each(|(n, has)| *n += u32::from(has));
        }
        let there = self.there[m];
        let burdens: u64 = counts.iter().map(|n| later::squared(*n, there)).sum();
        let worked = (0..hand.len()).filter(|d| self.worked[*d][hand[*d]].is_some());
        let uneven = u64::from(self.around[m].counts(worked).sum());
        (missed, uneven, burdens + later::idle(self.people[m], paid, there))
    }

    /// The later stages of a person with a hand.
    pub fn later(&self, m: usize, hand: &[usize]) -> Later {
        let (wishes, uneven, fairness) = self.borne(m, hand);
        let worked = self.history(m, hand);
        let jump = u64::from(rhythm::jumps(&worked).0 / 15);
        Later { wishes, uneven, fairness, changes: later::changes(&worked), jump }
    }

    /// The later stages of all.
    pub fn total(&self) -> Later {
        let each = self.hands.iter().enumerate().map(|(m, hand)| self.later(m, hand));
        each.fold(Later::default(), Later::plus)
    }
}

impl Day {
    fn of(setting: &Setting<'_>, person: &Person, day: usize, shift: Option<&Assigned>) -> Self {
        let can = match shift {
            Some(a) => {
                setting.refusal(person, day, a.duty).is_none() && setting.all_clear(person, day, a)
            }
            None => setting.must_work(person, day).is_none(),
        };
        let mut burdens = shift.map_or([false; 3], |a| later::burden(setting, person, day, a.duty));
        burdens[0] &= !later::likes_evenings(person);
        Self { can, missed: setting.missed(person, day, shift.map(|a| a.duty)), burdens }
    }
}
