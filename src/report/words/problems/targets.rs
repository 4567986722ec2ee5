//! Promises: E4xx.

use super::{Both, both};
use crate::domain::cause::TargetCause;

/// The sentences of a cause.
pub(super) fn both(cause: &TargetCause) -> Both {
    match cause {
        TargetCause::NoTarget { line } => both!(
            [
                "line `{line}` promises nothing to its callers",
                "add a [[line.target]], either with `mean_wait`, `service_level`, `long_wait`, `abandonment_max`, `occupancy_max` or `agents_min`"
            ],
            [
                "linia `{line}` niczego nie obiecuje dzwoniącym",
                "dopisz [[line.target]] z `mean_wait`, `service_level`, `long_wait`, `abandonment_max`, `occupancy_max` albo `agents_min`"
            ]
        ),
        TargetCause::NoMeasure => both!(
            [
                "the target has no measure",
                "add `mean_wait`, `service_level`, `long_wait`, `abandonment_max`, `occupancy_max` or `agents_min`"
            ],
            [
                "cel nie ma żadnej miary",
                "dopisz `mean_wait`, `service_level`, `long_wait`, `abandonment_max`, `occupancy_max` albo `agents_min`"
            ]
        ),
        TargetCause::TwoMeasures { first, second } => both!(
            [
                "the target has `{first}` and `{second}`, but a target is one promise",
                "either remove one of them, or put it in a [[line.target]] of its own"
            ],
            [
                "cel ma `{first}` i `{second}`, a może mieć tylko jedną miarę",
                "albo usuń jedną z nich, albo przenieś ją do osobnego [[line.target]]"
            ]
        ),
        TargetCause::NoWait => both!(
            [
                "a mean wait of 0 s cannot be promised while calls come at random",
                "either write a time above 0, such as \"20s\", or remove the target"
            ],
            [
                "średniego czasu oczekiwania 0 s nie można obiecać, gdy połączenia przychodzą losowo",
                "albo wpisz czas większy od 0, na przykład \"20s\", albo usuń cel"
            ]
        ),
        TargetCause::Everybody => both!(
            [
                "a service level of 1 cannot be promised, for some call may always wait longer",
                "write a share below 1, such as 0.8 or 0.99"
            ],
            [
                "poziomu obsługi równego 1 nie można obiecać, bo zawsze ktoś może czekać dłużej",
                "wpisz udział mniejszy od 1, na przykład 0.8 albo 0.99"
            ]
        ),
        TargetCause::Nobody => both!(
            [
                "a service level of 0 promises nothing",
                "either write a share above 0, such as 0.8, or remove the target"
            ],
            [
                "poziom obsługi równy 0 niczego nie obiecuje",
                "albo wpisz udział większy od 0, na przykład 0.8, albo usuń cel"
            ]
        ),
        TargetCause::NoOccupancy => both!(
            [
                "an occupancy of 0 leaves no time for any call",
                "either write a share above 0, such as 0.85, or remove the target"
            ],
            [
                "zajętość równa 0 nie zostawia czasu na żadną rozmowę",
                "albo wpisz udział większy od 0, na przykład 0.85, albo usuń cel"
            ]
        ),
        TargetCause::EveryInterval { measure } => both!(
            [
                "`{measure}` holds in every interval, not on average over a day or week",
                "either write over = \"interval\", or remove `over`"
            ],
            [
                "`{measure}` obowiązuje w każdym przedziale, a nie średnio w ciągu dnia lub tygodnia",
                "albo wpisz over = \"interval\", albo usuń `over`"
            ]
        ),
        TargetCause::NoPatience => both!(
            [
                "a share of abandoned calls is promised, but the line does not say how patient its callers are",
                "either add `patience` to the line, such as \"3m\", or promise a `service_level`"
            ],
            [
                "obiecano odsetek porzuceń, a linia nie podaje cierpliwości dzwoniących",
                "albo dopisz do linii `patience`, na przykład \"3m\", albo obiecaj `service_level`"
            ]
        ),
        TargetCause::NotOpenBetween { from, to } => both!(
            [
                "the promise is for {from} to {to}, but on no day is the line open all that time",
                "either write a stretch within the opening hours of some day, or remove `between`"
            ],
            [
                "cel dotyczy godzin od {from} do {to}, a linia w żadnym dniu nie jest otwarta przez cały ten czas",
                "albo wpisz godziny mieszczące się w godzinach otwarcia któregoś dnia, albo usuń `between`"
            ]
        ),
        TargetCause::AllOrNoneLong => both!(
            [
                "only a share of long waits between 0 and 1 can be promised",
                "either write a share above 0 and below 1, such as 0.05, or remove the target"
            ],
            [
                "obiecać można tylko udział długich oczekiwań między 0 a 1",
                "albo wpisz udział większy od 0 i mniejszy od 1, na przykład 0.05, albo usuń cel"
            ]
        ),
        TargetCause::AllOrNone => both!(
            [
                "only a share of abandoned calls between 0 and 1 can be promised",
                "either write a share above 0 and below 1, such as 0.05, or remove the target"
            ],
            [
                "obiecać można tylko odsetek porzuceń między 0 a 1",
                "albo wpisz udział większy od 0 i mniejszy od 1, na przykład 0.05, albo usuń cel"
            ]
        ),
    }
}
