//! Consultants needed by interval, stated in place of calls: plans against the least that any mix of shifts
//! costs, what nobody may claim of them, and what is refused.

use obsada::domain::error::Error;
use obsada::domain::units::Language;
use obsada::report::text;
use obsada::scenario::{Scenario, validate::parse};
use obsada::solve::{Options, solve};
use obsada::wire::answer::Plan;
use obsada::witness::check::check;

/// Two lines of four hours on a Monday; `shared`: one group answers both.
fn scenario(needs: [[u32; 4]; 2], shared: bool, more: &str) -> Result<Scenario, Error> {
    let lines = ["a", "b"].map(|id| {
        format!(
            "[[line]]\nid = \"{id}\"\nopen = \"09:00\"\nclose = \"13:00\"\ndemand = {{ needs = \"{id}.csv\" }}\n{more}\n"
        )
    });
    let groups = if shared {
        "[[group]]\nid = \"g\"\nlines = [\"a\", \"b\"]\nshrinkage = 0.2\nhourly_cost = 50\n"
            .to_owned()
    } else {
        ["a", "b"]
            .map(|id| format!("[[group]]\nid = \"{id}\"\nlines = [\"{id}\"]\nhourly_cost = 50\n"))
            .concat()
    };
    let text = format!(
        "title = \"Stated\"\n[calendar]\ninterval_minutes = 60\ndays = [\"mon\"]\n{}{groups}[[shift]]\nid = \"s\"\n\
         groups = {}\nstarts = {{ from = \"09:00\", to = \"12:00\", every = \"1h\" }}\nlengths = [\"1h\", \"2h\", \"3h\"]\n",
        lines.concat(),
        if shared { "[\"g\"]" } else { "[\"a\", \"b\"]" },
    );
    let csv = move |name: &str| {
        let needs = needs[usize::from(name == "b.csv")];
        let rows = (9..).zip(needs).map(|(hour, n)| format!("mon,{hour:02}:00,{n}\n"));
        Ok(format!("day,start,consultants\n{}", rows.collect::<String>()))
    };
    parse(&text, "stated.toml", &csv).map_err(Error::Input)
}

fn planned(scenario: &Scenario) -> Plan {
    let plan = solve(scenario, &Options { gap: 0.0, ..Options::default() }).unwrap();
    assert!(plan.check.passed, "{:?}", plan.check.violations);
    plan
}

#[test]
fn needs_are_covered_at_the_least_cost() {
    // Hours of one's own length fit any needs exactly: 50 an hour each. Shrinkage does not count: the needs are
    // people on duty.
    let needs = [[1, 3, 2, 0], [2, 0, 1, 4]];
    let hours = f64::from(needs.concat().iter().sum::<u32>());
    for shared in [true, false] {
        let plan = planned(&scenario(needs, shared, "").unwrap());
        assert!(
            (plan.cost_per_week - 50.0 * hours).abs() < 1e-6,
            "{shared} {}",
            plan.cost_per_week
        );
        assert!(plan.solver.bound > plan.cost_per_week - 1e-6);
        assert!(plan.lines.iter().all(|line| line.needs_stated));
        for row in &plan.intervals {
            let hour = usize::try_from(row.start.minutes() / 60).unwrap() - 9;
            let own = |id: &String| needs[usize::from(id == "b")][hour];
            assert_eq!(row.crew_required, row.lines.iter().map(own).sum::<u32>());
            assert!(row.agents >= f64::from(row.crew_required) - 1e-9);
        }
    }
}

#[test]
fn a_plan_with_one_person_fewer_fails_its_check() {
    let scenario = scenario([[1, 3, 2, 1], [2, 0, 1, 4]], true, "").unwrap();
    let mut plan = planned(&scenario);
    let shift = plan.shifts.iter_mut().find(|shift| shift.count > 0).unwrap();
    shift.count -= 1;
    assert!(!check(&scenario, &plan).passed());
}

#[test]
fn nothing_is_said_of_waits() {
    let plan = planned(&scenario([[1, 3, 2, 1], [2, 0, 1, 4]], true, "").unwrap());
    for (language, stated, words) in [
        (
            Language::En,
            "stated in the scenario",
            ["callers wait", "answered within", "Occupancy over"],
        ),
        (Language::Pl, "podana w scenariuszu", ["czekają", "odebrane w ciągu", "Zajętość w"]),
    ] {
        let text = text::plan(&plan, language);
        // Definitions at the end explain every word there is.
        let figures = &text[..text.rfind("──").unwrap()];
        let figures = &figures[..figures.rfind("──").unwrap()];
        assert!(figures.replace('\n', " ").contains(stated), "{figures}");
        for word in words {
            assert!(!figures.contains(word), "{word}: {figures}");
        }
    }
}

#[test]
fn what_stated_needs_do_not_go_with_is_refused() {
    let codes = |more: &str| match scenario([[1; 4]; 2], true, more) {
        Err(Error::Input(problems)) => problems.iter().map(|p| p.code()).collect::<Vec<_>>(),
        other => panic!("{more}: {other:?}"),
    };
    for more in ["aht = \"4m\"", "patience = \"3m\"", "redial_share = 0.2", "at_close = \"serve\""]
    {
        assert_eq!(codes(more), ["E312", "E312"], "{more}");
    }
    let promise = "[[line.target]]\nmean_wait = \"60s\"";
    assert_eq!(codes(promise), ["E312", "E312"]);
    let crew = scenario([[1; 4]; 2], true, "[[line.target]]\nagents_min = 3").unwrap();
    assert!(planned(&crew).intervals.iter().all(|row| row.crew_required == 3));
}

#[test]
fn rows_of_needs_are_whole_people_while_the_line_is_open() {
    let text = "title = \"Stated\"\n[calendar]\ninterval_minutes = 60\ndays = [\"mon\"]\n[[line]]\nid = \"a\"\nopen = \"09:00\"\n\
                close = \"13:00\"\ndemand = { needs = \"a.csv\" }\n[[group]]\nid = \"a\"\nlines = [\"a\"]\nhourly_cost = 50\n\
                [[shift]]\nid = \"s\"\ngroups = [\"a\"]\nstarts = [\"09:00\"]\nlengths = [\"4h\"]\n";
    let codes = |csv: &str| {
        let read = |_: &str| Ok(csv.to_owned());
        let problems = parse(text, "stated.toml", &read).err().unwrap_or_default();
        problems.iter().map(|p| p.code()).collect::<Vec<_>>()
    };
    assert_eq!(codes("day,start,consultants\nmon,09:00,2\n"), [""; 0]);
    assert_eq!(codes("day,start,calls\nmon,09:00,2\n"), ["E307"]);
    assert_eq!(codes("day,start,consultants\nmon,09:00,2.5\n"), ["E307"]);
    assert_eq!(codes("day,start,consultants\nmon,09:00,-1\n"), ["E307"]);
    assert_eq!(codes("day,start,consultants\nmon,08:00,2\n"), ["E304"]);
    assert_eq!(codes("day,start,consultants\nmon,09:00,2\nmon,09:00,3\n"), ["E308"]);
}
