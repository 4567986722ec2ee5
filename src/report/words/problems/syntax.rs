//! The text of a scenario: E1xx.

use super::pieces::{any_of, fault, plain, question};
use super::{Both, both};
use crate::domain::cause::{Crowd, Expected, Found, Kind, SyntaxCause};

/// The sentences of a cause.
pub(super) fn both(cause: &SyntaxCause) -> Both {
    match cause {
        SyntaxCause::Unreadable { file, fault: reason } => {
            let [english, polish] = fault(reason);
            both!(
                [
                    "the scenario `{file}` cannot be read: {english}",
                    "either correct the path, or write a first scenario with `obsada new`"
                ],
                [
                    "scenariusza `{file}` nie można odczytać: {polish}",
                    "albo popraw ścieżkę, albo utwórz pierwszy scenariusz poleceniem `obsada new`"
                ]
            )
        }
        SyntaxCause::NotUtf8 => both!(
            [
                "the file is not UTF-8 text from here on",
                "either save it as UTF-8, or retype the letter at this place"
            ],
            [
                "od tego miejsca plik nie jest tekstem w UTF-8",
                "albo zapisz plik w UTF-8, albo wpisz literę w tym miejscu od nowa"
            ]
        ),
        SyntaxCause::ByteOrderMark => both!(
            [
                "the file starts with a byte order mark, an invisible character that is no part of TOML",
                "save it as UTF-8 without a byte order mark (\"UTF-8\", not \"UTF-8 with BOM\")"
            ],
            [
                "plik zaczyna się od znacznika BOM, niewidocznego znaku, który nie należy do TOML",
                "zapisz plik w UTF-8 bez znacznika BOM (jako „UTF-8”, a nie „UTF-8 z BOM”)"
            ]
        ),
        SyntaxCause::NotToml { parser } => {
            let polish = toml_fault(parser);
            both!(
                [
                    "this is not TOML: {parser}",
                    "correct the text here or just above: text goes in quotes, lists in [ ], keys before ="
                ],
                [
                    "to nie jest zapis TOML: {polish}",
                    "popraw tekst tu lub tuż wyżej: tekst stoi w cudzysłowie, listy w [ ], klucze przed ="
                ]
            )
        }
        SyntaxCause::KeyTwice { key } => both!(
            [
                "`{key}` is written twice in the same table",
                "either remove one of the two, or rename it"
            ],
            [
                "`{key}` występuje dwa razy w tej samej tabeli",
                "albo usuń jeden z tych wpisów, albo zmień jego nazwę"
            ]
        ),
        SyntaxCause::UnknownKey { key, table, meant, known } => {
            unknown_key(key, table, meant, known)
        }
        SyntaxCause::MissingKey { key, table, example, within } => {
            let [home, _, miejsce] = home(table);
            let with = within.map(|inner| format!(" with {inner}")).unwrap_or_default();
            let z = within.map(|inner| format!(", a w niej {inner}")).unwrap_or_default();
            both!(
                [
                    "{home} has no `{key}`, and there is no default for it",
                    "add it, for example {example}{with}"
                ],
                [
                    "{miejsce} brakuje `{key}`, a wartości domyślnej tu nie ma",
                    "dopisz, na przykład {example}{z}"
                ]
            )
        }
        SyntaxCause::MissingTable { kind } => {
            let kind = kind.key();
            both!(
                [
                    "the scenario has no [[{kind}]]",
                    "add at least one; `obsada new` writes a scenario with a [[{kind}]] to start from"
                ],
                [
                    "w scenariuszu nie ma ani jednej tabeli [[{kind}]]",
                    "dopisz co najmniej jedną; `obsada new` tworzy na początek scenariusz z [[{kind}]]"
                ]
            )
        }
        SyntaxCause::WrongType { path, found, expected } => {
            let ([found, jest], [[expected, example], [oczekiwano, przyklad]]) =
                (found_type(*found), expected_type(expected));
            both!(
                ["`{path}` is {found}, but {expected} is expected", "write it as {example}"],
                ["`{path}` to {jest}, a powinno to być {oczekiwano}", "zapisz jako {przyklad}"]
            )
        }
        SyntaxCause::NotWhole { path, value, low, high } => {
            let [why, powod] = match value.fract() == 0.0 {
                true => ["out of its range", "poza dozwolonym zakresem"],
                false => ["not a whole number", "a to nie jest liczba całkowita"],
            };
            let (value, low) = (plain(*value), low.max(1.0));
            both!(
                [
                    "`{path}` is {value}, which is {why}",
                    "write a whole number from {low} to {high}"
                ],
                ["`{path}` wynosi {value}, {powod}", "wpisz liczbę całkowitą od {low} do {high}"]
            )
        }
        SyntaxCause::OutOfRange { path, value, unit, low, high } => {
            let (value, top) = (plain(*value), plain(*high));
            if *low > 0.0 && *low < 1e-3 {
                return both!(
                    [
                        "`{path}` is {value}{unit}, which is out of its range",
                        "write a number above 0 and at most {top}{unit}"
                    ],
                    [
                        "`{path}` wynosi {value}{unit}, poza dozwolonym zakresem",
                        "wpisz liczbę większą od 0, najwyżej {top}{unit}"
                    ]
                );
            }
            let low = plain(*low);
            both!(
                [
                    "`{path}` is {value}{unit}, which is out of its range",
                    "write a number from {low} to {top}{unit}"
                ],
                [
                    "`{path}` wynosi {value}{unit}, poza dozwolonym zakresem",
                    "wpisz liczbę od {low} do {top}{unit}"
                ]
            )
        }
        SyntaxCause::NotMinutes { path, seconds } => {
            let seconds = plain(*seconds);
            both!(
                [
                    "`{path}` is {seconds} s, which is not a whole number of minutes",
                    "write whole minutes, for example \"15m\" (a number without unit is in seconds)"
                ],
                [
                    "`{path}` wynosi {seconds} s, a to nie są pełne minuty",
                    "wpisz pełne minuty, na przykład \"15m\" (liczba bez jednostki oznacza sekundy)"
                ]
            )
        }
        SyntaxCause::NotLength { text } => both!(
            [
                "`{text}` is not a length of time",
                "write hours, minutes and seconds as in \"1h 15m\", \"4m 30s\" or \"90s\""
            ],
            [
                "`{text}` nie jest długością czasu",
                "wpisz godziny, minuty i sekundy, na przykład \"1h 15m\", \"4m 30s\" albo \"90s\""
            ]
        ),
        SyntaxCause::NotTime { text } => both!(
            [
                "`{text}` is not a time of day from 00:00 to 24:00",
                "write hours and minutes with two digits each, such as \"07:30\""
            ],
            [
                "`{text}` nie jest godziną od 00:00 do 24:00",
                "wpisz godzinę i minuty, po dwie cyfry, na przykład \"07:30\""
            ]
        ),
        SyntaxCause::NotStretch { text } => both!(
            [
                "`{text}` is not a stretch of the day",
                "write two times from 00:00 to 24:00, as in \"07:30-15:30\""
            ],
            [
                "`{text}` nie jest przedziałem godzin",
                "wpisz dwie godziny od 00:00 do 24:00, na przykład \"07:30-15:30\""
            ]
        ),
        SyntaxCause::NotTwoTimes { path, entries } => both!(
            [
                "`{path}` has {entries} entries, but a stretch of the day has two",
                "write its start and its end, as in [\"10:00\", \"13:00\"]"
            ],
            [
                "liczba wpisów w `{path}` to {entries}, a przedział godzin ma dwa",
                "wpisz jego początek i koniec, na przykład [\"10:00\", \"13:00\"]"
            ]
        ),
        SyntaxCause::LowAbove { bound, value } => both!(
            [
                "`low` is {bound}, above the value {value}",
                "either move the bound or the value, so that low ≤ value ≤ high"
            ],
            [
                "`low` wynosi {bound}, więcej niż wartość {value}",
                "albo zmień granicę, albo wartość, tak aby `low` ≤ `value` ≤ `high`"
            ]
        ),
        SyntaxCause::HighBelow { bound, value } => both!(
            [
                "`high` is {bound}, below the value {value}",
                "either move the bound or the value, so that low ≤ value ≤ high"
            ],
            [
                "`high` wynosi {bound}, mniej niż wartość {value}",
                "albo zmień granicę, albo wartość, tak aby `low` ≤ `value` ≤ `high`"
            ]
        ),
        SyntaxCause::UnknownWord { word, path, meant, known } => {
            let ([meant, chodzilo], [words, slowa]) = (question(meant), any_of(known));
            both!(
                ["`{word}` cannot be used for `{path}`", "{meant}write {words}"],
                ["`{word}` nie może stać przy `{path}`", "{chodzilo}wpisz {slowa}"]
            )
        }
        SyntaxCause::BadId { id } => both!(
            [
                "`{id}` cannot be an id",
                "write 1 to 64 lowercase letters a–z, digits, `-` or `_`; `name` may hold anything"
            ],
            [
                "`{id}` nie może być identyfikatorem",
                "wpisz od 1 do 64 małych liter a–z, cyfr, `-` lub `_`; w `name` może stać cokolwiek"
            ]
        ),
        SyntaxCause::BadName { path } => both!(
            [
                "`{path}` is empty or holds control characters, so reports could not show it",
                "write a short name on one line"
            ],
            [
                "`{path}` jest puste albo zawiera znaki sterujące, więc raporty nie mogłyby tego pokazać",
                "wpisz krótką nazwę w jednym wierszu"
            ]
        ),
        SyntaxCause::DayTwice { path, day } => {
            let day = day.code();
            both!(
                ["`{path}` names {day} twice", "either remove one of the two, or name another day"],
                [
                    "`{path}` wymienia dzień `{day}` dwa razy",
                    "albo usuń jeden z tych wpisów, albo podaj inny dzień"
                ]
            )
        }
        SyntaxCause::LineTwice { line } => both!(
            [
                "the group names line `{line}` twice",
                "either remove one of the two, or name another line"
            ],
            [
                "grupa wymienia linię `{line}` dwa razy",
                "albo usuń jeden z tych wpisów, albo podaj inną linię"
            ]
        ),
        SyntaxCause::GroupTwice { group } => both!(
            [
                "the shift names group `{group}` twice",
                "either remove one of the two, or name another group"
            ],
            [
                "zmiana wymienia grupę `{group}` dwa razy",
                "albo usuń jeden z tych wpisów, albo podaj inną grupę"
            ]
        ),
        SyntaxCause::ValueTwice => both!(
            [
                "this value is in the list already",
                "either remove one of the two, or write another value"
            ],
            [
                "ta wartość już jest na liście",
                "albo usuń jeden z tych wpisów, albo podaj inną wartość"
            ]
        ),
        SyntaxCause::EmptyList { path } => both!(
            [
                "`{path}` is an empty list, which leaves nothing to plan with",
                "either name at least one entry, or remove the key if it has a default"
            ],
            [
                "`{path}` to pusta lista, więc nie ma z czego planować",
                "albo podaj co najmniej jeden wpis, albo usuń klucz, jeśli ma wartość domyślną"
            ]
        ),
        SyntaxCause::Unresolved { kind, id, meant, known } => {
            let ([meant, chodzilo], [ids, znane]) = (question(meant), any_of(known));
            let ([english, _], [_, polish]) = (kind_of(*kind), kind_of(*kind));
            let key = kind.key();
            both!(
                [
                    "there is no {english} with the id `{id}`",
                    "{meant}either write {ids}, or add a {english} with this id"
                ],
                [
                    "nie ma {polish} o identyfikatorze `{id}`",
                    "{chodzilo}albo wpisz {znane}, albo dopisz `{key}` z tym identyfikatorem"
                ]
            )
        }
        SyntaxCause::IdTwice { kind, id } => {
            let [english, _] = kind_of(*kind);
            let taken = match kind {
                Kind::Line => "inna linia",
                Kind::Group => "inna grupa",
                Kind::Shift => "inna zmiana",
                Kind::Contract => "inna umowa tej grupy",
                Kind::Activity => "inne zajęcie",
            };
            both!(
                ["another {english} has the id `{id}` already", "give one of the two another id"],
                ["{taken} ma już identyfikator `{id}`", "nadaj jednej z nich inny identyfikator"]
            )
        }
        SyntaxCause::TooLong => both!(
            [
                "the scenario is longer than 1 MB",
                "either shorten it, or move demand into a CSV file"
            ],
            [
                "scenariusz jest dłuższy niż 1 MB",
                "albo go skróć, albo przenieś liczby połączeń do pliku CSV"
            ]
        ),
        SyntaxCause::TooMany { count, crowd, most } => {
            let [english, polish] = crowd_of(*crowd);
            both!(
                [
                    "there are {count} {english}, more than the {most} that can be planned together",
                    "either remove or join some of them, or split the scenario"
                ],
                [
                    "{polish}: {count}, a razem można zaplanować najwyżej {most}",
                    "albo usuń lub połącz część z nich, albo podziel scenariusz"
                ]
            )
        }
    }
}

fn unknown_key(key: &str, table: &str, meant: &Option<String>, known: &[String]) -> Both {
    let [home, miejsce, _] = home(table);
    if let Some(meant) = meant {
        return both!(
            [
                "`{key}` is not a key of {home}",
                "did you mean `{meant}`? either write that or remove the key"
            ],
            [
                "`{key}` nie jest kluczem {miejsce}",
                "czy chodziło o `{meant}`? albo wpisz ten klucz, albo usuń obecny"
            ]
        );
    }
    let [english, polish] = any_of(known);
    both!(
        ["`{key}` is not a key of {home}", "either use {english}, or remove the key"],
        ["`{key}` nie jest kluczem {miejsce}", "albo użyj {polish}, albo usuń ten klucz"]
    )
}

/// Where a key stands: in English, and in Polish as "of" and "in" it.
fn home(table: &str) -> [String; 3] {
    match table {
        "" => ["the scenario", "scenariusza", "w scenariuszu"].map(str::to_owned),
        _ => [format!("`{table}`"), format!("tabeli `{table}`"), format!("w tabeli `{table}`")],
    }
}

/// A kind, in Polish as in "there is no".
fn kind_of(kind: Kind) -> [&'static str; 2] {
    match kind {
        Kind::Line => ["line", "linii"],
        Kind::Group => ["group", "grupy"],
        Kind::Shift => ["shift", "zmiany"],
        Kind::Contract => ["contract of this group", "umowy w tej grupie"],
        Kind::Activity => ["activity", "zajęcia"],
    }
}

/// Of what there are too many.
fn crowd_of(crowd: Crowd) -> [&'static str; 2] {
    match crowd {
        Crowd::Lines => ["lines", "liczba linii"],
        Crowd::Groups => ["groups", "liczba grup"],
        Crowd::Shifts => ["shifts", "liczba zmian"],
        Crowd::Consultants => ["consultants", "liczba konsultantów"],
        Crowd::Breaks => ["breaks in this shift", "liczba przerw w tej zmianie"],
        Crowd::Candidates => {
            ["candidates of this line", "liczba porównywanych godzin zamknięcia tej linii"]
        }
        Crowd::Targets => ["targets of this line", "liczba celów tej linii"],
        Crowd::Contracts => ["contracts in this group", "liczba umów w tej grupie"],
    }
}

/// The type of a value that was found.
fn found_type(found: Found) -> [&'static str; 2] {
    match found {
        Found::Text => ["text", "tekst"],
        Found::Whole => ["a whole number", "liczba całkowita"],
        Found::Number => ["a number", "liczba"],
        Found::Flag => ["true or false", "wartość `true` lub `false`"],
        Found::Date => ["a date or time", "data lub godzina"],
        Found::List => ["a list", "lista"],
        Found::Table => ["a table", "tabela"],
    }
}

/// The type of a value that was expected and how it is written, in English and in Polish.
fn expected_type(expected: &Expected) -> [[String; 2]; 2] {
    let words = |english: [&str; 2], polish: [&str; 2]| {
        [english.map(str::to_owned), polish.map(str::to_owned)]
    };
    match expected {
        Expected::Text => words(["text", "text in quotes"], ["tekst", "tekst w cudzysłowie"]),
        Expected::Flag => words(
            ["true or false", "`true` or `false`, without quotes"],
            ["wartość `true` lub `false`", "`true` lub `false`, bez cudzysłowu"],
        ),
        Expected::List => words(
            ["a list", "a list in square brackets"],
            ["lista", "listę w nawiasach kwadratowych"],
        ),
        Expected::ListOfTables { header } => [
            [
                "a list".to_owned(),
                format!("an entry of a list, with a header in double brackets: [{header}]"),
            ],
            [
                "lista".to_owned(),
                format!("pozycję listy, z nagłówkiem w podwójnych nawiasach: [{header}]"),
            ],
        ],
        Expected::Table { known } => {
            let [english, polish] = any_of(known);
            [
                ["a table".to_owned(), format!("a table with {english}")],
                ["tabela".to_owned(), format!("tabelę z {polish}")],
            ]
        }
        Expected::Closings => {
            words(["a table", "{ line = \"20:00\" }"], ["tabela", "{ line = \"20:00\" }"])
        }
        Expected::TodayLines => words(
            ["a table", "a table a line, such as [today.line.city]"],
            ["tabela", "tabelę dla linii, na przykład [today.line.city]"],
        ),
        Expected::Leaders => words(["a table", "{ line = 1 }"], ["tabela", "{ line = 1 }"]),
        Expected::Number => {
            words(["a number", "a number without quotes"], ["liczba", "liczbę bez cudzysłowu"])
        }
        Expected::Whole => words(
            ["a whole number", "a number without quotes"],
            ["liczba całkowita", "liczbę bez cudzysłowu"],
        ),
        Expected::Length => words(
            ["a length of time", "text such as \"4m 30s\", or a number of seconds"],
            ["długość czasu", "tekst, na przykład \"4m 30s\", albo liczbę sekund"],
        ),
        Expected::Time => words(
            ["a time of day", "text in quotes, such as \"07:30\""],
            ["godzina", "tekst w cudzysłowie, na przykład \"07:30\""],
        ),
        Expected::Date => words(
            ["a date", "year, month and day without quotes, such as 2026-11-23"],
            ["data", "rok, miesiąc i dzień bez cudzysłowu, na przykład 2026-11-23"],
        ),
        Expected::Rule => words(
            ["true, false or a table with `off_for`", "`false` to switch the rule off"],
            ["wartość `true` lub `false` albo tabela z `off_for`", "`false`, aby wyłączyć regułę"],
        ),
    }
}

/// What the parser of TOML says, in Polish; the place is shown beside it.
pub(super) fn toml_fault(words: &str) -> &'static str {
    const KNOWN: [(&str, &str); 24] = [
        ("string values must be quoted", "tekst musi stać w cudzysłowie"),
        ("missing comma", "brakuje przecinka między wpisami"),
        ("extra comma", "jest o jeden przecinek za dużo"),
        ("unclosed array table", "nagłówek tabeli nie jest zamknięty"),
        ("unclosed array", "lista nie jest zamknięta"),
        ("unclosed inline table", "tabela w nawiasie klamrowym nie jest zamknięta"),
        ("unclosed table", "nagłówek tabeli nie jest zamknięty"),
        ("missing assignment", "brakuje znaku = między kluczem a wartością"),
        ("key with no value", "klucz nie ma wartości"),
        ("missing value", "brakuje wartości po znaku ="),
        ("extra assignment", "jest o jeden znak = za dużo"),
        ("extra `=`", "jest o jeden znak = za dużo"),
        ("`=` in array", "w liście stoi znak ="),
        ("missing key", "brakuje klucza przed znakiem ="),
        ("key", "klucz nie jest poprawny"),
        ("multi-line", "tekst w wielu wierszach nie jest poprawny"),
        ("quote", "brakuje cudzysłowu"),
        ("string", "tekst w cudzysłowie nie jest poprawny"),
        ("date-time", "data lub godzina nie jest poprawna"),
        ("leading zero", "liczba zaczyna się od zbędnego zera"),
        ("number", "liczba nie jest poprawna"),
        ("recurs", "zagnieżdżenie jest zbyt głębokie"),
        ("carriage return", "wiersz nie kończy się poprawnie"),
        ("dotted", "tej wartości nie można rozszerzyć kluczem z kropką"),
    ];
    let known = KNOWN.iter().find(|(english, _)| words.contains(english));
    known.map_or("tego zapisu nie można zrozumieć", |(_, polish)| polish)
}
