"""Push and pull: what devices keep offline reaches the server exactly once, and comes back.

This feature knows no other: each registers its record kinds (``sync.kinds``).
"""
