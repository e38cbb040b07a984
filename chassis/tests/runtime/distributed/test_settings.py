"""What a process is told: complete and well-formed, or refused in one line that names the setting."""

import pytest

from chassis.runtime.distributed.settings import BadSetting, Settings

ENVIRONMENT = {
    "DATA_DIR": "/srv/zhanggui",
    "ZHANGGUI_BROKER": "amqp://guest@broker//",
    "ZHANGGUI_DATABASE_SALES": "postgresql+psycopg2://sales@db/sales",
    "ZHANGGUI_LISTEN_SALES": "127.0.0.1:8001",
    "ZHANGGUI_ADDRESS_SALES": "http://sales:8001",
    "ZHANGGUI_ADDRESS_CRM": "http://crm:8002",
}


def test_a_service_finds_its_own_database_and_everybodys_address():
    settings = Settings.from_environment(ENVIRONMENT)
    assert settings.database_of("sales") == "postgresql+psycopg2://sales@db/sales"
    assert settings.listen_of("sales") == ("127.0.0.1", 8001)
    assert settings.addresses == {"sales": "http://sales:8001", "crm": "http://crm:8002"}


def test_a_database_that_a_process_was_not_told_stays_unknown_to_it():
    with pytest.raises(BadSetting, match="ZHANGGUI_DATABASE_CRM is not set"):
        Settings.from_environment(ENVIRONMENT).database_of("crm")


@pytest.mark.parametrize("missing", ["DATA_DIR"])
def test_what_every_process_needs_must_be_there(missing):
    with pytest.raises(BadSetting, match=missing):
        Settings.from_environment({name: value for name, value in ENVIRONMENT.items() if name != missing})


@pytest.mark.parametrize("address", ["sales:8001", "https://sales:8001", "http://sales", "http://sales:port", "//"])
def test_an_address_that_is_none_is_refused(address):
    with pytest.raises(BadSetting, match="ZHANGGUI_ADDRESS_SALES"):
        Settings.from_environment({**ENVIRONMENT, "ZHANGGUI_ADDRESS_SALES": address})


def test_people_are_answered_on_as_many_addresses_as_are_named():
    edge = {**ENVIRONMENT, "ZHANGGUI_EDGE": "10.77.0.1:8080 192.168.1.5:8080 [fd00::1]:8081"}
    places = [("10.77.0.1", 8080), ("192.168.1.5", 8080), ("fd00::1", 8081)]
    assert Settings.from_environment(edge).listens_of_edge() == places
    for none in ("", " ", "10.77.0.1"):
        with pytest.raises(BadSetting, match="ZHANGGUI_EDGE"):
            Settings.from_environment({**ENVIRONMENT, "ZHANGGUI_EDGE": none}).listens_of_edge()


@pytest.mark.parametrize("place", ["8001", ":8001", "localhost:", "localhost:http", "localhost:0", "localhost:70000"])
def test_a_place_to_listen_that_is_none_is_refused(place):
    with pytest.raises(BadSetting, match="ZHANGGUI_LISTEN_SALES"):
        Settings.from_environment({**ENVIRONMENT, "ZHANGGUI_LISTEN_SALES": place}).listen_of("sales")


def test_who_speaks_to_the_broker_must_know_it():
    with pytest.raises(BadSetting, match="ZHANGGUI_BROKER"):
        Settings.from_environment({"DATA_DIR": "/srv"}).needed_broker()
