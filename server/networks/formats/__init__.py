"""What other programs for network maps keep: read with an account of what is lost, and written."""
