//! Every figure of the memo's tables, read back from its text, Markdown and HTML and held against the JSON of the same
//! run; and faults planted on each page, which the witness must find.

use super::desk::{LANGUAGES, proposal};
use super::expected::{Answer, Cell, Rows};
use super::reader::{self, Found, figure};
use obsada::domain::units::Language;
use obsada::report::{json, memo};
use serde_json::Value;

/// What a cell that is not as it must be is told by; a little more than half the last place is allowed.
fn differs(cell: &str, expected: &Cell, language: Language) -> Option<String> {
    let told = || Some(format!("{cell:?} is not {expected:?}"));
    let is = |cell: &str, value: f64, room: f64| {
        figure(cell, language).is_some_and(|[own, step]| (own - value).abs() <= step * room)
    };
    // What is told of today has its basis behind it, a simulated figure its half-width.
    let first = cell.split(" (").next().unwrap().split(" ± ").next().unwrap();
    let right = match expected {
        Cell::Words => true,
        Cell::Text(text) => cell == text,
        Cell::Number(None) | Cell::AtMost(None) | Cell::Two(None) => cell == "—",
        Cell::Number(Some(value)) => is(first, *value, 0.5001),
        Cell::AtMost(Some(value)) => is(cell, *value, 1.0001),
        Cell::Two(Some(values)) => {
            let parts: Vec<&str> = cell.split(" – ").flat_map(|part| part.split(" ± ")).collect();
            parts.len() == 2
                && parts.iter().zip(values).all(|(part, value)| is(part, *value, 0.5001))
        }
    };
    if right { None } else { told() }
}

/// Where the tables of a page differ from what they must be.
fn findings(found: &[Found], expected: &[Rows], language: Language) -> Vec<String> {
    if found.len() != expected.len() {
        return vec![format!("{} tables, not {}", found.len(), expected.len())];
    }
    let mut wrong = Vec::new();
    for (k, (table, rows)) in found.iter().zip(expected).enumerate() {
        if table.rows.len() != rows.len() {
            wrong.push(format!(
                "table {k} {:?}: {} rows, not {}",
                table.head,
                table.rows.len(),
                rows.len()
            ));
            continue;
        }
        for (cells, row) in table.rows.iter().zip(rows) {
            if (cells.len(), table.head.len()) != (row.len(), row.len()) {
                wrong.push(format!("table {k}: {cells:?} has not {} cells", row.len()));
            }
            let each = cells.iter().zip(row).filter_map(|(cell, e)| differs(cell, e, language));
            wrong.extend(each.map(|told| format!("table {k}, {}: {told}", cells[0])));
        }
    }
    wrong
}

fn before_panels(answer: &Answer<'_>) -> Vec<Rows> {
    vec![
        answer.side_by_side(),
        answer.callers(),
        answer.costs(),
        answer.promises(),
        answer.ranges(),
        answer.worth(),
        answer.steps(),
        answer.points(),
        answer.budget(),
        answer.tornado(),
        answer.chances(),
        answer.planned_draws(),
        answer.safety(),
        answer.pilot(),
        answer.assumptions(),
    ]
}

fn of_markdown(text: &str, answer: &Answer<'_>, language: Language) -> Vec<String> {
    let mut expected = before_panels(answer);
    let then = &answer.closings()[answer.index("proposed")]["central"];
    expected.extend(answer.panel(then));
    findings(&reader::markdown(text), &expected, language)
}

fn of_html(page: &str, answer: &Answer<'_>, language: Language) -> Vec<String> {
    let mut expected = before_panels(answer);
    // Behind the picture on the first page.
    expected.insert(1, answer.points());
    for closing in answer.closings() {
        for response in ["low", "central", "high"] {
            expected.extend(answer.panel(&closing[response]));
        }
    }
    findings(&reader::html(page), &expected, language)
}

/// Rows of the text follow each other as those of the Markdown do, which was held against the JSON; the half-hours are
/// not in the text.
fn of_text(text: &str, markdown: &str) -> Vec<String> {
    let mut rows = reader::text(text).into_iter().peekable();
    let mut wrong = Vec::new();
    let tables = reader::markdown(markdown);
    for (k, table) in tables[..tables.len() - 2].iter().enumerate() {
        // What rows of this table and the one before it begin with, where they stand item by item.
        let heads = tables[k.saturating_sub(1)..=k].iter().map(|table| table.head[1].as_str());
        let heads: Vec<&str> = heads.collect();
        for cells in &table.rows {
            let items =
                table.head[1..].iter().zip(&cells[1..]).filter(|(_, cell)| !cell.is_empty());
            let items: Vec<String> = items.map(|(head, cell)| format!("{head} {cell}")).collect();
            let as_item = vec![format!("{}: {}", cells[0], items.join("; "))];
            let filled: Vec<String> =
                cells.iter().filter(|cell| !cell.is_empty()).cloned().collect();
            let plain =
                |row: &[String]| row.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
            let same =
                |row: &Vec<String>| plain(row) == plain(&as_item) || plain(row) == plain(&filled);
            // Between tables there may be items that are no rows, but no rows of a table, in columns or item by item.
            let skipped = rows.clone().take(12).position(|row| same(&row));
            let is_row = |row: &Vec<String>| {
                let named = |head: &str| row[0].contains(&format!(": {head} "));
                row.len() > 1 || row[0].contains("; ") && heads.iter().any(|head| named(head))
            };
            match skipped {
                Some(skipped) if !rows.clone().take(skipped).any(|row| is_row(&row)) => {
                    drop(rows.by_ref().take(skipped + 1).last());
                }
                _ => wrong.push(format!("no row {cells:?}; next is {:?}", rows.peek())),
            }
        }
    }
    wrong
}

fn answer() -> Value {
    serde_json::from_str(&json::proposal(proposal()).unwrap()).unwrap()
}

#[test]
fn every_figure_of_the_memo_is_that_of_the_json() {
    let answer = answer();
    let answer = Answer(&answer);
    for language in LANGUAGES {
        let markdown = memo::markdown(proposal(), language);
        assert_eq!(of_markdown(&markdown, &answer, language), [""; 0]);
        assert_eq!(of_html(&memo::html(proposal(), language).unwrap(), &answer, language), [""; 0]);
        assert_eq!(of_text(&memo::text(proposal(), language), &markdown), [""; 0]);
    }
}

/// A page with a fault: in the row of the cost table that is stressed, one thing is not as it was.
fn planted(page: &str, [row, cells]: [&str; 2], fault: usize) -> String {
    let numbers: Vec<&str> = cells.split('\t').collect();
    let wrong = match fault {
        // A row doubled, a row lost, two figures swapped, a per cent off, another label.
        0 => format!("{row}\n{row}"),
        1 => String::new(),
        2 => row
            .replacen(numbers[0], "\u{1}", 1)
            .replacen(numbers[1], numbers[0], 1)
            .replace('\u{1}', numbers[1]),
        3 => row.replacen(numbers[0], numbers[2], 1),
        _ => row.replacen("18:00", "16:00", 1),
    };
    assert_ne!(wrong, row, "{fault}");
    page.replacen(row, &wrong, 1)
}

#[test]
fn planted_faults_are_found() {
    let json = answer();
    let answer = Answer(&json);
    let language = Language::En;
    let markdown = memo::markdown(proposal(), language);
    let html = memo::html(proposal(), language).unwrap();
    let cost = answer.closings()[1]["central"]["cost_per_week"].as_f64().unwrap();
    let written = |value: f64| {
        let digits = format!("{value:.2}");
        let at = digits.len() - 6;
        format!("{},{}", &digits[..at], &digits[at..])
    };
    let hours = answer.closings()[1]["central"]["paid_hours_per_week"].as_f64().unwrap();
    let cells = format!("{}\t{hours:.1}\t{}", written(cost), written(cost * 1.01));
    let in_markdown =
        markdown.lines().find(|l| l.contains("18:00 |") && l.contains(&written(cost)));
    let cost_table = html.match_indices("<tr").map(|(at, _)| &html[at..]);
    let rows = cost_table.map(|row| &row[..row.find("</tr>").unwrap() + 5]);
    let in_html =
        rows.filter(|row| row.contains(">18:00</th>")).find(|row| row.contains(&written(cost)));
    for fault in 0..5 {
        let page = planted(&markdown, [in_markdown.unwrap(), &cells], fault);
        assert!(!of_markdown(&page, &answer, language).is_empty(), "Markdown, {fault}");
        assert!(!of_text(&memo::text(proposal(), language), &page).is_empty(), "text, {fault}");
        let page = planted(&html, [in_html.unwrap(), &cells], fault);
        assert!(!of_html(&page, &answer, language).is_empty(), "HTML, {fault}");
    }
}
