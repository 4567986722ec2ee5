//! Independent checks of a plan and of a roster. They read the wire by themselves and share no code with
//! the models that they check.

pub mod check;
pub mod roster_check;
