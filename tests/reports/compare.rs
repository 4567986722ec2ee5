//! The hours proposal: its figures against plain solves, its curves, its rule, its memo.

use crate::browser::{accessibility, played};
use obsada::compare::{Options, compare};
use obsada::domain::units::{Basis, Language, Money, Seconds, Uncertain};
use obsada::plan::shift_plan::memory::Memory;
use obsada::report::{json, memo, words::numbers};
use obsada::scenario::{Measure, Scenario, validate::parse};
use obsada::solve::{self, Promise, solve};
use obsada::wire::proposal::Proposal;
use std::sync::OnceLock;

const OFFICE: &str = include_str!("compare/office.toml");

fn office() -> Scenario {
    parse(OFFICE, "office.toml", &|_| Err("none".into())).unwrap()
}

fn options() -> Options<'static> {
    Options { samples: 200, ..Options::default() }
}

fn proposal() -> &'static Proposal {
    static PROPOSAL: OnceLock<Proposal> = OnceLock::new();
    PROPOSAL.get_or_init(|| compare(&office(), &options()).unwrap())
}

#[test]
fn every_closing_is_the_one_that_a_plain_solve_plans_and_passes_the_check() {
    let plan = solve(&office(), &solve::Options::default()).unwrap();
    let p = proposal();
    assert_eq!(p.closings.len(), 4);
    for (closing, candidate) in p.closings.iter().zip(&plan.candidates) {
        assert_eq!(closing.closing["info"], candidate.closing["info"]);
        assert_eq!(closing.central.cost_per_week, candidate.cost_per_week);
        assert_eq!(closing.open_hours, candidate.open_hours);
        let (own, other) = (&closing.central.lines[0], &candidate.lines[0]);
        assert_eq!(own, other);
        for (_, week) in closing.responses() {
            assert!(week.check_passed && week.holds, "{}", closing.label);
            assert!(week.bound.unwrap() <= week.objective.unwrap());
        }
    }
    assert_eq!((p.baseline, p.baseline_is_present), (0, true));
    assert_eq!(p.closings[0].low, p.closings[0].high);
}

#[test]
fn further_calls_are_the_new_ones_and_moved_calls_count_for_nothing() {
    let p = proposal();
    // Four new calls an hour: 17:00 adds five hours a week, Tue+Thu four, 18:00 ten.
    for (k, hours) in [(1, 5.0), (2, 4.0), (3, 10.0)] {
        let difference = p.steps[k].to_baseline.as_ref().unwrap();
        assert!((difference.open_hours - hours).abs() < 1e-9);
        assert!((difference.calls_served - 4.0 * hours).abs() < 1e-6);
        // Two in a hundred of the day's 80 calls move for each hour.
        assert!((difference.evening_calls - (4.0 + 1.6) * hours).abs() < 1e-6);
        let each = difference.cost / (4.0 * hours);
        assert!((difference.cost_per_call.unwrap() - each).abs() < 1e-6);
    }
}

#[test]
fn curves_fall_and_keep_above_their_bounds() {
    let p = proposal();
    for frontier in &p.frontier {
        assert!(frontier.points.len() >= 3, "{frontier:?}");
        for pair in frontier.points.windows(2) {
            assert!(pair[0].cost_per_week > pair[1].cost_per_week);
            assert!(pair[0].through_day_s < pair[1].through_day_s);
        }
        for point in &frontier.points {
            assert!(point.bound <= point.cost_per_week + 1e-6);
            assert!(point.by_formula_s <= point.promised_s * (1.0 + 1e-6));
        }
    }
    let hours = p.budget_hours.unwrap();
    for budget in &p.budget {
        let found = budget.found.as_ref().unwrap();
        assert!(found.paid_hours_per_week <= hours + 1e-6);
    }
    // Today's own plan is within the budget, and waits at most as long as promised.
    assert!(p.budget[0].found.as_ref().unwrap().by_formula_s <= 60.0 * (1.0 + 1e-6));
}

/// The office with central numbers only.
fn without_ranges() -> Scenario {
    let mut scenario = office();
    let line = &mut scenario.lines[0];
    (line.aht.low, line.aht.high) = (None, None);
    let evening = line.evening.as_mut().unwrap();
    (evening.moved_share_per_hour.low, evening.moved_share_per_hour.high) = (None, None);
    (evening.new_calls_per_hour.low, evening.new_calls_per_hour.high) = (None, None);
    (scenario.groups[0].hourly_cost.low, scenario.groups[0].hourly_cost.high) = (None, None);
    scenario
}

fn with_worth(value: Option<f64>) -> Proposal {
    let mut scenario = without_ranges();
    let plain = |v| Uncertain::plain(Money::new(v).unwrap(), Basis::Assumed);
    scenario.costs.served_call = value.map(plain);
    compare(&scenario, &Options { samples: 0, ..options() }).unwrap()
}

/// What the rule says, recounted: the shortest hours of those whose cost less worth is within the resolution of the
/// least.
fn by_the_rule(p: &Proposal, worth: f64) -> usize {
    let kept = || p.closings.iter().enumerate().filter(|(_, c)| c.central.holds);
    let net = |k: usize| {
        let week = &p.closings[k].central;
        week.objective.unwrap() - worth * week.calls_served
    };
    let least = kept().map(|(k, _)| net(k)).fold(f64::INFINITY, f64::min);
    let near = kept().filter(|(k, _)| net(*k) <= least + p.decision.cost_resolution);
    near.min_by(|a, b| a.1.open_hours.total_cmp(&b.1.open_hours)).unwrap().0
}

#[test]
fn just_below_and_just_above_the_break_even_value_the_best_differs() {
    let points = &proposal().decision.breakpoints;
    assert!(points.len() >= 2, "{points:?}");
    for pair in points.windows(2) {
        let value = pair[1].from_value;
        let [low, high] = pair[1].proven_between.unwrap();
        assert!(low <= value && value <= high);
        for value in [value - 1e-4, value + 1e-4] {
            let p = with_worth(Some(value));
            assert_eq!(p.recommended, by_the_rule(&p, value), "{:?}", p.decision);
            // At its break-even value neither is better than the other.
            assert!(p.decision.not_told_apart.contains(&p.recommended));
            if p.decision.cost_resolution > 0.1 {
                assert!(p.decision.not_told_apart.contains(&pair[0].closing));
                assert!(p.decision.not_told_apart.contains(&pair[1].closing));
            }
        }
    }
    let without = with_worth(None);
    assert_eq!(without.recommended, by_the_rule(&without, 0.0));
}

#[test]
fn a_flip_of_the_worth_of_a_call_lies_at_the_break_even_value() {
    let p = proposal();
    let worth = p.uncertainty.parameters.iter().find(|r| r.key == "cost.served_call").unwrap();
    assert!(!worth.flips.is_empty(), "{worth:?} {:?}", p.decision);
    for flip in &worth.flips {
        let [a, b] = flip.between;
        assert_ne!(by_the_rule(p, a), by_the_rule(p, b), "{flip:?} {:?}", p.decision);
        assert_eq!(by_the_rule(p, b), flip.to);
    }
}

#[test]
fn without_ranges_nothing_is_missed_and_nothing_else_is_best() {
    let mut scenario = without_ranges();
    scenario.costs.served_call = None;
    let p = compare(&scenario, &options()).unwrap();
    assert!(p.uncertainty.parameters.is_empty() && p.uncertainty.robust);
    assert_eq!(p.uncertainty.joint.best[p.recommended], 1.0);
    assert_eq!(p.uncertainty.joint.proposed.any, 0.0);
    // With ranges some draws have more and longer calls than were planned for.
    let joint = &proposal().uncertainty.joint;
    assert!(joint.proposed.any > 0.05 && joint.proposed.any < 1.0, "{joint:?}");
    assert!((joint.best.iter().sum::<f64>() - 1.0).abs() < 1e-9);
}

/// Bounds of either search hold for the plan of the other.
#[test]
fn a_search_that_starts_where_another_ended_proves_as_much() {
    let memory = Memory::default();
    for seconds in [60.0, 20.0, 45.0, 120.0] {
        let mut scenario = office();
        scenario.lines[0].targets[0].measure = Measure::MeanWait(Seconds::new(seconds).unwrap());
        scenario.groups[0].hourly_cost.value = Money::new(40.0 + seconds / 10.0).unwrap();
        let cold = solve::Options { promise: Promise::Formula, gap: 0.001, ..Default::default() };
        let warm = solve::Options { memory: Some(&memory), ..cold };
        let [cold, warm] = [cold, warm].map(|options| solve(&scenario, &options).unwrap().solver);
        for (own, other) in [(&cold, &warm), (&warm, &cold)] {
            assert!(own.gap <= 0.001 + 1e-6 && own.bound <= other.objective + 1e-6, "{seconds}");
        }
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        json::proposal(&pool.install(|| compare(&office(), &options()).unwrap())).unwrap()
    };
    assert!(on(1) == on(2));
}

/// Cells of the first row that starts with a label, in the first table after a heading.
fn row(page: &str, heading: &str, label: &str) -> Vec<String> {
    let after = &page[page.find(&format!("<h2>{heading}</h2>")).unwrap()..];
    let start = after.find(&format!("<th scope=\"row\">{label}</th>")).unwrap();
    let row = &after[start..start + after[start..].find("</tr>").unwrap()];
    row.split("<td>").skip(1).map(|cell| cell.split("</td>").next().unwrap().to_owned()).collect()
}

#[test]
fn figures_of_the_memo_are_those_of_the_json() {
    let p: Proposal = serde_json::from_str(&json::proposal(proposal()).unwrap()).unwrap();
    assert_eq!(&p, proposal());
    for (language, heading) in [
        (Language::En, "Cost in full-time posts and money"),
        (Language::Pl, "Koszt w etatach i w pieniądzach"),
    ] {
        let page = memo::html(&p, language).unwrap();
        for closing in &p.closings {
            let cells = row(&page, heading, &closing.label);
            let week = &closing.central;
            assert_eq!(cells[0], numbers::number(week.cost_per_week.unwrap(), 2, language));
            assert_eq!(cells[3], numbers::number(week.paid_hours_per_week.unwrap(), 1, language));
            assert_eq!(cells[4], numbers::number(week.full_time_equivalents.unwrap(), 2, language));
        }
        let text = memo::text(&p, language);
        assert!(text.lines().all(|line| line.chars().count() <= 80));
        let cost = numbers::number(p.closings[3].central.cost_per_week.unwrap(), 2, language);
        assert!(text.contains(&cost) && memo::markdown(&p, language).contains(&cost));
    }
    let rows = memo::csv(&p);
    assert_eq!(rows.lines().count(), 1 + 4 * 3);
    let cost = p.closings[1].high.cost_per_week.unwrap().to_string();
    assert!(rows.lines().any(|l| l.starts_with("17:00,high,") && l.contains(&cost)));
}

/// Every element is closed in its order; void elements apart.
fn well_formed(page: &str) {
    let mut open: Vec<&str> = Vec::new();
    let body = page.split_once("<!DOCTYPE html>").unwrap().1;
    let (style, script) = (body.find("<style>").unwrap(), body.find("<script>").unwrap());
    let text = body[..style].to_owned()
        + &body[body.find("</style>").unwrap() + 8..script]
        + &body[body.find("</script>").unwrap() + 9..];
    for tag in text.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap();
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "{tag}");
        } else if !tag.ends_with('/') && !["meta", "input"].contains(&name) {
            open.push(body_name(&text, name));
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

fn body_name<'a>(text: &'a str, name: &str) -> &'a str {
    let at = text.find(name).unwrap();
    &text[at..at + name.len()]
}

#[test]
fn the_page_is_whole_needs_nothing_and_has_a_table_behind_each_picture() {
    for (language, lang) in [(Language::En, "en"), (Language::Pl, "pl")] {
        let page = memo::html(proposal(), language).unwrap();
        well_formed(&page);
        assert!(page.contains(&format!("<html lang=\"{lang}\">")));
        for word in ["http:", "https:", "src=", "@import", "url("] {
            assert!(!page.contains(word), "{word}");
        }
        assert!(page.len() < 400_000, "{}", page.len());
        assert!(page.contains("Office &#60;until&#62; 18:00 &#38; later"));
        let count = |text: &str| page.matches(text).count();
        assert_eq!(count("<details class=\"panel\""), 4 * 3);
        assert_eq!(count("<svg "), 4 * 3 * 2 + 2);
        assert_eq!(count("<details class=\"data\">"), count("<svg "));
        assert_eq!(count("<title id="), count("<svg "));
        assert_eq!(count("<desc id="), count("<svg "));
    }
}

#[test]
fn in_a_browser_the_control_changes_the_figures() {
    let p = proposal();
    let page = memo::html(p, Language::En).unwrap();
    let step = "document.querySelector('input[name=closing][value=\"1\"]').click();\
                document.querySelector('input[name=response][value=\"2\"]').click();";
    for (script, closing, response, week) in
        [("", p.proposed, 1, &p.closings[p.proposed].central), (step, 1, 2, &p.closings[1].high)]
    {
        let Some(dom) = played(&page, script) else { return };
        let visible: Vec<&str> = dom
            .split("<details class=\"panel\"")
            .skip(1)
            .filter(|panel| !panel.split('>').next().unwrap().contains("hidden"))
            .collect();
        assert_eq!(visible.len(), 1);
        let own = format!(" data-closing=\"{closing}\" data-response=\"{response}\"");
        assert!(visible[0].starts_with(&own));
        let cost = numbers::number(week.cost_per_week.unwrap(), 2, Language::En);
        assert!(visible[0].contains(&format!("<td>{cost}</td>")));
        let title = visible[0].split("<summary>").nth(1).unwrap().split('<').next().unwrap();
        assert!(dom.contains(&format!("class=\"shown\">{title}</p>")));
    }
}

#[test]
fn an_accessibility_checker_finds_nothing() {
    for language in [Language::En, Language::Pl] {
        let Some(found) = accessibility(&memo::html(proposal(), language).unwrap()) else { return };
        assert_eq!(found, "none");
    }
}
