"""What the browser searches: documents, words, facets and points, cut into small files that are asked for one by one.

A pure function from :class:`~maillage.search.world.World` to files. How it was chosen and what is in which file:
``docs/explanation/search.md``.
"""
