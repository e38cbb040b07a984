"""The runtimes: the only folder that knows nameko, kombu, eventlet, celery. A service cannot tell where it runs."""
