"""The best that a PyTorch expert gets on this machine: what is fast and what learns well is tried first (choice.py)."""

import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

import torch

from choice import FIRST, choose, fastest, fastest_training
from common import answer, read, serve, steps_of, tensor
from training import THREADS, Choice, Settings, Task, train

torch.set_flush_denormal(True)


def tasks_of(request):
    return [Task(spec["network"], spec["latent"], request["variational"]) for spec in request["models"]]


class Quality:
    """The test error over the seconds of trainings with the chosen recipe."""

    def load(self, request):
        self.data = tensor(read(request["train"], "train"))
        self.test = tensor(read(request["test"], "test"))
        return {"settings": f"{THREADS} threads"}

    def choose(self, request):
        """A choice for each kind of network, at the middle one of its latent sizes; the test data is not looked at."""
        by_network = {}
        for task in tasks_of(request):
            by_network.setdefault(task.network, []).append(task)
        choices, tried, words = {}, {}, []
        for name, tasks in by_network.items():
            several, task = len(request["models"]) > 1, tasks[(len(tasks) - 1) // 2]
            settings = None
            if several:  # trained side by side: eager, as compiling takes longer, on one thread each
                settings, _ = fastest_training(task, self.data, request["quick"], modes=())
                settings = replace(settings, threads=1)
            choice, steps = choose(task, self.data, request["lengths"][-1], request["quick"], settings)
            choices[name], tried[name] = choice.tree(), steps
            words.append(f"{name}: {choice}" if several else str(choice))
        return {"how": "; ".join(words), "choices": choices, "tried": tried}

    def curve(self, request):
        choices = {name: Choice.of(tree) for name, tree in request["choice"]["choices"].items()}
        tasks = tasks_of(request)
        if len(tasks) > 1:
            return {"points": [self.side_by_side(request, tasks, choices, epochs) for epochs in request["lengths"]]}
        return {"points": self.one(request, tasks[0], choices[tasks[0].network])}

    def one(self, request, task, choice):
        """With a constant rate one training passes all lengths; else each length is a training of its own."""
        per_epoch = len(self.data) // min(choice.recipe.batch, len(self.data))
        stops = steps_of(request["lengths"], per_epoch)
        trainings = [stops] if choice.recipe.schedule == "constant" else [[stop] for stop in stops]
        points = []
        for ends in trainings:
            seen = []
            torch.manual_seed(request["seed"])
            _, _, setup_seconds = train(
                choice,
                task,
                self.data,
                ends,
                lambda model, seconds: seen.append((seconds, task.error(model, self.test))),
            )
            points += [(seconds, setup_seconds, error) for seconds, error in seen]
        return [
            {"epochs": epochs, "seconds": seconds, "setup_seconds": setup_seconds, "errors": [error]}
            for epochs, (seconds, setup_seconds, error) in zip(request["lengths"], points)
        ]

    def side_by_side(self, request, tasks, choices, epochs):
        """A process a processor, each training one network after the other on one thread."""
        start = time.perf_counter()
        context = get_context("spawn")
        with ProcessPoolExecutor(THREADS, context, load_in_process, (request["train"],)) as pool:
            list(pool.map(time.sleep, [0.1] * THREADS))
            setup_seconds = time.perf_counter() - start
            start = time.perf_counter()
            jobs = [(choices[task.network], task, epochs, request["seed"]) for task in tasks]
            states = list(pool.map(train_in_process, reversed(jobs)))[::-1]  # the long ones, conv, first
            seconds = time.perf_counter() - start
        errors = []
        for task, state in zip(tasks, states):
            choice = choices[task.network]
            model = task.model(tuple(self.data.shape[1:]), choice.recipe, choice.settings)
            model.load_state_dict({name: torch.from_numpy(values) for name, values in state.items()})
            errors.append(task.error(model, self.test))
        return {"epochs": epochs, "seconds": seconds, "setup_seconds": setup_seconds, "errors": errors}


def load_in_process(path):
    global process_data
    process_data = tensor(read(path, "train"))


def train_in_process(job):
    choice, task, epochs, seed = job
    torch.manual_seed(seed)
    per_epoch = len(process_data) // min(choice.recipe.batch, len(process_data))
    model, _, _ = train(choice, task, process_data, steps_of([epochs], per_epoch))
    return {name: values.numpy() for name, values in model.state_dict().items()}


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
            run(prepared(x)).float().sigmoid_().mul_(255).round_().byte()
    return time.perf_counter() - start


class Throughput:
    """Images a second with the fastest settings; the layers are Diabolo's."""

    def setup(self, request):
        kind, batch, quick = request["kind"], request["batch"], request["quick"]
        task = Task(request["network"], request["latent"])
        start_loading = time.perf_counter()
        data, bytes_ = tensor(read(request["train"], "train")), torch.from_numpy(read(request["test"], "test"))
        test = tensor(bytes_.numpy())
        load_seconds = time.perf_counter() - start_loading
        shape, recipe = tuple(data.shape[1:]), replace(FIRST, batch=batch)
        steps, images = request["images"] // batch, bytes_[: request["images"]]
        size = 1 if kind == "single" else min(500, len(images))

        def inference_seconds(settings):
            model = task.model(shape, recipe, settings).eval()
            return reconstruct(settings, model, images[: size * (3 if quick else 400 if kind == "single" else 40)], size)

        if kind == "train":
            best, how = fastest_training(task, data, quick, batch)
        else:
            layouts = [False] if task.network in ("mlp", "deep") else [False, True]
            every = [Settings(bf16, layout) for bf16 in (False, True) for layout in layouts]
            best, how = fastest(every, inference_seconds, ["compiled", "traced"], quick)

        def training(seed):
            start = time.perf_counter()
            torch.manual_seed(seed)
            model, seconds, setup_seconds = train(Choice(best, recipe), task, data, [steps])
            error = task.error(model, test)
            return answer(steps * batch, seconds, time.perf_counter() - start - setup_seconds, error)

        def inference(seed):
            torch.manual_seed(seed)
            seconds = reconstruct(best, task.model(shape, recipe, best).eval(), images, size)
            return answer(len(images), seconds, seconds)

        self.run = training if kind == "train" else inference
        return {
            "parameters": sum(p.numel() for p in task.model(shape, recipe, best).parameters()),
            "load_seconds": load_seconds,
            "precision": "bf16" if best.bf16 else "fp32",
            "how": how,
        }

    def round(self, request):
        return self.run(request["seed"])


if __name__ == "__main__":
    quality, throughput = Quality(), Throughput()
    serve(
        load=quality.load, choose=quality.choose, curve=quality.curve, setup=throughput.setup, round=throughput.round
    )
