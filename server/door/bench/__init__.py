"""Measuring: a private installation of its own, phones that press it, and a table of what it took.

Nothing here is a test: figures depend on the machine. What must hold always is in ``tests/``.
"""
