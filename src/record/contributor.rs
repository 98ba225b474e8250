//! Who took part, and as what.

use super::Name;
use super::vocabulary::vocabulary;

/// A name with the part that it played.
#[derive(Clone, Debug, PartialEq)]
pub struct Contributor<'a> {
    /// The part.
    pub role: Role,
    /// The name.
    pub name: Name<'a>,
}

vocabulary! {
    /// The part that a contributor played: CSL 1.0.2's name variables, then those that
    /// only biblatex (§2.3.6 "editorial roles", §2.2.2) or Hayagriva distinguishes.
    pub enum Role {
        Author = "author",
        Chair = "chair",
        CollectionEditor = "collection-editor",
        Compiler = "compiler",
        Composer = "composer",
        ContainerAuthor = "container-author",
        Contributor = "contributor",
        Curator = "curator",
        Director = "director",
        Editor = "editor",
        EditorTranslator = "editor-translator",
        EditorialDirector = "editorial-director",
        ExecutiveProducer = "executive-producer",
        Guest = "guest",
        Host = "host",
        Illustrator = "illustrator",
        Interviewer = "interviewer",
        Narrator = "narrator",
        Organizer = "organizer",
        OriginalAuthor = "original-author",
        Performer = "performer",
        Producer = "producer",
        Recipient = "recipient",
        ReviewedAuthor = "reviewed-author",
        ScriptWriter = "script-writer",
        SeriesCreator = "series-creator",
        Translator = "translator",
        // biblatex
        Afterword = "afterword",
        Annotator = "annotator",
        Collaborator = "collaborator",
        Commentator = "commentator",
        Continuator = "continuator",
        Foreword = "foreword",
        Founder = "founder",
        Holder = "holder",
        Introduction = "introduction",
        Redactor = "redactor",
        Reviser = "reviser",
        ShortAuthor = "shortauthor",
        ShortEditor = "shorteditor",
        // Hayagriva
        CastMember = "cast-member",
        Cinematography = "cinematography",
    }
}

impl Role {
    /// Whether CSL 1.0.2 has a name variable for it.
    pub fn is_csl(self) -> bool {
        self <= Role::Translator
    }
}
