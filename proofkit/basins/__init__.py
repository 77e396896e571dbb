"""Where descent certainly goes: sets of starts that converge to a point or a cycle, by enclosures of the map."""
