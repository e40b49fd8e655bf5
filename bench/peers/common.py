"""What both PyTorch peers share: the files, the networks with Diabolo's initial distribution, and the protocol."""

import gzip
import json
import math
import sys
import time

import numpy as np
import torch
from torch import nn

LEARNING_RATE = 2e-3


def read_idx(path):
    """MNIST's file format: [N, H, W] or [N, C, H, W] bytes, as [N, C, H, W]."""
    with gzip.open(path) if path.endswith(".gz") else open(path, "rb") as file:
        data = file.read()
    rank = data[3]
    shape = np.frombuffer(data, ">i4", rank, 4)
    images = np.frombuffer(data, np.uint8, offset=4 + 4 * rank).reshape(shape).copy()
    return images if rank == 4 else images[:, None]


def network(name, shape, latent):
    """The same layers as Diabolo's; both sides state their number of parameters, which must be equal."""
    channels, height, width = shape
    if name == "mlp":
        model = mlp([channels * height * width, 512, 256], latent, shape)
    elif name == "deep":
        model = mlp([channels * height * width, 1000, 500, 250], latent, shape)
    else:
        widths = {"conv": [32, 64], "colour": [32, 64, 128, 128]}[name]
        model = conv([channels, *widths], latent, height)
    initialise(model)
    return model


def mlp(widths, latent, shape):
    encoder, decoder = [nn.Flatten()], []
    for a, b in zip(widths, widths[1:]):
        encoder += [nn.Linear(a, b), nn.GELU()]
    encoder.append(nn.Linear(widths[-1], latent))
    back = [latent, *reversed(widths)]
    for a, b in zip(back, back[1:]):
        decoder += [nn.Linear(a, b), nn.GELU()]
    decoder[-1] = nn.Unflatten(1, shape)
    return nn.Sequential(nn.Sequential(*encoder), nn.Sequential(*decoder))


def conv(channels, latent, side):
    encoder = []
    for a, b in zip(channels, channels[1:]):
        encoder += [nn.Conv2d(a, b, 3, stride=2, padding=1), nn.GELU()]
        side //= 2
    flat = channels[-1] * side * side
    encoder += [nn.Flatten(), nn.Linear(flat, latent)]
    decoder = [nn.Linear(latent, flat), nn.GELU(), nn.Unflatten(1, (channels[-1], side, side))]
    back = channels[::-1]
    for a, b in zip(back, back[1:]):
        decoder += [nn.ConvTranspose2d(a, b, 3, stride=2, padding=1, output_padding=1), nn.GELU()]
    return nn.Sequential(nn.Sequential(*encoder), nn.Sequential(*decoder[:-1]))


def initialise(model):
    """Uniform with variance gain^2 / fan-in (He et al. 2015), biases zero: the gain is 1 before the latent, else sqrt 2."""
    for layer in model.modules():
        if not hasattr(layer, "weight"):
            continue
        fan_in = layer.weight[0].numel()
        if isinstance(layer, nn.ConvTranspose2d):
            fan_in = layer.in_channels * 9 // 4
        bound = (1 if layer is model[0][-1] else math.sqrt(2)) * math.sqrt(3 / fan_in)
        nn.init.uniform_(layer.weight, -bound, bound)
        nn.init.zeros_(layer.bias)


def cosine(step, steps):
    """The factor of the learning rate: half a cosine down to a hundredth."""
    return 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(step, steps) / steps))


def peak_bytes():
    """The largest resident memory of this process so far; 0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def gemm_rates(size):
    """GFLOP/s of a square product in fp32 and in bf16: the best of five."""
    rates = {}
    for name, kind in (("fp32", torch.float32), ("bf16", torch.bfloat16)):
        a = torch.randn(size, size).to(kind)
        best = math.inf
        for _ in range(6):
            start = time.perf_counter()
            a @ a
            best = min(best, time.perf_counter() - start)
        rates[name] = 2e-9 * size**3 / best
    return rates


def answer(images, seconds, whole_seconds, loss="NaN"):
    return {
        "images": images,
        "seconds": seconds,
        "whole_seconds": whole_seconds,
        "loss": loss,
        "peak_bytes": peak_bytes(),
    }


def serve(prepare):
    """One JSON line in, one JSON line out, until the input ends. `prepare` turns a setup into (answer, round)."""
    run_round = None
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if request["ask"] == "peak":
                reply = gemm_rates(request["size"])
            elif request["ask"] == "setup":
                reply, run_round = prepare(request)
            else:
                reply = run_round(request["seed"])
        except Exception as e:  # whatever went wrong, the other side is told in one line
            reply = {"error": f"{type(e).__name__}: {e}".splitlines()[0]}
        print(json.dumps(reply), flush=True)
