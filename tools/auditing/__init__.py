"""The checks of `make audit`, one file for each kind."""
