//! What a record describes.

use super::vocabulary::vocabulary;

vocabulary! {
    /// The types of CSL 1.0.2, then those that only biblatex (§2.1) distinguishes.
    #[derive(Default)]
    pub enum Kind {
        Article = "article",
        ArticleJournal = "article-journal",
        ArticleMagazine = "article-magazine",
        ArticleNewspaper = "article-newspaper",
        Bill = "bill",
        Book = "book",
        Broadcast = "broadcast",
        Chapter = "chapter",
        Classic = "classic",
        Collection = "collection",
        Dataset = "dataset",
        #[default]
        Document = "document",
        Entry = "entry",
        EntryDictionary = "entry-dictionary",
        EntryEncyclopedia = "entry-encyclopedia",
        Event = "event",
        Figure = "figure",
        Graphic = "graphic",
        Hearing = "hearing",
        Interview = "interview",
        LegalCase = "legal_case",
        Legislation = "legislation",
        Manuscript = "manuscript",
        Map = "map",
        MotionPicture = "motion_picture",
        MusicalScore = "musical_score",
        Pamphlet = "pamphlet",
        PaperConference = "paper-conference",
        Patent = "patent",
        Performance = "performance",
        Periodical = "periodical",
        PersonalCommunication = "personal_communication",
        Post = "post",
        PostWeblog = "post-weblog",
        Regulation = "regulation",
        Report = "report",
        Review = "review",
        ReviewBook = "review-book",
        Software = "software",
        Song = "song",
        Speech = "speech",
        Standard = "standard",
        Thesis = "thesis",
        Treaty = "treaty",
        Webpage = "webpage",
        // biblatex
        BookInBook = "bookinbook",
        Commentary = "commentary",
        EditedCollection = "edited-collection",
        InBook = "inbook",
        Manual = "manual",
        MultiVolumeBook = "mvbook",
        MultiVolumeCollection = "mvcollection",
        MultiVolumeProceedings = "mvproceedings",
        MultiVolumeReference = "mvreference",
        Proceedings = "proceedings",
        Reference = "reference",
        SuppBook = "suppbook",
        SuppCollection = "suppcollection",
        SuppPeriodical = "suppperiodical",
    }
}

impl Kind {
    /// The CSL 1.0.2 type that comes nearest.
    pub fn csl(self) -> Kind {
        use Kind::*;
        match self {
            BookInBook | InBook | SuppBook | SuppCollection => Chapter,
            Commentary
            | EditedCollection
            | Manual
            | MultiVolumeBook
            | MultiVolumeCollection
            | MultiVolumeProceedings
            | MultiVolumeReference
            | Proceedings
            | Reference => Book,
            SuppPeriodical => ArticleJournal,
            kind => kind,
        }
    }

    /// Whether the record is a part of something that has a title of its own.
    pub fn has_container(self) -> bool {
        use Kind::*;
        matches!(
            self,
            ArticleJournal
                | ArticleMagazine
                | ArticleNewspaper
                | BookInBook
                | Chapter
                | Entry
                | EntryDictionary
                | EntryEncyclopedia
                | InBook
                | PaperConference
                | SuppBook
                | SuppCollection
                | SuppPeriodical
        )
    }
}
