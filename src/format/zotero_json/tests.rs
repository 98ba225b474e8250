//! What the tables must be among themselves, and that items come back as they were.

use std::path::Path;

use serde_json::Value;

use super::fields::{self, Holds};
use super::{ZOTERO_JSON, names};
use crate::format::shared::zotero;
use crate::format::{ReadOptions, WriteOptions};
use crate::record::{Field, Kind};

#[test]
fn every_kind_has_a_type_and_every_type_is_sound() {
    for kind in Kind::ALL {
        let of = zotero::of_kind(*kind);
        assert!(zotero::by_name(of.name).is_some(), "{kind}");
        for creator in of.creators.split_whitespace() {
            let known = names::role(of, creator).is_none_or(|role| names::creator(of, role).is_some());
            assert!(known, "{}: {creator}", of.name);
        }
        for name in of.fields.split_whitespace().filter(|name| *name != "seriesText") {
            assert!(fields::holds(of, name).is_some(), "{}: {name}", of.name);
        }
        assert!(fields::place(of, Holds::Text(Field::Title)).is_some(), "{}", of.name);
    }
}

/// A value without what says nothing.
fn told(value: &Value) -> Value {
    let void = |value: &Value| {
        value.is_null()
            || value.as_str().is_some_and(str::is_empty)
            || value.as_array().is_some_and(Vec::is_empty)
            || value.as_object().is_some_and(serde_json::Map::is_empty)
    };
    match value {
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| (name.clone(), told(value)));
            members.filter(|(_, value)| !void(value)).collect()
        }
        value => value.clone(),
    }
}

#[test]
fn items_come_back_as_they_were() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/zotero-json");
    for case in ["api", "types", "translator", "dates"] {
        let text = std::fs::read_to_string(folder.join(case).with_extension("json")).unwrap();
        let before: Value = serde_json::from_str(&text).unwrap();
        let before = before.get("items").unwrap_or(&before).as_array().unwrap();
        let records = crate::read(&ZOTERO_JSON, &text, &ReadOptions::default()).records;
        let written = crate::write(&ZOTERO_JSON, &records, &WriteOptions::default());
        let after: Value = serde_json::from_str(&written).unwrap();
        for (before, after) in before.iter().zip(after.as_array().unwrap()) {
            // A record without a key gets one when it is written alone.
            let mut after = told(after);
            if before.pointer("/citationKey").is_none() {
                after.as_object_mut().unwrap().remove("citationKey");
            }
            assert_eq!(after, told(before), "{case}");
        }
    }
}
