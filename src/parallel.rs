//! Independent work on several threads where there are threads; results in order. And what they work out once for all.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Applies a function to every item.
pub fn each<T: Sync, R: Send>(items: &[T], one: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    #[cfg(not(target_family = "wasm"))]
    {
        use rayon::prelude::*;
        items.par_iter().map(one).collect()
    }
    #[cfg(target_family = "wasm")]
    items.iter().map(one).collect()
}

/// Values that are worked out when they are first asked for, whichever thread asks.
#[derive(Debug)]
pub struct Memo<K, V>(Mutex<BTreeMap<K, V>>);

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Ord, V: Clone> Memo<K, V> {
    /// The value of a key. Nobody waits while it is worked out: two who ask at once both do so.
    pub fn of(&self, key: K, work_out: impl FnOnce() -> V) -> V {
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = known().get(&key) {
            return value.clone();
        }
        let value = work_out();
        known().insert(key, value.clone());
        value
    }
}
