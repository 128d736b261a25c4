//! Shapes of values in the settings, as data: one table serves validation and schema.

/// The shape of one value.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Any value; kept unchanged.
    Any,
    Bool,
    /// A string that is compared or executed: surrounding whitespace is reported.
    Text,
    /// A string that is used unchanged.
    Prose,
    /// A string passed to a program: numbers and booleans are converted, surrounding whitespace is
    /// reported.
    Plain,
    /// One of these strings.
    Word(&'static [&'static str]),
    /// An integer with this minimum.
    Whole(u64),
    Number,
    /// An object with known keys.
    Object(&'static Table),
    /// An array with elements of one shape.
    List(&'static Shape),
    /// An object with arbitrary keys and values of one shape.
    Map(&'static Shape),
    /// The first of these shapes with a matching JSON type.
    Either(&'static [Shape]),
}

/// The keys of one kind of object.
#[derive(Debug)]
pub struct Table {
    /// A noun for such objects, with its article.
    pub(crate) what: &'static str,
    pub fields: &'static [Field],
    /// Whether additional keys are expected, so that unknown ones are not reported.
    pub(crate) open: bool,
}

/// A key of an object.
#[derive(Debug)]
pub struct Field {
    pub name: &'static str,
    pub shape: Shape,
    /// Whether the object is unusable without it.
    pub(crate) required: bool,
    /// The description in the schema.
    pub(crate) about: &'static str,
    /// Whether it has an effect. Fields without one are kept and reported.
    pub implemented: bool,
}

impl Table {
    /// Returns the field with that name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

impl Field {
    /// Marks the field as having no effect yet.
    pub(crate) const fn not_yet(self) -> Self {
        Self { implemented: false, ..self }
    }

    /// Marks the field as required.
    pub(crate) const fn required(self) -> Self {
        Self { required: true, ..self }
    }
}

/// Creates an optional key.
pub(crate) const fn field(name: &'static str, shape: Shape, about: &'static str) -> Field {
    Field { name, shape, required: false, about, implemented: true }
}

/// A list of strings.
pub(crate) const TEXTS: Shape = Shape::List(&Shape::Text);

/// Creates a table with these keys.
pub(crate) const fn table(what: &'static str, fields: &'static [Field]) -> Table {
    Table { what, fields, open: false }
}

/// Creates a table with these keys that expects additional ones.
pub(crate) const fn open(what: &'static str, fields: &'static [Field]) -> Table {
    Table { what, fields, open: true }
}
