-- Schema 4: people also correct assertions and add those that were missed (verdicts 'corrected', 'missed'). A person's
-- assertion lies in the table of schema 1 like any other; its judgement, in that of schema 2, names it as "right".
-- This table keeps under which reading of the report a word on an assertion was given: a later reading is held against it.
CREATE TABLE decided_under (
  judgement_id TEXT PRIMARY KEY REFERENCES judgements (judgement_id),
  reading INTEGER NOT NULL REFERENCES readings (reading)
) WITHOUT ROWID;

CREATE TRIGGER decided_keep BEFORE UPDATE ON decided_under BEGIN SELECT RAISE(ABORT, 'judgements are append-only'); END;
CREATE TRIGGER decided_stay BEFORE DELETE ON decided_under BEGIN SELECT RAISE(ABORT, 'judgements are append-only'); END;
