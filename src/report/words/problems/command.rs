//! Commands and the files they are given: E90x, E91x, E94x to E96x, and some of E98x and E99x.

use super::pieces::{foreign, json_fault, misfit, other_place, system_fault};
use super::{Both, both, edition, profile};
use crate::domain::cause::{Asked, CommandCause, RosterFault, ShiftFault};

/// The sentences of a cause.
pub(super) fn both(cause: &CommandCause) -> Both {
    match cause {
        CommandCause::NotPlan { parser } => {
            let polish = json_fault(parser);
            both!(
                [
                    "this is not a plan that can be read: {parser}",
                    "either give a file written by `obsada plan --format json`, or make a new plan"
                ],
                [
                    "tego planu nie można odczytać: {polish}",
                    "albo podaj plik z `obsada plan --format json`, albo utwórz nowy plan"
                ]
            )
        }
        CommandCause::OtherSchema { found, expected } => both!(
            [
                "the plan follows schema {found}, this version reads {expected}",
                "either make the plan anew with this version, or check it with the version that made it"
            ],
            [
                "plan jest zapisany w schemacie {found}, a ta wersja czyta {expected}",
                "albo utwórz plan od nowa w tej wersji, albo sprawdź go w wersji, która go utworzyła"
            ]
        ),
        CommandCause::ShiftRow { row, group, day, hours, fault } => {
            let [english, polish] = shift_fault(fault);
            both!(
                [
                    "row {row} of the plan's `shifts` ({group} on {day} {hours}) cannot be used: {english}",
                    "either correct the row, or make the plan anew"
                ],
                [
                    "wiersza {row} w `shifts` planu ({group}, {day} {hours}) nie można użyć: {polish}",
                    "albo popraw wiersz, albo utwórz plan od nowa"
                ]
            )
        }
        CommandCause::Unreadable { file, fault } => {
            let [english, polish] = system_fault(fault);
            both!(
                [
                    "{file} cannot be read: {english}",
                    "either correct the name, or make the file readable"
                ],
                [
                    "pliku {file} nie można odczytać: {polish}",
                    "albo popraw nazwę, albo nadaj uprawnienia do odczytu"
                ]
            )
        }
        CommandCause::InputUnreadable { fault } => {
            let [english, polish] = system_fault(fault);
            both!(
                ["standard input cannot be read: {english}", "pass UTF-8 text"],
                ["standardowego wejścia nie można odczytać: {polish}", "podaj tekst w UTF-8"]
            )
        }
        CommandCause::Exists { file } => both!(
            ["{file} exists already", "either name another file, or overwrite it with --force"],
            ["plik {file} już istnieje", "albo podaj inny plik, albo nadpisz ten z --force"]
        ),
        CommandCause::Kept { file } => both!(
            [
                "{file} exists already, and what is published is never written over",
                "name another file, such as one with the version in its name"
            ],
            [
                "plik {file} już istnieje, a tego, co opublikowano, nigdy się nie nadpisuje",
                "podaj inny plik, na przykład z numerem wersji w nazwie"
            ]
        ),
        CommandCause::Unwritable { file, fault } => {
            let [english, polish] = system_fault(fault);
            let [instead, zamiast] = other_place(fault);
            both!(
                ["{file} cannot be written: {english}", "{instead}"],
                ["pliku {file} nie można zapisać: {polish}", "{zamiast}"]
            )
        }
        CommandCause::NotFolder { file } => both!(
            ["{file} is a file, not a folder", "name a folder for the calendars"],
            ["{file} to plik, a nie folder", "podaj folder na kalendarze"]
        ),
        CommandCause::HoldsCalendars { folder } => both!(
            [
                "{folder} holds calendars already",
                "either name another folder, or carry these on with --force: entries that change replace the old ones, those that are gone are cancelled"
            ],
            [
                "w folderze {folder} są już kalendarze",
                "albo podaj inny folder, albo kontynuuj te z --force: zmienione wpisy zastąpią dawne, a usunięte zostaną odwołane"
            ]
        ),
        CommandCause::FolderRefused { folder, fault } => {
            let [english, polish] = system_fault(fault);
            both!(
                ["{folder} cannot be made: {english}", "name another folder"],
                ["folderu {folder} nie można utworzyć: {polish}", "podaj inny folder"]
            )
        }
        CommandCause::NoHighs => both!(
            [
                "this obsada was built without the HiGHS solver",
                "either build it with --features highs, or leave --solver out"
            ],
            [
                "ta wersja programu nie zawiera solvera HiGHS",
                "albo zbuduj ją z --features highs, albo pomiń --solver"
            ]
        ),
        CommandCause::Table { words } => {
            let polish = foreign(words);
            both!(
                ["{words}", "give the columns that the README lists, one header row first"],
                ["{polish}", "podaj kolumny wymienione w README, najpierw jeden wiersz nagłówka"]
            )
        }
        CommandCause::OptionValue { option, value, why } => {
            let polish = foreign(why);
            both!(
                [
                    "{option} cannot be `{value}`{why}",
                    "change the value named; `--help` has the units and ranges"
                ],
                [
                    "{option} nie może mieć wartości `{value}`{polish}",
                    "zmień tę wartość; jednostki i zakresy podaje `--help`"
                ]
            )
        }
        CommandCause::CallsAndAht => both!(
            ["--calls and --aht are needed", "give both, or --csv"],
            ["potrzebne są --calls i --aht", "podaj oba albo --csv"]
        ),
        CommandCause::Calculator { words } => {
            let polish = foreign(words);
            both!(
                ["{words}", "change the value named; `obsada erlang --help` has the units"],
                ["{polish}", "zmień tę wartość; jednostki podaje `obsada erlang --help`"]
            )
        }
        CommandCause::OptionsUnused { options } => both!(
            [
                "no row of the table has a use for {options}",
                "leave the option out, or empty the cells of the table that it is to fill"
            ],
            [
                "żaden wiersz tabeli nie używa: {options}",
                "pomiń tę opcję albo opróżnij komórki tabeli, które ma wypełnić"
            ]
        ),
        CommandCause::NoCallNamed => both!(
            ["nothing says which call is asked for", "give --number-file, --number or --call"],
            ["nie wiadomo, o które połączenie chodzi", "podaj --number-file, --number albo --call"]
        ),
        CommandCause::NotNumber => both!(
            [
                "what is given as the caller's number is no number",
                "give the number as the log has it, with or without +48"
            ],
            [
                "to, co podano jako numer dzwoniącego, nie jest numerem",
                "podaj numer tak, jak stoi w rejestrze, z +48 lub bez"
            ]
        ),
        CommandCause::ScenarioLine { named, known } => {
            let (message, wiadomosc) = match named {
                Some(line) => (
                    format!("the scenario has no line `{line}`"),
                    format!("w scenariuszu nie ma linii `{line}`"),
                ),
                None => (
                    "the scenario has several lines".to_owned(),
                    "w scenariuszu jest kilka linii".to_owned(),
                ),
            };
            let known = known.join(", ");
            both!(
                ["{message}", "name one with --line: {known}"],
                ["{wiadomosc}", "podaj jedną z --line: {known}"]
            )
        }
        CommandCause::OtherScenario { file } => both!(
            [
                "the plan was not made from {file} as it is now",
                "either plan it anew, or name the scenario of the plan with --scenario"
            ],
            [
                "plan nie powstał z {file} w obecnej postaci",
                "albo zaplanuj od nowa, albo podaj scenariusz tego planu z --scenario"
            ]
        ),
        CommandCause::NoClosing { line } => both!(
            [
                "the plan names no closing time of line {line} that it could have",
                "make the plan anew; `obsada check` tells what else is wrong with it"
            ],
            [
                "plan nie podaje godziny zamknięcia, którą linia {line} mogłaby mieć",
                "utwórz plan od nowa; `obsada check` powie, co jeszcze jest w nim nie tak"
            ]
        ),
        CommandCause::TooManyCalls { calls } => both!(
            [
                "{calls:.0} calls are too many to be written one by one",
                "ask for fewer --weeks; a file of records holds at most five million calls"
            ],
            [
                "{calls:.0} połączeń to za dużo, aby zapisać je po kolei",
                "zmniejsz --weeks; plik rejestru mieści najwyżej pięć milionów połączeń"
            ]
        ),
        CommandCause::NeedsToCompare { file } => both!(
            [
                "{file} states the consultants needed, so what callers would gain cannot be compared",
                "either give the calls in place of `needs`, or compare the costs with `obsada plan`"
            ],
            [
                "{file} podaje potrzebnych konsultantów, więc nie da się porównać, co zyskają dzwoniący",
                "albo podaj połączenia zamiast `needs`, albo porównaj koszty przez `obsada plan`"
            ]
        ),
        CommandCause::NothingToCompare { file } => both!(
            [
                "{file} has no closing times to compare",
                "add `close_candidates = [\"15:30\", \"20:00\"]` to a line"
            ],
            [
                "w {file} nie ma godzin zamknięcia do porównania",
                "dopisz do linii `close_candidates = [\"15:30\", \"20:00\"]`"
            ]
        ),
        CommandCause::NoCallLeft { file } => both!(
            [
                "no call of {file} is left to estimate from",
                "either widen --from, --to and --line, or see in the mapping whether calls are understood as such"
            ],
            [
                "z {file} nie zostało żadne połączenie do oszacowania",
                "albo rozszerz --from, --to i --line, albo sprawdź w opisie kolumn, czy połączenia są rozpoznawane"
            ]
        ),
        CommandCause::RecordsLine { line, known } => {
            let known = known.join(", ");
            both!(
                ["the records have no line `{line}`", "name one of these: {known}"],
                ["w rejestrze nie ma linii `{line}`", "podaj jedną z tych: {known}"]
            )
        }
        CommandCause::NothingPlanned { plan } => both!(
            [
                "the records have no day on which {plan} has the line open, or do not tell who was at the phone",
                "either give the records of the week of the plan, or name its line with --line"
            ],
            [
                "w rejestrze nie ma dnia, w którym według {plan} linia jest czynna, albo nie widać konsultantów",
                "albo podaj rejestr z tygodnia planu, albo wskaż jego linię przez --line"
            ]
        ),
        CommandCause::TooFewDays => both!(
            [
                "fewer than seven days with calls are too few for a forecast",
                "either give more records, or leave --forecast out"
            ],
            [
                "mniej niż siedem dni z połączeniami to za mało na prognozę",
                "albo podaj więcej danych, albo pomiń --forecast"
            ]
        ),
        CommandCause::NoScenario { code } => both!(
            [
                "the figures estimated make no scenario that can be planned ({code})",
                "look at the report without --out: the records or their mapping may be damaged"
            ],
            [
                "z oszacowanych liczb nie powstaje scenariusz, który da się zaplanować ({code})",
                "obejrzyj raport bez --out: rejestr lub jego opis może być uszkodzony"
            ]
        ),
        CommandCause::NoHandleTimes => both!(
            [
                "the records hold no handle times, so no scenario can be written",
                "either give records with handle times, or leave --out out"
            ],
            [
                "w rejestrze nie ma czasów obsługi, więc nie można zapisać scenariusza",
                "albo podaj rejestr z czasami obsługi, albo pomiń --out"
            ]
        ),
        CommandCause::NotKeyValue { part } => totals(
            format!("`{part}` in --totals is not key=value"),
            format!("`{part}` w --totals nie ma postaci klucz=wartość"),
        ),
        CommandCause::TotalsValue { key, value } => totals(
            format!("`{value}` cannot be read as {key} in --totals"),
            format!("wartości `{value}` w --totals nie można odczytać jako `{key}`"),
        ),
        CommandCause::TotalsKey { key } => totals(
            format!("`{key}` in --totals is not known"),
            format!("klucz `{key}` w --totals jest nieznany"),
        ),
        CommandCause::TotalsLack { key } => {
            totals(format!("--totals lacks {key}"), format!("w --totals brakuje `{key}`"))
        }
        CommandCause::Profile { file, fault } => profile::both(file, fault),
        CommandCause::Unexplained => both!(
            [
                "no combination with a plausible handle time explains the totals",
                "check the figures; the report without --out shows every combination"
            ],
            [
                "żadna kombinacja z wiarygodnym czasem obsługi nie wyjaśnia tych sum",
                "sprawdź liczby; raport bez --out pokazuje każdą kombinację"
            ]
        ),
        CommandCause::WaitLine { named, known } => {
            let (message, wiadomosc) = match named {
                Some(line) => {
                    (format!("there is no line `{line}`"), format!("nie ma linii `{line}`"))
                }
                None => ("no line is named".to_owned(), "nie podano linii".to_owned()),
            };
            let known = known.join(", ");
            both!(
                ["{message}", "name one with --line: {known}"],
                ["{wiadomosc}", "podaj jedną z --line: {known}"]
            )
        }
        CommandCause::UnknownClosing { label, known } => {
            let known = known.join(", ");
            both!(
                [
                    "`{label}` is no closing time under comparison",
                    "either leave --closing out, or name one of: {known}"
                ],
                [
                    "`{label}` nie jest porównywaną godziną zamknięcia",
                    "albo pomiń --closing, albo podaj jedną z: {known}"
                ]
            )
        }
        CommandCause::NotMoment { text } => both!(
            ["`{text}` is no day and time", "write it like --at \"mon 11:00\""],
            ["`{text}` to nie dzień i godzina", "zapisz to jak --at \"mon 11:00\""]
        ),
        CommandCause::NotFollowed { words } => both!(
            [
                "the queue cannot be followed through the day: {words}",
                "either put consultants at the phone in every open half-hour, or give the line a patience"
            ],
            [
                "kolejki nie można prześledzić w ciągu dnia, bo rośnie bez końca albo nikt jej nie obsługuje",
                "albo obsadź każde półgodziny, w których linia jest czynna, albo podaj `patience` linii"
            ]
        ),
        CommandCause::NoRoster { file } => both!(
            [
                "{file} has no [roster]",
                "add [roster] with `weeks`, a `week_start` in [calendar], and a [[consultant]] for each person"
            ],
            [
                "w {file} nie ma [roster]",
                "dopisz [roster] z `weeks`, `week_start` w [calendar] i [[consultant]] dla każdej osoby"
            ]
        ),
        CommandCause::NotRoster { file, fault, asked } => not_roster(file, fault, *asked),
        CommandCause::Unfit { misfit: found } => {
            let [english, polish] = misfit(found);
            both!(
                [
                    "{english}",
                    "write a consultant's name and a planned day as in the scenario, such as \"A. Nowak@2026-11-23\""
                ],
                [
                    "{polish}",
                    "wpisz nazwę konsultanta i planowany dzień jak w scenariuszu, na przykład \"A. Nowak@2026-11-23\""
                ]
            )
        }
        CommandCause::Edition { file, fault } => edition::words(file, fault),
        CommandCause::WorkbookPrinted => both!(
            [
                "a workbook is no text and cannot go to standard output",
                "name a file for it: --output proposal.xlsx"
            ],
            [
                "skoroszyt nie jest tekstem i nie można go wypisać",
                "podaj dla niego plik: --output proposal.xlsx"
            ]
        ),
        CommandCause::HandoverPrinted => both!(
            [
                "a workbook or calendars cannot be printed",
                "name the file, or for calendars the folder, with -o"
            ],
            [
                "skoroszytu ani kalendarzy nie można wypisać",
                "podaj plik, a dla kalendarzy folder, z -o"
            ]
        ),
        CommandCause::NamesNotJoined => both!(
            [
                "names are joined only in what goes to people",
                "either use --format xlsx, html or ics, or leave --names out"
            ],
            [
                "nazwiska dołącza się tylko do tego, co trafia do ludzi",
                "albo użyj --format xlsx, html lub ics, albo pomiń --names"
            ]
        ),
        CommandCause::WhyFormat => both!(
            ["--why is answered as text or JSON", "use --format text or json with it"],
            ["--why daje odpowiedź jako tekst lub JSON", "użyj z nim --format text lub json"]
        ),
        CommandCause::NotBusier { text } => both!(
            [
                "`{text}` is no busier day",
                "write a planned day and by how much more than expected will call, above 0% and up to 900%, such as 2026-11-25=+20%"
            ],
            [
                "`{text}` nie opisuje dnia o większym ruchu",
                "wpisz planowany dzień i o ile więcej osób zadzwoni, powyżej 0% i najwyżej 900%, na przykład 2026-11-25=+20%"
            ]
        ),
        CommandCause::NotNow { text } => both!(
            [
                "`{text}` is not a day and a time",
                "write a planned day and a time in quotes, such as --now \"2026-11-25 07:10\""
            ],
            [
                "`{text}` nie jest dniem z godziną",
                "wpisz planowany dzień i godzinę w cudzysłowie, na przykład --now \"2026-11-25 07:10\""
            ]
        ),
        CommandCause::UnknownCode { code } => both!(
            ["there is no code `{code}`", "`obsada explain` without a code lists them all"],
            ["nie ma kodu `{code}`", "`obsada explain` bez kodu wymienia wszystkie"]
        ),
    }
}

/// Totals that cannot be read.
fn totals(english: String, polish: String) -> Both {
    both!(
        [
            "{english}",
            "write such as handled=31705,mean_wait=107,days=252,hours=07:30-15:30 and, if you like, label=2016,peak=10:00-13:00,peak_share=0.48"
        ],
        [
            "{polish}",
            "wpisz na przykład handled=31705,mean_wait=107,days=252,hours=07:30-15:30 i w razie potrzeby label=2016,peak=10:00-13:00,peak_share=0.48"
        ]
    )
}

/// A file that is no roster of the scenario.
fn not_roster(file: &str, fault: &RosterFault, asked: Asked) -> Both {
    let [english, polish] = match fault {
        RosterFault::NotText => ["it is no text".to_owned(), "nie jest to tekst".to_owned()],
        RosterFault::Parser(words) => [words.clone(), json_fault(words)],
        RosterFault::Misfit(found) => misfit(found),
    };
    match asked {
        Asked::Json => both!(
            [
                "{file} cannot be used: {english}",
                "name a file made by `obsada roster --format json`"
            ],
            ["pliku {file} nie można użyć: {polish}", "podaj plik z `obsada roster --format json`"]
        ),
        Asked::JsonOrWorkbook => both!(
            [
                "{file} cannot be used: {english}",
                "name a roster of this scenario, made by `obsada roster --format json` or `--format xlsx`"
            ],
            [
                "pliku {file} nie można użyć: {polish}",
                "podaj grafik tego scenariusza z `obsada roster --format json` lub `--format xlsx`"
            ]
        ),
    }
}

/// Why a shift of a plan cannot be used, in English and Polish.
fn shift_fault(fault: &ShiftFault) -> [String; 2] {
    match fault {
        ShiftFault::NoGroup(id) => [
            format!("the scenario has no group `{id}`"),
            format!("w scenariuszu nie ma grupy `{id}`"),
        ],
        ShiftFault::NoContract(id) => [
            format!("the scenario has no contract `{id}`"),
            format!("w scenariuszu nie ma umowy `{id}`"),
        ],
        ShiftFault::NoRule(id) => [
            format!("the scenario has no shift rule `{id}`"),
            format!("w scenariuszu nie ma reguły zmian `{id}`"),
        ],
        ShiftFault::Breaks => [
            "a break lies outside it or in another".to_owned(),
            "przerwa leży poza zmianą albo w innej przerwie".to_owned(),
        ],
    }
}
