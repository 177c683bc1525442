"""Which storage and which scanner this installation has, as its settings say."""

from server.core.settings import Settings
from server.media.bucket import Bucket
from server.media.storage import Folder, LocalFolder


def folder_for(settings: Settings) -> Folder:
    """Where the bytes of this installation lie."""
    if settings.media_url:
        return Bucket(settings.media_url)
    return LocalFolder(settings.data / "media")
