"""How well a record agrees with gold: reports that people have read in full.

    score(rows, gold, tables) -> Scores

`rows` are the rows of an export, of kind report and assertion (`rows_of` reads them); `gold` and `tables` come from
`load_gold` and `load_tables`. Everything past loading is pure: the same rows and gold give the same figures.
docs/cli.md tells what is counted and why.
"""

from dateline.pipeline.score.gold import Claim, GoldReport, load_gold
from dateline.pipeline.score.report import Scores, by_stem, score
from dateline.pipeline.score.rows import rows_of
from dateline.pipeline.score.tables import Tables, load_tables

__all__ = ["Claim", "GoldReport", "Scores", "Tables", "by_stem", "load_gold", "load_tables", "rows_of", "score"]
