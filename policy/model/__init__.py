"""The nouns of Clausewatch as frozen values; every room speaks in these, and imports each from its own module.

    Target → Order → Outcome = Fetched | Unmodified | Failed, each behind Captures          targets, captures
    Source → Reading (sections of blocks) → Version                                          readings, looks
    SectionChange, Fact → Finding → ChangeSet → Checked → Change                             changes, looks, shelf
    Entry → Digest → Message → Delivery                                                      digests

All times are aware and in UTC; all sequences are tuples.
"""
