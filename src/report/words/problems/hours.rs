//! Calendar, opening hours and closing times: E2xx.

use super::pieces::{on_day, plain};
use super::{Both, both};
use crate::domain::cause::{Gridded, HoursCause};

/// The sentences of a cause.
pub(super) fn both(cause: &HoursCause) -> Both {
    match cause {
        HoursCause::Interval { minutes } => both!(
            ["intervals of {minutes} minutes are not supported", "write 15, 30 or 60"],
            ["przedziały długości {minutes} min nie są możliwe", "wpisz 15, 30 lub 60"]
        ),
        HoursCause::NotMonday { date, monday } => {
            let hint = monday.map_or("a Monday".to_owned(), |m| {
                format!("the Monday before, {m}, or another Monday")
            });
            let rada = monday.map_or("datę poniedziałku".to_owned(), |m| {
                format!("poprzedni poniedziałek, {m}, albo inny poniedziałek")
            });
            both!(
                ["the planned week cannot start on {date}, which is not a Monday", "write {hint}"],
                [
                    "planowany tydzień nie może zaczynać się {date}, bo to nie poniedziałek",
                    "wpisz {rada}"
                ]
            )
        }
        HoursCause::HolidaysWithoutWeek => both!(
            [
                "holidays need to know which week is planned, but there is no `week_start`",
                "either add `week_start`, a Monday, to [calendar], or remove `holidays`"
            ],
            [
                "święta wymagają wskazania planowanego tygodnia, a nie ma `week_start`",
                "albo dopisz w [calendar] `week_start`, datę poniedziałku, albo usuń `holidays`"
            ]
        ),
        HoursCause::OutsideWeek { date, monday } => both!(
            [
                "{date} does not lie in the planned week, which starts on {monday}",
                "either remove the date, or change `week_start`"
            ],
            [
                "{date} nie leży w planowanym tygodniu, który zaczyna się {monday}",
                "albo usuń tę datę, albo zmień `week_start`"
            ]
        ),
        HoursCause::Given { line, open, close, hours } => given(line, [*open, *close, *hours]),
        HoursCause::OffGrid { what, minutes, grid, finer } => {
            off_grid(*what, *minutes, *grid, *finer)
        }
        HoursCause::RowOffGrid { start, grid } => both!(
            [
                "the start {start} does not lie on the grid of {grid} minutes",
                "either add the row to the interval it lies in, or set a finer `interval_minutes`"
            ],
            [
                "początek {start} nie leży na siatce co {grid} min",
                "albo dolicz ten wiersz do przedziału, w którym leży, albo zmniejsz `interval_minutes`"
            ]
        ),
        HoursCause::NotInOrder { from, to } => both!(
            [
                "the stretch ends at {to}, which is not after its start at {from}",
                "either write a later end (at most 24:00), or split a night in two: up to 24:00 and from 00:00"
            ],
            [
                "przedział kończy się o {to}, nie później, niż się zaczyna ({from})",
                "albo wpisz późniejszy koniec (najwyżej 24:00), albo podziel noc na dwie części: do 24:00 i od 00:00"
            ]
        ),
        HoursCause::Overlap { second: (from, to), first: (start, end) } => both!(
            [
                "the stretch {from}–{to} overlaps {start}–{end}",
                "either move one of the two, or join them"
            ],
            [
                "przedział {from}–{to} nachodzi na {start}–{end}",
                "albo przesuń jeden z nich, albo je połącz"
            ]
        ),
        HoursCause::NotInCalendar { day } => {
            let day = day.code();
            both!(
                [
                    "{day} is not one of `calendar.days`",
                    "either add it to `days` of [calendar], or remove it here"
                ],
                [
                    "dnia `{day}` nie ma wśród `calendar.days`",
                    "albo dopisz go do `days` w [calendar], albo usuń go tutaj"
                ]
            )
        }
        HoursCause::NeverOpen { line } => both!(
            [
                "line `{line}` is closed all through the planned week",
                "either give it hours on a day that is no holiday, or set `open_on_holidays = true`"
            ],
            [
                "linia `{line}` jest nieczynna przez cały planowany tydzień",
                "albo podaj godziny w dniu, który nie jest świętem, albo ustaw `open_on_holidays = true`"
            ]
        ),
        HoursCause::TooEarly { close, day, from } => {
            let (key, kiedy) = (day.code(), on_day(*day));
            both!(
                [
                    "closing at {close} is not after the start of the last stretch on {key}, {from}",
                    "either write a later closing time, or name the days it is for: {{ label = \"…\", tue = \"20:00\" }}"
                ],
                [
                    "zamknięcie o {close} nie jest późniejsze niż początek ostatniego przedziału {kiedy}, {from}",
                    "albo wpisz późniejszą godzinę zamknięcia, albo podaj dni, których dotyczy: {{ label = \"…\", tue = \"20:00\" }}"
                ]
            )
        }
        HoursCause::ClosedThatDay { day } => {
            let (key, kiedy) = (day.code(), on_day(*day));
            both!(
                [
                    "the line is closed on {key}, so it has no closing time that day",
                    "either remove the day from the candidate, or give the line hours on it"
                ],
                [
                    "linia jest {kiedy} nieczynna, więc nie ma wtedy godziny zamknięcia",
                    "albo usuń ten dzień z porównania, albo podaj godziny linii w tym dniu"
                ]
            )
        }
        HoursCause::CandidateTwice { label } => both!(
            [
                "candidate `{label}` is there twice",
                "either remove one of the two, or change its label or its times"
            ],
            [
                "godzina zamknięcia `{label}` występuje w porównaniu dwa razy",
                "albo usuń jeden z tych wpisów, albo zmień jego nazwę lub godziny"
            ]
        ),
        HoursCause::CandidateAlike { label, twin } => both!(
            [
                "candidate `{label}` closes at the same times as candidate `{twin}`",
                "either remove one of the two, or change its label or its times"
            ],
            [
                "godziny zamknięcia `{label}` i `{twin}` są takie same",
                "albo usuń jeden z tych wpisów, albo zmień jego nazwę lub godziny"
            ]
        ),
        HoursCause::NothingToCompare { line } => both!(
            [
                "line `{line}` has an evening but no closing times to compare",
                "either add `close_candidates` to the line, or remove [line.evening]"
            ],
            [
                "linia `{line}` ma opis wieczoru, ale nie ma godzin zamknięcia do porównania",
                "albo dopisz do linii `close_candidates`, albo usuń [line.evening]"
            ]
        ),
        HoursCause::OtherClose { close, day, end } => {
            let (key, kiedy) = (day.code(), on_day(*day));
            both!(
                [
                    "the calls cannot have been observed closing at {close}, for on {key} the hours end at {end}",
                    "either remove `baseline_close`, or make the line's hours those of the observed calls"
                ],
                [
                    "połączeń nie można było policzyć przy zamknięciu o {close}, bo {kiedy} godziny kończą się o {end}",
                    "albo usuń `baseline_close`, albo podaj godziny linii z czasu, gdy liczono połączenia"
                ]
            )
        }
        HoursCause::TooManyMoved { hours, moved, day, there, from, to } => {
            let (key, kiedy) = (day.code(), on_day(*day));
            let (hours, moved, there) = (plain(*hours), plain(*moved), plain(*there));
            both!(
                [
                    "closing {hours} h later moves {moved} calls on {key}, but only {there} come between {from} and {to}",
                    "either lower the share (its `high` counts), widen `moved_from`, or drop the latest candidate"
                ],
                [
                    "zamknięcie o {hours} h później przenosi {kiedy} {moved} połączeń, a między {from} a {to} jest ich tylko {there}",
                    "albo zmniejsz udział (liczy się jego `high`), albo rozszerz `moved_from`, albo zrezygnuj z najpóźniejszej godziny"
                ]
            )
        }
        HoursCause::TooManyClosings { count, most } => both!(
            [
                "the candidates of all lines make {count} combinations of closing times, more than {most}",
                "either compare fewer candidates a line, or compare some lines in a scenario of their own"
            ],
            [
                "godziny zamknięcia wszystkich linii dają {count} kombinacji, więcej niż {most}",
                "albo porównaj mniej godzin na linię, albo porównaj część linii w osobnym scenariuszu"
            ]
        ),
        HoursCause::TodayNoCandidate { line, close, known } => match known.as_slice() {
            [] => both!(
                [
                    "line `{line}` compares no closing times, so none of them is today's `{close}`",
                    "remove `close`: the hours of the line are today's"
                ],
                [
                    "linia `{line}` nie porównuje godzin zamknięcia, więc żadna z nich nie jest dzisiejszą `{close}`",
                    "usuń `close`: godziny linii są dzisiejsze"
                ]
            ),
            known => {
                let known = known.join("`, `");
                both!(
                    [
                        "today's close `{close}` is none of the candidates of line `{line}`",
                        "either write one of `{known}`, or add it to `close_candidates`"
                    ],
                    [
                        "dzisiejszego zamknięcia `{close}` nie ma wśród porównywanych na linii `{line}`",
                        "albo wpisz jedno z: `{known}`, albo dopisz je do `close_candidates`"
                    ]
                )
            }
        },
    }
}

/// Opening hours of which `open`, `close` and `hours` are there or not.
fn given(line: &str, keys: [bool; 3]) -> Both {
    let [found, remedy, jest, rada] = match keys {
        [false, false, false] => [
            "no opening hours",
            "either add `open` and `close`, or `hours` by weekday",
            "nie ma godzin otwarcia",
            "albo dopisz `open` i `close`, albo `hours` według dni tygodnia",
        ],
        [_, _, true] => [
            "both `hours` and `open` or `close`",
            "either keep `hours`, or `open` and `close`",
            "ma zarówno `hours`, jak i `open` lub `close`",
            "albo zostaw `hours`, albo `open` i `close`",
        ],
        [true, _, false] => [
            "`open` but no `close`",
            "either add `close`, or write `hours` by weekday",
            "ma `open`, ale nie ma `close`",
            "albo dopisz `close`, albo podaj `hours` według dni tygodnia",
        ],
        [false, true, false] => [
            "`close` but no `open`",
            "either add `open`, or write `hours` by weekday",
            "ma `close`, ale nie ma `open`",
            "albo dopisz `open`, albo podaj `hours` według dni tygodnia",
        ],
    };
    both!(["line `{line}` has {found}", "{remedy}"], ["linia `{line}` {jest}", "{rada}"])
}

/// A time or length off the grid, with the nearest that lie on it.
fn off_grid(what: Gridded, minutes: u32, grid: u32, finer: Option<u32>) -> Both {
    let [name, nazwa] = match what {
        Gridded::Time => ["time", "godzina"],
        Gridded::Length => ["length", "długość"],
        Gridded::Step => ["step", "odstęp"],
    };
    let below = minutes - minutes % grid;
    let [value, low, high] = [minutes, below, below + grid].map(|minutes| gridded(what, minutes));
    let finer_en = finer.map(|m| format!(", or set `interval_minutes = {m}`")).unwrap_or_default();
    let finer_pl =
        finer.map(|m| format!(", albo ustaw `interval_minutes = {m}`")).unwrap_or_default();
    if below == 0 && what != Gridded::Time {
        return both!(
            [
                "the {name} {value} does not lie on the grid of {grid} minutes",
                "write {high}{finer_en}; a length of time without a unit is in seconds"
            ],
            [
                "{nazwa} {value} nie leży na siatce co {grid} min",
                "wpisz {high}{finer_pl}; długość czasu bez jednostki oznacza sekundy"
            ]
        );
    }
    both!(
        [
            "the {name} {value} does not lie on the grid of {grid} minutes",
            "either write {low} or {high}{finer_en}"
        ],
        [
            "{nazwa} {value} nie leży na siatce co {grid} min",
            "albo wpisz {low} lub {high}{finer_pl}"
        ]
    )
}

/// A time of day as `07:30`, a length as `1h 30m`.
fn gridded(what: Gridded, minutes: u32) -> String {
    match (what, minutes / 60, minutes % 60) {
        (Gridded::Time, h, m) => format!("{h:02}:{m:02}"),
        (Gridded::Length | Gridded::Step, 0, m) => format!("{m}m"),
        (Gridded::Length | Gridded::Step, h, 0) => format!("{h}h"),
        (Gridded::Length | Gridded::Step, h, m) => format!("{h}h {m}m"),
    }
}
