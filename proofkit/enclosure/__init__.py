"""Fast rigorous enclosures: expressions as programs, run on many boxes at once, every operation rounded outward."""
