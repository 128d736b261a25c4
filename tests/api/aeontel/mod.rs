//! Aeontel's API, as its clients use it.

mod servers;
