//! Zotero's types of items, with the creators and fields that each has. Data only.

use crate::record::Kind;

/// A type of items.
#[derive(Debug)]
pub(crate) struct Type {
    /// Its name.
    pub name: &'static str,
    /// What it is in the hub. Of several types of one kind the first is the one written.
    pub kind: Kind,
    /// Its types of creators, the primary one first.
    pub creators: &'static str,
    /// Its fields, in Zotero's order.
    pub fields: &'static str,
}

/// The type of that name.
pub(crate) fn by_name(name: &str) -> Option<&'static Type> {
    TYPES.iter().find(|known| known.name == name)
}

/// The type that comes nearest to a kind.
pub(crate) fn of_kind(kind: Kind) -> &'static Type {
    use Kind::*;
    let kind = match kind.csl() {
        Classic | Pamphlet | Periodical => Book,
        Collection => Document,
        Entry => EntryEncyclopedia,
        Event | Performance => Speech,
        Figure => Graphic,
        MusicalScore => Document,
        Regulation | Treaty => Legislation,
        Review | ReviewBook => ArticleJournal,
        kind => kind,
    };
    TYPES.iter().find(|known| known.kind == kind).unwrap_or(&DOCUMENT)
}

/// For what is of no type that is known.
pub(crate) const DOCUMENT: Type = Type {
    name: "document",
    kind: Kind::Document,
    creators: "author contributor editor translator reviewedAuthor",
    fields: "title abstractNote type date publisher place DOI citationKey url accessDate archive archiveLocation \
             shortTitle language libraryCatalog callNumber rights extra",
};

pub(crate) const TYPES: &[Type] = &[
    Type {
        name: "preprint",
        kind: Kind::Article,
        creators: "author contributor editor translator reviewedAuthor",
        fields: "title abstractNote genre repository archiveID place date series seriesNumber DOI \
             citationKey url accessDate archive archiveLocation shortTitle language \
             libraryCatalog callNumber rights extra",
    },
    Type {
        name: "journalArticle",
        kind: Kind::ArticleJournal,
        creators: "author contributor editor translator reviewedAuthor",
        fields: "title abstractNote publicationTitle publisher place date volume issue section \
             partNumber partTitle pages series seriesTitle seriesText journalAbbreviation DOI \
             citationKey url accessDate PMID PMCID ISSN archive archiveLocation shortTitle \
             language libraryCatalog callNumber rights extra",
    },
    Type {
        name: "magazineArticle",
        kind: Kind::ArticleMagazine,
        creators: "author contributor translator reviewedAuthor",
        fields: "title abstractNote publicationTitle publisher place date volume issue pages ISSN DOI \
             citationKey url accessDate archive archiveLocation shortTitle language \
             libraryCatalog callNumber rights extra",
    },
    Type {
        name: "newspaperArticle",
        kind: Kind::ArticleNewspaper,
        creators: "author contributor translator reviewedAuthor",
        fields: "title abstractNote publicationTitle publisher place date volume issue edition \
             section pages ISSN DOI citationKey url accessDate archive archiveLocation shortTitle \
             language libraryCatalog callNumber rights extra",
    },
    Type {
        name: "bill",
        kind: Kind::Bill,
        creators: "sponsor cosponsor contributor",
        fields: "title abstractNote billNumber code codeVolume section codePages legislativeBody \
             session history date DOI citationKey url accessDate shortTitle language rights extra",
    },
    Type {
        name: "book",
        kind: Kind::Book,
        creators: "author contributor editor translator seriesEditor",
        fields: "title abstractNote series seriesNumber volume numberOfVolumes edition date publisher \
             place originalDate originalPublisher originalPlace format numPages ISBN DOI \
             citationKey url accessDate ISSN archive archiveLocation shortTitle language \
             libraryCatalog callNumber rights extra",
    },
    Type {
        name: "podcast",
        kind: Kind::Broadcast,
        creators: "podcaster guest producer executiveProducer seriesCreator director scriptwriter \
             castMember translator contributor",
        fields: "title abstractNote seriesTitle episodeNumber audioFileType date publisher place \
             runningTime DOI citationKey url accessDate shortTitle language rights extra",
    },
    Type {
        name: "tvBroadcast",
        kind: Kind::Broadcast,
        creators: "director producer executiveProducer seriesCreator scriptwriter castMember host guest \
             narrator translator contributor",
        fields: "title abstractNote programTitle episodeNumber videoRecordingFormat network place \
             date runningTime DOI citationKey url accessDate archive archiveLocation shortTitle \
             language libraryCatalog callNumber rights extra",
    },
    Type {
        name: "radioBroadcast",
        kind: Kind::Broadcast,
        creators: "creator host guest producer executiveProducer seriesCreator director scriptwriter \
             castMember translator contributor",
        fields: "title abstractNote programTitle episodeNumber audioRecordingFormat network place \
             date runningTime DOI citationKey url accessDate archive archiveLocation shortTitle \
             language libraryCatalog callNumber rights extra",
    },
    Type {
        name: "bookSection",
        kind: Kind::Chapter,
        creators: "author contributor editor bookAuthor translator seriesEditor",
        fields: "title abstractNote bookTitle series seriesNumber volume numberOfVolumes edition date \
             publisher place originalDate originalPublisher originalPlace format pages ISBN DOI \
             citationKey url accessDate ISSN archive archiveLocation shortTitle language \
             libraryCatalog callNumber rights extra",
    },
    Type {
        name: "dataset",
        kind: Kind::Dataset,
        creators: "author contributor",
        fields: "title abstractNote identifier type versionNumber date repository repositoryLocation \
             format DOI citationKey url accessDate archive archiveLocation shortTitle language \
             libraryCatalog callNumber rights extra",
    },
    DOCUMENT,
    Type { name: "attachment", kind: Kind::Document, creators: "", fields: "title accessDate url" },
    Type { name: "note", kind: Kind::Document, creators: "", fields: "" },
    Type {
        name: "dictionaryEntry",
        kind: Kind::EntryDictionary,
        creators: "author contributor editor translator seriesEditor",
        fields: "title abstractNote dictionaryTitle series seriesNumber volume numberOfVolumes \
             edition date publisher place pages ISBN DOI citationKey url accessDate archive \
             archiveLocation shortTitle language libraryCatalog callNumber rights extra",
    },
    Type {
        name: "encyclopediaArticle",
        kind: Kind::EntryEncyclopedia,
        creators: "author contributor editor translator seriesEditor",
        fields: "title abstractNote encyclopediaTitle series seriesNumber volume numberOfVolumes \
             edition date publisher place pages ISBN DOI citationKey url accessDate archive \
             archiveLocation shortTitle language libraryCatalog callNumber rights extra",
    },
    Type {
        name: "artwork",
        kind: Kind::Graphic,
        creators: "artist contributor",
        fields: "title abstractNote artworkMedium artworkSize date eventPlace DOI citationKey url \
             accessDate archive archiveLocation shortTitle language libraryCatalog callNumber \
             rights extra",
    },
    Type {
        name: "hearing",
        kind: Kind::Hearing,
        creators: "contributor",
        fields: "title abstractNote committee publisher numberOfVolumes documentNumber pages \
             legislativeBody session history date place DOI citationKey url accessDate shortTitle \
             language rights extra",
    },
    Type {
        name: "interview",
        kind: Kind::Interview,
        creators: "interviewee contributor interviewer translator",
        fields: "title abstractNote interviewMedium date publisher place DOI citationKey url \
             accessDate archive archiveLocation shortTitle language libraryCatalog callNumber \
             rights extra",
    },
    Type {
        name: "case",
        kind: Kind::LegalCase,
        creators: "author counsel contributor",
        fields: "caseName abstractNote court dateDecided docketNumber reporter reporterVolume \
             firstPage history DOI citationKey url accessDate shortTitle language rights extra",
    },
    Type {
        name: "statute",
        kind: Kind::Legislation,
        creators: "author contributor",
        fields: "nameOfAct abstractNote code codeNumber publicLawNumber dateEnacted pages section \
             session history DOI citationKey url accessDate shortTitle language rights extra",
    },
    Type {
        name: "manuscript",
        kind: Kind::Manuscript,
        creators: "author contributor translator",
        fields: "title abstractNote manuscriptType institution place date numPages number DOI \
             citationKey url accessDate archive archiveLocation shortTitle language \
             libraryCatalog callNumber rights extra",
    },
    Type {
        name: "map",
        kind: Kind::Map,
        creators: "cartographer contributor seriesEditor",
        fields: "title abstractNote mapType scale seriesTitle edition publisher place date DOI ISBN \
             citationKey url accessDate archive archiveLocation shortTitle language \
             libraryCatalog callNumber rights extra",
    },
    Type {
        name: "film",
        kind: Kind::MotionPicture,
        creators: "director producer scriptwriter castMember host guest narrator translator contributor",
        fields: "title abstractNote distributor place date genre videoRecordingFormat runningTime DOI \
             citationKey url accessDate archive archiveLocation shortTitle language \
             libraryCatalog callNumber rights extra",
    },
    Type {
        name: "videoRecording",
        kind: Kind::MotionPicture,
        creators: "creator director producer scriptwriter executiveProducer castMember host guest \
             narrator translator contributor",
        fields: "title abstractNote videoRecordingFormat seriesTitle volume numberOfVolumes studio \
             place date runningTime ISBN DOI citationKey url accessDate archive archiveLocation \
             shortTitle language libraryCatalog callNumber rights extra",
    },
    Type {
        name: "conferencePaper",
        kind: Kind::PaperConference,
        creators: "author contributor editor translator seriesEditor",
        fields: "title abstractNote proceedingsTitle conferenceName publisher place date eventPlace \
             volume issue numberOfVolumes pages series seriesNumber DOI ISBN citationKey url \
             accessDate ISSN archive archiveLocation shortTitle language libraryCatalog \
             callNumber rights extra",
    },
    Type {
        name: "patent",
        kind: Kind::Patent,
        creators: "inventor attorneyAgent contributor",
        fields: "title abstractNote place country assignee issuingAuthority patentNumber filingDate \
             pages applicationNumber priorityNumbers issueDate priorityDate references \
             legalStatus DOI citationKey url accessDate shortTitle language rights extra",
    },
    Type {
        name: "letter",
        kind: Kind::PersonalCommunication,
        creators: "author recipient contributor translator",
        fields: "title abstractNote letterType date eventPlace DOI citationKey url accessDate archive \
             archiveLocation shortTitle language libraryCatalog callNumber rights extra",
    },
    Type {
        name: "email",
        kind: Kind::PersonalCommunication,
        creators: "author translator contributor recipient",
        fields: "subject abstractNote date DOI citationKey url accessDate shortTitle language rights \
             extra",
    },
    Type {
        name: "instantMessage",
        kind: Kind::PersonalCommunication,
        creators: "author contributor recipient",
        fields: "title abstractNote date DOI citationKey url accessDate shortTitle language rights \
             extra",
    },
    Type {
        name: "forumPost",
        kind: Kind::Post,
        creators: "author contributor",
        fields: "title abstractNote forumTitle postType date DOI citationKey url accessDate \
             shortTitle language rights extra",
    },
    Type {
        name: "blogPost",
        kind: Kind::PostWeblog,
        creators: "author translator commenter contributor",
        fields: "title abstractNote blogTitle websiteType date DOI citationKey url accessDate ISSN \
             shortTitle language rights extra",
    },
    Type {
        name: "report",
        kind: Kind::Report,
        creators: "author editor contributor translator seriesEditor",
        fields: "title abstractNote reportNumber reportType institution place date seriesTitle \
             seriesNumber pages DOI ISBN citationKey url accessDate ISSN archive archiveLocation \
             shortTitle language libraryCatalog callNumber rights extra",
    },
    Type {
        name: "computerProgram",
        kind: Kind::Software,
        creators: "programmer contributor",
        fields: "title abstractNote seriesTitle versionNumber date system company place \
             programmingLanguage rights citationKey url accessDate DOI ISBN archive \
             archiveLocation libraryCatalog callNumber shortTitle extra",
    },
    Type {
        name: "audioRecording",
        kind: Kind::Song,
        creators: "performer originalCreator composer wordsBy translator contributor",
        fields: "title abstractNote audioRecordingFormat seriesTitle volume numberOfVolumes label \
             place date runningTime ISBN DOI citationKey url accessDate archive archiveLocation \
             shortTitle language libraryCatalog callNumber rights extra",
    },
    Type {
        name: "presentation",
        kind: Kind::Speech,
        creators: "presenter chair organizer contributor translator",
        fields: "title abstractNote presentationType date meetingName place series sessionTitle DOI \
             citationKey url accessDate shortTitle language rights extra",
    },
    Type {
        name: "standard",
        kind: Kind::Standard,
        creators: "author editor contributor",
        fields: "title abstractNote organization committee type number versionNumber edition status \
             date publisher place partNumber partTitle ISBN DOI citationKey url accessDate \
             archive archiveLocation shortTitle numPages language libraryCatalog callNumber \
             rights extra",
    },
    Type {
        name: "thesis",
        kind: Kind::Thesis,
        creators: "author contributor",
        fields: "title abstractNote thesisType university place date series seriesNumber numPages DOI \
             ISBN citationKey url accessDate ISSN archive archiveLocation shortTitle language \
             libraryCatalog callNumber rights extra",
    },
    Type {
        name: "webpage",
        kind: Kind::Webpage,
        creators: "author contributor translator",
        fields: "title abstractNote websiteTitle websiteType date publisher place DOI citationKey url \
             accessDate shortTitle language rights extra",
    },
];
