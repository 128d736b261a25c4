//! Watches the settings file's folder, debounced. It says "look again", never what changed.
