//! A shift of one person: numbers inside, clock times in the JSON.

use crate::domain::clock::{TimeOfDay, stretch_text};
use crate::domain::shift::{Stretch, Worked};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A shift of one person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "ShiftText", into = "ShiftText")]
#[schemars(with = "ShiftText")]
pub struct Shift {
    /// Hours and breaks, in minutes after midnight of its day.
    pub worked: Worked,
    /// Rule of the scenario it follows.
    pub rule: String,
    /// Paid hours.
    pub paid_hours: f64,
    /// Wages with premiums.
    pub cost: f64,
    /// Whether it was given beforehand.
    pub fixed: bool,
    /// Whether a break lies outside of the window of its shift rule, lawfully: a repair put it there.
    pub window_shortened: bool,
    /// Work away from the phone within it, in order.
    pub off_phone: Vec<OffPhone>,
}

/// Work away from the phone within a shift.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OffPhone {
    /// Activity of the scenario.
    pub activity: String,
    /// Minutes after midnight of the shift's day.
    pub at: Stretch,
}

impl OffPhone {
    /// Start and end as clock times.
    pub fn hours_text(&self) -> [String; 2] {
        text(self.at)
    }
}

impl Shift {
    /// Each activity with its start and end as clock times: `training 10:00-12:00`.
    pub fn off_phone_text(&self) -> Vec<String> {
        let one = |off: &OffPhone| format!("{} {}", off.activity, off.hours_text().join("-"));
        self.off_phone.iter().map(one).collect()
    }

    /// What is worked at the phone: activities are off it as breaks are.
    pub fn at_phone(&self) -> Worked {
        let off: Vec<Stretch> = self.off_phone.iter().map(|off| off.at).collect();
        self.worked.without(&off)
    }

    /// Start and end as clock times.
    pub fn hours_text(&self) -> [String; 2] {
        text(self.worked.span())
    }

    /// Start and end of each break as clock times.
    pub fn breaks_text(&self) -> Vec<[String; 2]> {
        self.worked.breaks().iter().map(|pause| text(*pause)).collect()
    }
}

fn text(stretch: Stretch) -> [String; 2] {
    stretch_text(stretch.from(), stretch.to())
}

/// A shift of one person.
#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Shift")]
struct ShiftText {
    /// Start, `HH:MM`.
    start: String,
    /// End, `HH:MM`; not after the start where the shift runs past midnight.
    end: String,
    /// Breaks, start and end.
    breaks: Vec<[String; 2]>,
    /// Rule of the scenario it follows.
    rule: String,
    /// Paid hours.
    paid_hours: f64,
    /// Wages with premiums.
    cost: f64,
    /// Whether it was given beforehand.
    fixed: bool,
    /// Whether a break lies outside of the window of its shift rule, lawfully: a repair put it there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    window_shortened: bool,
    /// Work away from the phone within it: paid, and no break.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    off_phone: Vec<OffPhoneText>,
}

/// Work away from the phone within a shift.
#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "OffPhone")]
struct OffPhoneText {
    /// Activity of the scenario.
    activity: String,
    /// Start, `HH:MM`.
    start: String,
    /// End, `HH:MM`.
    end: String,
}

impl From<Shift> for ShiftText {
    fn from(shift: Shift) -> Self {
        let [start, end] = shift.hours_text();
        let breaks = shift.breaks_text();
        let one = |off: &OffPhone| {
            let [start, end] = text(off.at);
            OffPhoneText { activity: off.activity.clone(), start, end }
        };
        let off_phone = shift.off_phone.iter().map(one).collect();
        let Shift { rule, paid_hours, cost, fixed, window_shortened, .. } = shift;
        Self { start, end, breaks, rule, paid_hours, cost, fixed, window_shortened, off_phone }
    }
}

impl TryFrom<ShiftText> for Shift {
    type Error = String;

    fn try_from(text: ShiftText) -> Result<Self, String> {
        let time = |text: &str| {
            TimeOfDay::parse(text).ok_or_else(|| format!("`{text}` is not a time such as 07:30"))
        };
        let span = Stretch::between(time(&text.start)?, time(&text.end)?);
        let pause = |[from, to]: &[String; 2]| -> Result<Stretch, String> {
            Ok(Stretch::between_after(time(from)?, time(to)?, span.from()))
        };
        let breaks: Vec<Stretch> = text.breaks.iter().map(pause).collect::<Result<_, String>>()?;
        let worked = Worked::new(span, breaks).ok_or_else(|| {
            format!("breaks of {}-{} do not lie within it, one after another", text.start, text.end)
        })?;
        let one = |off: &OffPhoneText| -> Result<OffPhone, String> {
            let at = Stretch::between_after(time(&off.start)?, time(&off.end)?, span.from());
            Ok(OffPhone { activity: off.activity.clone(), at })
        };
        let off_phone = text.off_phone.iter().map(one).collect::<Result<_, String>>()?;
        let ShiftText { rule, paid_hours, cost, fixed, window_shortened, .. } = text;
        Ok(Self { worked, rule, paid_hours, cost, fixed, window_shortened, off_phone })
    }
}
