-- Schema 5: how many publishers a record has is asked for with every look at it; the texts must not be walked past for that.
CREATE INDEX reports_publisher ON reports (publisher);
