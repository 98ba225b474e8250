//! Groups of kinds for which tags mean the same.

use crate::record::Kind::{self, *};

/// Parts of periodicals, and what is cited like them.
pub(crate) const ARTICLES: &[Kind] = &[
    ArticleJournal,
    ArticleMagazine,
    ArticleNewspaper,
    Article,
    Periodical,
    Review,
    ReviewBook,
    SuppPeriodical,
];

/// Parts of books and proceedings.
pub(crate) const PARTS: &[Kind] = &[
    Chapter,
    PaperConference,
    InBook,
    BookInBook,
    SuppBook,
    SuppCollection,
    Entry,
    EntryDictionary,
    EntryEncyclopedia,
];

/// Books, and what is cited like them.
pub(crate) const BOOKS: &[Kind] = &[
    Book,
    Classic,
    Collection,
    Commentary,
    EditedCollection,
    Manual,
    MultiVolumeBook,
    MultiVolumeCollection,
    MultiVolumeProceedings,
    MultiVolumeReference,
    Pamphlet,
    Proceedings,
    Reference,
];

/// What is counted in pages rather than found on some.
pub(crate) const WHOLES: &[Kind] = &[
    Book,
    Classic,
    Collection,
    Commentary,
    EditedCollection,
    Manual,
    Manuscript,
    MultiVolumeBook,
    MultiVolumeCollection,
    MultiVolumeProceedings,
    MultiVolumeReference,
    Pamphlet,
    Proceedings,
    Reference,
    Thesis,
];

/// What has a number of its own.
pub(crate) const NUMBERED: &[Kind] = &[Patent, Report, Standard, Regulation];
