//! Words of the hand-over of a roster: workbook, pages, calendars.

use super::macros::{either, words};
use crate::domain::units::Language;

/// The one code of every absence, in both languages.
pub const ABSENT: &str = "N";

words! {
    /// Labels of the hand-over.
    words -> Words {
        lang: "en", "pl";
        roster: "Roster", "Grafik";
        grid_sheet: "Roster", "Grafik";
        breaks_sheet: "Breaks", "Przerwy";
        coverage_sheet: "Coverage", "Obsada";
        shifts_sheet: "Shifts", "Zmiany";
        legend_sheet: "Legend", "Opis";
        name: "Name", "Osoba";
        group: "Group/contract", "Grupa/umowa";
        hours: "Hours", "Godziny";
        norm: "Norm", "Wymiar";
        balance: "+/−", "+/−";
        week: "Week", "Tydzień";
        week_of: "Week of", "Tydzień od";
        evenings: "Evenings", "Wieczory";
        weekend_days: "Weekend days", "Dni weekendu";
        days_worked: "Days worked", "Dni pracy";
        working: "People working", "Osób w pracy";
        short: "Half-hours short", "Braki (przedziały)";
        present: "People present, breaks taken off", "Osób na miejscu, bez tych na przerwie";
        needed: "People needed", "Osób potrzeba";
        surplus: "Surplus (below zero: short)", "Nadwyżka (poniżej zera: brak)";
        lines: "Lines", "Linie";
        time: "Time", "Godzina";
        shift: "Shift", "Zmiana";
        breaks: "Breaks", "Przerwy";
        paid: "Paid hours", "Godziny płatne";
        day: "Day", "Dzień";
        off: "off", "wolne";
        absent: "absent", "nieobecność";
        total: "Total", "Razem";
        holiday: "public holiday", "święto";
        fixed: "given beforehand", "wyznaczone z góry";
        prompt_title: "Shift", "Zmiana";
        prompt:
            "A shift such as 07:30-15:30, N for absent, empty for off",
            "Zmiana, np. 07:30-15:30, N – nieobecność, puste – wolne";
        refused:
            "The scenario has no such shift for this contract. Keep it all the same?",
            "Scenariusz nie ma takiej zmiany dla tej umowy. Zostawić mimo to?";
        notice:
            "The rules are a reading of Polish labour law for planning; this is not legal advice.",
            "Reguły to odczytanie prawa pracy na potrzeby planowania; nie jest to porada prawna.";
        skip: "Skip to the roster", "Przejdź do grafiku";
        wall: "Roster for the wall", "Grafik na ścianę";
        each: "One page for each person", "Strona dla każdej osoby";
        to_top: "Back to the top", "Do góry";
        calendar_shift: "Shift", "Zmiana";
        calendar_absent: "N (absent)", "N (nieobecność)";
    }
}

/// Rows of the legend: a head and its meaning.
pub fn legend(language: Language) -> [(&'static str, &'static str); 10] {
    let row = |en, pl| either(language, en, pl);
    [
        row(
            (
                "Roster",
                "One cell a person and day: a shift such as 07:30-15:30, N for any absence, empty for a day off. Change the white cells; hours, balance and the sheet Coverage follow at once.",
            ),
            (
                "Grafik",
                "Jedna komórka na osobę i dzień: zmiana, np. 07:30-15:30, N przy każdej nieobecności, pusta – dzień wolny. Zmieniaj białe komórki; godziny, różnica i arkusz Obsada przeliczają się od razu.",
            ),
        ),
        row(
            (
                "Breaks",
                "The breaks of the same shift. Where a break no longer fits a changed shift it does not count, and it is placed anew when the file is read back.",
            ),
            (
                "Przerwy",
                "Przerwy tych samych zmian. Przerwa, która nie pasuje już do zmienionej zmiany, nie liczy się; przy odczycie pliku dostaje nowe miejsce.",
            ),
        ),
        row(
            (
                "Coverage",
                "People present in each half-hour, those needed, and the difference, for every set of lines that share people.",
            ),
            (
                "Obsada",
                "Ilu ludzi jest na miejscu w każdej półgodzinie, ilu potrzeba i różnica, dla każdego zestawu linii o wspólnych konsultantach.",
            ),
        ),
        row(
            (
                "Norm",
                "Hours of the contract in these weeks: eight for each Monday to Friday that is neither a public holiday nor an absence, part time in proportion. Personal limits and hours carried over are not in it.",
            ),
            (
                "Wymiar",
                "Godziny umowy w tych tygodniach: osiem za każdy dzień od poniedziałku do piątku, który nie jest świętem ani nieobecnością; przy części etatu proporcjonalnie. Limitów osobistych i godzin przeniesionych w nim nie ma.",
            ),
        ),
        row(("Bold", "A shift given beforehand."), ("Pogrubienie", "Zmiana wyznaczona z góry.")),
        row(("Blue", "Ends in the evening."), ("Niebieskie tło", "Zmiana kończy się wieczorem.")),
        row(("Orange", "A public holiday."), ("Pomarańczowe tło", "Święto.")),
        row(("Grey", "Saturday or Sunday."), ("Szare tło", "Sobota lub niedziela.")),
        row(
            ("Red", "Text that is no shift, or people short."),
            ("Czerwone tło", "Tekst, który nie jest zmianą, albo brak ludzi."),
        ),
        row(
            (
                "Reading back",
                "obsada check FILE.xlsx says which rules are broken; obsada roster SCENARIO --repair FILE.xlsx --absent NAME@DAY mends it. Leave rows, names and dates where they are: people are added in the scenario.",
            ),
            (
                "Odczyt",
                "obsada check PLIK.xlsx mówi, które reguły są złamane; obsada roster SCENARIUSZ --repair PLIK.xlsx --absent OSOBA@DZIEŃ naprawia grafik. Wierszy, osób i dat nie przestawiaj: osoby dodaje się w scenariuszu.",
            ),
        ),
    ]
}

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
