//! The scenario file as a JSON Schema, for editors and for programs that write scenarios.
//!
//! TOML is read as JSON data: tables are objects, dates are text. The schema is made from the table of
//! `keys` alone. It says what one value must be and which keys exclude each other; what
//! holds between values (`low` ≤ `value`, ids that exist, times on the grid, lengths of time written as
//! text that are out of their range) only the reader tells. It keeps to what draft-07 has too, since not
//! every editor knows more.

use super::keys::{
    BASES, BASIS, Key, Keys, Kind, NOTE, ROOT, RULE_DAYS, RULE_MINUTES, RULE_WEEKS, rule_keys,
};
use crate::domain::labour::{Rule, Unit};
use serde_json::{Map, Value, json};

const TIME: &str = "(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)";
/// Hours, minutes and seconds in this order, each at most once, as `duration` reads them.
const DURATION: &str =
    "^\\s*(N\\s*h\\s*(N\\s*m\\s*)?(N\\s*s\\s*)?|N\\s*m\\s*(N\\s*s\\s*)?|N\\s*s\\s*)$";
const DECIMAL: &str = "[0-9]+([.][0-9]+)?";
/// No control characters, and something visible.
const VISIBLE: &str =
    "^[^\\x00-\\x1f\\x7f-\\x9f]*[^\\s\\x00-\\x1f\\x7f-\\x9f][^\\x00-\\x1f\\x7f-\\x9f]*$";

/// The schema, draft 2020-12.
pub fn schema() -> Value {
    let mut root = object(&ROOT);
    root.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
    root.insert("title".into(), json!("obsada scenario"));
    root.insert(
        "description".into(),
        json!(
            "A scenario of obsada: TOML, read as JSON data. Lengths of time are seconds or text such as \
             \"4m 30s\", times of day \"07:30\", dates are written without quotes, money is in the \
             scenario's currency."
        ),
    );
    Value::Object(root)
}

/// A table: its keys and no others.
fn object(keys: &Keys) -> Map<String, Value> {
    let properties: Map<String, Value> =
        keys.keys.iter().map(|key| (key.name.to_owned(), property(key))).collect();
    let required: Vec<&str> = keys.keys.iter().filter(|k| k.required).map(|k| k.name).collect();
    let mut object = Map::new();
    object.insert("type".into(), json!("object"));
    object.insert("properties".into(), Value::Object(properties));
    object.insert("additionalProperties".into(), json!(false));
    if !required.is_empty() {
        object.insert("required".into(), json!(required));
    }
    if !keys.one_of.is_empty() {
        let all = keys.one_of;
        object.insert("oneOf".into(), all.iter().map(|set| alternative(set, all)).collect());
    }
    object
}

/// All keys of this set, and none of the other sets.
fn alternative(set: &[&str], all: &[&[&str]]) -> Value {
    let others = all.iter().copied().flatten().filter(|key| !set.contains(key));
    let absent: Map<String, Value> = others.map(|key| ((*key).to_owned(), json!(false))).collect();
    json!({"required": set, "properties": absent})
}

fn property(key: &Key) -> Value {
    let mut value = value(&key.kind);
    if let (Some(fields), false) = (value.as_object_mut(), key.about.is_empty()) {
        let about = match &key.kind {
            Kind::Rule(rule) => about_rule(rule),
            _ => key.about.to_owned(),
        };
        fields.insert("description".into(), json!(about));
    }
    value
}

fn about_rule(rule: &Rule) -> String {
    let default = match rule.unit {
        Unit::Minutes => format!(", default {} min", rule.parameter),
        Unit::Weeks if rule.optional => {
            format!(", off unless asked for, then {} weeks", rule.parameter)
        }
        Unit::Weeks => format!(", default {} weeks", rule.parameter),
        Unit::Days => format!(", off unless asked for, then {} days", rule.parameter),
        Unit::Nothing => String::new(),
    };
    format!("{} ({}){default}; false switches it off", rule.en, rule.source)
}

/// What a value of this kind must be.
fn value(kind: &Kind) -> Value {
    let mut ways = ways(kind);
    if ways.len() == 1 { ways.remove(0) } else { json!({"anyOf": ways}) }
}

/// The ways in which a value of this kind can be written.
fn ways(kind: &Kind) -> Vec<Value> {
    let text = |pattern: String| json!({"type": "string", "pattern": pattern});
    match kind {
        Kind::Text => vec![json!({"type": "string"})],
        Kind::Name => vec![text(VISIBLE.to_owned())],
        Kind::Id => vec![text("^[a-z0-9_-]{1,64}$".to_owned())],
        Kind::Boolean => vec![json!({"type": "boolean"})],
        Kind::Date => vec![json!({
            "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
        })],
        Kind::Time => vec![text(format!("^{TIME}$"))],
        Kind::Stretch => vec![text(format!("^\\s*{TIME}\\s*[-–]\\s*{TIME}\\s*$"))],
        Kind::Times => vec![json!({
            "type": "array", "items": value(&Kind::Time), "minItems": 2, "maxItems": 2
        })],
        Kind::Words(words) => vec![json!({"enum": words})],
        Kind::OneOf(numbers) => vec![json!({"enum": numbers})],
        Kind::Number(low, high) => vec![json!({"type": "number", "minimum": low, "maximum": high})],
        Kind::Whole(low, high) => vec![json!({"type": "integer", "minimum": low, "maximum": high})],
        Kind::Seconds(low, high) => {
            vec![json!({"type": "number", "minimum": low, "maximum": high}), length_of_time()]
        }
        Kind::Minutes(low, high) => vec![
            json!({"type": "integer", "minimum": low * 60, "maximum": high * 60, "multipleOf": 60}),
            length_of_time(),
        ],
        Kind::Uncertain(number) => with_table(number, true),
        Kind::Known(number) => with_table(number, false),
        Kind::List(entry, least) => {
            let mut list = json!({"type": "array", "items": value(entry)});
            if let (Some(fields), true) = (list.as_object_mut(), *least > 0) {
                fields.insert("minItems".into(), json!(least));
            }
            vec![list]
        }
        Kind::Table(keys) => vec![Value::Object(object(keys))],
        Kind::ByLine(entry) => {
            vec![json!({"type": "object", "additionalProperties": value(entry)})]
        }
        Kind::Either(kinds) => kinds.iter().flat_map(ways).collect(),
        Kind::Rule(rule) => a_rule(rule),
    }
}

fn length_of_time() -> Value {
    json!({"type": "string", "pattern": DURATION.replace('N', DECIMAL)})
}

/// A number plainly, or as a table that says how it is known and, with `range`, where it may lie.
fn with_table(number: &Kind, range: bool) -> Vec<Value> {
    let described = |about: &str| {
        let mut value = value(number);
        if let Some(fields) = value.as_object_mut() {
            fields.insert("description".into(), json!(about));
        }
        value
    };
    let mut properties = Map::new();
    properties.insert("value".into(), described("The number with which plans are made"));
    if range {
        properties.insert("low".into(), described("The lowest value held possible"));
        properties.insert("high".into(), described("The highest value held possible"));
    }
    properties.insert("basis".into(), json!({"enum": BASES, "description": BASIS}));
    properties.insert("note".into(), json!({"type": "string", "description": NOTE}));
    let table = json!({
        "type": "object", "properties": properties, "required": ["value"],
        "additionalProperties": false
    });
    ways(number).into_iter().chain([table]).collect()
}

/// A rule of labour law: switched, with another parameter, or as a table.
fn a_rule(rule: &Rule) -> Vec<Value> {
    let mut ways = match rule.unit {
        Unit::Minutes => ways(&RULE_MINUTES),
        Unit::Weeks => ways(&RULE_WEEKS),
        Unit::Days => ways(&RULE_DAYS),
        Unit::Nothing => Vec::new(),
    };
    ways.push(json!({"type": "boolean"}));
    ways.push(Value::Object(object(rule_keys(rule.unit))));
    ways
}
