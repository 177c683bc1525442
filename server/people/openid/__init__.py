"""Signing in with the accounts an organisation has already (OpenID Connect)."""
