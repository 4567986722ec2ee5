//! The time that is left for a search.

/// Whether there is time left, asked again and again; `None`: there is no limit.
pub type TimeLeft<'a> = Option<&'a (dyn Fn() -> bool + Sync)>;

/// Whether there is a limit of time, and it is over.
pub fn is_over(time_left: TimeLeft<'_>) -> bool {
    time_left.is_some_and(|left| !left())
}
