"""What `make audit` looks at, one file for each kind of check."""
