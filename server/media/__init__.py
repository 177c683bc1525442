"""Photographs and other bytes: received in ranges, checked, stripped, sealed, stored as files."""
