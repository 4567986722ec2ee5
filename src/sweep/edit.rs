//! Values set in the text of a scenario, by key: `line.mopr.aht`, `cost.evening.premium`, `line.mopr.target.1.mean_wait`.

use toml::{Table, Value};

/// Sets a value. Parts of the key are keys of tables; in a list of tables, the `id` of one, or its number from 1.
///
/// # Errors
/// The part of the key that leads nowhere. The last part may be new: the scenario then says whether it knows such a key.
pub(super) fn set(table: &mut Table, key: &str, value: &Value) -> Result<(), String> {
    let parts: Vec<&str> = key.split('.').map(str::trim).collect();
    let Some((last, path)) = parts.split_last() else { return Err(key.to_owned()) };
    let mut at = Some(table);
    let mut list: Option<&mut Vec<Value>> = None;
    for part in path {
        let next: Option<&mut Value> = match (at.take(), list.take()) {
            (Some(table), _) => table.get_mut(*part),
            (None, Some(list)) => member(list, part),
            (None, None) => None,
        };
        match next {
            Some(Value::Table(table)) => at = Some(table),
            Some(Value::Array(values)) => list = Some(values),
            _ => return Err((*part).to_owned()),
        }
    }
    match (at, list) {
        (Some(table), _) if !last.is_empty() => {
            table.insert((*last).to_owned(), value.clone());
            Ok(())
        }
        (None, Some(list)) => match member(list, last) {
            Some(place) => {
                *place = value.clone();
                Ok(())
            }
            None => Err((*last).to_owned()),
        },
        _ => Err((*last).to_owned()),
    }
}

/// The member of a list with this `id`, or this number.
fn member<'a>(list: &'a mut [Value], part: &str) -> Option<&'a mut Value> {
    let named = |value: &Value| value.get("id").and_then(Value::as_str) == Some(part);
    let place = list.iter().position(named);
    let place = place.or_else(|| part.parse::<usize>().ok()?.checked_sub(1))?;
    list.get_mut(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scenario() -> Table {
        "[[line]]\nid = \"a\"\n[[line]]\nid = \"2\"\naht = { value = 1, low = 0 }\n[[line.target]]\nmean_wait = 60\n[cost]\nevening = 0.1"
            .parse()
            .unwrap()
    }

    #[test]
    fn keys_lead_through_ids_and_numbers() {
        let mut table = scenario();
        set(&mut table, "line.2.aht", &Value::from("4m")).unwrap();
        set(&mut table, "line.a.patience", &Value::from("3m")).unwrap();
        set(&mut table, "line.2.target.1.mean_wait", &Value::from(90)).unwrap();
        set(&mut table, "cost.evening", &Value::from(0.2)).unwrap();
        let lines = table["line"].as_array().unwrap();
        assert_eq!(lines[0]["patience"].as_str(), Some("3m"));
        // An id goes before a number.
        assert_eq!(lines[1]["aht"].as_str(), Some("4m"));
        assert_eq!(lines[1]["target"][0]["mean_wait"].as_integer(), Some(90));
        assert_eq!(table["cost"]["evening"].as_float(), Some(0.2));
    }

    #[test]
    fn a_key_that_leads_nowhere_names_the_part() {
        let lost = |key: &str| set(&mut scenario(), key, &Value::from(1)).unwrap_err();
        assert_eq!(lost("line.c.aht"), "c");
        assert_eq!(lost("cost.evening.x"), "evening");
        assert_eq!(lost("line.a.target.1.mean_wait"), "target");
        assert_eq!(lost("line.3"), "3");
        assert_eq!(lost("cost."), "");
    }
}
