//! Named people and the roster: E8xx.

use super::pieces::{any_of, fault, json_fault, question};
use super::{Both, both};
use crate::domain::cause::PeopleCause;
use crate::scenario::problems::shown;

/// The sentences of a cause.
pub(super) fn both(cause: &PeopleCause) -> Both {
    match cause {
        PeopleCause::NoSuchContract { group, contract, meant } => {
            let [meant, chodzilo] = question(meant);
            both!(
                [
                    "group `{group}` has no contract `{contract}`",
                    "{meant}either name a contract of the group, or add this one to it"
                ],
                [
                    "grupa `{group}` nie ma umowy `{contract}`",
                    "{chodzilo}albo podaj umowę tej grupy, albo dopisz tę umowę do grupy"
                ]
            )
        }
        PeopleCause::NameTwice { name } => both!(
            [
                "two consultants are called `{name}`, so a roster could not tell them apart",
                "either remove one of the two, or add a letter or number to the name"
            ],
            [
                "dwoje konsultantów nazywa się `{name}`, więc grafik by ich nie odróżnił",
                "albo usuń jeden z tych wpisów, albo dodaj do nazwy literę lub liczbę"
            ]
        ),
        PeopleCause::TooManyNamed { contract, heads } => both!(
            [
                "contract `{contract}` has heads = {heads}, but more people are named on it",
                "either raise `heads`, or remove people from the contract"
            ],
            [
                "umowa `{contract}` ma heads = {heads}, a wpisano na nią więcej osób",
                "albo zwiększ `heads`, albo usuń część osób z tej umowy"
            ]
        ),
        PeopleCause::NoWeekStart => both!(
            [
                "a roster has dates, but there is no `week_start`",
                "add `week_start`, the Monday of its first week, to [calendar]"
            ],
            [
                "grafik ma daty, a nie ma `week_start`",
                "dopisz w [calendar] `week_start`, poniedziałek pierwszego tygodnia"
            ]
        ),
        PeopleCause::Nobody => both!(
            [
                "there is a [roster], but nobody to put on it",
                "either add a [[consultant]] for each person, or remove [roster]"
            ],
            [
                "jest [roster], ale nie ma kogo w nim umieścić",
                "albo dopisz [[consultant]] dla każdej osoby, albo usuń [roster]"
            ]
        ),
        PeopleCause::Settlement { settled, planned } => both!(
            [
                "hours are settled over {settled} weeks, but only {planned} are planned",
                "either plan as many weeks, or settle over fewer and carry the rest as `carried_hours`"
            ],
            [
                "okres rozliczeniowy w tygodniach to {settled}, a zaplanowano tylko {planned}",
                "albo zaplanuj tyle tygodni, albo skróć okres i przenieś resztę jako `carried_hours`"
            ]
        ),
        PeopleCause::UnknownContract { contract, known } => {
            let [words, slowa] = any_of(known);
            both!(
                [
                    "no group has a contract `{contract}`",
                    "either write {words}, or add the contract to a group"
                ],
                [
                    "żadna grupa nie ma umowy `{contract}`",
                    "albo wpisz {slowa}, albo dopisz tę umowę do grupy"
                ]
            )
        }
        PeopleCause::UnknownClosing { line, label, known } => {
            let [words, slowa] = any_of(known);
            both!(
                [
                    "line `{line}` has no candidate `{label}`",
                    "either write {words}, or add it to `close_candidates`"
                ],
                [
                    "linia `{line}` nie ma w porównaniu godziny zamknięcia `{label}`",
                    "albo wpisz {slowa}, albo dopisz ją do `close_candidates`"
                ]
            )
        }
        PeopleCause::PreviousUnreadable { file, fault: reason } => {
            let [english, polish] = fault(reason);
            previous(file, &english, &polish)
        }
        PeopleCause::PreviousNotRoster { file, parser } => {
            previous(file, &shown(parser), &json_fault(parser))
        }
        PeopleCause::LineOfOthers { group, line } => both!(
            [
                "group `{group}` does not answer line `{line}`",
                "either name a line of the person's group, or put the person in another group"
            ],
            [
                "grupa `{group}` nie obsługuje linii `{line}`",
                "albo podaj linię grupy tej osoby, albo przenieś osobę do innej grupy"
            ]
        ),
        PeopleCause::AbsenceReversed { from, to } => both!(
            [
                "the absence ends on {to}, before it starts on {from}",
                "either swap the two dates, or correct one"
            ],
            [
                "nieobecność kończy się {to}, zanim się zaczyna ({from})",
                "albo zamień te daty, albo popraw jedną z nich"
            ]
        ),
        PeopleCause::OutsideWeeks { date, from, to } => both!(
            [
                "{date} does not lie in the planned weeks, {from} to {to}",
                "either correct the date, or remove the entry"
            ],
            [
                "{date} nie leży w planowanych tygodniach, od {from} do {to}",
                "albo popraw datę, albo usuń ten wpis"
            ]
        ),
        PeopleCause::NoSuchDuty { start } => both!(
            [
                "no [[shift]] makes a shift of this length at {start} for this person",
                "either write a start, length and day that a [[shift]] of the person's group and contract has, or add one"
            ],
            [
                "żadna [[shift]] nie daje tej osobie zmiany tej długości od {start}",
                "albo wpisz początek, długość i dzień, które ma [[shift]] grupy i umowy tej osoby, albo dopisz taką"
            ]
        ),
        PeopleCause::UnclearWish => both!(
            [
                "a wish is one of three things, and this is none or several of them",
                "write one of {{ off = 2026-11-27 }}, {{ prefer = \"early\" }} and {{ start = \"08:00\", date = 2026-11-27 }}"
            ],
            [
                "życzenie ma jedną z trzech postaci, a to nie ma żadnej albo ma kilka naraz",
                "wpisz jedno z: {{ off = 2026-11-27 }}, {{ prefer = \"early\" }}, {{ start = \"08:00\", date = 2026-11-27 }}"
            ]
        ),
        PeopleCause::DutyTwice { date } => both!(
            [
                "another duty is fixed on {date} already",
                "keep one of the two: a person works one shift a day"
            ],
            [
                "na {date} ustalono już inną zmianę",
                "zostaw jedną z nich: w ciągu dnia pracuje się na jednej zmianie"
            ]
        ),
        PeopleCause::DutyWhileClosed { date } => both!(
            [
                "a duty is fixed on {date}, a public holiday on which the lines of the person's group are closed",
                "either remove the fixed duty, or set `open_on_holidays = true` for a line of the group"
            ],
            [
                "na {date} ustalono zmianę, a to święto, w które linie grupy tej osoby są zamknięte",
                "usuń ustaloną zmianę albo ustaw `open_on_holidays = true` dla którejś linii grupy"
            ]
        ),
        PeopleCause::DutyWhileAway { date } => both!(
            [
                "a duty is fixed on {date}, a day on which the person is away",
                "either remove the fixed duty, or take the day out of `absent`"
            ],
            [
                "na {date} ustalono zmianę, a tego dnia osoba jest nieobecna",
                "usuń ustaloną zmianę albo wyjmij ten dzień z `absent`"
            ]
        ),
        PeopleCause::TooFewLeaders { line, asked, there } => both!(
            [
                "line `{line}` asks for leaders ({asked}), but fewer of those who answer it lead ({there})",
                "either write `leader = true` at consultants who answer the line, or ask for fewer"
            ],
            [
                "linia `{line}` wymaga liderów ({asked}), a wśród tych, którzy ją obsługują, jest ich mniej ({there})",
                "wpisz `leader = true` przy konsultantach obsługujących tę linię albo wymagaj mniej"
            ]
        ),
    }
}

/// An earlier roster that cannot be used.
fn previous(file: &str, english: &str, polish: &str) -> Both {
    both!(
        [
            "the roster `{file}` cannot be used: {english}",
            "write the name of a file made by `obsada roster --format json`, relative to the scenario"
        ],
        [
            "grafiku `{file}` nie można użyć: {polish}",
            "wpisz nazwę pliku z `obsada roster --format json`, względem scenariusza"
        ]
    )
}
