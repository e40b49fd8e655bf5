"""What is done to clean pictures: noise, JPEG, holes, reduction. Everything is drawn on the pictures' device, a batch at a time.

Pictures are [B, C, H, W] in 0..1. A function ending in `_batch` makes a training batch: (input, target, weight of each pixel or None).
"""

import functools

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image, ImageDraw, ImageFont

# Annex K of the JPEG standard, as libjpeg scales it.
LUMA_TABLE = [
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
    18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
]  # fmt: skip
HIDDEN = 0.5
"""The value that stands in for a hidden pixel."""


def luma(rgb):
    """Y of JPEG: full range."""
    r, g, b = rgb.unbind(1)
    return (0.299 * r + 0.587 * g + 0.114 * b).unsqueeze(1)


def studio_luma(rgb):
    """Y of BT.601, 16/255 to 235/255, as the published figures of super-resolution use it."""
    r, g, b = rgb.unbind(1)
    return ((65.481 * r + 128.553 * g + 24.966 * b + 16) / 255).unsqueeze(1)


def to_bytes(x):
    return (x * 255).round().clamp(0, 255) / 255


def uniform(x, low, high):
    """A number for each picture, [B, 1, 1, 1]."""
    return low + (high - low) * torch.rand(len(x), 1, 1, 1, device=x.device)


def with_map(picture, value):
    return torch.cat([picture, value.expand(-1, 1, *picture.shape[2:])], 1)


# Noise


def noise_batch(clean):
    """Gaussian noise, unclipped. A quarter of the pictures has a camera's (variance a x + b^2); the map says 0 for unknown."""
    sigma = torch.where(uniform(clean, 0, 1) < 0.8, uniform(clean, 5, 50), uniform(clean, 0, 55)) / 255
    camera = uniform(clean, 0, 1) < 0.25
    variance = torch.where(camera, (uniform(clean, 0, 40) / 255) ** 2 * clean + (uniform(clean, 0, 15) / 255) ** 2, sigma**2)
    noisy = clean + variance.sqrt() * torch.randn_like(clean)
    kind = uniform(clean, 0, 1)
    told = torch.where(kind < 0.7, sigma, sigma * uniform(clean, 0.5, 1.6))
    told = torch.where(camera | (kind < 0.4), torch.zeros_like(told), told)
    return with_map(noisy, told), clean, None


# JPEG


def jpeg(picture, quality):
    """A gray picture (sides multiples of 8) as libjpeg gives it back at `quality`, [B, 1, 1, 1], whole numbers."""
    b, _, h, w = picture.shape
    scale = torch.where(quality < 50, torch.floor(5000 / quality), 200 - 2 * quality).view(b, 1, 1, 1, 1)
    dct, base = constants(picture.device)
    table = torch.floor((base * scale + 50) / 100).clamp(1, 255)
    blocks = ((picture * 255).round() - 128).view(b, h // 8, 8, w // 8, 8)
    coefficients = torch.einsum("ij,bhjwk,lk->bhiwl", dct, blocks, dct)
    # libjpeg's coefficients are eighths, and halves go away from zero.
    eighths = (coefficients * 8).round()
    coefficients = eighths.sign() * torch.floor((eighths.abs() + 4 * table) / (8 * table)) * table
    blocks = torch.einsum("ji,bhjwk,kl->bhiwl", dct, coefficients, dct)
    return (blocks.reshape(b, 1, h, w) + 128).round().clamp(0, 255) / 255


@functools.cache
def constants(device):
    """The cosine transform [8, 8], and the luma table [1, 1, 8, 1, 8]."""
    k, n = np.mgrid[0:8, 0:8]
    matrix = np.sqrt(np.where(k == 0, 1, 2) / 8) * np.cos(np.pi * k * (2 * n + 1) / 16)
    table = torch.tensor(LUMA_TABLE, dtype=torch.float32, device=device)
    return torch.tensor(matrix, dtype=torch.float32, device=device), table.view(1, 1, 8, 1, 8)


def jpeg_batch(clean):
    """Luma at qualities 5 to 60."""
    clean = to_bytes(luma(clean))
    return jpeg(clean, torch.floor(uniform(clean, 5, 61))), clean, None


# Holes


def drawn_masks(count, side, seed):
    """uint8 [count, side, side], 1 = hidden: boxes, strokes, lines of text in turn."""
    random = np.random.default_rng(seed)
    masks = np.zeros((count, side, side), np.uint8)
    for i in range(count):
        image = Image.new("L", (side, side))
        draw = ImageDraw.Draw(image)
        (draw_boxes, draw_strokes, draw_text)[i % 3](draw, side, random)
        masks[i] = np.asarray(image) > 127
    return masks


def draw_boxes(draw, side, random):
    """Disjoint boxes of one size, 16 to 48, on a shifted grid, to 25 %."""
    box = int(random.choice([16, 24, 32, 32, 40, 48]))
    part = random.uniform(0.05, 0.25)
    cells = [(x, y) for x in range(0, side, box) for y in range(0, side, box)]
    random.shuffle(cells)
    dx, dy = random.integers(0, box, 2)
    for x, y in cells[: max(1, round(part * side * side / box**2))]:
        draw.rectangle((x - dx, y - dy, x - dx + box - 1, y - dy + box - 1), fill=255)


def draw_strokes(draw, side, random):
    for _ in range(random.integers(2, 8)):
        width = int(random.integers(2, 17))
        at = random.uniform(0, side, 2)
        angle = random.uniform(0, 2 * np.pi)
        points = [tuple(at)]
        for _ in range(random.integers(2, 10)):
            angle += random.normal(0, 0.7)
            at = at + random.uniform(8, 32) * np.array([np.cos(angle), np.sin(angle)])
            points.append(tuple(at))
        draw.line(points, fill=255, width=width, joint="curve")


def draw_text(draw, side, random):
    y = int(random.integers(0, 12))
    while y < side:
        size = int(random.integers(8, 29))
        letters = "".join(chr(c) for c in random.integers(33, 123, 60))
        draw.text((int(random.integers(-20, 8)), y), letters, fill=255, font=ImageFont.load_default(size))
        y += size + int(random.integers(2, 24))


def inpaint_batch(clean, masks):
    """Half of the pictures miss 50 to 95 % of their pixels, the others have drawn holes; a fifth is gray."""
    b, _, h, w = clean.shape
    clean = torch.where(uniform(clean, 0, 1) < 0.2, luma(clean), clean)
    missing = torch.where(uniform(clean, 0, 1) < 0.5, uniform(clean, 0.5, 0.95), uniform(clean, 0.76, 0.84))
    pixels = torch.rand(b, 1, h, w, device=clean.device) < missing
    drawn = masks[torch.randint(len(masks), (b,), device=clean.device), None, :h, :w] > 0
    hidden = torch.where(uniform(clean, 0, 1) < 0.5, pixels, drawn).float()
    weight = hidden / hidden.mean((2, 3), keepdim=True).clamp(min=0.01)
    return hide(clean, hidden), clean, weight


def hide(clean, hidden):
    """Input of the network for [B, 1, H, W] holes (1 = hidden): the pictures with holes, and the map of what is known."""
    return torch.cat([clean * (1 - hidden) + HIDDEN * hidden, 1 - hidden], 1)


# Sizes


@functools.cache
def resizing(before, after, device):
    """[after, before]: bicubic (Keys, a = -0.5) with antialiasing and mirrored borders, as MATLAB's imresize does it."""
    scale = after / before
    stretch = min(scale, 1.0)
    centre = (np.arange(after) + 0.5) / scale - 0.5
    first = np.floor(centre - 2 / stretch).astype(int)
    places = first[:, None] + np.arange(int(np.ceil(4 / stretch)) + 2)
    x = np.abs((centre[:, None] - places) * stretch)
    near = 1.5 * x**3 - 2.5 * x**2 + 1
    far = -0.5 * x**3 + 2.5 * x**2 - 4 * x + 2
    weights = np.where(x <= 1, near, np.where(x <= 2, far, 0))
    weights /= weights.sum(1, keepdims=True)
    places %= 2 * before
    places = np.minimum(places, 2 * before - 1 - places)
    matrix = np.zeros((after, before))
    np.add.at(matrix, (np.arange(after)[:, None], places), weights)
    return torch.tensor(matrix, dtype=torch.float32, device=device)


def resize(x, height, width):
    with torch.autocast(x.device.type, enabled=False):
        rows = resizing(x.shape[2], height, x.device)
        columns = resizing(x.shape[3], width, x.device)
        return rows @ x.float() @ columns.T


def enlarge(x, factor):
    return resize(x, x.shape[2] * factor, x.shape[3] * factor)


def reduce(x, factor):
    """The low picture as it would lie in a file: 8 bits a channel. Sides are multiples of the factor."""
    return to_bytes(resize(x, x.shape[2] // factor, x.shape[3] // factor))


def upscale_batch(clean, factor):
    return studio_luma(reduce(clean, factor)), studio_luma(clean), None
