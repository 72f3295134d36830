"""The record in formats that other software reads. Pure: rows in, bytes out."""
