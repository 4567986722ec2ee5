//! How everybody's days fall, as the answer tells it.

use super::polish::around;
use super::rhythm::jumps;
use super::setting::{Assignments, Setting};
use crate::wire::roster_answer::{Rhythm, Span, Spread};
use std::collections::BTreeMap;

/// How everybody's days fall.
pub fn told(setting: &Setting<'_>, grid: &Assignments) -> Rhythm {
    let mut sum = Rhythm::default();
    let (mut minutes, mut pairs) = (0, 0);
    let mut spread: BTreeMap<(usize, usize), Spread> = BTreeMap::new();
    for (person, days) in setting.people.iter().zip(grid) {
        let worked = days.iter().enumerate().filter(|(_, a)| a.is_some()).map(|(d, _)| d);
        let counts = around(setting, person).counts(worked);
        sum.single_days += counts.single_days;
        sum.single_days_off += counts.single_days_off;
        sum.thin_weeks += counts.thin_weeks;
        let (more, of) = jumps(&setting.history(person, days));
        (minutes, pairs) = (minutes + more, pairs + of);
        let consultant = &setting.scenario.consultants[person.index];
        let group = &setting.scenario.groups[consultant.group];
        let place = group.contracts.iter().position(|c| c.id == consultant.contract).unwrap_or(0);
        let (mut evenings, mut saturdays) = (0, 0);
        for (d, a) in days.iter().enumerate().filter_map(|(d, a)| Some((d, a.as_ref()?))) {
            let duty = &setting.weeks[d / 7].week.duties[a.duty];
            evenings += u32::from(setting.evening(duty));
            saturdays += u32::from(d % 7 == 5);
        }
        let entry = spread.entry((consultant.group, place)).or_insert_with(|| Spread {
            group: group.id.clone(),
            contract: consultant.contract.clone(),
            people: 0,
            evenings: Span { least: u32::MAX, most: 0 },
            saturdays: Span { least: u32::MAX, most: 0 },
        });
        entry.people += 1;
        entry.evenings.widen(evenings);
        entry.saturdays.widen(saturdays);
    }
    sum.start_jump_minutes = if pairs == 0 { 0.0 } else { f64::from(minutes) / f64::from(pairs) };
    sum.spread = spread.into_values().collect();
    sum
}
