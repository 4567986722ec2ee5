//! Calls and handle times: E3xx.

use super::pieces::{fault, on_day, plain};
use super::{Both, both};
use crate::domain::cause::DemandCause;
use crate::domain::clock::clock_text;

/// The sentences of a cause.
pub(super) fn both(cause: &DemandCause) -> Both {
    match cause {
        DemandCause::NoCalls => both!(
            [
                "the demand does not say how many calls come",
                "either add `calls_per_week`, or `calls_per_year` with `working_days_per_year`, or `csv`, or `needs`"
            ],
            [
                "nie podano, ile przychodzi połączeń",
                "albo dopisz `calls_per_week`, albo `calls_per_year` z `working_days_per_year`, albo `csv`, albo `needs`"
            ]
        ),
        DemandCause::CallsTwice { first, second } => both!(
            [
                "the calls are given twice, by `{first}` and by `{second}`",
                "either remove `{first}`, or `{second}`"
            ],
            [
                "liczbę połączeń podano dwa razy, w `{first}` i w `{second}`",
                "albo usuń `{first}`, albo `{second}`"
            ]
        ),
        DemandCause::WeekdayShares { sum } => {
            shares(["weekday shares", "udziały dni tygodnia"], *sum)
        }
        DemandCause::ProfileShares { sum } => {
            shares(["shares of the profile", "udziały w rozkładzie dnia"], *sum)
        }
        DemandCause::RowWhenClosed { day, start } => {
            let (key, kiedy) = (day.code(), on_day(*day));
            both!(
                [
                    "calls come on {key} at {start}, when the line is closed at every candidate",
                    "either remove the row, or extend the line's hours"
                ],
                [
                    "połączenia przychodzą {kiedy} o {start}, gdy linia jest nieczynna przy każdej godzinie zamknięcia",
                    "albo usuń ten wiersz, albo wydłuż godziny linii"
                ]
            )
        }
        DemandCause::ProfileMissesDay { day } => {
            let (key, kiedy) = (day.code(), on_day(*day));
            both!(
                [
                    "on {key} the line is closed at all times at which the profile has calls",
                    "either extend the profile over that day's hours, or give the day a share of 0"
                ],
                [
                    "{kiedy} linia jest nieczynna o wszystkich porach, w których rozkład dnia ma połączenia",
                    "albo rozszerz rozkład na godziny tego dnia, albo podaj dla tego dnia udział 0"
                ]
            )
        }
        DemandCause::ShareWhenClosed { share, day } => {
            let (share, key, kiedy) = (plain(*share), day.code(), on_day(*day));
            both!(
                [
                    "{share} of the calls come on {key}, when the line is closed",
                    "either remove the day from `weekday_share`, or give the line hours on it"
                ],
                [
                    "udział {share} połączeń przypada {kiedy}, gdy linia jest nieczynna",
                    "albo usuń ten dzień z `weekday_share`, albo podaj godziny linii w tym dniu"
                ]
            )
        }
        DemandCause::ProfileWhenClosed { minute } => {
            let time = clock_text(*minute);
            both!(
                [
                    "the profile has calls at {time}, when the line is closed at every candidate",
                    "either end the stretch with the opening hours, or extend the hours"
                ],
                [
                    "rozkład dnia ma połączenia o {time}, gdy linia jest nieczynna przy każdej godzinie zamknięcia",
                    "albo zakończ przedział razem z godzinami otwarcia, albo wydłuż te godziny"
                ]
            )
        }
        DemandCause::YearWithoutDays => both!(
            [
                "the calls of a year need the number of working days they come on",
                "either add `working_days_per_year`, such as 252, or write `calls_per_week`"
            ],
            [
                "roczna liczba połączeń wymaga liczby dni roboczych, na które przypada",
                "albo dopisz `working_days_per_year`, na przykład 252, albo podaj `calls_per_week`"
            ]
        ),
        DemandCause::DaysWithoutYear => both!(
            [
                "`working_days_per_year` has no `calls_per_year` to divide",
                "either add `calls_per_year`, or remove it"
            ],
            [
                "`working_days_per_year` nie ma czego dzielić, bo nie ma `calls_per_year`",
                "albo dopisz `calls_per_year`, albo usuń ten klucz"
            ]
        ),
        DemandCause::FileUnreadable { file, fault: reason } => {
            let [english, polish] = fault(reason);
            both!(
                [
                    "the demand file `{file}` cannot be read: {english}",
                    "either correct the name (it is relative to the scenario), or write `calls_per_week`"
                ],
                [
                    "pliku z połączeniami `{file}` nie można odczytać: {polish}",
                    "albo popraw nazwę (liczy się względem scenariusza), albo podaj `calls_per_week`"
                ]
            )
        }
        DemandCause::NoHeader { row } => both!(
            [
                "the first row is `{row}`, not the names of the columns",
                "write `day,start,calls` as the first row; other columns are not read"
            ],
            [
                "pierwszy wiersz to `{row}`, a nie nazwy kolumn",
                "wpisz w pierwszym wierszu `day,start,calls`; innych kolumn się nie czyta"
            ]
        ),
        DemandCause::RowLength { fields } => both!(
            [
                "the row has {fields} fields, not 3",
                "write a weekday mon–sun, a start such as 07:30 and a number of calls, as in `mon,07:30,12.5`"
            ],
            [
                "liczba pól w wierszu to {fields}, a powinny być 3",
                "wpisz dzień `mon`–`sun`, początek, na przykład 07:30, i liczbę połączeń, jak w `mon,07:30,12.5`"
            ]
        ),
        DemandCause::BadRow { row } => both!(
            [
                "the row `{row}` is not a day, a start and a number of calls",
                "write a weekday mon–sun, a start such as 07:30 and a number of calls, as in `mon,07:30,12.5`"
            ],
            [
                "wiersz `{row}` to nie dzień, początek i liczba połączeń",
                "wpisz dzień `mon`–`sun`, początek, na przykład 07:30, i liczbę połączeń, jak w `mon,07:30,12.5`"
            ]
        ),
        DemandCause::NeedsHeader { row } => both!(
            [
                "the first row is `{row}`, not the names of the columns",
                "write `day,start,consultants` as the first row; other columns are not read"
            ],
            [
                "pierwszy wiersz to `{row}`, a nie nazwy kolumn",
                "wpisz w pierwszym wierszu `day,start,consultants`; innych kolumn się nie czyta"
            ]
        ),
        DemandCause::NeedsRow { row } => both!(
            [
                "the row `{row}` is not a day, a start and a whole number of consultants up to 10000",
                "write a weekday mon–sun, a start such as 07:30 and a number, as in `mon,07:30,4`"
            ],
            [
                "wiersz `{row}` to nie dzień, początek i całkowita liczba konsultantów do 10000",
                "wpisz dzień `mon`–`sun`, początek, na przykład 07:30, i liczbę, jak w `mon,07:30,4`"
            ]
        ),
        DemandCause::IdleBesideNeeds { key } => both!(
            [
                "`{key}` says nothing here: the consultants needed are stated",
                "either remove `{key}`, or give the calls in place of `needs`"
            ],
            [
                "`{key}` nic tu nie znaczy: liczba potrzebnych konsultantów jest podana",
                "albo usuń `{key}`, albo podaj połączenia zamiast `needs`"
            ]
        ),
        DemandCause::PromiseBesideNeeds { measure } => both!(
            [
                "`{measure}` is about waiting callers, of whom stated needs say nothing",
                "either remove the promise, or give the calls in place of `needs`; `agents_min` may stay"
            ],
            [
                "`{measure}` dotyczy czekających, o których podane zapotrzebowanie nic nie mówi",
                "albo usuń tę obietnicę, albo podaj połączenia zamiast `needs`; `agents_min` może zostać"
            ]
        ),
        DemandCause::NeedsOfSome { line } => both!(
            [
                "line `{line}` gives its calls, and another line states the consultants needed",
                "either state the needs of all lines, or give the calls of all"
            ],
            [
                "linia `{line}` podaje połączenia, a inna liczbę potrzebnych konsultantów",
                "albo podaj zapotrzebowanie wszystkich linii, albo połączenia wszystkich"
            ]
        ),
        DemandCause::NoHandleTime { line } => both!(
            [
                "line `{line}` has calls and no `aht`, and there is no default for it",
                "add it, for example aht = \"4m 30s\""
            ],
            [
                "linia `{line}` ma połączenia, a nie ma `aht` i nie ma wartości domyślnej",
                "dopisz, na przykład aht = \"4m 30s\""
            ]
        ),
        DemandCause::RowTwice => both!(
            [
                "this interval has a row already",
                "either remove one of the rows, or add their calls together"
            ],
            [
                "ten przedział ma już swój wiersz",
                "albo usuń jeden z tych wierszy, albo zsumuj ich połączenia"
            ]
        ),
        DemandCause::SharesBesideFile => both!(
            [
                "the CSV file says when its calls come, so shares beside it would contradict it",
                "either remove the shares, or write `calls_per_week` in place of `csv`"
            ],
            [
                "plik CSV mówi, kiedy przychodzą połączenia, więc udziały obok niego byłyby z nim sprzeczne",
                "albo usuń udziały, albo zamiast `csv` podaj `calls_per_week`"
            ]
        ),
        DemandCause::BranchesAlone => both!(
            [
                "calls move to a line that has none of its own, so nothing says when they come",
                "either give the line calls of its own, or remove [line.branches]"
            ],
            [
                "połączenia przechodzą na linię, która nie ma własnych, więc nie wiadomo, kiedy przychodzą",
                "albo podaj własne połączenia linii, albo usuń [line.branches]"
            ]
        ),
        DemandCause::TooMuchWork { people, most } => {
            let people = plain(people.round());
            both!(
                [
                    "the busiest interval would keep {people} people on the phone, more than {most}",
                    "check the number of calls and `aht`; either may be in the wrong unit"
                ],
                [
                    "w najbardziej obciążonym przedziale rozmawiałoby {people} osób, więcej niż {most}",
                    "sprawdź liczbę połączeń i `aht`; jedno z nich może być w złej jednostce"
                ]
            )
        }
        DemandCause::TimesUnreadable { file, fault: reason } => {
            let [english, polish] = fault(reason);
            both!(
                [
                    "the handle times in `{file}` cannot be read: {english}",
                    "either correct the name (it is relative to the scenario), or write another `shape`"
                ],
                [
                    "czasów obsługi z `{file}` nie można odczytać: {polish}",
                    "albo popraw nazwę (liczy się względem scenariusza), albo podaj inne `shape`"
                ]
            )
        }
        DemandCause::TimesWithoutHeader { row } => both!(
            [
                "the first row is `{row}`, not the name of the column",
                "write `seconds` as the first row, then one handle time a row, above 0 and at most 86,400; at most a million rows"
            ],
            [
                "pierwszy wiersz to `{row}`, a nie nazwa kolumny",
                "wpisz w pierwszym wierszu `seconds`, potem po jednym czasie obsługi w wierszu, większym od 0, najwyżej 86 400; najwyżej milion wierszy"
            ]
        ),
        DemandCause::BadTime { row } => both!(
            [
                "the row `{row}` is not a handle time in seconds",
                "write `seconds` as the first row, then one handle time a row, above 0 and at most 86,400; at most a million rows"
            ],
            [
                "wiersz `{row}` nie jest czasem obsługi w sekundach",
                "wpisz w pierwszym wierszu `seconds`, potem po jednym czasie obsługi w wierszu, większym od 0, najwyżej 86 400; najwyżej milion wierszy"
            ]
        ),
        DemandCause::NoTimes => both!(
            [
                "the file has no handle times",
                "write `seconds` as the first row, then one handle time a row"
            ],
            [
                "w pliku nie ma czasów obsługi",
                "wpisz w pierwszym wierszu `seconds`, potem po jednym czasie obsługi w wierszu"
            ]
        ),
        DemandCause::ShapeNeeds { key, shape } => {
            let [remedy, rada] = shape_remedy(*shape);
            both!(
                ["this shape of handle times needs `{key}`, which is not there", "{remedy}"],
                ["ten kształt czasów obsługi wymaga klucza `{key}`, którego nie ma", "{rada}"]
            )
        }
        DemandCause::ShapeIgnores { key, shape } => {
            let [remedy, rada] = shape_remedy(*shape);
            both!(
                ["`{key}` says nothing about this shape of handle times", "{remedy}"],
                ["`{key}` nie ma znaczenia przy tym kształcie czasów obsługi", "{rada}"]
            )
        }
        DemandCause::LawNeeds { key, law } => {
            let [remedy, rada] = law_remedy(law);
            both!(
                ["the law of patience \"{law}\" needs `{key}`, which is not there", "{remedy}"],
                ["rozkład cierpliwości \"{law}\" wymaga klucza `{key}`, którego nie ma", "{rada}"]
            )
        }
        DemandCause::LawIgnores { key, law } => {
            let [remedy, rada] = law_remedy(law);
            both!(
                ["`{key}` says nothing about the law of patience \"{law}\"", "{remedy}"],
                ["`{key}` nie ma znaczenia przy rozkładzie cierpliwości \"{law}\"", "{rada}"]
            )
        }
        DemandCause::RedialAfterAlone => both!(
            [
                "`redial_after` says when callers call again, but without `redial_share` none do",
                "either add `redial_share`, or remove `redial_after`"
            ],
            [
                "`redial_after` mówi, kiedy dzwoniący dzwonią ponownie, ale bez `redial_share` nikt tego nie robi",
                "albo dopisz `redial_share`, albo usuń `redial_after`"
            ]
        ),
    }
}

/// Shares that do not sum to 1.
fn shares([what, co]: [&str; 2], sum: f64) -> Both {
    let total = plain(sum);
    if sum < 1.0 {
        let lack = plain(1.0 - sum);
        return both!(
            [
                "the {what} sum to {total}, not to 1: {lack} is missing",
                "either raise some shares, or add what is missing"
            ],
            [
                "{co} sumują się do {total}, a nie do 1: brakuje {lack}",
                "albo zwiększ niektóre udziały, albo dopisz brakujące"
            ]
        );
    }
    let excess = plain(sum - 1.0);
    both!(
        [
            "the {what} sum to {total}, not to 1: {excess} is too much",
            "either lower some shares, or remove some"
        ],
        [
            "{co} sumują się do {total}, a nie do 1: o {excess} za dużo",
            "albo zmniejsz niektóre udziały, albo usuń część z nich"
        ]
    )
}

/// What a law of patience goes with.
fn law_remedy(law: &str) -> [&'static str; 2] {
    match law {
        "weibull" => [
            "write law = \"weibull\" with `shape` only: below 1, such as 0.7, hang-ups grow rarer with the time waited",
            "wpisz law = \"weibull\" i tylko `shape`: poniżej 1, na przykład 0.7, im dłużej ktoś czeka, tym rzadziej się rozłącza",
        ],
        "log-normal" => [
            "write law = \"log-normal\" with `spread` only, the standard deviation of the logarithm, such as 1.2",
            "wpisz law = \"log-normal\" i tylko `spread`, odchylenie standardowe logarytmu, na przykład 1.2",
        ],
        _ => [
            "either remove it, or write law = \"weibull\" (with `shape`) or \"log-normal\" (with `spread`)",
            "albo usuń ten klucz, albo wpisz law = \"weibull\" (z `shape`) lub \"log-normal\" (ze `spread`)",
        ],
    }
}

/// What a shape of handle times goes with: the key of the shape, or none.
fn shape_remedy(shape: Option<&'static str>) -> [&'static str; 2] {
    match shape {
        Some("cv") => [
            "write shape = \"log-normal\" with `cv` (standard deviation ÷ mean, such as 1.2) only",
            "wpisz shape = \"log-normal\" i tylko `cv` (odchylenie standardowe ÷ średnia, na przykład 1.2)",
        ],
        Some(_) => [
            "write shape = \"empirical\" with `csv`, a file of handle times in seconds, only",
            "wpisz shape = \"empirical\" i tylko `csv`, plik z czasami obsługi w sekundach",
        ],
        None => ["remove it, or write another `shape`", "usuń ten klucz albo podaj inne `shape`"],
    }
}
