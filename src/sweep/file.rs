//! The file of a sweep.

use crate::domain::cause::SweepCause;
use crate::domain::error::{Place, Problem};
use crate::scenario::place_of;
use crate::wire::sweep::Variant;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use toml::{Spanned, Value};

/// What a sweep asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Spec {
    /// File of the scenario, as written.
    pub scenario: String,
    /// Whether promises are kept through the day, or by the formula alone.
    pub through_day: bool,
    /// Seed of the draws and of weeks that are played out.
    pub seed: u64,
    /// Keys with the values that each takes in turn, as TOML writes them.
    pub grid: Vec<(String, Vec<String>)>,
    /// Variants one by one: keys with their values.
    pub list: Vec<BTreeMap<String, String>>,
    /// Draws of the uncertain numbers for each combination; 0: central values alone.
    pub draws: u32,
    /// Where each key stands, for messages.
    pub places: BTreeMap<String, Place>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    scenario: String,
    #[serde(default)]
    promise: Promise,
    #[serde(default = "first_seed")]
    seed: u64,
    #[serde(default)]
    draws: u32,
    #[serde(default)]
    vary: Vec<Vary>,
    #[serde(default)]
    variant: Vec<Set>,
}

#[derive(Deserialize, Default, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Promise {
    #[default]
    ThroughDay,
    Formula,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vary {
    key: Spanned<String>,
    values: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Set {
    set: BTreeMap<Spanned<String>, Value>,
}

fn first_seed() -> u64 {
    1
}

impl Spec {
    /// Of the variants, enough that each key is set in one.
    pub fn first_of_each_key<'v>(
        &self,
        variants: &'v [Variant],
    ) -> impl Iterator<Item = &'v Variant> {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        variants
            .iter()
            .filter(move |v| v.set.keys().filter(|key| seen.insert(key.as_str())).count() > 0)
    }
}

/// Reads a sweep's file.
///
/// # Errors
/// What is wrong with it, with its place.
pub fn read(text: &str, file: &str) -> Result<Spec, Vec<Problem>> {
    let parsed: File = toml::from_str(text).map_err(|error| {
        let place = error.span().map(|span| place_of(file, text, &span));
        let cause = SweepCause::NotSweep { parser: error.message().to_owned() };
        vec![Problem { place, cause: cause.into() }]
    })?;
    let mut spec = Spec {
        scenario: parsed.scenario,
        through_day: parsed.promise == Promise::ThroughDay,
        seed: parsed.seed,
        grid: Vec::new(),
        list: Vec::new(),
        draws: parsed.draws,
        places: BTreeMap::new(),
    };
    let mut problems = Vec::new();
    for vary in parsed.vary {
        let place = place_of(file, text, &vary.key.span());
        let key = vary.key.into_inner();
        if vary.values.is_empty() {
            let cause = SweepCause::EmptyList { key: key.clone() };
            problems.push(Problem { place: Some(place.clone()), cause: cause.into() });
        }
        spec.places.entry(key.clone()).or_insert(place);
        spec.grid.push((key, vary.values.iter().map(Value::to_string).collect()));
    }
    for variant in parsed.variant {
        let mut set = BTreeMap::new();
        for (key, value) in variant.set {
            let place = place_of(file, text, &key.span());
            let key = key.into_inner();
            spec.places.entry(key.clone()).or_insert(place);
            set.insert(key, value.to_string());
        }
        if set.is_empty() {
            let cause = SweepCause::EmptyList { key: "set".to_owned() };
            problems.push(Problem::without_place(cause));
        }
        spec.list.push(set);
    }
    if problems.is_empty() { Ok(spec) } else { Err(problems) }
}
