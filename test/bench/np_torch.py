"""The same attentive conditional neural process in PyTorch, trained on one thread on the problems of one benchmark.

Usage: np_torch.py HEADER.json ARRAYS.bin. The header names shapes, problems and the batches of every epoch; the arrays
hold, as float64, the features of all points and of the pool, the gains of all problems and the parameters to start from.
Prints one line of JSON: the processor time of training and of scoring the pool in milliseconds, the mean negative
log-likelihood of each epoch, and the library that PyTorch multiplies matrices with, which its speed depends on.
"""

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import json  # noqa: E402
import math  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402

import numpy as np  # noqa: E402
import torch  # noqa: E402
from torch import nn  # noqa: E402
from torch.nn import functional as F  # noqa: E402

torch.set_num_threads(1)

WIDTH = 32
HEADS = 8


def perceptron(*sizes):
    layers = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


class NeuralProcess(nn.Module):
    """Parameters in the order of networkShape.ts."""

    def __init__(self, features):
        super().__init__()
        self.point = perceptron(features, WIDTH, WIDTH)
        self.resizer = perceptron(WIDTH, WIDTH, WIDTH)
        self.decoder = perceptron(WIDTH, WIDTH, WIDTH, WIDTH, WIDTH, 2)
        self.label = perceptron(1, 1, WIDTH)
        self.value = perceptron(WIDTH, 2 * WIDTH, 2 * WIDTH, WIDTH)
        self.keys = nn.Linear(WIDTH, WIDTH, bias=False)
        self.queries = nn.Linear(WIDTH, WIDTH)
        self.values = nn.Linear(WIDTH, WIDTH, bias=False)
        self.attended_norm = nn.LayerNorm(WIDTH)
        self.mixed_norm = nn.LayerNorm(WIDTH)
        self.mixer = perceptron(WIDTH, WIDTH, WIDTH)

    def forward(self, context, known, targets):
        context = self.point(context)
        targets = self.point(targets)
        represented = self.value(F.relu(context + self.label(known)))
        queries = self.split(self.queries(targets))
        keys = self.split(self.keys(context))
        values = self.split(self.values(represented))
        shares = F.softmax(queries @ keys.transpose(-1, -2) / math.sqrt(WIDTH // HEADS), dim=-1)
        attended = (shares @ values).transpose(1, 2).reshape(targets.shape)
        normed = self.attended_norm(attended + targets)
        read = self.mixed_norm(normed + self.mixer(normed))
        out = self.decoder(F.relu(targets + self.resizer(read)))
        return out[..., 0], 0.01 + 0.99 * F.softplus(out[..., 1])

    @staticmethod
    def split(rows):
        return rows.view(*rows.shape[:2], HEADS, -1).transpose(1, 2)


def blas():
    """OpenBLAS, MKL, or the reference library, which is several times slower."""
    with open("/proc/self/maps", encoding="utf-8") as file:
        maps = file.read()
    if "libmkl" in maps:
        return "MKL"
    return "OpenBLAS" if "openblas" in maps else "reference BLAS"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        header = json.load(file)
    arrays = torch.from_numpy(np.fromfile(sys.argv[2])).float()
    points, features, problems = header["points"], header["features"], header["problems"]
    x = arrays[: points * features].view(points, features)
    arrays = arrays[points * features :]
    pool = arrays[: header["pool"] * features].view(1, header["pool"], features)
    arrays = arrays[header["pool"] * features :]
    sizes = [len(problem["targets"]) for problem in problems]
    gains = arrays.split(sizes + [len(arrays) - sum(sizes)])
    model = NeuralProcess(features)
    nn.utils.vector_to_parameters(gains[-1], model.parameters())
    contexts = [torch.tensor(problem["context"]) for problem in problems]
    targets = [torch.tensor(problem["targets"]) for problem in problems]
    optimiser = torch.optim.Adam(model.parameters(), lr=header["rate"])
    epochs = header["batches"]
    schedule = torch.optim.lr_scheduler.ExponentialLR(optimiser, 0.1 ** (1 / len(epochs)))
    losses = []
    begin = time.process_time()
    for batches in epochs:
        total = 0.0
        for batch in batches:
            context = x[torch.stack([contexts[index] for index in batch])]
            known = torch.zeros(*context.shape[:2], 1)
            mean, deviation = model(context, known, x[torch.stack([targets[index] for index in batch])])
            truth = torch.stack([gains[index] for index in batch])
            loss = -torch.distributions.Normal(mean, deviation).log_prob(truth).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            total += loss.item() * len(batch)
        schedule.step()
        losses.append(total / len(problems))
    elapsed = time.process_time() - begin
    begin = time.process_time()
    with torch.no_grad():
        model(x.view(1, points, features), torch.zeros(1, points, 1), pool)
    scoring = time.process_time() - begin
    print(json.dumps({"cpuMs": 1e3 * elapsed, "scoringMs": 1e3 * scoring, "losses": losses, "blas": blas()}))


main()
