//! From nothing: the short form plans, and what it saves the command line plans to the same bytes.

use crate::browser::Browser;
use crate::desk::{DONE, obsada};

#[test]
fn the_short_form_plans_what_the_command_line_plans() {
    let folder = tempfile::tempdir().unwrap();
    assert!(obsada(folder.path(), &["explore", "-o", "page.html"]).status.success());
    let Some(mut browser) = Browser::open(&folder.path().join("page.html")) else { return };
    browser.picture("start-en-1280.png", true);
    let fill =
        |id: &str, value: &str| format!("document.getElementById('{id}').value = '{value}';");
    // The two figures of a letter: calls of a year, and the mean wait they met with.
    browser.run(
        &[
            fill("form-title", "A line from two figures"),
            fill("line0-calls", "31705"),
            fill("line0-per", "year"),
            fill("line0-today", "1:47"),
            fill("line0-open", "07:30"),
            fill("line0-close", "15:30"),
            fill("line0-later", "17:00"),
            fill("line0-peak", "10:00-13:00 48%"),
            fill("full", "4"),
            "document.querySelector('form.short').requestSubmit()".to_owned(),
        ]
        .concat(),
    );
    browser.until(DONE);
    assert_eq!(
        browser.run("document.getElementById('title').textContent"),
        "A line from two figures"
    );
    let text = browser.run("obsada.state.text");
    std::fs::write(folder.path().join("scenario.toml"), text.as_str().unwrap()).unwrap();
    let output = obsada(folder.path(), &["plan", "scenario.toml", "--format", "json"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let plan = browser.run("obsada.answered().answer.plans['']");
    assert!(plan.as_str().unwrap().as_bytes() == output.stdout);
    assert_eq!(browser.requests, Vec::<String>::new());
    assert_eq!(browser.complaints, Vec::<String>::new());
}

#[test]
fn a_field_that_cannot_be_read_is_named() {
    let folder = tempfile::tempdir().unwrap();
    assert!(obsada(folder.path(), &["explore", "-o", "page.html"]).status.success());
    let Some(mut browser) = Browser::open(&folder.path().join("page.html")) else { return };
    browser.run("document.getElementById('line0-calls').value = 'many'");
    browser.run("document.querySelector('form.short').requestSubmit()");
    let said = browser.run("document.querySelector('form.short .wrong').textContent");
    assert_eq!(said, "Please look at: Calls");
    assert_eq!(browser.run("document.activeElement.id"), "line0-calls");
}
