"""Photographs: which are held out, how they are reduced, and the random crops of them."""

import csv
import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageOps

LONGEST = 1600
"""A larger photograph is reduced to this first."""

FACTORS = (1.25, 1.7, 2.3)
"""Then to these sizes: they hide the traces of the photograph's own JPEG coding."""


def photographs(folder):
    """(file, source) of all JPEGs below `folder`, in the order of their names; a source is what photographs.csv beside a file says, or its folder."""
    found = []
    for path in sorted(Path(folder).rglob("*.jpg"), key=lambda p: (p.name, str(p))):
        found.append((path, sources(path.parent).get(path.name, path.parent.name)))
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
    """(training, held out): whole sources, by the SHA-256 of their names, as long as they are at most a tenth."""
    by_source = {}
    for path, source in photos:
        by_source.setdefault(source, []).append(path)
    held_out, room = set(), max(1, len(photos) // 10)
    for source in sorted(by_source, key=lambda s: hashlib.sha256(s.encode()).hexdigest()):
        if len(by_source[source]) <= room:
            room -= len(by_source[source])
            held_out.add(source)
    return [p for p, s in photos if s not in held_out], [p for p, s in photos if s in held_out]


def opened(path):
    with Image.open(path) as file:
        image = ImageOps.exif_transpose(file).convert("RGB")
    if max(image.size) > LONGEST:
        image = resized(image, max(image.size) / LONGEST)
    return image


def resized(image, factor):
    return image.resize((round(image.width / factor), round(image.height / factor)), Image.Resampling.BICUBIC)


def reduced(path):
    image = opened(path)
    return [np.asarray(resized(image, factor)) for factor in FACTORS]


class Pool:
    """All sizes of all photographs as one row of pixels on the device, from which crops are taken."""

    def __init__(self, paths, side, device, threads=16):
        with ThreadPoolExecutor(threads) as workers:
            images = [image for sizes in workers.map(reduced, paths) for image in sizes]
        images = [image for image in images if min(image.shape[:2]) >= side]
        self.side, self.device, self.count = side, device, len(images)
        self.pixels = torch.from_numpy(np.concatenate([image.reshape(-1, 3) for image in images])).to(device)
        heights = torch.tensor([image.shape[0] for image in images])
        widths = torch.tensor([image.shape[1] for image in images])
        starts = torch.cumsum(heights * widths, 0) - heights * widths
        places = (heights * widths).double()
        # A table in which each picture stands as often as its pixels ask.
        ends = torch.cumsum(places / places.sum(), 0)
        table = torch.searchsorted(ends, (torch.arange(1 << 18).double() + 0.5) / (1 << 18)).clamp(max=len(images) - 1)
        self.table, self.heights, self.widths, self.starts = [t.to(device) for t in (table, heights, widths, starts)]

    def crops(self, count):
        """float [count, 3, side, side] in 0 to 1: random places, mirrored, every second transposed."""
        device, side = self.device, self.side
        which = self.table[torch.randint(len(self.table), (count,), device=device)]
        row = (torch.rand(count, device=device) * (self.heights[which] - side + 1)).long()
        column = (torch.rand(count, device=device) * (self.widths[which] - side + 1)).long()
        along = torch.arange(side, device=device)
        mirrored = torch.where(torch.rand(count, 1, device=device) < 0.5, side - 1 - along, along)
        index = self.starts[which][:, None, None] + (row[:, None] + along)[:, :, None] * self.widths[which][:, None, None]
        index = index + (column[:, None] + mirrored)[:, None, :]
        x = self.pixels[index].permute(0, 3, 1, 2).float() / 255
        return torch.cat([x[: count // 2], x[count // 2 :].transpose(2, 3)])


def light(x):
    """Other exposures, contrasts and colours for half of the crops, rounded to bytes again; x in 0 to 1, result in -0.5 to 0.5."""
    n, device = len(x), x.device
    half = (torch.rand(n, 1, 1, 1, device=device) < 0.5).float()
    exposure = 1 + half * (torch.rand(n, 1, 1, 1, device=device) * 0.6 - 0.4)
    tint = 1 + half * (torch.rand(n, 3, 1, 1, device=device) * 0.16 - 0.08)
    saturation = 1 + half * (torch.rand(n, 1, 1, 1, device=device) * 1.0 - 0.6)
    gray = x.mean(1, keepdim=True)
    x = (gray + (x - gray) * saturation) * exposure * tint
    return (x.clamp(0, 1) * 255).round() / 255 - 0.5
