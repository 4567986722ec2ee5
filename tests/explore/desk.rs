//! The manager's desk: what is on screen is what the command line says, before and after a change.

use crate::browser::Browser;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub fn obsada(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_obsada")).args(arguments).current_dir(folder).output().unwrap()
}

pub fn shipped(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    std::fs::read_to_string(file).unwrap()
}

/// A folder with a scenario and its page.
pub fn page(scenario: &str, more: &[&str]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("case.toml"), scenario).unwrap();
    let arguments = [&["explore", "case.toml", "-o", "page.html"], more].concat();
    let output = obsada(folder.path(), &arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let page = folder.path().join("page.html");
    (folder, page)
}

/// The plan that the command line makes of a text.
pub fn planned(folder: &Path, text: &str, more: &[&str]) -> String {
    let own = folder.join("again");
    std::fs::create_dir_all(&own).unwrap();
    std::fs::write(own.join("case.toml"), text).unwrap();
    let output = obsada(&own, &[&["plan", "case.toml", "--format", "json"], more].concat());
    String::from_utf8(output.stdout).unwrap()
}

pub const DONE: &str = "!obsada.state.running && obsada.answered()?.promise === 'through-day' && document.body.dataset.answer === 'through-day' && !document.querySelector('#results.old')";

/// Types into the field of a number, as somebody would.
fn typed(field: &str, value: &str) -> String {
    format!(
        "(() => {{ const field = document.getElementById('{field}'); field.value = '{value}'; field.dispatchEvent(new Event('change')); }})()"
    )
}

#[test]
fn a_case_shows_its_answer_when_it_is_opened() {
    let (folder, page) = page(&shipped("one-person.toml"), &[]);
    let Some(mut browser) = Browser::open(&page) else { return };
    browser.until(DONE);
    let plan = browser.run("obsada.state.current.text");
    assert_eq!(plan.as_str().unwrap(), planned(folder.path(), &shipped("one-person.toml"), &[]));
    let answer = browser.run("document.getElementById('answer').textContent");
    assert_eq!(answer, "Recommended: open until 13:00");
    assert_eq!(browser.requests, Vec::<String>::new());
    assert_eq!(browser.complaints, Vec::<String>::new());
}

#[test]
fn the_browser_plans_to_the_same_bytes() {
    // No answer is in these pages: the browser has to find it.
    for name in ["one-person.toml", "mopr-2016.toml"] {
        let (folder, page) = page(&shipped(name), &["--unplanned"]);
        let Some(mut browser) = Browser::open(&page) else { return };
        browser.until(DONE);
        let plan = browser.run("obsada.state.current.text");
        assert!(plan == planned(folder.path(), &shipped(name), &[]), "{name}");
        let by_formula = browser.run("obsada.planner.answers(obsada.state.text).formula.plans['']");
        let formula = planned(folder.path(), &shipped(name), &["--promise", "formula"]);
        assert!(by_formula == formula, "{name} by the formula");
        assert_eq!(browser.requests, Vec::<String>::new());
    }
}

#[test]
fn a_changed_closing_time_promise_and_wage_give_what_the_command_line_gives() {
    let (folder, page) = page(&shipped("one-person.toml"), &[]);
    let Some(mut browser) = Browser::open(&page) else { return };
    browser.until(DONE);
    let later = "(() => { const slider = document.getElementById('hours-advice'); slider.value = 840; slider.dispatchEvent(new Event('change')); })()";
    let changes = [
        (later.to_owned(), "[\"13:00\", \"14:00\", \"15:00\"]"),
        (typed("line-0-target-0-mean_wait", "2:00"), "mean_wait = \"2m\""),
        (typed("group-0-hourly_cost", "66.5"), "value = 66.5"),
    ];
    for (script, written) in changes {
        browser.run(&script);
        browser.until(DONE);
        let text = browser.run("obsada.state.text");
        let text = text.as_str().unwrap();
        assert!(text.contains(written), "{text}");
        assert!(text.contains("# What it shows: with one consultant on duty"), "{text}");
        let recommended = browser.run("obsada.answered().answer.plans['']");
        assert!(recommended == planned(folder.path(), text, &[]), "{written}");
    }
    // Three changes are listed; taking them back is the first state again, at once.
    assert_eq!(browser.run("document.querySelectorAll('#changes li').length"), 3);
    browser.run("document.getElementById('all-back').click()");
    browser.until(DONE);
    assert_eq!(browser.run("obsada.state.text").as_str(), Some(&*shipped("one-person.toml")));
    browser.run("document.getElementById('undo').click()");
    browser.until(DONE);
    assert_eq!(browser.run("document.querySelectorAll('#changes li').length"), 3);
    assert_eq!(browser.requests, Vec::<String>::new());
    assert_eq!(browser.complaints, Vec::<String>::new());
}

#[test]
fn an_old_answer_is_marked_and_planning_can_be_stopped() {
    let (_folder, page) = page(&shipped("mopr-until-20.toml"), &["--unplanned"]);
    let Some(mut browser) = Browser::open(&page) else { return };
    browser.until("obsada.answered()?.promise === 'formula'");
    browser.until("document.body.dataset.answer === 'formula'");
    assert_eq!(
        browser.run("document.getElementById('stage').textContent"),
        "By the formula of each half-hour"
    );
    browser.until("obsada.state.progress?.promise === 'through-day'");
    let busy = "obsada.planner.pool.busy.size";
    browser.until(&format!("{busy} > 0"));
    browser.run("document.getElementById('stop').click()");
    assert_eq!(browser.run(busy), 0);
    assert_eq!(browser.run("obsada.state.running"), false);
    assert_eq!(browser.run("document.getElementById('working').hidden"), true);
    // In the same moment as a change, before anything can be planned, the answer is marked as old.
    let script = typed("group-0-hourly_cost", "50")
        + "; [...document.getElementById('results').classList, document.getElementById('stale').hidden].join()";
    assert_eq!(browser.run(&script), "old,false");
    browser.until("obsada.answered()?.promise === 'formula'");
    browser.until("document.getElementById('stale').hidden");
    browser.run("document.getElementById('stop').click()");
}

#[test]
fn fifty_changes_leave_few_workers_and_few_answers() {
    let (_folder, page) = page(&shipped("one-person.toml"), &["--unplanned"]);
    let Some(mut browser) = Browser::open(&page) else { return };
    browser.until(DONE);
    for cost in 0..50 {
        browser.run(&typed("group-0-hourly_cost", &(61 + cost).to_string()));
        // By the formula or, where that was quick, through the day already.
        browser.until("obsada.answered()");
    }
    browser.until(DONE);
    let kept = browser.run("obsada.planner.kept.size").as_u64().unwrap();
    assert!(kept <= 12, "{kept}");
    let pool = "obsada.planner.pool";
    let workers = browser.run(&format!("{pool}.idle.length + {pool}.busy.size")).as_u64().unwrap();
    assert!(workers <= 8, "{workers}");
}

#[test]
fn the_page_is_accessible_in_both_languages_light_and_dark_wide_and_narrow() {
    let (_folder, page) = page(&shipped("one-person.toml"), &[]);
    let Some(mut browser) = Browser::open(&page) else { return };
    browser.until(DONE);
    let axe = std::env::var("AXE_CORE").ok().filter(|file| !file.is_empty());
    let axe = axe.map(|file| std::fs::read_to_string(file).unwrap());
    if axe.is_none() {
        println!("skipped: AXE_CORE does not name the file axe.min.js");
    }
    for (width, dark) in [(1280, false), (1280, true), (390, false), (390, true)] {
        browser.look(width, dark);
        for language in ["en", "pl"] {
            assert_eq!(browser.run("document.documentElement.lang"), language);
            let wide = browser.run("document.documentElement.scrollWidth").as_u64().unwrap();
            assert!(wide <= u64::from(width), "{wide} pixels at {width}");
            let scheme = if dark { "dark" } else { "light" };
            browser.picture(&format!("desk-{language}-{width}-{scheme}.png"), true);
            if let Some(axe) = &axe {
                browser.run(&format!("{axe}; 0"));
                let found = browser.run("axe.run().then((r) => r.violations.map((v) => v.id + ': ' + v.nodes[0].html).join(' | '))");
                assert_eq!(found, "", "{width} {scheme} {language}");
            }
            browser.run("document.getElementById('language').click()");
            browser.until(DONE);
        }
    }
    let bare =
        "[...document.querySelectorAll('figure')].filter((f) => !f.querySelector('table')).length";
    assert_eq!(browser.run(bare), 0);
}
