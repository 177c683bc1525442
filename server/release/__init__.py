"""Release: what may leave the provider is chosen, checked, redacted and copied to the pool.

Two steps, two logins. A coordinator (field login) writes a release: the public text and what else
of the finding may leave, sealed under the release's own key. A job (release login) reads only
waiting releases and their keys, and writes the pool. It never reaches a finding or a participant.
"""
