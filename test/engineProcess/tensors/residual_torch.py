"""A small residual network in PyTorch, whose numbers test/engineProcess/tensors/residual.test.ts compares with ours.

Usage: residual_torch.py > residual.json. Prints one JSON object: the network's shape, images with their labels and
weights, the parameters to start from with what the network says of the images then, and losses and parameters after a
few steps of SGD. Parameters lie as parameterPlaces does; everything is worked out in float64.
"""

import json

import torch
from torch import nn
from torch.nn import functional as F

SHAPE = {"side": 10, "channels": 2, "widths": [3, 4, 5], "blocks": 2, "outputs": 3}
ROWS = 6
STEPS = 3
RATE = 0.1
DECAY = 5e-4


class Normed(nn.Module):
    def __init__(self, inputs, outputs, side=3, stride=1):
        super().__init__()
        self.convolution = nn.Conv2d(inputs, outputs, side, stride, padding=side // 2, bias=False)
        self.norm = nn.BatchNorm2d(outputs)

    def forward(self, images):
        return self.norm(self.convolution(images))


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.first = Normed(inputs, outputs, stride=stride)
        self.second = Normed(outputs, outputs)
        same = inputs == outputs and stride == 1
        self.shortcut = nn.Identity() if same else Normed(inputs, outputs, side=1, stride=stride)

    def forward(self, images):
        return F.relu(self.second(F.relu(self.first(images))) + self.shortcut(images))


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        widths = SHAPE["widths"]
        self.stem = Normed(SHAPE["channels"], widths[0])
        blocks = []
        before = widths[0]
        for stage, width in enumerate(widths):
            for block in range(SHAPE["blocks"]):
                blocks.append(Block(before, width, 2 if stage > 0 and block == 0 else 1))
                before = width
        self.blocks = nn.Sequential(*blocks)
        self.last = nn.Linear(before, SHAPE["outputs"])

    def embed(self, images):
        return self.blocks(F.relu(self.stem(images))).mean((2, 3))

    def forward(self, images):
        return self.last(self.embed(images))


def arrays(model):
    """Parameters and running statistics in the order in which ours lie."""
    for module in model.modules():
        if isinstance(module, Normed):
            norm = module.norm
            yield module.convolution.weight.permute(2, 3, 1, 0)
            yield from (norm.weight, norm.bias, norm.running_mean, norm.running_var)
    yield model.last.weight.t()
    yield model.last.bias


def flat(tensors):
    return [float(f"{value:.9g}") for tensor in tensors for value in tensor.detach().reshape(-1).tolist()]


def main():
    torch.manual_seed(1)
    torch.set_default_dtype(torch.float64)
    model = Residual()
    with torch.no_grad():
        for module in model.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.weight.uniform_(0.5, 1.5)
                module.bias.normal_(0, 0.3)
                module.running_mean.normal_(0, 0.3)
                module.running_var.uniform_(0.5, 2)
    side, channels = SHAPE["side"], SHAPE["channels"]
    images = torch.randn(ROWS, channels, side, side)
    labels = torch.arange(ROWS) % SHAPE["outputs"]
    weights = 0.5 + (torch.arange(ROWS) % 2).double()
    start = flat(arrays(model))
    model.eval()
    embeddings = model.embed(images)
    logits = model.last(embeddings)
    model.train()
    optimiser = torch.optim.SGD(model.parameters(), lr=RATE, momentum=0.9, weight_decay=DECAY)
    losses = []
    for _ in range(STEPS):
        loss = (F.cross_entropy(model(images), labels, reduction="none") * weights).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    print(
        json.dumps(
            {
                "shape": SHAPE,
                "rate": RATE,
                "decay": DECAY,
                "features": flat([images.permute(0, 2, 3, 1)]),
                "labels": labels.tolist(),
                "weights": weights.tolist(),
                "start": start,
                "embeddings": flat([embeddings]),
                "logits": flat([logits]),
                "losses": losses,
                "trained": flat(arrays(model)),
            }
        )
    )


main()
