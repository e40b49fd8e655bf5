"""What a student writes in the lab: Dataset, ToTensor, DataLoader, nn.Sequential, ReLU, a sigmoid, MSELoss, Adam 1e-3."""

import os
import sys
import time

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset

from common import answer, kl, network, read, serve, steps_of, tensor, test_error

BATCH = 128
LEARNING_RATE = 1e-3


def to_tensor(sample):
    """As torchvision's ToTensor, without its detour over PIL; rows of a table are floats already."""
    sample = torch.from_numpy(sample)
    return sample.float().div(255) if sample.dtype == torch.uint8 else sample


class Samples(Dataset):
    def __init__(self, array):
        self.array = array

    def __len__(self):
        return len(self.array)

    def __getitem__(self, index):
        return to_tensor(self.array[index])


def student_network(name, data, latent, variational=False):
    outputs = None if name == "table" else nn.Sigmoid
    return network(name, tuple(data[0].shape), latent, nn.ReLU, outputs, variational)


def train(model, loader, stops, reached, variational=False):
    """Trains until the last of `stops`, steps in rising order; at each the clock halts and `reached(seconds)` is told."""
    optimizer = torch.optim.Adam(model.parameters(), lr=LEARNING_RATE)
    loss_function = nn.BCELoss(reduction="sum") if variational else nn.MSELoss()
    step, running_loss, seconds = 0, 0.0, 0.0
    start = time.perf_counter()
    while step < stops[-1]:
        for x in loader:
            if variational:
                y, mean, log_variance = model(x)
                loss = (loss_function(y, x) + kl(mean, log_variance)) / len(x)
            else:
                loss = loss_function(model(x), x)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            running_loss += loss.item()
            step += 1
            if step in stops:
                seconds += time.perf_counter() - start
                reached(seconds)
                start = time.perf_counter()
            if step == stops[-1]:
                break


class Quality:
    """The test error over the seconds of a training, with the script above as it is."""

    def load(self, request):
        self.data, self.test = Samples(read(request["train"], "train")), tensor(read(request["test"], "test"))
        return {"settings": f"fp32, {torch.get_num_threads()} threads"}

    def curve(self, request):
        """One after the other, the models that are asked for: their seconds add up, their errors are averaged."""
        variational = request["variational"]
        ends = [[] for _ in request["lengths"]]
        for spec in request["models"]:
            start = time.perf_counter()
            torch.manual_seed(request["seed"])
            model = student_network(spec["network"], self.data, spec["latent"], variational)
            loader = DataLoader(self.data, batch_size=BATCH, shuffle=True)
            building, seen = time.perf_counter() - start, []
            stops = steps_of(request["lengths"], len(loader))
            train(
                model,
                loader,
                stops,
                lambda seconds: seen.append((building + seconds, test_error(model, self.test))),
                variational,
            )
            for end, one in zip(ends, seen):
                end.append(one)
        return {
            "points": [
                {"epochs": epochs, "seconds": sum(s for s, _ in end), "setup_seconds": 0, "errors": [e for _, e in end]}
                for epochs, end in zip(request["lengths"], ends)
            ]
        }


class Throughput:
    """Images a second of the same script."""

    def setup(self, request):
        kind, name, latent = request["kind"], request["network"], request["latent"]
        start = time.perf_counter()
        data, test = Samples(read(request["train"], "train")), Samples(read(request["test"], "test"))
        load_seconds = time.perf_counter() - start
        steps = request["images"] // request["batch"]

        def training(seed):
            start = time.perf_counter()
            torch.manual_seed(seed)
            model = student_network(name, data, latent)
            loader = DataLoader(data, batch_size=request["batch"], shuffle=True, drop_last=True)
            clock = []
            train(model, loader, [steps], clock.append)
            error = test_error(model, tensor(test.array))
            return answer(steps * request["batch"], clock[0], time.perf_counter() - start, error)

        def inference(seed):
            torch.manual_seed(seed)
            model = student_network(name, test, latent).eval()
            some = torch.utils.data.Subset(test, range(min(request["images"], len(test))))
            start = time.perf_counter()
            with torch.no_grad():
                for x in DataLoader(some, batch_size=1 if kind == "single" else 128):
                    (model(x).clamp(0, 1) * 255).round().byte()
            seconds = time.perf_counter() - start
            return answer(len(some), seconds, seconds)

        self.run = training if kind == "train" else inference
        return {
            "parameters": sum(p.numel() for p in student_network(name, data, latent).parameters()),
            "load_seconds": load_seconds,
            "precision": "fp32",
            "how": f"fp32, {torch.get_num_threads()} threads",
        }

    def round(self, request):
        return self.run(request["seed"])


def start_up(folder):
    """From the command to the first result: a saved model reconstructs one picture. Saves the model where there is none."""
    file = os.path.join(folder, "model.pt")
    model = network("conv", (1, 28, 28), 32)
    if not os.path.exists(file):
        torch.save(model.state_dict(), file)
    model.load_state_dict(torch.load(file))
    picture = np.load(os.path.join(folder, "picture.npy")).reshape(1, 1, 28, 28)
    with torch.no_grad():
        np.save(os.path.join(folder, "out.npy"), model(torch.from_numpy(picture) / 255).numpy())


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "start-up":
        start_up(sys.argv[2])
    else:
        quality, throughput = Quality(), Throughput()
        serve(load=quality.load, curve=quality.curve, setup=throughput.setup, round=throughput.round)
