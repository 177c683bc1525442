"""A map for paper: the basemap, numbered findings and a scale as one SVG, without any script.

``drawing.draw_map`` is the entry: it chooses a view around the findings, reads the basemap tiles
under it, draws the ground, lets the markers step apart and letters what is left free. All text is
drawn as outlines, so paper and screen show the same letters wherever the picture is opened.
"""
