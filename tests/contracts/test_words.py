"""Every column of every list, and every kind of record in the audit trail, has words in Chinese and English."""

import pytest

from chassis.exports.lists import listing_of
from chassis.model import Audited
from chassis.runtime.installation import installed_services
from chassis.system import system_operations
from chassis.words import words_of

SERVICES = {service.name: service for service in installed_services()}


@pytest.mark.parametrize("name", SERVICES)
def test_each_column_of_an_export_has_words(name):
    """Missing ones are added to the words.py of the service."""
    service = SERVICES[name]
    found = filter(None, map(listing_of, (*service.operations, *system_operations())))
    used = {part for each in found for column in each.columns() for part in column.path}
    assert used - words_of(service.words).keys() == set()


@pytest.mark.parametrize("name", SERVICES)
def test_each_audited_kind_of_record_has_words(name):
    service = SERVICES[name]
    kinds = {each.class_.__name__ for each in service.base.registry.mappers if issubclass(each.class_, Audited)}
    assert kinds - words_of(service.words).keys() == set()


@pytest.mark.parametrize("name", SERVICES)
def test_the_words_are_in_both_languages(name):
    for zh, en in words_of(SERVICES[name].words).values():
        assert any("\u4e00" <= sign <= "\u9fff" for sign in zh), zh
        assert en.isascii(), en
