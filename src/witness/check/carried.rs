//! Figures through the day against each other: rows of intervals, the week's figures of each line, what
//! is reached for each promise, and whether the plan holds.
//!
//! What callers of a line experience over a day or the week is the average over the rows of its
//! intervals, weighted by the calls offered; so a row, a sum or a verdict that was changed alone does not
//! fit the others any more.

use super::findings::{Findings, TOLERANCE, agree, claimed_as, near, shown};
use super::hours::LineWeek;
use super::requirement::{Told, asked, told};
use crate::domain::clock::{Grid, TimeOfDay, Weekday};
use crate::domain::finding::Fault;
use crate::domain::measure::{Direction, MeasureName, TakenOver};
use crate::scenario::{AtClose, LevelOf, Line, Over, Scenario, Target};
use crate::simulate::{Figures, LineResults};
use crate::wire::answer::{
    Candidate, Decided, LineInterval, LineReport, Method, Plan, TargetReport, TargetThroughDay,
    ThroughDay,
};
use std::collections::BTreeMap;

/// Where calls are played out, an interval with fewer of them over all weeks may have no row.
pub(super) const FEW_CALLS: f64 = 50.0;

/// Relative room between the answered and all callers' waits where no wait that ends at closing was seen in the
/// weeks played out, though one may come.
const RARELY_CUT: f64 = 1e-3;

/// Whether everything that a plan followed through the day must say is there.
pub(super) fn complete(plan: &Plan, findings: &mut Findings) {
    let of_lines = |lines: &[LineReport]| lines.iter().any(|line| line.through_day.is_some());
    let followed = of_lines(&plan.lines)
        || !plan.through_day.is_empty()
        || plan.candidates.iter().any(|c| c.tightened.is_some() || of_lines(&c.lines));
    if !followed {
        return;
    }
    let planned = plan.candidates.iter().filter(|c| c.objective.is_some());
    for candidate in planned {
        let place = format!("candidate {}", super::candidates::name(&candidate.closing));
        findings.expect(candidate.tightened.is_some(), &place, || Fault::FiguresMissing);
        lines_complete(&candidate.lines, &format!("{place}: "), findings);
        holds(candidate, &place, findings);
        if candidate.closing == plan.closing {
            findings.same(&place, "lines", candidate.lines == plan.lines, true);
        }
    }
    lines_complete(&plan.lines, "", findings);
}

fn lines_complete(lines: &[LineReport], place: &str, findings: &mut Findings) {
    for line in lines {
        let place = format!("{place}line {}, through the day", line.line);
        match &line.through_day {
            None => findings.add(&place, Fault::FiguresMissing),
            Some(figures) => sound(figures, &place, findings),
        }
        line.targets.iter().for_each(|target| decided(target, &place, findings));
        for (target, through) in
            line.targets.iter().filter_map(|target| Some((target, target.through_day.as_ref()?)))
        {
            if target.over == Over::Week && target.measure.is_of_callers() {
                findings.same(&place, "at", shown_at(through.at), shown_at(TakenOver::Week));
            }
        }
    }
}

/// Whether the word on a promise is what its figure and interval say.
pub(super) fn decided(target: &TargetReport, place: &str, findings: &mut Findings) {
    let Some(through) = &target.through_day else { return };
    if let Some(claimed) = through.verdict {
        let own = through.decided(target.measure, target.promised);
        findings.same(place, "verdict", claimed, own);
    }
}

/// Whether figures are what their method says: computed ones are certain, estimated ones are not.
fn sound(claim: &ThroughDay, place: &str, findings: &mut Findings) {
    let all = [claim.mean_wait_s, claim.asa_s, claim.service_level, claim.p_abandon];
    let computed = claim.method == Method::Exact;
    findings.same(place, "weeks", claim.weeks.is_some(), !computed);
    for figure in all {
        let right = if computed { figure.half_width == 0.0 } else { figure.half_width >= 0.0 };
        let own = if computed { "0" } else { "at least 0" };
        findings.expect(right, place, || claimed_as("half_width", figure.half_width, own));
    }
    for share in [claim.service_level.value, claim.p_abandon.value] {
        let fits = (0.0..=1.0 + TOLERANCE).contains(&share);
        findings.expect(fits, place, || claimed_as("share", shown(share), "0–1"));
    }
}

/// A plan holds if everything promised is kept through the day, and what breaks is named.
fn holds(candidate: &Candidate, place: &str, findings: &mut Findings) {
    let Some(tightened) = &candidate.tightened else { return };
    let mut missed: Vec<(&LineReport, &TargetReport, &TargetThroughDay)> = Vec::new();
    for line in &candidate.lines {
        let through =
            |target: &'_ TargetReport| target.through_day.as_ref().is_some_and(|t| !t.met);
        for target in line.targets.iter().filter(|target| through(target)) {
            missed.extend(target.through_day.as_ref().map(|through| (line, target, through)));
        }
    }
    findings.same(place, "holds", tightened.holds, tightened.broken.is_empty());
    findings.same(place, "obstacle", tightened.obstacle.is_some(), !tightened.holds);
    for claim in &tightened.broken {
        let fits = |(line, target, through): &(&LineReport, &TargetReport, &TargetThroughDay)| {
            claim.line == line.line
                && claim.measure == target.measure
                && claim.over == target.over
                && claim.between == target.between
                && claim.promised == target.promised
                && claim.at == through.at
                && claim.reached == through.reached
        };
        match missed.iter().position(fits) {
            Some(found) => drop(missed.swap_remove(found)),
            None => findings.add(place, misnamed(claim.measure, &claim.line, "kept")),
        }
    }
    // What the weeks played out leave undecided is not called broken.
    let broken = |(_, target, through): &(&LineReport, &TargetReport, &TargetThroughDay)| {
        through.decided(target.measure, target.promised) == Decided::Broken
    };
    for (line, target, _) in missed.into_iter().filter(broken) {
        findings.add(place, misnamed(target.measure, &line.line, "broken"));
    }
}

/// The rows of the recommended plan, as the parts of its figures: these are laid beside what was played
/// out, where the calls of single intervals are too few for it.
pub(super) fn rows(
    scenario: &Scenario,
    plan: &Plan,
    (weeks, played, played_for): (&[LineWeek], &[LineResults], u32),
    findings: &mut Findings,
) {
    let mut claimed: BTreeMap<(&str, TakenOver), &LineInterval> = BTreeMap::new();
    for row in &plan.through_day {
        let at = TakenOver::Interval { day: row.day, start: row.start };
        if claimed.insert((&row.line, at), row).is_some() {
            let place = format!("line {}, {}, through the day", row.line, shown_at(at));
            findings.add(&place, Fault::RowTwice);
        }
    }
    for (l, line) in scenario.lines.iter().enumerate() {
        let report = plan.lines.iter().find(|report| report.line == line.id);
        let Some((report, through)) = report.and_then(|r| Some((r, r.through_day.as_ref()?)))
        else {
            continue;
        };
        let mut own: Vec<(usize, &LineInterval)> = Vec::new();
        for t in (0..weeks[l].calls.len()).filter(|t| weeks[l].calls[*t] > 0.0) {
            let at = interval_at(scenario.calendar.grid, t);
            let place = format!("line {}, {}, through the day", line.id, shown_at(at));
            match claimed.remove(&(line.id.as_str(), at)) {
                Some(row) => {
                    certain(row, through, &place, findings);
                    counted(row, (scenario.level_of, line.at_close), &place, findings);
                    own.push((t, row));
                }
                None => {
                    let calls = weeks[l].calls[t] * through.weeks.map_or(f64::INFINITY, f64::from);
                    findings.expect(calls < FEW_CALLS, &place, || Fault::RowMissing);
                }
            }
        }
        let grid = scenario.calendar.grid;
        let together = Together { grid, line, report, through, rows: &own, weeks: played_for };
        together.check(&played[l], findings);
    }
    for (line, at) in claimed.keys() {
        let place = format!("line {line}, {}, through the day", shown_at(*at));
        findings.add(&place, Fault::NoSuchSet);
    }
}

fn certain(row: &LineInterval, through: &ThroughDay, place: &str, findings: &mut Findings) {
    let all = [row.mean_wait_s, row.service_level, row.p_abandon];
    let certain = all.iter().all(|figure| figure.half_width == 0.0);
    findings.expect(certain || through.method == Method::Simulated, place, || {
        claimed_as("half_width", "above 0", "0")
    });
}

/// Calls that the service level counts are as many as the share that hangs up leaves: at least those who do not, where only
/// early hang-ups are left out; those who do not, less who is cut off, where the answered are meant.
fn counted(
    row: &LineInterval,
    (of, at_close): (LevelOf, AtClose),
    place: &str,
    findings: &mut Findings,
) {
    let all = row.attempts;
    let stay = all * (1.0 - row.p_abandon.value);
    let (least, most) = match (of, at_close) {
        (LevelOf::Offered, _) => (all, all),
        (LevelOf::LessEarly, _) => (stay, all),
        (LevelOf::Answered, AtClose::Serve) => (stay, stay),
        (LevelOf::Answered, AtClose::CutOff) => (0.0, stay),
    };
    let told = row.counted_calls();
    let within = |a: f64, b: f64| a <= b || agree(a, b);
    findings.expect(within(least, told) && within(told, most), place, || {
        claimed_as("service_level_calls", shown(told), format!("{}–{}", shown(least), shown(most)))
    });
}

/// The rows of one line, together.
struct Together<'a> {
    grid: Grid,
    line: &'a Line,
    report: &'a LineReport,
    through: &'a ThroughDay,
    rows: &'a [(usize, &'a LineInterval)],
    /// Weeks played out beside them.
    weeks: u32,
}

impl Together<'_> {
    fn check(&self, played: &LineResults, findings: &mut Findings) {
        let place = format!("line {}, through the day", self.line.id);
        let claimed = self.through;
        let attempts = self.attempts(&|_| true);
        // Callers who try again stray into intervals without first calls, which have no rows.
        let right = agree(claimed.attempts_per_week, attempts)
            || self.may_stray() && claimed.attempts_per_week > attempts;
        findings.expect(right, &place, || {
            claimed_as("attempts_per_week", shown(claimed.attempts_per_week), shown(attempts))
        });
        let mut same = |what: &'static str, claimed: f64, of: Column| {
            let Some(own) = self.average(&|_| true, of) else { return };
            findings.expect(own.holds(claimed), &place, || {
                claimed_as(what, shown(claimed), own.shown())
            });
        };
        same("mean_wait_s", claimed.mean_wait_s.value, Column::MEAN_WAIT);
        same("service_level", claimed.service_level.value, Column::SERVICE_LEVEL);
        same("p_abandon", claimed.p_abandon.value, Column::P_ABANDON);
        self.answered(played, &place, findings);
        for (number, (claim, target)) in
            self.report.targets.iter().zip(&self.line.targets).enumerate()
        {
            let Some(through) = &claim.through_day else { continue };
            let place = format!("line {}, target {}, through the day", self.line.id, number + 1);
            match self.column(target) {
                Some(of) => self.worst(target, through, (of, played), &place, findings),
                None => self.at_threshold(target, through, played, &place, findings),
            }
        }
    }

    /// Where everybody is answered, who is answered waits as long as everybody.
    fn answered(&self, played: &LineResults, place: &str, findings: &mut Findings) {
        let (asa, all) = (self.through.asa_s.value, self.through.mean_wait_s.value);
        let cut = played.week.cut_off.is_none_or(|cut| cut.value > 0.0);
        if self.line.patience.is_some() || self.through.p_abandon.value > 0.0 || cut {
            return;
        }
        let right = (asa - all).abs() <= RARELY_CUT * asa.max(all) || agree(asa, all);
        findings.expect(right, place, || claimed_as("asa_s", shown(asa), shown(all)));
    }

    fn may_stray(&self) -> bool {
        self.line.redial_share.is_some() && self.through.method == Method::Simulated
    }

    /// Calls of a day or the week that have no row.
    fn astray(&self) -> f64 {
        let astray = self.through.attempts_per_week - self.attempts(&|_| true);
        if self.may_stray() { astray.max(0.0) } else { 0.0 }
    }

    /// The rows of these intervals.
    fn rows_of(&self, counts: &dyn Fn(usize) -> bool) -> impl Iterator<Item = &LineInterval> {
        self.rows.iter().filter(move |(t, _)| counts(*t)).map(|(_, row)| *row)
    }

    fn attempts(&self, counts: &dyn Fn(usize) -> bool) -> f64 {
        self.rows_of(counts).map(|row| row.attempts).sum()
    }

    /// Average over the rows of these intervals, weighted by calls, and what calls without a row may make
    /// of it; `None` without calls.
    fn average(&self, counts: &dyn Fn(usize) -> bool, of: Column) -> Option<Range> {
        let calls: f64 = self.rows_of(counts).map(of.calls).sum();
        let sum: f64 = self.rows_of(counts).map(|row| (of.calls)(row) * (of.value)(row)).sum();
        let astray = self.astray();
        let with = calls + astray;
        (calls > 0.0).then(|| Range {
            low: sum / with,
            high: if astray > 0.0 {
                (sum / calls).max((sum + of.most * astray) / with)
            } else {
                sum / calls
            },
        })
    }

    /// What a target measures, as rows have it; `None` where they do not.
    fn column(&self, target: &Target) -> Option<Column> {
        Some(match told(target.measure, self.report.threshold_s)? {
            Told::MeanWait => Column::MEAN_WAIT,
            Told::HangUps => Column::P_ABANDON,
            Told::ServiceLevel => Column::SERVICE_LEVEL,
        })
    }

    /// Whether what is reached is the worst there is, and where it is.
    fn worst(
        &self,
        target: &Target,
        claim: &TargetThroughDay,
        (of, played): (Column, &LineResults),
        place: &str,
        findings: &mut Findings,
    ) {
        let looked_at = |t: usize| asked(target, self.grid.start_of(t).1);
        let everywhere: Vec<(TakenOver, Range)> = match target.over {
            // The line's own figures are those of the whole week.
            Over::Week if target.between.is_none() => return,
            Over::Week => {
                let value = self.average(&looked_at, of);
                value.map(|value| (TakenOver::Week, value)).into_iter().collect()
            }
            Over::Interval => {
                let value = |row: &LineInterval| Range::exactly((of.value)(row));
                let here = self.rows.iter().filter(|(t, _)| looked_at(*t));
                here.map(|(t, row)| (interval_at(self.grid, *t), value(row))).collect()
            }
            Over::Day => {
                let day = |day: Weekday| {
                    let counts = |t: usize| looked_at(t) && self.grid.start_of(t).0 == day;
                    Some((TakenOver::Day(day), self.average(&counts, of)?))
                };
                Weekday::ALL.into_iter().filter_map(day).collect()
            }
        };
        let worse = |a: Range, b: Range| match target.measure.name().direction() {
            Direction::AtLeast => Range { low: a.low.min(b.low), high: a.high.min(b.high) },
            Direction::AtMost => Range { low: a.low.max(b.low), high: a.high.max(b.high) },
        };
        let Some(worst) = everywhere.iter().map(|(_, value)| *value).reduce(worse) else { return };
        findings.expect(worst.holds(claim.reached.value), place, || {
            claimed_as("reached", shown(claim.reached.value), worst.shown())
        });
        let there = everywhere.iter().find(|(at, _)| *at == claim.at);
        let right = there.is_some_and(|(_, value)| value.holds(claim.reached.value));
        findings.expect(right, place, || claimed_as("at", shown_at(claim.at), "another place"));
        // Rows leave room for the wait of calls that have none; what was played out does not.
        if worst.high.is_infinite() && of.most.is_infinite() {
            let there = self.figures_at(target, claim.at, played);
            let own = there.and_then(|figures| figures.mean_wait.as_ref());
            near("reached", claim.reached, own, self.weeks, (place, findings));
        }
    }

    /// What rows do not have, a service level of another threshold or a share of long waits, beside what was
    /// played out.
    fn at_threshold(
        &self,
        target: &Target,
        claim: &TargetThroughDay,
        played: &LineResults,
        place: &str,
        findings: &mut Findings,
    ) {
        // Who is busy is no row's.
        if !target.measure.is_of_callers() {
            return;
        }
        let Some(figures) = self.figures_at(target, claim.at, played) else {
            findings.add(place, claimed_as("at", shown_at(claim.at), "another place"));
            return;
        };
        // The worst of many intervals that are played out is no fair sample of its interval.
        if target.over == Over::Interval && self.through.method == Method::Simulated {
            return;
        }
        let own = figures.of(target.measure, &played.thresholds);
        near("reached", claim.reached, own.as_ref(), self.weeks, (place, findings));
    }

    fn figures_at<'p>(
        &self,
        target: &Target,
        at: TakenOver,
        played: &'p LineResults,
    ) -> Option<&'p Figures> {
        let (days, week) = played.averages(target.between)?;
        match (target.over, at) {
            (Over::Week, TakenOver::Week) => Some(week),
            (Over::Day, TakenOver::Day(day)) => days.get(day.index()),
            (Over::Interval, TakenOver::Interval { day, start })
                if asked(target, start.minutes()) =>
            {
                played.intervals.get(self.grid.at(day, start.minutes()))
            }
            _ => None,
        }
    }
}

/// A figure of a row, and the most that one call can add to it.
#[derive(Clone, Copy)]
struct Column {
    value: fn(&LineInterval) -> f64,
    /// The calls that it is an average over.
    calls: fn(&LineInterval) -> f64,
    most: f64,
}

impl Column {
    const MEAN_WAIT: Self =
        Self { value: |row| row.mean_wait_s.value, calls: |row| row.attempts, most: f64::INFINITY };
    const SERVICE_LEVEL: Self = Self {
        value: |row| row.service_level.value,
        calls: LineInterval::counted_calls,
        most: 1.0,
    };
    const P_ABANDON: Self =
        Self { value: |row| row.p_abandon.value, calls: |row| row.attempts, most: 1.0 };
}

/// Where a figure may lie.
#[derive(Clone, Copy)]
struct Range {
    low: f64,
    high: f64,
}

impl Range {
    fn exactly(value: f64) -> Self {
        Self { low: value, high: value }
    }

    fn holds(self, claimed: f64) -> bool {
        (self.low..=self.high).contains(&claimed)
            || agree(claimed, self.low)
            || agree(claimed, self.high)
    }

    fn shown(self) -> String {
        if agree(self.low, self.high) {
            return shown(self.low).to_string();
        }
        format!("{}–{}", shown(self.low), shown(self.high))
    }
}

/// A promise whose verdict is not the one that the plan names.
fn misnamed(measure: MeasureName, line: &str, own: &str) -> Fault {
    claimed_as("broken", format!("{} of line {line}", measure.code()), own)
}

/// An interval of the week as a place.
fn interval_at(grid: Grid, interval: usize) -> TakenOver {
    let (day, minute) = grid.start_of(interval);
    TakenOver::Interval { day, start: TimeOfDay::on_clock(minute) }
}

/// How messages name a place.
fn shown_at(at: TakenOver) -> String {
    match at {
        TakenOver::Interval { day, start } => format!("{} {start}", day.code()),
        TakenOver::Day(day) => day.code().to_owned(),
        TakenOver::Week => "week".to_owned(),
    }
}
