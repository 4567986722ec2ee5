//! Work away from the phone, for reading: who does what when, and what found no place.

use super::page::Page;
use crate::domain::units::Language;
use crate::report::words::roster as words;
use crate::wire::roster_answer::Roster;
use std::collections::BTreeMap;

/// The section of activities; none where the scenario has none.
pub(super) fn write(page: &mut Page, roster: &Roster, language: Language) {
    if roster.activities.is_empty() {
        return;
    }
    page.section(words::off_phone(language));
    for held in &roster.activities {
        page.paragraph(&words::held(&held.activity, held.hours, language));
    }
    for ((date, time, activity), people) in together(roster) {
        page.item("  ", &format!("{date} {time} {activity}: {}", people.join(", ")));
    }
    for held in &roster.activities {
        for excused in &held.excused {
            let text = words::excused(&held.activity, &excused.name, &excused.date, language);
            page.item("  • ", &text);
        }
        for open in &held.open {
            let of = (open.name.as_deref(), open.week.as_str());
            let text = words::not_placed(&held.activity, of, (open.minutes, open.reason), language);
            page.item("  • ", &text);
        }
    }
}

/// Who does the same at the same time: date, clock times and activity with the people.
fn together(roster: &Roster) -> BTreeMap<(String, String, String), Vec<&str>> {
    let mut all: BTreeMap<(String, String, String), Vec<&str>> = BTreeMap::new();
    for person in &roster.people {
        for day in &person.days {
            for off in day.shift.iter().flat_map(|shift| &shift.off_phone) {
                let key = (day.date.clone(), off.hours_text().join("-"), off.activity.clone());
                all.entry(key).or_default().push(&person.name);
            }
        }
    }
    all
}
