"""The schema. Portable SQL only: texts, whole numbers, and constraints that every database keeps.

Ids are random and the tables have no hidden row number. `number` counts the responses that were begun before: random
arms are balanced by it.
Times are UTC in ISO 8601; `saved` is when a response was last written, for whoever looks after unfinished ones.
"""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, MetaData, String, Table, Text, UniqueConstraint

SCHEMA = 5
"""The schema's number; a store made with a higher one is left alone, one with a lower one is brought up to it."""

metadata = MetaData()

about = Table("surveykit_store", metadata, Column("schema_number", Integer, primary_key=True))

versions = Table(
    "questionnaire_version",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("questionnaire", String(100), nullable=False, index=True),
    Column("version", String(100), nullable=False),
    Column("text", Text, nullable=False),
    Column("first_seen", String(32), nullable=False),
    sqlite_with_rowid=False,
)

responses = Table(
    "response",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("questionnaire", String(100), nullable=False),
    Column("version", String(64), ForeignKey("questionnaire_version.hash"), nullable=False),
    Column("key", String(200), nullable=False),
    Column("language", String(16)),
    Column("status", String(16), nullable=False),
    Column("started", String(32)),
    Column("saved", String(32)),
    Column("closed", String(32)),
    Column("number", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("answers", Text, nullable=False),
    Column("paradata", Text, nullable=False),
    UniqueConstraint("questionnaire", "key", name="one_response_per_key"),
    sqlite_with_rowid=False,
)

packed_table = Table(
    "packed_table",
    metadata,
    Column("version", String(64), primary_key=True),
    Column("questionnaire", String(100), nullable=False, index=True),
    Column("rows", Integer, nullable=False),
    Column("about", Text, nullable=False),
    sqlite_with_rowid=False,
)

packed = Table(
    "packed_column",
    metadata,
    Column("version", String(64), primary_key=True),
    Column("block", Integer, primary_key=True),
    Column("variable", String(32), primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("codes", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

records = Table(
    "record",
    metadata,
    Column("response", String(32), ForeignKey("response.id", ondelete="CASCADE"), primary_key=True),
    Column("questionnaire", String(100), nullable=False, index=True),
    Column("content", Text, nullable=False),
    sqlite_with_rowid=False,
)

erasures = Table(
    "erasure",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("respondent", String(64), nullable=False, index=True),
    Column("questionnaire", String(100), nullable=False),
    Column("erased", String(32), nullable=False),
    Column("reason", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""`key` and `respondent` are hashes of a response's key and of the id that exports showed."""
