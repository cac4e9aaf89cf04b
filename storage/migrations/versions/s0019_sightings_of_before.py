"""Nothing empties a table of evidence at a stroke; bodies of before 0016 are known by their look.

`storage.schema` makes the guards, and `storage.sightings` finds the looks, whenever the tables are brought up to date.
"""

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing but the number: a database of before is behind, and gets both."""


def downgrade() -> None:
    """The guards were taken away before; the table of sightings is of 0016."""
