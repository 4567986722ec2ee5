//! Somebody is away: as few changes as can be, ranked, and what nothing at all would mean for callers.
