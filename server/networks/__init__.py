"""Network maps: who matters to a person, how near, who helps whom, and who knows whom.

``metrics`` and ``comparing`` know graphs and no database; ``formats`` reads and writes what other
programs keep (easyNWK, Network Canvas).
"""
