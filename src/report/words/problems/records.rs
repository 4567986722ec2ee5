//! Records of calls and the mappings that say how to read them: E92x, E93x, E948 and E949.

use super::records_files::{columns, mapping, workbook};
use super::{Both, both};
use crate::domain::cause::{Many, RecordsCause, TotalOf};

/// How a line of a `queue_log` is written.
const AS_ASTERISK: [&str; 2] = [
    "write the line as Asterisk does: epoch|call|queue|agent|event|data…",
    "zapisz wiersz tak jak Asterisk: czas|połączenie|kolejka|konsultant|zdarzenie|dane…",
];

/// The sentences of a cause.
pub(super) fn both(cause: &RecordsCause) -> Both {
    let [as_asterisk, jak_asterisk] = AS_ASTERISK;
    match cause {
        RecordsCause::UnpacksTooFar { file, times } => both!(
            [
                "{file} cannot be read: it unpacks to more than {times} times its size",
                "unpack it yourself, if it is what it should be"
            ],
            [
                "pliku {file} nie można odczytać: rozpakowany jest ponad {times} razy większy",
                "jeśli to właściwy plik, rozpakuj go samodzielnie"
            ]
        ),
        RecordsCause::Mapping { fault } => {
            let [english, polish] = mapping(fault);
            both!(
                ["the mapping cannot be read: {english}", "write it as docs/records.md describes"],
                [
                    "opisu kolumn nie można odczytać: {polish}",
                    "zapisz go tak, jak opisuje docs/records.md"
                ]
            )
        }
        RecordsCause::Columns { kind, missing, hint } => columns(*kind, missing, hint),
        RecordsCause::Workbook { file, fault } => workbook(file, fault),
        RecordsCause::Zone { name } => both!(
            [
                "there is no time zone `{name}`",
                "write a name of the IANA database, such as Europe/Warsaw"
            ],
            ["nie ma strefy czasowej `{name}`", "podaj nazwę z bazy IANA, np. Europe/Warsaw"]
        ),
        RecordsCause::TooManyBad { bad, rows, file, allowed } => {
            let percent = format!("{:.1}", allowed * 100.0);
            let procent = percent.replace('.', ",");
            both!(
                [
                    "{bad} of {rows} rows of {file} cannot be used, more than {percent}%",
                    "either correct the rows or the mapping, or allow more with --bad-rows"
                ],
                [
                    "nie można użyć {bad} z {rows} wierszy pliku {file}, więcej niż {procent}%",
                    "albo popraw wiersze lub opis kolumn, albo dopuść więcej przez --bad-rows"
                ]
            )
        }
        RecordsCause::TooManyDifferent { file, most, what } => {
            let [what, czego] = match what {
                Many::Lines => ["lines", "różnych linii"],
                Many::Agents => ["agents", "różnych konsultantów"],
            };
            both!(
                [
                    "{file} has more than {most} different {what}",
                    "correct the mapping: the column named for them holds something else"
                ],
                [
                    "plik {file} ma ponad {most} {czego}",
                    "popraw opis kolumn: w podanej kolumnie jest co innego"
                ]
            )
        }
        RecordsCause::WrongKind { file, intervals } => {
            let [found, jest] = match intervals {
                true => ["intervals, not calls", "przedziały, nie połączenia"],
                false => ["calls, not intervals", "połączenia, nie przedziały"],
            };
            both!(
                [
                    "{file} holds {found}",
                    "either name another file, or say its `kind` in the mapping"
                ],
                [
                    "w pliku {file} są {jest}",
                    "albo podaj inny plik, albo określ jego `kind` w opisie kolumn"
                ]
            )
        }
        RecordsCause::NoSuchCall { file } => both!(
            [
                "there is no such call in {file}",
                "either correct what is asked for, or name the log of that time"
            ],
            [
                "w pliku {file} nie ma takiego połączenia",
                "albo popraw to, czego szukasz, albo podaj dziennik z tego czasu"
            ]
        ),
        RecordsCause::NoCallers { file } => both!(
            [
                "{file} does not say who called",
                "either name the column for `number` in the mapping, or ask with --call"
            ],
            [
                "plik {file} nie mówi, kto dzwonił",
                "albo wskaż w opisie kolumnę `number`, albo zapytaj przez --call"
            ]
        ),
        RecordsCause::NoIds { file } => both!(
            [
                "{file} has no ids of calls",
                "either name the column for `id` in the mapping, or ask with a number"
            ],
            [
                "plik {file} nie ma identyfikatorów połączeń",
                "albo wskaż w opisie kolumnę `id`, albo zapytaj o numer"
            ]
        ),
        RecordsCause::EitherOrder { patterns: [first, second], like } => {
            let like = like.as_ref().map_or(String::new(), |name| format!("`like = \"{name}\"`, "));
            both!(
                [
                    "the day or the month may come first, and no row of the file says which",
                    "write {like}`date = \"{first}\"` or `date = \"{second}\"` under `[formats]` in a \
                     mapping file (--mapping)"
                ],
                [
                    "najpierw może stać dzień albo miesiąc, a żaden wiersz pliku tego nie rozstrzyga",
                    "wpisz {like}`date = \"{first}\"` albo `date = \"{second}\"` pod `[formats]` w opisie \
                     kolumn (--mapping)"
                ]
            )
        }
        RecordsCause::RunsBack { hours } => {
            let english = format!("{hours:.1}");
            let polish = english.replace('.', ",");
            both!(
                [
                    "the time runs back by {english} hours: the log holds a stretch of time twice, or its \
                     parts are in the wrong order",
                    "give each log once, the earliest first"
                ],
                [
                    "czas cofa się o {polish} godz.: dziennik zawiera jakiś okres dwa razy albo jego części \
                     są w złej kolejności",
                    "podaj każdy dziennik raz, od najwcześniejszego"
                ]
            )
        }
        RecordsCause::OutOfOrder { backward, rows, file } => both!(
            [
                "{backward} of {rows} lines of {file} are earlier than a line above them",
                "sort the log by time, the earliest first, and give each line once"
            ],
            [
                "{backward} z {rows} wierszy pliku {file} jest wcześniejszych niż wiersz nad nimi",
                "posortuj dziennik według czasu, od najwcześniejszego, i podaj każdy wiersz raz"
            ]
        ),
        RecordsCause::NothingUsable { file } => both!(
            [
                "{file} holds no row that can be used",
                "either name another file, or correct the mapping"
            ],
            [
                "w pliku {file} nie ma wiersza, którego można użyć",
                "albo podaj inny plik, albo popraw opis kolumn"
            ]
        ),
        RecordsCause::NoEvent => both!(
            ["the fifth field is no event", "{as_asterisk}"],
            ["piąte pole nie jest zdarzeniem", "{jak_asterisk}"]
        ),
        RecordsCause::ShortLine { fields } => both!(
            ["the line has {fields} fields, too few for its event", "{as_asterisk}"],
            ["liczba pól wiersza to {fields}, za mało dla tego zdarzenia", "{jak_asterisk}"]
        ),
        RecordsCause::NoBeginning => both!(
            [
                "the call ends or is answered without having entered a queue",
                "put the log before this one in front of it, or leave it: the call is not used"
            ],
            [
                "połączenie kończy się lub jest odebrane bez wejścia do kolejki",
                "dołącz z przodu poprzedni dziennik albo zostaw tak: połączenie nie jest używane"
            ]
        ),
        RecordsCause::NotSeconds => both!(
            ["the length of time is not a number of seconds from 0 to a day", "correct the line"],
            ["długość czasu nie jest liczbą sekund od 0 do doby", "popraw wiersz"]
        ),
        RecordsCause::NoLogTime => both!(
            [
                "the time is neither in seconds since 1970 nor a day with a time of day",
                "{as_asterisk}"
            ],
            ["czas nie jest ani liczbą sekund od 1970 roku, ani dniem z godziną", "{jak_asterisk}"]
        ),
        RecordsCause::AmbiguousNumber => both!(
            [
                "the number may have decimals or thousands",
                "say in the mapping which mark is the `decimal` one"
            ],
            [
                "liczba może mieć część dziesiętną albo tysiące",
                "podaj w opisie kolumn, który znak jest dziesiętny (`decimal`)"
            ]
        ),
        RecordsCause::NotLength => both!(
            ["the length of time cannot be read", "write seconds, mm:ss or hh:mm:ss"],
            ["długości czasu nie można odczytać", "zapisz sekundy, mm:ss albo gg:mm:ss"]
        ),
        RecordsCause::NegativeLength => {
            both!(
                ["the length of time is negative", "correct the row"],
                ["długość czasu jest ujemna", "popraw wiersz"]
            )
        }
        RecordsCause::LongLength { key } => both!(
            [
                "the length of time exceeds a day",
                "either correct the row or the mapping, or say what the column counts: `{key} = \"ms\"` \
                 under `[units]`"
            ],
            [
                "długość czasu przekracza dobę",
                "albo popraw wiersz lub opis kolumn, albo podaj jednostkę kolumny: `{key} = \"ms\"` pod \
                 `[units]`"
            ]
        ),
        RecordsCause::LongMean { key, hours } => both!(
            [
                "taken for seconds, the mean exceeds {hours} hours: the column may count another unit",
                "say what the column counts: `{key} = \"ms\"` (or `\"s\"`) under `[units]` in a mapping file \
                 (--mapping)"
            ],
            [
                "liczona w sekundach średnia przekracza {hours} godz.: kolumna może mieć inną jednostkę",
                "podaj jednostkę kolumny: `{key} = \"ms\"` (albo `\"s\"`) pod `[units]` w opisie kolumn \
                 (--mapping)"
            ]
        ),
        RecordsCause::ManyOfInterval => both!(
            [
                "no interval has so many",
                "either correct the row, or the mapping: the column may hold something else"
            ],
            [
                "żaden przedział nie ma ich tyle",
                "albo popraw wiersz, albo opis kolumn: w kolumnie może być co innego"
            ]
        ),
        RecordsCause::NegativeNumber => {
            both!(
                ["the number is negative", "correct the row"],
                ["liczba jest ujemna", "popraw wiersz"]
            )
        }
        RecordsCause::NotShare => both!(
            ["the share is not between 0 and 100%", "correct the row"],
            ["udział nie leży między 0 a 100%", "popraw wiersz"]
        ),
        RecordsCause::NotNumber => both!(
            ["the number cannot be read", "write a number"],
            ["liczby nie można odczytać", "zapisz liczbę"]
        ),
        RecordsCause::OpenQuote => both!(
            [
                "the row has an open quote or no end",
                "correct the row: quotes are closed on the line, text is in one encoding"
            ],
            [
                "wiersz ma niezamknięty cudzysłów albo nie ma końca",
                "popraw wiersz: cudzysłów zamyka się w tej samej linii, tekst ma jedno kodowanie"
            ]
        ),
        RecordsCause::FewFields { fields } => both!(
            [
                "the row has {fields} fields, too few",
                "correct the row, or the `separator` in the mapping"
            ],
            [
                "liczba pól wiersza to {fields}, za mało",
                "popraw wiersz albo `separator` w opisie kolumn"
            ]
        ),
        RecordsCause::NoLetters => both!(
            [
                "the row holds bytes that are no letters in its encoding",
                "either correct the row, or name the file's `encoding` in the mapping"
            ],
            [
                "w wierszu są bajty, które w jego kodowaniu nie są literami",
                "albo popraw wiersz, albo podaj `encoding` pliku w opisie kolumn"
            ]
        ),
        RecordsCause::NeverTime => both!(
            [
                "there is no such time: clocks are put forward over it on this day",
                "either correct the row, or name the `zone` whose clock the times are from"
            ],
            [
                "nie ma takiej godziny: tego dnia zegary przestawia się ponad nią do przodu",
                "albo popraw wiersz, albo podaj strefę (`zone`), z której zegara są godziny"
            ]
        ),
        RecordsCause::Outcome => both!(
            [
                "the outcome is none of the words that are known",
                "name the word in `[outcomes]` of the mapping, or leave such rows out with `[[drop]]`"
            ],
            [
                "wynik nie jest żadnym ze znanych słów",
                "podaj to słowo w `[outcomes]` opisu kolumn albo pomiń takie wiersze przez `[[drop]]`"
            ]
        ),
        RecordsCause::OffGrid { minutes } => both!(
            [
                "the start does not lie on a grid of {minutes} minutes",
                "either correct the row, or say `interval_minutes` in the mapping"
            ],
            [
                "początek nie leży na siatce {minutes} minut",
                "albo popraw wiersz, albo podaj `interval_minutes` w opisie kolumn"
            ]
        ),
        RecordsCause::Twice => both!(
            [
                "the interval has a row already",
                "either remove one of the rows, or name the column that tells lines apart"
            ],
            [
                "ten przedział ma już wiersz",
                "albo usuń jeden z wierszy, albo wskaż kolumnę, która rozróżnia linie"
            ]
        ),
        RecordsCause::Total { of, off } => {
            let [of, czego] = match of {
                TotalOf::Offered => ["offered", "oferowanych"],
                TotalOf::Answered => ["answered", "odebranych"],
                TotalOf::Abandoned => ["abandoned", "porzuconych"],
            };
            let off = format!("{off:+}");
            let polish = off.replace('.', ",");
            both!(
                [
                    "the total of {of} calls is {off} off the sum of its rows",
                    "look whether rows are missing or could not be used; the total is not used"
                ],
                [
                    "suma połączeń {czego} różni się o {polish} od sumy wierszy",
                    "sprawdź, czy nie brakuje wierszy lub czy użyto wszystkich; sumy nie używa się"
                ]
            )
        }
        RecordsCause::NoTime => both!(
            [
                "the day or time cannot be read",
                "correct the row, or give its pattern in `[formats]` of the mapping"
            ],
            [
                "dnia lub godziny nie można odczytać",
                "popraw wiersz albo podaj wzór zapisu w `[formats]` opisu kolumn"
            ]
        ),
    }
}
