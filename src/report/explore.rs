//! One HTML file that plans again in the browser: the page, the module it plans with, and a scenario with its answer.
//!
//! The files of `web/page` are plain modules. In the page they stand one after another as two scripts, what they import from
//! each other being in view already; `web/obsada.wasm.gz` is the core of this program for browsers. Nothing is fetched: the
//! page's own policy allows its two scripts by their hashes, workers made from them, and no connection at all.

use crate::domain::units::Language;
use crate::report::dense;
use crate::report::json::plain;
use crate::report::words::explore::WORDS;
use crate::report::words::explore_board::BOARD;
use askama::Template;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::{Compression, GzBuilder};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Write;

/// The core of this program as a WebAssembly module, packed; `web/build` makes it.
const MODULE: &[u8] = include_bytes!("../../web/obsada.wasm.gz");
const STYLE: &str = include_str!("../../web/page/page.css");
const MODULE_CALLS: &str = include_str!("../../web/page/module.js");
/// The scripts of a worker and of the page, what is imported before what imports it.
const WORKER: [&str; 2] = [MODULE_CALLS, include_str!("../../web/page/worker.js")];
const PAGE: [&str; 18] = [
    MODULE_CALLS,
    include_str!("../../web/page/pool.js"),
    include_str!("../../web/page/planner.js"),
    include_str!("../../web/page/words.js"),
    include_str!("../../web/page/dom.js"),
    include_str!("../../web/page/controls.js"),
    include_str!("../../web/page/hours.js"),
    include_str!("../../web/page/pictures.js"),
    include_str!("../../web/page/results.js"),
    include_str!("../../web/page/form.js"),
    include_str!("../../web/page/cells.js"),
    include_str!("../../web/page/shifts.js"),
    include_str!("../../web/page/grid.js"),
    include_str!("../../web/page/seen.js"),
    include_str!("../../web/page/edited.js"),
    include_str!("../../web/page/board.js"),
    include_str!("../../web/page/doors.js"),
    include_str!("../../web/page/main.js"),
];

/// A scenario that a page opens with.
#[derive(Debug, Serialize)]
pub struct Case {
    /// File, as the user named it.
    pub file: String,
    /// Title of the scenario.
    #[serde(skip)]
    pub title: String,
    /// Language that the page begins in.
    pub locale: Language,
    /// The scenario's text.
    pub text: String,
    /// Demand files that it names, by name.
    pub files: BTreeMap<String, String>,
    /// File of the roster that is on the planner's board when the page opens, as the user named it.
    pub roster: Option<String>,
    /// Its JSON.
    #[serde(skip)]
    pub roster_text: String,
    /// Plans that are known already, as JSON: that of each closing time under its number, and the recommended one under "".
    #[serde(skip)]
    pub plans: BTreeMap<String, String>,
}

#[derive(Template)]
#[template(path = "explore.html")]
struct Page<'a> {
    lang: &'static str,
    policy: String,
    title: &'a str,
    no_script: &'static str,
    style: &'static str,
    words: String,
    case: String,
    plans: String,
    roster: String,
    module: String,
    worker: String,
    script: String,
}

/// The page, with a scenario or for starting from nothing.
///
/// # Errors
/// That it could not be written, which would be a defect.
pub fn page(case: Option<&Case>) -> Result<String, String> {
    let failed = |error: &dyn std::fmt::Display| format!("the page cannot be written: {error}");
    let (worker, script) = (together(&WORKER), together(&PAGE));
    let plans = match case.filter(|case| !case.plans.is_empty()) {
        Some(case) => {
            packed(&json(&case.plans).map_err(|e| failed(&e))?).map_err(|e| failed(&e))?
        }
        None => String::new(),
    };
    let roster = case.map(|case| case.roster_text.as_str()).filter(|text| !text.is_empty());
    let roster = roster.map(packed).transpose().map_err(|e| failed(&e))?.unwrap_or_default();
    let language = case.map_or(Language::En, |case| case.locale);
    let page = Page {
        lang: match language {
            Language::En => "en",
            Language::Pl => "pl",
        },
        policy: policy(&script),
        title: case.map_or("obsada", |case| &case.title),
        no_script: word("no_script", language),
        style: STYLE,
        words: json(&words()).map_err(|e| failed(&e))?,
        case: json(&case).map_err(|e| failed(&e))?,
        plans,
        roster,
        module: dense::text(MODULE),
        worker,
        script,
    };
    page.render().map_err(|error| failed(&error))
}

/// Modules one after another as one script, without what they import and give on, comments and indents.
fn together(modules: &[&str]) -> String {
    let mut own = String::new();
    let mut comment = false;
    for line in modules.iter().flat_map(|module| module.lines()).map(str::trim_start) {
        comment |= line.starts_with("/**");
        if !comment && !line.is_empty() && !line.starts_with("import ") && !line.starts_with("// ")
        {
            own += line.strip_prefix("export ").unwrap_or(line);
            own += "\n";
        }
        comment &= !line.ends_with("*/");
    }
    format!("(() => {{\n\"use strict\";\n{own}}})();\n")
}

/// What the page may do: run its own script, plan in workers made from it, and nothing over a network.
fn policy(script: &str) -> String {
    let hash = STANDARD.encode(Sha256::digest(script));
    format!(
        "default-src 'none'; script-src 'sha256-{hash}' 'wasm-unsafe-eval' blob:; worker-src blob:; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
}

/// Data for a script element: no `<` is left that could end it, and nothing that is not seen.
fn json(data: &impl Serialize) -> Result<String, serde_json::Error> {
    serde_json::to_string(data).map(|text| plain(&text).replace('<', "\\u003c"))
}

/// Packed, as text.
fn packed(text: &str) -> std::io::Result<String> {
    let mut packer = GzBuilder::new().write(Vec::new(), Compression::best());
    packer.write_all(text.as_bytes())?;
    packer.finish().map(|bytes| dense::text(&bytes))
}

/// Every word of the page.
fn all_words() -> impl Iterator<Item = &'static (&'static str, &'static str, &'static str)> {
    WORDS.iter().chain(BOARD)
}

/// The page's words by language and name.
fn words() -> BTreeMap<&'static str, BTreeMap<&'static str, &'static str>> {
    let english = all_words().map(|(name, en, _)| (*name, *en)).collect();
    let polish = all_words().map(|(name, _, pl)| (*name, *pl)).collect();
    BTreeMap::from([("en", english), ("pl", polish)])
}

fn word(name: &str, language: Language) -> &'static str {
    let found = all_words().find(|(own, ..)| *own == name);
    found.map_or("", |(_, en, pl)| match language {
        Language::En => en,
        Language::Pl => pl,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Names that the script and the page ask for in quotes.
    fn asked(text: &str, before: &str) -> BTreeSet<String> {
        let ends = ['"', '`', '$'];
        text.split(before)
            .skip(1)
            .filter_map(|rest| rest.split(ends).next())
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn every_word_that_is_asked_for_is_there() {
        let template = include_str!("../../templates/explore.html");
        let script = together(&PAGE);
        let mut names = asked(&script, "say(\"");
        names.extend(asked(template, "data-say=\""));
        names.extend(asked(template, "data-label=\""));
        for name in &names {
            assert!(all_words().any(|(own, ..)| own == name), "no word {name}");
        }
        let once: BTreeSet<&str> = all_words().map(|(name, ..)| *name).collect();
        assert_eq!(once.len(), all_words().count());
        for (name, en, pl) in all_words() {
            assert!(!en.is_empty() && !pl.is_empty(), "{name}");
            for place in ["{0}", "{1}", "{2}", "{3}"] {
                assert_eq!(en.contains(place), pl.contains(place), "{name}");
            }
        }
    }

    #[test]
    fn modules_import_only_what_stands_before_them() {
        for list in [&WORKER[..], &PAGE[..]] {
            let mut seen = BTreeSet::new();
            for module in list {
                for line in module.lines().filter(|line| line.starts_with("import ")) {
                    let names = line.split(['{', '}']).nth(1).unwrap();
                    for name in names.split(',').map(str::trim) {
                        assert!(seen.contains(name), "{line}");
                    }
                }
                let given = module.lines().filter_map(|line| line.strip_prefix("export "));
                for line in given {
                    let mut words = line.split([' ', '(', '{', ';', '=']);
                    let other = ["async", "function", "class", "const", "let", ""];
                    let name = words.find(|word| !other.contains(word)).unwrap();
                    assert!(seen.insert(name), "{name} twice");
                }
            }
        }
    }

    #[test]
    fn nothing_of_a_scenario_ends_its_element() {
        let case = Case {
            file: "</script>.toml".into(),
            title: "</script><script>alert(1)</script>".into(),
            locale: Language::Pl,
            text: "title = \"</script><!--\"".into(),
            files: BTreeMap::new(),
            roster: Some("</script>.json".into()),
            roster_text: "</script><script>".into(),
            plans: BTreeMap::from([(String::new(), "</script>".into())]),
        };
        let with = page(Some(&case)).unwrap();
        let without = page(None).unwrap();
        assert_eq!(with.matches("</script>").count(), without.matches("</script>").count());
        assert_eq!(with.matches("<!--").count(), 0);
    }
}
