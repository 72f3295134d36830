"""The gazetteer: compiled from open sources at build time, opened in milliseconds, asked by name."""
