//! Completion of words while they are typed, by the shells that ask the program itself.

pub(crate) mod engine;
mod sources;
mod table;
