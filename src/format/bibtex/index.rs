//! Lines of a table by the name that they begin with, in any case, made at compile time.

/// An index of a table of `N` lines, fewer than 255.
pub(super) struct Index<const N: usize> {
    first: [u8; 256],
    next: [u8; N],
}

impl<const N: usize> Index<N> {
    /// The index of these names.
    pub(super) const fn new(names: &[&str; N]) -> Self {
        assert!(N < 255);
        let mut index = Index { first: [u8::MAX; 256], next: [u8::MAX; N] };
        let mut at = N;
        while at > 0 {
            at -= 1;
            let hash = hash(names[at].as_bytes());
            index.next[at] = index.first[hash];
            index.first[hash] = at as u8;
        }
        index
    }

    /// The lines that may have this name, in the order of the table.
    pub(super) fn lines(&self, name: &[u8]) -> impl Iterator<Item = usize> {
        let mut at = self.first[hash(name)];
        std::iter::from_fn(move || {
            let line = usize::from(at);
            at = *self.next.get(line)?;
            Some(line)
        })
    }
}

/// A hash that does not look at case.
const fn hash(name: &[u8]) -> usize {
    if name.is_empty() {
        return 0;
    }
    let (first, middle, last) = (name[0], name[name.len() / 2], name[name.len() - 1]);
    let mixed = (first | 32) as usize * 7 + (middle | 32) as usize * 31 + (last | 32) as usize * 3;
    (mixed + name.len() * 11) % 256
}
