"""Photographs: which are held out, how they are reduced, and the patches that training crops come from."""

import csv
import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageOps

PATCH = 192
STRIDE = 128
VALIDATION_SIDE = 240
"""A multiple of 8 (the networks' folding, JPEG's blocks) and of 2, 3 and 4."""


@dataclass(frozen=True)
class Photograph:
    path: Path
    source: str
    """Whom or what it comes from, as the file photographs.csv beside it says; without one, its folder."""

    def reduced(self):
        """uint8 [H, W, 3] at two sizes, so small that traces of the photograph's own JPEG coding vanish; the larger first."""
        with Image.open(self.path) as file:
            image = ImageOps.exif_transpose(file).convert("RGB")
        for factor in (2.5, 4.0) if max(image.size) >= 2400 else (1.5, 2.2):
            size = (round(image.width / factor), round(image.height / factor))
            yield np.asarray(image.resize(size, Image.Resampling.BICUBIC))


def photographs(folder):
    """All JPEGs below `folder`, in the order of their names."""
    found = []
    for path in sorted(Path(folder).rglob("*.jpg"), key=lambda p: p.name):
        found.append(Photograph(path, sources(path.parent).get(path.name, path.parent.name)))
    if not found:
        raise SystemExit(f"{folder} holds no .jpg; give a folder of photographs")
    return found


def sources(folder, known={}):
    if folder not in known:
        table = folder / "photographs.csv"
        rows = csv.DictReader(table.open(encoding="utf-8", newline="")) if table.exists() else []
        known[folder] = {row["file"]: row["source"].split()[0] for row in rows}
    return known[folder]


def split(photos):
    """(training, validation): whole sources are held out, by the SHA-256 of their names, as long as they are at most a tenth."""
    by_source = {}
    for photo in photos:
        by_source.setdefault(photo.source, []).append(photo)
    held_out = set()
    room = max(1, len(photos) // 10)
    for source in sorted(by_source, key=lambda s: hashlib.sha256(s.encode()).hexdigest()):
        if len(by_source[source]) <= room:
            room -= len(by_source[source])
            held_out.add(source)
    return [p for p in photos if p.source not in held_out], [p for p in photos if p.source in held_out]


def patches(photos, threads=16):
    """uint8 [N, 3, PATCH, PATCH], in the order of the photographs."""
    with ThreadPoolExecutor(threads) as pool:
        parts = [p for part in pool.map(cut, photos) for p in part]
    if not parts:
        raise SystemExit(f"no photograph has {PATCH} pixels after its reduction; give larger ones")
    return torch.from_numpy(np.stack(parts)).permute(0, 3, 1, 2).contiguous()


def cut(photo):
    found = []
    for picture in photo.reduced():
        for y in starts(picture.shape[0]):
            for x in starts(picture.shape[1]):
                found.append(picture[y : y + PATCH, x : x + PATCH].copy())
    return found


def starts(length):
    if length < PATCH:
        return []
    return sorted({*range(0, length - PATCH, STRIDE), length - PATCH})


def validation_pictures(photos):
    """float [N, 3, S, S] in 0..1: the middle of each photograph that is large enough."""
    found = []
    for photo in photos:
        picture = next(photo.reduced())
        y, x = [(side - VALIDATION_SIDE) // 2 for side in picture.shape[:2]]
        if min(x, y) >= 0:
            found.append(picture[y : y + VALIDATION_SIDE, x : x + VALIDATION_SIDE])
    return torch.from_numpy(np.stack(found)).permute(0, 3, 1, 2).float() / 255


def crops(pool, count, side):
    """float [count, 3, side, side] in 0..1: random patches, places and flips; the second half is transposed."""
    device = pool.device
    which = torch.randint(len(pool), (count, 1, 1, 1), device=device)
    rows, columns = [places(count, side, device) for _ in range(2)]
    channels = torch.arange(3, device=device).view(1, 3, 1, 1)
    x = pool[which, channels, rows[:, None, :, None], columns[:, None, None, :]]
    x = torch.cat([x[: count // 2], x[count // 2 :].transpose(2, 3)])
    return x.float() / 255


def places(count, side, device):
    start = torch.randint(PATCH - side + 1, (count, 1), device=device)
    along = torch.arange(side, device=device)[None]
    backwards = torch.rand(count, 1, device=device) < 0.5
    return start + torch.where(backwards, side - 1 - along, along)
