"""Orders: a small shop's order service, in the standard library and one signing library."""

__version__ = "1.0.0"
