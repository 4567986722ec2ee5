//! Draft, published, changed: what a later version tells of the one before is what two files differ in, counted here from
//! their JSON alone; what lies about it is found out.

use crate::morning::{DESK, desk, read, run, said};
use obsada::scenario::Scenario;
use obsada::scenario::validate::parse;
use obsada::wire::roster_answer::{Roster, parse as read_roster};
use obsada::witness::roster_check::{check, check_against};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

fn value(at: &Path, file: &str) -> Value {
    serde_json::from_str(&read(at, file)).unwrap()
}

/// By name and date what people do, as the JSON has it.
fn days(roster: &Value) -> BTreeMap<(String, String), Value> {
    let mut all = BTreeMap::new();
    for person in roster["people"].as_array().unwrap() {
        for day in person["days"].as_array().unwrap() {
            let shift = &day["shift"];
            let key = [&person["name"], &day["date"]].map(|v| v.as_str().unwrap().to_owned());
            let [name, date] = key;
            let held = match day["code"].as_str().unwrap() {
                "shift" => json!({
                    "code": "shift", "hours": [shift["start"], shift["end"]], "breaks": shift["breaks"]
                }),
                code => json!({ "code": code }),
            };
            all.insert((name, date), held);
        }
    }
    all
}

/// What two rosters differ in: name, date, before and after.
fn differences(old: &Value, new: &Value) -> Vec<[Value; 4]> {
    let (old, new) = (days(old), days(new));
    let off = json!({ "code": "off" });
    let cells: std::collections::BTreeSet<_> = old.keys().chain(new.keys()).collect();
    let each = cells.into_iter().map(|cell| {
        let of = |days: &BTreeMap<_, Value>| days.get(cell).unwrap_or(&off).clone();
        [json!(cell.0), json!(cell.1), of(&old), of(&new)]
    });
    each.filter(|[_, _, before, after]| before != after).collect()
}

fn told(roster: &Value) -> Vec<[Value; 4]> {
    let changes = roster["edition"]["changes"].as_array().unwrap().iter();
    let mut all: Vec<[Value; 4]> =
        changes.map(|c| ["name", "date", "before", "after"].map(|key| c[key].clone())).collect();
    all.sort_by_key(|[name, date, ..]| (name.to_string(), date.to_string()));
    all
}

fn ok(at: &Path, arguments: &[&str]) -> String {
    let output = run(at, arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", said(&output));
    String::from_utf8(output.stdout).unwrap()
}

/// That a command ends with a code and tells a problem.
fn refused(at: &Path, arguments: &[&str], (exit, code): (i32, &str)) {
    let output = run(at, arguments);
    let told = said(&output);
    assert_eq!(output.status.code(), Some(exit), "{arguments:?}: {told}");
    assert!(told.contains(code), "{arguments:?}: {told}");
}

/// A folder with a roster that is published as `v1.json`, and who works on two days, the first and the second.
fn published() -> (tempfile::TempDir, String) {
    let (folder, monday) = desk("");
    let at = folder.path();
    ok(at, &["publish", "r.json", "--on", "2026-12-07", "-o", "v1.json"]);
    let late = monday.iter().find(|(_, span)| span.starts_with("09:00")).unwrap().0.clone();
    (folder, late)
}

/// The second version: whoever works late on Monday and Tuesday is away then, which is told on 8 December.
fn second(at: &Path, late: &str) {
    let absent = format!("{late}@2026-12-14..2026-12-15");
    let repair = ["roster", "desk.toml", "--repair", "v1.json", "--absent", &absent];
    let more = ["--today", "2026-12-08", "--format", "json", "-o", "d2.json"];
    ok(at, &[&repair[..], &more].concat());
    let publish = ["publish", "d2.json", "--on", "2026-12-08", "--published", "v1.json"];
    ok(at, &[&publish[..], &["-o", "v2.json"]].concat());
}

#[test]
fn a_draft_is_published_once_under_a_name_of_its_own() {
    let (folder, _) = published();
    let at = folder.path();
    let first = value(at, "v1.json");
    let edition = &first["edition"];
    assert_eq!((&edition["state"], &edition["version"]), (&json!("published"), &json!(1)));
    assert_eq!((&edition["on"], &edition["against"]), (&json!("2026-12-07"), &Value::Null));
    // Monday is a week after the 7th: the notice is kept just so.
    let new = json!({ "date": "2026-12-14", "notice_days": 7, "late": false });
    assert_eq!(edition["first_new"], new);
    // But for its edition and the verdict it is the roster that was made.
    let mut same = first.clone();
    same.as_object_mut().unwrap().remove("edition");
    same["check"] = value(at, "r.json")["check"].clone();
    assert_eq!(same, value(at, "r.json"));
    assert!(ok(at, &["check", "v1.json"]).contains("passed"));
    let page =
        ok(at, &["publish", "r.json", "--on", "2026-12-08", "-o", "late.json", "--lang", "pl"]);
    assert!(page.contains("wyprzedzenie 6 dni – krótsze") && page.contains("KP 129 §3"), "{page}");
    assert_eq!(value(at, "late.json")["edition"]["first_new"]["late"], true);
    let before = read(at, "v1.json");
    refused(at, &["publish", "r.json", "--on", "2026-12-09", "-o", "v1.json"], (2, "E911"));
    assert_eq!(read(at, "v1.json"), before);
    refused(at, &["publish", "v1.json", "--on", "2026-12-09", "-o", "x.json"], (2, "E953"));
    refused(at, &["publish", "r.json", "--on", "9.12", "-o", "x.json"], (2, "E952"));
    let again = ["publish", "r.json", "--published", "v1.json", "-o", "x.json", "--on"];
    // The same again, a draft in the place of what was published, a day before the first version.
    refused(at, &[&again[..], &["2026-12-09"]].concat(), (2, "E953"));
    let draft = ["publish", "r.json", "--published", "r.json", "-o", "x.json", "--on"];
    refused(at, &[&draft[..], &["2026-12-09"]].concat(), (2, "E953"));
    refused(at, &[&again[..], &["2026-12-06"]].concat(), (2, "E953"));
    // A roster that breaks a rule is not published.
    let broken = read(at, "r.json").replacen("\"paid_hours\": ", "\"paid_hours\": 1", 1);
    std::fs::write(at.join("broken.json"), broken).unwrap();
    refused(at, &["publish", "broken.json", "--on", "2026-12-07", "-o", "x.json"], (5, "paid"));
    assert!(!at.join("x.json").exists());
}

#[test]
fn what_changes_for_whom_is_told_with_its_notice() {
    let (folder, late) = published();
    let at = folder.path();
    second(at, &late);
    let (first, draft, second) =
        (value(at, "v1.json"), value(at, "d2.json")["roster"].clone(), value(at, "v2.json"));
    assert_eq!(draft["edition"]["state"], "draft");
    let own = differences(&first, &second);
    assert!(own.len() >= 3, "two days away and a stand-in: {own:?}");
    assert_eq!(told(&draft), own);
    assert_eq!(told(&second), own);
    let edition = &second["edition"];
    assert_eq!((&edition["state"], &edition["version"]), (&json!("published"), &json!(2)));
    assert_eq!(edition["against"], json!({ "version": 1, "on": "2026-12-07" }));
    // Monday the 14th is six days after the 8th, Tuesday seven; who is away needs no notice.
    for change in edition["changes"].as_array().unwrap() {
        let day: i64 = change["date"].as_str().unwrap()[8..].parse().unwrap();
        assert_eq!(change["notice_days"], day - 8);
        let hours = change["before"]["hours"] != change["after"]["hours"];
        let away = change["after"]["code"] == "absent";
        assert_eq!(change["late"], hours && !away && day < 15, "{change}");
        assert_eq!(away, change["name"] == late.as_str());
    }
    assert!(edition["changes"].as_array().unwrap().iter().any(|c| c["late"] == true));
    // In words, in both languages and on the page, which tells no kind of absence.
    for (language, words) in [
        ("en", ["after version 1 of 2026-12-07", "6 days of notice – shorter than the rule"]),
        ("pl", ["po wersji 1 z 2026-12-07", "wyprzedzenie 6 dni – krótsze, niż wymaga reguła"]),
    ] {
        let text = ok(at, &["roster", "desk.toml", "--from", "v2.json", "--lang", language]);
        let page =
            ["roster", "desk.toml", "--from", "v2.json", "--lang", language, "--format", "html"];
        let page = ok(at, &page);
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for word in words {
            assert!(flat.contains(word), "{text}");
            assert!(page.contains(word), "{word}: {page}");
        }
        assert!(text.lines().all(|l| l.chars().count() <= 80));
        let rows = page.split("id=\"edition\"").nth(1).unwrap().split("</section>").next().unwrap();
        assert_eq!(rows.matches("<tr>").count(), own.len() + 1);
    }
    assert!(ok(at, &["check", "v2.json", "--published", "v1.json"]).contains("passed"));
    assert!(ok(at, &["check", "v2.json"]).contains("--published"));
    // Against the wrong version, and a draft against a later version than the one it knows.
    let wrong = run(at, &["check", "v2.json", "--published", "v2.json"]);
    assert_eq!(wrong.status.code(), Some(5));
    refused(at, &["publish", "d2.json", "--on", "2026-12-08", "-o", "x.json"], (2, "E953"));
}

#[test]
fn contracts_outside_the_rule_and_other_parameters_count() {
    let (folder, late) = published();
    let at = folder.path();
    second(at, &late);
    let scenario = |keys: &str| -> Scenario {
        parse(&DESK.replace("KEYS", keys), "desk.toml", &|_| Err("none".into())).unwrap()
    };
    let lates = |keys: &str| -> usize {
        let scenario = scenario(keys);
        let settings = scenario.roster.as_ref().unwrap();
        let [first, second] =
            ["v1.json", "v2.json"].map(|file| read_roster(&read(at, file)).unwrap());
        let issue = obsada::roster::edition::Issue {
            state: obsada::wire::roster_answer::Standing::Published,
            on: Some("2026-12-08".parse().unwrap()),
            published: Some(&first),
        };
        let own = obsada::roster::edition::edition((&scenario, settings), &second, issue).unwrap();
        let mut roster = second.clone();
        roster.edition = Some(own.clone());
        // The check reads the law by itself; other keys make another hash of the rules, and nothing else is wrong.
        roster.parts = Some(scenario.source.parts.clone());
        let verdict = check_against(&scenario, &roster, Some(&first));
        let other = |f: &&obsada::domain::finding::Finding| f.place.starts_with("edition");
        assert_eq!(verdict.findings.iter().filter(other).count(), 0, "{:?}", verdict.findings);
        own.changes.iter().filter(|c| c.late).count()
    };
    let all = lates("");
    assert!(all > 0);
    assert_eq!(lates("rules = { schedule-notice = false }"), 0);
    assert_eq!(lates("rules = { schedule-notice = { off_for = [\"full\", \"half\"] } }"), 0);
    assert_eq!(lates("rules = { schedule-notice = 6 }"), 0);
    assert_eq!(lates("contractors = [\"full\", \"half\"]"), 0);
    assert!(lates("rules = { schedule-notice = 8 }") >= all);
}

#[test]
fn people_who_come_and_go_and_days_that_were_not_planned_yet() {
    let (folder, _) = published();
    let at = folder.path();
    // Two weeks now, from the same Monday, without Beata and with Zofia.
    let text = DESK.replace("KEYS", "weeks = 2").replace("Beata Lis", "Zofia Wilk");
    std::fs::write(at.join("desk.toml"), text).unwrap();
    let made = ["roster", "desk.toml", "--published", "v1.json", "--today", "2026-12-16"];
    ok(at, &[&made[..], &["--format", "json", "-o", "d2.json"]].concat());
    let (first, draft) = (value(at, "v1.json"), value(at, "d2.json"));
    let mut own = differences(&first, &draft);
    own.retain(|[_, date, ..]| date.as_str().unwrap() < "2026-12-21");
    assert_eq!(told(&draft), own);
    // The 21st is five days away.
    let new = json!({ "date": "2026-12-21", "notice_days": 5, "late": true });
    assert_eq!(draft["edition"]["first_new"], new);
    // What is past has a notice below zero, which is told.
    let past = draft["edition"]["changes"].as_array().unwrap().iter();
    assert!(past.filter(|c| c["date"] == "2026-12-14").all(|c| c["notice_days"] == -2));
    let publish = ["publish", "d2.json", "--on", "2026-12-16", "--published", "v1.json"];
    ok(at, &[&publish[..], &["-o", "v2.json"]].concat());
    assert!(ok(at, &["check", "v2.json", "--published", "v1.json"]).contains("passed"));
    // Weeks that share no day are none of a later version.
    let text = DESK.replace("KEYS", "").replace("2026-12-14", "2027-01-11");
    std::fs::write(at.join("desk.toml"), text).unwrap();
    let later = ["roster", "desk.toml", "--published", "v1.json", "--promise", "formula"];
    refused(at, &later, (2, "E953"));
}

/// The third version against the second, with what changed before, as JSON; and the second.
fn third() -> (Scenario, Roster, Value) {
    let (folder, late) = published();
    let at = folder.path();
    second(at, &late);
    let absent = "wrona@2026-12-18,kos@2026-12-18";
    let repair = ["roster", "desk.toml", "--repair", "v2.json", "--absent", absent];
    ok(
        at,
        &[&repair[..], &["--now", "2026-12-14 07:10", "--format", "json", "-o", "d3.json"]]
            .concat(),
    );
    let publish = ["publish", "d3.json", "--on", "2026-12-14", "--published", "v2.json"];
    ok(at, &[&publish[..], &["-o", "v3.json"]].concat());
    let scenario = parse(&read(at, "desk.toml"), "desk.toml", &|_| Err("none".into())).unwrap();
    (scenario, read_roster(&read(at, "v2.json")).unwrap(), value(at, "v3.json"))
}

#[test]
fn a_version_remembers_what_changed_before_and_lies_are_found_out() {
    let (scenario, second, third) = third();
    let passes = |lie: &Value, published: Option<&Roster>| {
        let Ok(roster) = read_roster(&lie.to_string()) else { return false };
        check_against(&scenario, &roster, published).passed()
    };
    assert!(passes(&third, Some(&second)) && passes(&third, None));
    let edition = &third["edition"];
    assert_eq!(edition["version"], 3);
    // Every day that changed in the second version and not in the third is remembered, with what it held before.
    let again = |name: &str, date: &str| {
        let now = edition["changes"].as_array().unwrap();
        now.iter().any(|c| c["name"] == name && c["date"] == date)
    };
    let then = second.edition.as_ref().unwrap().changes.iter();
    let expected = then.filter(|c| !again(&c.name, &c.date)).count();
    let earlier = edition["earlier"].as_array().unwrap();
    assert!(expected > 0 && earlier.len() == expected);
    assert!(earlier.iter().all(|e| e["version"] == 2));
    // By themselves these contradict the roster; the others only the version before.
    let (mut alone, mut beside): (Vec<Value>, Vec<Value>) = (Vec::new(), Vec::new());
    let lie = |into: &mut Vec<Value>, pointer: &str, new: Value| {
        let mut lie = third.clone();
        let old = lie.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}"));
        assert_ne!(*old, new, "{pointer}");
        *old = new;
        into.push(lie);
    };
    let changes = edition["changes"].as_array().unwrap().clone();
    lie(&mut alone, "/edition/version", json!(2));
    lie(&mut alone, "/edition/version", json!(4));
    lie(&mut alone, "/edition/on", Value::Null);
    lie(&mut alone, "/edition/on", json!("2026-12-07"));
    lie(&mut alone, "/edition/on", json!("soon"));
    lie(&mut alone, "/edition/against", Value::Null);
    lie(&mut alone, "/edition/changes/0/notice_days", json!(40));
    lie(
        &mut alone,
        "/edition/changes/0/after",
        json!({ "code": "shift", "hours": ["03:00", "04:00"] }),
    );
    lie(&mut alone, "/edition/changes/0/after", json!({ "code": "shift" }));
    lie(&mut alone, "/edition/changes/0/before", changes[0]["after"].clone());
    lie(&mut alone, "/edition/changes/0/date", json!("2026-12-30"));
    for (k, change) in changes.iter().enumerate() {
        let late = change["late"].as_bool().unwrap();
        lie(&mut alone, &format!("/edition/changes/{k}/late"), json!(!late));
    }
    lie(&mut alone, "/edition/earlier/0/version", json!(3));
    lie(&mut alone, "/edition/earlier/0/date", json!("2027-01-01"));
    let twice: Vec<Value> = changes.iter().chain(&changes[..1]).cloned().collect();
    lie(&mut alone, "/edition/changes", twice.into());
    lie(&mut beside, "/edition/changes", changes[1..].to_vec().into());
    lie(&mut beside, "/edition/earlier", json!([]));
    lie(&mut beside, "/edition/against/on", json!("2026-12-09"));
    lie(
        &mut beside,
        "/edition/earlier/0/before",
        json!({ "code": "shift", "hours": ["03:00", "04:00"] }),
    );
    lie(
        &mut beside,
        "/edition/changes/0/before",
        json!({ "code": "shift", "hours": ["03:00", "04:00"] }),
    );
    for (k, lie) in alone.iter().enumerate() {
        assert!(!passes(lie, None), "lie {k} by itself");
        assert!(!passes(lie, Some(&second)), "lie {k}");
    }
    for (k, lie) in beside.iter().enumerate() {
        assert!(!passes(lie, Some(&second)), "lie {k} beside the version before");
    }
    // Of a first version: when the first day of work is, and that nothing changes.
    let mut first = second.clone();
    first.edition = None;
    let settings = scenario.roster.as_ref().unwrap();
    let issue = obsada::roster::edition::Issue {
        state: obsada::wire::roster_answer::Standing::Draft,
        on: None,
        published: None,
    };
    let own = obsada::roster::edition::edition((&scenario, settings), &first, issue).unwrap();
    first.edition = Some(own);
    assert!(check(&scenario, &first).passed());
    let whole = serde_json::to_value(&first).unwrap();
    for (pointer, new) in [
        ("/edition/first_new/date", json!("2026-12-15")),
        ("/edition/first_new/notice_days", json!(9)),
        ("/edition/first_new/late", json!(true)),
        ("/edition/first_new", Value::Null),
        ("/edition/state", json!("published")),
        ("/edition/changes", third["edition"]["changes"].clone()),
    ] {
        let mut lie = whole.clone();
        *lie.pointer_mut(pointer).unwrap() = new;
        assert!(!passes(&lie, None), "{pointer}");
    }
}
