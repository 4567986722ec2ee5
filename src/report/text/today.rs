//! The present state beside the same hours planned and the recommended ones.

use super::page::{Align, Page, Table};
use super::view::View;
use crate::report::today::{Side, Sides, Unit};
use crate::report::words::today;
use crate::wire::answer::Candidate;

pub(super) fn write(page: &mut Page, view: &View<'_>) {
    let (plan, language) = (view.plan, view.language);
    let (Some(told), Some(recommended)) = (&plan.today, view.recommended()) else { return };
    let present = told.same_hours.and_then(|k| plan.candidates.get(k));
    let sides = Sides {
        today: Some(told),
        present: present.filter(|c| c.cost_per_week.is_some()).map(side),
        proposal: side(recommended),
        currency: &plan.scenario.currency,
        resolution: plan.cost_resolution,
        language,
    };
    let w = sides.words();
    page.section(w.heading);
    let right = Align::Right;
    let mut table = Table::new(&[Align::Left, right, right, right]);
    let present = w.present.replacen(' ', "\n", 1);
    table.head(vec![w.measure.into(), w.today.into(), present, w.proposal.into()]);
    for line in &view.varying {
        let name = format!("{}: {}", view.line(line), w.close);
        table.row(std::iter::once(name).chain(sides.closes(line)).collect());
    }
    let rows = sides.rows();
    for row in &rows {
        let planned = [row.present, row.proposal].map(|value| sides.text(row.unit, value));
        let cells = [row.name.clone(), sides.told(row)].into_iter().chain(planned);
        table.row(cells.collect());
    }
    page.table(&table);
    // Posts follow from paid hours.
    for row in rows.iter().filter(|row| row.unit != Unit::Posts) {
        if let Some(known) = sides.known_as(row) {
            let changes = row.changes().map(|change| sides.change(row.unit, change));
            let [planning, hours] = &changes;
            let text = today::split(&known, [planning, hours], language);
            page.item("  • ", &format!("{}: {text}", row.name));
        }
    }
    page.paragraph(today::explained(language));
    if sides.present.is_none() {
        page.paragraph(today::not_planned(language));
    }
}

fn side(candidate: &Candidate) -> Side<'_> {
    Side {
        closing: &candidate.closing,
        people: candidate.people_needed,
        paid_hours: candidate.paid_hours_per_week,
        posts: candidate.full_time_equivalents,
        cost: candidate.cost_per_week,
        lines: &candidate.lines,
    }
}
