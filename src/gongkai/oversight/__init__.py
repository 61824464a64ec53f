"""Oversight 监督保障: inspection, appraisal, training; reconsideration and lawsuits."""
