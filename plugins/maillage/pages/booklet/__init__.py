"""A territory on paper: a booklet in small and in large print, and a poster for the wall of a town hall."""
