//! The cheapest line of work at given prices.
//!
//! Dynamic programming over the states of [`super::line`] (resource-constrained shortest path; Irnich &
//! Desaulniers 2005). States are merged only when they are equal, so the cheapest line is the true
//! minimum and bounds built on it hold.

use super::line::{Agent, Choice, Line, Slot, State};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

struct Label {
    state: State,
    cost: f64,
    from: u32,
    choice: i32,
}

/// A small fast hash; the maps are only looked up, never iterated, so no result depends on it.
#[derive(Default)]
struct Fold(u64);

impl Hasher for Fold {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|b| self.write_u64(u64::from(*b)));
    }
    fn write_u64(&mut self, n: u64) {
        self.0 = (self.0.rotate_left(5) ^ n).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
    fn write_u32(&mut self, n: u32) {
        self.write_u64(u64::from(n));
    }
    fn write_i32(&mut self, n: i32) {
        self.write_u64(n as u64);
    }
    fn write_u8(&mut self, n: u8) {
        self.write_u64(u64::from(n));
    }
}

type Index = HashMap<State, u32, BuildHasherDefault<Fold>>;

impl Agent {
    /// The cheapest line when every unit of a row is worth its price: priced cost and line. `None` if
    /// no line keeps the limits.
    pub fn cheapest(&self, prices: &[f64]) -> Option<(f64, Line)> {
        let tracked = self.tracked();
        let priced: Vec<Vec<(f64, Vec<usize>)>> = self
            .choices
            .iter()
            .map(|day| day.iter().map(|c| priced(c, prices)).collect())
            .collect();
        let least = self.limits.minutes_least.unwrap_or(0);
        let longest: Vec<u32> = self.longest_from();
        let mut layers: Vec<Vec<Label>> =
            vec![vec![Label { state: self.first_state(), cost: 0.0, from: 0, choice: -1 }]];
        for day in 0..self.days() {
            let mut index: Index = Index::default();
            let mut layer: Vec<Label> = Vec::new();
            let mut add = |state: State, cost: f64, from: usize, choice: i32| {
                if state.minutes + longest[day + 1] < least {
                    return;
                }
                let at = *index.entry(state).or_insert(layer.len() as u32) as usize;
                match layer.get_mut(at) {
                    None => layer.push(Label { state, cost, from: from as u32, choice }),
                    Some(old) if cost < old.cost - 1e-12 => {
                        *old = Label { state, cost, from: from as u32, choice };
                    }
                    Some(_) => {}
                }
            };
            for (from, label) in layers[day].iter().enumerate() {
                if let Some(off) = self.off[day]
                    && let Some(state) = self.next(&label.state, day, None, tracked)
                {
                    add(state, label.cost + off, from, -1);
                }
                for (c, choice) in self.choices[day].iter().enumerate() {
                    if let Some(state) = self.next(&label.state, day, Some(choice), tracked) {
                        add(state, label.cost + priced[day][c].0, from, c as i32);
                    }
                }
            }
            layers.push(layer);
        }
        let last = layers.last()?;
        let best = last.iter().enumerate().min_by(|a, b| a.1.cost.total_cmp(&b.1.cost))?;
        let cost = best.1.cost;
        let mut at = best.0;
        let mut days = vec![None; self.days()];
        for day in (0..self.days()).rev() {
            let label = &layers[day + 1][at];
            if label.choice >= 0 {
                let c = label.choice as usize;
                days[day] = Some((c, priced[day][c].1.clone()));
            }
            at = label.from as usize;
        }
        Some((cost, Line { days }))
    }

    /// Most paid minutes that the days from each day on can add.
    fn longest_from(&self) -> Vec<u32> {
        let mut longest = vec![0; self.days() + 1];
        for day in (0..self.days()).rev() {
            let here = self.choices[day].iter().map(|c| c.paid).max().unwrap_or(0);
            longest[day] = longest[day + 1] + here;
        }
        longest
    }
}

/// Cost less the worth of what is covered, and the best slot of each break.
fn priced(choice: &Choice, prices: &[f64]) -> (f64, Vec<usize>) {
    let worth: f64 = choice.cover.iter().map(|(r, a)| prices[*r] * a).sum();
    let mut cost = choice.cost - worth;
    let mut slots = Vec::with_capacity(choice.breaks.len());
    for places in &choice.breaks {
        let dear = |s: &Slot| s.cost + s.loss.iter().map(|(r, a)| prices[*r] * a).sum::<f64>();
        let best = places.iter().map(dear).enumerate().min_by(|a, b| a.1.total_cmp(&b.1));
        let (at, added) = best.unwrap_or((0, 0.0));
        slots.push(at);
        cost += added;
    }
    (cost, slots)
}
