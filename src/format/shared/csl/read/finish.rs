//! What can only be told of an item when the whole of it is known.

use std::borrow::Cow;

use crate::format::shared::csl::note::{self, Lifted};
use crate::format::shared::csl::variable::{self, Rank};
use crate::format::shared::csl::{CITATION_KEY, FAMILY, custom};
use crate::record::{Field, Kind, identifier};

use super::{Reader, forget_spelling, pinned};

impl Reader<'_> {
    /// What can only be told when the whole item is known.
    pub(super) fn finish(&mut self) {
        if let Some((raw, text)) = self.note.take() {
            let seen = self.seen;
            let has = |rank: Rank| seen & (1 << rank) != 0;
            let (lifted, canonical) = note::read(text, &has, &mut self.record);
            for lifted in lifted {
                match lifted {
                    // The item has it not as a variable, but in its note.
                    Lifted::Variable(name) => self.record.keep_spelling(FAMILY, name, ""),
                    Lifted::Type(kind) => {
                        self.record.keep_spelling(FAMILY, "type", format!("\"{}\"", kind.csl().name()));
                    }
                    Lifted::CitationKey(key) => self.record.keep_spelling(FAMILY, CITATION_KEY, key),
                    Lifted::Repeated(value) => note::keep(&mut self.record, "eprint", &value),
                    Lifted::Eprint | Lifted::Tex => {}
                }
            }
            if !canonical {
                self.record.keep_spelling(FAMILY, "note", raw);
            }
        }
        self.eprint();
        self.key();
        let key =
            self.record.kept(FAMILY, CITATION_KEY).filter(|key| key.mapped && key.value != self.record.key);
        if let Some(key) = key.map(|key| key.value.clone()) {
            note::keep(&mut self.record, CITATION_KEY, &key);
        }
        // What Crossref has as a subtitle often ends the title already.
        let subtitle = self.record.str(Field::Subtitle);
        if !subtitle.is_empty() && self.record.str(Field::Title).ends_with(subtitle) {
            self.record.take(Field::Subtitle);
        }
        if self.dialect {
            forget_spelling(&mut self.record);
        }
        if let Some(object) = self.custom.take() {
            custom::read(object, &mut self.record);
        }
    }

    /// A preprint's number (`arXiv:2501.01234`) and what its note says of arXiv are the
    /// identifier of an eprint.
    fn eprint(&mut self) {
        let record = &mut self.record;
        let has = |field: Field| self.seen & (1 << variable::of_field(field)) != 0;
        let mut lifted = has(Field::Note) && record.has(Field::Eprint);
        if record.kind == Kind::Article
            && !record.has(Field::Eprint)
            && let Some(id) = record.str(Field::Number).strip_prefix("arXiv:")
            && identifier::arxiv(id) == Some(id)
        {
            let id = id.to_owned();
            record.take(Field::Number);
            record.push(Field::Eprint, id);
            record.push(Field::EprintType, "arxiv");
            lifted = true;
        }
        if lifted {
            // The writer must not make up what the item does not state.
            let made = [Field::Url, Field::Number, Field::Publisher, Field::Pmid];
            for field in made.into_iter().filter(|field| !has(*field)) {
                record.keep_spelling(FAMILY, field.name(), "");
            }
            for field in [Field::Eprint, Field::EprintType, Field::EprintClass] {
                if record.has(field) {
                    record.keep_spelling(FAMILY, field.name(), "");
                }
            }
        }
    }

    /// A citation key is a better key than an address or a number in someone's database.
    fn key(&mut self) {
        let record = &mut self.record;
        let poor = record.key.contains('/') || record.key.bytes().all(|b| b.is_ascii_digit());
        let Some(extra) = record.extra.iter().find(|e| poor && e.format == FAMILY && e.name == CITATION_KEY)
        else {
            return;
        };
        let key = pinned(&extra.value).into_owned();
        if key.is_empty() || key.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return;
        }
        record.key = Cow::Owned(key);
        if let Some(id) = self.id {
            if id.starts_with('"') {
                record.keep_spelling(FAMILY, "id", id);
            }
            record.keep(FAMILY, "id", id);
        }
    }
}
