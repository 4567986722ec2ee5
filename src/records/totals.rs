//! Rows of a report that sum up other rows: held against these, and told where they agree with none.

use super::ledger::Ledger;
use crate::domain::cause::{RecordsCause, TotalOf};
use std::collections::HashMap;

/// First words of rows that sum up other rows.
pub(super) const TOTALS: [&str; 11] = [
    "razem",
    "suma",
    "ogółem",
    "łącznie",
    "podsumowanie",
    "total",
    "totals",
    "sum",
    "subtotal",
    "grand",
    "summary",
];
/// Words that mean a total where a day or time should stand; a line may be called so.
pub(super) const WHOLE: [&str; 4] = ["all", "overall", "wszystkie", "całość"];
/// Words that mean an average.
pub(super) const AVERAGES: [&str; 6] = ["średnio", "średnia", "śr", "average", "avg", "mean"];

/// Offered, answered and abandoned calls.
type Sums = [f64; 3];

/// A figure that a total states: which of the sums, its column in the file, and the value.
pub(super) type Stated = (usize, usize, f64);

/// The sums of the rows of a report, and the totals that it states.
#[derive(Default)]
pub(super) struct Totals {
    since_total: Sums,
    all: Sums,
    by_line: HashMap<u32, Sums>,
    pending: Vec<Pending>,
}

/// A total that agrees with none of the rows above it, and may be of those below.
struct Pending {
    line: u64,
    stated: Vec<Stated>,
    /// Sums of the rows between the total before and it.
    above: Sums,
    /// Sums of the rows between it and the next total, once that is known.
    below: Option<Sums>,
}

impl Totals {
    /// Adds the calls of a row of a line; what it does not tell counts as none.
    pub(super) fn add(&mut self, line: u32, calls: [Option<f64>; 3]) {
        let of_line = self.by_line.entry(line).or_default();
        for (i, value) in calls.into_iter().enumerate() {
            let value = value.unwrap_or(0.0);
            self.since_total[i] += value;
            self.all[i] += value;
            of_line[i] += value;
        }
    }

    /// Whether figures are the sums of the rows since the last total, or of all rows.
    pub(super) fn agree(&self, stated: &[Stated]) -> bool {
        agrees(stated, &self.since_total) || agrees(stated, &self.all)
    }

    /// Takes the total of a line of the file; one that agrees with no rows so far may stand above its rows, or be
    /// of one line.
    pub(super) fn total(&mut self, line: u64, stated: Vec<Stated>) {
        let above = self.since_total;
        if let Some(last) = self.pending.last_mut() {
            last.below.get_or_insert(above);
        }
        if !self.agree(&stated) {
            self.pending.push(Pending { line, stated, above, below: None });
        }
        self.since_total = [0.0; 3];
    }

    /// Tells the totals that agree with no rows.
    pub(super) fn tell(self, ledger: &mut Ledger<'_>) {
        for total in self.pending {
            let below = total.below.unwrap_or(self.since_total);
            let of_a_line = self.by_line.values().any(|sums| agrees(&total.stated, sums));
            if of_a_line || agrees(&total.stated, &below) || agrees(&total.stated, &self.all) {
                continue;
            }
            let names = [TotalOf::Offered, TotalOf::Answered, TotalOf::Abandoned];
            // A total above all rows is of those below.
            let first = total.above == [0.0; 3];
            let sums = if first { below } else { total.above };
            for (i, column, value) in total.stated {
                let off = value - sums[i];
                if !same(off, 0.0) && !same(value, self.all[i]) {
                    let cause = RecordsCause::Total { of: names[i], off };
                    ledger.bad_at((total.line, column), cause);
                }
            }
        }
    }
}

/// Whether two counts are the same but for rounding.
fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.5
}

/// Whether the figures of a total are these sums.
fn agrees(stated: &[Stated], sums: &Sums) -> bool {
    stated.iter().all(|(i, _, value)| same(*value, sums[*i]))
}
