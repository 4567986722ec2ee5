//! How English stands beside Polish: tables of short phrases with `words!`, whole sentences with
//! `say!`, and anything else with [`either`].

use crate::domain::units::Language;

/// A table of phrases: each line names a phrase and gives it in English and in Polish. A name with a length,
/// `days[7]`, is a list of phrases. Before the arrow stands the function that returns the table of a
/// language.
macro_rules! words {
    ($(#[$about:meta])* $function:ident -> $table:ident {
        $($field:ident $([$length:literal])?: $en:expr, $pl:expr;)*
    }) => {
        $(#[$about])*
        #[derive(Debug)]
        #[allow(missing_docs)]
        pub struct $table {
            $(pub $field: $crate::report::words::macros::words!(@kind $($length)?),)*
        }

        /// The words of a language.
        pub fn $function(language: $crate::domain::units::Language) -> &'static $table {
            const ENGLISH: $table = $table { $($field: $en,)* };
            const POLISH: $table = $table { $($field: $pl,)* };
            $crate::report::words::macros::either(language, &ENGLISH, &POLISH)
        }
    };
    (@kind) => { &'static str };
    (@kind $length:literal) => { [&'static str; $length] };
}

/// A sentence in the language of the reader; figures in braces are filled in as by `format!`.
macro_rules! say {
    ($language:expr, $en:literal, $pl:literal $(,)?) => {
        match $language {
            $crate::domain::units::Language::En => format!($en),
            $crate::domain::units::Language::Pl => format!($pl),
        }
    };
}

pub(crate) use {say, words};

/// The English or the Polish one of two.
pub fn either<T>(language: Language, en: T, pl: T) -> T {
    match language {
        Language::En => en,
        Language::Pl => pl,
    }
}
