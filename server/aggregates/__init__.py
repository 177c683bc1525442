"""What the pool shows to the planning side: released findings, filtered, as a list and as a map."""
