//! A clock that stands still. The solver's library asks for the time even where no limit of time is set, and its usual clock
//! in browsers needs a layer of generated JavaScript. Work is limited by counted steps here, so no clock is needed, and
//! without one no answer can depend on it.

#[cfg(not(target_family = "wasm"))]
pub use std::time::*;
#[cfg(target_family = "wasm")]
pub use still::*;

#[cfg(target_family = "wasm")]
mod still {
    use std::ops::Add;
    pub use std::time::Duration;

    /// A moment since the clock, which never started, started.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Instant(Duration);

    impl Instant {
        /// The one moment there is.
        pub fn now() -> Self {
            Self(Duration::ZERO)
        }

        /// Always nothing.
        pub fn elapsed(&self) -> Duration {
            Duration::ZERO
        }

        /// Time between two moments.
        pub fn duration_since(&self, earlier: Self) -> Duration {
            self.0.saturating_sub(earlier.0)
        }
    }

    impl Add<Duration> for Instant {
        type Output = Self;

        fn add(self, more: Duration) -> Self {
            Self(self.0.saturating_add(more))
        }
    }
}
