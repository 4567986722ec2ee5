//! The roster on the planner's board: a grid of cells that somebody drags and types in, held against the same
//! independent check as a file is.
//!
//! What is told is recomputed from the cells at every look: sums, coverage, shortages, stages. What only a search can
//! know of a roster is not carried over to one that was changed: its bounds are 0, and wishes, remedies and waits
//! are left out until somebody works them out anew ([`Board::look`] with waits, `obsada roster --from`). A grid that is the
//! one that was opened is the roster that was opened, with all it tells.

use super::typed::{self, Day, Given};
use crate::domain::cause::{Asked, CommandCause, HandoverCause, Misfit, RosterFault};
use crate::domain::error::{Error, Problem};
use crate::domain::finding::{Fault, Finding, Verdict};
use crate::domain::labour::{Reason, RuleId};
use crate::domain::shift::{ShiftTime, Stretch, Worked};
use crate::plan::shift_plan::catalogue::breaks_of;
use crate::report::words::findings;
use crate::roster::repair::{self, News};
use crate::roster::setting::Setting;
use crate::roster::{self, Options, promises};
use crate::scenario::Scenario;
use crate::wire::roster_answer::{self, ChangeReport, Code, Roster};
use crate::witness::roster_check;
use std::collections::BTreeMap;

/// What a cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Off,
    /// Away.
    Absent,
    /// A shift; breaks as from–to, where they are to lie if they can.
    Shift {
        /// Start and length.
        time: ShiftTime,
        /// Breaks, minutes after the midnight at which the day begins.
        breaks: Vec<(u32, u32)>,
    },
}

/// Cells by person and day.
pub type Cells = BTreeMap<String, Vec<Cell>>;

/// A shift that somebody's contract does not have.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    /// Who.
    pub name: String,
    /// Which day, from 0.
    pub day: usize,
    /// Why.
    pub cause: HandoverCause,
}

/// A board that was looked at.
#[derive(Debug)]
pub struct Looked {
    /// The roster of its cells, with the verdict of the check.
    pub roster: Roster,
    /// The verdict.
    pub verdict: Verdict,
    /// Whether a cell differs from the roster that was opened.
    pub edited: bool,
}

/// What mending comes to.
#[derive(Debug)]
pub struct Mended {
    /// The roster after it, with the verdict of the check.
    pub roster: Roster,
    /// The verdict.
    pub verdict: Verdict,
    /// What kind of option it is, as a repair tells it.
    pub kind: String,
    /// What it changes.
    pub changes: Vec<ChangeReport>,
    /// How many rules are still broken.
    pub broken: usize,
    /// Person-hours short on top.
    pub short_hours: f64,
}

/// A roster that was opened, with its scenario.
pub struct Board<'a> {
    setting: Setting<'a>,
    opened: Roster,
}

impl<'a> Board<'a> {
    /// Opens a roster of a scenario.
    ///
    /// # Errors
    /// [`Error::Input`] if the scenario has no `[roster]`, or with E951 if the file is no roster of it.
    pub fn open(scenario: &'a Scenario, text: &str, file: &str) -> Result<Self, Error> {
        let (settings, monday) = roster::parts(scenario)?;
        let refused = |fault| {
            let (file, asked) = (file.to_owned(), Asked::Json);
            Error::from(Problem::without_place(CommandCause::NotRoster { file, fault, asked }))
        };
        let opened =
            roster_answer::parse(text).map_err(|words| refused(RosterFault::Parser(words)))?;
        let mut setting = Setting::new(scenario, settings, monday);
        setting.raise(&opened.raised);
        fits(&setting, &opened).map_err(|misfit| refused(RosterFault::Misfit(misfit)))?;
        Ok(Self { setting, opened })
    }

    /// The shifts that each person may have, by person and day.
    pub fn shifts(&self) -> Vec<Vec<Vec<ShiftTime>>> {
        let setting = &self.setting;
        let of_day = |p: usize, d: usize| {
            let duties = &setting.weeks[d / 7].week.duties;
            let times = setting.duties_of(&setting.people[p], d);
            let time = |k: usize| ShiftTime { start: duties[k].start, length: duties[k].length };
            let mut all: Vec<ShiftTime> = times.map(time).collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        let people = 0..setting.people.len();
        people.map(|p| (0..setting.days()).map(|d| of_day(p, d)).collect()).collect()
    }

    /// Days that are public holidays.
    pub fn holidays(&self) -> Vec<bool> {
        (0..self.setting.days()).map(|d| self.setting.holiday(d)).collect()
    }

    /// The cells as they were opened.
    pub fn cells(&self) -> Cells {
        cells_of(&self.opened)
    }

    /// The roster of the cells, checked; with `waits` also what callers experience, which takes longer.
    ///
    /// # Errors
    /// Every shift that a contract does not have.
    pub fn look(
        &mut self,
        cells: &Cells,
        waits: bool,
        options: &Options<'_>,
    ) -> Result<Looked, Vec<Refused>> {
        let edited = *cells != self.cells();
        let told = !self.opened.through_day.is_empty();
        if !edited && (told || !waits) {
            return Ok(self.checked(self.opened.clone(), edited));
        }
        let days = self.days(cells)?;
        let people = self.setting.people.clone();
        self.setting.mark_absent(&typed::said_absent(&days));
        let mut roster = match edited {
            true => typed::assembled(&self.setting, &days, options),
            false => self.opened.clone(),
        };
        if edited {
            roster.scenario = self.opened.scenario.clone();
            roster.parts.clone_from(&self.opened.parts);
            roster.raised = promises::raised(&self.setting);
        }
        if waits {
            promises::tell(&self.setting, &mut roster, options, &[]);
        }
        self.setting.people = people;
        Ok(self.checked(roster, edited))
    }

    /// The cells mended, as `obsada roster --repair` does: with as few changes as can be.
    ///
    /// # Errors
    /// Every shift that a contract does not have.
    pub fn mend(
        &mut self,
        cells: &Cells,
        options: &Options<'_>,
    ) -> Result<Option<Mended>, Vec<Refused>> {
        let days = self.days(cells)?;
        let (people, weeks) = (self.setting.people.clone(), self.setting.weeks.clone());
        self.setting.mark_absent(&typed::said_absent(&days));
        let handed_in = typed::assembled(&self.setting, &days, options);
        // As it was opened it may not fit cells that were typed since; then what was short counts.
        let known =
            repair::known(&self.setting, &handed_in, Some(&self.opened)).unwrap_or_default();
        let news = News {
            written: known.0,
            unsaid: known.1,
            notice: self.setting.settings.call_in_notice,
            ..News::default()
        };
        let found = repair::repair(&mut self.setting, &typed::grid(&days), &news, None, options);
        (self.setting.people, self.setting.weeks) = (people, weeks);
        let Some(option) = found.options.first().cloned() else { return Ok(None) };
        let mut roster = found.roster;
        roster.scenario = self.opened.scenario.clone();
        roster.parts.clone_from(&self.opened.parts);
        let Looked { roster, verdict, .. } = self.checked(roster, true);
        Ok(Some(Mended {
            roster,
            verdict,
            kind: option.kind,
            changes: option.changes,
            broken: option.broken.len(),
            short_hours: option.short_hours,
        }))
    }

    fn checked(&self, mut roster: Roster, edited: bool) -> Looked {
        let verdict = roster_check::check(self.setting.scenario, &roster);
        roster.check = findings::report(&verdict);
        Looked { roster, verdict, edited }
    }

    /// What the cells say, in the order of the scenario's people.
    fn days(&self, cells: &Cells) -> Result<Vec<Vec<Day>>, Vec<Refused>> {
        let mut refused = Vec::new();
        let people = self.setting.scenario.consultants.iter().enumerate();
        let days = people.map(|(p, consultant)| {
            let own = cells.get(&consultant.name).map_or(&[][..], Vec::as_slice);
            let day = |d: usize, refused: &mut Vec<Refused>| {
                let day = self.day((p, d), own.get(d).unwrap_or(&Cell::Off));
                day.unwrap_or_else(|cause| {
                    refused.push(Refused { name: consultant.name.clone(), day: d, cause });
                    Day::Off
                })
            };
            (0..self.setting.days()).map(|d| day(d, &mut refused)).collect()
        });
        let days = days.collect();
        if refused.is_empty() { Ok(days) } else { Err(refused) }
    }

    fn day(&self, (p, d): (usize, usize), cell: &Cell) -> Result<Day, HandoverCause> {
        let Cell::Shift { time, breaks } = cell else {
            return Ok(if *cell == Cell::Absent { Day::Absent } else { Day::Off });
        };
        let duty = typed::duty(&self.setting, (p, d), (time.start, time.length))?;
        let name = &self.setting.scenario.consultants[p].name;
        let earlier = self.opened.people.iter().find(|person| person.name == *name);
        let earlier = earlier.and_then(|person| person.days.get(d)?.shift.as_ref());
        let placed = |asked: &[(u32, u32)]| {
            let (given, _) = typed::breaks(&self.setting, (d, duty), asked, earlier)?;
            self.one_after_another(d, &given).then_some(given)
        };
        let given = placed(breaks).or_else(|| placed(&[]));
        given.map(Day::Works).ok_or_else(|| HandoverCause::NoShiftThatDay {
            contract: self.setting.scenario.consultants[p].contract.clone(),
            date: self.setting.date(d),
        })
    }

    /// Whether breaks that each lie where they may do not overlap.
    fn one_after_another(&self, d: usize, given: &Given) -> bool {
        let week = &self.setting.weeks[d / 7];
        let duty = &week.week.duties[given.assigned.duty];
        let rules = breaks_of(&week.scenario, duty);
        let breaks: Vec<Stretch> = given
            .breaks
            .iter()
            .zip(rules)
            .map(|(from, b)| Stretch::lasting(*from, b.minutes))
            .collect();
        let ordered = breaks.is_sorted();
        ordered && Worked::new(Stretch::lasting(duty.start, duty.length), breaks).is_some()
    }
}

/// Whether a roster has the days and the people of a scenario, and no shift that it does not have.
fn fits(setting: &Setting<'_>, roster: &Roster) -> Result<(), Misfit> {
    repair::grid_of(setting, roster)?;
    let mondays = setting.weeks.iter().map(|week| week.monday.to_string());
    let other = roster.weeks.iter().find(|monday| mondays.clone().all(|own| own != **monday));
    match other {
        Some(monday) => Err(Misfit::Unplanned { date: monday.clone() }),
        None => Ok(()),
    }
}

/// The cells of a roster.
pub fn cells_of(roster: &Roster) -> Cells {
    let cell = |day: &roster_answer::Day| match (&day.shift, day.code) {
        (Some(shift), _) => Cell::Shift {
            time: shift.worked.time(),
            breaks: shift.worked.breaks().iter().map(|pause| (pause.from(), pause.to())).collect(),
        },
        (None, Code::Absent) => Cell::Absent,
        (None, _) => Cell::Off,
    };
    let people = roster.people.iter();
    people.map(|person| (person.name.clone(), person.days.iter().map(cell).collect())).collect()
}

/// How much of a roster a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// One day.
    Day,
    /// The week that the day begins.
    Week,
    /// All weeks from that day on.
    Period,
}

/// Where a finding belongs on the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Whose row; `None`: the roster as a whole.
    pub name: Option<String>,
    /// Which day, from 0.
    pub day: Option<usize>,
    /// How much it is about.
    pub about: About,
}

/// The cell of a finding.
pub fn place(scenario: &Scenario, finding: &Finding) -> Place {
    let about = match &finding.fault {
        Fault::Rule(Reason::Rule(rule)) => about(*rule),
        _ => About::Day,
    };
    // The longest name that fits: one may begin with another.
    let names = scenario.consultants.iter().map(|c| c.name.as_str());
    let own = names.filter(|name| finding.place.strip_prefix(name).is_some_and(parts));
    let name = own.max_by_key(|name| name.len());
    let day = name.and_then(|name| {
        let date = finding.place.strip_prefix(name)?.trim().get(..10)?;
        let monday = scenario.calendar.week_start?;
        let days = monday.until(date.parse::<jiff::civil::Date>().ok()?).ok()?.get_days();
        usize::try_from(days).ok()
    });
    Place { name: name.map(str::to_owned), day, about }
}

/// Whether what follows a name in an address is no more of a name.
fn parts(rest: &str) -> bool {
    let dated = |rest: &str| rest.trim().get(..4).is_some_and(|year| year.parse::<u32>().is_ok());
    rest.is_empty() || rest.starts_with([',', ':']) || (rest.starts_with(' ') && dated(rest))
}

/// Whether a rule is about a day, a week or a settlement period.
fn about(rule: RuleId) -> About {
    match rule {
        RuleId::WeeklyRest
        | RuleId::WeeklyHours
        | RuleId::DisabilityWeek
        | RuleId::ContractDays
        | RuleId::EveningsAWeek => About::Week,
        RuleId::PeriodHours | RuleId::WeeklyCap => About::Period,
        RuleId::DailyRest
        | RuleId::WorkingDay
        | RuleId::DailyHours
        | RuleId::DailyHoursEquivalent
        | RuleId::Breaks
        | RuleId::FreeSunday
        | RuleId::DisabilityDay
        | RuleId::DisabilityBreak
        | RuleId::NoNight
        | RuleId::ParentDay
        | RuleId::MostDays
        | RuleId::LeastDays
        | RuleId::DaysOffTogether
        | RuleId::EveningsInARow
        | RuleId::NoEarlyAfterEvening
        | RuleId::FreeWeekend
        | RuleId::ScheduleNotice => About::Day,
    }
}
