//! Every rule at its exact boundary, in the model and in the independent check: what just breaks it is
//! caught by that rule in both, what just keeps it is caught by it in neither.

use obsada::domain::labour::Reason;
use obsada::domain::shift::{Stretch, Worked};
use obsada::roster::repair::{News, Written, grid_of, person_named, repair};
use obsada::roster::setting::Setting;
use obsada::roster::{Options, Solved, answer};
use obsada::scenario::Scenario;
use obsada::scenario::validate::parse;
use obsada::wire::roster_answer::{Breach, Code, Roster, Shift};

/// What the witness finds, as JSON has it.
fn check(
    scenario: &obsada::scenario::Scenario,
    roster: &obsada::wire::roster_answer::Roster,
) -> obsada::wire::answer::CheckReport {
    obsada::report::words::findings::report(&obsada::witness::roster_check::check(scenario, roster))
}

/// When shifts may start: around each boundary, and as few beside as may be.
const STARTS: &str = r#"["00:00", "02:45", "03:00", "05:45", "06:00", "07:30", "08:00", "08:15", "09:00", "09:15",
"11:45", "12:00", "15:00", "15:15", "22:00", "22:15", "23:45"]"#;

/// A line that is always open, shifts of every kind, people of every kind; four weeks with the holiday
/// of 11 November (a Wednesday).
fn text(roster: &str) -> String {
    format!(
        r#"title = "Rules"
[calendar]
interval_minutes = 15
week_start = 2026-11-02
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
holidays = "PL"
[[line]]
id = "city"
open = "00:00"
close = "24:00"
open_on_holidays = true
aht = "4m"
[line.demand]
calls_per_week = 1
[[line.target]]
mean_wait = "10m"
[[group]]
id = "desk"
lines = ["city"]
hourly_cost = 48
contracts = [
  {{ id = "full", weekly_hours = 40, days_per_week = 5 }},
  {{ id = "six", weekly_hours = 60, days_per_week = 7 }},
  {{ id = "long", weekly_hours = 40, days_per_week = 5 }},
  {{ id = "mandate", weekly_hours = 168, days_per_week = 7 }},
  {{ id = "five", weekly_hours = 35, days_per_week = 5 }},
  {{ id = "guarded", weekly_hours = 60, days_per_week = 7 }},
]
[[shift]]
id = "any"
groups = ["desk"]
contracts = ["full", "six", "long", "mandate"]
starts = {STARTS}
lengths = ["4h", "7h", "7h 15m", "8h", "8h 15m", "12h", "12h 15m"]
breaks = [
  {{ length = "15m", paid = true, min_shift = "6h", after = "1h", before_end = "5h" }},
  {{ length = "15m", paid = true, min_shift = "9h", after = "9h", before_end = "1h" }},
]
[[shift]]
id = "guarded"
groups = ["desk"]
contracts = ["five", "guarded"]
starts = {STARTS}
lengths = ["7h", "7h 15m"]
breaks = [
  {{ length = "15m", paid = true, after = "1h", before_end = "5h" }},
  {{ length = "15m", paid = true, after = "2h 15m", before_end = "4h" }},
]
[[shift]]
id = "guarded-half"
groups = ["desk"]
contracts = ["five", "guarded"]
starts = {STARTS}
lengths = ["4h"]
breaks = [{{ length = "15m", paid = true, after = "1h", before_end = "2h" }}]
[[shift]]
id = "bare"
groups = ["desk"]
contracts = ["full", "six", "long", "mandate"]
starts = {STARTS}
lengths = ["5h 45m", "6h"]
[[consultant]]
name = "A"
group = "desk"
contract = "full"
absent = [{{ from = 2026-11-28, to = 2026-11-29, kind = "sick leave" }}]
available = {{ thu = ["06:00-22:00"] }}
fixed = [{{ date = 2026-11-27, start = "08:00", length = "4h" }}]
[[consultant]]
name = "B"
group = "desk"
contract = "guarded"
protected = ["disability"]
[[consultant]]
name = "C"
group = "desk"
contract = "six"
protected = ["child"]
[[consultant]]
name = "D"
group = "desk"
contract = "mandate"
[[consultant]]
name = "E"
group = "desk"
contract = "six"
[[consultant]]
name = "F"
group = "desk"
contract = "long"
[[consultant]]
name = "G"
group = "desk"
contract = "long"
daily_limit = "7h 15m"
[[consultant]]
name = "H"
group = "desk"
contract = "full"
[[consultant]]
name = "I"
group = "desk"
contract = "five"
protected = ["disability"]
[[consultant]]
name = "J"
group = "desk"
contract = "five"
[roster]
weeks = 4
contractors = ["mandate"]
equivalent = ["long"]
{roster}
"#
    )
}

fn scenario(roster: &str) -> Scenario {
    parse(&text(roster), "rules.toml", &|_| Err("none".into())).unwrap_or_else(|e| panic!("{e:#?}"))
}

/// Days of a person: day counted from the first Monday, start `HH:MM`, minutes.
type Duties<'a> = Vec<(usize, &'a str, u32)>;

fn with_duties(setting: &Setting<'_>, name: &str, duties: &Duties<'_>) -> Roster {
    let grid = vec![vec![None; setting.days()]; setting.people.len()];
    let empty = Solved::unproven(grid);
    let mut roster = answer(setting, &empty, &Options::default());
    let p = roster.people.iter().position(|p| p.name == name).unwrap();
    let person = &mut roster.people[p];
    for (day, start, minutes) in duties {
        let (h, m) = start.split_once(':').unwrap();
        let from: u32 = h.parse::<u32>().unwrap() * 60 + m.parse::<u32>().unwrap();
        let bare = [345, 360].contains(minutes);
        let guarded = ["B", "I", "J"].contains(&name);
        let pause = |after: u32| Stretch::lasting(from + after, 15);
        let mut breaks = Vec::new();
        if guarded || (!bare && *minutes >= 360) {
            breaks.push(pause(60));
        }
        if guarded && *minutes >= 360 {
            breaks.push(pause(135));
        }
        if !bare && *minutes >= 540 {
            breaks.push(pause(555));
        }
        person.days[*day].code = Code::Shift;
        person.days[*day].shift = Some(Shift {
            worked: Worked::with_breaks(Stretch::lasting(from, *minutes), breaks),
            rule: match (guarded, bare) {
                (true, _) if *minutes < 360 => "guarded-half",
                (true, _) => "guarded",
                (false, true) => "bare",
                (false, false) => "any",
            }
            .into(),
            paid_hours: f64::from(*minutes) / 60.0,
            cost: f64::from(*minutes) / 60.0 * 48.0,
            fixed: setting.fixed(&setting.people[p], *day),
            window_shortened: false,
            off_phone: Vec::new(),
        });
    }
    person.paid_hours = duties.iter().map(|d| f64::from(d.2) / 60.0).sum();
    roster.paid_hours = person.paid_hours;
    roster.cost = person.paid_hours * 48.0;
    // What is owed beside it is not told.
    roster.owed = None;
    roster
}

/// What the check and the model say against these duties.
fn verdicts(roster: &str, name: &str, duties: &Duties<'_>) -> (Vec<String>, Vec<String>) {
    let scenario = scenario(roster);
    let settings = scenario.roster.as_ref().unwrap();
    let setting = Setting::new(&scenario, settings, scenario.calendar.week_start.unwrap());
    let answer = with_duties(&setting, name, duties);
    let checked = check(&scenario, &answer).violations;
    let grid = grid_of(&setting, &answer).unwrap();
    let p = person_named(&setting, name).unwrap();
    let person = &setting.people[p];
    let mut model: Vec<String> = (0..setting.days())
        .filter_map(|d| setting.refusal(person, d, grid[p][d].as_ref()?.duty))
        .map(|rule| rule.code().to_owned())
        .collect();
    model.extend(setting.broken(person, &grid[p]).map(|(rule, _)| rule.code().to_owned()));
    (checked, model)
}

/// The duties break this rule, in the check under its public name, in the model under its own.
fn breaks(roster: &str, name: &str, rule: &str, duties: Duties<'_>) {
    let public = Reason::of_code(rule).unwrap().public().code();
    let (checked, model) = verdicts(roster, name, &duties);
    assert!(
        checked.iter().any(|v| v.starts_with(&format!("{name} ")) && v.contains(public)),
        "{rule}: {checked:?}"
    );
    assert!(model.iter().any(|m| m == rule), "{rule}: {model:?}");
    mends(roster, name, public, &duties);
}

/// The rule broken is told, and one change mends it; one more gives `A` the duty that these rosters lack.
fn mends(roster: &str, name: &str, public: &str, duties: &Duties<'_>) {
    let scenario = scenario(roster);
    let settings = scenario.roster.as_ref().unwrap();
    let mut setting = Setting::new(&scenario, settings, scenario.calendar.week_start.unwrap());
    let grid = grid_of(&setting, &with_duties(&setting, name, duties)).unwrap();
    let nobody = grid.iter().map(|days| vec![None; days.len()]).collect();
    let news = News { written: Written::Days(nobody), ..News::default() };
    let found =
        repair(&mut setting, &grid, &news, None, &Options { playing: None, ..Options::default() });
    let told = |b: &Breach| b.name == name && b.rule.code() == public && b.mendable;
    assert!(found.broken.iter().any(told), "{public}: {:?}", found.broken);
    let lacking = usize::from(!duties.iter().any(|(day, ..)| name == "A" && *day == 25));
    assert_eq!(found.least_changes, Some(1 + lacking as u32), "{public}: {:?}", found.options[0]);
    assert!(found.proven);
    let report = check(&scenario, &found.roster);
    assert!(report.passed, "{public}: {:?}", report.violations);
}

/// The duties break no rule at all, but for those that `A` misses anyway.
fn keeps(roster: &str, name: &str, duties: Duties<'_>) {
    let (checked, model) = verdicts(roster, name, &duties);
    let mine: Vec<&String> = checked
        .iter()
        .filter(|v| v.starts_with(&format!("{name} ")) && !v.contains("given beforehand"))
        .collect();
    assert!(mine.is_empty(), "{mine:?}");
    assert!(model.is_empty(), "{model:?}");
}

/// Every day of a range at the same hours.
fn daily(days: impl Iterator<Item = usize>, start: &str, minutes: u32) -> Duties<'_> {
    days.map(|d| (d, start, minutes)).collect()
}

#[test]
fn daily_rest_is_eleven_hours_to_the_minute() {
    let after = |next| vec![(0, "08:00", 480), (1, next, 240)];
    let only = "flexible_start = true";
    breaks(only, "A", "daily-rest", after("02:45"));
    keeps(only, "A", after("03:00"));
    // 11 h 00 of rest against a rule of 11 h 01, 11 h 00 and 10 h 59.
    let rule =
        |minutes: &str| format!("flexible_start = true\nrules = {{ daily-rest = \"{minutes}\" }}");
    breaks(&rule("11h 1m"), "A", "daily-rest", after("03:00"));
    keeps(&rule("11h"), "A", after("03:00"));
    keeps(&rule("10h 59m"), "A", after("03:00"));
    breaks(&rule("11h"), "A", "daily-rest", after("02:45"));
}

#[test]
fn the_rules_functions_see_a_minute() {
    use obsada::roster::rules::{PersonRules, Worked, daily_rest, working_day};
    let rules =
        PersonRules { daily_rest: Some(660), working_day: Some(1440), ..Default::default() };
    let worked = |start, end| Worked { start, end, paid: 0, breaks: 0 };
    let rest = |minutes| daily_rest(&rules, &[worked(0, 480), worked(480 + minutes, 2000)]);
    assert_eq!((rest(659), rest(660)), (Some(0), None));
    let day = |start| working_day(&rules, &[worked(0, 480), worked(start, 2000)]);
    assert_eq!((day(1439), day(1440)), (Some(0), None));
}

#[test]
fn a_working_day_lasts_24_hours_from_its_start() {
    let after = |next| vec![(0, "12:00", 480), (1, next, 480)];
    breaks("", "A", "working-day", after("07:30"));
    breaks("", "A", "working-day", after("11:45"));
    keeps("", "A", after("12:00"));
    keeps("flexible_start = true", "A", after("07:30"));
    keeps("rules = { working-day = { off_for = [\"full\"] } }", "A", after("07:30"));
    breaks("rules = { working-day = { off_for = [\"six\"] } }", "A", "working-day", after("07:30"));
}

#[test]
fn weekly_rest_is_35_hours_within_the_week() {
    let saturday = |start| {
        let mut duties = daily(0..5, "08:00", 240);
        duties.push((5, start, 240));
        duties
    };
    // Until Sunday midnight 35 h 00 and 34 h 45 are left.
    keeps("", "E", saturday("09:00"));
    breaks("", "E", "weekly-rest", saturday("09:15"));
    breaks("", "E", "weekly-rest", daily(0..7, "08:00", 240));
}

#[test]
fn hours_of_the_day() {
    keeps("", "A", vec![(0, "08:00", 480)]);
    breaks("", "A", "daily-hours", vec![(0, "08:00", 495)]);
    keeps("rules = { daily-hours = \"8h 15m\" }", "A", vec![(0, "08:00", 495)]);
    keeps("", "F", vec![(0, "08:00", 720)]);
    breaks("", "F", "daily-hours-equivalent", vec![(0, "08:00", 735)]);
    keeps("", "G", vec![(0, "08:00", 435)]);
    breaks("", "G", "daily-limit", vec![(0, "08:00", 480)]);
}

#[test]
fn hours_of_the_week_and_of_the_period() {
    let week = |extra: bool| {
        let mut duties = daily(0..5, "08:00", 480);
        if extra {
            duties.push((5, "08:00", 240));
        }
        duties
    };
    let loose = "rules = { contract-days = false }";
    keeps(loose, "H", week(false));
    breaks(loose, "H", "weekly-hours", week(true));
    // Four weeks with one holiday on a Wednesday: 152 h; 19 days of 8 h keep it, 20 do not.
    let days: Vec<usize> = (0..28).filter(|d| d % 7 < 5 && *d != 25).collect();
    let nineteen = daily(days.iter().copied(), "08:00", 480);
    assert_eq!(nineteen.len(), 19);
    keeps("", "H", nineteen.clone());
    let mut twenty = nineteen;
    twenty.push((25, "08:00", 480));
    breaks("", "H", "period-hours", twenty.clone());
    // Settled week by week, the holiday's week holds 32 h.
    breaks("settlement_weeks = 1", "H", "period-hours", daily(7..12, "08:00", 480));
    keeps("settlement_weeks = 1", "H", daily(7..11, "08:00", 480));
    let rules = "rules = { period-hours = false, weekly-cap = \"39h\" }";
    breaks(rules, "H", "weekly-cap", twenty.clone());
    keeps("rules = { period-hours = false, weekly-cap = \"40h\" }", "H", twenty);
}

#[test]
fn more_hours_carried_over_than_the_period_holds_break_nothing() {
    let carried = text("").replacen("name = \"H\"", "name = \"H\"\ncarried_hours = 190", 1);
    let scenario = parse(&carried, "rules.toml", &|_| Err("none".into())).unwrap();
    let settings = scenario.roster.as_ref().unwrap();
    let setting = Setting::new(&scenario, settings, scenario.calendar.week_start.unwrap());
    let found =
        |duties: &Duties<'_>| check(&scenario, &with_duties(&setting, "H", duties)).violations;
    let of_h = |duties| found(duties).into_iter().filter(|v| v.starts_with("H ")).count();
    assert_eq!((of_h(&vec![]), of_h(&vec![(1, "08:00", 240)])), (0, 1));
    let h = setting.people.iter().find(|p| scenario.consultants[p.index].name == "H").unwrap();
    assert_eq!(setting.broken(h, &vec![None; 28]), None);
}

#[test]
fn who_may_work_35_hours_is_full_time_with_35() {
    // 19 days of 7 h are full time with a disability; without, 35 of 40 h are part time: 19 x 7 h too.
    let days: Vec<usize> = (0..28).filter(|d| d % 7 < 5 && *d != 25).collect();
    for name in ["I", "J"] {
        let nineteen = daily(days.iter().copied(), "08:00", 420);
        keeps("", name, nineteen.clone());
        let mut twenty = nineteen;
        twenty.push((25, "08:00", 420));
        breaks("", name, "period-hours", twenty);
    }
}

#[test]
fn breaks_are_due_from_six_hours() {
    keeps("", "A", vec![(0, "08:00", 345)]);
    breaks("", "A", "breaks", vec![(0, "08:00", 360)]);
    keeps("rules = { breaks = false }", "A", vec![(0, "08:00", 360)]);
}

#[test]
fn who_is_disabled_has_a_further_break_in_a_shift_of_any_length() {
    // The shift of 7 h holds 30 minutes, that of 4 h 15.
    for (minutes, breaks_all, most) in [(420, true, 15), (420, false, 30), (240, true, 15)] {
        let rules = |further: u32| {
            format!("rules = {{ breaks = {breaks_all}, disability-break = \"{further}m\" }}")
        };
        keeps(&rules(most), "B", vec![(0, "08:00", minutes)]);
        breaks(&rules(most + 1), "B", "disability-break", vec![(0, "08:00", minutes)]);
        // Who is of the same contract without the protection is not asked.
        keeps(&rules(most + 1), "J", vec![(0, "08:00", minutes)]);
    }
    // The check tells no more than a personal limit.
    let rules = "rules = { disability-break = \"16m\" }";
    let (checked, _) = verdicts(rules, "B", &vec![(0, "08:00", 240)]);
    assert!(checked.iter().any(|v| v == "B 2026-11-02: personal-limit-breaks"), "{checked:?}");
    // What lacks for everybody is told as that.
    breaks("rules = { breaks = \"31m\" }", "B", "breaks", vec![(0, "08:00", 420)]);
    keeps("rules = { disability-break = false }", "B", vec![(0, "08:00", 420)]);
}

#[test]
fn one_sunday_in_four_is_free() {
    let sundays = |n: usize| daily((0..n).map(|w| 7 * w + 6), "08:00", 240);
    breaks("", "E", "free-sunday", sundays(4));
    keeps("", "E", sundays(3));
    breaks("rules = { free-sunday = 3 }", "E", "free-sunday", sundays(3));
    // Sunday ends at 6:00 on Monday and starts at 6:00.
    let early = |start| {
        let mut duties = sundays(3);
        duties.push((26, start, 480));
        duties
    };
    keeps("rules = { weekly-rest = false }", "E", early("22:00"));
    breaks("rules = { weekly-rest = false }", "E", "free-sunday", early("22:15"));
}

#[test]
fn days_of_the_contract() {
    keeps("", "A", daily(0..5, "08:00", 240));
    let mut six = daily(0..5, "08:00", 240);
    six.push((5, "08:00", 240));
    breaks("", "A", "contract-days", six);
}

#[test]
fn who_is_protected() {
    keeps("", "B", vec![(0, "08:00", 420)]);
    breaks("", "B", "disability-day", vec![(0, "08:00", 435)]);
    keeps("", "B", daily(0..5, "08:00", 420));
    let mut six = daily(0..5, "08:00", 420);
    six.push((5, "08:00", 240));
    breaks("", "B", "disability-week", six);
    keeps("", "B", vec![(0, "15:00", 420)]);
    breaks("", "B", "no-night", vec![(0, "15:15", 420)]);
    keeps("", "C", vec![(0, "06:00", 480)]);
    breaks("", "C", "no-night", vec![(0, "05:45", 480)]);
    breaks("rules = { daily-hours = \"9h\" }", "C", "parent-day", vec![(0, "08:00", 495)]);
    keeps("rules = { daily-hours = \"9h\" }", "E", vec![(0, "08:00", 495)]);
}

#[test]
fn contractors_are_outside_labour_law() {
    keeps("", "D", daily(0..28, "08:00", 735));
}

#[test]
fn absence_availability_and_fixed_duties() {
    breaks("", "A", "absent", vec![(26, "08:00", 240)]);
    keeps("", "A", vec![(3, "06:00", 480)]);
    breaks("", "A", "not-available", vec![(3, "05:45", 480)]);
    breaks("", "A", "fixed", vec![(25, "08:15", 240)]);
    let (checked, _) = verdicts("", "A", &vec![]);
    assert!(checked.iter().any(|v| v.contains("2026-11-27: fixed")), "{checked:?}");
}

#[test]
fn a_roster_that_lies_is_caught() {
    let scenario = scenario("");
    let setting = Setting::new(
        &scenario,
        scenario.roster.as_ref().unwrap(),
        scenario.calendar.week_start.unwrap(),
    );
    let mut good = with_duties(&setting, "A", &vec![(25, "08:00", 240)]);
    // One day of four weekdays on which A, who is full time, is there.
    good.rhythm.as_mut().unwrap().thin_weeks = 1;
    let own = |r: &Roster| check(&scenario, r).violations;
    // Coverage rows and stages are those of an empty roster, so they disagree on that one day and in sum.
    let known = |v: &String| v.starts_with("2026-11-27") || v.starts_with("stage");
    assert!(own(&good).iter().all(known), "{:?}", own(&good));
    type Spoil = fn(&mut Roster);
    let spoilt: [(&str, Spoil); 25] = [
        ("cost", |r| r.cost += 1.0),
        ("paid_hours", |r| r.paid_hours += 1.0),
        ("roster", |r| r.parts.as_mut().unwrap().people = "0".into()),
        ("weeks", |r| r.weeks[0] = "2026-11-09".into()),
        ("coverage", |r| drop(r.coverage.pop())),
        ("B", |r| r.people[1].name = "A".into()),
        ("A 2026-11-27", |r| r.people[0].days[25].shift.as_mut().unwrap().rule = "none".into()),
        ("A 2026-11-28", |r| r.people[0].days[26].code = Code::Off),
        ("E", |r| r.people[4].evenings = 3),
        ("A", |r| drop(r.people[0].lines.pop())),
        ("A 2026-11-27", |r| r.people[0].days[25].shift.as_mut().unwrap().fixed ^= true),
        ("stages", |r| drop(r.stages.pop())),
        ("stages", |r| r.stages.swap(2, 3)),
        ("stage coverage", |r| r.stages[0].value += 1e5),
        ("stage wishes", |r| r.stages[2].value += 1.0),
        ("stage fairness", |r| r.stages[4].gap += 0.1),
        ("stage rhythm", |r| r.stages[3].value += 1.0),
        ("stage steadiness", |r| r.stages[5].value += 1.0),
        ("rhythm.single_days", |r| r.rhythm.as_mut().unwrap().single_days += 1),
        ("rhythm.single_days_off", |r| r.rhythm.as_mut().unwrap().single_days_off += 1),
        ("rhythm.thin_weeks", |r| r.rhythm.as_mut().unwrap().thin_weeks += 1),
        ("rhythm.start_jump_minutes", |r| r.rhythm.as_mut().unwrap().start_jump_minutes += 5.0),
        ("rhythm.spread", |r| r.rhythm.as_mut().unwrap().spread[0].evenings.most += 1),
        ("rhythm.spread", |r| r.rhythm.as_mut().unwrap().spread[0].saturdays.least += 1),
        ("rhythm.spread", |r| drop(r.rhythm.as_mut().unwrap().spread.pop())),
    ];
    for (place, spoil) in spoilt {
        let mut bad = good.clone();
        spoil(&mut bad);
        let new: Vec<String> = own(&bad).into_iter().filter(|v| !own(&good).contains(v)).collect();
        let named = new.iter().any(|v| v.starts_with(place) || place == "B" || place == "coverage");
        assert!(named && !new.is_empty(), "{place}: {new:?}");
    }
}
