"""Value types and their parsing - days, quantities, coordinates, names, text - that know nothing of conflict."""
