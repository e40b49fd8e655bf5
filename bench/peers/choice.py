"""What an expert tries before the training that counts: what is fast on this machine, and what learns well on validation data."""

import itertools
import math
from dataclasses import replace

import torch

from training import ACTIVATIONS, THREADS, Choice, Recipe, Settings, train

RECIPES = [
    Recipe(*values)
    for values in itertools.product(ACTIVATIONS, (1e-3, 2e-3, 4e-3, 8e-3), ("constant", "cosine"), (64, 128, 256))
]

# Successive halving: how many recipes are left, and the part of the final training's time that each of them gets.
RUNGS = [(len(RECIPES), 1 / 60), (8, 1 / 15), (3, 1 / 5)]

FIRST = Recipe("gelu", 2e-3, "cosine", 128)


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
    more = [replace(best, mode=mode) for mode in ([] if quick else modes)]
    if THREADS >= 2 and not quick:
        more.append(replace(best, threads=THREADS // 2))
    best = min([best, *more], key=seconds) if more else best
    return best, "; ".join([str(best), *notes, *(["quick: nothing compiled"] if quick else [])])


def candidates(task):
    layouts = [False] if task.network in ("mlp", "deep", "table") else [False, True]
    return [Settings(bf16, layout) for bf16 in (False, True) for layout in layouts]


def fastest_training(task, data, quick, batch=FIRST.batch, modes=("compiled",)):
    """The settings with which a training step takes the least time, and what was tried in words."""
    recipe = replace(FIRST, batch=batch)

    def seconds_of(settings):
        if settings.mode == "eager":  # the compiler warms up by itself
            train(Choice(settings, recipe), task, data, [3])
        return train(Choice(settings, recipe), task, data, [3 if quick else 40])[1]

    return fastest(candidates(task), seconds_of, list(modes), quick)


def split(data):
    """A tenth of the training data, at most 10,000 samples, is held out to choose by. The test data is never looked at."""
    order = torch.randperm(len(data), generator=torch.Generator().manual_seed(20_060_728))
    held_out = min(10_000, max(1, len(data) // 10))
    return data[order[held_out:]], data[order[:held_out]]


def seconds_per_step(settings, task, data, quick):
    """Of each batch size: a small batch makes more steps in an epoch, and has to pay for them."""
    return {
        batch: min(
            train(Choice(settings, replace(FIRST, batch=batch)), task, data, [3 if quick else 30])[1]
            for _ in range(1 if quick else 3)
        )
        / (3 if quick else 30)
        for batch in sorted({recipe.batch for recipe in RECIPES})
    }


def choose(task, data, epochs, quick, settings=None):
    """Successive halving over all recipes, each with the same seconds of training, by the error on held-out data.

    epochs: of the training that counts, at a batch of 128. settings: how it is run; None to find out what is fastest.
    """
    if settings is None:
        settings, _ = fastest_training(task, data, quick)
    # Trials are short: the compiler would take longer than they do.
    trial = replace(settings, mode="eager")
    learning, held_out = split(data)
    step_seconds = seconds_per_step(trial, task, learning, quick)
    whole = epochs * len(learning) / FIRST.batch * step_seconds[FIRST.batch]

    def error(recipe, part):
        steps = 2 if quick else max(20, round(part * whole / step_seconds[recipe.batch]))
        torch.manual_seed(1)
        model, _, _ = train(Choice(trial, recipe), task, learning, [steps])
        found = task.error(model, held_out)
        return found if math.isfinite(found) else math.inf

    left, tried = RECIPES[:: 12 if quick else 1], []
    for count, part in RUNGS:
        errors = {recipe: error(recipe, part) for recipe in left[:count]}
        left = sorted(errors, key=errors.get)
        tried.append({"part": part, "recipes": len(errors), "best": [f"{r}: {errors[r]:.5g}" for r in left[:3]]})
    return Choice(settings, left[0]), tried
