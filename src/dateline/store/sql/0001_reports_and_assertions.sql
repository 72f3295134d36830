-- Schema 1: what was read, and what reading found. Append-only: see the triggers at the end.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- number: local to this file, the key of the full-text table; never exported.
CREATE TABLE reports (
  number INTEGER PRIMARY KEY,
  report_id TEXT NOT NULL UNIQUE,
  publisher TEXT, url TEXT, title TEXT, author TEXT,
  published TEXT, published_basis TEXT NOT NULL, language TEXT,
  text TEXT NOT NULL, sha256 TEXT NOT NULL,
  known_from TEXT NOT NULL, ingested_at TEXT NOT NULL
);
CREATE INDEX reports_known ON reports (known_from, report_id);

-- Every origin under which a report was met. The exported origin is the least of them, so that order does not matter.
CREATE TABLE sightings (
  report_id TEXT NOT NULL REFERENCES reports (report_id),
  origin TEXT NOT NULL,
  seen_on TEXT NOT NULL,
  PRIMARY KEY (report_id, origin)
) WITHOUT ROWID;

-- One reading of one report by one reader (rules, lexicons, model, least confidence). The latest is current.
CREATE TABLE readings (
  reading INTEGER PRIMARY KEY,
  report_id TEXT NOT NULL REFERENCES reports (report_id),
  reader TEXT NOT NULL
);
CREATE INDEX readings_report ON readings (report_id, reading, reader);

-- With a rowid: rows this long would leave half of each page empty in a table without one.
CREATE TABLE assertions (
  assertion_id TEXT NOT NULL PRIMARY KEY,
  report_id TEXT NOT NULL REFERENCES reports (report_id),
  type TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  body BLOB NOT NULL
);
CREATE INDEX assertions_report ON assertions (report_id);

CREATE TABLE reading_assertions (
  reading INTEGER NOT NULL REFERENCES readings (reading),
  assertion_id TEXT NOT NULL REFERENCES assertions (assertion_id),
  PRIMARY KEY (reading, assertion_id)
) WITHOUT ROWID;

-- What could not be used, as things stand: a row goes when its origin or report has been read after all.
-- The key's columns stand first: where they do not, integrity_check of SQLite 3.40 sees NULLs that are not there.
CREATE TABLE skipped (
  origin TEXT NOT NULL, stage TEXT NOT NULL, report_id TEXT NOT NULL DEFAULT '',
  cause TEXT NOT NULL, remedy TEXT NOT NULL,
  PRIMARY KEY (origin, stage, report_id)
) WITHOUT ROWID;

CREATE TRIGGER reports_keep BEFORE UPDATE ON reports BEGIN SELECT RAISE(ABORT, 'reports are append-only'); END;
CREATE TRIGGER reports_stay BEFORE DELETE ON reports BEGIN SELECT RAISE(ABORT, 'reports are append-only'); END;
CREATE TRIGGER sightings_keep BEFORE UPDATE ON sightings BEGIN SELECT RAISE(ABORT, 'sightings are append-only'); END;
CREATE TRIGGER sightings_stay BEFORE DELETE ON sightings BEGIN SELECT RAISE(ABORT, 'sightings are append-only'); END;
CREATE TRIGGER readings_keep BEFORE UPDATE ON readings BEGIN SELECT RAISE(ABORT, 'readings are append-only'); END;
CREATE TRIGGER readings_stay BEFORE DELETE ON readings BEGIN SELECT RAISE(ABORT, 'readings are append-only'); END;
CREATE TRIGGER assertions_keep BEFORE UPDATE ON assertions BEGIN SELECT RAISE(ABORT, 'assertions are append-only'); END;
CREATE TRIGGER assertions_stay BEFORE DELETE ON assertions BEGIN SELECT RAISE(ABORT, 'assertions are append-only'); END;
CREATE TRIGGER found_keep BEFORE UPDATE ON reading_assertions BEGIN SELECT RAISE(ABORT, 'readings are append-only'); END;
CREATE TRIGGER found_stay BEFORE DELETE ON reading_assertions BEGIN SELECT RAISE(ABORT, 'readings are append-only'); END;
