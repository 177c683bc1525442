"""The contract between server and app: OpenAPI from the routes, TypeScript from OpenAPI."""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from server import create_app
from server.core.own_keys import DEMO_KEY
from server.core.settings import Settings
from server.door.prepare import PHONE, run_quietly

API: Final = PHONE / "src" / "api"
OPENAPI: Final = "openapi.json"
TYPES: Final = "schema.d.ts"
NOWHERE: Final = "postgresql://nobody@localhost/nothing"


def contract(*, check: bool) -> int:
    """Write both files, or only say which would change; 0 if none would.

    No database is needed: the application is made and asked, not run.
    """
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder)
        write_contract(written)
        stale = [name for name in (OPENAPI, TYPES) if differs(written / name, API / name)]
        for name in stale:
            if check:
                print(f"{API / name} is stale: ./gegenstrom contract", file=sys.stderr)
            else:
                (API / name).write_bytes((written / name).read_bytes())
                print(f"  {API / name} written", file=sys.stderr)
    return len(stale) if check else 0


def write_contract(folder: Path) -> None:
    """Write both files into a folder."""
    app = create_app(settings_of_nobody(folder))
    api = app.extensions["flask-smorest"]["apis"][""]["ext_obj"]
    document = in_order(api.spec.to_dict())
    text = json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False)
    (folder / OPENAPI).write_text(f"{text}\n")
    generator = PHONE / "node_modules" / ".bin" / "openapi-typescript"
    run_quietly([generator, folder / OPENAPI, "--output", folder / TYPES], cwd=PHONE)


def in_order(part: Any) -> Any:
    """The same document with its enumerations sorted: they come from sets, in any order."""
    if isinstance(part, list):
        return [in_order(each) for each in part]
    if not isinstance(part, dict):
        return part
    ordered = {key: in_order(value) for key, value in part.items()}
    if isinstance(part.get("enum"), list):
        ordered["enum"] = sorted(part["enum"], key=lambda value: (value is None, str(value)))
    return ordered


def settings_of_nobody(data: Path) -> Settings:
    """Settings under which the application can be made but not used."""
    return Settings(
        mode="demo",
        data=data,
        database_owner=NOWHERE,
        database_field=NOWHERE,
        database_release=NOWHERE,
        database_planning=NOWHERE,
        secret_key=DEMO_KEY.decode(),
        seal_keys={1: DEMO_KEY},
        public_url="http://localhost",
        host="localhost",
        port=1,
        workers=1,
    )


def differs(new: Path, old: Path) -> bool:
    """Whether a file is missing or has another content."""
    return not old.exists() or new.read_bytes() != old.read_bytes()
