"""What reading does to the threads of numpy's products: one while it reads, as many as before when it has read."""

import numpy as np
from threadpoolctl import ThreadpoolController

from dateline.model.report import Report, make_report
from dateline.pipeline.reading import read_docs


def _threads() -> set[int]:
    np.zeros((1, 1), np.float32) @ np.zeros((1, 1), np.float32)
    return {pool["num_threads"] for pool in ThreadpoolController().info() if pool["user_api"] == "blas"}


def test_products_run_on_one_thread_while_reports_are_read_and_as_before_after() -> None:
    report = make_report("Shells hit the town on Monday.", origin="a.txt", ingested_at="2026-11-25", language="en")
    assert isinstance(report, Report)
    with ThreadpoolController().limit(limits=2, user_api="blas"):
        before = _threads()
        during = [_threads() for _ in read_docs([report])]
        assert during == [{1} if before else set()]
        assert _threads() == before
