-- Schema 2: decisions of rules and people. A withdrawal is a further row: nothing is rewritten.
-- made: 'rule' (merging writes it again whenever it still holds) or 'person' (stands until withdrawn).
CREATE TABLE judgements (
  judgement_id TEXT NOT NULL PRIMARY KEY,
  made TEXT NOT NULL CHECK (made IN ('rule', 'person')),
  "left" TEXT NOT NULL, "right" TEXT NOT NULL,
  body BLOB NOT NULL
);
CREATE INDEX judgements_left ON judgements ("left");
CREATE INDEX judgements_right ON judgements ("right");

CREATE TABLE withdrawals (
  judgement_id TEXT PRIMARY KEY REFERENCES judgements (judgement_id),
  withdrawn_at TEXT NOT NULL,
  withdrawn_by TEXT NOT NULL
) WITHOUT ROWID;

CREATE TRIGGER judgements_keep BEFORE UPDATE ON judgements BEGIN SELECT RAISE(ABORT, 'judgements are append-only'); END;
CREATE TRIGGER judgements_stay BEFORE DELETE ON judgements BEGIN SELECT RAISE(ABORT, 'judgements are append-only'); END;
CREATE TRIGGER withdrawals_keep BEFORE UPDATE ON withdrawals BEGIN SELECT RAISE(ABORT, 'withdrawals are append-only'); END;
CREATE TRIGGER withdrawals_stay BEFORE DELETE ON withdrawals BEGIN SELECT RAISE(ABORT, 'withdrawals are append-only'); END;
