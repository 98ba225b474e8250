//! The text-valued variables of a record.

use super::vocabulary::vocabulary;

vocabulary! {
    /// A text-valued variable: CSL 1.0.2's string and number variables, then those that
    /// only biblatex (§2.2.2) distinguishes.
    pub enum Field {
        Abstract = "abstract",
        Annote = "annote",
        Archive = "archive",
        ArchiveCollection = "archive_collection",
        ArchiveLocation = "archive_location",
        ArchivePlace = "archive-place",
        Authority = "authority",
        CallNumber = "call-number",
        ChapterNumber = "chapter-number",
        CitationLabel = "citation-label",
        CitationNumber = "citation-number",
        CollectionNumber = "collection-number",
        CollectionTitle = "collection-title",
        CollectionTitleShort = "collection-title-short",
        ContainerTitle = "container-title",
        ContainerTitleShort = "container-title-short",
        Dimensions = "dimensions",
        Division = "division",
        Doi = "DOI",
        Edition = "edition",
        EventPlace = "event-place",
        EventTitle = "event-title",
        FirstReferenceNoteNumber = "first-reference-note-number",
        Genre = "genre",
        Isbn = "ISBN",
        Issn = "ISSN",
        Issue = "issue",
        Jurisdiction = "jurisdiction",
        /// One keyword a value.
        Keyword = "keyword",
        /// A BCP 47 tag, or the source's own word where it names no known language.
        Language = "language",
        License = "license",
        Locator = "locator",
        Medium = "medium",
        Note = "note",
        Number = "number",
        NumberOfPages = "number-of-pages",
        NumberOfVolumes = "number-of-volumes",
        OriginalPublisher = "original-publisher",
        OriginalPublisherPlace = "original-publisher-place",
        OriginalTitle = "original-title",
        /// Page ranges as in the source; read them with [`super::Pages`].
        Page = "page",
        PageFirst = "page-first",
        PartNumber = "part-number",
        PartTitle = "part-title",
        Pmcid = "PMCID",
        Pmid = "PMID",
        PrintingNumber = "printing-number",
        Publisher = "publisher",
        PublisherPlace = "publisher-place",
        References = "references",
        ReviewedGenre = "reviewed-genre",
        ReviewedTitle = "reviewed-title",
        Scale = "scale",
        Section = "section",
        Source = "source",
        Status = "status",
        SupplementNumber = "supplement-number",
        Title = "title",
        TitleShort = "title-short",
        Url = "URL",
        Version = "version",
        Volume = "volume",
        VolumeTitle = "volume-title",
        VolumeTitleShort = "volume-title-short",
        YearSuffix = "year-suffix",
        // biblatex
        Subtitle = "subtitle",
        TitleAddon = "titleaddon",
        /// The subtitle of the journal or book that holds the record.
        ContainerSubtitle = "container-subtitle",
        ContainerTitleAddon = "container-titleaddon",
        /// The title of a multi-volume work, of which the container (or the record) is a volume.
        MainTitle = "maintitle",
        MainSubtitle = "mainsubtitle",
        MainTitleAddon = "maintitleaddon",
        /// The title of a special issue.
        IssueTitle = "issuetitle",
        IssueSubtitle = "issuesubtitle",
        EventTitleAddon = "eventtitleaddon",
        /// An article number, apart from pages.
        Eid = "eid",
        /// The identifier of an electronic preprint, such as `2501.01234`.
        Eprint = "eprint",
        /// The archive that holds the preprint, such as `arxiv`.
        EprintType = "eprinttype",
        EprintClass = "eprintclass",
        Addendum = "addendum",
        HowPublished = "howpublished",
        /// Where the authors work, a line each, if it is told of them all together.
        AuthorAddress = "author-address",
    }
}

impl Field {
    /// Whether CSL 1.0.2 has a variable for it.
    pub fn is_csl(self) -> bool {
        self <= Field::YearSuffix
    }
}
