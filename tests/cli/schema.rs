//! The schemas that `obsada schema` prints, under an independent validator: that of the scenario agrees
//! with the reader key by key, and every answer is what its schema says.

mod answers;
mod reader;
mod shipped;
mod values;

use crate::run::{folder_with, obsada};
use jsonschema::{Draft, Validator};
use obsada::schema::Document;
use serde_json::Value;

/// A validator of a schema, which must itself be valid.
pub fn validator(schema: &Value) -> Validator {
    jsonschema::draft202012::meta::validate(schema).unwrap();
    jsonschema::draft202012::new(schema).unwrap()
}

#[test]
fn every_schema_is_printed_and_valid_and_the_scenario_is_what_comes_unasked() {
    let folder = folder_with(&[]);
    let print = |arguments: &[&str]| -> Value {
        serde_json::from_str(&obsada(folder.path(), arguments).ok()).unwrap()
    };
    for document in Document::ALL {
        let printed = print(&["schema", document.name()]);
        assert_eq!(printed, document.schema(), "{}", document.name());
        assert_eq!(printed["$schema"], "https://json-schema.org/draft/2020-12/schema");
        validator(&printed);
    }
    assert_eq!(print(&["schema"]), Document::Scenario.schema());
    let told = obsada(folder.path(), &["schema", "rota"]).fails(2);
    assert!(told.contains("roster") && told.contains("scenario"), "{told}");
}

/// Editors that know draft-07 only read the scenario's schema in the same way.
#[test]
fn the_scenario_s_schema_is_valid_in_draft_7_too() {
    let mut schema = Document::Scenario.schema();
    schema["$schema"] = "http://json-schema.org/draft-07/schema#".into();
    jsonschema::draft7::meta::validate(&schema).unwrap();
    assert_eq!(Draft::default().detect(&schema), Draft::Draft7);
    let old = jsonschema::draft7::new(&schema).unwrap();
    assert!(old.is_valid(&values::json(&values::starter())));
    let mut misspelt = values::starter();
    misspelt.insert("titel".into(), "x".into());
    assert!(!old.is_valid(&values::json(&misspelt)));
}

/// Nobody should need the source to understand a description, and everything has one.
#[test]
fn every_key_is_described() {
    for document in Document::ALL {
        let schema = document.schema();
        let text = schema.to_string();
        for word in ["[`", "](", "_S`", "_MAX`", "SCHEMA", "None", "crate::"] {
            assert!(!text.contains(word), "{}: {word}", document.name());
        }
        let mut bare = Vec::new();
        undescribed(&schema, "", &mut bare);
        assert!(bare.is_empty(), "{}: {bare:?}", document.name());
    }
}

fn undescribed(schema: &Value, path: &str, bare: &mut Vec<String>) {
    let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    // A variant that is an object with one key describes itself.
    let variant = schema.get("description").is_some()
        && schema.get("properties").and_then(Value::as_object).is_some_and(|p| p.len() == 1);
    for (name, property) in properties.filter(|(_, property)| property.is_object() && !variant) {
        if property.get("description").or(property.get("const")).is_none() {
            bare.push(format!("{path}.{name}"));
        }
    }
    let nested: Vec<(&str, &Value)> = match schema {
        Value::Object(fields) => fields.iter().map(|(k, v)| (k.as_str(), v)).collect(),
        Value::Array(entries) => entries.iter().map(|v| ("", v)).collect(),
        _ => Vec::new(),
    };
    for (key, value) in nested {
        undescribed(value, &format!("{path}.{key}"), bare);
    }
}
