"""What the site shows: one module or package for each section, from the network to pages and files.

:mod:`maillage.pages.sections` says which there are. It alone imports them all: a build in which nothing changed asks for none.
"""
