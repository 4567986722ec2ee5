//! What the hours proposal says, in both languages.

use super::macros::{either, say, words};
use super::through_day::stretch;
use crate::domain::clock::TimeOfDay;
use crate::domain::measure::{Between, LevelOf, MeasureName, MeasureUnit, Over};
use crate::domain::units::{Basis, Language};
use Language::{En, Pl};

words! {
    /// Headings, heads of columns and short remarks.
    words -> Words {
        kicker: "Opening hours: a proposal for decision", "Godziny otwarcia: wniosek do decyzji";
        recommendation: "Recommendation", "Zalecenie";
        present_then: "The present hours and the proposal, with ranges", "Obecne godziny i propozycja, z zakresami";
        cost: "Cost in full-time posts and money", "Koszt w etatach i w pieniądzach";
        promise_costs: "What each promise costs", "Ile kosztuje każdy cel";
        loosened: "a quarter looser", "o jedną czwartą łagodniejszy";
        saved_loosened: "less a week then", "wtedy mniej w tygodniu";
        saved_dropped: "less without it", "mniej bez niego";
        wait_dropped: "mean wait then", "średni czas oczekiwania wtedy";
        steps: "What each longer closing time costs and buys", "Ile kosztuje i co daje każde późniejsze zamknięcie";
        waits_staffing: "Waits and staffing by half-hour", "Czas oczekiwania i obsada w półgodzinach";
        frontier: "Cost against wait", "Koszt a czas oczekiwania";
        budget: "The same money: the best wait for the paid hours of the present plan", "Te same pieniądze: najkrótsze czekanie za płatne godziny planu obecnych godzin otwarcia";
        change: "What could change our mind", "Co mogłoby zmienić zalecenie";
        chances: "Chance that a promise is missed", "Ryzyko niedotrzymania celu";
        definitions: "Definitions", "Definicje";
        assumptions: "What the figures rest on", "Na czym opierają się wyniki";
        provenance: "Where this memo comes from", "Skąd pochodzi ten dokument";
        choose: "Choose a closing time and a demand response", "Wybierz godzinę zamknięcia i reakcję popytu";
        closing: "open until", "otwarte do";
        response: "demand response", "reakcja popytu";
        low: "low", "niska";
        central: "central", "środkowa";
        high: "high", "wysoka";
        measure: "a week", "w tygodniu";
        present: "present hours, planned", "obecne godziny, plan";
        proposal: "proposal", "propozycja";
        recommended: "recommended", "zalecane";
        result: "result", "wynik";
        cost_week: "cost", "koszt";
        extra_week: "more than present hours", "więcej niż przy obecnych";
        cost_year: "more a year (52 weeks)", "więcej rocznie (52 tyg.)";
        paid_hours: "paid hours", "płatne godziny";
        posts: "full-time posts", "etaty";
        half_hour: "each extra half-hour", "każde pół godziny";
        served: "calls served", "obsłużone połączenia";
        further: "further calls", "dodatkowe połączenia";
        evening_calls: "evening calls", "połączenia wieczorne";
        per_call: "cost per further call", "koszt dodatkowego połączenia";
        evenings: "evening shifts", "zmiany wieczorne";
        minutes: "callers' minutes waited", "minuty czekania dzwoniących";
        callers_cost: "callers' cost of waiting", "koszt czekania dzwoniących";
        wait: "mean wait", "średni czas oczekiwania";
        peak_wait: "mean wait in the peak", "średni czas oczekiwania w szczycie";
        level: "service level", "poziom obsługi";
        above_least: "above least, at most", "ponad minimum, najwyżej";
        check: "check", "kontrola";
        passed: "passed", "zgodna";
        failed: "FAILED", "NIEZGODNA";
        breaks: "breaks a promise", "nie dotrzymuje celu";
        promises_kept: "promises kept", "cele dotrzymane";
        no_plan: "no plan", "brak planu";
        against: "against", "wobec";
        start: "from", "od";
        required: "required", "potrzebni";
        at_phone: "at the phone", "przy telefonie";
        on_duty: "on duty", "na zmianie";
        promised: "promised", "obiecany";
        by_formula: "by formula", "wg wzoru";
        through_day: "through the day", "z kolejką przez dzień";
        bound: "proven at least", "dowiedzione minimum";
        number: "number", "wielkość";
        basis: "known as", "skąd znana";
        range: "range", "zakres";
        net: "extra cost less worth of calls", "dodatkowy koszt po odjęciu wartości połączeń";
        difference: "extra cost", "dodatkowy koszt";
        fixed_wait: "wait, staffing as it is", "czekanie przy tej obsadzie";
        best: "recommended there", "wtedy zalecane";
        from_value: "worth of a served call, from", "wartość połączenia, od";
        proven_range: "proven between", "dowiedziony przedział";
        share_best: "recommended in … of samples", "zalecane w … prób";
        promise: "promise", "cel";
        missed_proposal: "missed, proposal", "niedotrzymany, propozycja";
        missed_present: "missed, present hours", "niedotrzymany, obecne godziny";
        any_promise: "any of them", "którykolwiek";
        correction: "queue ÷ sketch", "kolejka ÷ szkic";
        table: "The figures as a table", "Liczby w tabeli";
        value: "value", "wartość";
        note: "note", "uwaga";
        nothing: "No number of the scenario has a range, so nothing can be said about what could change.", "Żadna liczba scenariusza nie ma zakresu, więc nie wiadomo, co mogłoby się zmienić.";
        panels_note: "Half-hour by half-hour figures, and those of every closing time and demand response, are in --format html and json.", "Liczby półgodzina po półgodzinie oraz dla każdej godziny zamknięcia i reakcji popytu są w --format html i json.";
        figures_key: "Figures of this choice", "Wyniki tego wyboru";
        waits_picture: "Mean wait by half-hour", "Średni czas oczekiwania w półgodzinach";
        staff_picture: "Consultants at the phone against requirement", "Konsultanci przy telefonie i potrzebni";
        frontier_picture: "Cost a week against mean wait", "Koszt tygodnia a średni czas oczekiwania";
        tornado_picture: "How far each number moves the advantage", "Jak bardzo każda wielkość zmienia przewagę";
        others: "other closing times", "inne godziny zamknięcia";
        skip: "Skip to the recommendation", "Przejdź do zalecenia";
        served_call_key: "worth of a served call", "wartość obsłużonego połączenia";
        print_note: "Printed without the control: the recommended hours under the central demand response are shown.", "Wydruk bez przełącznika: pokazano zalecane godziny przy środkowej reakcji popytu.";
    }
}

/// `stated`, `estimated`, `assumed`.
pub fn basis(basis: Basis, language: Language) -> &'static str {
    super::labels(language).basis[match basis {
        Basis::Stated => 0,
        Basis::Estimated => 1,
        Basis::Assumed => 2,
    }]
}

/// The headline.
pub fn headline(label: &str, lines: &str, stay: bool, language: Language) -> String {
    match stay {
        true => say!(
            language,
            "Keep {lines} open until {label}, as now.",
            "{lines}: pozostawić obecne zamknięcie o {label}."
        ),
        false => say!(
            language,
            "Extend the opening hours of {lines} to {label}.",
            "{lines}: wydłużyć godziny otwarcia do {label}."
        ),
    }
}

/// What the longer hours cost and buy, against the present hours.
pub fn trade(figures: &Trade, language: Language) -> String {
    let Trade { label, present, cost, year, further, moved, evenings, per_call } = figures;
    let noun = |count: &str, one, many| if count == "1" { one } else { many };
    let (calls, callers) = (noun(further, "call", "calls"), noun(moved, "caller", "callers"));
    let shifts = noun(evenings, "shift", "shifts");
    let each = match per_call {
        Some(each) => say!(
            language,
            " Each further call costs {each}.",
            " Jedno dodatkowe połączenie kosztuje {each}."
        ),
        None => say!(
            language,
            " No further call would be served.",
            " Żadne dodatkowe połączenie nie byłoby obsłużone."
        ),
    };
    say!(
        language,
        "Until {label} instead of {present} costs {cost} more a week ({year} a year), serves {further} further {calls} a week, lets {moved} {callers} a week ring in the evening instead of by day, and asks for {evenings} more evening {shifts} of consultants a week.{each}",
        "Do {label} zamiast {present}: koszt tygodnia wyższy o {cost} ({year} rocznie), dodatkowo obsłużone połączenia w tygodniu: {further}, przeniesione z dnia na wieczór: {moved}, dodatkowe wieczorne zmiany konsultantów: {evenings}.{each}"
    )
}

/// Figures of [`trade`], as text.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Trade {
    pub label: String,
    pub present: String,
    pub cost: String,
    pub year: String,
    pub further: String,
    pub moved: String,
    pub evenings: String,
    pub per_call: Option<String>,
}

/// The rule, with or without a stated worth; where numbers are uncertain, on average over the draws.
pub fn rule(served_call: Option<String>, drawn: bool, language: Language) -> String {
    let average = match drawn {
        true => either(
            language,
            " All of it on average over the draws of the uncertain numbers.",
            " Wszystko średnio po losowaniach niepewnych wielkości.",
        ),
        false => "",
    };
    let rule = of_worth(served_call, language);
    format!("{rule}{average}")
}

fn of_worth(served_call: Option<String>, language: Language) -> String {
    match served_call {
        Some(value) => say!(
            language,
            "The rule: of the hours that keep every promise, the least cost less {value} for each call served (the worth that the scenario gives; it is a judgement). Calls that only move to the evening are served either way and count for nothing.",
            "Reguła: spośród godzin, które dotrzymują wszystkich celów, najmniejszy koszt po odjęciu {value} za każde obsłużone połączenie (wartość podana w scenariuszu; to ocena, nie pomiar). Połączenia tylko przeniesione na wieczór byłyby obsłużone i tak, więc się nie liczą."
        ),
        None => say!(
            language,
            "The rule: the scenario does not say what a served call is worth, so the cheapest hours that keep every promise are recommended. The table says from which worth on longer hours become right.",
            "Reguła: scenariusz nie podaje wartości obsłużonego połączenia, więc zalecane są najtańsze godziny, które dotrzymują wszystkich celów. Tabela mówi, od jakiej wartości słuszne są dłuższe godziny."
        ),
    }
}

/// Whether bounds prove the choice.
pub fn proven(proven: bool, language: Language) -> &'static str {
    match proven {
        true => either(
            language,
            "With central numbers the ranking is proven: the bounds, which hold for every plan that keeps the promises through the day, leave no other hours better.",
            "Przy wartościach środkowych kolejność jest dowiedziona: ograniczenia dolne, ważne dla każdego planu, który dotrzymuje celów przez dzień, nie dopuszczają lepszych godzin.",
        ),
        false => either(
            language,
            "With central numbers the bounds leave open whether other hours come out a little better.",
            "Przy wartościach środkowych ograniczenia dolne nie wykluczają, że inne godziny są nieco lepsze.",
        ),
    }
}

/// The present hours could not be planned.
pub fn not_present(language: Language) -> &'static str {
    either(
        language,
        "The present hours are no candidate or cannot be planned; the shortest that can stand for them.",
        "Obecne godziny nie są wariantem albo nie da się ich zaplanować; zastępują je najkrótsze, które się da.",
    )
}

/// About the frontier.
pub fn frontier(language: Language) -> &'static str {
    either(
        language,
        "Here the promises are replaced by one: the mean wait of each line over the week. Each point is the cheapest plan found for such a promise by the formula; what its callers wait, the line that waits longest, is followed through the day. Only points that no other beats are shown. No plan that keeps the promise by the formula costs less than the proven bound.",
        "Cele zastąpiono tu jednym: średnim czasem oczekiwania na każdej linii w tygodniu. Każdy punkt to najtańszy plan znaleziony dla takiego celu według wzoru; czas oczekiwania, na linii czekającej najdłużej, policzono z kolejką przez dzień. Pokazano tylko punkty, których żaden inny nie przewyższa. Żaden plan dotrzymujący celu według wzoru nie kosztuje mniej niż dowiedzione minimum.",
    )
}

/// About the budget.
pub fn budget(hours: &str, language: Language) -> String {
    say!(
        language,
        "If no more than the {hours} paid hours a week of the present hours, planned, may be used, longer hours thin out the rest of the day. The best plan found for each closing time (by halving the promise; not proven the best):",
        "Jeśli wolno użyć najwyżej {hours} płatnych godzin w tygodniu, jak w planie obecnych godzin, dłuższe godziny otwarcia rozrzedzają obsadę w ciągu dnia. Najlepszy plan znaleziony dla każdej godziny zamknięcia (przez połowienie celu; bez dowodu, że najlepszy):"
    )
}

/// Where the memo comes from.
pub fn provenance(
    version: &str,
    file: &str,
    sha256: &str,
    seed: u64,
    language: Language,
) -> String {
    say!(
        language,
        "Made by obsada {version} from {file} (SHA-256 {sha256}), seed {seed}. Plans keep their promises with the queue carried through the day; each was recomputed by independent code.",
        "Sporządził obsada {version} z pliku {file} (SHA-256 {sha256}), ziarno {seed}. Plany dotrzymują celów z kolejką przechodzącą przez dzień; każdy przeliczył niezależny kod."
    )
}

/// Words and what they mean.
pub fn definitions(
    peak: [TimeOfDay; 2],
    of: LevelOf,
    language: Language,
) -> Vec<(&'static str, String)> {
    let w = words(language);
    let [from, to] = peak;
    let text = |en: &str, pl: &str| match language {
        En => en.to_owned(),
        Pl => pl.to_owned(),
    };
    vec![
        (
            w.cost_week,
            text(
                "wages with premiums and the cost of keeping lines open, a week; callers' waiting is apart.",
                "wynagrodzenia z dodatkami i koszt otwarcia linii, w tygodniu; czekanie dzwoniących osobno.",
            ),
        ),
        (w.posts, text("paid hours ÷ 40.", "płatne godziny ÷ 40.")),
        (
            w.wait,
            text(
                "mean time in the queue over all calls offered in opening hours, with the queue carried from each half-hour into the next.",
                "średni czas w kolejce wszystkich połączeń przychodzących w godzinach otwarcia, z kolejką przechodzącą z półgodziny na półgodzinę.",
            ),
        ),
        (
            w.peak_wait,
            say!(
                language,
                "the same for calls from {from} to {to}, the busiest three hours of the compared lines.",
                "to samo dla połączeń od {from} do {to}, trzech najbardziej obciążonych godzin porównywanych linii."
            ),
        ),
        (w.level, super::level_means(of, language).to_owned()),
        (
            w.served,
            text(
                "first calls in opening hours whose callers are answered, at once or when they call again, all lines together; callers who hang up for good are not served.",
                "pierwsze połączenia w godzinach otwarcia, które odebrano od razu lub przy ponownej próbie, wszystkie linie razem; kto się rozłączy i nie zadzwoni ponownie, nie jest obsłużony.",
            ),
        ),
        (
            w.further,
            text(
                "calls served that were not served before; calls that move from day to evening are not among them.",
                "połączenia obsłużone, które wcześniej nie były; bez przeniesionych z dnia na wieczór.",
            ),
        ),
        (
            w.evening_calls,
            text(
                "calls after the present close, moved ones included.",
                "połączenia po obecnym zamknięciu, z przeniesionymi.",
            ),
        ),
        (
            w.evenings,
            text(
                "shifts of one consultant on one day that end after the present close of the compared line.",
                "zmiany jednego konsultanta jednego dnia, które kończą się po obecnym zamknięciu porównywanej linii.",
            ),
        ),
        (
            w.required,
            text(
                "consultants at the phone that the promises ask for in that half-hour by itself; average of the open days.",
                "konsultanci przy telefonie, których wymagają cele w samej tej półgodzinie; średnia z dni otwarcia.",
            ),
        ),
        (
            w.at_phone,
            text(
                "on duty and not on a break, less the share of time away from the phone.",
                "na zmianie, nie na przerwie, po odjęciu czasu poza telefonem.",
            ),
        ),
        (
            w.above_least,
            text(
                "proven: the cost exceeds the least possible for these hours by no more than this share.",
                "dowiedzione: koszt przekracza najmniejszy możliwy dla tych godzin najwyżej o ten udział.",
            ),
        ),
    ]
}

/// What the table of promises is.
pub fn promise_costs(label: &str, resolution: &str, language: Language) -> String {
    say!(
        language,
        "The hours recommended ({label}), planned again with one promise loosened or left out and all others kept: how much less the week then costs, as far as a cheaper plan was found. Amounts below {resolution} are not told apart from nothing.",
        "Zalecane godziny ({label}) zaplanowane ponownie z jednym celem złagodzonym albo pominiętym, przy zachowaniu pozostałych: o ile tydzień kosztuje wtedy mniej, na ile znaleziono tańszy plan. Kwot poniżej {resolution} nie da się odróżnić od zera."
    )
}

/// A value of a measure: a time, a share or a number of people.
pub fn value(measure: MeasureName, value: f64, language: Language) -> String {
    match measure.unit() {
        MeasureUnit::Seconds => super::numbers::duration(value, language),
        MeasureUnit::Share => super::numbers::percent(value, 1, language),
        MeasureUnit::Agents => super::numbers::number(value, 0, language),
    }
}

/// A promise as a phrase, with its threshold.
pub fn promise_of(
    (measure, threshold): (MeasureName, &str),
    over: Over,
    between: Option<Between>,
    language: Language,
) -> String {
    taken_over(&super::promise_name(measure, threshold, language), over, between, language)
}

/// A promise as a phrase.
pub fn promise(
    measure: MeasureName,
    over: Over,
    between: Option<Between>,
    language: Language,
) -> String {
    taken_over(super::measure_name(measure, language), over, between, language)
}

fn taken_over(what: &str, over: Over, between: Option<Between>, language: Language) -> String {
    let labels = super::labels(language);
    let over = match over {
        Over::Interval => labels.each_interval,
        Over::Day => labels.each_day,
        Over::Week => labels.whole_week,
    };
    format!("{what}, {over}{}", stretch(between, language))
}
