//! Contracts and head counts: what the shifts of a week use of them.

use super::findings::{Findings, TOLERANCE, shown};
use super::shifts::Worked;
use crate::domain::clock::Weekday;
use crate::domain::finding::Fault;
use crate::scenario::{Contract, Group, Scenario};
use crate::wire::answer::{ContractReport, GroupReport, Plan};

/// What some shifts add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Usage {
    /// Shifts that start on each weekday.
    by_day: [u64; 7],
    /// Paid minutes in the week.
    paid_minutes: u64,
}

impl Usage {
    fn of<'w>(shifts: impl Iterator<Item = &'w Worked>) -> Self {
        let mut usage = Self::default();
        for shift in shifts {
            usage.by_day[shift.day.index()] += u64::from(shift.count);
            usage.paid_minutes += u64::from(shift.paid_minutes()) * u64::from(shift.count);
        }
        usage
    }

    fn shifts(&self) -> u64 {
        self.by_day.iter().sum()
    }

    fn paid_hours(&self) -> f64 {
        self.paid_minutes as f64 / 60.0
    }

    /// The least number of people on `contract` who can work all of it, by days and hours.
    fn people(&self, contract: &Contract) -> u64 {
        let busiest = self.by_day.iter().copied().max().unwrap_or(0);
        let by_days = self.shifts().div_ceil(u64::from(contract.days_per_week.max(1)));
        let by_hours = self.paid_minutes.div_ceil(u64::from(contract.weekly_minutes.max(1)));
        busiest.max(by_days).max(by_hours)
    }
}

/// Paid hours of all shifts.
pub(super) fn paid_hours(shifts: &[Worked]) -> f64 {
    Usage::of(shifts.iter()).paid_hours()
}

/// The least number of people who can work all shifts: contract by contract, people of one group only.
pub(super) fn people(scenario: &Scenario, shifts: &[Worked]) -> u64 {
    let mut all = 0;
    for (index, group) in scenario.groups.iter().enumerate() {
        for (number, contract) in group.contracts.iter().enumerate() {
            let mine = shifts.iter().filter(|s| s.group == index && s.contract == Some(number));
            all += Usage::of(mine).people(contract);
        }
    }
    all
}

/// Holds the shifts against head counts and contracts, and the plan's groups against the shifts.
pub(super) fn check(scenario: &Scenario, plan: &Plan, shifts: &[Worked], findings: &mut Findings) {
    for (index, group) in scenario.groups.iter().enumerate() {
        let of_group = || shifts.iter().filter(move |shift| shift.group == index);
        let total = Usage::of(of_group());
        let by_contract: Vec<Usage> = (0..group.contracts.len())
            .map(|number| Usage::of(of_group().filter(|shift| shift.contract == Some(number))))
            .collect();
        head_count(group, &total, findings);
        for (contract, usage) in group.contracts.iter().zip(&by_contract) {
            within_contract(group, contract, usage, &total, findings);
        }
        let reports: Vec<&GroupReport> =
            plan.groups.iter().filter(|report| report.group == group.id).collect();
        match reports[..] {
            [report] => compare(scenario, group, report, &total, &by_contract, findings),
            _ => findings.add(
                &format!("group {}", group.id),
                Fault::ReportedByPlan { times: reports.len() },
            ),
        }
    }
    for report in &plan.groups {
        let known = scenario.groups.iter().any(|group| group.id == report.group);
        findings.expect(known, &format!("group {}", report.group), || Fault::NoSuchGroup);
    }
}

fn head_count(group: &Group, total: &Usage, findings: &mut Findings) {
    let Some(heads) = group.head_count else { return };
    for day in Weekday::ALL {
        let used = total.by_day[day.index()];
        findings.expect(used <= u64::from(heads), &place(group, day), || Fault::HeadCount {
            used,
            heads,
        });
    }
}

fn place(group: &Group, day: Weekday) -> String {
    format!("group {} on {}", group.id, day.code())
}

fn within_contract(
    group: &Group,
    contract: &Contract,
    usage: &Usage,
    total: &Usage,
    findings: &mut Findings,
) {
    let name = format!("group {}, contract {}", group.id, contract.id);
    if let Some(heads) = contract.heads {
        let heads = u64::from(heads);
        for day in Weekday::ALL {
            let used = usage.by_day[day.index()];
            findings.expect(used <= heads, &format!("{name} on {}", day.code()), || {
                Fault::ContractHeads { used, heads }
            });
        }
        let days = heads * u64::from(contract.days_per_week);
        findings.expect(usage.shifts() <= days, &name, || Fault::ContractDays {
            used: usage.shifts(),
            days,
        });
        let minutes = heads * u64::from(contract.weekly_minutes);
        findings.expect(usage.paid_minutes <= minutes, &name, || {
            let hours = shown(minutes as f64 / 60.0);
            Fault::ContractHours { used: shown(usage.paid_hours()), hours }
        });
    }
    if let Some(share) = contract.share_max {
        let most = share.get() * total.paid_minutes as f64;
        findings.expect(usage.paid_minutes as f64 <= most * (1.0 + TOLERANCE), &name, || {
            let hours = shown(most / 60.0);
            Fault::ContractShare { used: shown(usage.paid_hours()), hours }
        });
    }
}

fn compare(
    scenario: &Scenario,
    group: &Group,
    report: &GroupReport,
    total: &Usage,
    by_contract: &[Usage],
    findings: &mut Findings,
) {
    let place = format!("group {}", group.id);
    findings.same(&place, "name", &report.name, &group.name);
    let ids = group.lines.iter().filter_map(|line| scenario.lines.get(*line));
    let lines: Vec<String> = ids.map(|line| line.id.clone()).collect();
    findings.same(&place, "lines", &report.lines, &lines);
    findings.number(&place, "paid_hours", report.paid_hours, total.paid_hours());
    let claimed: Vec<&str> = report.contracts.iter().map(|c| c.contract.as_str()).collect();
    let known: Vec<&str> = group.contracts.iter().map(|c| c.id.as_str()).collect();
    findings.same(&place, "contracts", &claimed, &known);
    for (contract, usage) in group.contracts.iter().zip(by_contract) {
        let reports = report.contracts.iter().filter(|report| report.contract == contract.id);
        for report in reports {
            compare_contract(&place, contract, report, usage, findings);
        }
    }
}

fn compare_contract(
    group: &str,
    contract: &Contract,
    report: &ContractReport,
    usage: &Usage,
    findings: &mut Findings,
) {
    let place = format!("{group}, contract {}", contract.id);
    findings.same(&place, "shifts", u64::from(report.shifts), usage.shifts());
    findings.number(&place, "paid_hours", report.paid_hours, usage.paid_hours());
    let people = usage.people(contract);
    findings.same(&place, "people_needed", u64::from(report.people_needed), people);
    findings.same(&place, "heads", report.heads, contract.heads);
}
