//! The order of the memo, and where its pages end.

use super::desk::{LANGUAGES, proposal};
use crate::browser::printed;
use obsada::domain::units::Language;
use obsada::report::memo;

/// The places of texts on a page, which must follow each other.
fn in_order(page: &str, texts: &[&str]) {
    let mut at = 0;
    for text in texts {
        let found = page[at..].find(text).unwrap_or_else(|| panic!("{text} after {at}"));
        at += found + text.len();
    }
}

#[test]
fn the_first_page_says_what_why_at_what_cost_with_which_risk_and_what_next() {
    let headings = |language| match language {
        Language::En => ["Recommendation", "Why", "What it costs", "Risk", "Next step"],
        Language::Pl => ["Zalecenie", "Dlaczego", "Ile to kosztuje", "Ryzyko", "Następny krok"],
    };
    for language in LANGUAGES {
        let page = memo::html(proposal(), language).unwrap();
        let parts: Vec<&str> = page.split("<section class=\"part\" id=\"").skip(1).collect();
        let ids: Vec<&str> = parts.iter().map(|part| part.split('"').next().unwrap()).collect();
        assert_eq!(ids, ["decision", "effects", "annex"]);
        let found: Vec<&str> =
            parts[0].split("<h2>").skip(1).map(|h| h.split("</h2>").next().unwrap()).collect();
        assert_eq!(found, headings(language));
        let last = format!("<h2>{}</h2>", headings(language)[4]);
        in_order(parts[0], &["class=\"lead\"", "<table>", &last, "<svg "]);
        // Parts begin on pages of their own.
        let style = page.split("@media print").nth(1).unwrap();
        assert!(style.split("</style>").next().unwrap().contains(".part+.part{break-before:page}"));
        // Formats without pages have the same order.
        let titles = headings(language);
        in_order(
            &memo::markdown(proposal(), language),
            &titles.map(|h| format!("## {h}")).each_ref().map(String::as_str),
        );
        in_order(&memo::text(proposal(), language), &titles);
    }
}

/// How many pages a PDF has, by the objects that Chromium writes: one `/Type /Page` each.
fn pages(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    text.matches("/Type /Page\n").count() + text.matches("/Type /Page/").count()
}

/// The decision is one page of A4 and its effects another, so the annex begins on the third.
#[test]
fn on_paper_the_annex_begins_on_the_third_page() {
    for language in LANGUAGES {
        let page = memo::html(proposal(), language).unwrap();
        let annex = page.find("<section class=\"part\" id=\"annex\">").unwrap();
        let end = page.find("</main>").unwrap();
        let effects = page.find("<section class=\"part\" id=\"effects\">").unwrap();
        let first = format!("{}{}", &page[..effects], &page[end..]);
        let both = format!("{}{}", &page[..annex], &page[end..]);
        let (Some(first), Some(both), Some(whole)) =
            (printed(&first), printed(&both), printed(&page))
        else {
            return;
        };
        assert_eq!((pages(&first), pages(&both)), (1, 2), "{language:?}");
        assert!(pages(&whole) > 2);
    }
}
