//! A profile of the day that cannot be used: E954.

use super::pieces::plain;
use super::{Both, both};
use crate::domain::cause::ProfileFault;

/// The sentences of a fault.
pub(super) fn both(file: &str, fault: &ProfileFault) -> Both {
    let [message, wiadomosc] = match fault {
        ProfileFault::Row { line } => [
            format!("line {line} of {file} is not a time on a quarter of an hour and a share"),
            format!("wiersz {line} pliku {file} nie jest godziną co do kwadransa i udziałem"),
        ],
        ProfileFault::Twice => [
            format!("{file} has two rows for one time"),
            format!("plik {file} ma dwa wiersze dla jednej godziny"),
        ],
        ProfileFault::Few => [
            format!("{file} has fewer than two rows"),
            format!("plik {file} ma mniej niż dwa wiersze"),
        ],
        ProfileFault::Sum { sum } => {
            let sum = plain(*sum);
            [
                format!("the shares in {file} sum to {sum}, not to 1"),
                format!("udziały w pliku {file} sumują się do {sum}, a nie do 1"),
            ]
        }
        ProfileFault::NoCalls => [
            format!("{file} has no calls to take a profile of the day from"),
            format!("w pliku {file} nie ma połączeń, z których wynikałby profil dnia"),
        ],
        ProfileFault::Unneeded => [
            format!("the records tell the time of day themselves, so {file} says nothing"),
            format!("rejestr sam podaje godziny, więc plik {file} nic nie wnosi"),
        ],
    };
    match fault {
        ProfileFault::Unneeded => {
            both!(["{message}", "leave out --profile"], ["{wiadomosc}", "pomiń --profile"])
        }
        ProfileFault::Row { .. }
        | ProfileFault::Twice
        | ProfileFault::Few
        | ProfileFault::Sum { .. }
        | ProfileFault::NoCalls => both!(
            [
                "{message}",
                "write `time,share` as the first row, then a time such as 07:30 and its share of the day's calls in each row, together 1"
            ],
            [
                "{wiadomosc}",
                "wpisz w pierwszym wierszu `time,share`, potem w każdym godzinę, na przykład 07:30, i jej udział w połączeniach dnia, razem 1"
            ]
        ),
    }
}
