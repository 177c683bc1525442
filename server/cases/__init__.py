"""Case consultation (kollegiale Fachberatung), and the sheet a person takes to their plan.

What is shown is a copy, sealed under a key of the one consultation, with names masked and without
any reference to the person. So it ends with its key, and nobody who reads it can connect it to the
person, to their usual pseudonym or to another consultation. What can be shown is told by features
(``explorations.material``); whom a consultation is about is known to those who support them only.
"""
