-- Everything here is worked out from the append-only tables and may be dropped and made again at any time.
CREATE TABLE derived_state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- MinHash of each report's text: slow to make, so kept until the way it is made changes.
CREATE TABLE signatures (report_id TEXT PRIMARY KEY, signature BLOB NOT NULL) WITHOUT ROWID;
-- What each report is about (merge.marks), kept for as long; and the earlier reports that it is like, by level.
CREATE TABLE marks (report_id TEXT PRIMARY KEY, marks BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE alike (
  report_id TEXT NOT NULL, earlier TEXT NOT NULL, names TEXT NOT NULL, ages TEXT NOT NULL, texts TEXT NOT NULL,
  PRIMARY KEY (report_id, earlier)
) WITHOUT ROWID;
CREATE TABLE copies (report_id TEXT PRIMARY KEY, duplicate_of TEXT NOT NULL) WITHOUT ROWID;
-- Reports that a person withdrew, and from which day on. Their assertions stay in current_assertions, since they count
-- before that day; they are in no incident.
CREATE TABLE withdrawn (report_id TEXT PRIMARY KEY, withdrawn_on TEXT NOT NULL) WITHOUT ROWID;

-- What people's words made of single assertions: a row for each that was judged, replaced or given by a person.
-- present: what stands in its place (itself, another, nothing); judgement_id: the word that decided; null: none did.
CREATE TABLE reviewed (
  assertion_id TEXT PRIMARY KEY, report_id TEXT NOT NULL, present TEXT, judgement_id TEXT
) WITHOUT ROWID;
CREATE INDEX reviewed_report ON reviewed (report_id);
CREATE INDEX reviewed_present ON reviewed (present);
-- People's words that this layer follows from; undone: 1 if it had been withdrawn.
CREATE TABLE applied (judgement_id TEXT PRIMARY KEY, undone INTEGER NOT NULL) WITHOUT ROWID;

-- Assertions of the current readings, as people's words left them, in the order of the export (known_from, report_id, start, end, assertion_id).
-- day_from, day_to: the days the date allows; where there is no date, the day from which it was known.
CREATE TABLE current_assertions (
  seq INTEGER PRIMARY KEY,
  assertion_id TEXT NOT NULL UNIQUE,
  report_id TEXT NOT NULL,
  type TEXT NOT NULL,
  event_type TEXT COLLATE NOCASE, sub_event_type TEXT COLLATE NOCASE, interaction TEXT COLLATE NOCASE,
  known_from TEXT NOT NULL, day_from TEXT NOT NULL, day_to TEXT NOT NULL,
  certainty TEXT NOT NULL, status TEXT NOT NULL,
  incident_id TEXT, disputed_by TEXT NOT NULL DEFAULT '[]', answers TEXT NOT NULL DEFAULT '[]'
);
CREATE INDEX current_known ON current_assertions (known_from, seq);
CREATE INDEX current_report ON current_assertions (report_id, seq);
CREATE INDEX current_incident ON current_assertions (incident_id, seq);
CREATE INDEX current_disputed ON current_assertions (seq) WHERE disputed_by <> '[]';

-- What an assertion can be asked for by. slot: place, actor, source, type, country ... (store/search.py); folded:
-- fold(name); key: slavic_key(name).
CREATE TABLE names (
  name INTEGER PRIMARY KEY, slot TEXT NOT NULL, folded TEXT NOT NULL, key TEXT NOT NULL, UNIQUE (slot, folded)
);
CREATE INDEX names_key ON names (slot, key);
-- The seqs of the assertions that have a name, ascending, as unsigned 32-bit little-endian numbers; `first` and `last`
-- are those of a row. A build adds a row for each name that its assertions have.
CREATE TABLE named (
  name INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, seqs BLOB NOT NULL, PRIMARY KEY (name, first)
);
CREATE INDEX named_last ON named (last, first);
-- How a name is shown that a filter can offer, and the assertion that first had it so.
CREATE TABLE shown (
  slot TEXT NOT NULL, folded TEXT NOT NULL, shown TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (slot, folded)
) WITHOUT ROWID;

-- Columns of numbers, one item an assertion from seq `first` on (`days`, `incident`), or several (`pins`), or one an
-- incident (`order`): layouts in store/columns.py. What a filter leaves is worked out from these and from `named`.
CREATE TABLE packed (what TEXT NOT NULL, first INTEGER NOT NULL, items BLOB NOT NULL, PRIMARY KEY (what, first));

-- seq: of the assertion that founded it, so that a later report changes no row but those of the incidents that it tells of.
CREATE TABLE incidents (
  seq INTEGER PRIMARY KEY, incident_id TEXT NOT NULL UNIQUE,
  event_type TEXT, interaction TEXT, day_from TEXT NOT NULL, day_to TEXT NOT NULL,
  first_known TEXT NOT NULL, last_known TEXT NOT NULL, disputed INTEGER NOT NULL,
  body BLOB NOT NULL
);
CREATE INDEX incidents_order ON incidents (
  day_from, day_to, first_known, incident_id, last_known, disputed -- the first four: of lists and of the export
);
-- Incidents as a map needs them (store/map_rows.py): a twentieth of the whole.
CREATE TABLE map_rows (seq INTEGER PRIMARY KEY, row BLOB NOT NULL);
-- The same of what assertion `seq` founded as it stood before it grew: at the ends of the days from `since` on, before that
-- of `until`. What is not here is summed up when it is asked for.
CREATE TABLE past_rows (
  seq INTEGER NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL, incident_id TEXT NOT NULL, row BLOB NOT NULL,
  PRIMARY KEY (seq, since)
) WITHOUT ROWID;
CREATE INDEX past_rows_until ON past_rows (until);

CREATE TABLE entities (
  kind TEXT NOT NULL, entity_id TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (kind, entity_id)
) WITHOUT ROWID;
CREATE INDEX entities_id ON entities (entity_id);

-- Names across reports. A node is one name by itself; from `day` on it is what `under` is, by a rule's or a person's word.
CREATE TABLE entity_nodes (
  node INTEGER PRIMARY KEY, entity_id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT NOT NULL,
  known_from TEXT NOT NULL
);
CREATE TABLE entity_joinings (
  node INTEGER PRIMARY KEY, under INTEGER NOT NULL, day TEXT NOT NULL, decided_by TEXT NOT NULL
);
CREATE INDEX entity_joinings_under ON entity_joinings (under);
-- The node of each slot of an assertion that can name something, as unsigned 32-bit numbers of the machine's byte order.
CREATE TABLE entity_slots (seq INTEGER PRIMARY KEY, nodes BLOB NOT NULL);
CREATE TABLE entity_rulings (
  judgement_id TEXT PRIMARY KEY, "left" TEXT NOT NULL, "right" TEXT NOT NULL, decided_at TEXT NOT NULL, body BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX entity_rulings_left ON entity_rulings ("left");
CREATE INDEX entity_rulings_right ON entity_rulings ("right");

-- How incidents grew: from `day` on, the incident that assertion `seq` founded is a part of the one that `under` founded.
CREATE TABLE joinings (seq INTEGER PRIMARY KEY, under INTEGER NOT NULL, day TEXT NOT NULL);

-- Judgements of the rule, by the seqs of the two assertions. levels: the number of the level met in each comparison.
CREATE TABLE rulings (
  judgement_id TEXT PRIMARY KEY, "left" INTEGER NOT NULL, "right" INTEGER NOT NULL, decided_at TEXT NOT NULL,
  verdict TEXT NOT NULL, score REAL NOT NULL, levels BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX rulings_left ON rulings ("left");
CREATE INDEX rulings_right ON rulings ("right");

CREATE VIRTUAL TABLE assertion_words USING fts5 (
  evidence, names, content = '', tokenize = "porter unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE report_words USING fts5 (
  title, text, content = '', tokenize = "porter unicode61 remove_diacritics 2"
);
