//! Parts of sentences about problems that several of them need.

use crate::domain::cause::{FileFault, Misfit};
use crate::domain::clock::{Weekday, clock_text};
use std::io::ErrorKind;

pub(super) use crate::scenario::problems::plain;

/// Words in quotes, as a list that ends in "or": `` `a`, `b` or `c` ``; in English and in Polish.
pub(super) fn any_of(words: &[String]) -> [String; 2] {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        None => ["nothing".to_owned(), "nic".to_owned()],
        Some((last, [])) => [last.clone(), last.clone()],
        Some((last, head)) => {
            let head = head.join(", ");
            [format!("{head} or {last}"), format!("{head} lub {last}")]
        }
    }
}

/// The question whether another word was meant, if there is one near enough.
pub(super) fn question(meant: &Option<String>) -> [String; 2] {
    match meant {
        None => Default::default(),
        Some(word) => [format!("did you mean `{word}`? "), format!("czy chodziło o `{word}`? ")],
    }
}

/// "on Tuesday" in Polish; English messages name days by their keys.
pub(super) fn on_day(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "w poniedziałek",
        Weekday::Tue => "we wtorek",
        Weekday::Wed => "w środę",
        Weekday::Thu => "w czwartek",
        Weekday::Fri => "w piątek",
        Weekday::Sat => "w sobotę",
        Weekday::Sun => "w niedzielę",
    }
}

/// Two times of a day with a dash between.
pub(super) fn stretch((from, to): (u32, u32)) -> String {
    format!("{}–{}", clock_text(from), clock_text(to))
}

/// Why a file named in a scenario, or the scenario itself, cannot be read.
pub(super) fn fault(fault: &FileFault) -> [String; 2] {
    match fault {
        FileFault::System { kind, number, words } => [
            match kind {
                ErrorKind::NotFound => "there is no such file".to_owned(),
                ErrorKind::PermissionDenied => "reading it is not permitted".to_owned(),
                ErrorKind::IsADirectory => "it is a folder".to_owned(),
                _ => words.clone(),
            },
            refusal(*kind, *number),
        ],
        FileFault::NotUtf8 => {
            ["it is not UTF-8 text".to_owned(), "nie jest to tekst w UTF-8".to_owned()]
        }
        FileFault::Other(reason) => [reason.clone(), reason.clone()],
        known => no_file(known),
    }
}

/// Why a file is none that could be used.
fn no_file(fault: &FileFault) -> [String; 2] {
    let words = match fault {
        FileFault::Device => [
            "it is a device, a pipe or a link that leads nowhere",
            "jest to urządzenie, potok albo dowiązanie donikąd",
        ],
        FileFault::TooLarge => ["it is larger than 1 GiB", "ma ponad 1 GiB"],
        FileFault::Outside => [
            "it lies outside of the scenario's folder (`--allow-outside` allows that)",
            "leży poza folderem scenariusza (pozwala na to `--allow-outside`)",
        ],
        FileFault::OwnInput => ["it is read by this very command", "czyta go to samo polecenie"],
        FileFault::System { .. } | FileFault::NotUtf8 | FileFault::Other(_) => ["", ""],
    };
    words.map(str::to_owned)
}

/// Why the system refused a file named on the command line: in English its own words.
pub(super) fn system_fault(fault: &FileFault) -> [String; 2] {
    match fault {
        FileFault::System { kind, number, words } => [words.clone(), refusal(*kind, *number)],
        FileFault::NotUtf8 => [
            "stream did not contain valid UTF-8".to_owned(),
            "nie jest to tekst w UTF-8".to_owned(),
        ],
        FileFault::Other(reason) => [reason.clone(), reason.clone()],
        known => no_file(known),
    }
}

/// What to do where a file cannot be written. `--force` is none of it: it allows to replace a file that is
/// there, and what the system refuses it refuses all the same.
pub(super) fn other_place(fault: &FileFault) -> [&'static str; 2] {
    let kind = match fault {
        FileFault::System { kind, .. } => Some(*kind),
        _ => None,
    };
    match kind {
        Some(ErrorKind::NotFound | ErrorKind::NotADirectory) => [
            "either make the folder first, or name a file in another",
            "albo utwórz najpierw folder, albo podaj plik w innym",
        ],
        Some(ErrorKind::IsADirectory) => ["name a file in it", "podaj plik w tym folderze"],
        Some(ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) => [
            "either name a file in a folder that you may write to, or have the right given to you",
            "albo podaj plik w folderze, w którym wolno ci pisać, albo poproś o uprawnienia",
        ],
        Some(ErrorKind::StorageFull) => [
            "either make room on the disk, or name a file on another",
            "albo zwolnij miejsce na dysku, albo podaj plik na innym",
        ],
        _ => ["name another file", "podaj inny plik"],
    }
}

/// A refusal of the operating system, in Polish.
fn refusal(kind: ErrorKind, number: Option<i32>) -> String {
    let known = match kind {
        ErrorKind::NotFound => Some("nie ma takiego pliku ani folderu"),
        ErrorKind::PermissionDenied => Some("brak uprawnień"),
        ErrorKind::IsADirectory => Some("jest to folder"),
        ErrorKind::NotADirectory => Some("część ścieżki nie jest folderem"),
        ErrorKind::AlreadyExists => Some("już istnieje"),
        ErrorKind::StorageFull => Some("na dysku nie ma miejsca"),
        ErrorKind::ReadOnlyFilesystem => Some("dysk jest tylko do odczytu"),
        ErrorKind::InvalidData => Some("nie jest to tekst w UTF-8"),
        _ => None,
    };
    match (known, number) {
        (Some(known), _) => known.to_owned(),
        (None, Some(number)) => format!("system odmówił (błąd nr {number})"),
        (None, None) => "system odmówił".to_owned(),
    }
}

/// What a parser of JSON says, in Polish; the place is shown beside it.
pub(super) fn json_fault(words: &str) -> String {
    let quoted = |after: &str| {
        let name = words.split_once(after).and_then(|(_, rest)| rest.split('`').nth(1));
        name.unwrap_or_default().to_owned()
    };
    if words.contains("missing field") {
        format!("brakuje pola `{}`", quoted("missing field"))
    } else if words.contains("unknown field") {
        format!("pole `{}` jest nieznane", quoted("unknown field"))
    } else if words.contains("duplicate field") {
        format!("pole `{}` występuje dwa razy", quoted("duplicate field"))
    } else if words.contains("unknown variant") {
        format!("wartość `{}` jest nieznana", quoted("unknown variant"))
    } else if words.contains("invalid type") {
        "wartość jest innego rodzaju niż oczekiwany".to_owned()
    } else if words.contains("invalid value") || words.contains("out of range") {
        "wartość jest spoza dozwolonego zakresu".to_owned()
    } else if words.contains("EOF") {
        "tekst urywa się przed końcem".to_owned()
    } else if words.contains("recursion limit") {
        "zagnieżdżenie jest zbyt głębokie".to_owned()
    } else if words.contains("schema") {
        let found = words.split('`').nth(1).unwrap_or_default();
        format!("jego schemat to `{found}`")
    } else {
        "zapis nie jest poprawnym JSON-em".to_owned()
    }
}

/// Why a name, a day or a shift does not fit the scenario.
pub(super) fn misfit(misfit: &Misfit) -> [String; 2] {
    match misfit {
        Misfit::NoConsultant { name } => [
            format!("there is no consultant called `{name}`"),
            format!("nie ma konsultanta o nazwie `{name}`"),
        ],
        Misfit::NotDate { text } => [
            format!("`{text}` is not a date such as 2026-11-23"),
            format!("`{text}` nie jest datą taką jak 2026-11-23"),
        ],
        Misfit::Unplanned { date } => [
            format!("{date} does not lie in the planned weeks"),
            format!("{date} nie leży w planowanych tygodniach"),
        ],
        Misfit::NoSuchShift { name, date } => [
            format!("{name} on {date}: no such shift in the scenario"),
            format!("{name}, {date}: takiej zmiany nie ma w scenariuszu"),
        ],
        Misfit::NotNameAtDay { text } => {
            [format!("`{text}` is not NAME@DAY"), format!("`{text}` nie ma postaci NAZWA@DZIEŃ")]
        }
        Misfit::Unlawful { rules } => [
            format!("the swap breaks rules ({rules}) and is not written; --format text says which"),
            format!("zamiana łamie reguły ({rules}) i nie została zapisana; --format text mówi które"),
        ],
        Misfit::NotSwap { text } => [
            format!("`{text}` is not NAME<->NAME@DAY with two different people"),
            format!("`{text}` nie ma postaci NAZWA<->NAZWA@DZIEŃ z dwiema różnymi osobami"),
        ],
        Misfit::NothingToSwap { people: [a, b], date, work: false } => [
            format!("there is nothing to swap: neither {a} nor {b} works on {date}"),
            format!("nie ma czego zamienić: ani {a}, ani {b} nie pracuje {date}"),
        ],
        Misfit::NothingToSwap { people: [a, b], date, work: true } => [
            format!("there is nothing to swap: {a} and {b} work the same shift on {date}"),
            format!("nie ma czego zamienić: {a} i {b} mają {date} tę samą zmianę"),
        ],
        Misfit::BeforeToday => [
            "somebody is away, or a day is busier, before --today or --now: it is worked already".to_owned(),
            "nieobecność lub większy ruch przypada przed --today lub --now, a te dni są już przepracowane"
                .to_owned(),
        ],
        Misfit::Several { name, people } => {
            let [english, polish] = any_of(people);
            [format!("`{name}` may be {english}"), format!("`{name}` to może być {polish}")]
        }
        Misfit::Reversed { text } => [
            format!("`{text}`: the last day lies before the first"),
            format!("`{text}`: ostatni dzień leży przed pierwszym"),
        ],
        Misfit::Worked { name, date } => [
            format!("{name} has worked the whole shift of {date} at the time of --now"),
            format!("{name}: cała zmiana z {date} jest już przepracowana w chwili --now"),
        ],
        Misfit::NoOption { asked, there } => [
            format!("there is no option {asked}: the repair has options 1 to {there}"),
            format!("nie ma możliwości {asked}: naprawa ma możliwości od 1 do {there}"),
        ],
    }
}

/// What the calculator or the parser of the command line says of a value, in Polish: phrases that are
/// known are put in its words, names of fields and values stay.
pub(super) fn foreign(words: &str) -> String {
    const KNOWN: [(&str, &str); 46] = [
        (
            "calls_per_half_hour beside another number of calls or length of interval",
            "calls_per_half_hour obok innej liczby połączeń lub długości przedziału",
        ),
        (
            "the column `calls` where intervals have another length",
            "kolumna `calls`, gdy przedziały mają inną długość",
        ),
        (
            "at most 1e12 calls offered, or handled by all agents, per mean patience",
            "co najwyżej 1e12 połączeń przychodzących lub obsłużonych przez wszystkich na średnią cierpliwość",
        ),
        ("unknown column ", "nieznana kolumna "),
        ("no column ", "brak kolumny "),
        ("column \"", "kolumna \""),
        (" twice", " dwa razy"),
        ("only ", "tylko "),
        (" for erlang_c", " dla erlang_c"),
        ("a number from 1 to 1000000", "liczba od 1 do 1000000"),
        (
            "more agents than erlangs (Erlang C has no steady queue otherwise), or a patience (Erlang A)",
            "więcej konsultantów niż erlangów (inaczej kolejka Erlanga C rośnie bez końca) albo cierpliwość (Erlang A)",
        ),
        (" for an offered load of ", " przy natężeniu ruchu "),
        (" erlangs", " erlangów"),
        ("a share above 0 and at most 1", "udział większy od 0, co najwyżej 1"),
        (
            "targets or a load that at most 1000000 agents can meet",
            "cele lub natężenie, którym sprosta co najwyżej 1000000 konsultantów",
        ),
        (
            "a share that at most 1000000 trunk lines can keep",
            "udział, który utrzyma co najwyżej 1000000 łączy",
        ),
        ("a finite number with a decimal point", "liczba skończona z kropką dziesiętną"),
        ("expected a number", "powinna to być liczba"),
        ("a line of column names, then rows", "wiersz z nazwami kolumn, a potem dane"),
        ("line ", "wiersz "),
        (": found ", ": jest: "),
        (", expected ", "; powinno być: "),
        (": expected ", "; powinno być: "),
        ("a finite number, 0 or more", "liczba skończona, co najmniej 0"),
        ("a finite number above 0", "liczba skończona większa od 0"),
        ("a share from 0 to below 1", "udział od 0, mniejszy od 1"),
        ("a share from 0 to 1", "udział od 0 do 1"),
        ("seconds, 0 or more", "liczba sekund, co najmniej 0"),
        (
            "whole minutes of a day at the most, such as 2h",
            "pełne minuty, najwyżej doba, na przykład 2h",
        ),
        ("bytes that are not UTF-8", "coś, co nie jest UTF-8"),
        ("UTF-8 text", "tekst w UTF-8"),
        ("comma-separated values (RFC 4180)", "wartości rozdzielone przecinkami (RFC 4180)"),
        ("each column once", "każda kolumna raz"),
        ("all of ", "wszystkie z "),
        ("at least one of ", "co najmniej jedno z "),
        (", one for each column", ", po jednym na kolumnę"),
        ("empty cells only", "same puste komórki"),
        ("an empty cell, or the model erlang_a", "pusta komórka albo model erlang_a"),
        ("an empty cell", "pusta komórka"),
        ("a number", "liczba"),
        (" cells", " komórek"),
        ("nothing", "nic"),
        ("is not in ", "nie leży w "),
        ("either ", "albo "),
        (" or ", " albo "),
        ("at most ", "co najwyżej "),
    ];
    KNOWN.iter().fold(words.to_owned(), |text, (english, polish)| text.replace(english, polish))
}
