//! The linear master programme over lines of work, with prices.
//!
//! minimise Σ cost·x + Σ under·s + Σ over·t
//! subject to, for each row: Σ amount·x + s − t = need; for each agent: Σ x + a = count; all ≥ 0.
//!
//! Column generation needs the prices (dual values) of the rows and adds columns to a solved
//! programme again and again; the solver behind [`crate::plan::milp`] hands out neither. So this is a small
//! revised simplex of its own with a dense inverse (Dantzig 1951; needs are shifted by tiny amounts
//! against stalling, Charnes 1952), kept column by column, as lines that enter look at a few columns of it whole. Nothing rests on its rounding: bounds are recomputed from the
//! prices by the lines' own dynamic programme, and whole solutions are evaluated anew.

/// A requirement: what is needed and what each unit too little or too much costs.
#[derive(Debug, Clone, PartialEq)]
pub struct Need {
    /// Units needed; below zero where more than enough is there already.
    pub need: f64,
    /// Cost of a unit too little.
    pub under: f64,
    /// Cost of a unit too much.
    pub over: f64,
}

/// Cost of an agent without a line; far above anything else.
const WITHOUT: f64 = 1e9;
const PIVOT: f64 = 1e-7;
const REDUCED: f64 = 1e-7;

struct Column {
    cost: f64,
    entries: Vec<(usize, f64)>,
}

/// The programme with its current basis.
pub struct Master {
    rows: usize,
    right: Vec<f64>,
    columns: Vec<Column>,
    basis: Vec<usize>,
    basic: Vec<bool>,
    /// Column after column: what a unit of each row changes of the basis' values.
    inverse: Vec<f64>,
    values: Vec<f64>,
    pivots: usize,
    first: usize,
}

impl Master {
    /// The programme without lines.
    pub fn new(needs: &[Need], counts: &[u32]) -> Self {
        let rows = needs.len() + counts.len();
        let mut columns = Vec::new();
        let mut basis = Vec::new();
        let mut right = Vec::new();
        let mut inverse = vec![0.0; rows * rows];
        for (r, need) in needs.iter().enumerate() {
            let shift = 1e-7 * (1.0 + ((r * 7919) % 1009) as f64 / 1009.0);
            right.push(need.need + shift);
            columns.push(Column { cost: need.under, entries: vec![(r, 1.0)] });
            columns.push(Column { cost: need.over, entries: vec![(r, -1.0)] });
            let short = right[r] >= 0.0;
            basis.push(2 * r + usize::from(!short));
            inverse[r * rows + r] = if short { 1.0 } else { -1.0 };
        }
        for (a, count) in counts.iter().enumerate() {
            let r = needs.len() + a;
            right.push(f64::from(*count));
            basis.push(columns.len());
            columns.push(Column { cost: WITHOUT, entries: vec![(r, 1.0)] });
            inverse[r * rows + r] = 1.0;
        }
        let mut basic = vec![false; columns.len()];
        basis.iter().for_each(|j| basic[*j] = true);
        let values = right.iter().map(|b| b.abs()).collect();
        let first = columns.len();
        Self { rows, right, columns, basis, basic, inverse, values, pivots: 0, first }
    }

    /// Adds a line of an agent: its cost and the amounts it gives.
    pub fn add(&mut self, agent_row: usize, cost: f64, cover: &[(usize, f64)]) {
        let mut entries = cover.to_vec();
        entries.push((agent_row, 1.0));
        self.columns.push(Column { cost, entries });
        self.basic.push(false);
    }

    /// Gives the lines, in the order in which they were added, other costs; the basis stays.
    pub fn reprice(&mut self, costs: impl Iterator<Item = f64>) {
        self.columns[self.first..].iter_mut().zip(costs).for_each(|(c, cost)| c.cost = cost);
    }

    /// Values of the lines, in the order in which they were added.
    pub fn lines(&self) -> Vec<f64> {
        let mut values = vec![0.0; self.columns.len() - self.first];
        for (i, j) in self.basis.iter().enumerate().filter(|(_, j)| **j >= self.first) {
            values[j - self.first] = self.values[i].max(0.0);
        }
        values
    }

    /// What the basis costs.
    pub fn objective(&self) -> f64 {
        self.basis.iter().zip(&self.values).map(|(j, x)| self.columns[*j].cost * x).sum()
    }

    /// Prices of all rows under the current basis.
    pub fn prices(&self) -> Vec<f64> {
        let cost = |(i, j): (usize, &usize)| (i, self.columns[*j].cost);
        let costs: Vec<(usize, f64)> =
            self.basis.iter().enumerate().map(cost).filter(|(_, cost)| *cost != 0.0).collect();
        let price = |column: &[f64]| costs.iter().map(|(i, cost)| cost * column[*i]).sum();
        self.inverse.chunks_exact(self.rows.max(1)).map(price).collect()
    }

    fn reduced(&self, j: usize, prices: &[f64]) -> f64 {
        let column = &self.columns[j];
        column.cost - column.entries.iter().map(|(r, a)| prices[*r] * a).sum::<f64>()
    }

    /// Pivots until no column improves, or so many pivots are done.
    pub fn optimise(&mut self, most: usize) {
        let end = self.pivots + most;
        while self.pivots < end {
            let mut prices = self.prices();
            let mut candidates: Vec<(f64, usize)> = (0..self.columns.len())
                .filter(|j| !self.basic[*j])
                .map(|j| (self.reduced(j, &prices), j))
                .filter(|(d, j)| *d < -REDUCED * (1.0 + self.columns[*j].cost.abs()))
                .collect();
            if candidates.is_empty() {
                return;
            }
            candidates.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            candidates.truncate(24);
            for (_, j) in candidates {
                let d = self.reduced(j, &prices);
                if self.basic[j] || d >= -REDUCED * (1.0 + self.columns[j].cost.abs()) {
                    continue;
                }
                let Some(r) = self.enter(j) else { return };
                let row = self.inverse.iter().skip(r).step_by(self.rows);
                prices.iter_mut().zip(row).for_each(|(p, v)| *p += d * v);
                if self.pivots.is_multiple_of(400) {
                    self.refresh();
                    prices = self.prices();
                }
            }
        }
    }

    /// Brings a column into the basis; its row, or `None` if nothing limits it (which slack columns
    /// with non-negative costs rule out).
    fn enter(&mut self, j: usize) -> Option<usize> {
        let n = self.rows;
        let mut step = vec![0.0; n];
        for (r, a) in &self.columns[j].entries {
            let column = &self.inverse[r * n..(r + 1) * n];
            step.iter_mut().zip(column).for_each(|(s, v)| *s += a * v);
        }
        let mut best: Option<(usize, f64)> = None;
        for (i, w) in step.iter().enumerate().filter(|(_, w)| **w > PIVOT) {
            let ratio = self.values[i].max(0.0) / w;
            let better = match best {
                None => true,
                Some((k, least)) => {
                    ratio < least - 1e-12 || (ratio <= least + 1e-12 && *w > step[k])
                }
            };
            if better {
                best = Some((i, ratio));
            }
        }
        let (r, ratio) = best?;
        for (value, w) in self.values.iter_mut().zip(&step) {
            *value -= ratio * w;
        }
        self.values[r] = ratio;
        let pivot = step[r];
        step[r] = 0.0;
        // Days hang together by few lines, so most columns and much of a step stay as they are.
        let moved: Vec<(usize, f64)> =
            step.into_iter().enumerate().filter(|(_, w)| w.abs() > 1e-13).collect();
        for column in self.inverse.chunks_exact_mut(n) {
            let v = column[r] / pivot;
            column[r] = v;
            if v.abs() > 1e-14 {
                moved.iter().for_each(|(i, w)| column[*i] -= w * v);
            }
        }
        self.basic[self.basis[r]] = false;
        self.basic[j] = true;
        self.basis[r] = j;
        self.pivots += 1;
        Some(r)
    }

    /// Inverts the basis anew, against the rounding of many pivots; keeps the old one if it cannot.
    fn refresh(&mut self) {
        let n = self.rows;
        let mut matrix = vec![0.0; n * n];
        for (i, j) in self.basis.iter().enumerate() {
            self.columns[*j].entries.iter().for_each(|(r, a)| matrix[r * n + i] += a);
        }
        let mut inverse = vec![0.0; n * n];
        (0..n).for_each(|i| inverse[i * n + i] = 1.0);
        for k in 0..n {
            let at =
                (k..n).max_by(|a, b| matrix[a * n + k].abs().total_cmp(&matrix[b * n + k].abs()));
            let Some(at) = at.filter(|at| matrix[at * n + k].abs() > 1e-11) else { return };
            if at != k {
                for c in 0..n {
                    matrix.swap(at * n + c, k * n + c);
                    inverse.swap(at * n + c, k * n + c);
                }
            }
            let pivot = matrix[k * n + k];
            matrix[k * n..(k + 1) * n].iter_mut().for_each(|v| *v /= pivot);
            inverse[k * n..(k + 1) * n].iter_mut().for_each(|v| *v /= pivot);
            let (own, inv) =
                (matrix[k * n..(k + 1) * n].to_vec(), inverse[k * n..(k + 1) * n].to_vec());
            for i in (0..n).filter(|i| *i != k) {
                let f = matrix[i * n + k];
                if f != 0.0 {
                    matrix[i * n..(i + 1) * n].iter_mut().zip(&own).for_each(|(v, p)| *v -= f * p);
                    inverse[i * n..(i + 1) * n].iter_mut().zip(&inv).for_each(|(v, p)| *v -= f * p);
                }
            }
        }
        self.values = (0..n)
            .map(|i| {
                let row = &inverse[i * n..(i + 1) * n];
                row.iter().zip(&self.right).map(|(v, b)| v * b).sum()
            })
            .collect();
        (0..n * n).for_each(|at| self.inverse[at % n * n + at / n] = inverse[at]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_programme_has_the_known_value_and_prices() {
        // Two rows of 3 and 2; columns that cover both for 3, or one each for 2: 2 × both + 1 × first.
        let need = |need| Need { need, under: 100.0, over: 0.0 };
        let mut master = Master::new(&[need(3.0), need(2.0)], &[10]);
        master.add(2, 3.0, &[(0, 1.0), (1, 1.0)]);
        master.add(2, 2.0, &[(0, 1.0)]);
        master.add(2, 2.0, &[(1, 1.0)]);
        master.add(2, 0.0, &[]);
        master.optimise(100);
        assert!((master.objective() - 8.0).abs() < 1e-4, "{}", master.objective());
        let prices = master.prices();
        assert!((prices[0] - 2.0).abs() < 1e-9 && (prices[1] - 1.0).abs() < 1e-9);
        let lines = master.lines();
        assert!((lines[0] - 2.0).abs() < 1e-4 && (lines[1] - 1.0).abs() < 1e-4);
    }
}
