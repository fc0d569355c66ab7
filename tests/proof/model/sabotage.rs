//! Controls of the model: each breaks on purpose what the model guards, and it must be found.
