//! JSON Schemas (draft 2020-12) of what obsada reads and writes: the scenario file, and every answer as
//! JSON.
//!
//! The schema of an answer is derived from the type that is printed, its descriptions from the comments
//! there. Answers gain keys from version to version, so their schemas allow keys that they do not name.

use crate::report::fit::{FIT_SCHEMA, FitAnswer, TOTALS_SCHEMA, TotalsAnswer};
use crate::roster::explain::Alternative;
use crate::wire::roster_answer::{REPAIR_SCHEMA, Repair, Roster};
use crate::{
    calculator, calculator::wait, records, scenario, simulate, wire::answer, wire::no_plan,
    wire::proposal, wire::roster_answer, wire::sweep,
};
use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema};
use serde_json::{Value, json};

/// What there is a schema of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Document {
    /// The scenario file.
    Scenario,
    /// `plan --format json`.
    Plan,
    /// The same where no plan can meet the scenario.
    NoPlan,
    /// `compare --format json`.
    Proposal,
    /// `simulate --format json`.
    Simulation,
    /// `roster --format json`.
    Roster,
    /// `roster --repair --format json`.
    Repair,
    /// `roster --why --format json`.
    Why,
    /// `fit --format json`.
    Fit,
    /// `fit --totals --format json`.
    Totals,
    /// `wait --format json`.
    Wait,
    /// `wait --log --format json`.
    Lookup,
    /// `erlang --json`.
    Erlang,
    /// `results.json` of `sweep`.
    Sweep,
}

impl Document {
    /// All of them, the scenario first.
    pub const ALL: [Document; 14] = [
        Document::Scenario,
        Document::Plan,
        Document::NoPlan,
        Document::Proposal,
        Document::Simulation,
        Document::Roster,
        Document::Repair,
        Document::Why,
        Document::Fit,
        Document::Totals,
        Document::Wait,
        Document::Lookup,
        Document::Erlang,
        Document::Sweep,
    ];

    /// The name under which it is asked for.
    pub fn name(self) -> &'static str {
        match self {
            Document::Scenario => "scenario",
            Document::Plan => "plan",
            Document::NoPlan => "no-plan",
            Document::Proposal => "proposal",
            Document::Simulation => "simulation",
            Document::Roster => "roster",
            Document::Repair => "repair",
            Document::Why => "why",
            Document::Fit => "fit",
            Document::Totals => "totals",
            Document::Wait => "wait",
            Document::Lookup => "lookup",
            Document::Erlang => "erlang",
            Document::Sweep => "sweep",
        }
    }

    /// Where it is read or written.
    pub fn about(self) -> &'static str {
        match self {
            Document::Scenario => "the scenario file, TOML read as JSON data",
            Document::Plan => "plan --format json",
            Document::NoPlan => "plan --format json where no plan can meet the scenario",
            Document::Proposal => "compare --format json",
            Document::Simulation => "simulate --format json",
            Document::Roster => "roster --format json",
            Document::Repair => "roster --repair --format json",
            Document::Why => "roster --why --format json",
            Document::Fit => "fit --format json",
            Document::Totals => "fit --totals --format json",
            Document::Wait => "wait --format json",
            Document::Lookup => "wait --log --format json",
            Document::Erlang => "erlang --json",
            Document::Sweep => "results.json of sweep",
        }
    }

    /// Its schema.
    pub fn schema(self) -> Value {
        match self {
            Document::Scenario => scenario::schema::schema(),
            Document::Plan => of::<answer::Plan>(answer::SCHEMA),
            Document::NoPlan => of::<no_plan::NoPlan>(no_plan::SCHEMA),
            Document::Proposal => of::<proposal::Proposal>(proposal::SCHEMA),
            Document::Simulation => of::<simulate::verdict::Simulation>(simulate::verdict::SCHEMA),
            Document::Roster => of::<Roster>(roster_answer::SCHEMA),
            Document::Repair => of::<Repair>(REPAIR_SCHEMA),
            Document::Why => of::<Vec<Alternative>>("obsada why"),
            Document::Fit => of::<FitAnswer>(FIT_SCHEMA),
            Document::Totals => of::<TotalsAnswer>(TOTALS_SCHEMA),
            Document::Wait => of::<wait::Waits>(wait::SCHEMA),
            Document::Lookup => of::<records::lookup::LookUp>(records::lookup::SCHEMA),
            Document::Erlang => of::<calculator::Measures>("obsada erlang"),
            Document::Sweep => of::<sweep::Sweep>(sweep::SCHEMA),
        }
    }
}

/// The schema of a type as it is written.
fn of<T: JsonSchema>(title: &str) -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    RecursiveTransform(tidy).transform(&mut schema);
    schema.insert("title".to_owned(), json!(title));
    schema.to_value()
}

/// Descriptions without the links of the source, and no formats that only Rust knows.
fn tidy(schema: &mut Schema) {
    if schema.get("format").is_some_and(|format| format != "date") {
        schema.remove("format");
    }
    if let Some(Value::String(text)) = schema.get("description") {
        let plain = plain(text);
        schema.insert("description".to_owned(), Value::String(plain));
    }
}

/// A comment of the source for who does not see the source: links as names, `None` as `null`.
fn plain(comment: &str) -> String {
    let joined =
        comment.split("\n\n").map(|p| p.replace('\n', " ")).collect::<Vec<_>>().join("\n\n");
    let mut text = String::new();
    let mut rest = joined.as_str();
    while let Some((before, link)) = rest.split_once("[`") {
        let Some((path, after)) = link.split_once("`]") else { break };
        let name = path.rsplit("::").next().unwrap_or(path);
        text.push_str(before);
        text.push_str(&format!("`{name}`"));
        rest = match after.strip_prefix('(').and_then(|target| target.split_once(')')) {
            Some((_, after)) => after,
            None => after,
        };
    }
    text.push_str(rest);
    text.replace("`None`", "`null`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_lose_their_links() {
        let comment =
            "From [`play`](super::play), as [`crate::a::B`] says;\n`None` where\n\nnothing.";
        assert_eq!(plain(comment), "From `play`, as `B` says; `null` where\n\nnothing.");
    }
}
