//! Words of the hand-over of a roster: workbook, pages, calendars.

use crate::domain::units::Language;

/// The one code of every absence, in both languages.
pub const ABSENT: &str = "N";

/// Labels of the hand-over.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Words {
    pub lang: &'static str,
    pub roster: &'static str,
    pub grid_sheet: &'static str,
    pub breaks_sheet: &'static str,
    pub coverage_sheet: &'static str,
    pub shifts_sheet: &'static str,
    pub legend_sheet: &'static str,
    pub name: &'static str,
    pub group: &'static str,
    pub hours: &'static str,
    pub norm: &'static str,
    pub balance: &'static str,
    pub week: &'static str,
    pub week_of: &'static str,
    pub evenings: &'static str,
    pub weekend_days: &'static str,
    pub days_worked: &'static str,
    pub working: &'static str,
    pub short: &'static str,
    pub present: &'static str,
    pub needed: &'static str,
    pub surplus: &'static str,
    pub lines: &'static str,
    pub time: &'static str,
    pub shift: &'static str,
    pub breaks: &'static str,
    pub paid: &'static str,
    pub day: &'static str,
    pub off: &'static str,
    pub absent: &'static str,
    pub total: &'static str,
    pub holiday: &'static str,
    pub fixed: &'static str,
    pub prompt_title: &'static str,
    pub prompt: &'static str,
    pub refused: &'static str,
    pub legend: &'static [(&'static str, &'static str)],
    pub notice: &'static str,
    pub skip: &'static str,
    pub wall: &'static str,
    pub each: &'static str,
    pub to_top: &'static str,
    pub calendar_shift: &'static str,
    pub calendar_absent: &'static str,
}

/// The words of a language.
pub fn words(language: Language) -> &'static Words {
    match language {
        Language::En => &EN,
        Language::Pl => &PL,
    }
}

const EN: Words = Words {
    lang: "en",
    roster: "Roster",
    grid_sheet: "Roster",
    breaks_sheet: "Breaks",
    coverage_sheet: "Coverage",
    shifts_sheet: "Shifts",
    legend_sheet: "Legend",
    name: "Name",
    group: "Group/contract",
    hours: "Hours",
    norm: "Norm",
    balance: "+/−",
    week: "Week",
    week_of: "Week of",
    evenings: "Evenings",
    weekend_days: "Weekend days",
    days_worked: "Days worked",
    working: "People working",
    short: "Half-hours short",
    present: "People present, breaks taken off",
    needed: "People needed",
    surplus: "Surplus (below zero: short)",
    lines: "Lines",
    time: "Time",
    shift: "Shift",
    breaks: "Breaks",
    paid: "Paid hours",
    day: "Day",
    off: "off",
    absent: "absent",
    total: "Total",
    holiday: "public holiday",
    fixed: "given beforehand",
    prompt_title: "Shift",
    prompt: "A shift such as 07:30-15:30, N for absent, empty for off",
    refused: "The scenario has no such shift for this contract. Keep it all the same?",
    legend: &[
        (
            "Roster",
            "One cell a person and day: a shift such as 07:30-15:30, N for any absence, empty for a day off. Change the white cells; hours, balance and the sheet Coverage follow at once.",
        ),
        (
            "Breaks",
            "The breaks of the same shift. Where a break no longer fits a changed shift it does not count, and it is placed anew when the file is read back.",
        ),
        (
            "Coverage",
            "People present in each half-hour, those needed, and the difference, for every set of lines that share people.",
        ),
        (
            "Norm",
            "Hours of the contract in these weeks: eight for each Monday to Friday that is neither a public holiday nor an absence, part time in proportion. Personal limits and hours carried over are not in it.",
        ),
        ("Bold", "A shift given beforehand."),
        ("Blue", "Ends in the evening."),
        ("Orange", "A public holiday."),
        ("Grey", "Saturday or Sunday."),
        ("Red", "Text that is no shift, or people short."),
        (
            "Reading back",
            "obsada check FILE.xlsx says which rules are broken; obsada roster SCENARIO --repair FILE.xlsx --absent NAME@DAY mends it. Leave rows, names and dates where they are: people are added in the scenario.",
        ),
    ],
    notice: "The rules are a reading of Polish labour law for planning; this is not legal advice.",
    skip: "Skip to the roster",
    wall: "Roster for the wall",
    each: "One page for each person",
    to_top: "Back to the top",
    calendar_shift: "Shift",
    calendar_absent: "N (absent)",
};

const PL: Words = Words {
    lang: "pl",
    roster: "Grafik",
    grid_sheet: "Grafik",
    breaks_sheet: "Przerwy",
    coverage_sheet: "Obsada",
    shifts_sheet: "Zmiany",
    legend_sheet: "Opis",
    name: "Osoba",
    group: "Grupa/umowa",
    hours: "Godziny",
    norm: "Wymiar",
    balance: "+/−",
    week: "Tydzień",
    week_of: "Tydzień od",
    evenings: "Wieczory",
    weekend_days: "Dni weekendu",
    days_worked: "Dni pracy",
    working: "Osób w pracy",
    short: "Braki (przedziały)",
    present: "Osób na miejscu, bez tych na przerwie",
    needed: "Osób potrzeba",
    surplus: "Nadwyżka (poniżej zera: brak)",
    lines: "Linie",
    time: "Godzina",
    shift: "Zmiana",
    breaks: "Przerwy",
    paid: "Godziny płatne",
    day: "Dzień",
    off: "wolne",
    absent: "nieobecność",
    total: "Razem",
    holiday: "święto",
    fixed: "wyznaczone z góry",
    prompt_title: "Zmiana",
    prompt: "Zmiana, np. 07:30-15:30, N – nieobecność, puste – wolne",
    refused: "Scenariusz nie ma takiej zmiany dla tej umowy. Zostawić mimo to?",
    legend: &[
        (
            "Grafik",
            "Jedna komórka na osobę i dzień: zmiana, np. 07:30-15:30, N przy każdej nieobecności, pusta – dzień wolny. Zmieniaj białe komórki; godziny, różnica i arkusz Obsada przeliczają się od razu.",
        ),
        (
            "Przerwy",
            "Przerwy tych samych zmian. Przerwa, która nie pasuje już do zmienionej zmiany, nie liczy się; przy odczycie pliku dostaje nowe miejsce.",
        ),
        (
            "Obsada",
            "Ilu ludzi jest na miejscu w każdej półgodzinie, ilu potrzeba i różnica, dla każdego zestawu linii o wspólnych konsultantach.",
        ),
        (
            "Wymiar",
            "Godziny umowy w tych tygodniach: osiem za każdy dzień od poniedziałku do piątku, który nie jest świętem ani nieobecnością; przy części etatu proporcjonalnie. Limitów osobistych i godzin przeniesionych w nim nie ma.",
        ),
        ("Pogrubienie", "Zmiana wyznaczona z góry."),
        ("Niebieskie tło", "Zmiana kończy się wieczorem."),
        ("Pomarańczowe tło", "Święto."),
        ("Szare tło", "Sobota lub niedziela."),
        ("Czerwone tło", "Tekst, który nie jest zmianą, albo brak ludzi."),
        (
            "Odczyt",
            "obsada check PLIK.xlsx mówi, które reguły są złamane; obsada roster SCENARIUSZ --repair PLIK.xlsx --absent OSOBA@DZIEŃ naprawia grafik. Wierszy, osób i dat nie przestawiaj: osoby dodaje się w scenariuszu.",
        ),
    ],
    notice: "Reguły to odczytanie prawa pracy na potrzeby planowania; nie jest to porada prawna.",
    skip: "Przejdź do grafiku",
    wall: "Grafik na ścianę",
    each: "Strona dla każdej osoby",
    to_top: "Do góry",
    calendar_shift: "Zmiana",
    calendar_absent: "N (nieobecność)",
};

/// Full names of the days.
pub fn weekday(day: usize, language: Language) -> &'static str {
    const EN: [&str; 7] =
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    const PL: [&str; 7] =
        ["poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela"];
    match language {
        Language::En => EN[day % 7],
        Language::Pl => PL[day % 7],
    }
}
