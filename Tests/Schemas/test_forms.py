"""A form's JSON Schema and its checks give one verdict, on its example and on a thousand made tickets."""

import json
import random

import jsonschema
import yaml

from conftest import CONTENT, shared_schema

# The checks of forms. What the rules of the agreement and the exceptions from them say is not the schema's.
CHECKS = ("field-", "value-", "quantity-", "option-", "yaml", "key-")

# Rules that say of an address what the form's check would say too, which is then left unsaid.
RULES_BEFORE_CHECKS = "repository-not-supported,contact-not-registered"

VALUES = [
    "", " ", "_No response_", None, 0, 1, 2, -3, 1.5, 7.25e3, True, False, [], ["a"], ["", None], [None], {"a": "b"}, [["a"]],
    "1", " 2 ", "5", "9", "none", "true", "2015-12-03", " 2015-12-10 ", "2015-02-29", "2016-02-29", "1900-02-29", "2000-02-29", "2015-13-01",
    "2015-1-2", "10.12.2015", "20151218", "0000-01-01", "9999-12-31", "1800", "+5", "-0", "5,000,000", "1e6", "9223372036854775807",
    "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "00000000000000000000012", "0.5", ".5", "5.", ".", "1e400", "NaN", "0x10",
    "2 GB", "2GB", "16 GB per core", "1 kB", "3 parsec", "8 h", "48h", "5 min", "1,5 GB", "-1 GB", "2 gb", "1e3 MB", "36:00:00", "PT8H", "8:30",
    "5M events", "2000000", "20 000 events", "1.500", 5000000, 250,
    "https://x.example/a", "ssh://git@x/y", "git@x.example:y/z.git", "ftp://a/b c", "x://", "https:///a", "h://x", "http://<x>",
    "a@b.org", "a@b", "@b.org", "a@.org", "a@b.org.", "A <a@b.org>", "a,b@c.org", "a@b@c.org", "x" * 65 + "@b.org", "ä@bücher.example",
    "NOvA", "novaa", "uBooNE", " nova ", "microboone", "Muon  g-2", "muon g-2", "MINOS+", "minos", "GM2",
    "- a\n- b", "a, b", "- [x] a\n- [ ] b", "develop", "v01_02", "\"v01\"", "'2015-12-03'", "two\nlines", "é漢字🙂",
]


def form_sources():
    for path in sorted((CONTENT / "Forms").glob("*.yml")):
        yield path.stem, yaml.safe_load(path.read_text())


def plain(value):
    """A value as JSON has it: YAML's dates are texts there."""
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value if isinstance(value, (str, int, float, bool, type(None))) else value.isoformat()


def texts_of(element):
    """What a form shows in a field from the start, and its options, each also spelt otherwise."""
    attributes = element.get("attributes", {})
    texts = [attributes.get(key) for key in ("placeholder", "value", "description") if attributes.get(key)]
    options = attributes.get("options")
    for option in options if isinstance(options, list) else []:
        texts.append(option.get("label") if isinstance(option, dict) else option)
    texts += [[text] for text in texts]
    return texts + [text.upper() + " :" for text in texts if isinstance(text, str)] + [f"  {text}" for text in texts if isinstance(text, str)]


def made_tickets(count):
    """Tickets near their forms' examples, from a seed."""
    chance = random.Random(20151202)
    sources = list(form_sources())
    for index in range(count):
        form, source = sources[index % len(sources)]
        elements = {element["id"]: element for element in source["body"] if "id" in element}
        ticket = {"form": form} | {key: plain(value) for key, value in source["example"].items()}
        for _ in range(chance.choice([0, 0, 1, 1, 1, 2])):
            name = chance.choice(list(elements))
            ticket[name] = chance.choice(chance.choice([VALUES, texts_of(elements[name]) or VALUES]))
        for name in list(ticket):
            if name != "form" and chance.random() < 0.01:
                del ticket[name]
        for name in ("approver", "priority", "input_dataset", "run_list", "justification"):
            if name in ticket and chance.random() < 0.15:
                del ticket[name]
            if name == "priority" and name in elements and chance.random() < 0.3:
                ticket[name] = chance.choice(["1", "2", 1, 3, "4", " 1 "])
        if chance.random() < 0.05:
            ticket[chance.choice(["repositry", "Form", "colour"])] = "x"
        if chance.random() < 0.05:
            ticket["form"] = chance.choice([source["name"], source["name"].upper(), f" {form}"])
        yield form, ticket


def faulty(opos, tickets, folder):
    """For each ticket what the form's checks find wrong in it."""
    names = []
    for index, (_, ticket) in enumerate(tickets):
        names.append(f"{index:05}.yml")
        (folder / names[-1]).write_text("".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in ticket.items()))
    found = {name: [] for name in names}
    for line in opos.lint(names, "jsonl", folder, "--ignore", RULES_BEFORE_CHECKS).splitlines():
        finding = json.loads(line)
        if finding.get("severity") == "error" and finding["rule"].startswith(CHECKS):
            found[finding["file"]].append(finding["rule"] + ": " + finding["message"])
    return [found[name] for name in names]


def compare(opos, tickets, folder):
    validators = {}
    wrong = []
    for (form, ticket), findings in zip(tickets, faulty(opos, tickets, folder)):
        if form not in validators:
            validators[form] = jsonschema.Draft202012Validator(opos.schema(form))
        errors = [error.message[:200] for error in validators[form].iter_errors(ticket)]
        if bool(errors) != bool(findings):
            wrong.append((ticket, findings, errors))
    return wrong


def test_schemas_are_schemas(opos, forms):
    meta = shared_schema("json-schema-2020-12.json")
    for form in forms:
        schema = opos.schema(form)
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == meta["$id"]


def test_one_verdict_on_examples(opos, tmp_path):
    tickets = [(form, {"form": form} | {key: plain(value) for key, value in source["example"].items()}) for form, source in form_sources()]
    assert not any(faulty(opos, tickets, tmp_path))
    assert compare(opos, tickets, tmp_path) == []


def test_one_verdict_on_made_tickets(opos, tmp_path):
    tickets = list(made_tickets(1500))
    found = faulty(opos, tickets, tmp_path)
    assert 300 < sum(map(bool, found)) < 1200, "the tickets tell nothing if nearly all are good or bad"
    wrong = compare(opos, tickets, tmp_path)
    shown = "\n".join(f"{ticket}\n  form checks: {findings}\n  schema: {errors}" for ticket, findings, errors in wrong[:5])
    assert not wrong, f"{len(wrong)} of {len(tickets)} tickets have two verdicts:\n{shown}"
