//! The scenario's schema beside the reader: every table that the schema describes is put into a working
//! scenario, each of its keys is given good and bad values, left out, doubled and misspelt, and each time
//! both must say the same.

use super::validator;
use super::values::{has_date, json, json_value, pool, starter};
use jsonschema::Validator;
use obsada::scenario::validate::parse;
use obsada::schema::Document;
use serde_json::Value as Json;
use std::collections::BTreeSet;
use toml::{Table, Value};

/// Problems that a schema can see: of one value, of keys that are missing, unknown or exclude each other.
const SHAPE: [&str; 19] = [
    "E106", "E107", "E108", "E109", "E110", "E111", "E113", "E114", "E115", "E117", "E201", "E205",
    "E301", "E302", "E305", "E402", "E403", "E503", "E504",
];
/// A premium, a wish, an activity and a pair.
const SHAPE_TOO: [&str; 4] = ["E701", "E814", "E819", "E826"];

/// A place in the scenario: keys, each with whether it holds a list of tables, of which the first is meant.
type Steps = Vec<(String, bool)>;

struct Both {
    validator: Validator,
    pool: Vec<Value>,
    compared: usize,
    tables: usize,
    /// Where they differ.
    differ: Vec<String>,
}

impl Both {
    /// What the reader finds wrong with the shape of this scenario.
    fn told(scenario: &Table) -> Vec<(&'static str, String)> {
        let text = toml::to_string(scenario).unwrap();
        let no_files = |_: &str| Err("no file here".into());
        let problems = parse(&text, "scenario.toml", &no_files).err().unwrap_or_default();
        let shape = |code: &str| SHAPE.contains(&code) || SHAPE_TOO.contains(&code);
        problems.into_iter().filter(|p| shape(p.code())).map(|p| (p.code(), p.remedy())).collect()
    }

    /// Both accept or both refuse.
    fn agree(&mut self, scenario: &Table, what: &str) -> bool {
        let told = Self::told(scenario);
        let valid = self.validator.is_valid(&json(scenario));
        // Beyond a schema: the range of a length of time as text, which keys of an activity go together, and a third
        // name in a pair.
        let beyond = |code: &str| match code {
            "E109" => what.contains('"'),
            of_roster => ["E819", "E826"].contains(&of_roster),
        };
        let beyond = valid && told.iter().all(|(code, _)| beyond(code));
        if valid != told.is_empty() && !beyond {
            self.differ
                .push(format!("{what}: valid by the schema: {valid}, by the reader: {told:?}"));
        }
        self.compared += 1;
        valid
    }

    /// Walks a table's schema; `scenario` holds the table at `steps`.
    fn table(&mut self, schema: &Json, scenario: &Table, steps: &Steps) {
        self.tables += 1;
        let place = format!("{steps:?}");
        assert!(self.agree(scenario, &format!("{place} as made")));
        self.unknown_key(schema, scenario, steps);
        for required in schema["required"].as_array().into_iter().flatten() {
            let mut without = scenario.clone();
            at(&mut without, steps).remove(required.as_str().unwrap());
            assert!(!self.agree(&without, &format!("{place} without {required}")));
        }
        self.of_a_line(schema, scenario, steps);
        let Some(properties) = schema["properties"].as_object() else { return };
        for (key, property) in properties {
            self.added(scenario, steps, key, property);
            let mut alone = scenario.clone();
            only_set_with(schema, at(&mut alone, steps), key);
            for value in self.values_for(property) {
                if has_date(&value) && !property.to_string().contains("\"date\"") {
                    continue;
                }
                let mut changed = alone.clone();
                let what = format!("{place} {key} = {value}");
                at(&mut changed, steps).insert(key.clone(), value);
                self.agree(&changed, &what);
            }
            for (inner, list) in tables_in(property) {
                let made = Value::Table(least(&inner));
                let mut deeper = alone.clone();
                let value = if list { Value::Array(vec![made]) } else { made };
                at(&mut deeper, steps).insert(key.clone(), value);
                let mut path = steps.clone();
                path.push((key.clone(), list));
                self.table(&inner, &deeper, &path);
            }
        }
    }

    /// Where keys are ids of lines: the table of the line that there is.
    fn of_a_line(&mut self, schema: &Json, scenario: &Table, steps: &Steps) {
        let id = scenario["line"][0]["id"].as_str().unwrap().to_owned();
        for (inner, _) in tables_in(&schema["additionalProperties"]) {
            let mut deeper = scenario.clone();
            at(&mut deeper, steps).insert(id.clone(), Value::Table(least(&inner)));
            let mut path = steps.clone();
            path.push((id.clone(), false));
            self.table(&inner, &deeper, &path);
        }
    }

    /// A key beside those there, also where it excludes them.
    fn added(&mut self, scenario: &Table, steps: &Steps, key: &str, property: &Json) {
        let mut added = scenario.clone();
        at(&mut added, steps).insert(key.to_owned(), least_value(property));
        self.agree(&added, &format!("{steps:?} {key} added"));
    }

    /// An unknown key is refused by both, and the keys that the reader offers instead are the schema's.
    fn unknown_key(&mut self, schema: &Json, scenario: &Table, steps: &Steps) {
        if schema["additionalProperties"] != Json::Bool(false) {
            return;
        }
        let mut odd = scenario.clone();
        at(&mut odd, steps).insert("qqqqqqqqqqqqqqqqqqqq".into(), Value::Integer(1));
        assert!(!self.agree(&odd, &format!("{steps:?} with an unknown key")));
        let told = Self::told(&odd);
        let (_, remedy) = told.iter().find(|(code, _)| *code == "E106").unwrap();
        let offered: BTreeSet<&str> = remedy.split('`').skip(1).step_by(2).collect();
        let known = schema["properties"].as_object().unwrap();
        assert_eq!(offered, known.keys().map(String::as_str).collect(), "{steps:?}");
    }

    /// The pool, and values at the edges that the schema itself names.
    fn values_for(&self, property: &Json) -> Vec<Value> {
        let mut values = self.pool.clone();
        for way in ways(property) {
            for bound in ["minimum", "maximum"].iter().filter_map(|key| way[*key].as_f64()) {
                let step = if way["type"] == "integer" { 1.0 } else { bound.abs() * 1e-6 + 1e-9 };
                values.extend([bound - step, bound, bound + step].map(Value::from));
            }
            let words = way["enum"].as_array().into_iter().flatten();
            values.extend(words.map(|word| match word.as_i64() {
                Some(number) => Value::from(number),
                None => Value::from(word.as_str().unwrap()),
            }));
        }
        values
    }
}

/// The table at a place.
fn at<'a>(scenario: &'a mut Table, steps: &Steps) -> &'a mut Table {
    steps.iter().fold(scenario, |table, (key, list)| {
        let value = table.get_mut(key).unwrap();
        let value = if *list { &mut value.as_array_mut().unwrap()[0] } else { value };
        value.as_table_mut().unwrap()
    })
}

/// The ways in which a value can be written.
fn ways(schema: &Json) -> Vec<Json> {
    match schema["anyOf"].as_array() {
        Some(ways) => ways.clone(),
        None => vec![schema.clone()],
    }
}

/// Tables that a value can be, or the entries of a list that it can be.
fn tables_in(property: &Json) -> Vec<(Json, bool)> {
    let is_table = |schema: &Json| schema["type"] == "object";
    let direct = ways(property).into_iter().map(|way| (way, false));
    let lists = ways(property).into_iter().filter(|way| way["type"] == "array");
    let entries = lists.flat_map(|list| ways(&list["items"])).map(|way| (way, true));
    direct.chain(entries).filter(|(way, _)| is_table(way)).collect()
}

/// Makes room for a key: the keys it excludes go, those it needs come.
fn only_set_with(schema: &Json, table: &mut Table, key: &str) {
    let sets: Vec<&Json> = schema["oneOf"].as_array().into_iter().flatten().collect();
    let of = |set: &Json| -> Vec<String> {
        let keys = set["required"].as_array().unwrap().iter();
        keys.map(|key| key.as_str().unwrap().to_owned()).collect()
    };
    let Some(own) = sets.iter().find(|set| of(set).iter().any(|k| k == key)) else { return };
    for set in &sets {
        for other in of(set) {
            table.remove(&other);
        }
    }
    for needed in of(own) {
        table.insert(needed.clone(), least_value(&schema["properties"][&needed]));
    }
}

/// A table with no more keys than it needs.
fn least(schema: &Json) -> Table {
    let first = &schema["oneOf"][0];
    let needed = [&schema["required"], &first["required"]];
    let keys = needed.iter().filter_map(|list| list.as_array()).flatten();
    keys.map(|key| key.as_str().unwrap())
        .map(|key| (key.to_owned(), least_value(&schema["properties"][key])))
        .collect()
}

/// A value that a schema accepts.
fn least_value(schema: &Json) -> Value {
    let way = &ways(schema)[0];
    match way["type"].as_str() {
        Some("object") => Value::Table(least(way)),
        Some("array") => {
            let count = way["minItems"].as_u64().unwrap_or(0) as usize;
            Value::Array(vec![least_value(&way["items"]); count])
        }
        _ => {
            let validator = validator(way);
            let edge = way["minimum"].as_f64().map(Value::from);
            let words = way["enum"].as_array().and_then(|words| words[0].as_str()).map(Value::from);
            let mut tried = pool().into_iter().chain(edge).chain(words);
            let fits = tried.find(|value| {
                has_date(value) == (way["format"] == "date")
                    && validator.is_valid(&json_value(value))
            });
            fits.unwrap_or_else(|| panic!("nothing fits {way}"))
        }
    }
}

#[test]
fn reader_and_schema_agree_on_every_key() {
    let schema = Document::Scenario.schema();
    let mut both = Both {
        validator: validator(&schema),
        pool: pool(),
        compared: 0,
        tables: 0,
        differ: Vec::new(),
    };
    both.table(&schema, &starter(), &Vec::new());
    assert!(both.differ.is_empty(), "{}", both.differ.join("\n"));
    // Every table that the schema has was walked, and each key met the whole pool.
    let written = schema.to_string().matches("\"additionalProperties\":").count();
    assert_eq!(both.tables, written);
    let keys = schema.to_string().matches("\"description\":").count();
    assert!(both.compared > keys * 50, "{} comparisons of {keys} keys", both.compared);
}
