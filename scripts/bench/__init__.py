"""Measurements: ``python3 kb.py bench search --items N`` on a generated base, in a headless browser."""
