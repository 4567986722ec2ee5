//! The present state beside what is planned: in answers, in the check, on pages.

use super::desk::{DESK, LANGUAGES, proposal, scenario};
use calamine::{Data, DataType, Reader, Xlsx, open_workbook_from_rs};
use obsada::domain::units::{Basis, Language};
use obsada::report::{memo, text};
use obsada::solve::{Options, solve};
use obsada::wire::answer::Plan;
use obsada::witness::check::check;
use std::io::Cursor;
use std::sync::OnceLock;

fn plan() -> &'static Plan {
    static PLAN: OnceLock<Plan> = OnceLock::new();
    PLAN.get_or_init(|| solve(&scenario(DESK), &Options::default()).unwrap())
}

/// The desk without its present state.
fn untold() -> String {
    DESK[..DESK.find("[today]").unwrap()].to_owned()
}

#[test]
fn answers_carry_the_present_state_as_it_was_told() {
    for today in [plan().today.as_ref().unwrap(), proposal().today.as_ref().unwrap()] {
        assert_eq!((today.closing["info"].as_str(), today.same_hours), ("16:00", Some(0)));
        let cost = today.cost_per_week.as_ref().unwrap();
        assert_eq!((cost.value, cost.low, cost.high), (9800.0, Some(9500.0), Some(10_000.0)));
        assert_eq!(cost.basis, Basis::Estimated);
        let people = today.consultants.as_ref().unwrap();
        assert_eq!((people.value, people.note.as_deref()), (6.0, Some("the desk's list")));
        let line = &today.lines[0];
        assert_eq!(line.mean_wait_s.as_ref().unwrap().value, 130.0);
        assert_eq!(line.p_abandon.as_ref().unwrap().value, 0.2);
        assert_eq!(line.service_level.as_ref().unwrap().value, 0.5);
    }
}

/// What is told of today is laid beside plans and moves none of them.
#[test]
fn the_present_state_changes_no_plan() {
    let mut without = solve(&scenario(&untold()), &Options::default()).unwrap();
    assert!(without.today.is_none());
    assert!(check(&scenario(&untold()), &without).passed());
    let told = plan();
    assert_eq!(without.candidates, told.candidates);
    assert_eq!(without.shifts, told.shifts);
    let before = text::plan(&without, Language::En);
    without.today.clone_from(&told.today);
    let after = text::plan(&without, Language::En);
    assert!(!before.contains("today") && after.contains("── Today, the present hours planned"));
}

/// Which hours are today's may be said by a close that is not the line's own.
#[test]
fn another_close_of_today_is_the_present_hours() {
    let other = DESK
        .replace("[today.line.info]\nclose = \"16:00\"", "[today.line.info]\nclose = \"18:00\"");
    assert_ne!(other, DESK);
    assert_eq!(
        (scenario(DESK).present_hours(), scenario(&other).present_hours()),
        (Some(0), Some(1))
    );
    assert_eq!(scenario(&untold()).present_hours(), Some(0));
    let elsewhere = untold().replace("[\"16:00\", \"18:00\"]", "[\"17:00\", \"18:00\"]");
    assert_eq!(scenario(&elsewhere).present_hours(), None);
}

#[test]
fn the_check_refuses_every_figure_of_today_that_was_changed() {
    let own = scenario(DESK);
    assert!(check(&own, plan()).passed());
    let lies: [fn(&mut Plan); 8] = [
        |p| p.today = None,
        |p| p.today.as_mut().unwrap().same_hours = Some(1),
        |p| {
            p.today.as_mut().unwrap().closing.insert("info".into(), "18:00".into()).map_or((), drop)
        },
        |p| p.today.as_mut().unwrap().consultants = None,
        |p| p.today.as_mut().unwrap().paid_hours_per_week.as_mut().unwrap().value += 1.0,
        |p| p.today.as_mut().unwrap().cost_per_week.as_mut().unwrap().basis = Basis::Stated,
        |p| p.today.as_mut().unwrap().lines[0].mean_wait_s.as_mut().unwrap().high = None,
        |p| {
            for candidate in &mut p.candidates {
                candidate.people_needed = candidate.people_needed.map(|people| people + 1);
            }
        },
    ];
    for (k, lie) in lies.into_iter().enumerate() {
        let mut plan = plan().clone();
        lie(&mut plan);
        assert!(!check(&own, &plan).passed(), "{k}");
    }
}

/// The cells of a row of the first page's table.
fn row(page: &str, name: &str) -> Vec<String> {
    let start =
        page.find(&format!("<th scope=\"row\">{name}</th>")).unwrap_or_else(|| panic!("{name}"));
    let row = &page[start..start + page[start..].find("</tr>").unwrap()];
    row.split("<td>").skip(1).map(|cell| cell.split("</td>").next().unwrap().to_owned()).collect()
}

/// What changes by planning and what by the hours, recounted from the answer.
#[test]
fn a_manager_sees_what_planning_changes_and_what_the_hours_change() {
    let p = proposal();
    let (present, then) = (&p.closings[p.baseline].central, &p.closings[p.proposed].central);
    let hours = [190.0, present.paid_hours_per_week.unwrap(), then.paid_hours_per_week.unwrap()];
    for language in LANGUAGES {
        let page = memo::html(p, language).unwrap();
        let (name, dot) = match language {
            Language::En => ("paid hours", "."),
            Language::Pl => ("płatne godziny", ","),
        };
        let cells = row(&page, name);
        let tenths = |value: f64| format!("{value:.1}").replace('.', dot).replace('-', "−");
        let signed =
            |value: f64| if value > 0.0 { format!("+{}", tenths(value)) } else { tenths(value) };
        assert!(cells[0].starts_with(&tenths(190.0)) && cells[0].contains('('), "{cells:?}");
        assert_eq!(cells[1..3], [tenths(hours[1]), tenths(hours[2])]);
        assert_eq!(cells[3..], [signed(hours[1] - hours[0]), signed(hours[2] - hours[1])]);
    }
    // Only the present state is called today.
    let mut untold = p.clone();
    untold.today = None;
    untold.assumptions.retain(|a| a.bears_on_plans());
    for (language, word) in [(Language::En, "today"), (Language::Pl, "dziś")] {
        let page = memo::html(&untold, language).unwrap().to_lowercase();
        assert!(!page.contains(word), "{}", &page[page.find(word).unwrap() - 80..][..160]);
        assert!(!memo::text(&untold, language).to_lowercase().contains(word));
    }
}

/// The workbook's sheet has the figures as numbers.
#[test]
fn the_workbook_has_a_sheet_of_today() {
    let p = proposal();
    let present = &p.closings[p.baseline].central;
    for (language, name) in [(Language::En, "today"), (Language::Pl, "dziś")] {
        let book = memo::xlsx(p, language).unwrap();
        let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(book)).unwrap();
        let sheet = book.worksheet_range(name).unwrap();
        let number = |row, column| sheet.get_value((row, column)).and_then(Data::as_f64);
        assert_eq!(number(1, 1), Some(6.0));
        assert_eq!(number(1, 6), present.people_needed.map(f64::from));
        assert_eq!((number(2, 1), number(2, 6)), (Some(190.0), present.paid_hours_per_week));
        assert_eq!([1, 2, 3].map(|c| number(4, c)), [Some(9800.0), Some(9500.0), Some(10_000.0)]);
        let wait = present.lines[0].through_day.as_ref().unwrap().mean_wait_s.value;
        assert_eq!((number(5, 1), number(5, 6)), (Some(130.0), Some(wait)));
        let saved = present.paid_hours_per_week.unwrap() - 190.0;
        assert_eq!(number(2, 8), Some(saved));
    }
}
