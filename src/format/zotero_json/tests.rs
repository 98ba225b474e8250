//! What the tables must be among themselves.

use super::fields::{self, Holds};
use super::{names, types};
use crate::record::{Field, Kind};

#[test]
fn every_kind_has_a_type_and_every_type_is_sound() {
    for kind in Kind::ALL {
        let of = types::of_kind(*kind);
        assert!(types::by_name(of.name).is_some(), "{kind}");
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
