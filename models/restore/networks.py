"""The two kinds of restoration network and their files. All layers are convolutions, ReLU, additions and pixel shuffles."""

import json

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.numpy import load_file, save_file
from torch import nn

from corruptions import enlarge


class Block(nn.Module):
    """x + conv2(relu(conv1(x))), starting as the identity."""

    def __init__(self, channels):
        super().__init__()
        self.conv1 = conv3(channels, channels)
        self.conv2 = conv3(channels, channels)
        zero(self.conv2)

    def forward(self, x):
        return x + self.conv2(F.relu(self.conv1(x)))


class UNet(nn.Module):
    """A residual U-Net on pixels folded two by two; [B, picture + map, H, W] to [B, picture, H, W], H and W multiples of 8.

    The folding is FFDNet's (Zhang et al. 2018), the body DRUNet's (Zhang et al. 2021) at a thirtieth of its work.
    """

    def __init__(self, config):
        super().__init__()
        self.picture = config["picture"]
        inputs = self.picture + (config["map"] != "none")
        c1, c2, c3 = config["channels"]
        e1, e2, body, d2, d1 = config["blocks"]
        self.head = conv3(4 * inputs, c1)
        self.enc1 = blocks(c1, e1)
        self.down1 = nn.Conv2d(c1, c2, 2, stride=2)
        self.enc2 = blocks(c2, e2)
        self.down2 = nn.Conv2d(c2, c3, 2, stride=2)
        self.body = blocks(c3, body)
        self.up2 = nn.Conv2d(c3, 4 * c2, 1)
        self.dec2 = blocks(c2, d2)
        self.up1 = nn.Conv2d(c2, 4 * c1, 1)
        self.dec1 = blocks(c1, d1)
        self.tail = conv3(c1, 4 * self.picture)
        zero(self.tail)

    def forward(self, x):
        fine = self.enc1(self.head(F.pixel_unshuffle(x, 2)))
        middle = self.enc2(self.down1(fine))
        h = self.body(self.down2(middle))
        h = self.dec2(F.pixel_shuffle(self.up2(h), 2) + middle)
        h = self.dec1(F.pixel_shuffle(self.up1(h), 2) + fine)
        return x[:, : self.picture] + F.pixel_shuffle(self.tail(h), 2)


class Chain(nn.Module):
    """Residual blocks on the low picture, then a pixel shuffle, added to the bicubic enlargement; [B, 1, h, w] to [B, 1, rh, rw].

    After EDSR (Lim et al. 2017), smaller.
    """

    def __init__(self, config):
        super().__init__()
        self.factor = config["factor"]
        self.head = conv3(1, config["channels"])
        self.body = blocks(config["channels"], config["blocks"])
        self.tail = conv3(config["channels"], self.factor**2)
        zero(self.tail)

    def forward(self, x):
        h = self.tail(self.body(self.head(x)))
        return enlarge(x, self.factor) + F.pixel_shuffle(h, self.factor)


def conv3(inputs, outputs):
    return nn.Conv2d(inputs, outputs, 3, padding=1)


def blocks(channels, count):
    return nn.Sequential(*[Block(channels) for _ in range(count)])


def zero(conv):
    nn.init.zeros_(conv.weight)
    nn.init.zeros_(conv.bias)


def build(config):
    return UNet(config) if config["kind"] == "unet" else Chain(config)


def work(config):
    """Multiplications a result pixel, in thousands."""
    net = build(config)
    count = lambda part: sum(p.numel() for p in part.parameters() if p.dim() == 4)
    if config["kind"] == "chain":
        return count(net) / config["factor"] ** 2 / 1000
    half = count(net.head) + count(net.enc1) + count(net.dec1) + count(net.tail)
    quarter = count(net.down1) + count(net.enc2) + count(net.dec2) + count(net.up1)
    eighth = count(net.down2) + count(net.body) + count(net.up2)
    return (half / 4 + quarter / 16 + eighth / 64) / 1000


def start_from(net, weights):
    """Takes over every tensor of the same name and shape, but for the first and the last layer."""
    own = net.state_dict()
    for name, value in weights.items():
        if name in own and own[name].shape == value.shape and not name.startswith(("head.", "tail.")):
            own[name].copy_(value)


def save(path, config, weights, source):
    """float16 weights and the configuration in one safetensors file."""
    # contiguous(): safetensors writes an array's memory as it lies, and trained weights lie with their channels last.
    tensors = {name: value.detach().float().cpu().contiguous().numpy().astype(np.float16) for name, value in weights.items()}
    if not all(np.isfinite(t).all() for t in tensors.values()):
        raise ValueError(f"{path}: weights beyond float16; nothing was written, train again with a lower learning rate")
    metadata = {"format": "diabolo-restorer", "version": "1", "config": json.dumps(config), "source": source}
    save_file(tensors, path, metadata=metadata)


def load(path):
    """The configuration, and the network in float32 with the file's rounded weights."""
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
    config = json.loads(header["__metadata__"]["config"])
    net = build(config)
    net.load_state_dict({n: torch.from_numpy(t.astype(np.float32)) for n, t in load_file(path).items()})
    return config, net.eval()
