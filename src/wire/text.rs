//! Times and places as the text of answers: `07:30`, `mon 07:30`, `mon`, `week`.

use crate::domain::clock::{TimeOfDay, Weekday};
use crate::domain::measure::TakenOver;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::borrow::Cow;

/// The word for all calls of the week.
const WEEK: &str = "week";

impl Serialize for TimeOfDay {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TimeOfDay {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Cow::<'_, str>::deserialize(from)?;
        TimeOfDay::parse(&text).ok_or_else(|| {
            D::Error::custom(format!("`{text}` is no time of day from 00:00 to 24:00"))
        })
    }
}

impl JsonSchema for TimeOfDay {
    fn schema_name() -> Cow<'static, str> {
        "TimeOfDay".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string"})
    }

    fn inline_schema() -> bool {
        true
    }
}

impl Serialize for TakenOver {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Interval { day, start } => {
                to.collect_str(&format_args!("{} {start}", day.code()))
            }
            Self::Day(day) => to.serialize_str(day.code()),
            Self::Week => to.serialize_str(WEEK),
        }
    }
}

impl<'de> Deserialize<'de> for TakenOver {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Cow::<'_, str>::deserialize(from)?;
        taken_over(&text).ok_or_else(|| {
            D::Error::custom(format!("`{text}` is none of `mon 07:30`, `mon` and `week`"))
        })
    }
}

fn taken_over(text: &str) -> Option<TakenOver> {
    match text.split_once(' ') {
        Some((day, start)) => {
            let (day, start) = (Weekday::from_code(day)?, TimeOfDay::parse(start)?);
            Some(TakenOver::Interval { day, start })
        }
        None if text == WEEK => Some(TakenOver::Week),
        None => Weekday::from_code(text).map(TakenOver::Day),
    }
}

impl JsonSchema for TakenOver {
    fn schema_name() -> Cow<'static, str> {
        "TakenOver".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string"})
    }

    fn inline_schema() -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let start = TimeOfDay::from_minutes(450).unwrap();
        let all = [
            (TakenOver::Interval { day: Weekday::Sun, start }, "\"sun 07:30\""),
            (TakenOver::Day(Weekday::Mon), "\"mon\""),
            (TakenOver::Week, "\"week\""),
        ];
        for (place, text) in all {
            assert_eq!(serde_json::to_string(&place).unwrap(), text);
            assert_eq!(serde_json::from_str::<TakenOver>(text).unwrap(), place);
        }
        for wrong in ["\"07:30\"", "\"mon 7:30\"", "\"monday\"", "7"] {
            assert!(serde_json::from_str::<TakenOver>(wrong).is_err(), "{wrong}");
        }
        assert!(serde_json::from_str::<TimeOfDay>("\"24:01\"").is_err());
    }
}
