"""The fictional town as shapes: from the words of ``places.yaml`` to what a map is drawn of.

``plan`` reads streets, river and rails; ``land`` adds what covers the ground, ``houses`` what
stands on it, ``landmarks`` what people look for and what is written; ``tiles`` cuts it all into one
PMTiles file. Everything before ``tiles`` is in the local metres of ``server.demo.frame``.
"""
