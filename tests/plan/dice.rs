//! Small numbers that look random, the same ones on every run and machine.

/// SplitMix64 (Steele, Lea & Flood 2014).
pub struct Dice(u64);

impl Dice {
    /// The stream of a seed; `kind` tells the generators of different tests apart.
    pub fn new(seed: u64, kind: u64) -> Self {
        Self(seed.wrapping_mul(0x2545_f491_4f6c_dd1d) ^ kind)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From `low` to `high`, both included.
    pub fn between(&mut self, low: u32, high: u32) -> u32 {
        low + (self.next() % u64::from(high - low + 1)) as u32
    }

    /// Whether one in so many comes up.
    pub fn one_in(&mut self, n: u32) -> bool {
        self.between(1, n) == 1
    }

    /// One of these.
    pub fn pick<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.between(0, items.len() as u32 - 1) as usize].clone()
    }
}
