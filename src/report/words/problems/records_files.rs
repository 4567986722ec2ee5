//! What is wrong with the files of records as such: mappings, headings of tables, workbooks.

use super::{Both, both};
use crate::domain::cause::{ColumnsHint, MappingFault, Missing, SheetFault, TableKind};

/// What is wrong with a mapping.
pub(super) fn mapping(fault: &MappingFault) -> [String; 2] {
    let words = match fault {
        MappingFault::Parser(words) => return [words.clone(), toml_fault(words)],
        MappingFault::Like(names) => {
            let names = names.join(", ");
            return [
                format!("`like` names none of {names}"),
                format!("`like` nie podaje żadnej z nazw: {names}"),
            ];
        }
        MappingFault::Encoding => [
            "no such encoding; write `utf-8`, `windows-1250` or `utf-16le`",
            "nie ma takiego kodowania; podaj `utf-8`, `windows-1250` albo `utf-16le`",
        ],
        MappingFault::Unit => [
            "a unit is one of `ms`, `s`, `min` and `h`",
            "jednostką jest `ms`, `s`, `min` albo `h`",
        ],
        MappingFault::Separator => [
            "a separator is one character, or the word `tab`",
            "separatorem jest jeden znak albo słowo `tab`",
        ],
        MappingFault::Decimal => {
            ["the decimal mark is `,` or `.`", "znakiem dziesiętnym jest `,` albo `.`"]
        }
        MappingFault::Day => ["a day is written 2026-11-25", "dzień zapisuje się jako 2026-11-25"],
        MappingFault::Minutes => [
            "intervals have 5, 10, 15, 20, 30 or 60 minutes",
            "przedziały mają 5, 10, 15, 20, 30 albo 60 minut",
        ],
    };
    words.map(str::to_owned)
}

/// What a parser of TOML says, in Polish; the place is shown beside it.
fn toml_fault(words: &str) -> String {
    let quoted = words.split('`').nth(1).unwrap_or_default();
    if words.contains("unknown field") {
        format!("klucz `{quoted}` jest nieznany")
    } else if words.contains("missing field") {
        format!("brakuje klucza `{quoted}`")
    } else if words.contains("unknown variant") {
        format!("wartość `{quoted}` jest nieznana")
    } else if words.contains("duplicate key") {
        "klucz występuje dwa razy".to_owned()
    } else if words.contains("invalid type") || words.contains("did not match any variant") {
        "wartość jest innego rodzaju niż oczekiwany".to_owned()
    } else if words.contains("invalid value") || words.contains("out of range") {
        "wartość jest spoza dozwolonego zakresu".to_owned()
    } else {
        "zapis nie jest poprawnym TOML-em".to_owned()
    }
}

/// A heading that lacks columns.
pub(super) fn columns(kind: Option<TableKind>, missing: &[Missing], hint: &ColumnsHint) -> Both {
    let [of, rodzaju] = match kind {
        Some(TableKind::Events) => [" of events of a queue_log", " zdarzeń queue_log"],
        Some(TableKind::Intervals) => [" of intervals", " przedziałów"],
        Some(TableKind::Calls) => [" of calls", " połączeń"],
        None => ["", ""],
    };
    let lacks = |language: usize| {
        let words: Vec<String> = missing.iter().map(|m| lacking(m)[language].clone()).collect();
        words.join(", ")
    };
    let (lacks, brakuje) = (lacks(0), lacks(1));
    let [help, rada] = column_hint(hint);
    both!(
        ["the heading of the table{of} lacks {lacks}", "{help}"],
        ["w nagłówku tabeli{rodzaju} brakuje: {brakuje}", "{rada}"]
    )
}

fn lacking(missing: &Missing) -> [String; 2] {
    match missing {
        Missing::Named(name) => [format!("`{name}`"), format!("`{name}`")],
        Missing::Position(at) => [format!("column {at}"), format!("kolumny nr {at}")],
        Missing::For(key) => [format!("a column for `{key}`"), format!("kolumny dla `{key}`")],
        Missing::Volume => [
            "a column for `offered` or `answered`".to_owned(),
            "kolumny dla `offered` albo `answered`".to_owned(),
        ],
        Missing::When => [
            "columns for `date` and `time`, or one for `timestamp`".to_owned(),
            "kolumn dla `date` i `time` albo jednej dla `timestamp`".to_owned(),
        ],
        Missing::Row => ["any row".to_owned(), "jakiegokolwiek wiersza".to_owned()],
    }
}

fn column_hint(hint: &ColumnsHint) -> [String; 2] {
    match hint {
        ColumnsHint::Names => [
            "correct the names in the mapping, or its `separator`, `encoding` or `skip_rows`"
                .to_owned(),
            "popraw nazwy w opisie kolumn albo jego `separator`, `encoding` lub `skip_rows`"
                .to_owned(),
        ],
        ColumnsHint::Ready(name) => {
            let [title, tytul] = ready(name);
            [
                format!("these are headings of {title}: read it with --mapping {name}"),
                format!("są to nagłówki {tytul}: odczytaj plik z --mapping {name}"),
            ]
        }
        ColumnsHint::Write(names) => {
            let names = names.join(", ");
            [
                format!(
                    "say in a mapping file (--mapping) which column means what, or name a ready one: \
                     {names}"
                ),
                format!(
                    "podaj w opisie kolumn (--mapping), co która znaczy, albo nazwij gotowy: {names}"
                ),
            ]
        }
        ColumnsHint::Day => [
            "where the file is of one day, write it in a mapping file (--mapping): `day = 2026-11-25`; where it has one row a day, give a profile of the day (--profile)"
                .to_owned(),
            "jeśli plik dotyczy jednego dnia, wpisz go w opisie kolumn (--mapping): `day = 2026-11-25`; jeśli ma jeden wiersz na dzień, podaj profil dnia (--profile)"
                .to_owned(),
        ],
    }
}

/// What a ready mapping reads, for people.
fn ready(name: &str) -> [&'static str; 2] {
    match name {
        "asterisk-cdr" | "asterisk-master" => [
            "call detail records of Asterisk or FreePBX",
            "rejestru połączeń (CDR) Asterisk lub FreePBX",
        ],
        "3cx" => ["the call report of 3CX", "raportu połączeń 3CX"],
        "genesys-cloud" => ["queue performance of Genesys Cloud", "raportu kolejek Genesys Cloud"],
        "avaya-cms" => ["the interval report of Avaya CMS", "raportu przedziałów Avaya CMS"],
        "amazon-connect" => {
            ["historical metrics of Amazon Connect", "metryk historycznych Amazon Connect"]
        }
        "five9" => ["the call log of Five9", "dziennika połączeń Five9"],
        "cisco-uccx" => ["queue activity of Cisco UCCX", "raportu kolejek Cisco UCCX"],
        _ => ["a known system", "znanego systemu"],
    }
}

pub(super) fn workbook(file: &str, fault: &SheetFault) -> Both {
    let [english, polish] = match fault {
        SheetFault::NotWorkbook(words) => {
            [format!("it is no workbook: {words}"), "nie jest skoroszytem".to_owned()]
        }
        SheetFault::NoSheet => {
            ["it has no sheet of that name".to_owned(), "nie ma arkusza o tej nazwie".to_owned()]
        }
        SheetFault::Cell(words) => [words.clone(), "komórki nie można odczytać".to_owned()],
        SheetFault::Unpacks(most) => [
            format!("its parts unpack to more than {most} MB"),
            format!("jego części po rozpakowaniu mają ponad {most} MB"),
        ],
        SheetFault::Cells(most) => [
            format!("its sheet has more than {most} filled cells"),
            format!("jego arkusz ma ponad {most} wypełnionych komórek"),
        ],
        SheetFault::Span(most) => [
            format!("the rows of its sheet span more than {most} cells"),
            format!("wiersze jego arkusza obejmują ponad {most} komórek"),
        ],
        SheetFault::Build => {
            return both!(
                ["{file} is a workbook, which this build cannot open", "save the report as CSV"],
                [
                    "{file} jest skoroszytem, którego ta wersja nie otwiera",
                    "zapisz raport jako CSV"
                ]
            );
        }
    };
    both!(
        [
            "{file} cannot be opened: {english}",
            "either correct `sheet` in the mapping, or save the report anew, or as CSV"
        ],
        [
            "pliku {file} nie można otworzyć: {polish}",
            "albo popraw `sheet` w opisie kolumn, albo zapisz raport od nowa lub jako CSV"
        ]
    )
}
