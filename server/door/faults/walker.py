"""Somebody who walks on, whatever breaks: notes what is acknowledged, sends again what is not."""

import hashlib
import json
import time
from dataclasses import dataclass, field
from threading import Event
from typing import Any

from server.door.bench.phone import Body, Phone, Unanswered
from server.door.bench.pictures import Camera, Picture
from server.door.bench.pulling import pull_everything

AGAIN_S = 0.1
PATIENCE_S = 120


@dataclass
class Kept:
    """What the server has acknowledged.

    Attributes:
        records: the words that were sent, by record.
        bytes_kept: hashes of photographs.
        refused: verdicts that should never have come.
    """

    records: dict[str, str] = field(default_factory=dict)
    bytes_kept: set[str] = field(default_factory=set)
    repeated: int = 0
    cut_off: int = 0
    refused: list[str] = field(default_factory=list)


def walk(phone: Phone, camera: Camera, done: Event) -> Kept:
    """Send findings with photographs until it is over; one after the other, each until it is in."""
    kept = Kept()
    while not done.is_set():
        picture, finding = camera.take(), phone.finding()
        finding["body"]["note"] = f"Bord {finding['record_id']}"
        told = phone.photograph(finding["record_id"], picture.data, picture.sha256)
        keep_records(phone, [finding, told], kept)
        keep_bytes(phone, picture, kept)
    return kept


def keep_records(phone: Phone, operations: list[Body], kept: Kept) -> None:
    """Push until there is a verdict."""
    body = phone.batch(operations)
    answer = json.loads(until_answered(phone, "POST", "/sync/push", body, kept))
    for operation, said in zip(operations, answer["verdicts"], strict=True):
        if said["verdict"] not in {"applied", "repeated"}:
            kept.refused.append(said["verdict"])
            continue
        kept.repeated += said["verdict"] == "repeated"
        words = operation["body"]
        kept.records[operation["record_id"]] = words.get("note", words.get("sha256"))


def keep_bytes(phone: Phone, picture: Picture, kept: Kept) -> None:
    """Send bytes until they are in whole."""
    path = f"/media/{picture.sha256}"
    answer = json.loads(until_answered(phone, "PUT", path, picture.data, kept))
    if answer["complete"]:
        kept.bytes_kept.add(picture.sha256)


def until_answered(phone: Phone, method: str, path: str, body: bytes, kept: Kept) -> bytes:
    """Ask until there is an answer, as a phone's outbox does.

    Raises:
        Unanswered: nobody has answered for so long that nobody will.
    """
    patience = time.monotonic() + PATIENCE_S
    while True:
        try:
            return phone.ask(method, path, body)
        except Unanswered:
            if time.monotonic() > patience:
                raise
            kept.cut_off += 1
            time.sleep(AGAIN_S)


def check(phone: Phone, kept: Kept) -> int:
    """How much of what was acknowledged is not there, or not as it was sent."""
    there = pull_everything(phone).records
    lost = sum(words_of(there.get(id_)) != words for id_, words in kept.records.items())
    for sha256 in kept.bytes_kept:
        found = hashlib.sha256(phone.ask("GET", f"/media/{sha256}")).hexdigest()
        lost += found != sha256
    return lost


def words_of(change: dict[str, Any] | None) -> str | None:
    """The words of a record as it was pulled."""
    body = (change or {}).get("body") or {}
    words: str | None = body.get("note", body.get("sha256"))
    return words
