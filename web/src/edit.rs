//! Numbers of a scenario put in place of others, everything else left as it was written: comments, order and layout.

use crate::told::Failed;
use serde::Deserialize;
use serde_json::Value as Json;
use toml_edit::{Array, DocumentMut, InlineTable, Item, Value};

/// One number put in place of another.
#[derive(Debug, Deserialize)]
pub struct Change {
    /// Keys, and places in lists counted from 0, from the top of the file.
    pub path: Vec<Json>,
    /// The value: text, a number, a list of those; `null` takes the key away. Seconds, where the file has a length of
    /// time.
    pub value: Json,
    /// Whether a number is a length of time, written as `4m 30s` unless the file has seconds.
    #[serde(default)]
    pub time: bool,
}

/// The text of a scenario after these changes (JSON), one after another.
///
/// # Errors
/// That the text is no TOML, or that a path leads nowhere.
pub fn edit(text: &str, changes: &str) -> Result<String, Failed> {
    let changes: Vec<Change> =
        serde_json::from_str(changes).map_err(|_| Failed::call("changes"))?;
    let mut document: DocumentMut = text.parse().map_err(|_| Failed::call("TOML"))?;
    for change in &changes {
        apply(document.as_item_mut(), change)
            .ok_or_else(|| Failed::call(&format!("path {:?}", change.path)))?;
    }
    Ok(document.to_string())
}

fn apply(root: &mut Item, change: &Change) -> Option<()> {
    let (last, way) = change.path.split_last()?;
    let mut item = root;
    for step in way {
        item = child(item, step)?;
    }
    if change.value.is_null() {
        item.as_table_like_mut()?.remove(last.as_str()?);
        return Some(());
    }
    if let Some(old) = child(item, last) {
        return replace(old, change);
    }
    let new = value(&change.value, None, change.time)?;
    item.as_table_like_mut()?.insert(last.as_str()?, Item::Value(new));
    Some(())
}

fn child<'a>(item: &'a mut Item, step: &Json) -> Option<&'a mut Item> {
    match step {
        Json::String(key) => item.as_table_like_mut()?.get_mut(key),
        place => item.get_mut(usize::try_from(place.as_u64()?).ok()?),
    }
}

/// Puts a value in the place of an old one: of the number alone, where more is said of it. A range that no longer
/// holds the number is widened to it.
fn replace(old: &mut Item, change: &Change) -> Option<()> {
    let uncertain = old.as_table_like().is_some_and(|table| table.contains_key("value"));
    if !uncertain {
        let before = old.as_value()?;
        let decor = before.decor().clone();
        let mut new = value(&change.value, Some(before), change.time)?;
        *new.decor_mut() = decor;
        *old = Item::Value(new);
        return Some(());
    }
    let table = old.as_table_like_mut()?;
    let number = change.value.as_f64();
    for (key, beyond) in [("low", 1.0), ("high", -1.0)] {
        let bound = table.get(key).and_then(Item::as_value).and_then(plain);
        let outside = bound.zip(number).is_some_and(|(b, n)| (b - n) * beyond > 0.0);
        if outside {
            replace(table.get_mut(key)?, change)?;
        }
    }
    replace(table.get_mut("value")?, change)
}

/// A number, or a length of time in seconds.
pub fn plain(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(whole) => Some(*whole.value() as f64),
        Value::Float(number) => Some(*number.value()),
        Value::String(text) => obsada::scenario::duration(text.value()),
        _ => None,
    }
}

/// A value as TOML, in the manner of the one before it.
fn value(new: &Json, before: Option<&Value>, time: bool) -> Option<Value> {
    Some(match new {
        Json::String(text) => text.as_str().into(),
        Json::Bool(is) => (*is).into(),
        Json::Number(number) => {
            let number = number.as_f64()?;
            let seconds = before.is_some_and(|before| !before.is_str());
            match (time && !seconds, before) {
                (true, _) => length(number).map_or_else(|| shortest(number), Value::from),
                (false, Some(Value::Float(_))) => number.into(),
                (false, _) => shortest(number),
            }
        }
        Json::Array(entries) => {
            let entries: Option<Vec<Value>> =
                entries.iter().map(|entry| value(entry, None, false)).collect();
            Value::Array(entries?.into_iter().collect::<Array>())
        }
        Json::Object(entries) => {
            let mut table = InlineTable::new();
            for (key, entry) in entries {
                table.insert(key, value(entry, None, false)?);
            }
            Value::InlineTable(table)
        }
        Json::Null => return None,
    })
}

/// A whole number where it is one.
fn shortest(number: f64) -> Value {
    let whole = number as i64;
    if whole as f64 == number { whole.into() } else { number.into() }
}

/// Whole seconds as `1h 5m 30s`.
fn length(seconds: f64) -> Option<String> {
    if seconds < 0.0 || seconds.fract() != 0.0 {
        return None;
    }
    let whole = seconds as u64;
    let parts = [(whole / 3600, 'h'), (whole / 60 % 60, 'm'), (whole % 60, 's')];
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    let text: Vec<String> = parts.map(|(count, unit)| format!("{count}{unit}")).collect();
    Some(if text.is_empty() { "0s".to_owned() } else { text.join(" ") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_changes_and_nothing_else() {
        let text = "# top\n[[line]] # first\nid = \"a\"\naht = { value = \"4m\", low = \"3m\", high = \"5m\", note = \"n\" } # why\nopen = \"07:30\"\n\n[[group]]\ncontracts = [\n  { id = \"full\", heads = 10 }, # ten\n]\n";
        let changes = r#"[{"path":["line",0,"aht"],"value":330,"time":true},{"path":["group",0,"contracts",0,"heads"],"value":7},{"path":["line",0,"patience"],"value":90,"time":true}]"#;
        let edited = edit(text, changes).unwrap();
        let expected = text
            .replace("value = \"4m\"", "value = \"5m 30s\"")
            .replace("high = \"5m\"", "high = \"5m 30s\"")
            .replace("heads = 10", "heads = 7")
            .replace("open = \"07:30\"\n", "open = \"07:30\"\npatience = \"1m 30s\"\n");
        assert_eq!(edited, expected);
    }

    #[test]
    fn what_is_written_as_seconds_stays_so() {
        let change = |value: &str| format!(r#"[{{"path":["a"],"value":{value},"time":true}}]"#);
        assert_eq!(edit("a = 115 # x\n", &change("60")).unwrap(), "a = 60 # x\n");
        assert_eq!(edit("a = 115.5\n", &change("60")).unwrap(), "a = 60.0\n");
        assert_eq!(edit("a = \"2m\"\n", &change("60.5")).unwrap(), "a = 60.5\n");
        assert_eq!(edit("a = \"2m\"\n", &change("3720")).unwrap(), "a = \"1h 2m\"\n");
    }

    #[test]
    fn a_list_of_closings_keeps_those_of_some_days() {
        let change = r#"[{"path":["c"],"value":["15:30",{"label":"20:00 Tue","tue":"20:00"}]}]"#;
        let edited = edit("c = [\"15:30\"]\n", change).unwrap();
        assert_eq!(edited, "c = [\"15:30\", { label = \"20:00 Tue\", tue = \"20:00\" }]\n");
    }

    #[test]
    fn a_path_that_leads_nowhere_is_told() {
        for path in [r#"["a","b"]"#, r#"["l",5,"x"]"#, "[]"] {
            let change = format!(r#"[{{"path":{path},"value":1}}]"#);
            assert_eq!(edit("a = 1\nl = [1]\n", &change).unwrap_err().kind, "call");
        }
        assert_eq!(edit("a = = 1", "[]").unwrap_err().kind, "call");
    }
}
