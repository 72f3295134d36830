-- Schema 3: people also give grades, to incidents and to sources, as judgements of their own (verdict 'graded'). Those lie in
-- the table of schema 2; the number says that a Dateline which does not know them must not open the record.
-- What people decided is asked for with every list: it must not cost a walk past all that rules decided.
CREATE INDEX judgements_people ON judgements (judgement_id) WHERE made = 'person';
