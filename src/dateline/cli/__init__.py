"""The command line: one file a verb. It shows what `pipeline` answers and has no logic of its own.

Standard output carries the answer and nothing else; progress, notices and errors go to standard error.
"""

from dateline.cli.app import main

__all__ = ["main"]
