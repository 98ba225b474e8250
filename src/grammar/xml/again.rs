//! Elements as XML again.

use super::tree::{Element, Kind};

impl Element<'_, '_> {
    /// The element as XML again: names without prefix, without comments, and without the
    /// white space between elements.
    pub fn xml(self) -> String {
        let mut xml = String::new();
        self.write(&mut xml, None);
        xml
    }

    /// The same with elements one below the other that stand so deep in others.
    pub fn indented(self, depth: usize) -> String {
        let mut xml = String::new();
        self.write(&mut xml, Some(depth));
        xml
    }

    fn write(self, xml: &mut String, depth: Option<usize>) {
        // Elements that are open: past their last node, their name, whether their content
        // is set below them.
        let mut open: Vec<(usize, &str, bool)> = Vec::new();
        let line = |xml: &mut String, level: usize| {
            xml.push('\n');
            xml.extend(std::iter::repeat_n("  ", depth.unwrap_or(0) + level));
        };
        for (at, element) in std::iter::once((self.place(), self)).chain(self.nodes_below()) {
            while let Some((_, name, below)) = open.pop_if(|(end, ..)| *end <= at) {
                if below {
                    line(xml, open.len());
                }
                xml.extend(["</", name, ">"]);
            }
            let node = element.node();
            match node.kind {
                Kind::Text if node.raw.trim_ascii().is_empty() => {}
                Kind::Text => xml.push_str(node.raw),
                Kind::CData => xml.extend(["<![CDATA[", node.raw, "]]>"]),
                Kind::Element => {
                    if open.last().is_some_and(|(.., below)| *below) {
                        line(xml, open.len());
                    }
                    xml.extend(["<", node.name, if node.raw.is_empty() { "" } else { " " }, node.raw]);
                    if node.end == at + 1 {
                        xml.push_str("/>");
                    } else {
                        xml.push('>');
                        open.push((node.end, node.name, depth.is_some() && !element.has_text()));
                    }
                }
            }
        }
        while let Some((_, name, below)) = open.pop() {
            if below {
                line(xml, open.len());
            }
            xml.extend(["</", name, ">"]);
        }
    }
}
