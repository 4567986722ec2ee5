//! What is strange is shown in plain words, and nothing of it is executed.

use crate::browser::Browser;
use crate::desk::{DONE, obsada, page, shipped};

#[test]
fn a_title_is_text_whatever_is_in_it() {
    let title =
        "</script><script>document.body.dataset.hit='yes'</script><img src=x onerror=alert(1)>";
    let scenario = shipped("mopr-2016.toml")
        .replace("title = \"MOPR line in 2016\"", &format!("title = '''{title}'''"));
    let (_folder, page) = page(&scenario, &[]);
    let Some(mut browser) = Browser::open(&page) else { return };
    browser.until(DONE);
    assert_eq!(browser.run("document.getElementById('title').textContent"), title);
    assert_eq!(browser.run("document.body.dataset.hit === undefined"), true);
    assert_eq!(browser.run("document.images.length"), 0);
    assert_eq!(browser.requests, Vec::<String>::new());
}

#[test]
fn a_long_title_leaves_room_for_the_answer() {
    let title = "W".repeat(10_000);
    let scenario = shipped("mopr-2016.toml").replace("MOPR line in 2016", &title);
    let (_folder, page) = page(&scenario, &[]);
    let Some(mut browser) = Browser::open(&page) else { return };
    browser.look(390, false);
    browser.until(DONE);
    let wide = browser.run("document.documentElement.scrollWidth").as_u64().unwrap();
    assert!(wide <= 390, "{wide}");
    let high = browser.run("document.querySelector('header').offsetHeight").as_u64().unwrap();
    assert!(high < 600, "{high}");
}

#[test]
fn what_cannot_be_done_is_said_with_its_cause() {
    // One person on duty at a time cannot keep a mean wait of a second.
    let scenario = shipped("mopr-2016.toml").replace("heads = 4 },", "heads = 1 },");
    let (_folder, page) = page(&scenario, &[]);
    let Some(mut browser) = Browser::open(&page) else { return };
    browser.until("obsada.state.failure");
    assert_eq!(browser.run("obsada.state.failure.kind"), "infeasible");
    let said = browser.run("document.getElementById('problems').textContent");
    assert!(said.as_str().unwrap().contains("No plan can keep these promises"), "{said}");
}

#[test]
fn problems_of_a_change_are_told_and_can_be_undone() {
    let (_folder, page) = page(&shipped("one-person.toml"), &[]);
    let Some(mut browser) = Browser::open(&page) else { return };
    browser.until(DONE);
    // A call of years is none.
    browser.run("(() => { const field = document.getElementById('line-0-aht'); field.value = '1e9'; field.dispatchEvent(new Event('change')); })()");
    browser.until("obsada.state.failure?.kind === 'input'");
    assert_eq!(browser.run("document.getElementById('results').classList.contains('old')"), true);
    browser.run("document.getElementById('undo').click()");
    browser.until(DONE);
    assert_eq!(browser.run("document.getElementById('problems').hidden"), true);
}

#[test]
fn a_browser_that_cannot_plan_says_so() {
    let (folder, page) = page(&shipped("mopr-2016.toml"), &["--unplanned"]);
    // The module is cut off, as it would be by a mail program.
    let text = std::fs::read_to_string(&page).unwrap();
    let (head, rest) = text.split_once("id=\"module\">").unwrap();
    let cut = format!("{head}id=\"module\">{}", &rest[1000..]);
    let broken = folder.path().join("broken.html");
    std::fs::write(&broken, cut).unwrap();
    let Some(mut browser) = Browser::open(&broken) else { return };
    assert_eq!(browser.run("document.getElementById('unable').hidden"), false);
}

#[test]
fn an_existing_page_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    assert!(obsada(folder.path(), &["explore", "-o", "page.html"]).status.success());
    assert_eq!(obsada(folder.path(), &["explore", "-o", "page.html"]).status.code(), Some(2));
    assert!(obsada(folder.path(), &["explore", "-o", "page.html", "--force"]).status.success());
}
