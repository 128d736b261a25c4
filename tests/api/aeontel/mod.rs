//! Aeontel's API: what its clients send and read.

mod servers;
