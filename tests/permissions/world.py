"""The company of the matrix: a person for every default role, and colleagues at every distance from them.

    hq ─┬─ east (a branch) ─┬─ desk   where everybody of the matrix sits who has a place in a team, and Mate
        │                   └─ next   a second team of the branch: Neighbour
        └─ west (a branch) ─── far    Stranger

The sales manager leads the desk; the branch manager sits in the branch itself; those who see all sit at the top.
"""

from pathlib import Path
from typing import Any

from tests.bad_input.company import PASSWORD, Company
from tests.permissions.words import phone

ROLES = (
    "salesperson", "sales_assistant", "sales_manager", "branch_manager", "sales_director", "finance_manager",
    "cashier", "purchaser", "warehouse_keeper", "auditor", "administrator", "owner",
)  # fmt: skip
COLLEAGUES = ("mate", "neighbour", "stranger")
COMPANY = "company"
"""Whose the products and suppliers are: nobody's, so whoever has the function sees them."""
PEOPLE = (*ROLES, *COLLEAGUES)
UNITS = (("east", "hq", "branch"), ("desk", "east", "team"), ("next", "east", "team"), ("west", "hq", "branch"),
         ("far", "west", "team"))  # fmt: skip
PLACES = {
    "salesperson": "/hq/east/desk/", "sales_assistant": "/hq/east/desk/", "sales_manager": "/hq/east/desk/",
    "mate": "/hq/east/desk/", "neighbour": "/hq/east/next/", "branch_manager": "/hq/east/",
    "stranger": "/hq/west/far/",
}  # fmt: skip
"""Who is not named sits at the top."""
LED = {"sales_manager": "/hq/east/desk/"}
SERVED = {"sales_assistant": ("salesperson",)}


def place(person: str) -> str:
    return PLACES.get(person, "/hq/")


def address(person: str) -> str:
    """Where somebody works from: whoever tries often is held back by the address."""
    return f"10.0.0.{PEOPLE.index(person) + 1}"


def within(viewer: str, scope: str, owner: str) -> bool:
    """Whether a record of the owner is within this scope of the viewer, as product.md tells it (F92-F94, X3)."""
    if scope in ("all", "—"):
        return scope == "all"
    if owner in (viewer, COMPANY, *SERVED.get(viewer, ())):
        return True
    if scope == "team":
        return viewer in LED and place(owner).startswith(LED[viewer])
    if scope == "branch":
        return place(owner).startswith(place(viewer)) and place(viewer) == "/hq/east/"
    return False


class World(Company):
    """Everybody is signed in. `records` are the ids of each person's records, by the names of path and body fields."""

    def __init__(self, folder: Path):
        super().__init__(folder)
        self.records: dict[str, dict[str, Any]] = {person: {} for person in PEOPLE}

    def enter(self, person: str, path: str, body: Any = None, **more: Any) -> Any:
        """The document of something that the person enters."""
        return self.post(path, body, by=person, **more)

    def hire(self) -> None:
        """People in their places, all of them owners for as long as they enter their records."""
        units = {row["path"]: row["id"] for row in self.get("/gateway/units")["items"]}
        for code, parent, kind in UNITS:
            above = next(path for path in units if path.endswith(f"/{parent}/"))
            body = {"code": code, "name": code, "kind": kind, "parent_id": units[above]}
            units[f"{above}{code}/"] = self.post("/gateway/units", body)["id"]
        for person in PEOPLE:
            body = {
                "username": person,
                "code": person,
                "name": person,
                "roles": ["owner"],
                "password": PASSWORD,
                "must_change": False,
            }
            more = {"unit_id": units[place(person)], "serves": list(SERVED.get(person, ()))}
            more["phone"] = phone(person, "colleague phone")
            self.records[person]["user_id"] = self.post("/gateway/users", body | more)["id"]
            self.sign_in(person, address=address(person))
        for person, path in LED.items():
            leader = {"leader_id": self.records[person]["user_id"]}
            self.done("PUT", f"/gateway/units/{units[path]}", leader)
        self.known |= {"unit_id": units["/hq/east/next/"], "parent_id": units["/hq/"]}

    def appoint(self) -> None:
        """Now everybody gets the role that they are named after, and colleagues none."""
        for person in PEOPLE:
            roles = [person] if person in ROLES else []
            self.done("PUT", f"/gateway/users/{self.records[person]['user_id']}", {"roles": roles})
