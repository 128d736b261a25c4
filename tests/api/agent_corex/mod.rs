//! Agent-Corex's API, as its clients use it, one file per group of routes.

mod access;
mod registry;
mod servers;
mod supabase;
