//! The page of `explore`, in a real browser where there is one.

mod apart;
mod board;
mod browser;
mod desk;
mod nothing;
mod planner;
mod strange;
