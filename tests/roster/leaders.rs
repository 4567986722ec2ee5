//! Leaders present while a line is open, against counts and enumerations made here.

use crate::morning::{run, said};
use obsada::domain::units::Language;
use obsada::report::text;
use obsada::roster::{Options, roster};
use obsada::scenario::Scenario;
use obsada::scenario::validate::parse;
use obsada::wire::roster_answer::{Code, Goal, Roster, parse as read};
use obsada::witness::roster_check::check;
use serde_json::Value;

const CENTRE: &str = r#"title = "Led"
locale = "en"
[calendar]
interval_minutes = 60
week_start = 2026-11-02
days = ["mon", "tue", "wed"]
[[line]]
id = "city"
open = "08:00"
close = "16:00"
aht = "4m"
[line.demand]
calls_per_week = 24
[[line.target]]
agents_min = CREW
[[group]]
id = "desk"
lines = ["city"]
hourly_cost = 40
contracts = [
  { id = "senior", weekly_hours = 40, days_per_week = 5, hourly_cost = 70 },
  { id = "junior", weekly_hours = 40, days_per_week = 5 },
]
[[shift]]
id = "day"
groups = ["desk"]
starts = ["08:00"]
lengths = ["8h"]
breaks = [BREAKS]
[roster]
contractors = ["senior", "junior"]
LEADERS
"#;

/// What differs between cases: crew, breaks, leaders asked for, people.
struct Case<'a> {
    crew: u32,
    breaks: &'a str,
    leaders: &'a str,
    people: &'a [(&'a str, &'a str, &'a str)],
}

const PEOPLE: [(&str, &str, &str); 4] = [
    ("Ada", "senior", "leader = true\nwishes = [{ off = 2026-11-02, grade = 5 }]"),
    ("Bea", "senior", "leader = true\nwishes = [{ off = 2026-11-02, grade = 5 }]"),
    ("Cyd", "junior", ""),
    ("Dag", "junior", ""),
];

impl Case<'_> {
    fn text(&self) -> String {
        let text = CENTRE.replace("CREW", &self.crew.to_string());
        let text = text.replace("BREAKS", self.breaks).replace("LEADERS", self.leaders);
        let person = |(name, contract, keys): &(&str, &str, &str)| {
            format!(
                "[[consultant]]\nname = \"{name}\"\ngroup = \"desk\"\ncontract = \"{contract}\"\n{keys}\n"
            )
        };
        text + &self.people.iter().map(person).collect::<String>()
    }

    fn scenario(&self) -> Scenario {
        let read = parse(&self.text(), "led.toml", &|_| Err("none".into()));
        read.unwrap_or_else(|problems| panic!("{problems:#?}"))
    }

    fn made(&self) -> (Scenario, Roster) {
        let scenario = self.scenario();
        let options = Options { gap: 0.0, playing: None, ..Options::default() };
        let made = roster(&scenario, &options).unwrap();
        let verdict = check(&scenario, &made);
        assert!(verdict.passed(), "{:#?}", verdict.findings);
        (scenario, made)
    }
}

/// Leaders at work and on no break at each hour of a day, counted from the days of the people.
fn led(roster: &Roster, leaders: &[&str], day: usize) -> Vec<usize> {
    let own = |hour: u32| {
        let at = |name: &&&str| {
            let person = roster.people.iter().find(|p| p.name == **name).unwrap();
            person.days[day].shift.as_ref().is_some_and(|shift| {
                let on_break = shift.worked.breaks().iter().any(|b| b.from() / 60 == hour);
                shift.worked.span().from() <= 60 * hour
                    && 60 * hour < shift.worked.span().to()
                    && !on_break
            })
        };
        leaders.iter().filter(at).count()
    };
    (8..16).map(own).collect()
}

fn stage(roster: &Roster, goal: Goal) -> f64 {
    roster.stages.iter().find(|s| s.stage == goal).unwrap().value
}

/// The least cost over who works on which of three days: so many people each day, so many of the first two.
fn cheapest(crew: u32, leaders: u32) -> f64 {
    let of_day = (0_u32..16).filter(|who| who.count_ones() >= crew);
    let of_day = of_day.filter(|who| (who & 0b11).count_ones() >= leaders);
    let wages = |who: u32| f64::from((who & 0b11).count_ones() * 70 + (who >> 2).count_ones() * 40);
    3.0 * 8.0 * of_day.map(wages).fold(f64::INFINITY, f64::min)
}

#[test]
fn somebody_leads_in_every_hour_at_the_least_cost() {
    let with = |crew: u32, leaders: &str| {
        let case = Case { crew, breaks: "", leaders, people: &PEOPLE };
        case.made().1
    };
    for crew in [1, 2] {
        let free = with(crew, "");
        assert_eq!(stage(&free, Goal::Cost), cheapest(crew, 0));
        assert!(led(&free, &["Ada", "Bea"], 0).iter().all(|n| *n == 0), "juniors are cheaper");
        assert!(free.leaders.is_empty());
        for least in [1, 2] {
            let made = with(crew, &format!("leaders = {{ city = {least} }}"));
            assert_eq!(stage(&made, Goal::Coverage), 0.0);
            assert_eq!(stage(&made, Goal::Cost), cheapest(crew, least), "{crew} {least}");
            for day in 0..3 {
                assert!(led(&made, &["Ada", "Bea"], day).iter().all(|n| *n >= least as usize));
            }
            assert_eq!(made.leaders.len(), 3 * 8);
            let page = text::roster::roster(&made, Language::Pl);
            assert!(page.contains("Liderzy linii city"), "{page}");
        }
    }
}

#[test]
fn while_one_leader_has_a_break_another_is_there() {
    let breaks = r#"{ length = "1h", paid = true, after = "2h", before_end = "2h" }"#;
    let case = Case { crew: 1, breaks, leaders: "leaders = { city = 1 }", people: &PEOPLE };
    let (_, made) = case.made();
    assert_eq!(stage(&made, Goal::Coverage), 0.0);
    for day in 0..3 {
        let led = led(&made, &["Ada", "Bea"], day);
        assert!(led.iter().all(|n| *n >= 1), "{led:?}");
        // Both are at work, and their breaks lie apart.
        assert_eq!(led.iter().sum::<usize>(), 2 * 8 - 2);
    }
    let told = made.leaders.iter().map(|row| row.on_duty).sum::<f64>();
    assert_eq!(told, 3.0 * 14.0);
}

#[test]
fn where_nobody_can_lead_it_is_told_as_a_shortage() {
    let mut people = PEOPLE;
    people[0].2 = "leader = true\nabsent = [2026-11-03]";
    people[1].2 = "leader = true\navailable = { tue = [] }";
    let case = Case { crew: 1, breaks: "", leaders: "leaders = { city = 1 }", people: &people };
    let (scenario, made) = case.made();
    // Eight hours of Tuesday, though the phones are answered.
    assert_eq!(stage(&made, Goal::Coverage), 8.0);
    assert_eq!(made.shortages.len(), 1, "{:#?}", made.shortages);
    let short = &made.shortages[0];
    assert!(short.leaders && short.lines == ["city"] && short.short == 1.0);
    assert_eq!(
        (short.date.as_str(), short.start.as_str(), short.end.as_str()),
        ("2026-11-03", "08:00", "16:00")
    );
    let kept: Vec<(&str, &str)> =
        short.blocked.iter().map(|b| (b.name.as_str(), b.rule.code())).collect();
    assert_eq!(kept, [("Ada", "absent"), ("Bea", "not-available")]);
    assert!(text::roster::roster(&made, Language::En).contains("city (leaders)"));
    assert!(text::roster::roster(&made, Language::Pl).contains("city (liderzy)"));
    // One that keeps quiet about it is found out.
    let mut quiet = made.clone();
    quiet.shortages.clear();
    assert!(!check(&scenario, &quiet).passed());
}

#[test]
fn rosters_that_lie_about_leaders_are_found_out() {
    let case = Case { crew: 1, breaks: "", leaders: "leaders = { city = 1 }", people: &PEOPLE };
    let (scenario, made) = case.made();
    let whole = serde_json::to_value(&made).unwrap();
    let lies: [&dyn Fn(&mut Value); 5] = [
        &|v| v["leaders"][3]["on_duty"] = 2.0.into(),
        &|v| v["leaders"][3]["required"] = 0.into(),
        &|v| drop(v["leaders"].as_array_mut().unwrap().remove(3)),
        &|v| v["leaders"][3]["line"] = "town".into(),
        &|v| drop(v.as_object_mut().unwrap().remove("leaders")),
    ];
    for (k, lie) in lies.iter().enumerate() {
        let mut roster = whole.clone();
        lie(&mut roster);
        assert!(!check(&scenario, &read(&roster.to_string()).unwrap()).passed(), "lie {k}");
    }
    // A roster made without the rule, told as one that keeps it: every figure fits but who leads.
    let free = Case { leaders: "", ..case };
    let (_, mut other) = free.made();
    other.parts = Some(scenario.source.parts.clone());
    other.leaders = made.leaders.clone();
    other.leaders.iter_mut().for_each(|row| row.on_duty = 0.0);
    let findings = check(&scenario, &other).findings;
    assert!(findings.iter().any(|f| f.place == "coverage"), "{findings:#?}");
}

#[test]
fn a_leader_who_is_away_is_stood_in_for_by_one_who_leads() {
    let case = Case { crew: 1, breaks: "", leaders: "leaders = { city = 1 }", people: &PEOPLE };
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    std::fs::write(at.join("led.toml"), case.text()).unwrap();
    let made = run(at, &["roster", "led.toml", "--format", "json", "-o", "r.json"]);
    assert_eq!(made.status.code(), Some(0), "{}", said(&made));
    let roster = read(&std::fs::read_to_string(at.join("r.json")).unwrap()).unwrap();
    let works = |p: &&obsada::wire::roster_answer::Person| p.days[1].code == Code::Shift;
    let first = &roster.people.iter().take(2).find(works).unwrap().name;
    let absent = format!("{first}@2026-11-03");
    let repair = ["roster", "led.toml", "--repair", "r.json", "--absent", &absent];
    let repaired = run(at, &[&repair[..], &["--format", "json"]].concat());
    assert_eq!(repaired.status.code(), Some(0), "{}", said(&repaired));
    let found: Value = serde_json::from_slice(&repaired.stdout).unwrap();
    let other = if first == "Ada" { "Bea" } else { "Ada" };
    let changes = found["options"][0]["changes"].as_array().unwrap();
    assert!(changes.iter().any(|c| c["name"] == other && c["date"] == "2026-11-03"), "{changes:?}");
    let after = read(&found.to_string()).unwrap();
    assert!(led(&after, &["Ada", "Bea"], 1).iter().all(|n| *n >= 1));
}
