//! Which edition of a roster it is: draft or published, its version, and what changes against the one that was published
//! before.

use super::{Code, Day};
use crate::domain::clock::{TimeOfDay, stretch_text};
use crate::domain::shift::{Stretch, Worked};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whether a roster binds anybody yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// It may still change.
    Draft,
    /// It has been handed to those who work it.
    Published,
}

/// State and version of a roster, with what changes for whom against the version published before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Edition {
    /// Draft or published.
    pub state: Standing,
    /// Version; of a draft the one that it would become.
    pub version: u32,
    /// Day on which it is handed out, from which notice is counted; of a draft it may not be known.
    #[serde(default)]
    pub on: Option<String>,
    /// The published version that changes are told against; none: nothing was published before.
    #[serde(default)]
    pub against: Option<Against>,
    /// The first day of work that no version before covers.
    #[serde(default)]
    pub first_new: Option<FirstNew>,
    /// Days that change, by person in the order of the roster, then by date; people who are gone come last.
    #[serde(default)]
    pub changes: Vec<Changed>,
    /// Days that changed last in a version before this one, by name and date: what calendars need to know.
    #[serde(default)]
    pub earlier: Vec<Earlier>,
}

impl Edition {
    /// Whether anybody has less notice than the rules ask for.
    pub fn is_late(&self) -> bool {
        self.changes.iter().any(|c| c.late) || self.first_new.as_ref().is_some_and(|f| f.late)
    }
}

/// A published version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Against {
    /// Its number.
    pub version: u32,
    /// Day on which it was handed out.
    pub on: String,
}

/// The beginning of what is new in a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FirstNew {
    /// Its date.
    pub date: String,
    /// Days from handing out to that day, below zero if it is past; `None` where the day of handing out is not known.
    pub notice_days: Option<i32>,
    /// Whether somebody has less notice of their first new day of work than the rules ask for.
    pub late: bool,
}

/// A day of a person that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Changed {
    /// Who.
    pub name: String,
    /// When.
    pub date: String,
    /// As published before.
    pub before: OnDay,
    /// As it is now.
    pub after: OnDay,
    /// Days from handing out to that day, below zero if it is past; `None` where the day of handing out is not known.
    pub notice_days: Option<i32>,
    /// Whether that is less than the rules ask for where hours of work change. A break that moves, or somebody who is
    /// away, is told and needs no notice.
    pub late: bool,
}

/// A day of a person that changed in a version before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Earlier {
    /// Who.
    pub name: String,
    /// When.
    pub date: String,
    /// The last version in which the day changed.
    pub version: u32,
    /// As it was before that.
    pub before: OnDay,
}

/// What a day holds for a person, as far as they must know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "OnDayText", into = "OnDayText")]
#[schemars(with = "OnDayText")]
pub enum OnDay {
    /// Nothing.
    Off,
    /// Away, for whatever reason.
    Absent,
    /// A shift.
    Works(Worked),
}

impl OnDay {
    /// What a day of a roster holds.
    pub fn of(day: &Day) -> Self {
        match (&day.shift, day.code) {
            (Some(shift), _) => OnDay::Works(shift.worked.clone()),
            (None, Code::Absent) => OnDay::Absent,
            (None, _) => OnDay::Off,
        }
    }

    /// From coming to going, where somebody works.
    pub fn span(&self) -> Option<Stretch> {
        match self {
            OnDay::Works(worked) => Some(worked.span()),
            OnDay::Off | OnDay::Absent => None,
        }
    }

    /// In the form of the other answers: `07:30-15:30 (break 11:00)`, `off` or `absent`.
    pub fn text(&self) -> String {
        let worked = match self {
            OnDay::Off => return "off".to_owned(),
            OnDay::Absent => return "absent".to_owned(),
            OnDay::Works(worked) => worked,
        };
        let start = |s: &Stretch| stretch_text(s.from(), s.to())[0].clone();
        let span = stretch_text(worked.span().from(), worked.span().to()).join("-");
        let breaks: Vec<String> = worked.breaks().iter().map(start).collect();
        match breaks.is_empty() {
            true => span,
            false => format!("{span} (break {})", breaks.join(", ")),
        }
    }
}

/// What a day holds for a person.
#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "OnDay")]
struct OnDayText {
    /// Shift, off or absent.
    code: Code,
    /// Start and end of a shift, `HH:MM`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hours: Option<[String; 2]>,
    /// Its breaks, start and end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    breaks: Vec<[String; 2]>,
}

impl From<OnDay> for OnDayText {
    fn from(day: OnDay) -> Self {
        let text = |s: &Stretch| stretch_text(s.from(), s.to());
        let (code, worked) = match day {
            OnDay::Off => (Code::Off, None),
            OnDay::Absent => (Code::Absent, None),
            OnDay::Works(worked) => (Code::Shift, Some(worked)),
        };
        let hours = worked.as_ref().map(|worked| text(&worked.span()));
        let breaks = worked.iter().flat_map(|w| w.breaks()).map(text).collect();
        Self { code, hours, breaks }
    }
}

impl TryFrom<OnDayText> for OnDay {
    type Error = String;

    fn try_from(text: OnDayText) -> Result<Self, String> {
        let time = |text: &str| {
            TimeOfDay::parse(text).ok_or_else(|| format!("`{text}` is not a time such as 07:30"))
        };
        let [from, to] = match (text.code, &text.hours) {
            (Code::Shift, Some(hours)) => hours,
            (Code::Off, None) if text.breaks.is_empty() => return Ok(OnDay::Off),
            (Code::Absent, None) if text.breaks.is_empty() => return Ok(OnDay::Absent),
            _ => return Err("code and hours of a changed day contradict one another".to_owned()),
        };
        let span = Stretch::between(time(from)?, time(to)?);
        let pause = |[from, to]: &[String; 2]| -> Result<Stretch, String> {
            Ok(Stretch::between_after(time(from)?, time(to)?, span.from()))
        };
        let breaks: Vec<Stretch> = text.breaks.iter().map(pause).collect::<Result<_, String>>()?;
        let worked = Worked::new(span, breaks)
            .ok_or_else(|| format!("breaks of {from}-{to} do not lie within it"))?;
        Ok(OnDay::Works(worked))
    }
}
