"""`python -m server`: the command line, behind `./gegenstrom`."""
