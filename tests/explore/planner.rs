//! The planner's board in a real browser: edits by mouse, keyboard and script, each told where it belongs, and saved as a file
//! of which `obsada check` says what the page said.

use crate::board::{DESK, board_page, desk_roster};
use crate::browser::Browser;
use crate::desk::{obsada, shipped};
use serde_json::{Value, json};
use std::path::Path;

const READY: &str = "['passed', 'failing'].includes(document.body.dataset.board)";

/// The board of the small desk.
fn desk() -> Option<(tempfile::TempDir, Browser)> {
    let folder = board_page(DESK, desk_roster());
    let mut browser = Browser::open(&folder.path().join("page.html"))?;
    browser.until(READY);
    Some((folder, browser))
}

/// Sets one cell, as the dialog does, and waits for the check.
fn set(browser: &mut Browser, name: &str, day: usize, cell: &Value) {
    browser
        .run(&format!("obsada.board.set([{{ name: {}, day: {day}, cell: {cell} }}])", json!(name)));
    browser.until(READY);
}

fn shift(start: &str, end: &str) -> Value {
    json!({ "start": start, "end": end, "breaks": [] })
}

/// Where a person's day is on the screen.
fn cell(name: &str, day: usize) -> String {
    format!(
        "document.querySelector(`td[data-row='${{obsada.board.people.findIndex((p) => p.name === {})}}'][data-day='{day}']`)",
        json!(name)
    )
}

fn text(browser: &mut Browser, name: &str, day: usize) -> String {
    let script = format!("{}.textContent", cell(name, day));
    browser.run(&script).as_str().unwrap().to_owned()
}

fn press(browser: &mut Browser, key: &str, control: bool) {
    let modifiers = if control { 2 } else { 0 };
    for kind in ["keyDown", "keyUp"] {
        let given = json!({ "type": kind, "key": key, "modifiers": modifiers });
        browser.send("Input.dispatchKeyEvent", given);
    }
}

/// Drags with the mouse from the middle of one cell to that of another.
fn drag(browser: &mut Browser, from: &str, to: &str) {
    browser.run("document.getElementById('board-grid').scrollIntoView({ block: 'center' })");
    let at = |browser: &mut Browser, cell: &str| {
        let at = browser.run(&format!(
            "(() => {{ const box = {cell}.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; }})()"
        ));
        (at[0].as_f64().unwrap(), at[1].as_f64().unwrap())
    };
    let (from, to) = (at(browser, from), at(browser, to));
    let steps = [("mousePressed", from), ("mouseMoved", (from.0 + 9.0, from.1 + 9.0))];
    for (kind, (x, y)) in steps.into_iter().chain([("mouseMoved", to), ("mouseReleased", to)]) {
        let given = json!({ "type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1 });
        browser.send("Input.dispatchMouseEvent", given);
    }
}

/// Holds the file that would be saved against the command line; whether it passes, and what the command says.
fn checked(browser: &mut Browser, folder: &Path) -> (bool, String) {
    let roster = browser.run("obsada.board.checked.text");
    std::fs::write(folder.join("saved.json"), roster.as_str().unwrap()).unwrap();
    let output =
        obsada(folder, &["check", "saved.json", "--scenario", "case.toml", "--lang", "en"]);
    let said = String::from_utf8(output.stdout).unwrap();
    let passed = output.status.code() == Some(0);
    assert!(passed || output.status.code() == Some(5), "{said}");
    assert_eq!(browser.run("obsada.board.checked.seen.passed"), json!(passed), "{said}");
    (passed, said)
}

#[test]
fn a_shift_is_moved_by_mouse_and_by_keyboard_and_taken_back() {
    let Some((folder, mut browser)) = desk() else { return };
    browser.look(1280, false);
    // P2 works from 6 on the first Monday alone, P4 from 14 on the Tuesday.
    let days = |first: Value, second: Value| {
        let mut all = vec![json!(""); 14];
        (all[0], all[1]) = (first, second);
        all
    };
    let cells = json!([
        ["P2", days(shift("06:00", "14:00"), json!(""))],
        ["P4", days(json!(""), shift("14:00", "22:00"))]
    ]);
    browser.run(&format!(
        "obsada.board.set({cells}.flatMap(([name, days]) => days.map((cell, day) => ({{ name, day, cell }}))))"
    ));
    browser.until(READY);
    drag(&mut browser, &cell("P2", 0), &cell("P4", 3));
    browser.until(READY);
    assert_eq!(
        (text(&mut browser, "P2", 0), text(&mut browser, "P4", 3)),
        (String::new(), "06:00–14:00".into())
    );
    // Onto somebody who works, the two trade.
    drag(&mut browser, &cell("P4", 3), &cell("P4", 1));
    browser.until(READY);
    assert_eq!(
        (text(&mut browser, "P4", 3), text(&mut browser, "P4", 1)),
        ("14:00–22:00".into(), "06:00–14:00".into())
    );
    // The same with the keyboard: cut, three to the right and two up, paste.
    browser.run(&format!("{}.click()", cell("P4", 1)));
    press(&mut browser, "x", true);
    for key in ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowUp", "ArrowUp"] {
        press(&mut browser, key, false);
    }
    press(&mut browser, "v", true);
    browser.until(READY);
    assert_eq!(
        (text(&mut browser, "P4", 1), text(&mut browser, "P2", 4)),
        (String::new(), "06:00–14:00".into())
    );
    // Later, the longest there is, away, off, and everything back.
    press(&mut browser, ">", false);
    browser.until(READY);
    assert_eq!(text(&mut browser, "P2", 4), "10:00–18:00");
    press(&mut browser, "+", false);
    assert!(browser.run("obsada.board.message").as_str().unwrap().contains("full"));
    press(&mut browser, "a", false);
    browser.until(READY);
    assert_eq!(text(&mut browser, "P2", 4), "away");
    press(&mut browser, "Delete", false);
    browser.until(READY);
    assert_eq!(text(&mut browser, "P2", 4), "");
    checked(&mut browser, folder.path());
    while browser.run("obsada.board.back.length").as_u64() > Some(0) {
        press(&mut browser, "z", true);
        browser.until(READY);
    }
    assert_eq!(browser.run("obsada.board.checked.text").as_str(), Some(desk_roster()));
    press(&mut browser, "y", true);
    browser.until(READY);
    assert_eq!(text(&mut browser, "P2", 0), "06:00–14:00");
    assert_eq!(browser.requests, Vec::<String>::new());
    assert_eq!(browser.complaints, Vec::<String>::new());
}

#[test]
fn a_shift_is_chosen_from_those_of_the_contract() {
    let Some((_folder, mut browser)) = desk() else { return };
    set(&mut browser, "P6", 2, &json!(""));
    browser.run(&format!("{}.click()", cell("P6", 2)));
    press(&mut browser, "Enter", false);
    browser.until("document.getElementById('board-dialog').open");
    let options =
        "[...document.querySelectorAll('#board-shift option')].map((o) => o.textContent).join()";
    // Starts from 6, 10 and 14; four hours or six, the last until 20:00.
    let offered =
        "off,away,06:00–10:00,10:00–14:00,14:00–18:00,06:00–12:00,10:00–16:00,14:00–20:00";
    assert_eq!(browser.run(options), offered);
    browser.run("document.getElementById('board-shift').value = '600+240'");
    press(&mut browser, "Enter", false);
    browser.until(READY);
    assert_eq!(text(&mut browser, "P6", 2), "10:00–14:00");
    assert_eq!(browser.run("document.getElementById('board-dialog').open"), false);
    // The focus is where it was, and the next longer shift is one key away.
    press(&mut browser, "+", false);
    browser.until(READY);
    assert_eq!(text(&mut browser, "P6", 2), "10:00–16:00");
    // Somebody with another contract does not have it: told, and not done.
    browser.run("obsada.board.move({ name: 'P6', day: 2 }, { name: 'P2', day: 2 })");
    browser.until(READY);
    assert_eq!(text(&mut browser, "P6", 2), "10:00–16:00");
    let said = browser.run("document.getElementById('board-message').textContent");
    assert!(said.as_str().unwrap().starts_with("P2, Wed 18 Nov: "), "{said}");
}

#[test]
fn a_cell_that_breaks_a_rule_says_which_and_a_mended_board_passes() {
    let Some((folder, mut browser)) = desk() else { return };
    for day in 0..14 {
        browser.run(&format!("obsada.board.set([{{ name: 'P2', day: {day}, cell: '' }}])"));
    }
    browser.until(READY);
    set(&mut browser, "P2", 0, &shift("14:00", "22:00"));
    set(&mut browser, "P2", 1, &shift("10:00", "18:00"));
    let label = format!("{}.getAttribute('aria-label')", cell("P2", 1));
    let said = browser.run(&label).as_str().unwrap().to_owned();
    assert!(
        said.contains("Breaks: no new start within the working day (working-day, KP 128"),
        "{said}"
    );
    assert_eq!(browser.run(&format!("{}.getAttribute('aria-invalid')", cell("P2", 1))), "true");
    assert_eq!(
        browser.run(&format!("{}.getAttribute('aria-invalid')", cell("P2", 0))),
        Value::Null
    );
    let (passed, said) = checked(&mut browser, folder.path());
    assert!(
        !passed && said.contains("P2 2026-11-17: no new start within the working day"),
        "{said}"
    );
    // The list leads to the cell.
    browser.run("document.querySelector('#board-findings li button').click()");
    assert_eq!(browser.run(&format!("document.activeElement === {}", cell("P2", 1))), true);
    // The command line mends the saved file; so does the page.
    let given = ["roster", "case.toml", "--repair", "saved.json", "--format", "json"];
    assert_eq!(obsada(folder.path(), &given).status.code(), Some(0));
    browser.run("document.getElementById('board-mend').click()");
    browser.until("document.getElementById('board-mend-take')");
    browser.run("document.getElementById('board-mend-take').click()");
    browser.until("document.body.dataset.board === 'passed'");
    assert!(checked(&mut browser, folder.path()).0);
    let given = ["roster", "case.toml", "--from", "saved.json", "--format", "csv"];
    let output = obsada(folder.path(), &given);
    assert!([Some(0), Some(3)].contains(&output.status.code()), "{output:?}");
    // The table of the page is that of the command line.
    let table = browser.run("new TextDecoder().decode(obsada.board.call('table', obsada.board.checked.text, 'plain')[0])");
    assert_eq!(table.as_str().unwrap().as_bytes(), output.stdout);
    assert_eq!(browser.complaints, Vec::<String>::new());
}

#[test]
fn names_of_a_file_are_shown_and_never_saved() {
    let Some((folder, mut browser)) = desk() else { return };
    let names: String = (1..=6).map(|k| format!("P{k},Osoba Numer{k}\n")).collect();
    std::fs::write(folder.path().join("names.csv"), format!("id,name\n{names}")).unwrap();
    upload(&mut browser, "#names", &folder.path().join("names.csv"));
    browser.until(
        "document.querySelector('#board-grid tbody th .name').textContent === 'Osoba Numer1'",
    );
    set(&mut browser, "P2", 0, &json!("absent"));
    assert!(
        browser
            .run("document.getElementById('board-grid').textContent")
            .as_str()
            .unwrap()
            .contains("Numer6")
    );
    for kept in [
        "obsada.board.checked.text",
        "JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }) + document.cookie",
    ] {
        assert!(!browser.run(kept).as_str().unwrap().contains("Numer"), "{kept}");
    }
}

/// Opens a file of the disk in a field of the page.
fn upload(browser: &mut Browser, field: &str, file: &Path) {
    let document = browser.send("DOM.getDocument", json!({}));
    let root = &document["root"]["nodeId"];
    let node = browser.send("DOM.querySelector", json!({ "nodeId": root, "selector": field }));
    let given = json!({ "files": [file], "nodeId": node["nodeId"] });
    browser.send("DOM.setFileInputFiles", given);
}

/// Ten edits of the shipped roster of 25 people, each from the roster as it was made.
#[test]
fn ten_edits_of_the_shipped_roster_are_told_in_their_cells() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("case.toml"), shipped("roster-25.toml")).unwrap();
    let given = ["roster", "case.toml", "--format", "json", "-o", "roster.json"];
    assert_eq!(obsada(folder, &given).status.code(), Some(0));
    let given = ["explore", "--roster", "roster.json", "-o", "page.html"];
    assert!(obsada(folder, &given).status.success());
    let page = std::fs::read_to_string(folder.join("page.html")).unwrap();
    assert!(page.len() < 2_600_000, "{} bytes", page.len());
    let Some(mut browser) = Browser::open(&folder.join("page.html")) else { return };
    // Two of the 25 are protected: what their shifts are checked by comes from the planner's disk.
    assert_eq!(browser.run("document.getElementById('board-ask').hidden"), false);
    upload(&mut browser, "#board-open-scenario input", &folder.join("case.toml"));
    browser.until(READY);
    assert_eq!(browser.run("document.body.dataset.board"), "passed");
    let full = |start: &str, end: &str| shift(start, end);
    let week =
        |name: &'static str, first: usize, cell: Value| -> Vec<(&'static str, usize, Value)> {
            (first..first + 5).map(|day| (name, day, cell.clone())).collect()
        };
    let works =
        "obsada.board.cells.get('Barbara Borowa').findIndex((cell) => typeof cell === 'object')";
    let works = browser.run(works).as_u64().unwrap() as usize;
    // Edits, then whose cell of which day must say what; without: nothing may be broken.
    type Edit = (Vec<(&'static str, usize, Value)>, Option<(&'static str, usize, &'static str)>);
    let edits: Vec<Edit> = vec![
        // From noon until 20:00 and again at 7:30: 11 h 30 of rest, but 19 h 30 after the last start.
        (
            vec![
                ("Irena Iwicka", 1, full("12:00", "20:00")),
                ("Irena Iwicka", 2, full("07:30", "15:30")),
            ],
            Some(("Irena Iwicka", 2, "working-day")),
        ),
        // Away from 2 to 6 November.
        (vec![("Anna Adamska", 1, full("08:00", "16:00"))], Some(("Anna Adamska", 1, "absent"))),
        (vec![("Anna Adamska", 0, json!(""))], Some(("Anna Adamska", 0, "absent"))),
        // There on Fridays until 16:00.
        (
            vec![("Grażyna Górna", 4, full("12:00", "20:00"))],
            Some(("Grażyna Górna", 4, "not available")),
        ),
        // Given beforehand on 9 November, from 8:00.
        (vec![("Henryk Halicki", 7, json!(""))], Some(("Henryk Halicki", 7, "given beforehand"))),
        (
            vec![("Henryk Halicki", 7, full("10:00", "18:00"))],
            Some(("Henryk Halicki", 7, "given beforehand")),
        ),
        // Five days of five hours: 25 of 20.
        (week("Marta Maj", 14, full("10:00", "15:00")), Some(("Marta Maj", 14, "weekly-hours"))),
        // Five days of four.
        (
            week("Natalia Nowy", 21, full("12:00", "16:00")),
            Some(("Natalia Nowy", 21, "contract-days")),
        ),
        // Away on a day of work, which takes as much off the norm: nothing is broken by that.
        (vec![("Barbara Borowa", works, json!("absent"))], None),
        // A day off more is no breach either: hours owed are paid.
        (vec![("Urszula Ulska", 8, json!(""))], None),
    ];
    let mut milliseconds = Vec::new();
    for (edit, expected) in edits {
        let cells: Vec<Value> = edit
            .iter()
            .map(|(name, day, cell)| json!({ "name": name, "day": day, "cell": cell }))
            .collect();
        browser.run(&format!("obsada.board.set({})", json!(cells)));
        browser.until(READY);
        let (passed, said) = checked(&mut browser, folder);
        assert_eq!(passed, expected.is_none(), "{expected:?}: {said}");
        if let Some((name, day, words)) = expected {
            let own = cell(name, day);
            let label = browser.run(&format!("{own}.getAttribute('aria-label')"));
            assert!(
                label.as_str().unwrap().contains(words),
                "{name} {day} {words}: {label}\n{said}"
            );
            assert_eq!(browser.run(&format!("{own}.classList.contains('wrong')")), true);
            // Each finding of the page is one of the command line's, and no more.
            let listed = browser.run("obsada.board.checked.seen.findings.map((one) => one.whole)");
            let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            for one in listed.as_array().unwrap() {
                assert!(plain(&said).contains(&plain(one.as_str().unwrap())), "{one}\n{said}");
            }
        }
        milliseconds.extend(browser.run("obsada.board.lookMs").as_array().unwrap().last().cloned());
        browser.run("obsada.board.undo()");
        browser.until("document.body.dataset.board === 'passed'");
    }
    println!("milliseconds of each check after an edit, 25 people and 4 weeks: {milliseconds:?}");
    // Waits are worked out when nothing is edited for a moment, and are those of a roster that the command line accepts.
    set(&mut browser, "Urszula Ulska", 8, &json!(""));
    browser.until("obsada.board.waitsState === 'there'");
    println!("seconds of the waits: {}", browser.run("obsada.board.waitsSeconds"));
    assert_eq!(browser.run("obsada.board.checked.roster.through_day.length"), 4);
    checked(&mut browser, folder);
    assert_eq!(browser.requests, Vec::<String>::new());
    assert_eq!(browser.complaints, Vec::<String>::new());
}

#[test]
fn the_board_is_accessible_in_both_languages_light_and_dark_wide_and_narrow() {
    let Some((_folder, mut browser)) = desk() else { return };
    for (name, day) in [("P2", 0), ("P2", 1), ("P4", 3)] {
        set(&mut browser, name, day, &shift("14:00", "22:00"));
    }
    set(&mut browser, "P2", 1, &shift("06:00", "14:00"));
    browser.until("obsada.board.waitsState === 'there'");
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
            if (width, dark, language) == (1280, false, "en") {
                browser.picture("board.png", false);
            }
            browser.picture(&format!("board-{language}-{width}-{scheme}.png"), true);
            if let Some(axe) = &axe {
                browser.run(&format!("{axe}; 0"));
                let found = browser.run("axe.run().then((r) => r.violations.map((v) => v.id + ': ' + v.nodes[0].html).join(' | '))");
                assert_eq!(found, "", "{width} {scheme} {language}");
            }
            browser.run("document.getElementById('language').click()");
            browser.until(READY);
        }
    }
    let bare = "[...document.querySelectorAll('#board figure')].filter((f) => !f.querySelector('table')).length";
    assert_eq!(browser.run(bare), 0);
}
