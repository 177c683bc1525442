"""A fictional district that shows everything: Landkreis Wirletal with the town of Wirlebrück.

No place, organisation or person in here exists. The map lies in the open sea of the German Bight,
so that no real place can be mistaken for it; staff are called Beispiel, Muster or Platzhalter.

Deliberate, and kept as they are, because they are what a release has to catch: notes that name
staff or another participant (f010, f025, f027, f031, f039, f044, f050, f056, f072, f092, f101,
f108), findings at somebody's own home (f102, f136), third persons ("die Frau aus Haus sechs": f099,
f140) and a profile so rare that it names its person (Hasel 23). ``content/releases.csv`` says which
findings pass and with which words.

``content/`` holds the words; ``frame`` turns metres into degrees; ``town`` and ``basemap`` draw the
map, ``pictures`` the photographs, and ``seed`` brings it all into the database by the same
operations that people use.
"""
