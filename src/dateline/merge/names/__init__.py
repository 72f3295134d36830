"""Names across reports: which of them name one person, force, office, place or weapon, and since when that is known."""
