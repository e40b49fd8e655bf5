"""How an expert trains: data as one tensor, fused Adam, no item() in the loop, what is fast and what learns well as settings."""

import math
import time
from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from torch import nn

from common import kl, network, test_error

THREADS = torch.get_num_threads()
ACTIVATIONS = {"relu": nn.ReLU, "gelu": nn.GELU}


@dataclass(frozen=True)
class Settings:
    """How fast: the type of products, the layout of pictures, whether it is compiled. None changes what is learned."""

    bf16: bool = False
    channels_last: bool = False
    mode: str = "eager"
    threads: int = THREADS

    def __str__(self):
        words = ["bf16" if self.bf16 else "fp32", "channels-last" if self.channels_last else "", self.mode]
        return ", ".join(word for word in words if word) + f", {self.threads} threads"

    def autocast(self):
        return torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.bf16)

    def lay_out(self, x):
        return x.contiguous(memory_format=torch.channels_last) if self.channels_last and x.dim() == 4 else x


@dataclass(frozen=True)
class Recipe:
    """How well: what is chosen by validation data."""

    activation: str
    learning_rate: float
    schedule: str
    batch: int

    def __str__(self):
        return f"{self.activation}, {self.learning_rate:g} {self.schedule}, batch {self.batch}"

    def rate(self, step, steps):
        """Of a step counted from 0; a cosine warms up over a twentieth of the steps and ends at a hundredth."""
        if self.schedule == "constant":
            return self.learning_rate
        warm_up = steps // 20
        if step < warm_up:
            return self.learning_rate * (step + 1) / warm_up
        done = (step - warm_up) / max(1, steps - warm_up)
        return self.learning_rate * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * done)))


@dataclass(frozen=True)
class Task:
    """What is learned: a network by name, its latent size, whether it is variational."""

    network: str
    latent: int
    variational: bool = False

    @property
    def logits(self):
        """Outputs of pictures are followed by a sigmoid, in float32 and outside of the network."""
        return self.network != "table"

    def model(self, shape, recipe, settings):
        activation = ACTIVATIONS[recipe.activation]
        model = network(self.network, shape, self.latent, activation, variational=self.variational)
        return model.to(memory_format=torch.channels_last) if settings.channels_last else model

    def loss(self, model, x, settings):
        with settings.autocast():
            output = model(x)
        if self.variational:
            y, mean, log_variance = output
            losses = F.binary_cross_entropy_with_logits(y.float(), x, reduction="sum")
            return (losses + kl(mean, log_variance)) / len(x)
        y = output.float().sigmoid() if self.logits else output.float()
        return F.mse_loss(y, x)

    def error(self, model, data):
        return test_error(model, data, self.logits)


@dataclass(frozen=True)
class Choice:
    """All that an expert decides for a task before the training that counts."""

    settings: Settings
    recipe: Recipe

    @staticmethod
    def of(tree):
        return Choice(Settings(**tree["settings"]), Recipe(**tree["recipe"]))

    def tree(self):
        return asdict(self)

    def __str__(self):
        return f"{self.recipe}; {self.settings}"


def train(choice, task, data, stops, reached=None):
    """Trains until the last of `stops`, steps in rising order; at each the clock halts and `reached(model, seconds)` is told.

    Returns the model, the seconds of its loop, and those before it (the compiler's).
    """
    settings, recipe = choice.settings, choice.recipe
    torch.set_num_threads(settings.threads)
    start = time.perf_counter()
    model = task.model(tuple(data.shape[1:]), recipe, settings)
    optimizer = torch.optim.Adam(model.parameters(), lr=recipe.learning_rate, fused=True)
    batch = min(recipe.batch, len(data))

    def loss_of(x):
        return task.loss(model, x, settings)

    seconds, setup_seconds = time.perf_counter() - start, 0.0
    if settings.mode == "compiled":
        start = time.perf_counter()
        loss_of = torch.compile(loss_of)
        loss_of(settings.lay_out(data[:batch])).backward()  # compiles outside of the clock
        optimizer.zero_grad(set_to_none=True)
        setup_seconds = time.perf_counter() - start
    per_epoch = len(data) // batch
    steps = stops[-1]
    start = time.perf_counter()
    for step in range(steps):
        if step % per_epoch == 0:
            order = torch.randperm(len(data))
        first = step % per_epoch * batch
        x = settings.lay_out(data[order[first : first + batch]])
        optimizer.param_groups[0]["lr"] = recipe.rate(step, steps)
        loss_of(x).backward()
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        if step + 1 in stops:
            seconds += time.perf_counter() - start
            if reached is not None:
                reached(model, seconds)
            start = time.perf_counter()
    return model, seconds, setup_seconds
