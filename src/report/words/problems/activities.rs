//! Work away from the phone, and people who must not or must work together: E819 to E827.

use super::pieces::question;
use super::{Both, both};
use crate::domain::cause::ActivityCause;

/// The sentences of a cause of this kind.
pub(super) fn both(cause: &ActivityCause) -> Both {
    match cause {
        ActivityCause::UnclearActivity { activity } => both!(
            [
                "it is not clear when activity `{activity}` is, or for whom",
                "write either `start` and `length` (with `date` or `days`), or `per_week`; and either `people`, or `groups` and `contracts`"
            ],
            [
                "nie wiadomo, kiedy jest zajęcie `{activity}` albo kogo dotyczy",
                "wpisz albo `start` i `length` (z `date` lub `days`), albo `per_week`; oraz albo `people`, albo `groups` i `contracts`"
            ]
        ),
        ActivityCause::ActivityOfNobody { activity } => both!(
            [
                "activity `{activity}` is for nobody",
                "either name its `people`, or name `groups` and `contracts` on which somebody is"
            ],
            [
                "zajęcie `{activity}` nie dotyczy nikogo",
                "albo podaj `people`, albo takie `groups` i `contracts`, w których ktoś jest"
            ]
        ),
        ActivityCause::ActivityPieces { activity } => both!(
            [
                "`per_week` of activity `{activity}` is no whole number of pieces, or a piece does not fit into `between`",
                "either change `piece` (default 30 minutes) so that it goes into `per_week`, or widen `between`"
            ],
            [
                "`per_week` zajęcia `{activity}` nie składa się z całych części albo część nie mieści się w `between`",
                "albo zmień `piece` (domyślnie 30 minut) tak, by mieściło się w `per_week` bez reszty, albo poszerz `between`"
            ]
        ),
        ActivityCause::ActivityWhileAway { activity, name, date } => both!(
            [
                "activity `{activity}` is on {date}, a day on which {name} is away",
                "either move it to another day, or take the person out of `people`"
            ],
            [
                "zajęcie `{activity}` wypada {date}, a tego dnia nieobecność ma {name}",
                "albo przenieś je na inny dzień, albo usuń tę osobę z `people`"
            ]
        ),
        ActivityCause::ActivityOutsideShifts { activity, name, date } => both!(
            [
                "activity `{activity}` on {date} lies in no shift that {name} can have that day",
                "either move or shorten it, or add a shift that begins before it and ends after it"
            ],
            [
                "zajęcie `{activity}` {date} nie mieści się w żadnej zmianie, którą tego dnia może mieć {name}",
                "albo przenieś je lub skróć, albo dopisz zmianę, która zaczyna się przed nim i kończy po nim"
            ]
        ),
        ActivityCause::ActivitiesOverlap { activity, other, name, date } => both!(
            [
                "activities `{activity}` and `{other}` want {name} at the same time on {date}",
                "either move one of the two, or take the person out of one"
            ],
            [
                "zajęcia `{activity}` i `{other}` wypadają {date} w tym samym czasie, a w obu jest {name}",
                "albo przenieś jedno z nich, albo usuń tę osobę z jednego"
            ]
        ),
        ActivityCause::NoSuchPerson { name, meant } => {
            let [meant, chodzilo] = question(meant);
            both!(
                [
                    "no consultant is called `{name}`",
                    "{meant}either write a `name` of [[consultant]], or add this one"
                ],
                [
                    "żaden konsultant nie nazywa się `{name}`",
                    "{chodzilo}albo wpisz `name` z [[consultant]], albo dopisz tę osobę"
                ]
            )
        }
        ActivityCause::UnclearPair => both!(
            [
                "a pair is two different people under either `apart` or `together`",
                "write for example apart = [\"A. Nowak\", \"B. Kos\"]"
            ],
            [
                "para to dwie różne osoby podane albo w `apart`, albo w `together`",
                "wpisz na przykład apart = [\"A. Nowak\", \"B. Kos\"]"
            ]
        ),
        ActivityCause::PairAgainstItself { first, second } => both!(
            ["{first} and {second} must work together and must not", "remove one of the two pairs"],
            ["{first} i {second} muszą pracować razem i nie mogą", "usuń jedną z tych dwóch par"]
        ),
    }
}
