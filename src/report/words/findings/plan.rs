//! Faults of a plan's proof, candidates, lines and intervals.

use crate::domain::finding::{Broken, Fault};
use crate::domain::measure::{Direction, MeasureUnit};
use crate::domain::units::Language;
use crate::report::words::macros::{either, say};
use crate::report::words::measure_name;

/// A fault of this kind as a phrase; `None` if it is of another.
pub(super) fn phrase(fault: &Fault, language: Language) -> Option<String> {
    let fixed = |en: &str, pl: &str| either(language, en, pl).to_owned();
    Some(match fault {
        Fault::BoundAboveObjective { bound, objective } => say!(
            language,
            "the bound {bound} lies above the objective {objective}",
            "ograniczenie dolne {bound} leży powyżej wartości celu {objective}"
        ),
        Fault::StatusAgainstGap { status, gap } => say!(
            language,
            "status {status} does not fit a plan with a gap of {gap}",
            "wynik {status} nie pasuje do planu o luce {gap}"
        ),
        Fault::StatusAgainstFigure { status, what, given } => {
            let given = match given {
                true => either(language, "given", "podano"),
                false => either(language, "missing", "brakuje"),
            };
            say!(
                language,
                "its status is {status}, but {what} is {given}",
                "wynik to {status}, a {what}: {given}"
            )
        }
        Fault::StatusOfPlan { status, plan } => say!(
            language,
            "its status is {status}, the recommended plan's is {plan}",
            "wynik to {status}, a zalecanego planu {plan}"
        ),
        Fault::ProofMissing => fixed(
            "objective, bound or gap is missing",
            "brakuje wartości celu, ograniczenia dolnego lub luki",
        ),
        Fault::OtherCandidates { claimed, expected } => say!(
            language,
            "the plan lists {claimed}, the scenario has {expected}",
            "plan wymienia {claimed}, scenariusz ma {expected}"
        ),
        Fault::BreaksPromises { keeper } => say!(
            language,
            "it breaks promises that candidate {keeper} keeps",
            "nie dotrzymuje celów, których dotrzymuje wariant {keeper}"
        ),
        Fault::OpenLonger { other, hours, own } => say!(
            language,
            "open for {own} hours, though candidate {other} with {hours} hours is not told apart from the best",
            "otwarte {own} godz., choć wariantu {other} ({hours} godz.) nie da się odróżnić od najlepszego"
        ),
        Fault::Dearer { objective, other, cheaper } => say!(
            language,
            "its cost less the worth of answered calls is {objective}, that of candidate {other} is {cheaper}",
            "koszt po odjęciu wartości odebranych połączeń to {objective}, a wariantu {other} {cheaper}"
        ),
        Fault::ReportedTimes { times } => say!(
            language,
            "reported {times} times instead of once",
            "podana {times} razy zamiast raz"
        ),
        Fault::ReportedByPlan { times } => say!(
            language,
            "the plan reports it {times} times instead of once",
            "plan podaje ją {times} razy zamiast raz"
        ),
        Fault::NoSuchGroup => {
            fixed("the scenario has no such group", "scenariusz nie ma takiej grupy")
        }
        Fault::NoSuchLine => {
            fixed("the scenario has no such line", "scenariusz nie ma takiej linii")
        }
        Fault::RowTwice => fixed("the row is there twice", "wiersz występuje dwa razy"),
        Fault::TooManyShifts { held, most } => say!(
            language,
            "{held} are more than {most}; nothing is recounted",
            "{held} to więcej niż {most}; nic nie jest przeliczane"
        ),
        Fault::SearchNotRecounted => fixed(
            "not recounted: the name of the solver, bounds beyond that they fit their gaps, and how the search went (its rounds, what it began with, what it was tightened to, what stopped it)",
            "nie przeliczono: nazwy programu szukającego, oszacowań poza ich zgodnością z lukami oraz przebiegu szukania (rund, początku, zaostrzeń, przyczyny końca)",
        ),
        Fault::OnlyPlayedOut => fixed(
            "held only against weeks played out: the wait of the answered and the time worked after closing; half-widths, the number of weeks they come from and figures by the formula beside them are not recounted",
            "porównano tylko z rozegranymi tygodniami: czekanie odebranych i pracę po zamknięciu; szerokości przedziałów, liczby tygodni, z których pochodzą, i liczb według wzoru obok nich nie przeliczono",
        ),
        Fault::OthersNotRecounted => fixed(
            "not recounted: what callers experience and what is paid at closing times that are not recommended, beyond what follows from their other figures; their shifts are not given",
            "nie przeliczono: obsługi i płac przy godzinach, których nie zalecono, poza tym, co wynika z ich innych liczb; ich zmian nie podano",
        ),
        Fault::StepsNotRecounted => fixed(
            "not recounted: what fewer shift times cost; the shifts of these plans are not given",
            "nie przeliczono: kosztu planów o mniejszej liczbie godzin zmian; ich zmian nie podano",
        ),
        Fault::TodayAsTold => fixed(
            "not recounted: the figures of today, which are the scenario's own and held against it word for word; and how many people the same hours need where other hours are recommended",
            "nie przeliczono: liczb stanu dzisiejszego, które podaje scenariusz (porównano je z nim słowo w słowo), oraz liczby osób potrzebnych przy tych samych godzinach, gdy zalecono inne",
        ),
        Fault::RosterSearchNotRecounted => fixed(
            "not recounted: bounds beyond that they fit their values and gaps, the deviation that fairness is measured by, needs that averages bring, and how the search went (how often a week was solved again, what it was raised to and by what it was held up)",
            "nie przeliczono: oszacowań poza ich zgodnością z wartościami i lukami, odchylenia sprawiedliwości, potrzeb wynikających ze średnich oraz przebiegu szukania (ile razy planowano tydzień, do czego zaostrzono i co stanęło na przeszkodzie)",
        ),
        Fault::AdviceNotRecounted => fixed(
            "not recounted: what granting a wish would take, where exactly a shortage lies and why each person cannot fill it, and what would remain short if something were given up",
            "nie przeliczono: czego wymagałoby spełnienie życzenia, gdzie dokładnie jest brak i dlaczego kto nie może go uzupełnić oraz ile by brakowało po ustępstwie",
        ),
        Fault::NothingThroughDay => fixed(
            "the roster tells nothing of waits through the day; its promises are held by the formula alone",
            "grafik nic nie mówi o czekaniu w ciągu dnia; jego obietnice sprawdzono tylko wzorem",
        ),
        Fault::WishesNotTold => fixed(
            "the roster does not tell what became of wishes; they are counted in its stage alone",
            "grafik nie mówi, co stało się z życzeniami; policzono je tylko w jego etapie",
        ),
        Fault::RowMissing => fixed("the row is missing", "brakuje wiersza"),
        Fault::NoSuchSet => fixed(
            "no such lines share consultants at this time",
            "takie linie nie dzielą wtedy konsultantów",
        ),
        Fault::NoSuchClosing { claimed } => say!(
            language,
            "{claimed} is none of the line's closing times",
            "{claimed} nie jest żadną z godzin zamknięcia tej linii"
        ),
        Fault::UnknownLines => fixed(
            "the scenario does not have all its lines",
            "scenariusz nie ma wszystkich tych linii",
        ),
        Fault::NotForEachLine => fixed(
            "it does not give calls and agents for each of its lines",
            "nie podaje połączeń i konsultantów dla każdej swojej linii",
        ),
        Fault::CallsOfNoClosing { line, calls } => say!(
            language,
            "calls of line {line} are claimed as {calls}, which no closing brings",
            "połączenia linii {line}: podano {calls}, czego nie daje żadna godzina zamknięcia"
        ),
        Fault::Separate { line, claimed, recomputed } => say!(
            language,
            "separate is claimed as {claimed} for line {line}, recomputed {recomputed}",
            "osobna obsada linii {line}: podano {claimed}, przeliczono {recomputed}"
        ),
        Fault::FewerAttempts { attempts } => say!(
            language,
            "attempts_per_week {attempts} are fewer than its calls",
            "attempts_per_week {attempts}: mniej niż połączeń"
        ),
        Fault::KeptByClaimOnly { played, promised } => say!(
            language,
            "is claimed to be kept; in weeks played out it is {played}, and {promised} is promised",
            "według planu cel jest dotrzymany; w odegranych tygodniach wychodzi {played}, obiecano {promised}"
        ),
        Fault::NotReached { reached, promised } => say!(
            language,
            "{reached} reached, {promised} promised",
            "osiągnięto {reached}, obiecano {promised}"
        ),
        Fault::TooManySets => fixed(
            "too many sets of lines share consultants to check them all",
            "zbyt wiele zestawów linii dzieli konsultantów, by sprawdzić wszystkie",
        ),
        Fault::OnDuty { agents, people, required } => say!(
            language,
            "{agents} agents on duty, {people} required for {required} at the phone",
            "obecnych konsultantów {agents}, a potrzeba {people}, by {required} było przy telefonie"
        ),
        Fault::AtPhone { agents, required } => say!(
            language,
            "{agents} agents at the phone, {required} required",
            "konsultantów przy telefonie {agents}, wymaganych {required}"
        ),
        Fault::Overloaded { agents, load } => say!(
            language,
            "{agents} agents at the phone cannot keep up with {load} erlangs",
            "konsultantów przy telefonie {agents}: nie nadążą z ruchem {load} erlangów"
        ),
        Fault::Broken { promise, value, promised } => broken(*promise, *value, *promised, language),
        Fault::FiguresMissing => fixed("its figures are missing", "brakuje wyników"),
        Fault::ReachedMissing => fixed(
            "what is reached through the day is missing",
            "brakuje wartości osiąganej w ciągu dnia",
        ),
        Fault::MetThroughDay { claimed, value, met } => say!(
            language,
            "met through the day is claimed as {claimed}, at {value} it is {met}",
            "spełnienie w ciągu dnia: podano {claimed}, przy {value} jest {met}"
        ),
        Fault::ReachedOtherwise { claimed, own } => say!(
            language,
            "reached through the day is {claimed}, the line's own figure {own}",
            "w ciągu dnia osiągnięto {claimed}, a wynik samej linii to {own}"
        ),
        _ => return None,
    })
}

fn broken(promise: Broken, value: f64, promised: f64, language: Language) -> String {
    let what = measure_name(promise.measure, language);
    let threshold = promise.threshold_s.map_or(String::new(), |s| format!(" ({s} s)"));
    let unit = if promise.measure.unit() == MeasureUnit::Seconds { " s" } else { "" };
    let most = match promise.measure.direction() {
        Direction::AtMost => either(language, "at most", "najwyżej"),
        Direction::AtLeast => either(language, "at least", "co najmniej"),
    };
    say!(
        language,
        "{what} {value}{unit}{threshold}, promised {most} {promised}{unit}",
        "{what}: {value}{unit}{threshold}, obiecano {most} {promised}{unit}"
    )
}
