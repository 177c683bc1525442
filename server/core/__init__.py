"""What every feature stands on: API, callers, database, seals, audit, jobs and the clock."""
