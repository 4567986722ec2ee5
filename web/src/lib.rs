//! What the page of `obsada explore` calls in its WebAssembly module.
//!
//! Two lists of byte buffers lie between the page and this module, one in each direction. The page puts the name of a call
//! and its arguments into the first ([`put`]), runs it ([`run`]), and takes the answers from the second ([`answers`],
//! [`answer`], [`answer_len`]). Text is UTF-8, plans of single closings are opaque bytes. The first answer says how the call
//! ended: `ok`, or the kind of what went wrong. All `unsafe` code of obsada is in this file.

pub mod board;
pub mod calls;
pub mod edit;
pub mod fields;
pub mod short;
pub mod told;

use std::cell::RefCell;

thread_local! {
    static ARGUMENTS: RefCell<Vec<Vec<u8>>> = const { RefCell::new(Vec::new()) };
    static ANSWERS: RefCell<Vec<Vec<u8>>> = const { RefCell::new(Vec::new()) };
}

/// Makes room for one more argument of so many bytes, and says where they are to be written.
#[unsafe(no_mangle)]
pub extern "C" fn put(bytes: usize) -> *mut u8 {
    ARGUMENTS.with_borrow_mut(|arguments| {
        arguments.push(vec![0; bytes]);
        arguments.last_mut().map_or(std::ptr::null_mut(), |last| last.as_mut_ptr())
    })
}

/// Runs the call that was put, and forgets its arguments.
#[unsafe(no_mangle)]
pub extern "C" fn run() {
    let arguments = ARGUMENTS.take();
    ANSWERS.replace(calls::run(&arguments, step));
}

/// How many answers there are.
#[unsafe(no_mangle)]
pub extern "C" fn answers() -> usize {
    ANSWERS.with_borrow(Vec::len)
}

/// Where an answer lies, until the next call.
#[unsafe(no_mangle)]
pub extern "C" fn answer(at: usize) -> *const u8 {
    ANSWERS.with_borrow(|all| all.get(at).map_or(std::ptr::null(), |one| one.as_ptr()))
}

/// How many bytes it has.
#[unsafe(no_mangle)]
pub extern "C" fn answer_len(at: usize) -> usize {
    ANSWERS.with_borrow(|all| all.get(at).map_or(0, Vec::len))
}

/// One more step of the work is done.
#[cfg(target_family = "wasm")]
fn step() {
    #[link(wasm_import_module = "page")]
    unsafe extern "C" {
        safe fn step();
    }
    step();
}

#[cfg(not(target_family = "wasm"))]
fn step() {}
