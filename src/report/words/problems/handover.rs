//! Workbooks that are read back, files of names and earlier calendars: E970 to E988, and E923.

use super::syntax::toml_fault;
use super::{Both, both};
use crate::domain::cause::{CellOf, HandoverCause, NumberCell, WorkbookFault};
use crate::domain::clock::clock_text;

/// The sentences of a cause.
pub(super) fn both(cause: &HandoverCause) -> Both {
    match cause {
        HandoverCause::NoZone { zone } => both!(
            ["`{zone}` is no time zone", "write an IANA name such as Europe/Warsaw"],
            ["`{zone}` nie jest strefą czasową", "wpisz nazwę IANA, na przykład Europe/Warsaw"]
        ),
        HandoverCause::NotWorkbook { file, fault } => {
            let [english, polish] = workbook_fault(fault);
            both!(
                [
                    "{file} is no workbook of a roster: {english}",
                    "name a file made by `obsada roster --format xlsx`, saved as XLSX"
                ],
                [
                    "{file} nie jest skoroszytem z grafikiem: {polish}",
                    "podaj plik z `obsada roster --format xlsx`, zapisany jako XLSX"
                ]
            )
        }
        HandoverCause::NoSheet { file, sheet } => both!(
            [
                "{file}: there is no sheet {sheet} that can be read",
                "call the sheet by its old name again, or write the workbook anew"
            ],
            [
                "{file}: nie ma arkusza {sheet}, który można odczytać",
                "przywróć arkuszowi dawną nazwę albo utwórz skoroszyt od nowa"
            ]
        ),
        HandoverCause::NoDates { file, sheet } => both!(
            [
                "{file}: sheet {sheet} has no row of dates any more",
                "put rows, columns and dates back as they were, or write the workbook anew"
            ],
            [
                "{file}: w arkuszu {sheet} nie ma już wiersza z datami",
                "przywróć wiersze, kolumny i daty albo utwórz skoroszyt od nowa"
            ]
        ),
        HandoverCause::DateTwice { date } => both!(
            [
                "{date} is there twice",
                "put rows, columns and dates back as they were, or write the workbook anew"
            ],
            [
                "{date} występuje dwa razy",
                "przywróć wiersze, kolumny i daty albo utwórz skoroszyt od nowa"
            ]
        ),
        HandoverCause::DatesMissing { file, sheet, dates } => {
            let dates: Vec<String> = dates.iter().map(|date| date.to_string()).collect();
            let dates = dates.join(", ");
            both!(
                [
                    "{file}: sheet {sheet} lacks {dates}",
                    "put rows, columns and dates back as they were, or write the workbook anew"
                ],
                [
                    "{file}: w arkuszu {sheet} brakuje {dates}",
                    "przywróć wiersze, kolumny i daty albo utwórz skoroszyt od nowa"
                ]
            )
        }
        HandoverCause::DateOutside { date } => both!(
            [
                "{date} does not lie in the scenario's weeks",
                "put rows, columns and dates back as they were, or write the workbook anew"
            ],
            [
                "{date} nie leży w tygodniach scenariusza",
                "przywróć wiersze, kolumny i daty albo utwórz skoroszyt od nowa"
            ]
        ),
        HandoverCause::NobodysRow { row, name } => both!(
            [
                "row {row} ({name}) is nobody's",
                "either remove the row, or add the person to the scenario and write the workbook anew"
            ],
            [
                "wiersz {row} ({name}) nie należy do nikogo",
                "albo usuń ten wiersz, albo dopisz osobę do scenariusza i utwórz skoroszyt od nowa"
            ]
        ),
        HandoverCause::StrangersRow { id } => both!(
            [
                "the row of {id} is of nobody in the scenario",
                "either remove the row, or take the scenario it was written from"
            ],
            [
                "osoby z wiersza {id} nie ma w scenariuszu",
                "albo usuń ten wiersz, albo użyj scenariusza, z którego powstał skoroszyt"
            ]
        ),
        HandoverCause::RowTwice { id } => both!(
            ["{id} has two rows", "keep one of them"],
            ["{id} ma dwa wiersze", "zostaw jeden z nich"]
        ),
        HandoverCause::NoRow { file, sheet, id } => both!(
            [
                "{file}: sheet {sheet} has no row of {id}",
                "put the row back; who is away has N on those days, who left is taken out of the scenario"
            ],
            [
                "{file}: w arkuszu {sheet} nie ma wiersza {id}",
                "przywróć ten wiersz; kto jest nieobecny, ma w te dni N, a kto odszedł, tego usuwa się ze scenariusza"
            ]
        ),
        HandoverCause::Renamed { id, name } => both!(
            [
                "the row of {id} is now called `{name}`",
                "names come from the scenario or the file of names: write the old one back, and give the shifts of another person in that person's row"
            ],
            [
                "wiersz {id} nazywa się teraz `{name}`",
                "nazwy pochodzą ze scenariusza lub z pliku nazwisk: przywróć dawną, a zmiany innej osoby wpisz w jej wierszu"
            ]
        ),
        HandoverCause::NotShift { text } => both!(
            [
                "`{text}` is no shift",
                "type a shift such as 07:30-15:30, N for absent, or empty the cell for a day off"
            ],
            [
                "`{text}` nie jest zmianą",
                "wpisz zmianę, na przykład 07:30-15:30, N dla nieobecnych albo nic, jeśli to dzień wolny"
            ]
        ),
        HandoverCause::ShiftNotText => both!(
            [
                "the cell holds no text",
                "type a shift such as 07:30-15:30, N for absent, or empty the cell for a day off"
            ],
            [
                "w komórce nie ma tekstu",
                "wpisz zmianę, na przykład 07:30-15:30, N dla nieobecnych albo nic, jeśli to dzień wolny"
            ]
        ),
        HandoverCause::Number { of, number } => {
            let [english, polish] = number_cell(*number);
            let [again, ponownie] = match of {
                CellOf::Shift => ["the shift", "zmianę"],
                CellOf::Breaks => ["the breaks", "przerwy"],
            };
            both!(
                ["{english}", "format the cell as text and type {again} again"],
                ["{polish}", "sformatuj komórkę jako tekst i wpisz {ponownie} ponownie"]
            )
        }
        HandoverCause::Formula { of: CellOf::Shift } => both!(
            [
                "there is a formula where a shift is expected",
                "type a shift such as 07:30-15:30, N for absent, or empty the cell for a day off"
            ],
            [
                "zamiast zmiany stoi formuła",
                "wpisz zmianę, na przykład 07:30-15:30, N dla nieobecnych albo nic, jeśli to dzień wolny"
            ]
        ),
        HandoverCause::Formula { of: CellOf::Breaks } => both!(
            [
                "there is a formula where breaks are expected",
                "type breaks such as 11:00-11:15, with a comma between two, or empty the cell"
            ],
            [
                "zamiast przerw stoi formuła",
                "wpisz przerwy, na przykład 11:00-11:15, z przecinkiem między dwiema, albo nic"
            ]
        ),
        HandoverCause::OffGrid { shift, step, near: (from, to) } => {
            let (from, to) = (clock_text(*from), clock_text(*to));
            both!(
                [
                    "{shift} does not lie on the grid of {step} minutes",
                    "take times such as {from}-{to}"
                ],
                ["{shift} nie leży na siatce co {step} min", "wpisz godziny takie jak {from}-{to}"]
            )
        }
        HandoverCause::NoShiftThatDay { contract, date } => other_shift(
            format!("no shift of `{contract}` starts on {date}"),
            format!("dnia {date} nie zaczyna się żadna zmiana umowy `{contract}`"),
        ),
        HandoverCause::OtherStarts { contract, length, start, first, last } => {
            let hours = hours(*length);
            let [start, first, last] = [*start, *first, *last].map(clock_text);
            other_shift(
                format!(
                    "no shift of `{contract}` of {hours} starts at {start}; starts are {first} to {last}"
                ),
                format!(
                    "żadna zmiana umowy `{contract}` długości {hours} nie zaczyna się o {start}; początki są od {first} do {last}"
                ),
            )
        }
        HandoverCause::OtherLengths { contract, shift, length, known } => {
            let length = hours(*length);
            let known: Vec<String> = known.iter().map(|length| hours(*length)).collect();
            let known = known.join(", ");
            other_shift(
                format!("{shift} is {length} long; shifts of `{contract}` are {known}"),
                format!("{shift} trwa {length}; zmiany umowy `{contract}` trwają {known}"),
            )
        }
        HandoverCause::NotBreaks { text } => both!(
            [
                "`{text}` is no list of breaks",
                "type breaks such as 11:00-11:15, with a comma between two, or empty the cell"
            ],
            [
                "`{text}` nie jest listą przerw",
                "wpisz przerwy, na przykład 11:00-11:15, z przecinkiem między dwiema, albo nic"
            ]
        ),
        HandoverCause::BreaksNotText => both!(
            [
                "the cell holds no text",
                "type breaks such as 11:00-11:15, with a comma between two, or empty the cell"
            ],
            [
                "w komórce nie ma tekstu",
                "wpisz przerwy, na przykład 11:00-11:15, z przecinkiem między dwiema, albo nic"
            ]
        ),
        HandoverCause::BadName => both!(
            ["an id or a name is empty or holds control characters", "write both, one line each"],
            [
                "identyfikator lub nazwisko jest puste albo zawiera znaki sterujące",
                "wpisz jedno i drugie, każde w jednym wierszu"
            ]
        ),
        HandoverCause::BadAddress { id } => both!(
            ["the address of `{id}` is no e-mail address", "correct it or leave it out"],
            ["adres osoby `{id}` nie jest adresem e-mail", "popraw go albo pomiń"]
        ),
        HandoverCause::NoColumns => both!(
            [
                "the first row is not `id,name` or `id,name,email`",
                "name the columns in the first row"
            ],
            [
                "pierwszy wiersz to nie `id,name` ani `id,name,email`",
                "wpisz nazwy kolumn w pierwszym wierszu"
            ]
        ),
        HandoverCause::NameNotUtf8 => both!(
            ["a row cannot be read: bytes that are no UTF-8 text", "save the file as UTF-8"],
            ["wiersza nie można odczytać: to nie jest tekst w UTF-8", "zapisz plik w UTF-8"]
        ),
        HandoverCause::NamesNotToml { parser } => names_not_toml(parser, toml_fault(parser)),
        HandoverCause::NameKeyTwice { parser } => {
            names_not_toml(parser, "ten sam klucz występuje dwa razy")
        }
        HandoverCause::NoPeopleTable => both!(
            ["there is no table [people]", "write `[people]` above the names"],
            ["nie ma tabeli [people]", "wpisz `[people]` nad nazwiskami"]
        ),
        HandoverCause::NameType { id } => both!(
            [
                "`{id}` is neither text nor a table",
                "write `P01 = {{ name = \"Anna Adamska\", email = \"a@example.org\" }}`"
            ],
            [
                "`{id}` nie jest ani tekstem, ani tabelą",
                "wpisz `P01 = {{ name = \"Anna Adamska\", email = \"a@example.org\" }}`"
            ]
        ),
        HandoverCause::TwoNames { id } => both!(
            ["`{id}` has two names", "keep one of the rows"],
            ["`{id}` ma dwa nazwiska", "zostaw jeden z wierszy"]
        ),
        HandoverCause::Nameless { people } => {
            let people = people.join(", ");
            both!(
                [
                    "there is no name for {people}",
                    "either add them to the file of names, or leave --names out"
                ],
                [
                    "brakuje nazwisk osób: {people}",
                    "albo dopisz je do pliku nazwisk, albo pomiń --names"
                ]
            )
        }
        HandoverCause::Calendar { file, words } => both!(
            [
                "the earlier calendar {file} cannot be carried on: {words}",
                "either put the file back as it was written, or write to another folder"
            ],
            [
                "wcześniejszego kalendarza {file} nie można kontynuować: nie jest taki, jak został zapisany",
                "albo przywróć plik w dawnej postaci, albo zapisz do innego folderu"
            ]
        ),
    }
}

/// A file of names that its parser refuses.
fn names_not_toml(parser: &str, polish: &str) -> Both {
    both!(
        [
            "the file of names is not as it should be: {parser}",
            "write `[people]` and then `P01 = \"Anna Adamska\"`"
        ],
        [
            "plik nazwisk jest niepoprawny: {polish}",
            "wpisz `[people]`, a potem `P01 = \"Anna Adamska\"`"
        ]
    )
}

/// A shift that a contract does not have.
fn other_shift(english: String, polish: String) -> Both {
    both!(
        [
            "{english}",
            "either take a shift of the sheet of shifts, or add it to the scenario's [[shift]]"
        ],
        [
            "{polish}",
            "albo wpisz zmianę z arkusza zmian, albo dopisz taką do [[shift]] w scenariuszu"
        ]
    )
}

/// Minutes in hours.
fn hours(minutes: u32) -> String {
    format!("{} h", f64::from(minutes) / 60.0)
}

/// Why a file is no workbook of a roster.
fn workbook_fault(fault: &WorkbookFault) -> [String; 2] {
    match fault {
        WorkbookFault::Unopened(words) => {
            [words.clone(), "nie można otworzyć go jako skoroszytu XLSX".to_owned()]
        }
        WorkbookFault::NoIdentity => [
            "it has no hidden sheet that says what it is".to_owned(),
            "nie ma ukrytego arkusza, który mówi, czym jest".to_owned(),
        ],
        WorkbookFault::OtherSchema { found, expected } => [
            format!("its schema is `{found}`, not `{expected}`"),
            format!("jego schemat to `{found}`, a nie `{expected}`"),
        ],
    }
}

/// A number in a cell, with what it probably was.
fn number_cell(number: NumberCell) -> [String; 2] {
    match number {
        NumberCell::Date(date) => [
            format!("the cell holds a number, perhaps the date {date}"),
            format!("w komórce jest liczba, być może data {date}"),
        ],
        NumberCell::Time(minutes) => {
            let time = clock_text(minutes);
            [
                format!("the cell holds a number, perhaps the time {time}"),
                format!("w komórce jest liczba, być może godzina {time}"),
            ]
        }
        NumberCell::Number(number) => [
            format!("the cell holds the number {number}"),
            format!("w komórce jest liczba {number}"),
        ],
    }
}
