//! The time that is left for a search.

/// Seconds left, asked again and again; `None`: there is no limit.
pub type SecondsLeft<'a> = Option<&'a (dyn Fn() -> f64 + Sync)>;

/// Whether there is time left, asked again and again; `None`: there is no limit.
pub type TimeLeft<'a> = Option<&'a (dyn Fn() -> bool + Sync)>;

/// Whether there is a limit of time, and it is over.
pub fn is_over(time_left: TimeLeft<'_>) -> bool {
    time_left.is_some_and(|left| !left())
}

/// Whether there is a limit in seconds, and none is left.
pub fn none_left(seconds: SecondsLeft<'_>) -> bool {
    seconds.is_some_and(|left| left() <= 0.0)
}
