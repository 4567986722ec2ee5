//! Waiting callers beside the system, layer by layer.

use super::away::Joint;
use super::state::State;
use super::steps::{Span, Sums, Tagged, advance, advance_callers};

/// Waiting callers of one cohort and what they have been through so far, as expected numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct Followed {
    /// Those still waiting, by the calls ahead of them.
    pub mass: Joint,
    /// The same, each multiplied by the time waited so far; only where `ages` are asked for.
    pub age: Joint,
    pub ages: bool,
    pub sums: Sums,
}

impl Followed {
    /// Nobody yet, beside this system.
    pub fn beside(system: &Joint, ages: bool) -> Self {
        let (mass, age) = (Joint::like(system), Joint::like(system));
        Self { mass, age, ages, sums: Sums::default() }
    }

    /// Takes a layer out, to be followed for a while.
    fn take(&mut self, back: &[u32]) -> Tagged {
        Tagged {
            mass: self.mass.take(back),
            age: self.age.take(back),
            ages: self.ages,
            sums: std::mem::take(&mut self.sums),
        }
    }

    fn put(&mut self, back: &[u32], layer: Tagged) {
        self.mass.put(back, layer.mass);
        self.age.put(back, layer.age);
        self.sums = layer.sums;
    }

    /// Follows those who wait through a span.
    pub fn advance(&mut self, span: &Span) -> Option<()> {
        let keys = self.mass.keys_with(&self.age);
        let span = span.part(keys.len());
        for back in keys {
            let mut layer = self.take(&back);
            advance_callers(&span, &mut layer)?;
            self.put(&back, layer);
        }
        Some(())
    }
}

/// Follows the system and the callers who arrive at it through a span in which nothing changes. Adds the
/// time integral of the system to `integral`; returns the mass of the system cut off, or `None`
/// where there are too many states.
pub(super) fn advance_all(
    span: &Span,
    system: &mut Joint,
    mut callers: Option<&mut Followed>,
    integral: &mut State,
) -> Option<f64> {
    let keys = match &callers {
        Some(callers) => system.keys_with(&callers.mass),
        None => system.keys_with(&Joint::default()),
    };
    let span = span.part(keys.len());
    let mut lost = 0.0;
    for back in keys {
        let mut state = system.take(&back);
        let mut layer = callers.as_deref_mut().map(|callers| callers.take(&back));
        lost += advance(&span, &mut state, layer.as_mut(), integral)?;
        system.put(&back, state);
        if let (Some(callers), Some(layer)) = (callers.as_deref_mut(), layer) {
            callers.put(&back, layer);
        }
    }
    Some(lost)
}
