//! Calls that agents who left have taken with them.

use std::collections::VecDeque;

/// Agents on a break, and calls in hand of all who left.
#[derive(Debug, Clone, Default)]
pub(super) struct Away {
    /// Those who left for a break together, first those who left first: how many, and the probability
    /// that one of them is still on the call of then.
    breaks: VecDeque<(u32, f64)>,
    /// Expected number of calls in hand of those who left, for a break or for good.
    pub calls: f64,
}

impl Away {
    /// Time passes; returns the expected time spent on leavers' calls.
    pub fn pass(&mut self, handle: f64, seconds: f64) -> f64 {
        let left = (-handle * seconds).exp();
        let spent = -self.calls * (-handle * seconds).exp_m1() / handle;
        self.calls *= left;
        self.breaks.iter_mut().for_each(|(_, on_call)| *on_call *= left);
        spent
    }

    /// Some leave and take their calls with them, `calls` on average.
    pub fn leave(&mut self, leavers: f64, to_break: u32, calls: f64) {
        self.calls += calls;
        if to_break > 0 {
            self.breaks.push_back((to_break, (calls / leavers).clamp(0.0, 1.0)));
        }
    }

    /// Some come back; the probabilities that 0, 1, 2 … of them are still on a call.
    pub fn come_back(&mut self, mut agents: u32) -> Vec<f64> {
        let mut busy = vec![1.0];
        while agents > 0
            && let Some((number, on_call)) = self.breaks.front_mut()
        {
            let (of_them, on_call) = (agents.min(*number), *on_call);
            *number -= of_them;
            if *number == 0 {
                self.breaks.pop_front();
            }
            agents -= of_them;
            self.calls = (self.calls - f64::from(of_them) * on_call).max(0.0);
            for _ in 0..of_them {
                busy.push(0.0);
                for x in (1..busy.len()).rev() {
                    busy[x] = (1.0 - on_call) * busy[x] + on_call * busy[x - 1];
                }
                busy[0] *= 1.0 - on_call;
            }
        }
        busy
    }
}
