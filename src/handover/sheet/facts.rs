//! What the workbook's formulas come to, computed once, so that programs which do not recalculate show
//! the same.

use crate::domain::clock::TimeOfDay;
use crate::roster::rules;
use crate::scenario::Scenario;
use crate::wire::roster_answer::{Code, Coverage, Day, Roster};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A number of people above a whole one by less than this is rounding.
const ROUNDING: f64 = 1e-9;

/// A day of a person in hours after midnight; all zero on a day without a shift.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Worked {
    /// What the cell of the grid says.
    pub text: String,
    /// What the cell of the breaks says.
    pub breaks_text: String,
    pub start: f64,
    pub end: f64,
    pub paid: f64,
    pub breaks: Vec<(f64, f64)>,
    /// Work away from the phone.
    pub off: Vec<(f64, f64)>,
    pub fixed: bool,
    pub absent: bool,
}

/// A shift that a contract may have.
#[derive(Debug, Clone, PartialEq)]
pub struct Offered {
    pub text: String,
    pub key: u32,
    pub paid: f64,
}

/// Everything the sheets are written from.
pub struct Facts<'a> {
    pub scenario: &'a Scenario,
    pub roster: &'a Roster,
    pub dates: Vec<Date>,
    pub holidays: Vec<bool>,
    /// By person and day.
    pub days: Vec<Vec<Worked>>,
    /// Most breaks of any shift.
    pub breaks: usize,
    /// Most stretches away from the phone of any shift.
    pub offs: usize,
    /// By `group/contract`, in the order of the scenario.
    pub offered: Vec<(String, Vec<Offered>)>,
    /// Sets of lines that share people.
    pub sets: Vec<Vec<String>>,
    pub evening_from: f64,
    /// Whether some shift runs past midnight.
    pub nights: bool,
}

impl<'a> Facts<'a> {
    /// Facts of a roster of this scenario.
    pub fn new(scenario: &'a Scenario, roster: &'a Roster) -> Self {
        let days: Vec<Vec<Worked>> =
            roster.people.iter().map(|p| p.days.iter().map(worked).collect()).collect();
        let most = days.iter().flatten().map(|w| w.breaks.len()).max().unwrap_or(0);
        let ruled = scenario.shifts.iter().map(|s| s.breaks.len()).max().unwrap_or(0);
        let offs = days.iter().flatten().map(|w| w.off.len()).max().unwrap_or(0);
        let offered = offered(scenario);
        let nights = scenario.shifts.iter().any(|s| {
            s.starts.last().zip(s.lengths.last()).is_some_and(|(start, most)| start + most > 1440)
        });
        let dates: Vec<Date> = roster
            .people
            .first()
            .map(|p| p.days.iter().filter_map(|d| d.date.parse().ok()).collect())
            .unwrap_or_default();
        let mut sets: Vec<Vec<String>> = roster.coverage.iter().map(|c| c.lines.clone()).collect();
        sets.sort_by_key(|lines| (lines.len(), lines.clone()));
        sets.dedup();
        let weeks = std::iter::once(scenario).chain(&scenario.later_weeks);
        Self {
            scenario,
            roster,
            holidays: weeks.flat_map(|w| w.calendar.holidays).take(dates.len()).collect(),
            dates,
            days,
            breaks: most.max(ruled),
            offs,
            offered,
            sets,
            evening_from: scenario.roster.as_ref().map_or(18.0, |r| hours(r.evening_from)),
            nights,
        }
    }

    /// `group/contract` of a person.
    pub fn contract(&self, person: usize) -> String {
        let person = &self.roster.people[person];
        format!("{}/{}", person.group, person.contract)
    }

    /// Hours of one day of the contract's norm, and days of the weeks that count before absences;
    /// `None` outside labour law and where the rule is off. From what the grid itself shows: personal limits and hours carried
    /// over are nobody's business here.
    pub fn norm(&self, person: usize) -> Option<(f64, f64)> {
        let person = &self.roster.people[person];
        let settings = self.scenario.roster.as_ref()?;
        let group = self.scenario.groups.iter().find(|g| g.id == person.group)?;
        let contract = group.contracts.iter().find(|c| c.id == person.contract)?;
        rules::contract_norm(settings, contract, (self.dates.len(), &|d| self.holidays[d]))
    }

    /// Whether absence on a day takes its hours from the norm.
    pub fn counts(&self, day: usize) -> bool {
        day % 7 < 5 && !self.holidays[day]
    }

    /// Whether work on a day is weekend work.
    pub fn weekend(&self, day: usize) -> bool {
        day % 7 >= 5 || self.holidays[day]
    }

    /// What a person counts in a set, and nobody if they answer none of its lines: 1 where all lose the
    /// same share of their time, else the share that is left.
    pub fn weight(&self, person: usize, set: &[String]) -> f64 {
        let person = &self.roster.people[person];
        if !person.lines.iter().any(|line| set.contains(line)) {
            return 0.0;
        }
        match self.shrinkage(set) {
            Some(_) => 1.0,
            None => 1.0 - self.shrinkage_of(&person.group),
        }
    }

    fn shrinkage_of(&self, group: &str) -> f64 {
        let group = self.scenario.groups.iter().find(|g| g.id == group);
        group.map_or(0.0, |g| g.shrinkage.value.get())
    }

    /// The share lost that everybody of a set has in common.
    fn shrinkage(&self, set: &[String]) -> Option<f64> {
        let able =
            |p: &&crate::wire::roster_answer::Person| p.lines.iter().any(|l| set.contains(l));
        let mut shares =
            self.roster.people.iter().filter(able).map(|p| self.shrinkage_of(&p.group));
        let first = shares.next()?;
        shares.all(|s| s == first).then_some(first)
    }

    /// People needed of a set, in the unit of [`Self::weight`].
    pub fn needed(&self, row: &Coverage) -> f64 {
        let required = f64::from(row.required);
        match self.shrinkage(&row.lines) {
            Some(share) => {
                let people = (required / (1.0 - share) - ROUNDING).ceil();
                people.max(f64::from(row.crew_required))
            }
            None => required,
        }
    }

    /// People of a set present from one hour of a day to another, as the formula of the sheet has it.
    pub fn present(&self, set: &[String], day: usize, (from, to): (f64, f64)) -> f64 {
        let mut sum = 0.0;
        for (p, days) in self.days.iter().enumerate() {
            let weight = self.weight(p, set);
            if weight == 0.0 {
                continue;
            }
            let on = |w: &Worked, shift: f64| {
                let span = |a: f64, b: f64| (b.min(to + shift) - a.max(from + shift)).max(0.0);
                let away = w.breaks.iter().chain(&w.off);
                span(w.start, w.end) - away.map(|(a, b)| span(*a, *b)).sum::<f64>()
            };
            sum += weight * on(&days[day], 0.0);
            if self.nights && day > 0 {
                sum += weight * on(&days[day - 1], 24.0);
            }
        }
        (sum / (to - from) * 1e4).round() / 1e4
    }

    /// Rows of coverage of a set by start and day.
    pub fn table(&self, set: &[String]) -> BTreeMap<u32, Vec<Option<&'a Coverage>>> {
        let mut table = BTreeMap::new();
        let roster: &'a Roster = self.roster;
        for row in roster.coverage.iter().filter(|c| c.lines == *set) {
            let day = self.dates.iter().position(|d| d.to_string() == row.date);
            let (Some(day), Some(start)) = (day, TimeOfDay::parse(&row.start)) else { continue };
            let days = table.entry(start.minutes()).or_insert_with(|| vec![None; self.dates.len()]);
            days[day] = Some(row);
        }
        table
    }
}

/// Minutes as hours.
pub fn hours(minutes: u32) -> f64 {
    f64::from(minutes) / 60.0
}

fn worked(day: &Day) -> Worked {
    let absent = day.code == Code::Absent;
    let Some(shift) = &day.shift else {
        let text = if absent { super::ABSENT.to_owned() } else { String::new() };
        return Worked { text, absent, ..Worked::default() };
    };
    let span = shift.worked.span();
    let pairs = shift.breaks_text().into_iter().map(|pair| pair.join("-"));
    Worked {
        text: shift.hours_text().join("-"),
        breaks_text: pairs.chain(shift.off_phone_text()).collect::<Vec<_>>().join(", "),
        start: hours(span.from()),
        end: hours(span.to()),
        paid: shift.paid_hours,
        breaks: shift.worked.breaks().iter().map(|b| (hours(b.from()), hours(b.to()))).collect(),
        off: shift.off_phone.iter().map(|o| (hours(o.at.from()), hours(o.at.to()))).collect(),
        fixed: shift.fixed,
        absent,
    }
}

/// The shifts of every contract: each start with each length of its rules.
fn offered(scenario: &Scenario) -> Vec<(String, Vec<Offered>)> {
    let mut all = Vec::new();
    for (g, group) in scenario.groups.iter().enumerate() {
        for contract in &group.contracts {
            let mut own: BTreeMap<u32, Offered> = BTreeMap::new();
            let rules = scenario.shifts.iter().filter(|s| {
                s.groups.contains(&g)
                    && (s.contracts.is_empty() || s.contracts.contains(&contract.id))
            });
            for rule in rules {
                for (start, length) in
                    rule.starts.iter().flat_map(|s| rule.lengths.iter().map(move |l| (*s, *l)))
                {
                    let unpaid: u32 = rule
                        .breaks
                        .iter()
                        .filter(|b| !b.paid && b.min_shift <= length)
                        .map(|b| b.minutes)
                        .sum();
                    let key = super::layout::shift_key(start, length);
                    let clock = crate::domain::clock::clock_text;
                    let text = format!("{}-{}", clock(start), clock(start + length));
                    let paid = hours(length - unpaid);
                    own.entry(key).or_insert(Offered { text, key, paid });
                }
            }
            all.push((format!("{}/{}", group.id, contract.id), own.into_values().collect()));
        }
    }
    all
}
