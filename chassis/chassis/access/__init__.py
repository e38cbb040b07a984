"""Principals, signed tokens, data scope, and the local copy of the people directory."""

from chassis.access.functions import Area, Function, Mark, UndeclaredFunction, check_functions
from chassis.access.people import Person, find_person, get_person, names_of, remember_person
from chassis.access.principal import SCOPES, Principal, covers, system_principal, widest_scope
from chassis.access.scope import EVERYTHING, NOTHING, Reach, install_scope_filter, reach_of, seeing_everything
from chassis.access.tokens import (
    Signer,
    Verifier,
    load_signer,
    load_verifier,
    make_keys,
    operator_principal,
    service_principal,
)

__all__ = [
    "EVERYTHING",
    "NOTHING",
    "SCOPES",
    "Area",
    "Function",
    "Mark",
    "Person",
    "Principal",
    "Reach",
    "Signer",
    "UndeclaredFunction",
    "Verifier",
    "check_functions",
    "covers",
    "find_person",
    "get_person",
    "install_scope_filter",
    "load_signer",
    "load_verifier",
    "make_keys",
    "names_of",
    "operator_principal",
    "reach_of",
    "remember_person",
    "seeing_everything",
    "service_principal",
    "system_principal",
    "widest_scope",
]
