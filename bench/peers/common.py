"""What both PyTorch peers share: reading the data, the layers, the measuring of a test error, and the protocol."""

import gzip
import json
import math
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

CONVOLUTIONS = {"conv": [32, 64], "colour": [32, 64, 128, 128], "faces": [32, 64, 128, 128]}
DENSE = {"mlp": [512, 256], "deep": [1000, 500, 250], "table": [256, 128]}


def read(path, part):
    """Pictures of an idx file as bytes [N, C, H, W], or a table's rows of an npz file, x_train or x_test, as floats [N, F]."""
    if path.endswith(".npz"):
        return np.load(path)["x_" + part].astype(np.float32)
    with gzip.open(path) if path.endswith(".gz") else open(path, "rb") as file:
        data = file.read()
    rank = data[3]
    shape = np.frombuffer(data, ">i4", rank, 4)
    images = np.frombuffer(data, np.uint8, offset=4 + 4 * rank).reshape(shape).copy()
    return images if rank == 4 else images[:, None]


def tensor(array):
    """All samples as one tensor: pictures in [0, 1], rows as they are."""
    floats = torch.from_numpy(array).float()
    return floats.div_(255) if array.dtype == np.uint8 else floats


def network(name, shape, latent, activation=nn.ReLU, outputs=None, variational=False):
    """An autoencoder with PyTorch's own initial weights.

    shape: of a sample, (C, H, W) or (F,). outputs: the last layer's activation; none for its plain values.
    """
    codes = 2 * latent if variational else latent  # mean and log variance
    if name in DENSE:
        encoder, decoder = mlp([math.prod(shape), *DENSE[name]], codes, latent, shape, activation)
    else:
        encoder, decoder = conv([shape[0], *CONVOLUTIONS[name]], codes, latent, shape[1:], activation)
    if outputs is not None:
        decoder.append(outputs())
    return Variational(encoder, decoder) if variational else nn.Sequential(encoder, decoder)


def mlp(widths, codes, latent, shape, activation):
    encoder, decoder = [nn.Flatten()], []
    for a, b in zip(widths, widths[1:]):
        encoder += [nn.Linear(a, b), activation()]
    encoder.append(nn.Linear(widths[-1], codes))
    back = [latent, *reversed(widths)]
    for a, b in zip(back, back[1:]):
        decoder += [nn.Linear(a, b), activation()]
    decoder[-1] = nn.Unflatten(1, shape)
    return nn.Sequential(*encoder), nn.Sequential(*decoder)


def conv(channels, codes, latent, size, activation):
    sizes, encoder = [tuple(size)], []
    for a, b in zip(channels, channels[1:]):
        encoder += [nn.Conv2d(a, b, 3, stride=2, padding=1), activation()]
        sizes.append(tuple((side + 1) // 2 for side in sizes[-1]))
    flat = channels[-1] * math.prod(sizes[-1])
    encoder += [nn.Flatten(), nn.Linear(flat, codes)]
    decoder = [nn.Linear(latent, flat), activation(), nn.Unflatten(1, (channels[-1], *sizes[-1]))]
    back, sizes = channels[::-1], sizes[::-1]
    for a, b, small, large in zip(back, back[1:], sizes, sizes[1:]):
        more = tuple(y - (2 * x - 1) for x, y in zip(small, large))
        decoder += [nn.ConvTranspose2d(a, b, 3, stride=2, padding=1, output_padding=more), activation()]
    return nn.Sequential(*encoder), nn.Sequential(*decoder[:-1])


class Variational(nn.Module):
    """A variational autoencoder; forward gives the decoder's output, the means and the log variances."""

    def __init__(self, encoder, decoder):
        super().__init__()
        self.encoder, self.decoder = encoder, decoder

    def forward(self, x):
        mean, log_variance = self.encoder(x).float().chunk(2, dim=1)
        z = mean + torch.randn_like(mean) * (0.5 * log_variance).exp()
        return self.decoder(z), mean, log_variance


def kl(mean, log_variance):
    """The divergence from the standard normal distribution in nats, summed over the batch."""
    return 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance).sum()


def test_error(model, data, logits=False):
    """The mean squared error by element; of a variational model the negative ELBO in nats a sample, one draw each.

    logits: the model's outputs are those that a sigmoid follows.
    """
    total = 0.0
    with torch.no_grad(), torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        for x in data.split(500):
            output = model(x)
            y = output[0] if isinstance(output, tuple) else output
            y = y.float().sigmoid() if logits else y.float()
            if isinstance(output, tuple):
                total += (F.binary_cross_entropy(y, x, reduction="sum") + kl(*output[1:])).item()
            else:
                total += F.mse_loss(y, x, reduction="sum").item() / x[0].numel()
    return total / len(data)


def steps_of(lengths, per_epoch):
    """The steps at which trainings of so many epochs end, in rising order as the lengths are."""
    steps = []
    for epochs in lengths:
        steps.append(max(1 + (steps[-1] if steps else 0), round(epochs * per_epoch)))
    return steps


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


def serve(**handlers):
    """One JSON line in, one JSON line out, until the input ends. A handler takes the request that asks for it."""
    handlers["peak"] = lambda request: gemm_rates(request["size"])
    for line in sys.stdin:
        request = json.loads(line)
        try:
            reply = handlers[request["ask"]](request)
        except Exception as e:  # whatever went wrong, the other side is told in one line
            reply = {"error": f"{type(e).__name__}: {e}".splitlines()[0]}
        print(json.dumps(reply), flush=True)
