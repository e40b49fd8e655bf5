"""The best that a PyTorch expert gets on this machine: everything is tried for some steps, and the fastest is taken."""

import math
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import torch
import torch.nn.functional as F

from common import LEARNING_RATE, answer, cosine, network, peak_bytes, read_idx, serve

THREADS = torch.get_num_threads()


class Settings:
    """How a network is run: the type of its products, the layout of its pictures, and whether it is compiled."""

    def __init__(self, bf16=False, channels_last=False, mode="eager", threads=THREADS):
        self.bf16, self.channels_last, self.mode, self.threads = bf16, channels_last, mode, threads

    def __str__(self):
        words = ["bf16" if self.bf16 else "fp32", "channels-last" if self.channels_last else "", self.mode]
        return ", ".join(word for word in words if word) + f", {self.threads} threads"

    def model(self, name, shape, latent):
        model = network(name, shape, latent)
        return model.to(memory_format=torch.channels_last) if self.channels_last else model

    def autocast(self):
        return torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.bf16)

    def lay_out(self, x):
        return x.contiguous(memory_format=torch.channels_last) if self.channels_last else x


def floats(path):
    """The whole file as one tensor in [0, 1]."""
    return torch.from_numpy(read_idx(path)).float().div_(255)


def fastest(candidates, seconds_of, modes, quick):
    """Tries the eager candidates, then the best of them in the other modes and on half of the threads."""
    notes = []

    def seconds(settings):
        try:
            # The least of several: one try would choose by what else the machine was doing.
            return min(seconds_of(settings) for _ in range(1 if settings.mode == "compiled" or quick else 3))
        except Exception as e:  # no C++ compiler, an unsupported type: an expert goes on without it
            notes.append(f"no {settings.mode}: {type(e).__name__}")
            return math.inf

    best = min(candidates, key=seconds) if len(candidates) > 1 else candidates[0]
    more = [Settings(best.bf16, best.channels_last, mode) for mode in ([] if quick else modes)]
    if THREADS >= 2 and not quick:
        more.append(Settings(best.bf16, best.channels_last, best.mode, THREADS // 2))
    best = min([best, *more], key=seconds) if more else best
    return best, "; ".join([str(best), *notes, *(["quick: nothing compiled"] if quick else [])])


def train(settings, name, latent, data, batch, steps):
    """Returns the model and the seconds of its training loop."""
    torch.set_num_threads(settings.threads)
    model = settings.model(name, tuple(data.shape[1:]), latent)
    optimizer = torch.optim.Adam(model.parameters(), lr=LEARNING_RATE, fused=True)

    def loss_of(x):
        with settings.autocast():
            y = model(x)
        return F.mse_loss(y.float(), x)

    if settings.mode == "compiled":
        loss_of = torch.compile(loss_of)
        loss_of(settings.lay_out(data[:batch])).backward()  # compiles outside of the clock
        optimizer.zero_grad(set_to_none=True)
    start = time.perf_counter()
    per_epoch = len(data) // batch
    for step in range(steps):
        if step % per_epoch == 0:
            order = torch.randperm(len(data))
        first = step % per_epoch * batch
        x = settings.lay_out(data[order[first : first + batch]])
        optimizer.param_groups[0]["lr"] = LEARNING_RATE * cosine(step, steps)
        loss_of(x).backward()
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
    return model, time.perf_counter() - start


def test_error(model, data):
    with torch.inference_mode():
        total = sum(F.mse_loss(model(x), x, reduction="sum").item() for x in data.split(500))
    return total / data.numel()


def runner(settings, model, sample):
    """The model as one function of a batch, in the settings' mode."""
    if settings.mode == "compiled":
        return torch.compile(model)
    if settings.mode == "traced":
        with torch.no_grad(), settings.autocast():
            traced = torch.jit.trace(model, sample, check_trace=False)
        return torch.jit.freeze(traced.eval())
    return model


def reconstruct(settings, model, images, size):
    """The seconds that it takes to reconstruct bytes as bytes."""
    torch.set_num_threads(settings.threads)
    prepared = lambda x: settings.lay_out(x.float().div_(255))
    run = runner(settings, model, prepared(images[:size]))
    with torch.inference_mode(), settings.autocast():
        for _ in range(3):
            run(prepared(images[:size]))
        start = time.perf_counter()
        for x in images.split(size):
            run(prepared(x)).float().clamp_(0, 1).mul_(255).round_().byte()
    return time.perf_counter() - start


def study_run(job):
    """One training of the study, on one core of its own: side by side is faster than one after the other on all cores."""
    settings, body, latent, request, seed = job
    torch.manual_seed(seed)
    data = floats(request["train"])
    steps = request["images"] // request["batch"]
    model, _ = train(settings, body, latent, data, request["batch"], steps)
    return test_error(model, floats(request["test"])), peak_bytes()


def prepare(request):
    kind, name, latent, batch = request["kind"], request["network"], request["latent"], request["batch"]
    quick = request["quick"]
    torch.set_flush_denormal(True)
    start_loading = time.perf_counter()
    data, test = floats(request["train"]), floats(request["test"])
    load_seconds = time.perf_counter() - start_loading
    shape = tuple(data.shape[1:])
    steps = request["images"] // batch
    images = torch.from_numpy(read_idx(request["test"]))[: request["images"]]
    size = 1 if kind == "single" else min(500, len(images))
    layouts = [False] if name in ("mlp", "deep") else [False, True]
    candidates = [Settings(bf16, layout) for bf16 in (False, True) for layout in layouts]
    trial = 3 if quick else 400 if kind == "single" else 40

    def train_seconds(settings):
        if settings.mode == "eager":  # the compiler warms up by itself
            train(settings, name, latent, data, batch, 3)
        return train(settings, name, latent, data, batch, trial)[1]

    def inference_seconds(settings):
        model = settings.model(name, shape, latent).eval()
        return reconstruct(settings, model, images[: size * trial], size)

    if kind == "train":
        best, how = fastest(candidates, train_seconds, ["compiled"], quick)
    elif kind == "study":
        # The compiler would cost more than these short trainings: eager, on one thread each.
        best, how = fastest(candidates, train_seconds, [], quick)
        best.threads = 1
        how = f"{best}, {THREADS} processes"
    else:
        best, how = fastest(candidates, inference_seconds, ["compiled", "traced"], quick)

    def training(seed):
        start = time.perf_counter()
        torch.manual_seed(seed)
        model, seconds = train(best, name, latent, data, batch, steps)
        error = test_error(model, test)
        return answer(steps * batch, seconds, time.perf_counter() - start, error)

    def study(seed):
        start = time.perf_counter()
        jobs = [(best, body, size, request, seed) for body in ("conv", "mlp") for size in request["latents"][::-1]]
        with ProcessPoolExecutor(THREADS, mp_context=get_context("spawn")) as pool:
            results = list(pool.map(study_run, jobs))
        seconds = time.perf_counter() - start
        reply = answer(len(jobs) * steps * batch, seconds, seconds, sum(e for e, _ in results) / len(results))
        reply["peak_bytes"] += THREADS * max(peak for _, peak in results)
        return reply

    def inference(seed):
        torch.manual_seed(seed)
        model = best.model(name, shape, latent).eval()
        seconds = reconstruct(best, model, images, size)
        return answer(len(images), seconds, seconds)

    state = {
        "parameters": sum(p.numel() for p in network(name, shape, latent).parameters()),
        "load_seconds": load_seconds,
        "precision": "bf16" if best.bf16 else "fp32",
        "how": how,
    }
    return state, {"train": training, "study": study}.get(kind, inference)


if __name__ == "__main__":
    serve(prepare)
