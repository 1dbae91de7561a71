"""Reads what `servanda export` wrote with the programs that people usually read it with, and compares it with the JSON lines.

usage: read_back.py FOLDER    with export.jsonl, records.csv, claims.csv, claims.parquet, plover.jsonl, cameo.csv, due.ics, graph.graphml
Prints what was compared. Anything that is not as it should be ends it with an AssertionError.
"""

import json
import sys
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import icalendar
import networkx
import polars

HELD = {"held", "ongoing", "resumed"}
AHEAD = {"planned", "proposed", "postponed", "cancelled"}


def same(what, got, want):
    assert got == want, f"{what}: {got!r} is not {want!r}"


def cell(values):
    return "|".join(value.replace("|", "/") for value in values)


def csv_of_records(folder, records):
    table = polars.read_csv(folder / "records.csv", infer_schema=False, empty_string_is_null=False)
    same("rows of records.csv", table.height, len(records))
    for row, record in zip(table.to_dicts(), records):
        for column, want in {
            "record": record["id"],
            "type": record["type"],
            "kind": record["kind"] or "",
            "state": record["state"],
            "due": record["due"] or "",
            "actors": cell(record["actors"]),
            "recipients": cell(record["recipients"]),
            "persons": cell(record["persons"]),
            "when": record["when"] or "",
            "place": (record["where"] or {}).get("name", ""),
            "sources": str(record["sources"]),
            "why": record["why"],
        }.items():
            same(f"{column} of {record['id']}", row[column], want)
        claims = {claim["id"] for claim in record["claims"]}
        same("claims", set(row["claims"].split("|")), claims)
        words = {claim["evidence"][0]["text"] for claim in record["claims"]}
        assert row["evidence"] in words, row
        assert {url for url in row["urls"].split("|") if url} == {
            claim["page"]["url"].replace("|", "%7C") for claim in record["claims"] if claim["page"]["url"]
        }
    typed = polars.read_csv(folder / "records.csv", try_parse_dates=True)
    same("type of first_day", typed.schema["first_day"], polars.Date)
    same("type of score", typed.schema["score"], polars.Float64)


def csv_of_claims(folder, records):
    table = polars.read_csv(folder / "claims.csv", infer_schema=False, empty_string_is_null=False)
    claims = [(record, claim) for record in records for claim in record["claims"]]
    same("rows of claims.csv", table.height, len(claims))
    for row, (record, claim) in zip(table.to_dicts(), claims):
        for column, want in {
            "record": record["id"],
            "claim": claim["id"],
            "status": claim["status"],
            "said_by": cell(claim["said_by"]),
            "evidence": claim["evidence"][0]["text"],
            "evidence_start": str(claim["evidence"][0]["start"]),
            "page": claim["page"]["id"],
            "url": claim["page"]["url"] or "",
            "title": claim["page"]["title"] or "",
            "published": claim["page"]["published"] or "",
        }.items():
            same(f"{column} of {claim['id']}", row[column], want)


def parquet(folder, records):
    table = polars.read_parquet(folder / "claims.parquet")
    claims = [(record, claim) for record in records for claim in record["claims"]]
    same("rows of claims.parquet", table.height, len(claims))
    day = lambda text: date.fromisoformat(text) if text else None
    for row, (record, claim) in zip(table.to_dicts(), claims):
        page, where = claim["page"], claim["where"] or {}
        for column, want in {
            "record": record["id"],
            "state": record["state"],
            "due": day(record["due"]),
            "sources": record["sources"],
            "claim": claim["id"],
            "status": claim["status"],
            "type": claim["type"],
            "kind": claim["kind"],
            "actors": claim["actors"],
            "recipients": claim["recipients"],
            "persons": claim["persons"],
            "persons_for": claim["persons_for"],
            "when": claim["when"],
            "place": where.get("name"),
            "country": where.get("country"),
            "said_by": claim["said_by"],
            "evidence": claim["evidence"],
            "related": claim["related"],
            "caption": claim["caption"],
            "page": page["id"],
            "url": page["url"],
            "title": page["title"],
            "outlet": page["outlet"],
            "published": day(page["published"]),
            "fingerprint": page["fingerprint"],
        }.items():
            same(f"{column} of {claim['id']}", row[column], want)
        # Parquet holds it in single precision.
        assert abs(row["confidence"] - claim["confidence"]) < 1e-6, (row["confidence"], claim["confidence"])
        same("read", row["read"].strftime("%Y-%m-%dT%H:%M"), page["read"][:16])
    # What other programs write back can be imported: test of the program.
    table.write_parquet(folder / "by-polars.parquet")


def events(folder, records):
    known = {record["id"]: record for record in records}
    plover = polars.read_ndjson(folder / "plover.jsonl", infer_schema_length=None).to_dicts()
    assert plover
    same("ids of events, each once", len({event["id"] for event in plover}), len(plover))
    for event in plover:
        record = known[event["record"]]
        same("sources", [actor["code"] for actor in event["source"]], record["actors"])
        date.fromisoformat(event["date"])
        claim = next(claim for claim in record["claims"] if claim["id"] == event["claim"])
        same("text", event["text"], claim["evidence"][0]["text"])
        same("address", event["url"], claim["page"]["url"])
        if event["stage"] == "held":
            assert record["state"] in HELD, record
    held = {event["record"] for event in plover if event["stage"] == "held"}
    same("held events", held, {record["id"] for record in records if record["state"] in HELD})

    cameo = polars.read_csv(folder / "cameo.csv", infer_schema=False, empty_string_is_null=False).to_dicts()
    same("ids of events, each once", len({row["event"] for row in cameo}), len(cameo))
    of_plover = {event["id"]: event for event in plover}
    for row in cameo:
        event = of_plover[f"{row['record']}-{row['stage']}"]
        same("date", row["date"], event["date"])
        assert row["source"] != row["target"] and row["cameo"].startswith(row["root"])
        record = known[row["record"]]
        assert {row["source"], row["target"]} <= {*record["actors"], *record["recipients"]}


def calendar(folder, records):
    known = {record["id"]: record for record in records}
    ics = icalendar.Calendar.from_ical((folder / "due.ics").read_bytes())
    events = ics.walk("VEVENT")
    assert events
    for event in events:
        assert not event.errors, event.errors
        record = known[event["UID"].removesuffix("@servanda")]
        assert any(claim["status"] in AHEAD for claim in record["claims"])
        start, end = event.decoded("DTSTART"), event.decoded("DTEND")
        same("last day", end - timedelta(days=1), date.fromisoformat(record["due"]))
        assert start < end
        for code in record["actors"] + record["recipients"]:
            assert code in event["SUMMARY"], event["SUMMARY"]
        for claim in record["claims"]:
            assert " ".join(claim["evidence"][0]["text"].split()) in event["DESCRIPTION"]
            assert claim["id"] in event["DESCRIPTION"]
            assert (claim["page"]["url"] or "") in event["DESCRIPTION"]
        status = {"cancelled": "CANCELLED", "announced": "CONFIRMED", "held": "CONFIRMED", "overdue": "TENTATIVE"}
        if record["state"] in status:
            same("status", event["STATUS"], status[record["state"]])
    return len(events)


def graph(folder, records):
    got = networkx.read_graphml(folder / "graph.graphml")
    want, days = defaultdict(Counter), defaultdict(set)
    for record in records:
        if record["state"] not in HELD:
            continue
        if record["recipients"]:
            pairs = {(a, b) for a in record["actors"] for b in record["recipients"] if a != b}
        else:
            pairs = set(combinations(record["actors"], 2))
        for pair in {tuple(sorted(pair)) for pair in pairs}:
            want[pair][record["type"]] += 1
            days[pair].add(record["id"])
    same("edges", {tuple(sorted(edge)) for edge in got.edges}, set(want))
    for a, b, data in got.edges(data=True):
        pair = tuple(sorted((a, b)))
        same("types", {k: v for k, v in data.items() if k.isupper() and v}, dict(want[pair]))
        same("dealings", data["dealings"], sum(want[pair].values()))
        same("records", set(data["records"].split()), days[pair])
        assert abs(data["mean"] * data["dealings"] - data["weight"]) < 1e-6
        assert data["first"] <= data["last"] and data["evidence"]
    return got.number_of_edges()


def main():
    folder = Path(sys.argv[1])
    records = [json.loads(line) for line in (folder / "export.jsonl").read_text("utf-8").splitlines()]
    csv_of_records(folder, records)
    csv_of_claims(folder, records)
    parquet(folder, records)
    events(folder, records)
    due = calendar(folder, records)
    edges = graph(folder, records)
    claims = sum(len(record["claims"]) for record in records)
    print(f"{len(records)} records, {claims} claims, {due} due, {edges} edges: the same in all forms")


main()
