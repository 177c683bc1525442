"""A report's findings as GeoJSON (RFC 7946): places and public words, nothing about a person."""

from typing import Any

from server.reports.document import RULE, RULE_VERSION, Document, Entry

MEDIA_TYPE = "application/geo+json"


def feature_collection(document: Document) -> dict[str, Any]:
    """The findings in the order of the report, with where they come from."""
    return {
        "type": "FeatureCollection",
        "title": document.title,
        "source": {
            "rule": RULE,
            "rule_version": RULE_VERSION,
            "findings": len(document.entries),
            "pool": document.pool_total,
            "hidden": ["author", "felt effect", "day"],
            "updated_at": document.updated_at.isoformat(),
        },
        "features": [feature(entry) for entry in document.entries],
    }


def feature(entry: Entry) -> dict[str, Any]:
    """One finding; six decimals are a hand's breadth and more than any phone knows."""
    longitude, latitude = entry.place
    return {
        "type": "Feature",
        "id": str(entry.id),
        "geometry": {"type": "Point", "coordinates": [round(longitude, 6), round(latitude, 6)]},
        "properties": {
            "number": entry.number,
            "kind": entry.kind,
            "title": entry.title,
            "question": entry.question,
            "text": entry.text,
            "social_space": entry.space,
            "seen_month": f"{entry.seen_month:%Y-%m}",
            "photographs": len(entry.pictures),
        },
    }
