"""Stores that an earlier version made -> the schema of today, in the one transaction of whoever opens them."""

from sqlalchemy import Connection, inspect, select, update

from surveykit.store.tables import SCHEMA, about, erasures, metadata, packed, packed_table, records, responses


def migrate(connection: Connection) -> None:
    """Bring the tables up to the schema of today. What they hold stays as it is."""
    if connection.execute(select(about.c.schema_number)).scalar_one() >= SCHEMA:
        return  # somebody else did it a moment ago
    _to_2(connection)
    metadata.create_all(connection, tables=[packed_table, packed])  # 3: coded answers in blocks
    metadata.create_all(connection, tables=[records])  # 4: the firm's records
    metadata.create_all(connection, tables=[erasures])  # 5: the log of erasures
    connection.execute(update(about).values(schema_number=SCHEMA))


def _to_2(connection: Connection) -> None:
    """`number` came with random arms; for some days stores with it were still numbered 1."""
    if "number" not in {column["name"] for column in inspect(connection).get_columns(responses.name)}:
        connection.exec_driver_sql(f"ALTER TABLE {responses.name} ADD COLUMN number INTEGER NOT NULL DEFAULT 0")
