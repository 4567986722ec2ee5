//! The memo: a page that decides, a page on callers and promises, and an annex with all that stands behind.

use super::document::{Block, Part};
use super::{View, annex, decision, effects};

/// The whole memo but for its title.
pub(super) fn blocks(view: &View<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    decision::decision(view, &mut blocks);
    blocks.push(Block::Part(Part::Effects));
    effects::effects(view, &mut blocks);
    blocks.push(Block::Part(Part::Annex));
    annex::annex(view, &mut blocks);
    blocks
}
