"""Trains the restoration networks that Diabolo ships.

    python train.py --data PHOTOS --out DIR --minutes 9

PHOTOS holds JPEGs, in folders or not (photographs.csv beside them says whose they are); DIR gets NAME.safetensors and NAME.csv, a log, for
each network as it ends. Needs PyTorch 2.11, NumPy, Pillow and safetensors, and a CUDA device for figures like the card's: the minutes are those of the
clock, and each network's schedule is laid over its part of them.
"""

import argparse
import csv
import math
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import torch

import networks
import pictures
import validation
from corruptions import drawn_masks, inpaint_batch, jpeg_batch, noise_batch, luma, upscale_batch

LEARNING_RATE = 1e-3
WARM_UP_STEPS = 200
EMA = 0.999
STEPS_AT_ONCE = 10
"""Steps between two looks at the clock."""


@dataclass(frozen=True)
class Task:
    """A network to train.

    share: its part of the time. side: of the clean crop. make: clean crops to (input, target, weights or None). start: the network whose
    inner layers it starts from, where --out has it.
    """

    config: dict
    share: float
    side: int
    batch: int
    make: Callable
    start: str | None = None


def unet(task, picture, extra):
    return {"task": task, "kind": "unet", "picture": picture, "map": extra, "channels": [48, 80, 80], "blocks": [1, 1, 2, 1, 2], "multiple": 8}


def chain(factor, blocks):
    return {"task": "upscale", "kind": "chain", "picture": 1, "factor": factor, "channels": 48, "blocks": blocks}


def tasks(masks):
    return {
        "denoise-gray": Task(unet("denoise", 1, "sigma"), 95, 128, 32, lambda x: noise_batch(luma(x))),
        "upscale-2": Task(chain(2, 5), 60, 128, 32, lambda x: upscale_batch(x, 2)),
        "upscale-3": Task(chain(3, 8), 50, 144, 32, lambda x: upscale_batch(x, 3), "upscale-2"),
        "upscale-4": Task(chain(4, 8), 45, 192, 32, lambda x: upscale_batch(x, 4), "upscale-3"),
        "deblock": Task(unet("deblock", 1, "none"), 75, 128, 32, jpeg_batch, "denoise-gray"),
        "denoise-colour": Task(unet("denoise", 3, "sigma"), 115, 128, 32, noise_batch, "denoise-gray"),
        "inpaint": Task(unet("inpaint", 3, "known"), 95, 160, 24, lambda x: inpaint_batch(x, masks), "denoise-colour"),
    }


class Step:
    """One step of the optimiser: draws a batch, learns from it, moves the averaged weights. On a GPU a recorded graph, replayed."""

    def __init__(self, task, net, pool, eager):
        self.task, self.net, self.pool = task, net, pool
        device = pool.device
        self.cuda = device.type == "cuda"
        self.parameters = list(net.parameters())
        self.averaged = [p.detach().clone() for p in self.parameters]
        self.rate = torch.zeros((), device=device)
        self.absolute = torch.ones((), device=device)
        self.loss = torch.zeros((), device=device)
        self.optimizer = torch.optim.AdamW(
            self.parameters, lr=self.rate, betas=(0.9, 0.99), weight_decay=1e-4, fused=self.cuda, capturable=self.cuda
        )
        self.graph = None
        if self.cuda and not eager:
            self.record()

    def record(self):
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(4):
                self.compute()
        torch.cuda.current_stream().wait_stream(side)
        self.optimizer.zero_grad(set_to_none=True)
        self.graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(self.graph):
            self.compute()

    def compute(self):
        with torch.no_grad():
            clean = pictures.crops(self.pool, self.task.batch, self.task.side)
            x, target, weight = self.task.make(clean)
            x = x.contiguous(memory_format=torch.channels_last)
        self.optimizer.zero_grad(set_to_none=True)
        # Graphs and autocast's cache of converted weights do not go together.
        with torch.autocast(x.device.type, torch.bfloat16, enabled=self.cuda, cache_enabled=False):
            result = self.net(x)
        error = result.float() - target
        squared = error.square()
        # Charbonnier first, which is kind to outliers, then the squared error, which is PSNR; 20 makes their gradients alike.
        each = self.absolute * (squared + 1e-6).sqrt() + (1 - self.absolute) * 20 * squared
        loss = each.mean() if weight is None else (each * weight).mean()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.parameters, 0.5)
        self.optimizer.step()
        with torch.no_grad():
            torch._foreach_lerp_(self.averaged, self.parameters, 1 - EMA)
            squared = squared if weight is None else squared * weight
            self.loss.lerp_(squared.mean(), 0.01)

    def run(self):
        self.graph.replay() if self.graph else self.compute()


def train(name, task, seconds, pool, clean, log, options):
    """Trains for `seconds`, and returns the averaged weights by name."""
    torch.manual_seed(options.seed)
    device = pool.device
    net = networks.build(task.config).to(device).to(memory_format=torch.channels_last)
    start = Path(options.start) / f"{name}.safetensors" if options.start else Path(options.out) / f"{task.start}.safetensors"
    if options.start:
        net.load_state_dict(networks.load(start)[1].state_dict())
    elif start.exists():
        networks.start_from(net, networks.load(start)[1].state_dict())
    began = time.time()
    step = Step(task, net, pool, options.eager)
    print(f"{name}: {seconds:.0f} s, of which {time.time() - began:.1f} s to set up; starts from {start.stem if start.exists() else 'nothing'}", flush=True)
    judged = networks.build(task.config).to(device).eval()
    names = [n for n, _ in net.named_parameters()]
    steps, looks, done = 0, 0, 0.0
    while done < 1:
        rate = options.learning_rate * min(1, (steps + 1) / WARM_UP_STEPS) * (0.5 + 0.5 * math.cos(math.pi * done))
        step.rate.fill_(max(rate, 1e-6))
        step.absolute.fill_(min(1, max(0, (0.7 - done) / 0.1)))
        for _ in range(STEPS_AT_ONCE if device.type == "cuda" else 1):
            step.run()
            steps += 1
        if device.type == "cuda":
            torch.cuda.synchronize()
        done = (time.time() - began) / seconds
        if done * 8 >= looks + 1 or done >= 1:
            looks = int(done * 8)
            judged.load_state_dict(dict(zip(names, step.averaged)))
            scores = [f"{c.name} {validation.measure(judged, c)[1]:.2f}" for c in validation.cases(task.config, clean, short=True)]
            row = [name, f"{done * seconds:.0f}", steps, f"{rate:.2g}", f"{step.loss.item():.4g}", "; ".join(scores)]
            log(row)
            if not math.isfinite(step.loss.item()):
                raise SystemExit(f"{name} diverged at step {steps}; lower --learning-rate")
    return {n: w.clone() for n, w in zip(names, step.averaged)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--minutes", type=float, default=9)
    parser.add_argument("--only", help="networks, separated by commas; default all")
    parser.add_argument("--from", dest="start", help="a folder of networks of the same names, which go on being trained")
    parser.add_argument("--learning-rate", type=float, default=LEARNING_RATE)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--benchmark", action="store_true", help="let cuDNN try its kernels first")
    parser.add_argument("--eager", action="store_true", help="without CUDA graphs, slower")
    options = parser.parse_args()
    began = time.time()
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.backends.cudnn.benchmark = options.benchmark
    learned, held_out = pictures.split(pictures.photographs(options.data))
    pool = pictures.patches(learned).to(device)
    clean = pictures.validation_pictures(held_out).to(device)
    chosen = tasks(torch.from_numpy(drawn_masks(1024, pictures.PATCH, 0)).to(device))
    if options.only:
        chosen = {name: chosen[name] for name in options.only.split(",")}
    print(f"{len(learned)} photographs, {len(pool)} patches; {len(clean)} of {len(held_out)} held out; {time.time() - began:.0f} s", flush=True)
    waiting = list(chosen)
    while waiting:
        name = waiting[0]
        task = chosen[name]
        # What reading and recording took is taken from all that is left.
        seconds = (began + options.minutes * 60 - time.time()) * task.share / sum(chosen[n].share for n in waiting)
        with (out / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            table = csv.writer(file)

            def log(row):
                table.writerow(row)
                file.flush()
                print(*row, flush=True)

            log(["network", "seconds", "steps", "learning rate", "mean squared error", "PSNR of held-out photographs"])
            weights = train(name, task, seconds, pool, clean, log, options)
        networks.save(out / f"{name}.safetensors", task.config, weights, "models/restore/train.py")
        waiting.pop(0)


if __name__ == "__main__":
    main()
