"""Accounts, sign-in and participants: who is who, and how they prove it."""
