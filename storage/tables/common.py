"""What tables have in common: where they are listed, how their keys are named, and two columns."""

from sqlalchemy import Column, ForeignKey, LargeBinary, MetaData, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def target_id() -> Column[str]:
    return Column("target_id", Text, ForeignKey("targets.id"), primary_key=True, nullable=False)


def seal() -> Column[bytes]:
    """Of the row, by `storage.seals`: what is changed by anything but us no longer fits it."""
    return Column("seal", LargeBinary, nullable=False)
