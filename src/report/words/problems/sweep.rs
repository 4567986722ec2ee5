//! Sweeps: E961 to E968.

use super::pieces::json_fault;
use super::{Both, both};
use crate::domain::cause::SweepCause;

/// The sentences of a cause.
pub(super) fn both(cause: &SweepCause) -> Both {
    match cause {
        SweepCause::NotSweep { parser } => {
            let polish = json_fault(parser);
            both!(
                [
                    "this is not a sweep: {parser}",
                    "write `scenario = \"FILE\"` and tables `[[vary]]` with `key` and `values`, or `[[variant]]` with `set`"
                ],
                [
                    "to nie jest opis wariantów: {polish}",
                    "napisz `scenario = \"PLIK\"` i tabele `[[vary]]` z `key` i `values` albo `[[variant]]` z `set`"
                ]
            )
        }
        SweepCause::NoSuchKey { key, part } => both!(
            [
                "the scenario has no `{part}`, to which the key `{key}` leads",
                "name tables and lists as in the scenario, members of a list by `id` or number, such as `line.city.target.1.mean_wait`"
            ],
            [
                "w scenariuszu nie ma `{part}`, do którego prowadzi klucz `{key}`",
                "podaj tabele i listy jak w scenariuszu, a elementy listy przez `id` albo numer, np. `line.city.target.1.mean_wait`"
            ]
        ),
        SweepCause::NothingVaries => both!(
            ["nothing varies", "give `[[vary]]`, `[[variant]]`, or a number of `draws`"],
            ["nic się nie zmienia", "podaj `[[vary]]`, `[[variant]]` albo liczbę losowań `draws`"]
        ),
        SweepCause::EmptyList { key } => both!(
            ["`{key}` is given nothing to be set to", "either give it values, or leave it out"],
            ["`{key}` nie dostaje żadnej wartości", "albo podaj wartości, albo pomiń ten klucz"]
        ),
        SweepCause::NothingToDraw { file } => both!(
            [
                "draws are asked for, but no number of {file} has a range",
                "either give numbers `low` and `high`, or leave `draws` out"
            ],
            [
                "zażądano losowań, ale żadna liczba w {file} nie ma przedziału",
                "albo podaj przy liczbach `low` i `high`, albo pomiń `draws`"
            ]
        ),
        SweepCause::TooMany { variants, most } => both!(
            [
                "{variants} variants are more than the {most} that are run",
                "either give fewer values, or make several sweeps"
            ],
            [
                "wariantów jest {variants}, a najwięcej może ich być {most}",
                "albo podaj mniej wartości, albo podziel warianty na kilka opisów"
            ]
        ),
        SweepCause::NotShard { text } => both!(
            [
                "`{text}` is no shard",
                "write the number of the shard and how many there are, such as 3/8"
            ],
            ["`{text}` nie jest częścią podziału", "napisz numer części i ile ich jest, np. 3/8"]
        ),
        SweepCause::WhichShard { shards } => both!(
            [
                "nothing says which of the {shards} shards this is",
                "either run it as an array of that many tasks, or say which one with --shard"
            ],
            [
                "nic nie mówi, która to z części ({shards})",
                "albo uruchom to jako tablicę tylu zadań, albo podaj część przez --shard"
            ]
        ),
        SweepCause::OtherSweep { folder } => both!(
            [
                "{folder} holds another sweep, or this one of another scenario or version",
                "either name another folder, or begin anew there with --force"
            ],
            [
                "w folderze {folder} są inne warianty albo te same innego scenariusza lub innej wersji",
                "albo podaj inny folder, albo zacznij w nim od nowa z --force"
            ]
        ),
        SweepCause::NoFolder => both!(
            ["a sweep needs a folder for what comes out", "name one with --output"],
            ["potrzebny jest folder na wyniki", "podaj go przez --output"]
        ),
    }
}
