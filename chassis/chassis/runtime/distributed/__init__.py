"""The distributed runtime: every service a process of its own, PostgreSQL, RabbitMQ between them, HTTP for calls.

Nothing is imported here: `python -m chassis.runtime.distributed serve ...` must make the process green before all else.
"""
