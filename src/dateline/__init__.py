"""Dateline turns dated news reports about armed conflict into a record that can be cited."""

__version__ = "0.1.0"
