"""The nouns of the record, frozen: reports, spans, assertions, incidents, judgements, entities, and what goes wrong."""
