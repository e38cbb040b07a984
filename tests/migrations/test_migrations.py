"""What the models say and what the migrations make is the same, for every service, in both databases."""

import pytest
from sqlalchemy import create_engine, text

from chassis.database.migrations import WrongSchema, check_schema, differences, migrate
from chassis.runtime.installation import installed_services
from chassis.testing.databases import drop_database, fresh_database

SERVICES = {service.name: service for service in installed_services()}


@pytest.fixture(params=sorted(SERVICES))
def service(request):
    return SERVICES[request.param]


@pytest.fixture
def url(tmp_path, service):
    fresh = fresh_database(tmp_path, service.name)
    yield fresh
    drop_database(fresh)


def test_a_migrated_database_is_what_the_models_say(service, url):
    migrate(service, url)
    check_schema(service, url)
    assert differences(service, url) == []


def test_migrating_again_changes_nothing(service, url):
    migrate(service, url)
    migrate(service, url)
    assert differences(service, url) == []


def test_an_empty_database_is_not_mistaken_for_a_migrated_one(service, url):
    with pytest.raises(WrongSchema):
        check_schema(service, url)


def test_a_newer_database_is_refused(service, url):
    migrate(service, url)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE alembic_version SET version_num = 'sales_9999' WHERE version_num LIKE 'chassis%'")
        )
    engine.dispose()
    with pytest.raises(WrongSchema):
        check_schema(service, url)
