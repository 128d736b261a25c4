//! Edits a text by byte ranges: inserts or removes one item and leaves everything else untouched.
//! Removing an inserted item restores the original bytes; the rules here are designed for that.

use std::ops::Range;

use serde_json::Value;

use crate::text::layout::{Form, Layout, indent_at, quote};
use crate::text::tree::{Item, Key, Node, Tree};

/// A replacement of one byte range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Splice {
    place: Range<usize>,
    text: String,
}

impl Splice {
    fn insert(at: usize, text: String) -> Self {
        Self { place: at..at, text }
    }

    /// Replaces the key of a member.
    pub(crate) fn rename(key: &Key, text: &str) -> Self {
        Self { place: key.place.clone(), text: quote(text) }
    }

    fn delete(place: Range<usize>) -> Self {
        Self { place, text: String::new() }
    }
}

/// Applies `splices`, which are sorted and do not overlap.
pub(crate) fn apply(text: &str, splices: &[Splice]) -> String {
    let mut result = String::with_capacity(text.len() + 256);
    let mut at = 0;
    for splice in splices {
        result.push_str(&text[at..splice.place.start]);
        result.push_str(&splice.text);
        at = splice.place.end;
    }
    result.push_str(&text[at..]);
    result
}

/// An item to insert: a member of an object, or, without a key, an element of a list.
#[derive(Clone, Copy)]
pub(crate) struct NewItem<'a> {
    pub(crate) key: Option<&'a str>,
    pub(crate) value: &'a Value,
}

impl NewItem<'_> {
    fn format(self, layout: &Layout, form: Form<'_>) -> String {
        layout.item(self.key, self.value, form)
    }
}

/// A text to edit.
#[derive(Clone, Copy)]
pub(crate) struct Editor<'a> {
    text: &'a str,
    tree: &'a Tree,
}

impl<'a> Editor<'a> {
    /// `tree` is parsed from `text`.
    pub(crate) fn new(text: &'a str, tree: &'a Tree) -> Self {
        Self { text, tree }
    }

    /// Inserts an item after the last one of `container`. `parent` is the container's parent.
    pub(crate) fn append(
        &self,
        container: &Node,
        parent: Option<&Node>,
        new: NewItem<'_>,
    ) -> Vec<Splice> {
        let layout = Layout::of(self.text, self.tree);
        match container.items().last() {
            Some(last) => self.append_behind(&layout, container, last, &[new]),
            None if self.comments_in(&inside(container)).is_empty() => {
                self.fill_blank(&layout, container, parent, new)
            }
            None => self.fill_commented(&layout, container, new),
        }
    }

    /// Inserts members after the last one of `container`, all at once; does nothing if it is empty.
    pub(crate) fn append_members(&self, container: &Node, members: &[NewItem<'_>]) -> Vec<Splice> {
        let layout = Layout::of(self.text, self.tree);
        let last = container.items().last().filter(|_| !members.is_empty());
        last.map_or_else(Vec::new, |last| self.append_behind(&layout, container, last, members))
    }

    /// Replaces the value of `node`.
    pub(crate) fn replace(&self, node: &Node, parent: Option<&Node>, value: &Value) -> Vec<Splice> {
        let layout = Layout::of(self.text, self.tree);
        let flat = parent.is_some_and(|parent| !self.is_tall(parent));
        let form = match parent {
            Some(parent) if flat => Form::Flat(self.padding(parent)),
            _ => Form::Tall(indent_at(self.text, node.place.start)),
        };
        vec![Splice { place: node.place.clone(), text: layout.value(value, form) }]
    }

    /// Removes the item at `index`, with its comma and the comment at the end of its line.
    pub(crate) fn remove(&self, container: &Node, index: usize) -> Vec<Splice> {
        let items = container.items();
        let item = &items[index];
        let before = index.checked_sub(1).map(|previous| &items[previous]);
        let gap = before.map_or(container.place.start + 1, |previous| {
            previous.comma.map_or(previous.end(), |comma| comma + 1)
        })..item.start();
        let tail = self.tail_end(item, container);
        let rest_is_line = self.line_ends_at(tail);
        let comment = self.comments_in(&gap).last().cloned();
        if comment.is_none() && before.is_none() && items.len() == 1 {
            return self.empty(container, &gap, tail);
        }
        let start = match (&comment, items.get(index + 1)) {
            (Some(comment), _) if self.is_line_comment(comment) && !rest_is_line => {
                return self.with_comma(before, item, item.start()..self.skip_blanks(tail));
            }
            (Some(comment), _) => comment.end,
            (None, Some(next)) if before.is_none() => {
                let between = item.end()..next.start();
                if self.comments_in(&between).is_empty() {
                    return vec![Splice::delete(item.start()..next.start())];
                }
                gap.start
            }
            (None, _) => gap.start,
        };
        self.with_comma(before, item, start..tail)
    }

    fn append_behind(
        &self,
        layout: &Layout,
        container: &Node,
        last: &Item,
        new: &[NewItem<'_>],
    ) -> Vec<Splice> {
        let items = container.items();
        let text = self.text;
        let gap_start = items.iter().rev().nth(1).map_or(container.place.start + 1, |previous| {
            previous.comma.map_or(previous.end(), |comma| comma + 1)
        });
        let gap = &text[gap_start..last.start()];
        let start = last.comma.map_or(last.end(), |comma| comma + 1);
        let (at, behind_line_comment) = self.behind_comments(start, container);
        let lead = if gap.contains('\n') {
            format!("{}{}", newline_in(gap), indent_at(text, last.start()))
        } else if behind_line_comment {
            let indent = indent_at(text, container.place.start);
            format!("{}{indent}{}", layout.newline, layout.unit)
        } else if items.len() == 1 && gap.is_empty() {
            layout.comma()[1..].to_owned()
        } else if gap.is_empty() {
            String::new()
        } else {
            " ".to_owned()
        };
        let form = if self.is_tall(container) {
            let indent = lead.rsplit('\n').next().filter(|_| lead.contains('\n'));
            Form::Tall(indent.unwrap_or_else(|| indent_at(text, at)))
        } else {
            Form::Flat(self.padding(container))
        };
        let items: Vec<_> = new.iter().map(|item| item.format(layout, form)).collect();
        let joined = items.join(&format!(",{lead}"));
        if last.comma.is_some() {
            return vec![Splice::insert(at, format!("{lead}{joined},"))];
        }
        let comma = Splice::insert(last.end(), ",".to_owned());
        vec![comma, Splice::insert(at, format!("{lead}{joined}"))]
    }

    /// Inserts an item into a container without items and comments. The existing whitespace stays
    /// after the new item, where a later removal expects it.
    fn fill_blank(
        &self,
        layout: &Layout,
        container: &Node,
        parent: Option<&Node>,
        new: NewItem<'_>,
    ) -> Vec<Splice> {
        let at = container.place.start + 1;
        let blank = &self.text[inside(container)];
        let flat_parent = parent.is_some_and(|parent| !self.is_tall(parent));
        let plain = new.key.is_none() && !new.value.is_object() && !new.value.is_array();
        let flat = flat_parent || !blank.is_empty() || (plain && !layout.has_tall_arrays());
        if flat && !blank.contains('\n') {
            let padding = parent.filter(|_| flat_parent).map_or("", |parent| self.padding(parent));
            let form = Form::Flat(if blank.is_empty() { padding } else { blank });
            return vec![Splice::insert(at, format!("{blank}{}", new.format(layout, form)))];
        }
        let outer = indent_at(self.text, container.place.start);
        let inner = format!("{outer}{}", layout.unit);
        let item = new.format(layout, Form::Tall(&inner));
        let newline = layout.newline;
        let close = if blank.is_empty() { outer } else { "" };
        vec![Splice::insert(at, format!("{newline}{inner}{item}{newline}{close}"))]
    }

    /// Inserts an item after the last comment of a container without items.
    fn fill_commented(&self, layout: &Layout, container: &Node, new: NewItem<'_>) -> Vec<Splice> {
        let Some(comment) = self.comments_in(&inside(container)).last() else { return Vec::new() };
        let at = comment.end;
        if !self.is_tall(container) {
            let item = new.format(layout, Form::Flat(" "));
            return vec![Splice::insert(at, format!(" {item}"))];
        }
        let inner = format!("{}{}", indent_at(self.text, container.place.start), layout.unit);
        let item = new.format(layout, Form::Tall(&inner));
        vec![Splice::insert(at, format!("{}{inner}{item}", layout.newline))]
    }

    /// Removes the only item of a container, if no comment precedes it.
    fn empty(&self, container: &Node, gap: &Range<usize>, tail: usize) -> Vec<Splice> {
        let close = container.place.end - 1;
        let rest = &self.text[tail..close];
        let before = &self.text[gap.clone()];
        let keep = if !self.comments_in(&(tail..close)).is_empty() {
            rest
        } else if !before.contains('\n') && !rest.contains('\n') {
            if before == rest { rest } else { "" }
        } else if rest.matches('\n').count() > 1 {
            rest.split_once('\n').map_or("", |(_, kept)| kept)
        } else {
            ""
        };
        vec![Splice::delete(gap.start..close - keep.len())]
    }

    /// Deletes `place`, and the comma before it if the item has none of its own.
    fn with_comma(&self, before: Option<&Item>, item: &Item, place: Range<usize>) -> Vec<Splice> {
        let comma = before.and_then(|before| before.comma).filter(|_| item.comma.is_none());
        let (Some(before), Some(comma)) = (before, comma) else {
            return vec![Splice::delete(place)];
        };
        if comma + 1 < place.start {
            return vec![Splice::delete(comma..comma + 1), Splice::delete(place)];
        }
        let bare = self.comments_in(&(before.end()..comma)).is_empty();
        vec![Splice::delete(if bare { before.end() } else { comma }..place.end)]
    }

    /// Returns the end of an item's own text, including its comma and the comments at the end of
    /// its line.
    fn tail_end(&self, item: &Item, container: &Node) -> usize {
        let end = item.comma.map_or(item.end(), |comma| comma + 1);
        let (at, _) = self.behind_comments(end, container);
        let ends_container = self.skip_blanks(at) + 1 == container.place.end;
        if self.line_ends_at(at) || (ends_container && item.comma.is_none()) { at } else { end }
    }

    /// Returns the end of the comments that follow `at` on its line, and whether the last one is a
    /// line comment.
    fn behind_comments(&self, mut at: usize, container: &Node) -> (usize, bool) {
        let mut line = false;
        for comment in self.comments_in(&(at..container.place.end)) {
            let between = &self.text[at..comment.start];
            if !between.chars().all(|c| matches!(c, ' ' | '\t')) {
                break;
            }
            at = comment.end;
            line = self.is_line_comment(comment);
        }
        (at, line)
    }

    fn comments_in(&self, place: &Range<usize>) -> &'a [Range<usize>] {
        let comments = &self.tree.comments;
        let from = comments.partition_point(|comment| comment.start < place.start);
        let to = comments.partition_point(|comment| comment.end <= place.end);
        &comments[from..to.max(from)]
    }

    fn is_line_comment(&self, comment: &Range<usize>) -> bool {
        self.text[comment.start..].starts_with("//")
    }

    fn is_tall(&self, container: &Node) -> bool {
        self.text[container.place.clone()].contains('\n')
    }

    /// Returns the spaces after the opening brace of a container on one line.
    fn padding(&self, container: &Node) -> &'a str {
        let inner = &self.text[container.place.start + 1..];
        &inner[..inner.len() - inner.trim_start_matches(' ').len()]
    }

    fn skip_blanks(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        at + rest.len() - rest.trim_start_matches([' ', '\t']).len()
    }

    fn line_ends_at(&self, at: usize) -> bool {
        self.text[self.skip_blanks(at)..].starts_with(['\n', '\r'])
    }
}

fn inside(container: &Node) -> Range<usize> {
    container.place.start + 1..container.place.end - 1
}

fn newline_in(gap: &str) -> &'static str {
    if gap.contains("\r\n") { "\r\n" } else { "\n" }
}
