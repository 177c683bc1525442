"""The front door: what `./gegenstrom` does.

`prepare` runs first, under any Python, and makes the environment; the rest runs inside it:
`commands` (the command line), `cluster` (the private PostgreSQL), `serving` (web server and
worker), `checks` (lint, types, contract, tests).
"""
