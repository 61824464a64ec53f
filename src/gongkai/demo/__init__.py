"""The sample year: 尉氏县 2020 in the figures of its report, with invented texts and people."""
