//! One server read from the settings of another client.

use serde_json::{Map, Value};

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Imported {
    /// The name in the source.
    pub(crate) name: String,
    /// The entry in our format. `type` is present, unless the entry is a URL without one.
    pub(crate) entry: Map<String, Value>,
    /// Notes on fields that were not carried over, or were interpreted.
    pub(crate) notes: Vec<String>,
    /// Restrictions that could not be carried over; they disable the server.
    pub(crate) lost: Vec<String>,
}

impl Imported {
    /// Disables the server, for a restriction that cannot be carried over.
    pub(crate) fn lose(&mut self, why: String) {
        self.entry.insert("enabled".into(), false.into());
        self.lost.push(why);
    }
}

/// A server that could not be read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rejected {
    /// The name in the source.
    pub(crate) name: String,
    pub(crate) why: String,
}

/// One entry of a source.
pub(crate) type Read = Result<Imported, Rejected>;
