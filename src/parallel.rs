//! Independent work on several threads where there are threads; results in order.

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
