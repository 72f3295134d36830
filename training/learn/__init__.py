"""Trains the small learned readers of Dateline on annotated reports. `python -m training.learn --help`."""
