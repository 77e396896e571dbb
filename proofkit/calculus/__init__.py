"""Operations on functions and what classes they keep, one operation per file."""
