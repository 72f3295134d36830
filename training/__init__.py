"""What Dateline's learned readers are trained on, and by which code. Not part of the package."""
