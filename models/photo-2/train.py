"""Trains the codec for photographs that Diabolo ships.

    python train.py --data PHOTOS --out DIR --minutes 9

PHOTOS holds JPEGs, in folders or not (photographs.csv beside them says whose they are); DIR gets weights.safetensors and config.json, from which
`diabolo codec train --from DIR` goes on, and history.csv. Needs PyTorch 2.11, NumPy, Pillow and safetensors, and a CUDA device for figures like the card's:
the minutes are those of the clock, and the schedule is laid over them.
"""

import argparse
import csv
import json
import math
import time
from pathlib import Path

import torch
from safetensors.torch import save_file

import pictures
from networks import BLOCK, CONFIG, DIRECTIONS, Model

LINEAR_RATE = 0.03
"""Of the linear transforms, which start where they are good."""

UNUSUAL = 5
"""Times the mean norm of gradients."""

LOST = 1.1
"""Times the best validation loss: a training that is worse goes back to its best weights, with SLOWER times the learning rate."""

SLOWER = 0.6

WARM_UP = 500
EMA = 0.9995
STEPS_AT_ONCE = 10
VALIDATION_SIDE = 256


def klt(pool, batches, count):
    products = torch.zeros(DIRECTIONS, DIRECTIONS, dtype=torch.float64, device=pool.device)
    total = torch.zeros(DIRECTIONS, dtype=torch.float64, device=pool.device)
    blocks = 0
    for _ in range(batches):
        x = torch.nn.functional.pixel_unshuffle(pool.crops(count) - 0.5, BLOCK).permute(0, 2, 3, 1).reshape(-1, DIRECTIONS).double()
        total += x.sum(0)
        products += x.t() @ x
        blocks += len(x)
    mean = total / blocks
    values, vectors = torch.linalg.eigh(products / blocks - mean[:, None] * mean)
    return mean.float(), vectors.t().flip(0).float(), values.flip(0)


class Step:
    """Draws a batch, learns from it, moves the averaged weights. On a GPU a recorded graph, replayed."""

    def __init__(self, model, pool, options):
        self.model, self.pool, self.batch, self.clip = model, pool, options.batch, options.clip
        device = pool.device
        self.cuda = device.type == "cuda"
        names = list(model.trainable)
        self.parameters = [model.trainable[n] for n in names]
        self.averaged = [p.detach().clone() for p in self.parameters]
        self.rates = [torch.zeros((), device=device) for _ in range(2)]
        groups = [
            {"params": [model.trainable[n] for n in names if ("linear." in n) == linear], "lr": self.rates[linear]} for linear in (False, True)
        ]
        self.optimizer = torch.optim.Adam(groups, betas=(0.9, 0.999), fused=self.cuda, capturable=self.cuda)
        lambdas = torch.tensor(model.config["lambdas"], device=device)
        self.lambdas, self.weights = lambdas, (0.013 / lambdas).sqrt()
        self.parts = torch.zeros(3, device=device)
        self.decay = torch.zeros((), device=device)
        self.norm = torch.full((), 1e3, device=device)
        self.graph = None
        if self.cuda:
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
            x = pictures.light(self.pool.crops(self.batch))
            # As many of each level as the batch allows.
            first = torch.randint(len(self.lambdas), (1,), device=x.device)
            levels = (first + torch.arange(self.batch, device=x.device)) % len(self.lambdas)
        self.optimizer.zero_grad(set_to_none=True)
        with torch.autocast(x.device.type, torch.bfloat16, enabled=self.cuda, cache_enabled=False):
            result, bits = self.model.forward(x, levels, True)
        rate = bits / (x.shape[2] * x.shape[3])
        error = (result - x).square().mean((1, 2, 3)) * 255**2
        loss = (self.weights[levels] * (rate + self.lambdas[levels] * error)).mean()
        loss.backward()
        with torch.no_grad():
            # A batch whose gradient is far from usual teaches nothing: without this a training once diverged after 8,000 steps.
            gradients = [p.grad for p in self.parameters]
            norm = torch.linalg.vector_norm(torch.stack(torch._foreach_norm(gradients)))
            usual = norm < UNUSUAL * self.norm
            torch._foreach_mul_(gradients, torch.where(usual, (self.clip / norm).clamp(max=1), 0.0))
            self.norm.lerp_(torch.minimum(norm, 2 * self.norm), 0.01)
        self.optimizer.step()
        with torch.no_grad():
            for mean, value in zip(self.averaged, self.parameters):
                mean.lerp_(value, self.decay)
            self.parts.lerp_(torch.stack([loss.detach(), rate.detach().mean(), error.detach().mean()]), 0.01)

    def run(self):
        self.graph.replay() if self.graph else self.compute()

    @torch.no_grad()
    def go_back(self, kept):
        """To weights of before, without the moments that led away from them."""
        for parameter, mean, value in zip(self.parameters, self.averaged, kept):
            parameter.copy_(value)
            mean.copy_(value)
        for state in self.optimizer.state.values():
            state["exp_avg"].zero_()
            state["exp_avg_sq"].zero_()
            state["step"].zero_()


def validation_crops(paths, device):
    found = []
    for path in paths:
        for picture in pictures.reduced(path)[:2]:
            y, x = [(side - VALIDATION_SIDE) // 2 for side in picture.shape[:2]]
            if min(x, y) >= 0:
                found.append(torch.from_numpy(picture[y : y + VALIDATION_SIDE, x : x + VALIDATION_SIDE].copy()))
    return torch.stack(found).permute(0, 3, 1, 2).float().to(device) / 255 - 0.5


@torch.no_grad()
def validate(model, averaged, clean):
    """Loss, and bits per pixel and PSNR of each level, with the averaged weights and as in a file."""
    kept = [p.detach().clone() for p in model.trainable.values()]
    for parameter, value in zip(model.trainable.values(), averaged):
        parameter.copy_(value)
    losses, rates, psnrs = [], [], []
    for level, weight in enumerate(model.config["lambdas"]):
        rate, error = [], []
        for x in clean.split(16):
            result, bits = model.forward(x, torch.full((len(x),), level, device=x.device), False)
            bytes_ = ((result + 0.5) * 255).round().clamp(0, 255)
            rate.append(bits / (x.shape[2] * x.shape[3]))
            error.append((bytes_ - (x + 0.5) * 255).square().mean((1, 2, 3)))
        rate, error = torch.cat(rate), torch.cat(error)
        losses.append((math.sqrt(0.013 / weight) * (rate + weight * error)).mean().item())
        rates.append(rate.mean().item())
        psnrs.append((10 * torch.log10(255**2 / error.clamp(min=1e-3))).mean().item())
    for parameter, value in zip(model.trainable.values(), kept):
        parameter.copy_(value)
    return sum(losses) / len(losses), rates, psnrs


def save(folder, model, averaged, photographs, progress):
    """weights.safetensors and config.json, from which `diabolo codec train --from` goes on; it also writes the file that codes."""
    tensors = {name: value.detach().float().cpu().contiguous() for name, value in zip(model.trainable, averaged)}
    tensors.update({name: value.float().cpu().contiguous() for name, value in model.fixed.items()})
    save_file(tensors, folder / "weights.safetensors", metadata={"format": "diabolo-2"})
    options, steps, seconds, first, best = progress
    plan = {
        "epochs": 0, "steps": steps, "patience": 0, "batch": options.batch, "optimizer": "ADAM", "learning_rate": options.learning_rate,
        "schedule": "cosine", "warm_up_steps": WARM_UP, "weight_decay": 0.0, "clip_norm": options.clip, "averaging": EMA,
        "corruption": {"type": "none"}, "augmentation": 0.0, "precision": "BF16", "seed": options.seed,
    }
    training = {
        "steps": steps, "epochs": steps * options.batch / photographs, "seconds": seconds, "images_per_second": steps * options.batch / seconds,
        "initial_validation_loss": first, "best_validation_loss": best, "best_step": steps, "reason": "COMPLETED", "warnings": [],
    }
    provenance = {
        "data": "photographs", "data_hash": "", "train_samples": photographs, "plan": plan, "training": training,
        "versions": ["PyTorch " + torch.__version__], "metrics": [], "warnings": [],
    }
    config = {"format": 1, "type": "codec", "codec_sha256": "", "name": "photo", "architecture": model.config, "provenance": provenance}
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--minutes", type=float, default=9)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--side", type=int, default=256, help="of the crops, a multiple of 16")
    parser.add_argument("--learning-rate", type=float, default=6e-4)
    parser.add_argument("--clip", type=float, default=0.3, help="largest norm of a gradient")
    parser.add_argument("--looks", type=int, default=24, help="how often it is validated")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    began = time.time()
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.backends.cudnn.benchmark = True
    torch.backends.cudnn.allow_tf32 = False
    learned, held_out = pictures.split(pictures.photographs(options.data))
    pool = pictures.Pool(learned, options.side, device)
    clean = validation_crops(held_out, device)
    model = Model(CONFIG, device, options.seed)
    model.start(*klt(pool, 40, 32))
    step = Step(model, pool, options)
    ready = time.time()
    print(f"{len(learned)} photographs, {pool.count} pictures, {len(pool.pixels) / 1e6:.0f} Mpx, {len(clean)} crops of {len(held_out)} held out; "
          f"{ready - began:.0f} s", flush=True)
    seconds = options.minutes * 60 - (ready - began)
    steps, looks, done, first, best, kept = 0, 0, 0.0, None, math.inf, None
    peak = options.learning_rate
    levels = len(CONFIG["lambdas"])
    with (out / "history.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["seconds", "steps", "learning rate", "training loss", "bits per pixel", "squared error", "validation loss"]
                       + [f"bits per pixel {i}" for i in range(levels)] + [f"PSNR {i}" for i in range(levels)])
        while done < 1:
            rate = peak * min(1, (steps + 1) / WARM_UP) * (0.5 + 0.5 * math.cos(math.pi * min(1, done)))
            step.rates[0].fill_(max(rate, 1e-7))
            step.rates[1].fill_(max(rate, 1e-7) * LINEAR_RATE)
            step.decay.fill_(max(1 - EMA, 1 / (steps + 1)))
            for _ in range(STEPS_AT_ONCE if device.type == "cuda" else 1):
                step.run()
                steps += 1
            if device.type == "cuda":
                torch.cuda.synchronize()
            done = (time.time() - ready) / seconds
            if done * options.looks >= looks + 1 or done >= 1:
                looks = int(done * options.looks)
                loss, rates, psnrs = validate(model, step.averaged, clean)
                row = [f"{done * seconds:.0f}", steps, f"{rate:.2g}", *[f"{v:.4f}" for v in step.parts.tolist()], f"{loss:.4f}"]
                row += [f"{v:.4f}" for v in rates] + [f"{v:.2f}" for v in psnrs]
                table.writerow(row)
                file.flush()
                print(*row, flush=True)
                first = first or loss
                if not loss < LOST * best:
                    if kept is None:
                        raise SystemExit(f"diverged before step {steps}; lower --learning-rate")
                    step.go_back(kept)
                    peak *= SLOWER
                if loss < best:
                    best = loss
                    kept = [value.clone() for value in step.averaged]
                    save(out, model, step.averaged, len(learned), (options, steps, done * seconds, first, best))
                done = (time.time() - ready) / seconds


if __name__ == "__main__":
    main()
