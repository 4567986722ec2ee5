//! Reads tables and figures back from the memo's formats; shares nothing with what wrote them.

use obsada::domain::units::Language;

/// A table as it stands on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// Every table of an HTML page.
pub fn html(page: &str) -> Vec<Found> {
    let cells = |row: &str| -> Vec<String> {
        let cells = row.split("</th>").flat_map(|part| part.split("</td>"));
        let cells = cells.filter_map(|cell| cell.rsplit_once('>').map(|(_, text)| text));
        let plain = |text: &str| {
            let text = text.replace("&#60;", "<").replace("&#62;", ">").replace("&#39;", "'");
            text.replace("&#38;", "&")
        };
        cells.map(plain).collect()
    };
    let table = |text: &str| {
        let text = text.split("</table>").next().unwrap();
        let (head, body) = text.split_once("<tbody>").unwrap();
        let head = head.split("<thead>").nth(1).unwrap().split("</tr>").next().unwrap();
        let rows = body.split("</tr>").filter(|row| row.contains("<tr")).map(cells);
        let heads = cells(head);
        let mut rows: Vec<Vec<String>> = rows.collect();
        rows.iter_mut().for_each(|row| row.truncate(row.len().max(heads.len())));
        Found { head: heads, rows }
    };
    page.split("<table>").skip(1).map(table).collect()
}

/// Every table of a Markdown text.
pub fn markdown(text: &str) -> Vec<Found> {
    let cells = |line: &str| -> Vec<String> {
        let inside = line.trim_start_matches("| ").trim_end_matches(" |");
        let plain = inside.replace("\\|", "\u{1}");
        let cells = plain.split(" | ").map(|cell| cell.replace('\\', "").replace('\u{1}', "|"));
        cells.map(|cell| cell.trim_start_matches("▶ ").trim().to_owned()).collect()
    };
    let mut found: Vec<Found> = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let ruled = lines.peek().is_some_and(|next| next.starts_with("| :--"));
        if !(line.starts_with("| ") && ruled) {
            continue;
        }
        lines.next();
        let mut rows = Vec::new();
        while let Some(row) = lines.next_if(|next| next.starts_with('|')) {
            rows.push(cells(row));
        }
        found.push(Found { head: cells(line), rows });
    }
    found
}

/// The rows of a plain text, one after another: its columns, or what a row says item by item.
pub fn text(page: &str) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let (mut columns, mut item) = (false, false);
    for line in page.lines() {
        let mark = ["• ", "▶ "].iter().find(|mark| line.starts_with(**mark));
        let bare = line.trim_start_matches("▶ ");
        if !line.is_empty() && line.chars().all(|c| c == '─') {
            (columns, item) = (true, false);
        } else if line.is_empty() || line.starts_with("──") || line.starts_with("  • ") {
            (columns, item) = (false, false);
        } else if columns {
            let cells = bare.split("  ").map(str::trim).filter(|cell| !cell.is_empty());
            let cells: Vec<String> = cells.map(String::from).collect();
            match rows.last_mut() {
                // A name that took two lines.
                Some(row) if cells.len() == 1 && row.len() > 1 => {
                    row[0] = format!("{} {}", row[0], cells[0]);
                }
                _ => rows.push(cells),
            }
        } else if let Some(mark) = mark {
            item = true;
            rows.push(vec![line[mark.len()..].to_owned()]);
        } else if let (true, Some(rest), Some(row)) =
            (item, line.strip_prefix("  "), rows.last_mut())
        {
            row[0] = format!("{} {rest}", row[0]);
        } else {
            item = false;
        }
    }
    rows
}

/// A figure and the step to which it is written; `None`: it is no figure.
pub fn figure(cell: &str, language: Language) -> Option<[f64; 2]> {
    let cell = cell.trim_start_matches("≈ ").trim();
    let (sign, cell) = match (cell.strip_prefix('−'), cell.strip_prefix('+')) {
        (Some(rest), _) => (-1.0, rest),
        (_, Some(rest)) => (1.0, rest),
        _ => (1.0, cell),
    };
    let plain = |text: &str| -> Option<[f64; 2]> {
        let text: String = match language {
            Language::En => text.replace(',', ""),
            Language::Pl => {
                text.chars().filter(|c| !c.is_whitespace()).collect::<String>().replace(',', ".")
            }
        };
        let decimals = text.split_once('.').map_or(0, |(_, fraction)| fraction.len() as i32);
        Some([text.parse().ok()?, 10f64.powi(-decimals)])
    };
    let shares = [" p.p.", " pp", "%"].iter().find_map(|unit| cell.strip_suffix(unit));
    let [value, step] = match shares {
        Some(number) => plain(number)?.map(|part| part / 100.0),
        None if cell.ends_with(" s") || cell.ends_with(" min") => {
            let words: Vec<&str> = cell.split_whitespace().collect();
            let mut sum = [0.0, 60.0];
            for pair in words.chunks(2) {
                let unit = [("h", 3600.0), ("min", 60.0), ("s", 1.0)];
                let unit = unit.iter().find(|(name, _)| Some(name) == pair.get(1))?.1;
                let [value, step] = plain(pair[0])?;
                sum = [sum[0] + value * unit, step * if unit > 1.0 { 1.0 } else { unit }];
            }
            // With hours, seconds are not written.
            [sum[0], if words.contains(&"h") { 60.0 } else { sum[1] }]
        }
        None => plain(cell)?,
    };
    Some([sign * value, step])
}
