//! Places of a JSON value, for tests that change it.

use serde_json::Value;

/// Every place of a value whose content is `wanted`, as a JSON pointer.
pub fn places(value: &Value, wanted: &dyn Fn(&Value) -> bool) -> Vec<String> {
    fn walk(value: &Value, at: &str, wanted: &dyn Fn(&Value) -> bool, into: &mut Vec<String>) {
        if wanted(value) {
            into.push(at.to_owned());
        }
        match value {
            Value::Array(items) => {
                for (k, item) in items.iter().enumerate() {
                    walk(item, &format!("{at}/{k}"), wanted, into);
                }
            }
            Value::Object(map) => {
                for (key, item) in map {
                    walk(item, &format!("{at}/{key}"), wanted, into);
                }
            }
            _ => {}
        }
    }
    let mut into = Vec::new();
    walk(value, "", wanted, &mut into);
    into
}
