"""What a student writes in the lab: Dataset, ToTensor, DataLoader, nn.Sequential, MSELoss, Adam, loss.item()."""

import os
import sys
import time

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset

from common import LEARNING_RATE, answer, cosine, network, read_idx, serve


def to_tensor(image):
    """As torchvision's ToTensor, without its detour over PIL."""
    return torch.from_numpy(image).float().div(255)


class Images(Dataset):
    def __init__(self, path):
        self.images = read_idx(path)

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        return to_tensor(self.images[index])


def train(name, latent, data, batch, steps):
    """Returns the model and the seconds of its training loop."""
    model = network(name, tuple(data[0].shape), latent)
    loader = DataLoader(data, batch_size=batch, shuffle=True, drop_last=True)
    loss_function = nn.MSELoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=LEARNING_RATE)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: cosine(step, steps))
    start = time.perf_counter()
    step, running_loss = 0, 0.0
    while step < steps:
        for x in loader:
            loss = loss_function(model(x), x)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            scheduler.step()
            running_loss += loss.item()
            step += 1
            if step == steps:
                break
    return model, time.perf_counter() - start


def test_error(model, data):
    loss_function = nn.MSELoss(reduction="sum")
    total = 0.0
    with torch.no_grad():
        for x in DataLoader(data, batch_size=500):
            total += loss_function(model(x), x).item()
    return total / (len(data) * data[0].numel())


def prepare(request):
    kind, name, latent, batch = request["kind"], request["network"], request["latent"], request["batch"]
    start_loading = time.perf_counter()
    data, test = Images(request["train"]), Images(request["test"])
    load_seconds = time.perf_counter() - start_loading
    steps = request["images"] // batch

    def training(seed):
        start = time.perf_counter()
        torch.manual_seed(seed)
        model, seconds = train(name, latent, data, batch, steps)
        error = test_error(model, test)
        return answer(steps * batch, seconds, time.perf_counter() - start, error)

    def study(seed):
        start = time.perf_counter()
        errors = []
        for body in ("mlp", "conv"):
            for size in request["latents"]:
                torch.manual_seed(seed)
                errors.append(test_error(train(body, size, data, batch, steps)[0], test))
        seconds = time.perf_counter() - start
        return answer(len(errors) * steps * batch, seconds, seconds, sum(errors) / len(errors))

    def inference(seed):
        torch.manual_seed(seed)
        model = network(name, tuple(test[0].shape), latent).eval()
        some = torch.utils.data.Subset(test, range(min(request["images"], len(test))))
        start = time.perf_counter()
        with torch.no_grad():
            for x in DataLoader(some, batch_size=1 if kind == "single" else 128):
                (model(x).clamp(0, 1) * 255).round().byte()
        seconds = time.perf_counter() - start
        return answer(len(some), seconds, seconds)

    state = {
        "parameters": sum(p.numel() for p in network(name, tuple(data[0].shape), latent).parameters()),
        "load_seconds": load_seconds,
        "precision": "fp32",
        "how": f"fp32, {torch.get_num_threads()} threads",
    }
    return state, {"train": training, "study": study}.get(kind, inference)


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
        serve(prepare)
