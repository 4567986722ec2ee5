//! The memo's pages and figures, by readers of their own.

mod desk;
mod expected;
mod pages;
mod reader;
mod risks;
mod today;
mod witness;
