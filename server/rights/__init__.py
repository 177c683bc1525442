"""A person's rights over what is stored about them: to see it, to take it along, to have it erased.

GDPR articles 15, 17 and 20. This feature reads all others that know something of a person.
"""
