"""Explorations: who explored what together, when and with which method; and the shared codes.

``questions.yaml`` is the one list of codes and of their German, plain German and English words. The
phone's build reads the same file.
"""
