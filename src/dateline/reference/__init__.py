"""Packaged knowledge - gazetteer, actors, weapons, acts, cues - as YAML and TSV with their loaders."""
