"""Where the stages meet: build, queries, export, verify, score. The only layer that knows them all."""
