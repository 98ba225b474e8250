//! Fields below others, by their path.

use crate::format::shared::yaml_node::{Map, Node};

impl<'a> Map<'a> {
    /// Adds a field below others, whose names the path gives with dots between them. A
    /// value on the way becomes a mapping with that value; says whether there is one.
    pub(in crate::format::hayagriva) fn place(&mut self, path: &'a str, value: Node<'a>) -> bool {
        let mut map = self;
        let mut path = path;
        while let Some((head, rest)) = path.split_once('.') {
            if matches!(head, "serial-number" | "publisher") && !map.0.iter().any(|(name, _)| name == head) {
                map.0.push((head.into(), Node::Map(Map::default())));
            }
            let Some((_, child)) = map.0.iter_mut().find(|(name, _)| name == head) else { return false };
            if matches!(child, Node::Text(_) | Node::Token(_)) {
                let value = std::mem::replace(child, Node::Map(Map::default()));
                if let Node::Map(inner) = child {
                    inner.0.push(("value".into(), value));
                }
            }
            let Node::Map(inner) = child else { return false };
            (map, path) = (inner, rest);
        }
        map.put_new(path, value)
    }
}
