//! Agent-Corex's API: what its clients send and read, a file a family.

mod access;
mod registry;
mod servers;
mod supabase;
