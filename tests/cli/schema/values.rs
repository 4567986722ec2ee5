//! TOML as the JSON data that a schema sees, and values of every type to try.

use toml::{Table, Value};

/// A scenario that works.
pub fn starter() -> Table {
    obsada::scenario::starter::STARTER.parse().unwrap()
}

/// What a schema sees of a file: dates and times are text, a number that is not finite is nothing.
pub fn json(table: &Table) -> serde_json::Value {
    let entries = table.iter().map(|(key, value)| (key.clone(), json_value(value)));
    serde_json::Value::Object(entries.collect())
}

pub fn json_value(value: &Value) -> serde_json::Value {
    match value {
        Value::String(text) => text.as_str().into(),
        Value::Integer(number) => (*number).into(),
        Value::Float(number) => (*number).into(),
        Value::Boolean(value) => (*value).into(),
        Value::Datetime(when) => when.to_string().into(),
        Value::Array(entries) => entries.iter().map(json_value).collect(),
        Value::Table(table) => json(table),
    }
}

/// Whether a date or time is anywhere in it: JSON has none, so a schema takes it for text.
pub fn has_date(value: &Value) -> bool {
    match value {
        Value::Datetime(_) => true,
        Value::Array(entries) => entries.iter().any(has_date),
        Value::Table(table) => table.values().any(has_date),
        _ => false,
    }
}

/// Good and bad values of every type.
pub fn pool() -> Vec<Value> {
    let texts = [
        "x",
        "",
        " ",
        "Ł ó",
        "UPPER",
        "a\u{7}b",
        "a\nb",
        "07:30",
        "7:30",
        "24:00",
        "24:01",
        "23:60",
        "07:30-15:30",
        "07:30 – 15:30",
        "07:30-",
        "07:30-25:00",
        "90s",
        "4m",
        "4m 30s",
        "1h15m",
        "1.5h",
        "5.s",
        ".5h",
        "30s 4m",
        "1h 1h",
        "4 minutes",
        "-3s",
        "1e3s",
        "PL",
        "pl",
        "mon",
        "serve",
        "stated",
        "low",
        "early",
        "child",
    ];
    let long = "a".repeat(64);
    let longer = "a".repeat(65);
    let numbers = [
        -1e9,
        -500.0,
        -1.0,
        0.0,
        1e-7,
        0.5,
        1.0,
        1.5,
        2.0,
        2.5,
        5.0,
        7.0,
        8.0,
        15.0,
        60.0,
        90.0,
        366.5,
        1e12,
        f64::INFINITY,
        f64::NAN,
    ];
    let whole = [-1, 0, 1, 2, 4, 6, 7, 8, 15, 20, 30, 52, 53, 60, 90, 120, 100_000, 10_000_000];
    let rest: Table = r#"
        all = [true, false, 2026-11-23, 2026-11-23T07:30:00, 07:30:00,
          [], ["x"], ["mon"], ["07:30"], ["07:30", "09:00"], ["07:30", "09:00", "10:00"], ["07:30", 9],
          ["07:30-09:00"], ["8h"], [28800], [1], [true], [2026-11-23], [[]], [{}],
          {}, { value = 1 }, { value = "4m" }, { value = 1, basis = "guessed" }, { basis = "stated" },
          { value = 1, note = 3 }, { mon = "07:30" }, { mon = ["07:30-09:00"] }, { mon = 0.5 },
          { within = "20s", share = 0.8 }, { off_for = [] }, { x = "y" }]
    "#
    .parse()
    .unwrap();
    let texts = texts.into_iter().map(str::to_owned).chain([long, longer]).map(Value::from);
    let numbers = numbers.into_iter().map(Value::from).chain(whole.into_iter().map(Value::from));
    texts.chain(numbers).chain(rest["all"].as_array().unwrap().clone()).collect()
}
