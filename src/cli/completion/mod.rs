//! Completion of words while they are typed, by shells that run the program itself.

pub(crate) mod engine;
mod sources;
mod table;
