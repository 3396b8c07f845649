"""Pictures to stored images."""

from __future__ import annotations

import hashlib
import io

from django.core.files.base import ContentFile
from PIL import Image as Raster
from PIL import UnidentifiedImageError

from articles.documents import Picture
from articles.models import Image
from articles.text import words

RASTER_TYPES = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp", "GIF": "gif", "AVIF": "avif"}
LARGEST_PICTURE = 50_000_000


def image_of(picture: Picture) -> Image | None:
    """An image with its file, or with its address alone. A file that is no raster picture is left out."""
    image = Image(
        source_url=picture.url[:4000] if picture.url.startswith(("http://", "https://")) else "",
        caption=words.clean(picture.caption),
        credit=words.clean(picture.credit)[:300],
        alt=words.clean(picture.alt)[:500],
    )
    if kind := raster_type(picture.content):
        name = f"{hashlib.sha256(picture.content).hexdigest()[:32]}.{kind}"
        stored = image.file.field.generate_filename(image, name)
        if image.file.storage.exists(stored):
            image.file.name = stored
        else:
            image.file.save(name, ContentFile(picture.content), save=False)
        image.width, image.height = Raster.open(io.BytesIO(picture.content)).size
    return image if image.file or image.source_url or image.caption else None


def raster_type(content: bytes) -> str:
    """The file ending of a picture that browsers show and that is not a bomb; empty for anything else."""
    if not content or len(content) > LARGEST_PICTURE:
        return ""
    try:
        with Raster.open(io.BytesIO(content)) as raster:
            raster.verify()
            return RASTER_TYPES.get(raster.format or "", "")
    except (UnidentifiedImageError, Raster.DecompressionBombError, OSError, SyntaxError, ValueError):
        return ""
