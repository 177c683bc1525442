"""Bytes in a bucket that speaks S3, for installations whose machines come and go.

Everything in it is sealed before it leaves us. boto3 is an extra: ``pip install gegenstrom[s3]``.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from server.core.one_setting import WrongSetting
from server.media.storage import Folder, Kept

SETTING = "GEGENSTROM_MEDIA_URL"
MISSING = frozenset({"NoSuchKey", "404"})


class Bucket(Folder):
    """Bytes by name in one bucket."""

    def __init__(self, url: str) -> None:
        """Connect when something is first asked.

        Args:
            url: ``https://KEY:SECRET@host/bucket``.

        Raises:
            WrongSetting: the package that speaks S3 is not here.
        """
        parts = urlsplit(url)
        self.name = parts.path.strip("/")
        self.client = client_for(
            f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}",
            unquote(parts.username or ""),
            unquote(parts.password or ""),
        )

    def write(self, name: str, data: bytes) -> None:
        """Keep bytes; the service has them safe when it answers."""
        self.client.put_object(Bucket=self.name, Key=name, Body=data)

    def read(self, name: str) -> bytes:
        """The bytes of an object.

        Raises:
            FileNotFoundError: there is none.
        """
        try:
            read: bytes = self.client.get_object(Bucket=self.name, Key=name)["Body"].read()
        except self.client.exceptions.ClientError as error:
            if error.response["Error"]["Code"] in MISSING:
                raise FileNotFoundError(name) from error
            raise
        return read

    def remove(self, name: str) -> None:
        """Remove an object and those below its name."""
        for each in (name, *(kept.name for kept in self.below(name))):
            self.client.delete_object(Bucket=self.name, Key=each)

    def below(self, name: str) -> Iterator[Kept]:
        """The objects below a name; S3 lists them in order."""
        pages = self.client.get_paginator("list_objects_v2")
        for page in pages.paginate(Bucket=self.name, Prefix=f"{name}/"):
            for one in page.get("Contents", ()):
                yield Kept(one["Key"], one["Size"], one["LastModified"])


def client_for(endpoint: str, key: str, secret: str) -> Any:
    """A client for one service.

    Raises:
        WrongSetting: the package is not here.
    """
    try:
        import boto3  # noqa: PLC0415  # an extra that most installations do without
    except ImportError as error:
        raise WrongSetting(SETTING, "needs the package boto3: install gegenstrom[s3]") from error
    return boto3.client(
        "s3",
        endpoint_url=endpoint,
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        region_name="us-east-1",
    )
