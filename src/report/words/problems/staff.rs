//! Groups, contracts, shifts and costs: E5xx, E6xx and E7xx.

use super::pieces::{any_of, plain, question, stretch};
use super::{Both, both};
use crate::domain::cause::StaffCause;

/// The sentences of a cause.
pub(super) fn both(cause: &StaffCause) -> Both {
    match cause {
        StaffCause::Unanswered { line } => both!(
            [
                "no group answers line `{line}`",
                "either add it to the `lines` of a [[group]], or remove the line"
            ],
            [
                "żadna grupa nie obsługuje linii `{line}`",
                "albo dopisz ją do `lines` którejś [[group]], albo usuń linię"
            ]
        ),
        StaffCause::WithoutShift { group } => both!(
            [
                "no shift is for group `{group}`, so its consultants could never work",
                "either add it to the `groups` of a [[shift]], or remove the group"
            ],
            [
                "żadna zmiana nie jest dla grupy `{group}`, więc jej konsultanci nie mogliby pracować",
                "albo dopisz ją do `groups` którejś [[shift]], albo usuń grupę"
            ]
        ),
        StaffCause::DaysPerWeek { days } => {
            let days = plain(*days);
            both!(
                [
                    "nobody can work on {days} days a week",
                    "write a whole number from 1 to 7, the most days one person works in a week"
                ],
                [
                    "nikt nie może pracować {days} dni w tygodniu",
                    "wpisz liczbę całkowitą od 1 do 7: najwięcej dni pracy jednej osoby w tygodniu"
                ]
            )
        }
        StaffCause::NoPeople => both!(
            [
                "0 people cannot work any shift",
                "either write at least 1, or remove the key if there are as many people as needed"
            ],
            [
                "0 osób nie obsadzi żadnej zmiany",
                "albo wpisz co najmniej 1, albo usuń klucz, jeśli osób jest tyle, ile potrzeba"
            ]
        ),
        StaffCause::AllAway => both!(
            [
                "a shrinkage of 1 leaves nobody at the phone",
                "write the share of paid time away from the phone, below 1, such as 0.1"
            ],
            [
                "przy `shrinkage` równym 1 nikt nie zostaje przy telefonie",
                "wpisz udział płatnego czasu z dala od telefonu, mniejszy od 1, na przykład 0.1"
            ]
        ),
        StaffCause::SharesTooSmall { sum } => {
            let sum = plain(*sum);
            both!(
                [
                    "the largest shares of this group's contracts sum to {sum}, so they can never fill its hours",
                    "either raise `share_max` until they sum to 1 or more, or remove it from one contract"
                ],
                [
                    "największe udziały umów tej grupy sumują się do {sum}, więc nigdy nie wypełnią jej godzin",
                    "albo zwiększ `share_max`, aż suma wyniesie co najmniej 1, albo usuń ten klucz z jednej umowy"
                ]
            )
        }
        StaffCause::TooConnected { lines, most } => both!(
            [
                "{lines} lines are connected by consultants who answer several of them, more than the {most} that can be planned",
                "either let groups share fewer lines, or join lines that the same people answer"
            ],
            [
                "liczba linii połączonych wspólnymi konsultantami to {lines}, a zaplanować można najwyżej {most}",
                "albo niech grupy mają mniej wspólnych linii, albo połącz linie obsługiwane przez te same osoby"
            ]
        ),
        StaffCause::UnknownContract { contract, meant, known } => {
            let ([meant, chodzilo], [words, slowa]) = (question(meant), any_of(known));
            both!(
                [
                    "no group of this shift has a contract `{contract}`",
                    "{meant}either write {words}, or add the contract to a group"
                ],
                [
                    "żadna grupa tej zmiany nie ma umowy `{contract}`",
                    "{chodzilo}albo wpisz {slowa}, albo dopisz tę umowę do grupy"
                ]
            )
        }
        StaffCause::NoneOfContracts { group } => both!(
            [
                "group `{group}` has none of the contracts this shift is for",
                "either remove the group from the shift, or name one of its contracts"
            ],
            [
                "grupa `{group}` nie ma żadnej z umów, dla których jest ta zmiana",
                "albo usuń grupę ze zmiany, albo podaj jedną z jej umów"
            ]
        ),
        StaffCause::StartAtMidnight => both!(
            [
                "a shift cannot start at 24:00, the end of its day",
                "either write 00:00 with the next day in `days`, or an earlier start"
            ],
            [
                "zmiana nie może zaczynać się o 24:00, na końcu swojego dnia",
                "albo wpisz 00:00 i następny dzień w `days`, albo wcześniejszy początek"
            ]
        ),
        StaffCause::ShiftTooLong { hours, weekly, contract, group } => {
            let (hours, weekly) = (plain(*hours), plain(*weekly));
            both!(
                [
                    "a shift of {hours} paid hours is longer than the {weekly} weekly hours of contract `{contract}` of group `{group}`",
                    "either write a shorter length, or name in `contracts` those that the shift is for"
                ],
                [
                    "zmiana ma {hours} płatnych godzin, więcej niż tydzień ({weekly} h) umowy `{contract}` w grupie `{group}`",
                    "albo wpisz krótszą zmianę, albo podaj w `contracts` umowy, dla których jest ta zmiana"
                ]
            )
        }
        StaffCause::StartsReversed { from, to } => both!(
            [
                "the first start {from} is later than the last, {to}",
                "either swap `from` and `to`, or list the starts: [\"22:00\", \"06:00\"]"
            ],
            [
                "pierwszy początek {from} jest późniejszy niż ostatni, {to}",
                "albo zamień `from` z `to`, albo wymień początki: [\"22:00\", \"06:00\"]"
            ]
        ),
        StaffCause::BreakTooLong { shift, room, minutes } => {
            let shift = stretch(*shift);
            both!(
                [
                    "in the shift {shift} the window of this break has {room} minutes, too few for a break of {minutes}",
                    "either widen the window (`after` and `before_end` are 1h unless given), or raise `min_shift`"
                ],
                [
                    "w zmianie {shift} na tę przerwę jest {room} min, za mało na przerwę długości {minutes} min",
                    "albo poszerz okno (`after` i `before_end` to 1h, jeśli ich nie podano), albo zwiększ `min_shift`"
                ]
            )
        }
        StaffCause::BreaksOverlap { shift, window, other } => {
            let [shift, window, other] = [*shift, *window, *other].map(stretch);
            both!(
                [
                    "in the shift {shift} the window of this break, {window}, starts before that of the break above ends, {other}",
                    "either narrow the windows, so that one ends before the next starts, or put the breaks in order"
                ],
                [
                    "w zmianie {shift} okno tej przerwy, {window}, zaczyna się, zanim skończy się okno poprzedniej, {other}",
                    "albo zwęź okna, aby jedno kończyło się przed początkiem następnego, albo ułóż przerwy po kolei"
                ]
            )
        }
        StaffCause::CoversNothing { shift } => both!(
            [
                "shift `{shift}` covers no time at which its groups' lines are open, at any candidate",
                "either move its starts or days into the opening hours, or remove it"
            ],
            [
                "zmiana `{shift}` nie obejmuje żadnej pory, w której linie jej grup są czynne, przy żadnej godzinie zamknięcia",
                "albo przenieś jej początki lub dni w godziny otwarcia, albo ją usuń"
            ]
        ),
        StaffCause::WindowTwice => both!(
            [
                "the break has a `window` and also `after` or `before_end`",
                "either keep `window`, times of the day, or `after` and `before_end`, counted from the shift"
            ],
            [
                "przerwa ma `window`, a także `after` lub `before_end`",
                "albo zostaw `window`, godziny dnia, albo `after` i `before_end`, liczone od zmiany"
            ]
        ),
        StaffCause::Premium { share, percent } => {
            let (value, hundredth) = (plain(*share), plain(*share / 100.0));
            let hint = match percent {
                true => format!("; for {value} % write {hundredth}"),
                false => String::new(),
            };
            let rada = match percent {
                true => format!("; dla {value} % wpisz {hundredth}"),
                false => String::new(),
            };
            both!(
                [
                    "a premium of {value} is not a share of the hourly cost from 0 to 10",
                    "write 0.2 for 20 % on top of the hourly cost{hint}"
                ],
                [
                    "dodatek {value} nie jest udziałem w koszcie godziny od 0 do 10",
                    "wpisz 0.2, jeśli dodatek to 20 % kosztu godziny{rada}"
                ]
            )
        }
        StaffCause::WaitingWithoutPrice => both!(
            [
                "the callers' waiting is to be counted, but a minute of it has no price",
                "either add `caller_minute` to [cost], or set `count_waiting` to false"
            ],
            [
                "czekanie dzwoniących ma być liczone, ale jego minuta nie ma ceny",
                "albo dopisz `caller_minute` w [cost], albo ustaw `count_waiting` na `false`"
            ]
        ),
    }
}
