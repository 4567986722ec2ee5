//! What a scenario says that the page shows, and which of its numbers can be changed there.

use crate::edit::plain;
use crate::told::Failed;
use obsada::scenario::Scenario;
use serde::Serialize;
use std::collections::BTreeMap;
use toml_edit::{DocumentMut, Item, Value};

/// What the page knows of a scenario before it is planned.
#[derive(Serialize)]
struct Desk {
    title: String,
    currency: String,
    locale: String,
    interval_minutes: u32,
    lines: Vec<Line>,
    /// Each combination of closing times, in the order of the plan's candidates: labels by line.
    closings: Vec<BTreeMap<String, String>>,
    fields: Vec<Field>,
}

#[derive(Serialize)]
struct Line {
    id: String,
    name: String,
    /// Candidates as the file has them; empty: none.
    candidates: serde_json::Value,
    /// The line's own close, where it is the same every day.
    close: Option<String>,
    open: Option<String>,
}

/// A number that can be changed.
#[derive(Serialize)]
struct Field {
    path: Vec<Step>,
    /// The key that says what it is.
    key: &'static str,
    /// Line, group or contract it belongs to.
    of: String,
    unit: Unit,
    /// As a plain number; seconds for a length of time. `None`: the file does not say.
    value: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    basis: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    /// What a promise is averaged over.
    #[serde(skip_serializing_if = "Option::is_none")]
    over: Option<String>,
    /// The stretch of the day that a promise is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    between: Option<String>,
    /// Threshold of a promise, seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    within: Option<f64>,
}

/// A key, or a place in a list.
#[derive(Clone, Serialize)]
#[serde(untagged)]
enum Step {
    Key(&'static str),
    Place(usize),
}

/// How a number is written for people.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "lowercase")]
enum Unit {
    /// A length of time.
    Seconds,
    Share,
    Money,
    /// Whole people.
    People,
    Number,
}

/// The desk of a scenario, as JSON.
///
/// # Errors
/// That the text is no TOML.
pub fn desk(scenario: &Scenario, text: &str) -> Result<String, Failed> {
    let document: DocumentMut = text.parse().map_err(|_| Failed::call("TOML"))?;
    let root = document.as_item();
    let lines = scenario.lines.iter().enumerate().map(|(at, line)| {
        let own = |key| root.get("line")?.get(at)?.get(key);
        let clock = |key| own(key)?.as_str().map(str::to_owned);
        Line {
            id: line.id.clone(),
            name: line.name.clone(),
            candidates: own("close_candidates").map_or(serde_json::Value::Null, json),
            close: clock("close"),
            open: clock("open"),
        }
    });
    let closings = scenario.closings().into_iter().map(|choice| {
        let lines = scenario.lines.iter().zip(choice);
        lines.filter_map(|(l, c)| Some((l.id.clone(), c?.label.clone()))).collect()
    });
    let desk = Desk {
        title: scenario.title.clone(),
        currency: scenario.currency.clone(),
        locale: serde_json::to_value(scenario.locale)
            .ok()
            .and_then(|locale| locale.as_str().map(str::to_owned))
            .unwrap_or_default(),
        interval_minutes: scenario.calendar.grid.minutes(),
        lines: lines.collect(),
        closings: closings.collect(),
        fields: fields(scenario, root),
    };
    serde_json::to_string(&desk).map_err(|_| Failed::call("desk"))
}

/// A TOML value as JSON: text and tables of text, as closing times are written.
fn json(item: &Item) -> serde_json::Value {
    fn of(value: &Value) -> serde_json::Value {
        match value {
            Value::String(text) => text.value().as_str().into(),
            Value::Array(entries) => entries.iter().map(of).collect(),
            Value::InlineTable(table) => serde_json::Value::Object(
                table.iter().map(|(k, v)| (k.to_owned(), of(v))).collect(),
            ),
            other => plain(other).into(),
        }
    }
    item.as_value().map_or(serde_json::Value::Null, of)
}

fn fields(scenario: &Scenario, root: &Item) -> Vec<Field> {
    let mut found = Found { root, fields: Vec::new() };
    use Step::{Key, Place};
    for (at, line) in scenario.lines.iter().enumerate() {
        let own = |rest: &[Step]| [&[Key("line"), Place(at)], rest].concat();
        found.targets(at, &line.name);
        for key in ["calls_per_week", "calls_per_year"] {
            found.number(own(&[Key("demand"), Key(key)]), key, &line.name, Unit::Number);
        }
        found.number(own(&[Key("aht")]), "aht", &line.name, Unit::Seconds);
        found.maybe(own(&[Key("patience")]), "patience", &line.name, Unit::Seconds);
        for (key, unit) in
            [("moved_share_per_hour", Unit::Share), ("new_calls_per_hour", Unit::Number)]
        {
            found.number(own(&[Key("evening"), Key(key)]), key, &line.name, unit);
        }
    }
    for (at, group) in scenario.groups.iter().enumerate() {
        let own = |rest: &[Step]| [&[Key("group"), Place(at)], rest].concat();
        found.number(own(&[Key("hourly_cost")]), "hourly_cost", &group.name, Unit::Money);
        found.number(own(&[Key("shrinkage")]), "shrinkage", &group.name, Unit::Share);
        found.number(own(&[Key("head_count")]), "head_count", &group.name, Unit::People);
        for (place, contract) in group.contracts.iter().enumerate() {
            let of = format!("{} · {}", group.name, contract.id);
            for (key, unit) in [("heads", Unit::People), ("weekly_hours", Unit::Number)] {
                let path = own(&[Key("contracts"), Place(place), Key(key)]);
                found.number(path, key, &of, unit);
            }
        }
    }
    let cost = |key| vec![Key("cost"), Key(key)];
    let premium = vec![Key("cost"), Key("evening"), Key("premium")];
    found.number(premium, "evening_premium", "", Unit::Share);
    for key in ["saturday_premium", "sunday_premium", "holiday_premium"] {
        found.number(cost(key), key, "", Unit::Share);
    }
    for key in ["opening_per_hour", "caller_minute", "served_call"] {
        found.number(cost(key), key, "", Unit::Money);
    }
    found.fields
}

struct Found<'a> {
    root: &'a Item,
    fields: Vec<Field>,
}

impl<'a> Found<'a> {
    fn at(&self, path: &[Step]) -> Option<&'a Item> {
        path.iter().try_fold(self.root, |item, step| match step {
            Step::Key(key) => item.as_table_like()?.get(key),
            Step::Place(place) => item.get(*place),
        })
    }

    /// A number that the file has.
    fn number(&mut self, path: Vec<Step>, key: &'static str, of: &str, unit: Unit) {
        if self.at(&path).is_some() {
            self.maybe(path, key, of, unit);
        }
    }

    /// A number that the file may have.
    fn maybe(&mut self, path: Vec<Step>, key: &'static str, of: &str, unit: Unit) {
        let item = self.at(&path);
        let told = |name: &str| item?.as_table_like()?.get(name)?.as_str().map(str::to_owned);
        let value = item.and_then(|item| match item.as_table_like() {
            Some(table) => table.get("value")?.as_value().and_then(plain),
            None => item.as_value().and_then(plain),
        });
        let (basis, note) = (told("basis"), told("note"));
        let of = of.to_owned();
        let (over, between, within) = (None, None, None);
        self.fields.push(Field { path, key, of, unit, value, basis, note, over, between, within });
    }

    /// The promises of a line.
    fn targets(&mut self, line: usize, of: &str) {
        use Step::{Key, Place};
        let list = [Key("line"), Place(line), Key("target")];
        let measures: [(&'static str, Option<&'static str>, Unit, Option<&'static str>); 6] = [
            ("mean_wait", None, Unit::Seconds, None),
            ("service_level", Some("share"), Unit::Share, Some("within")),
            ("long_wait", Some("share"), Unit::Share, Some("beyond")),
            ("abandonment_max", None, Unit::Share, None),
            ("occupancy_max", None, Unit::Share, None),
            ("agents_min", None, Unit::People, None),
        ];
        for place in 0.. {
            let own = [&list[..], &[Place(place)]].concat();
            let Some(target) = self.at(&own) else { return };
            for (key, inner, unit, threshold) in measures {
                let Some(measure) = target.get(key) else { continue };
                let mut path = [&own[..], &[Key(key)]].concat();
                path.extend(inner.map(Key));
                self.number(path, key, of, unit);
                let Some(field) = self.fields.last_mut() else { continue };
                let text = |key| target.get(key).and_then(Item::as_str).map(str::to_owned);
                field.over = Some(text("over").unwrap_or_else(|| "interval".to_owned()));
                field.within =
                    threshold.and_then(|key| measure.get(key)?.as_value().and_then(plain));
                field.between = target.get("between").and_then(Item::as_array).map(|times| {
                    times.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("–")
                });
            }
        }
    }
}
