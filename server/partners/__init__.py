"""Organisations and what they agree on."""
