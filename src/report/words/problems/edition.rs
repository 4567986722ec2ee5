//! Why a roster cannot be published, or not be set against the one that was.

use super::{Both, both};
use crate::domain::cause::EditionFault;

pub(super) fn words(file: &str, fault: &EditionFault) -> Both {
    match fault {
        EditionFault::NotPublished => both!(
            [
                "{file} is a draft: it was never published",
                "either name the file that `obsada publish` wrote, or leave --published out"
            ],
            [
                "{file} to projekt, którego nie opublikowano",
                "albo podaj plik zapisany przez `obsada publish`, albo pomiń --published"
            ]
        ),
        EditionFault::AlreadyPublished { version } => both!(
            [
                "{file} is published already, as version {version}",
                "change it with `obsada roster` (--repair, --swap, or made anew) and publish the draft that comes of it"
            ],
            [
                "{file} jest już opublikowany jako wersja {version}",
                "zmień go przez `obsada roster` (--repair, --swap albo od nowa) i opublikuj powstały projekt"
            ]
        ),
        EditionFault::BeforeMissing { version } => both!(
            [
                "{file} was drafted to follow version {version}, which is not given",
                "name the file of that version with --published"
            ],
            [
                "{file} powstał jako następca wersji {version}, a jej nie podano",
                "podaj plik tej wersji w --published"
            ]
        ),
        EditionFault::OtherWeeks => both!(
            [
                "{file} shares no day with this roster",
                "either name the version published for these weeks, or leave --published out where there is none"
            ],
            [
                "{file} nie ma z tym grafikiem żadnego wspólnego dnia",
                "albo podaj wersję opublikowaną dla tych tygodni, albo pomiń --published, jeśli takiej nie ma"
            ]
        ),
        EditionFault::Backwards { on, earlier } => both!(
            [
                "it cannot be handed out on {on}: {file} was published on {earlier}",
                "give the day on which it is handed out, {earlier} or later"
            ],
            [
                "nie można go przekazać {on}: {file} opublikowano {earlier}",
                "podaj dzień przekazania, {earlier} lub późniejszy"
            ]
        ),
        EditionFault::NothingNew { version } => both!(
            [
                "{file} says what version {version} says: there is nothing to publish",
                "keep version {version}"
            ],
            [
                "{file} mówi to samo, co wersja {version}: nie ma czego publikować",
                "pozostań przy wersji {version}"
            ]
        ),
    }
}
