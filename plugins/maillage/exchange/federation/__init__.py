"""Visits to neighbouring directories: what they publish, in the formats that we write ourselves, as entries to be kept."""
