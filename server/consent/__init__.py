"""Consent: what each person agreed to, purpose by purpose, and what follows when they take it back.

Answers are only ever appended, as records that devices keep: the latest one counts. Whoever reads
or passes on something of a person asks ``rules.has_consent`` or its SQL twin. What ends with a
withdrawal is told to this feature by those it belongs to (``endings``).
"""
