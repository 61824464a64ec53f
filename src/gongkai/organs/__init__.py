"""Organs 机关: who acts and who answers for it, as a tree with dates."""
