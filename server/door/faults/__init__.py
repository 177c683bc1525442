"""Breaking things on purpose, on an installation of its own, and counting what is lost: nothing."""
