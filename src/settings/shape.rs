//! The shapes that values of the settings can have, as data: one table serves validation and schema.

/// The shape of one value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    /// Anything; kept as it is.
    Any,
    /// `true` or `false`.
    Bool,
    /// A string that is compared or called: blanks around it are a slip.
    Text,
    /// A string for people or programs that is taken as it is.
    Prose,
    /// A string that a program gets: a number or boolean is read as one, blanks around it are a slip.
    Plain,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A whole number, at least this.
    Whole(u64),
    /// Any number.
    Number,
    /// An object with known keys.
    Object(&'static Table),
    /// Any number of values of one shape.
    List(&'static Shape),
    /// Free keys, values of one shape.
    Map(&'static Shape),
    /// The first of these whose JSON type fits.
    Either(&'static [Shape]),
}

/// The keys of one kind of object.
#[derive(Debug)]
pub(crate) struct Table {
    /// What such an object is, with its article.
    pub(crate) what: &'static str,
    /// Its keys.
    pub(crate) fields: &'static [Field],
    /// Whether further keys are usual, so that none of them is a slip.
    pub(crate) open: bool,
}

/// One key.
#[derive(Debug)]
pub(crate) struct Field {
    /// The key.
    pub(crate) name: &'static str,
    /// What its value looks like.
    pub(crate) shape: Shape,
    /// Whether the object is useless without it.
    pub(crate) required: bool,
    /// What it is for, in the schema.
    pub(crate) about: &'static str,
    /// Whether it has an effect; what has none yet is kept and told.
    pub(crate) implemented: bool,
}

impl Table {
    /// The field of that name.
    pub(crate) fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

impl Field {
    /// The same, but without effect so far.
    pub(crate) const fn not_yet(self) -> Self {
        Self { implemented: false, ..self }
    }

    /// The same, but indispensable.
    pub(crate) const fn required(self) -> Self {
        Self { required: true, ..self }
    }
}

/// A key that may be absent.
pub(crate) const fn field(name: &'static str, shape: Shape, about: &'static str) -> Field {
    Field { name, shape, required: false, about, implemented: true }
}

/// A list of strings.
pub(crate) const TEXTS: Shape = Shape::List(&Shape::Text);

/// An object with these keys.
pub(crate) const fn table(what: &'static str, fields: &'static [Field]) -> Table {
    Table { what, fields, open: false }
}

/// An object with these keys, and usually more.
pub(crate) const fn open(what: &'static str, fields: &'static [Field]) -> Table {
    Table { what, fields, open: true }
}
