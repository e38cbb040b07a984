"""The web app at the door: the right file, encoding and caching; nothing else of the disk."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from chassis.operations.problems import UnknownRoute
from gateway.pages.web_app import BUILT, WebApp

pytestmark = pytest.mark.any_database

BROWSER = {"accept-encoding": "gzip, deflate, br"}


@pytest.fixture
def built(tmp_path):
    folder = tmp_path / "web_dist"
    (folder / "assets").mkdir(parents=True)
    (tmp_path / "secret.json").write_text("secret")
    for name in ("index.html", "assets/index-abc.js", "favicon.svg"):
        (folder / name).write_text(name)
        (folder / f"{name}.br").write_text(f"br {name}")
        (folder / f"{name}.gz").write_text(f"gz {name}")
    return WebApp(folder)


@pytest.mark.parametrize("path", ["", "crm/customers", "crm/customers/01a2", "sales/orders/new"])
def test_every_page_is_the_one_document_and_asked_for_each_time(built, path):
    answer = built.answer(path, BROWSER)
    assert (answer.status, answer.body) == (200, b"br index.html")
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-type"].startswith("text/html")


def test_files_with_a_hash_in_their_name_are_kept_for_ever(built):
    answer = built.answer("assets/index-abc.js", BROWSER)
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize(
    ("accepted", "body", "encoding"),
    [
        ("gzip, deflate, br, zstd", b"br favicon.svg", "br"),
        ("gzip", b"gz favicon.svg", "gzip"),
        ("br;q=0, gzip;q=0.5", b"gz favicon.svg", "gzip"),
        ("", b"favicon.svg", None),
        ("identity", b"favicon.svg", None),
    ],
)
def test_the_encoding_is_one_that_the_browser_takes(built, accepted, body, encoding):
    answer = built.answer("favicon.svg", {"accept-encoding": accepted})
    assert (answer.body, answer.headers.get("content-encoding")) == (body, encoding)
    assert answer.headers["vary"] == "Accept-Encoding"


def test_what_the_browser_has_is_not_sent_again(built):
    tag = built.answer("", BROWSER).headers["etag"]
    assert built.answer("", BROWSER | {"if-none-match": f'"other", {tag}'}).status == 304
    assert built.answer("", {"if-none-match": tag}).status == 200, "another encoding is another content"


@pytest.mark.parametrize(
    "path",
    [
        "../secret.json",
        "assets/../../secret.json",
        "/etc/passwd",
        "assets/index-old.js",
        "api",
        "api/v2/crm/customers",
        "assets",
        "favicon.ico",
        "index.html",
        "crm/x.php",
    ],
)
def test_nothing_else_is_there(built, path):
    with pytest.raises(UnknownRoute):
        built.answer(path, BROWSER)


def test_another_build_is_shown_without_a_restart(built, tmp_path):
    built.answer("", BROWSER)
    (tmp_path / "web_dist/assets/index-new.js").write_text("new")
    (tmp_path / "web_dist/index.html").write_text("newer")
    assert built.answer("assets/index-new.js", {}).body == b"new"


def test_without_a_build_the_first_page_says_what_to_do(tmp_path):
    unbuilt = WebApp(tmp_path / "nothing")
    assert "make web" in unbuilt.answer("", {}).body.decode()
    with pytest.raises(UnknownRoute):
        unbuilt.answer("crm/customers", {})


def test_the_door_serves_it_with_head_and_guards(company):
    client = company.app.test_client()
    page = client.get("/crm/customers" if (BUILT / "index.html").exists() else "/")
    assert page.status_code == 200 and "掌柜" in page.text
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    head = client.head("/")
    assert head.data == b"" and head.headers["Content-Type"].startswith("text/html")
    for method, path in (("GET", "/api/nothing"), ("GET", "/api/v1"), ("POST", "/crm/customers"), ("GET", "/%2e%2e/x")):
        answer = client.open(path, method=method)
        assert (answer.status_code, answer.mimetype) == (404, "application/problem+json"), path


@pytest.mark.skipif(not (BUILT / "index.html").exists(), reason="the web app was not built: make web")
def test_the_wheel_carries_the_web_app(tmp_path):
    project = Path(__file__).parents[1]
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=project, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"gateway/web_dist/index.html", "gateway/web_dist/index.html.br"} <= names
    assert any(name.startswith("gateway/web_dist/assets/") for name in names)
    assert not any("node_modules" in name or name.startswith("gateway/web/") for name in names)


def test_the_lock_file_names_no_registry():
    lock = json.loads((Path(__file__).parents[1] / "web/package-lock.json").read_text())
    packages = lock["packages"].values()
    assert sum("integrity" in each for each in packages) > 200
    assert not [each for each in packages if "resolved" in each]
