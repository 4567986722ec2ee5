//! The page to print: whole, in both languages, and clean for an accessibility checker.

use super::desk::{made, scenario};
use super::editions::later_version;
use crate::browser::accessibility;
use obsada::domain::units::Language;
use obsada::handover::names::Names;
use obsada::handover::page::html;
use obsada::report::words::numbers;

fn page(language: Language) -> String {
    html(scenario(), made(), &Names::default(), language).unwrap()
}

#[test]
fn the_page_needs_nothing_and_tells_no_circumstances() {
    for (language, lang) in [(Language::En, "en"), (Language::Pl, "pl")] {
        let page = page(language);
        assert!(page.contains(&format!("<html lang=\"{lang}\">")));
        for word in ["http:", "https:", "src=", "@import", "url(", "<script", "sick", "court"] {
            assert!(!page.contains(word), "{word}");
        }
        assert!(page.contains("Desk &#38; night &#60;1&#62;"));
        let count = |text: &str| page.matches(text).count();
        assert_eq!(count("<section class=\"person\""), made().people.len());
        // Two weeks, and how the days fall.
        assert_eq!(count("<table>"), made().people.len() + 3);
        for tag in ["table", "thead", "tbody", "tr", "td", "section", "div", "ul", "p"] {
            let open = count(&format!("<{tag}>")) + count(&format!("<{tag} "));
            assert_eq!(open, count(&format!("</{tag}>")), "{tag}");
        }
    }
}

#[test]
fn shifts_and_hours_are_those_of_the_roster() {
    let page = page(Language::Pl);
    let sections: Vec<&str> = page.split("<section class=\"person\"").skip(1).collect();
    for (person, section) in made().people.iter().zip(sections) {
        assert!(section.contains(&format!(">{}</h2>", person.name)));
        assert!(section.contains(&numbers::tenths(person.paid_hours, Language::Pl)));
        let rows: Vec<&str> = section.split("<th scope=\"row\"").skip(1).collect();
        assert_eq!(rows.len(), person.days.len() + 2);
        let days = rows.iter().filter(|row| !row.contains("Tydzień"));
        for (row, day) in days.zip(&person.days) {
            let text = match &day.shift {
                Some(shift) => shift.hours_text().join("–"),
                None if day.code == obsada::wire::roster_answer::Code::Absent => ">N<".into(),
                None => "wolne".into(),
            };
            assert!(
                row.contains(&text) && row.contains(&numbers::date(&day.date, Language::Pl)),
                "{row}"
            );
        }
    }
}

#[test]
fn an_accessibility_checker_finds_nothing() {
    for language in [Language::En, Language::Pl] {
        let later = later_version();
        let changed = html(scenario(), &later, &Names::default(), language).unwrap();
        for page in [page(language), changed] {
            let Some(found) = accessibility(&page) else { return };
            assert_eq!(found, "none");
        }
    }
}
