"""The tasks of nnTasks.ts in PyTorch, on one thread of the CPU.

Usage: nn_torch.py TASK SIZES, where SIZES is JSON. Prints a line whenever something took its time, and the milliseconds
of the task last, as "ms NUMBER".
"""

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import json  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402

import torch  # noqa: E402
from torch import nn  # noqa: E402
from torch.nn import functional as F  # noqa: E402

torch.set_num_threads(1)

OUTPUTS = 10
CNN_BATCH = 32


def normed(inputs, outputs, side=3, stride=1):
    convolution = nn.Conv2d(inputs, outputs, side, stride, padding=side // 2, bias=False)
    return nn.Sequential(convolution, nn.BatchNorm2d(outputs))


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.first = normed(inputs, outputs, stride=stride)
        self.second = normed(outputs, outputs)
        same = inputs == outputs and stride == 1
        self.shortcut = nn.Identity() if same else normed(inputs, outputs, side=1, stride=stride)

    def forward(self, images):
        return F.relu(self.second(F.relu(self.first(images))) + self.shortcut(images))


def residual():
    blocks = [normed(3, 64), nn.ReLU()]
    before = 64
    for width in (64, 128, 256, 512):
        blocks += [Block(before, width, 1 if width == before else 2), Block(width, width, 1)]
        before = width
    return nn.Sequential(*blocks, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(before, OUTPUTS))


def small():
    blocks = []
    before = 3
    for filters in (8, 16, 32):
        blocks += [nn.Conv2d(before, filters, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)]
        before = filters
    hidden = [nn.Flatten(), nn.Linear(4 * 4 * before, 64), nn.ReLU(), nn.Dropout(0.2)]
    return nn.Sequential(*blocks, *hidden, nn.Linear(64, OUTPUTS))


def images(rows):
    return 2 * torch.rand(rows, 3, 32, 32) - 1


def epoch_ms(model, rows, batch, optimiser):
    """The second epoch, as nnChild.ts."""
    x, y = images(rows), torch.arange(rows) % OUTPUTS
    for _ in range(2):
        print("epoch", flush=True)
        begin = time.perf_counter()
        for places in torch.randperm(rows).split(batch):
            optimiser.zero_grad()
            F.cross_entropy(model(x[places]), y[places]).backward()
            optimiser.step()
    return 1e3 * (time.perf_counter() - begin)


def scoring_ms(model, rows):
    model.eval()
    with torch.no_grad():
        model(images(64))
        x = images(rows)
        print("ready", flush=True)
        begin = time.perf_counter()
        for block in x.split(1024):
            model(block)
    return 1e3 * (time.perf_counter() - begin)


def main():
    task, sizes = sys.argv[1], json.loads(sys.argv[2])
    torch.manual_seed(1)
    model = residual() if task == "resnet18StepMs" else small()
    if task == "resnet18StepMs":
        optimiser = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, weight_decay=5e-4)
        ms = epoch_ms(model, sizes["batch"], sizes["batch"], optimiser)
    elif task == "cnnEpochMs":
        optimiser = torch.optim.AdamW(model.parameters(), lr=0.003, weight_decay=5e-4)
        ms = epoch_ms(model, sizes["trained"], CNN_BATCH, optimiser)
    else:
        ms = scoring_ms(model, sizes["scored"])
    print(f"ms {ms}")


main()
