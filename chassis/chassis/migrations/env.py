"""Alembic's environment for every service: its own tables, and the chassis' tables as a branch of their own."""

from alembic import context

config = context.config
connection = config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=list(config.attributes["metadata"]),
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    include_object=config.attributes.get("include"),
)
with context.begin_transaction():
    context.run_migrations()
