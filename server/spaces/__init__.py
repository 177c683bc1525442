"""Social spaces and their outlines, and the basemaps beneath them.

A basemap is one PMTiles file per area in the data folder. It is read by ranges, offline too, so
everything that could be wrong with it is found out when it is added, not on the pavement.
"""
