//! Causes in sweeps: E961 to E968.

use super::causes;

causes! {
    /// What is wrong with a sweep, or with how it is run.
    SweepCause {
        /// A file that is no sweep, in the words of its parser.
        "E961" NotSweep { parser: String },
        /// A key that the scenario does not have, and the part of it that is not found.
        "E962" NoSuchKey { key: String, part: String },
        /// Nothing that varies.
        "E963" NothingVaries,
        /// A list of values without a value, or a variant that sets nothing.
        "E963" EmptyList { key: String },
        /// Draws of a scenario in which no number has a range.
        "E964" NothingToDraw { file: String },
        /// More variants than are run.
        "E965" TooMany { variants: u64, most: u64 },
        /// A text that is no shard.
        "E966" NotShard { text: String },
        /// Shards without a word of which one this is.
        "E966" WhichShard { shards: u32 },
        /// A folder that holds another sweep.
        "E967" OtherSweep { folder: String },
        /// A sweep without a folder for what comes out.
        "E968" NoFolder,
    }
}
