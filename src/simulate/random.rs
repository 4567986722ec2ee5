//! Random numbers: an independent stream for every replication, place and purpose.
//!
//! A call's arrival, handle time and patience come from three streams of its line and interval, in
//! the order in which calls arrive, whatever becomes of the calls before it. Candidates under
//! comparison therefore meet the same callers wherever their rates agree (common random numbers:
//! Glasserman & Yao 1992, *Management Science* 38(6)), and results do not depend on how the work is
//! divided.

use rand::RngExt;
use rand_pcg::Pcg64Mcg;

/// What a stream is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Arrivals = 1,
    Handle,
    Patience,
    Redial,
    Away,
    Busyness,
}

/// The name of a stream, narrowed step by step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key(u64);

/// Increment and finaliser of SplitMix64 (Steele, Lea & Flood 2014, *OOPSLA*).
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

fn scramble(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

impl Key {
    /// The root of all streams of one seed. Scrambled once more than a part's number, or seed a with part
    /// b would be seed b with part a.
    pub(super) fn new(seed: u64) -> Self {
        Self(scramble(scramble(seed.wrapping_add(STEP)).wrapping_add(STEP)))
    }

    /// The stream of the n-th call of an interval, at little cost: most are never used.
    #[inline]
    pub(super) fn nth(self, number: u64) -> Self {
        Self(self.0.wrapping_add(number.wrapping_mul(STEP)))
    }

    /// The stream of a part.
    pub(super) fn part(self, number: u64) -> Self {
        Self(scramble(self.0.wrapping_add(scramble(number.wrapping_add(STEP)))))
    }

    /// The generator for a purpose.
    pub(super) fn stream(self, purpose: Purpose) -> Pcg64Mcg {
        let low = self.part(purpose as u64).0;
        let high = scramble(low.wrapping_add(STEP));
        Pcg64Mcg::new((u128::from(high) << 64) | u128::from(low))
    }
}

/// A number from 0 to `count` − 1; `count` is above 0.
pub(super) fn below(random: &mut Pcg64Mcg, count: usize) -> usize {
    // 53 random bits: the bias is below one in 2⁵³ ÷ count.
    ((random.random::<f64>() * count as f64) as usize).min(count - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_differ_in_every_part_and_are_uniform() {
        let mut first: Vec<u64> = Vec::new();
        for seed in 0..4 {
            for part in 0..500 {
                for purpose in [Purpose::Arrivals, Purpose::Handle] {
                    first.push(Key::new(seed).part(part).stream(purpose).random());
                }
            }
        }
        // Each of the 64 bits is set in half of the first draws, within five standard deviations.
        for bit in 0..64 {
            let set = first.iter().filter(|n| *n >> bit & 1 == 1).count() as f64;
            let count = first.len() as f64;
            assert!((set - count / 2.0).abs() < 2.5 * count.sqrt(), "bit {bit}: {set} of {count}");
        }
        first.sort_unstable();
        first.dedup();
        assert_eq!(first.len(), 4000);
    }
}
