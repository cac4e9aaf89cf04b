"""What Clausewatch knows about policies, as data: a taxonomy, one vocabulary a language, and names of third parties.

A language is one file in `lexicons/`; a category is one entry in `taxonomy.toml` and its terms in each language.
The TOML sources are what counts; their built tables (`built.py`) only load faster, and are checked against them.
"""

from policy.knowledge.lexicon import lexicon, spoken_languages
from policy.knowledge.parties import parties
from policy.knowledge.sources import KnowledgeError
from policy.knowledge.taxonomy import taxonomy

__all__ = [
    "KnowledgeError",
    "lexicon",
    "parties",
    "spoken_languages",
    "taxonomy",
]
