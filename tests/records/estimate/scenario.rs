//! The scenario written from estimates runs through the whole flow.

use super::gathered;
use super::generator::{CENTRE, generate};
use obsada::domain::units::{Basis, Language};
use obsada::estimate::backtest::{Horizon, forecast};
use obsada::estimate::totals::{Period, Profile, range};
use obsada::estimate::unusual::volumes;
use obsada::estimate::{Options, estimate};
use obsada::records::Reading;
use obsada::report::fit::{Fit, fit_json};
use obsada::report::{fitted_scenario, text};
use obsada::scenario::{PatienceLaw, Scenario, validate::parse};
use obsada::solve;

fn read(text: &str) -> Scenario {
    parse(text, "fitted.toml", &|_: &str| Err("no demand file".into()))
        .unwrap_or_else(|problems| panic!("{problems:?}\n{text}"))
}

fn planned(scenario: &Scenario) {
    let plan = solve::solve(scenario, &solve::Options::default()).expect("it can be staffed");
    assert!(plan.check.passed, "{:?}", plan.check.violations);
}

/// Estimates, with and without a forecast, of a centre whose truth is known.
fn with_fit(weeks: i32, horizon: Option<Horizon>, test: impl Fn(&Fit)) {
    let centre = super::generator::Centre { days: 5 * weeks, ..CENTRE };
    let (calls, _) = generate(&centre, 7);
    let mut history = gathered(&calls);
    let estimates = estimate(&mut history, &Options::default()).expect("calls came");
    let ahead = horizon.map(|h| forecast(&volumes(&history), h, true).expect("days enough"));
    let reading = Reading { lines: vec!["city".to_owned()], ..Reading::default() };
    test(&Fit {
        file: "calls.csv",
        reading: &reading,
        passed_over: 0,
        line: None,
        estimates: &estimates,
        forecast: ahead.as_ref(),
    });
}

#[test]
fn a_fitted_scenario_is_planned_and_passes_its_check() {
    with_fit(4, None, |fit| {
        for language in [Language::En, Language::Pl] {
            let text = fitted_scenario::from_records(fit, false, language).expect("handle times");
            let scenario = read(&text);
            let line = &scenario.lines[0];
            assert_eq!(line.name, "city");
            let handle = fit.estimates.handle.as_ref().unwrap().mean_s;
            assert_eq!(line.aht.basis, Basis::Estimated);
            assert!((line.aht.value.get() - handle.value).abs() < 0.01);
            assert!((line.aht.low.unwrap().get() - handle.low).abs() < 0.01);
            // The test speaks against exponential patience in one centre of a hundred where it is exponential: of three
            // hundred such centres in four, and this is one of them.
            let patience = line.patience.as_ref().unwrap();
            let source = if patience.is_exponential() { "2004" } else { "2003" };
            assert!(patience.mean.note.as_ref().unwrap().contains(source), "{patience:?}");
            assert_eq!(line.demand.calls_per_week.basis, Basis::Estimated);
            let (week, ..) = fit.estimates.arrivals.per_week();
            assert!((line.demand.calls.iter().sum::<f64>() / week - 1.0).abs() < 1e-5);
            // Rates that are a product of weekday and half-hour come through the two lists of shares.
            let grid = scenario.calendar.grid;
            for day in &fit.estimates.arrivals.weekdays {
                for half_hour in 16..32 {
                    let rate = fit.estimates.arrivals.rate(day.weekday.index(), half_hour);
                    let calls = line.demand.calls[grid.at(day.weekday, half_hour as u32 * 30)];
                    assert!((calls / rate - 1.0).abs() < 0.2, "{calls} for {rate}");
                }
            }
            planned(&scenario);
        }
    });
}

/// Callers who hang up at once, and others who stay the longer the longer they have stayed: the law is written, and what
/// was put in lies within the ranges.
#[test]
fn a_law_of_patience_is_written_where_the_records_speak_for_it() {
    let centre =
        super::generator::Centre { days: 60, patience_shape: 0.6, at_once: 0.08, ..CENTRE };
    let (calls, _) = generate(&centre, 11);
    let mut history = gathered(&calls);
    let estimates = estimate(&mut history, &Options::default()).expect("calls came");
    let reading = Reading { lines: vec!["city".to_owned()], ..Reading::default() };
    let fit = Fit {
        file: "calls.csv",
        reading: &reading,
        passed_over: 0,
        line: None,
        estimates: &estimates,
        forecast: None,
    };
    for language in [Language::En, Language::Pl] {
        let text = fitted_scenario::from_records(&fit, false, language).expect("handle times");
        let scenario = read(&text);
        let patience = scenario.lines[0].patience.as_ref().unwrap();
        let PatienceLaw::Weibull(shape) = &patience.law else { panic!("{patience:?}") };
        assert!(shape.low.unwrap() <= 0.6 && 0.6 <= shape.high.unwrap(), "{shape:?}");
        assert_eq!(shape.basis, Basis::Estimated);
        let mean = &patience.mean;
        let range = (mean.low.unwrap().get(), mean.high.unwrap().get());
        assert!(range.0 <= 180.0 && 180.0 <= range.1, "{mean:?}");
        let at_once = patience.at_once.as_ref().unwrap();
        let range = (at_once.low.unwrap().get(), at_once.high.unwrap().get());
        assert!(range.0 <= 0.08 && 0.08 <= range.1, "{at_once:?}");
    }
}

#[test]
fn a_forecast_week_is_planned_with_its_holidays() {
    with_fit(8, Some(Horizon::Week), |fit| {
        let ahead = fit.forecast.unwrap();
        let text = fitted_scenario::from_records(fit, true, Language::En).expect("handle times");
        let scenario = read(&text);
        assert_eq!(scenario.calendar.week_start, Some(ahead.first_day));
        let calls: f64 = ahead.days.iter().map(|d| d.calls[0]).sum();
        let week = &scenario.lines[0].demand.calls_per_week;
        assert!((week.value.get() / calls - 1.0).abs() < 1e-5);
        assert!(week.low.unwrap().get() < calls && calls < week.high.unwrap().get());
        planned(&scenario);
    });
}

#[test]
fn a_scenario_from_totals_is_planned() {
    let period =
        Period { label: "MOPR 2016".into(), handled: 31_705.0, mean_wait_s: 107.0, days: 252.0 };
    let range = range(&period, &Profile::new(450, 930, (600, 780), 0.48));
    for chosen in range.plausible() {
        let text = fitted_scenario::from_totals(&range, chosen, Language::En);
        let scenario = read(&text);
        let week = scenario.lines[0].demand.calls_per_week.value.get();
        assert!((week / (5.0 * chosen.offered_per_day) - 1.0).abs() < 1e-4);
    }
    let chosen = range.plausible().next().unwrap();
    planned(&read(&fitted_scenario::from_totals(&range, chosen, Language::Pl)));
}

#[test]
fn the_report_fits_the_page_in_both_languages_and_json_is_whole() {
    with_fit(8, Some(Horizon::Week), |fit| {
        for language in [Language::En, Language::Pl] {
            let text = text::fit(fit, language);
            let wide = text.lines().find(|line| line.chars().count() > 80);
            assert_eq!(wide, None);
            assert!(!text.contains("NaN"), "{text}");
        }
        let json: serde_json::Value = serde_json::from_str(&fit_json(fit).unwrap()).unwrap();
        assert_eq!(json["schema"], "obsada.fit/1");
        let handle = &json["estimates"]["handle"]["mean_s"];
        assert!(handle["low"].as_f64() < handle["value"].as_f64());
        assert_eq!(json["estimates"]["patience"]["mean_s"]["method"], "censored_exponential");
        assert!(json["forecast"]["backtest"]["scores"].as_array().unwrap().len() == 5);
    });
}
