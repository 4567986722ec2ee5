//! What is known of the days around those that a line is made for.

/// What a person's days were before the first day of a line. The default: nothing is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Before {
    /// Days worked in a row up to the day before; below zero: days off in a row; 0: not known.
    pub run: i32,
    /// Whether that run may be shorter than asked for.
    pub short: bool,
    /// Whether the day before was one of absence or a public holiday.
    pub eased: bool,
    /// Evenings on consecutive days up to the day before.
    pub evenings: u32,
    /// How many days ago the last evening was; 0: not known, or never.
    pub since_evening: u32,
}

/// What is known of the day after the last day of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum After {
    /// It may be worked or off.
    #[default]
    Open,
    /// It cannot be worked.
    Off,
    /// It must be worked.
    Worked,
}
