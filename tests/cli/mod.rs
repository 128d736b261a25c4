//! The command line, one file a command: whole outputs.

mod add;
