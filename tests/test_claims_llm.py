"""Proposals of a language model against a local server that plays one."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

import geo
from geo.claims.extract import extract
from geo.claims.llm import ChatEndpoint, EndpointError, parsed, verified
from geo.cli import run
from geo.model import Report
from tests.claims_fixture import DAY, context, pipeline, toponyms

TEXT = "Officials spoke of a column near Gori: 40 Russian tanks. Nobody else saw it."
QUOTE = "Officials spoke of a column near Gori: 40 Russian tanks."
GOOD = {
    "actor": "Russia",
    "unit": "tanks",
    "low": 40,
    "high": 40,
    "status": "present",
    "place": "Gori",
    "attributed_to": "Officials",
    "quote": QUOTE,
}


@pytest.fixture
def endpoint():
    """An address that answers what ``endpoint.answer`` holds; requests are kept."""
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            server.seen.append(
                (
                    self.path,
                    self.headers.get("Authorization"),
                    json.loads(self.rfile.read(int(self.headers["Content-Length"]))),
                )
            )
            body = server.answer.encode()
            self.send_response(server.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.seen, server.answer, server.status = [], "", 200
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def chat(content: str) -> str:
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]})


def test_an_endpoint_is_asked_in_the_chat_format_and_its_answer_read(endpoint):
    endpoint.answer = chat("Here:\n```json\n" + json.dumps([GOOD]) + "\n```")
    asked = ChatEndpoint(f"http://127.0.0.1:{endpoint.server_port}/v1/", "small", key="k")
    assert asked.propose(Report("r", TEXT)) == [GOOD]
    ((path, key, body),) = endpoint.seen
    assert (path, key, body["model"], body["temperature"]) == ("/v1/chat/completions", "Bearer k", "small", 0)
    assert TEXT in body["messages"][0]["content"]


@pytest.mark.parametrize(("status", "answer"), [(500, "no"), (200, "no json"), (200, "{}"), (200, '{"choices": []}')])
def test_an_unusable_answer_is_one_clear_error(endpoint, status, answer):
    endpoint.status, endpoint.answer = status, answer
    with pytest.raises(EndpointError, match="no usable answer"):
        ChatEndpoint(f"http://127.0.0.1:{endpoint.server_port}", "small").propose(Report("r", TEXT))


def test_a_proposal_that_the_text_bears_out_is_kept():
    (claim,) = verified(context(TEXT), [GOOD])
    assert (claim.quote, claim.actor.id, claim.low, claim.places[0].name, claim.rule) == (
        QUOTE,
        "RU",
        40,
        "Gori",
        "llm; verified in the text",
    )
    assert TEXT[claim.start:claim.end] == claim.quote and claim.attribution.name == "Officials"


@pytest.mark.parametrize(
    "change",
    [
        {"quote": "Officials spoke of 40 Russian tanks near Gori."},
        {"low": 50, "high": 50},
        {"low": None, "high": None},
        {"place": "Tbilisi"},
        {"actor": "Iran"},
        {"unit": "dragons"},
        {"status": "maybe"},
        {"quote": None},
        {"low": "40"},
        {"low": True},
        {"place": None},
        {"quote": ""},
    ],
)
def test_a_proposal_that_it_does_not_is_dropped(change):
    assert verified(context(TEXT), [GOOD | change]) == []


def test_a_speaker_whom_the_text_lacks_gives_way_to_the_report():
    (claim,) = verified(context(TEXT), [GOOD | {"attributed_to": "The Pope"}])
    assert claim.attribution.mode == "own voice"


def test_proposals_come_beside_the_rules_only_when_asked_for():
    class Fixed:
        def propose(self, report):
            return [GOOD, GOOD]

    report = Report("r", TEXT, date=DAY, language="en")
    doc, names = pipeline()(report), toponyms(TEXT)
    plain, more = extract(report, doc, names), extract(report, doc, names, proposer=Fixed())
    assert all(not c.rule.startswith("llm") for c in plain)
    assert [c for c in more if not c.rule.startswith("llm")] == plain
    assert len({c.id for c in more}) == len(more)


@pytest.mark.parametrize("content", ["", "nothing", "[1, 2]", "[{]", '{"a": 1}'])
def test_answers_without_proposals_give_none(content):
    assert parsed(content) == []


def run_parse(endpoint, tmp_path, capsys, *more):
    file = tmp_path / "r.txt"
    file.write_text(TEXT, "utf-8")
    assert run(["parse", str(file), "--date", "2008-09-09", *more]) == 0
    out, err = capsys.readouterr()
    return json.loads(out)["claims"], err


def test_the_command_asks_only_when_told_and_keeps_only_what_the_text_bears_out(endpoint, tmp_path, capsys, monkeypatch):
    false = {**GOOD, "quote": "Two men and a dog were seen near Gori."}
    endpoint.answer = chat(json.dumps([GOOD, false]))
    plain, _ = run_parse(endpoint, tmp_path, capsys)
    assert endpoint.seen == []
    monkeypatch.setenv("CONFLICTMAP_LLM_KEY", "secret")
    asked = ("--llm", f"http://127.0.0.1:{endpoint.server_port}/v1", "--llm-model", "small")
    told, _ = run_parse(endpoint, tmp_path, capsys, *asked)
    assert [(key, body["model"]) for _, key, body in endpoint.seen] == [("Bearer secret", "small")]
    extra = [c for c in told if c not in plain]
    # Whether the rules find the tanks too or not, one claim tells of them and none of the dog.
    assert [c["low"] for c in told if c["kind"] == "force"] == [40] and all(c["rule"].startswith("llm") for c in extra)


def test_an_endpoint_that_is_away_leaves_what_the_rules_read(endpoint, tmp_path, capsys):
    plain, _ = run_parse(endpoint, tmp_path, capsys)
    endpoint.status = 500
    told, err = run_parse(endpoint, tmp_path, capsys, "--llm", f"http://127.0.0.1:{endpoint.server_port}", "--llm-model", "small")
    assert told == plain and "no proposals" in err and "500" in err


def test_build_takes_a_proposer():
    class Fixed:
        def propose(self, report):
            return [GOOD]

    atlas = geo.build(Report("r", TEXT, date=DAY), proposer=Fixed())
    assert list(atlas.forces["low"]) == [40]
