//! The advisory lock that a command's edit and the hub's edit share: a side file beside the settings.
