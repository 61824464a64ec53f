"""The reference page of open data, made from what ``/api/openapi.json`` says."""

import os
from collections.abc import Iterator
from typing import Any

TOP = """# Open data · 开放数据接口

Made from the code by `make docs`. What the public site shows, for machines: no login, no key, the same
content as the pages. `/api/openapi.json` describes it (OpenAPI 3.1), `/api/schema/list.json` is the JSON
schema of every column's `list.json`, `/catalog.jsonld` the catalogue after DCAT with each column as a
dataset, `/sitemap.xml` names every page. Every column has `rss.xml`, `atom.xml` and `list.json` below its
address, linked from its page.

Dates are days in Beijing (`2020-06-10`); instants carry their offset. What is not public answers 404, an
impossible question 422.
"""


def page() -> str:
    """The whole page in Markdown."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
    from gongkai.portal.api import api

    described = api.get_openapi_schema(path_prefix="/api/")
    parts = [TOP, "## Addresses\n"]
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            parts += _operation(path, method, operation)
    parts.append("## Values\n")
    for name, schema in sorted(described["components"]["schemas"].items()):
        parts += _schema(name, schema)
    return "\n".join(parts).rstrip() + "\n"


def _operation(path: str, method: str, operation: dict[str, Any]) -> Iterator[str]:
    yield f"### `{method.upper()} {path}`\n"
    yield f"{operation['summary']}：{operation.get('description', '')}\n"
    if operation["parameters"]:
        yield "| Parameter | Type | |\n|---|---|---|"
        for each in operation["parameters"]:
            schema = each["schema"]
            says = schema.get("description") or each.get("description") or ""
            yield f"| `{each['name']}` | {_type(schema)}{'' if each['required'] else ', optional'} | {says} |"
        yield ""
    answer = operation["responses"][200]["content"]["application/json"]["schema"]
    yield f"Answers {_type(answer)}.\n"


def _schema(name: str, schema: dict[str, Any]) -> Iterator[str]:
    yield f"### `{name}`\n"
    yield f"{schema.get('description', '')}\n"
    yield "| Field | Type | |\n|---|---|---|"
    for key, value in schema.get("properties", {}).items():
        yield f"| `{key}` | {_type(value)} | {value.get('description', '')} |"
    yield ""


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[`{name}`](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(_type(each) for each in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    return " ".join(each for each in (schema.get("type", "any"), schema.get("format", "")) if each)
