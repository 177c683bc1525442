"""Accessibility walks and what was found on them."""
