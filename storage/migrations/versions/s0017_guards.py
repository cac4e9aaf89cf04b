"""Evidence is guarded by triggers; `storage.guards` makes them whenever the tables are brought up to date."""

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing but the number: a database of before is behind, and gets its guards."""


def downgrade() -> None:
    """The guards were taken away before."""
