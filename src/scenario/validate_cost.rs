//! Rules for premiums and other costs, and for named people.

use super::file::ScenarioFile;
use super::file_staff::{ConsultantFile, CostFile};
use super::problems::{At, Log, nearest, shown};
use super::roster::Personal;
use super::validate::resolve;
use super::validate_line::uncertain;
use super::{Consultant, Costs, EveningPremium, Group};
use crate::domain::cause::{Kind, PeopleCause, StaffCause};
use crate::domain::units::{Money, Uncertain};
use std::collections::BTreeMap;

/// Largest premium, as a share of the hourly cost.
const PREMIUM_MAX: f64 = 10.0;

/// Judges `[cost]`.
pub(super) fn costs(log: &Log, file: &CostFile) -> Costs {
    waiting_needs_price(log, file);
    let premium = |at: &Option<At<Uncertain<f64>>>| at.as_ref().map(|at| premium(log, at));
    let money = |amount: &Option<Uncertain<f64>>| amount.as_ref().map(|a| uncertain(a, Money::new));
    Costs {
        evening: file.evening.as_ref().map(|(from, share)| EveningPremium {
            from: from.value,
            premium: self::premium(log, share),
        }),
        saturday: premium(&file.saturday),
        sunday: premium(&file.sunday),
        holiday: premium(&file.holiday),
        opening_hour: money(&file.opening_hour),
        caller_minute: money(&file.caller_minute),
        served_call: money(&file.served_call),
        count_waiting: file.count_waiting.as_ref().is_some_and(|c| c.value),
    }
}

/// A premium is not negative and not more than ten times the hourly cost.
fn premium(log: &Log, at: &At<Uncertain<f64>>) -> Uncertain<f64> {
    let u = &at.value;
    let wrong = [Some(u.value), u.low, u.high]
        .into_iter()
        .flatten()
        .find(|p| !(0.0..=PREMIUM_MAX).contains(p));
    if let Some(wrong) = wrong {
        log.report(
            &at.span,
            StaffCause::Premium { share: wrong, percent: (PREMIUM_MAX..=500.0).contains(&wrong) },
        );
    }
    u.clone()
}

/// Waiting that is part of what is minimised has a price.
fn waiting_needs_price(log: &Log, file: &CostFile) {
    let count = file.count_waiting.as_ref().filter(|count| count.value);
    if let (Some(count), false) = (count, file.caller_minute_given) {
        log.report(&count.span, StaffCause::WaitingWithoutPrice);
    }
}

/// Judges every `[[consultant]]`.
pub(super) fn consultants(log: &Log, mirror: &ScenarioFile, groups: &[Group]) -> Vec<Consultant> {
    let people: Vec<Consultant> =
        mirror.consultants.iter().map(|person| consultant(log, person, groups)).collect();
    distinct_names(log, mirror);
    heads_suffice(log, mirror, &people, groups);
    people
}

fn consultant(log: &Log, file: &ConsultantFile, groups: &[Group]) -> Consultant {
    let group = file
        .group
        .as_ref()
        .and_then(|name| resolve(log, Kind::Group, name, groups.iter().map(|g| g.id.as_str())));
    if let (Some(contract), Some(group)) = (&file.contract, group.and_then(|g| groups.get(g))) {
        has_contract(log, contract, group);
    }
    Consultant {
        name: file.name.value.clone(),
        group: group.unwrap_or(0),
        contract: file.contract.as_ref().map(|c| c.value.clone()).unwrap_or_default(),
        personal: Personal::default(),
    }
}

/// A person's contract is one of the group's.
fn has_contract(log: &Log, contract: &At<String>, group: &Group) {
    let known = || group.contracts.iter().map(|c| c.id.as_str());
    if known().any(|id| id == contract.value) {
        return;
    }
    let meant = nearest(&contract.value, known()).map(str::to_owned);
    log.report(
        &contract.span,
        PeopleCause::NoSuchContract {
            group: group.id.clone(),
            contract: shown(&contract.value),
            meant,
        },
    );
}

/// Rosters tell people apart by name.
fn distinct_names(log: &Log, mirror: &ScenarioFile) {
    let mut seen = BTreeMap::new();
    for name in mirror.consultants.iter().map(|p| &p.name).filter(|n| !n.value.is_empty()) {
        if seen.insert(name.value.trim(), ()).is_some() {
            log.report(&name.span, PeopleCause::NameTwice { name: shown(&name.value) });
        }
    }
}

/// Not more named people on a contract than it has heads.
fn heads_suffice(log: &Log, mirror: &ScenarioFile, people: &[Consultant], groups: &[Group]) {
    let mut count: BTreeMap<(usize, &str), u32> = BTreeMap::new();
    for (person, file) in people.iter().zip(&mirror.consultants) {
        let named = count.entry((person.group, &person.contract)).or_default();
        *named += 1;
        let contract = groups
            .get(person.group)
            .and_then(|g| g.contracts.iter().find(|c| c.id == person.contract));
        if let Some(heads) = contract.and_then(|c| c.heads).filter(|heads| *named == heads + 1) {
            log.report(
                &file.name.span,
                PeopleCause::TooManyNamed { contract: person.contract.clone(), heads },
            );
        }
    }
}
